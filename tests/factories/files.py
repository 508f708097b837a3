"""Files handed in, for tests."""

from hashlib import sha256
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.files.commands import store_file
from services.files.rules import ReceivedFile
from services.kit.actor import Actor


async def make_file(tx: AsyncSession, actor: Actor, content: bytes, name: str = "名单.csv") -> UUID:
    """A file that the actor uploaded; its key."""
    received = ReceivedFile(name, content, sha256(content).hexdigest())
    return (await store_file(tx, actor, received)).id
