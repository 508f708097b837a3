"""A spreadsheet before it is read: its name, its bytes, and what those bytes are, whatever the name says."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from services.kit.refusals import CellFault, Param, SheetRefused

SIZE_LIMIT_BYTES: Final = 64 * 1024 * 1024
"""Reading a file of this size takes seconds and less than a gigabyte; no round or pool needs more."""

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: Final = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "RTF"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"SQLite format", "SQLite"),
)
_MARKUP: Final = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<svg", b"<head")


class Format(StrEnum):
    """What we read."""

    XLSX = "xlsx"
    XLS = "xls"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class SheetSource:
    """The bytes of a spreadsheet and the name its owner knows it by."""

    name: str
    content: bytes

    def refused(self, code: str, row: int = 0, column: str = "", **params: Param) -> SheetRefused:
        """A refusal of the whole file for one reason."""
        return SheetRefused(self.name, [CellFault(row, column, code, params)])


def read_source(path: Path) -> SheetSource:
    """The file, unless it is absent, no file or too large to be read in bounded time."""
    source = SheetSource(path.name or str(path), b"")
    try:
        if path.exists() and not path.is_file():
            raise source.refused("FILE_IS_NO_FILE", path=str(path))
        require_size(source, path.stat().st_size)
        return SheetSource(path.name, path.read_bytes())
    except FileNotFoundError:
        raise source.refused("FILE_NOT_FOUND", path=str(path)) from None
    except OSError as error:
        raise source.refused("FILE_UNREADABLE", path=str(path), reason=error.strerror or "") from error


def require_size(source: SheetSource, size_bytes: int) -> None:
    """Refuse an empty file and one beyond the limit."""
    if size_bytes == 0:
        raise source.refused("FILE_EMPTY")
    if size_bytes > SIZE_LIMIT_BYTES:
        megabyte = 1024 * 1024
        raise source.refused(
            "FILE_TOO_LARGE", size_mb=round(size_bytes / megabyte, 1), limit_mb=SIZE_LIMIT_BYTES // megabyte
        )


def get_format(source: SheetSource) -> Format:
    """What the bytes are. Names lie (a web page saved as .xls, a CSV named .xlsx), so only content counts."""
    require_size(source, len(source.content))
    head = source.content[:4096]
    if head.startswith(b"PK\x03\x04"):
        return Format.XLSX
    if head.startswith(_OLE):
        return Format.XLS
    foreign = _find_foreign(head)
    if foreign:
        raise source.refused("NOT_A_SPREADSHEET", found=foreign)
    return Format.TEXT


def _find_foreign(head: bytes) -> str | None:
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return "HTML/XML"
    return None
