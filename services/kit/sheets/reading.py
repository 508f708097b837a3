"""A declared table out of a spreadsheet: typed rows, or every bad cell at once."""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from services.kit.refusals import CellFault, Param, SheetRefused
from services.kit.sheets.cells import BadCell, RawCell, cell_text, nearest, read_cell, shown
from services.kit.sheets.columns import Column, Row, Table, Value, folded
from services.kit.sheets.grids import GridRow, read_grid
from services.kit.sheets.sources import SheetSource

FAULT_LIMIT: Final = 100
COLUMN_LIMIT: Final = 16_384
HEADER_SEARCH_ROWS: Final = 20
_SHOWN_HEADERS: Final = 12
_NOTE: Final = re.compile(
    r"(?:附?注|备注|说明|notes?|remarks?)\s*\d*\s*[:：]|(?:合计|总计|小计|共计|(?:grand |sub)?total)\s*(?:$|[:：\d])",
    re.IGNORECASE,
)
"""What offices write below a table; taken for a row it would become a judge named “Note: confidential”."""
_HEADER_CUTOFF: Final = 0.5
"""Chinese headers have two letters; one of them right is a hint."""


@dataclass(slots=True)
class Faults:
    """Bad cells of one sheet: the first hundred are kept, all are counted."""

    sheet: str
    kept: list[CellFault] = field(default_factory=list)
    count: int = 0

    def add(self, row: int, column: str, code: str, params: Mapping[str, Param] | None = None) -> None:
        """Note one bad cell."""
        self.count += 1
        if len(self.kept) < FAULT_LIMIT:
            self.kept.append(CellFault(row, column, code, params or {}))

    def raise_if_any(self) -> None:
        """Refuse the sheet when a cell was bad."""
        if self.count:
            raise SheetRefused(self.sheet, self.kept, self.count)


@dataclass(frozen=True, slots=True)
class Header:
    """The row of headers that was found, and where each declared column stands in it."""

    row: int
    cells: tuple[str, ...]
    positions: Mapping[str, int]

    def title(self, column: str) -> str:
        """How the file itself heads this column."""
        position = self.positions.get(column)
        return column if position is None else self.cells[position]


def read_table(source: SheetSource, table: Table) -> list[Row]:
    """Typed rows of the table; blank rows are skipped. Raises SheetRefused with every bad cell."""
    header, rows = open_table(source, table)
    faults = Faults(source.name)
    seen: dict[str, dict[Value, int]] = {column.name: {} for column in table.columns if column.unique}
    typed: list[Row] = []
    for number, cells in rows:
        if len(typed) >= table.row_limit:
            faults.add(number, "", "TOO_MANY_ROWS", {"limit": table.row_limit})
            break
        note = find_note(cells)
        if note:
            faults.add(number, "", "ROW_IS_A_NOTE", {"value": shown(note)})
            continue
        typed.append(_read_row(table.columns, header, number, cells, faults))
        _note_repeats(typed[-1], header, seen, faults)
    faults.raise_if_any()
    if not typed and table.needs_rows:
        raise source.refused("NO_ROWS")
    return typed


def list_unread_columns(source: SheetSource, table: Table) -> list[str]:
    """Headers of the file that no declared column reads, as people see them on one line."""
    header, _ = open_table(source, table)
    read = set(header.positions.values())
    return [" ".join(title.split()) for position, title in enumerate(header.cells) if title and position not in read]


def read_columns(source: SheetSource, table: Table) -> tuple[tuple[str, ...], Mapping[str, Sequence[str]]]:
    """Every column of the file as text, row for row as `read_table` has them: its headers, and its cells by name.

    A declared column is found under all its names, any other under its own; names are folded.
    """
    header, rows = open_table(source, table)
    cells = [row for _, row in rows]
    positions = {folded(title): at for at, title in reversed(list(enumerate(header.cells))) if title}
    for column in table.columns:
        if column.name in header.positions:
            positions |= dict.fromkeys(map(folded, (column.name, *column.headers)), header.positions[column.name])
    texts = {at: [cell_text(row[at]) if at < len(row) else "" for row in cells] for at in set(positions.values())}
    titles = tuple(" ".join(title.split()) for title in header.cells if title)
    return titles, {name: texts[at] for name, at in positions.items()}


def open_table(source: SheetSource, table: Table) -> tuple[Header, Iterator[GridRow]]:
    """The header of the table and the rows below it that are not blank; every required column is there."""
    grid = (row for row in read_grid(source, table.known_sheets) if not is_blank(row[1]))
    head = list(itertools.islice(grid, HEADER_SEARCH_ROWS))
    if not head:
        raise source.refused("NO_ROWS")
    header = find_header(table, head)
    check_header(source, table, header).raise_if_any()
    return header, itertools.chain((row for row in head if row[0] > header.row), grid)


def find_header(table: Table, head: Sequence[GridRow]) -> Header:
    """The row among the first ones that heads most of the declared columns, else the first."""
    matches = [match_header(table, number, cells) for number, cells in head[:HEADER_SEARCH_ROWS]]
    return max(matches, key=lambda match: (len(match.positions), -match.row))


def is_blank(cells: Iterable[RawCell]) -> bool:
    """No cell of the row holds anything."""
    return not any(cell is not None and cell != "" and (not isinstance(cell, str) or cell.strip()) for cell in cells)


def find_note(cells: Sequence[RawCell]) -> str:
    """The first filled cell where it opens a note or a total, else the empty text."""
    first = next(filter(None, map(cell_text, cells)), "")
    return first if _NOTE.match(first) else ""


def match_header(table: Table, number: int, cells: Sequence[RawCell]) -> Header:
    """The declared columns that this row heads."""
    titles = tuple(cell_text(cell) for cell in cells[:COLUMN_LIMIT])
    where: dict[str, int] = {}
    for position, title in enumerate(titles):
        where.setdefault(folded(title), position)
    positions = {}
    for column in table.columns:
        # The declared order of headers decides when a file has two columns that both could be meant.
        found = [where[name] for name in map(folded, (column.name, *column.headers)) if name in where]
        if found:
            positions[column.name] = found[0]
    return Header(number, titles, positions)


def check_header(source: SheetSource, table: Table, header: Header) -> Faults:
    """Required columns that are missing, and columns that are there twice."""
    faults = Faults(source.name)
    used = set(header.positions.values())
    free = [title for position, title in enumerate(header.cells) if title and position not in used]
    for column in table.columns:
        if column.required and column.name not in header.positions:
            faults.add(header.row, column.name, "COLUMN_MISSING", _missing_params(column, header, free))
    for title, position in _repeated(header):
        faults.add(header.row, title, "COLUMN_TWICE", {"position": position + 1})
    return faults


def _missing_params(column: Column, header: Header, free: list[str]) -> Mapping[str, Param]:
    by_fold = {folded(title): title for title in reversed(free)}
    close = next(filter(None, (nearest(name, list(by_fold), _HEADER_CUTOFF) for name in column.known_headers)), "")
    return {
        "column": column.name,
        "headers": " / ".join((column.name, *column.headers[:5])),
        "nearest": shown(by_fold.get(close, "")),
        "found": ", ".join(shown(title) for title in header.cells[:_SHOWN_HEADERS] if title),
    }


def _repeated(header: Header) -> list[tuple[str, int]]:
    used = {folded(header.cells[position]): position for position in header.positions.values()}
    return [
        (title, position)
        for position, title in enumerate(header.cells)
        if used.get(folded(title), position) != position
    ]


def _read_row(columns: Sequence[Column], header: Header, number: int, cells: Sequence[RawCell], faults: Faults) -> Row:
    values: dict[str, Value] = {}
    for column in columns:
        position = header.positions.get(column.name)
        if position is None:
            continue
        try:
            values[column.name] = read_cell(column, cells[position] if position < len(cells) else None)
        except BadCell as bad:
            faults.add(number, header.title(column.name), bad.code, bad.params)
    return Row(number, values)


def _note_repeats(row: Row, header: Header, seen: Mapping[str, dict[Value, int]], faults: Faults) -> None:
    for column, first_rows in seen.items():
        value = row.values.get(column)
        if value is None:
            continue
        first_row = first_rows.setdefault(value, row.number)
        if first_row != row.number:
            params: dict[str, Param] = {"value": shown(str(value)), "first_row": first_row}
            faults.add(row.number, header.title(column), "DUPLICATE", params)
