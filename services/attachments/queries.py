"""Every select of the room."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, delete, select, update

from services.attachments.models import Attachment
from services.files.models import StoredFile
from services.kit.refusals import NotFound
from services.kit.versions import require_version


async def get_attachment(tx: AsyncSession, attachment_id: UUID) -> Attachment:
    attachment = await tx.get(Attachment, attachment_id)
    if attachment is None:
        raise NotFound("ATTACHMENT_NOT_FOUND", id=str(attachment_id))
    return attachment


async def lock_attachment(tx: AsyncSession, attachment: Attachment, version: int) -> Attachment:
    """The attachment, held until the transaction ends, if it is the one that was seen."""
    locked = await tx.get(Attachment, attachment.id, with_for_update=True, populate_existing=True)
    if locked is None:
        raise NotFound("ATTACHMENT_NOT_FOUND", id=str(attachment.id))
    require_version("ATTACHMENT_STALE", locked, version)
    return locked


async def count_attachments(tx: AsyncSession, column: str, subject_id: UUID) -> int:
    """How many files the object has already."""
    subject = getattr(Attachment, column)
    return await tx.scalar(select(func.count()).select_from(Attachment).where(subject == subject_id)) or 0


async def give_away(tx: AsyncSession, file_id: UUID) -> None:
    """Let a file belong to what it is attached to, no longer to who uploaded it."""
    given = update(StoredFile).where(col(StoredFile.id) == file_id).values(account_id=None)
    await tx.execute(given.execution_options(synchronize_session=False))


async def delete_detached(tx: AsyncSession, than: datetime, limit: int) -> int:
    """Remove files that were attached to something and no longer are; returns how many."""
    is_attached = select(Attachment.id).where(col(Attachment.file_id) == col(StoredFile.id)).exists()
    gone = (
        select(StoredFile.id)
        .where(col(StoredFile.account_id).is_(None), StoredFile.created_at < than, ~is_attached)
        .limit(limit)
    )
    removed = delete(StoredFile).where(col(StoredFile.id).in_(gone)).returning(col(StoredFile.id))
    return len((await tx.scalars(removed)).all())
