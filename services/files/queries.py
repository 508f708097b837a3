"""Every select of the room."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, delete, select

from services.files.models import FilePurpose, StoredFile
from services.files.rules import KeptFile, require_clean
from services.files.stores import file_store
from services.kit.actor import Actor
from services.kit.refusals import NotAllowed, NotFound


def require_owner(actor: Actor) -> UUID:
    """Whose file it will be."""
    if actor.account_id is None:
        raise NotAllowed("SIGN_IN_REQUIRED")
    return actor.account_id


async def get_row(tx: AsyncSession, file_id: UUID) -> StoredFile:
    stored = await tx.get(StoredFile, file_id)
    if stored is None:
        raise NotFound("FILE_NOT_FOUND", id=str(file_id))
    return stored


async def get_file(tx: AsyncSession, file_id: UUID) -> KeptFile:
    """The file with its content, once the scanner let it pass, for whoever may see it."""
    stored = await get_row(tx, file_id)
    require_clean(stored.state)
    content = stored.content if stored.content is not None else await file_store().read(stored.id)
    return KeptFile(stored.id, stored.name, stored.sha256, content)


async def delete_surplus(tx: AsyncSession, account_id: UUID, purpose: FilePurpose, kept_count: int) -> None:
    """Remove all but the newest files of an account that were handed in for the same."""
    own = (col(StoredFile.account_id) == account_id, col(StoredFile.purpose) == purpose)
    newest = select(StoredFile.id).where(*own).order_by(col(StoredFile.id).desc()).limit(kept_count)
    await tx.execute(delete(StoredFile).where(*own, col(StoredFile.id).not_in(newest)))


async def delete_older(tx: AsyncSession, than: datetime, limit: int) -> int:
    """Remove files that came in before a time and were attached to nothing, at most `limit`; returns how many."""
    old = (
        select(StoredFile.id)
        .where(StoredFile.created_at < than, col(StoredFile.account_id).is_not(None))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    removed = await tx.scalars(delete(StoredFile).where(col(StoredFile.id).in_(old)).returning(col(StoredFile.id)))
    return len(removed.all())


async def list_known(tx: AsyncSession, keys: Sequence[UUID]) -> set[UUID]:
    """Which of these have a row."""
    return set(await tx.scalars(select(StoredFile.id).where(col(StoredFile.id).in_(keys))))
