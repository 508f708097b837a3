"""Files that an import gives back: an empty table to fill in, the rows there are, the file mended or with its marks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from services.exchange.comparing import joined
from services.exchange.kinds import Cells, ImportKind
from services.exchange.models import SheetImportFault
from services.exchange.reading import Directions, disarmed_grid
from services.kit.refusals import Param
from services.kit.sheets import Cell, Column, Kind, RawCell, Say, SheetContent, SheetSource, cell_text, write_workbook
from services.kit.sheets import write_csv as write_csv_file

MARK: Final = {"bg_color": "#FFC7CE", "font_color": "#9C0006"}
COMMENT_LIMIT: Final = 2_000
"""Spreadsheets grow slow with more; the cells are marked all the same."""

Language = str
"""`zh` or `en`."""


def table_sheet(kind: ImportKind, language: Language, rows: Sequence[Cells] | None = None) -> SheetContent:
    """The table an import takes: with an example, or with the rows there are."""
    columns = kind.table.columns
    headers = [getattr(kind.guides[column.name], language) for column in columns]
    if rows is None:
        body: list[list[Cell]] = [[kind.guides[column.name].example for column in columns]]
    else:
        body = [[shown_cell(column, row.get(column.name), language) for column in columns] for row in rows]
    return SheetContent(kind.table.headers[0] if language == "zh" else kind.table.name, headers, body, filtered=False)


def notes_sheet(kind: ImportKind, say: Say, language: Language) -> SheetContent:
    """What each column means, which are needed, and what may stand in them."""
    headers = [say(f"template.{name}") for name in ("header", "required", "kind", "meaning", "limits", "example")]
    rows: list[list[Cell]] = [
        [
            getattr(kind.guides[column.name], language),
            say("template.yes") if column.required else "",
            say(f"kind.{column.kind.value}"),
            getattr(kind.guides[column.name], f"help_{language}"),
            " / ".join(dict.fromkeys(shown_choice(column, value, language) for value in column.choices.values())),
            kind.guides[column.name].example,
        ]
        for column in kind.table.columns
    ]
    return SheetContent(say("template.columns"), headers, rows, frozenset({3, 4, 5}), filtered=False)


def write_table(kind: ImportKind, say: Say, language: Language, form: str, rows: Sequence[Cells] | None) -> bytes:
    """The table as a workbook with its notes, or as a CSV that Excel reads."""
    table = table_sheet(kind, language, rows)
    return write_csv_file(table) if form == "csv" else write_workbook([table, notes_sheet(kind, say, language)])


def shown_cell(column: Column, value: RawCell, language: Language) -> Cell:
    """A value as people write it into this column."""
    if column.kind is Kind.CHOICE and value:
        return shown_choice(column, str(value), language)
    plain = joined(value)
    return plain if isinstance(plain, int | float) and not isinstance(plain, bool) else cell_text(plain) or None


def shown_choice(column: Column, value: str, language: Language) -> str:
    """A word for a choice in the language, else any."""
    words = [word for word, choice in column.choices.items() if str(choice) == value]
    return next((word for word in words if word.isascii() == (language == "en")), words[0] if words else value)


def write_corrected(source: SheetSource, kind: ImportKind, read: Mapping[str, Any], directions: Directions) -> bytes:
    """The table of the file with its mended cells, without the rows that were left out; nothing else is changed."""
    book = _Book(kind, read, directions)
    place = 0
    for number, cells in _body(source, read):
        if number not in directions.ignored:
            place += 1
            book.write(place, book.mended(number, cells))
    return book.close()


def write_marked(
    source: SheetSource, kind: ImportKind, read: Mapping[str, Any], faults: Sequence[SheetImportFault], say: Say
) -> bytes:
    """The table of the file as it was handed in, each bad cell in red with a comment that says why."""
    book = _Book(kind, read, Directions())
    wrong: dict[int, list[SheetImportFault]] = {}
    for fault in faults:
        wrong.setdefault(fault.row, []).append(fault)
    for place, (number, cells) in enumerate(_body(source, read), start=1):
        book.write(place, cells, wrong.get(number, ()), say)
    return book.close()


def told(fault: SheetImportFault, say: Say) -> str:
    """Why a cell cannot stand, and what was probably meant."""
    params: dict[str, Param] = {
        name: value for name, value in fault.params.items() if isinstance(value, str | int | float)
    }
    message = say(fault.code, **params)
    return say("fault.nearest", message=message, nearest=fault.nearest) if fault.nearest else message


def _body(source: SheetSource, read: Mapping[str, Any]) -> Iterator[tuple[int, Sequence[RawCell]]]:
    rows = disarmed_grid(source, read["sheet"])
    return ((number, cells) for number, cells in rows if number > read["header_row"])


class _Book:
    """One sheet with the headers of the file, written row by row."""

    def __init__(self, kind: ImportKind, read: Mapping[str, Any], directions: Directions) -> None:
        self.target = BytesIO()
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self.target, options)
        self.page: Worksheet = self.book.add_worksheet()
        self.marked = self.book.add_format(MARK)
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})
        self.positions: dict[str, int] = dict(read["positions"])
        self.titles: list[str] = list(read["titles"])
        self.mends = directions.mends
        self.comment_count = 0
        for name in dict.fromkeys(column for _, column in self.mends):
            if name not in self.positions:
                self.positions[name] = len(self.titles)
                self.titles.append(kind.guides[name].zh)
        self.page.write_row(0, 0, self.titles, self.book.add_format({"bold": True, "bg_color": "#E2EFDA"}))
        self.page.freeze_panes(1, 0)
        self.by_row: dict[int, dict[int, str]] = {}
        for (number, name), value in self.mends.items():
            self.by_row.setdefault(number, {})[self.positions[name]] = value

    def mended(self, number: int, cells: Sequence[RawCell]) -> Sequence[RawCell]:
        mends = self.by_row.get(number)
        if not mends:
            return cells
        padded = [*cells, *[None] * (len(self.titles) - len(cells))]
        return [mends.get(at, cell) for at, cell in enumerate(padded)]

    def write(
        self, place: int, cells: Sequence[RawCell], faults: Iterable[SheetImportFault] = (), say: Say | None = None
    ) -> None:
        wrong: dict[int, list[str]] = {}
        for fault in faults:
            at = self.positions.get(fault.column, 0)
            wrong.setdefault(at, []).append(told(fault, say) if say else fault.code)
        for at in range(max(len(cells), max(wrong, default=-1) + 1)):
            self._write_cell(place, at, cells[at] if at < len(cells) else None, at in wrong)
        for at, messages in wrong.items():
            self.comment_count += 1
            if self.comment_count <= COMMENT_LIMIT:
                self.page.write_comment(place, at, "\n".join(messages), {"x_scale": 2})

    def _write_cell(self, place: int, at: int, cell: RawCell, is_bad: bool) -> None:  # noqa: FBT001 - one of two looks
        look = self.marked if is_bad else None
        if cell is None or cell == "":
            if is_bad:
                self.page.write_blank(place, at, None, look)
        elif isinstance(cell, bool):
            self.page.write_boolean(place, at, cell, look)
        elif isinstance(cell, int | float):
            self.page.write_number(place, at, cell, look)
        elif isinstance(cell, datetime | date) and not is_bad:
            self.page.write_datetime(place, at, cell, self.day)
        else:
            self.page.write_string(place, at, cell_text(cell)[:32_767], look)

    def close(self) -> bytes:
        self.book.close()
        return self.target.getvalue()
