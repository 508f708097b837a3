"""Rows of any table to a workbook or a CSV that Excel, WPS and LibreOffice open as they are."""

import csv
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from typing import Final, Literal

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | bool | None
Visibility = Literal["visible", "hidden", "very_hidden"]
CELL_LETTERS_LIMIT: Final = 32_000
_WIDTH_SAMPLE_ROWS: Final = 200
_WIDTH_RANGE: Final = (6, 60)
_PROGRESS_ROWS: Final = 2_000
_FORMULA_MARKS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class SheetContent:
    """One sheet to write. `wrapped` columns show long text on several lines; `formats` are Excel number formats."""

    name: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    wrapped: frozenset[int] = frozenset()
    formats: Mapping[int, str] = field(default_factory=dict)
    visibility: Visibility = "visible"
    filtered: bool = True


def _ignore(_written_rows: int) -> None:
    """Nobody watches."""


def write_workbook(sheets: Sequence[SheetContent], on_rows: Callable[[int], None] = _ignore) -> bytes:
    """An .xlsx: frozen and filtered headers, widths that fit, text never taken for a formula."""
    target = BytesIO()
    # Rows are flushed as they come and texts stand in their cells: half the time, and memory that does not grow.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(target, options)
    written = 0
    for sheet in sheets:
        _write_sheet(workbook, sheet, written, on_rows)
        written += len(sheet.rows)
    workbook.close()
    return target.getvalue()


def write_csv(sheet: SheetContent, *, marked: bool = True) -> bytes:
    """UTF-8 with a mark, because Excel reads Chinese wrongly without one; texts that look like formulas are quoted."""
    target = StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(sheet.headers)
    writer.writerows([inert(cell) for cell in row] for row in sheet.rows)
    return target.getvalue().encode("utf-8-sig" if marked else "utf-8")


def display_width(text: str) -> int:
    """Columns a text takes on the screen: a Chinese sign takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def inert(cell: Cell) -> Cell:
    """A text that a spreadsheet would run as a formula, with the mark that says it is text; `disarmed` undoes it."""
    return f"'{cell}" if _would_run(cell) else cell


def disarmed(cell: object) -> object:
    """A cell of a text file without the mark that `inert` gave it."""
    return cell[1:] if isinstance(cell, str) and cell.startswith("'") and _would_run(cell) else cell


def _would_run(cell: object) -> bool:
    """Marks before a formula count as its own, so that what had one already comes back with one."""
    return isinstance(cell, str) and cell.lstrip("'").startswith(_FORMULA_MARKS)


def _write_sheet(workbook: Workbook, sheet: SheetContent, before: int, on_rows: Callable[[int], None]) -> None:
    page = workbook.add_worksheet(sheet.name)
    _lay_out(workbook, page, sheet)
    page.write_row(0, 0, sheet.headers, workbook.add_format({"bold": True, "bg_color": "#E2EFDA", "border": 1}))
    for number, row in enumerate(sheet.rows, start=1):
        _write_row(page, number, row)
        if number % _PROGRESS_ROWS == 0:
            on_rows(before + number)


def _write_row(page: Worksheet, number: int, row: Sequence[Cell]) -> None:
    for position, cell in enumerate(row):
        if cell is None or cell == "":
            continue
        if isinstance(cell, str):
            page.write_string(number, position, cell)
        elif isinstance(cell, bool):
            page.write_boolean(number, position, cell)
        else:
            page.write_number(number, position, cell)


def _lay_out(workbook: Workbook, page: Worksheet, sheet: SheetContent) -> None:
    for position in range(len(sheet.headers)):
        look = {"valign": "top", "text_wrap": position in sheet.wrapped}
        if position in sheet.formats:
            look["num_format"] = sheet.formats[position]
        page.set_column(position, position, _width(sheet, position), workbook.add_format(look))
    page.freeze_panes(1, 0)
    if sheet.filtered and sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.headers) - 1)
    if sheet.visibility != "visible":
        page.very_hidden() if sheet.visibility == "very_hidden" else page.hide()


def _width(sheet: SheetContent, position: int) -> int:
    cells: Iterable[Cell] = (row[position] for row in sheet.rows[:_WIDTH_SAMPLE_ROWS] if position < len(row))
    widest = max((display_width(_shown_cell(cell)) for cell in cells), default=0)
    least, most = _WIDTH_RANGE
    return max(least, display_width(sheet.headers[position]) + 4, min(most, widest + 2))


def _shown_cell(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:.4g}"
    return "" if cell is None else str(cell)[: _WIDTH_RANGE[1]]
