"""Every select of the room."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, delete, select

from services.files.models import StoredFile
from services.kit.refusals import NotFound


async def get_file(tx: AsyncSession, file_id: UUID) -> StoredFile:
    """The file with its content, for the one who uploaded it."""
    stored = await tx.get(StoredFile, file_id)
    if stored is None:
        raise NotFound("FILE_NOT_FOUND", id=str(file_id))
    return stored


async def delete_surplus(tx: AsyncSession, account_id: UUID, kept_count: int) -> None:
    """Remove all but the newest files of an account."""
    newest = (
        select(StoredFile.id)
        .where(StoredFile.account_id == account_id)
        .order_by(col(StoredFile.id).desc())
        .limit(kept_count)
    )
    await tx.execute(
        delete(StoredFile).where(col(StoredFile.account_id) == account_id, col(StoredFile.id).not_in(newest))
    )


async def delete_older(tx: AsyncSession, than: datetime, limit: int) -> int:
    """Remove files that came in before a time, at most `limit`; returns how many."""
    old = select(StoredFile.id).where(StoredFile.created_at < than).limit(limit).with_for_update(skip_locked=True)
    removed = await tx.scalars(delete(StoredFile).where(col(StoredFile.id).in_(old)).returning(col(StoredFile.id)))
    return len(removed.all())
