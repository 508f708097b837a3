"""What may be handed in, and as what."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final
from uuid import UUID

from services.files import contents
from services.files.models import FilePurpose, FileState
from services.kit.refusals import FieldFault, InvalidInput
from services.kit.settings import Settings

NAME_LENGTH: Final = 255

_OPEN_DOCUMENTS: Final = frozenset(f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "presentation"))
_SHEETS: Final = frozenset({contents.XLSX, contents.XLS, "application/vnd.oasis.opendocument.spreadsheet"})

ALLOWED: Final[Mapping[FilePurpose, frozenset[str]]] = {
    FilePurpose.SHEET: _SHEETS | {contents.TEXT, contents.XLSB, contents.MACROS, contents.OLE},
    FilePurpose.MATERIAL: _SHEETS
    | _OPEN_DOCUMENTS
    | {contents.TEXT, contents.DOCX, contents.PPTX, contents.DOC, contents.PPT}
    | {"application/pdf", "image/png", "image/jpeg", "image/webp", "image/gif", "video/mp4"},
}
"""Sheets are only read here, and whoever reads them says best what is wrong with one. Materials are opened by others:
no programs, nothing that a browser would run, no archives that hide what is in them."""


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that is in memory as a whole, not yet stored."""

    name: str
    content: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came in and lies in a folder of ours, not yet stored."""

    path: Path
    name: str
    byte_count: int
    sha256: str
    content_type: str
    purpose: FilePurpose


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A stored file with its content."""

    id: UUID
    name: str
    sha256: str
    content: bytes


def plain_name(name: str) -> str:
    """The last part of a path of any system, without what no one can see, its ending kept when it is cut."""
    last = PurePosixPath(name.replace("\\", "/")).name
    shown = "".join(character for character in last if character.isprintable()).strip().lstrip(".") or "file"
    ending = PurePosixPath(shown).suffix[:16]
    return shown if len(shown) <= NAME_LENGTH else shown[: NAME_LENGTH - len(ending)] + ending


def purpose_of(word: str) -> FilePurpose:
    """What a file is handed in for, as the sender says."""
    try:
        return FilePurpose(word)
    except ValueError as error:
        raise InvalidInput([FieldFault("purpose", "UNKNOWN_VALUE", {"value": word[:40]})]) from error


def limit_bytes(settings: Settings, purpose: FilePurpose) -> int:
    return settings.upload_bytes if purpose is FilePurpose.SHEET else settings.material_bytes


def require_allowed(content_type: str, purpose: FilePurpose) -> None:
    if purpose is FilePurpose.SHEET and content_type == contents.OCTETS:
        raise InvalidInput([FieldFault("file", "FILE_IS_NO_TEXT")])
    if content_type not in ALLOWED[purpose]:
        raise InvalidInput([FieldFault("file", "FILE_TYPE_NOT_ALLOWED", {"found": content_type})])


def require_clean(state: FileState, path: str = "fileId") -> None:
    """Refuse what the scanner has not looked at, or has found something in."""
    match state:
        case FileState.QUARANTINED:
            raise InvalidInput([FieldFault(path, "FILE_QUARANTINED")])
        case FileState.REFUSED:
            raise InvalidInput([FieldFault(path, "FILE_REFUSED")])
