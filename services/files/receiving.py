"""Taking a file in as it comes: to disk, never whole into memory, hashed and measured on the way."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path
from typing import Final

from services.files.contents import detect_type
from services.files.models import FilePurpose
from services.files.rules import Upload, limit_bytes, plain_name, require_allowed
from services.kit.ids import new_id
from services.kit.refusals import FieldFault, InvalidInput
from services.kit.settings import Settings

INCOMING: Final = "incoming"


@asynccontextmanager
async def receiving(
    settings: Settings, name: str, pieces: AsyncIterable[bytes], purpose: FilePurpose
) -> AsyncIterator[Upload]:
    """A file in a folder of ours for as long as the block runs. Refused at the first piece too many, or by its type.

    Apart from storing it, so that no database connection waits for a slow sender.
    """
    folder = settings.home / INCOMING
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True, mode=0o700)
    path = folder / new_id().hex
    try:
        byte_count, digest = await _write(path, pieces, limit_bytes(settings, purpose))
        content_type = await asyncio.to_thread(detect_type, path)
        require_allowed(content_type, purpose)
        yield Upload(path, plain_name(name), byte_count, digest, content_type, purpose)
    finally:
        await asyncio.to_thread(path.unlink, missing_ok=True)


async def _write(path: Path, pieces: AsyncIterable[bytes], limit: int) -> tuple[int, str]:
    byte_count, digest = 0, sha256()
    file = await asyncio.to_thread(path.open, "wb")
    try:
        async for piece in pieces:
            byte_count += len(piece)
            if byte_count > limit:
                raise InvalidInput([FieldFault("file", "FILE_TOO_LARGE", {"limit_bytes": limit})])
            digest.update(piece)
            await asyncio.to_thread(file.write, piece)
    finally:
        await asyncio.to_thread(file.close)
    if not byte_count:
        raise InvalidInput([FieldFault("file", "FILE_EMPTY")])
    return byte_count, digest.hexdigest()
