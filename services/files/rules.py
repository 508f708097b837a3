"""What may be handed in, and taking it in piece by piece."""

from collections.abc import AsyncIterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Final

from services.kit.refusals import FieldFault, InvalidInput

NAME_LENGTH: Final = 255


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file as it came in, not yet stored."""

    name: str
    content: bytes
    sha256: str


async def receive_file(name: str, pieces: AsyncIterable[bytes], *, limit_bytes: int) -> ReceivedFile:
    """Take in a file as it arrives, and stop at the first piece too many.

    Apart from storing it, so that no database connection waits for a slow sender.
    """
    content, digest = bytearray(), sha256()
    async for piece in pieces:
        if len(content) + len(piece) > limit_bytes:
            raise InvalidInput([FieldFault("file", "FILE_TOO_LARGE", {"limit_bytes": limit_bytes})])
        content += piece
        digest.update(piece)
    if not content:
        raise InvalidInput([FieldFault("file", "FILE_EMPTY")])
    return ReceivedFile(plain_name(name), bytes(content), digest.hexdigest())


def plain_name(name: str) -> str:
    """The last part of a path of any system, without what no one can see, its ending kept when it is cut."""
    last = PurePosixPath(name.replace("\\", "/")).name
    shown = "".join(character for character in last if character.isprintable()).strip().lstrip(".") or "file"
    ending = PurePosixPath(shown).suffix[:16]
    return shown if len(shown) <= NAME_LENGTH else shown[: NAME_LENGTH - len(ending)] + ending
