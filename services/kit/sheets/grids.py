"""The rows of a spreadsheet as they stand in the file, numbered as people see them; nothing is typed yet."""

import csv
from collections.abc import Iterator, Sequence
from io import BytesIO, StringIO
from typing import Final

import python_calamine

from services.kit.sheets.archives import require_bounded_archive
from services.kit.sheets.cells import RawCell
from services.kit.sheets.columns import folded
from services.kit.sheets.encodings import decode
from services.kit.sheets.sources import Format, SheetSource, get_format

GridRow = tuple[int, Sequence[RawCell]]
_FIELD_LIMIT_LETTERS: Final = 1 << 20
_DELIMITERS: Final = (",", ";", "\t", "|")
_HEAD_LETTERS: Final = 1 << 16


def read_grid(source: SheetSource, preferred_sheets: frozenset[str] = frozenset()) -> Iterator[GridRow]:
    """Each row with its number. Of a workbook: a sheet with a preferred name, else the first visible one with rows."""
    form = get_format(source)
    if form is Format.TEXT:
        return _read_delimited(source, decode(source))
    if form is Format.XLSX:
        require_bounded_archive(source)
    return _read_workbook(source, preferred_sheets)


def list_sheets(source: SheetSource) -> list[str]:
    """The sheets of a workbook, hidden ones too; a text file has none."""
    form = get_format(source)
    if form is Format.TEXT:
        return []
    if form is Format.XLSX:
        require_bounded_archive(source)
    return list(_open(source).sheet_names)


def is_text(source: SheetSource) -> bool:
    """Whether the file is text with marks between its cells."""
    return get_format(source) is Format.TEXT


def find_sheets(source: SheetSource, preferred_sheets: frozenset[str] = frozenset()) -> tuple[str, list[str]]:
    """The sheet that `read_grid` reads, and all there are, hidden ones too; a text file has none."""
    names = list_sheets(source)
    return (_choose_sheet(source, _open(source), preferred_sheets).name if names else ""), names


def _read_delimited(source: SheetSource, text: str) -> Iterator[GridRow]:
    csv.field_size_limit(_FIELD_LIMIT_LETTERS)
    text, delimiter = _find_delimiter(text)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, row in enumerate(rows, start=1):
            yield number, row
    except csv.Error as error:
        raise source.refused("CSV_BROKEN", number + 1) from error


def _find_delimiter(text: str) -> tuple[str, str]:
    """The mark that cuts the first lines into most columns; `sep=;` on the first line is Excel's own way to say it."""
    first, _, rest = text[:_HEAD_LETTERS].partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        # The line stays as an empty one, so that row numbers agree with the file.
        return text[len(first.rstrip("\r")) :], first.strip()[-1]
    lines = [first, *rest.split("\n")[:9]]
    counts = {mark: max(line.count(mark) for line in lines[:1]) or _steady_count(lines, mark) for mark in _DELIMITERS}
    return text, max(_DELIMITERS, key=lambda mark: counts[mark])


def _steady_count(lines: list[str], mark: str) -> int:
    """How often a mark stands in every line below a title that has none."""
    return min((line.count(mark) for line in lines[1:] if line.strip()), default=0)


def _read_workbook(source: SheetSource, preferred_sheets: frozenset[str]) -> Iterator[GridRow]:
    workbook = _open(source)
    sheet = _choose_sheet(source, workbook, preferred_sheets)
    merged = _merged_downwards(sheet)
    first_column = sheet.start[1] if sheet.start else 0
    above: list[RawCell] = []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        for column in merged.get(number, ()):
            position = column - first_column
            if 0 <= position < len(row) and position < len(above) and row[position] == "":
                row[position] = above[position]  # type: ignore[call-overload]  # calamine's cells are what it gave above
        above = list(row)
        yield number, row


def _open(source: SheetSource) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.load_workbook(BytesIO(source.content))
    except python_calamine.PasswordError as error:
        raise source.refused("SHEET_LOCKED") from error
    except python_calamine.CalamineError as error:
        raise source.refused("SHEET_DAMAGED") from error


def _choose_sheet(
    source: SheetSource, workbook: python_calamine.CalamineWorkbook, preferred_sheets: frozenset[str]
) -> python_calamine.CalamineSheet:
    named = [name for name in workbook.sheet_names if folded(name) in preferred_sheets]
    visible = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible == python_calamine.SheetVisibleEnum.Visible
        and sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    for name in named[:1] or visible:
        sheet = _get_sheet(source, workbook, name)
        if sheet.height:
            return sheet
    raise source.refused("NO_ROWS")


def _get_sheet(
    source: SheetSource, workbook: python_calamine.CalamineWorkbook, name: str
) -> python_calamine.CalamineSheet:
    try:
        return workbook.get_sheet_by_name(name)
    except python_calamine.CalamineError as error:
        raise source.refused("SHEET_DAMAGED") from error


def _merged_downwards(sheet: python_calamine.CalamineSheet) -> dict[int, list[int]]:
    """Cells below the first one of a vertical merge: people merge one organization over its rows."""
    below: dict[int, list[int]] = {}
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
        for row in range(top + 1, min(bottom, sheet.total_height) + 1):
            below.setdefault(row + 1, []).append(left)
    return below
