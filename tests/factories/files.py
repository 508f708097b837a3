"""Files handed in, for tests."""

from hashlib import sha256
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.attachments.models import Attachment
from services.files.commands import store_file
from services.files.models import FilePurpose, StoredFile
from services.files.rules import ReceivedFile
from services.kit.actor import Actor


async def make_file(tx: AsyncSession, actor: Actor, content: bytes, name: str = "名单.csv") -> UUID:
    """A file that the actor uploaded; its key."""
    received = ReceivedFile(name, content, sha256(content).hexdigest())
    return (await store_file(tx, actor, received)).id


async def make_materials(tx: AsyncSession, entry_id: UUID) -> None:
    """Two files of an entry, of which judges of a blind round may see one; for a transaction of the system."""
    for is_blind in (True, False):
        file = StoredFile(
            name="方案.txt",
            byte_count=1,
            sha256="0" * 64,
            purpose=FilePurpose.MATERIAL,
            content_type="text/plain",
            content=b"x",
        )
        tx.add(file)
        await tx.flush()
        shown = {"name": file.name, "byte_count": file.byte_count, "content_type": file.content_type}
        tx.add(Attachment(file_id=file.id, entry_id=entry_id, is_blind=is_blind, **shown))
    await tx.flush()
