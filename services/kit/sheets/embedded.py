"""Bytes carried inside a workbook, on a hidden sheet of text cells: editors drop custom parts and keep sheets."""

import base64
import binascii
import hashlib
import itertools
from typing import Final

from services.kit.sheets.cells import cell_text
from services.kit.sheets.columns import folded
from services.kit.sheets.grids import list_sheets, read_grid
from services.kit.sheets.sources import SheetSource
from services.kit.sheets.writing import CELL_LETTERS_LIMIT, SheetContent

EMBEDDED_LIMIT_BYTES: Final = 24 << 20
"""A workbook that carries more opens slowly in office programs; what is larger belongs in a file beside it."""

_ROW_LIMIT: Final = 2_000


def embed(sheet_name: str, payload: bytes) -> SheetContent:
    """A very hidden sheet that carries the payload: its SHA-256 in the header, base64 below."""
    letters = base64.b64encode(payload).decode("ascii")
    chunks = [letters[start : start + CELL_LETTERS_LIMIT] for start in range(0, len(letters), CELL_LETTERS_LIMIT)]
    headers = [sheet_name, hashlib.sha256(payload).hexdigest()]
    return SheetContent(sheet_name, headers, [[chunk] for chunk in chunks], visibility="very_hidden", filtered=False)


def find_embedded(source: SheetSource, sheet_name: str) -> bytes | None:
    """The payload carried by the workbook, or None when it carries none. Damaged payloads are refused."""
    named = frozenset({folded(sheet_name)})
    if named.isdisjoint(map(folded, list_sheets(source))):
        return None
    rows = itertools.islice(read_grid(source, named), _ROW_LIMIT)
    _, head = next(rows, (0, ()))
    digest = cell_text(head[1]) if len(head) > 1 else ""
    try:
        payload = base64.b64decode("".join(cell_text(cells[0]) for _, cells in rows if cells), validate=True)
    except binascii.Error:
        raise source.refused("EMBEDDED_DAMAGED") from None
    if hashlib.sha256(payload).hexdigest() != digest:
        raise source.refused("EMBEDDED_DAMAGED")
    return payload
