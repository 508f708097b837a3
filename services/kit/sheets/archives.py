"""Guards before an .xlsx is unpacked: it is a zip, so a small file can unfold into one that fills the memory.

Two ways are closed here. A zip bomb unfolds into gigabytes of XML: unfolding is metered, whatever the archive says
about its own sizes. A sheet whose only cells stand in the first and the last corner is tiny, yet readers lay out the
rectangle between them, 17 thousand million cells: the corners are found by a scan of the XML first.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from services.kit.sheets.sources import SheetSource

UNFOLDED_LIMIT_BYTES: Final = 256 << 20
SPREAD_LIMIT_CELLS: Final = 24_000_000
"""Readers take about 24 bytes a cell of the rectangle: half a gigabyte at most."""

_MEMBER_LIMIT: Final = 4096
_CHUNK_BYTES: Final = 1 << 20
_OVERLAP_BYTES: Final = 64
_DEFLATE_RATIO_LIMIT: Final = 1032
_SHEET_MEMBER: Final = re.compile(r"^/?xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
_POSITION: Final = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,3})([0-9]{1,7})["']""")


def require_bounded_archive(source: SheetSource, limit_bytes: int = UNFOLDED_LIMIT_BYTES) -> None:
    """Refuse a zip that is damaged, holds no workbook, or unfolds beyond what can be read in bounded memory."""
    try:
        with zipfile.ZipFile(BytesIO(source.content)) as archive:
            _require_workbook(source, archive)
            _require_bounded_members(source, archive, limit_bytes)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError) as error:
        raise source.refused("SHEET_DAMAGED") from error


def _require_workbook(source: SheetSource, archive: zipfile.ZipFile) -> None:
    names = [name.lstrip("/").lower() for name in archive.namelist()[:_MEMBER_LIMIT]]
    if len(archive.infolist()) > _MEMBER_LIMIT:
        raise source.refused("SHEET_DAMAGED")
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise source.refused("SAVE_AS_XLSX", found="xlsb" if "xl/workbook.bin" in names else "ods")
    if not any(name.startswith("xl/") for name in names):
        found = "docx" if any(name.startswith("word/") for name in names) else "zip"
        raise source.refused("NOT_A_SPREADSHEET", found=found)


def _require_bounded_members(source: SheetSource, archive: zipfile.ZipFile, limit_bytes: int) -> None:
    unfolded = 0
    for member in archive.infolist():
        is_sheet = _SHEET_MEMBER.match(member.filename) is not None
        if not is_sheet and member.compress_size * _DEFLATE_RATIO_LIMIT < _CHUNK_BYTES:
            continue
        spread = _Spread()
        for chunk in _unfold(archive, member, limit_bytes):
            unfolded += len(chunk)
            if unfolded > limit_bytes:
                raise source.refused("SHEET_UNFOLDS_TOO_FAR", limit_mb=limit_bytes >> 20)
            if is_sheet:
                spread.add(chunk)
        if spread.cell_count > SPREAD_LIMIT_CELLS:
            raise source.refused("SHEET_TOO_SPREAD", last_row=spread.last_row, last_column=spread.last_column)


def _unfold(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit_bytes: int) -> Iterator[bytes]:
    # The size in the directory is the archive's own claim; unfolding stops at what the stream really holds.
    member.file_size = max(member.file_size, limit_bytes + 1)
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            yield chunk


class _Spread:
    """The last row and the last column that any cell of a sheet stands in."""

    def __init__(self) -> None:
        self.last_row = 0
        self.last_column = 0
        self._tail = b""

    def add(self, chunk: bytes) -> None:
        window = self._tail + chunk
        for letters, digits in set(_POSITION.findall(window)):
            self.last_row = max(self.last_row, int(digits))
            self.last_column = max(self.last_column, _column_number(letters))
        self._tail = window[-_OVERLAP_BYTES:]

    @property
    def cell_count(self) -> int:
        return self.last_row * self.last_column


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
