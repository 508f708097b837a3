"""A file read as a person directs: sheet, header, columns, mended cells, rows left out; every bad cell is listed."""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from services.exchange.guessing import Guess, guess, signature_of
from services.exchange.kinds import ImportKind, own_names, with_own
from services.kit.refusals import Param
from services.kit.sheets import (
    BadCell,
    Column,
    GridRow,
    Kind,
    RawCell,
    Row,
    SheetSource,
    Value,
    cell_text,
    disarmed,
    find_header,
    find_note,
    find_sheets,
    folded,
    is_blank,
    is_text,
    read_cell,
    read_grid,
    shown,
)
from services.kit.sheets.reading import HEADER_SEARCH_ROWS, Header, check_header, match_header

SAMPLE_COUNT: Final = 3
FILE_COLUMN_LIMIT: Final = 200
PROGRESS_ROWS: Final = 1_000
VALUE_LENGTH: Final = 200
NAMING_COLUMNS: Final = 4
NAMING_LENGTH: Final = 80


@dataclass(frozen=True, slots=True)
class Directions:
    """What a person decided about a file; nothing decided means that the machine does."""

    sheet: str | None = None
    header_row: int | None = None
    positions: Mapping[str, int] | None = None
    mends: Mapping[tuple[int, str], str] = field(default_factory=dict)
    """Cells put right, by row and declared column."""
    ignored: frozenset[int] = frozenset()
    is_strict: bool = False
    """Nobody looks: columns are found by their known headers alone."""


@dataclass(frozen=True, slots=True)
class BadValue:
    """One cell that cannot stand; `title` is how the file heads its column."""

    row: int
    column: str
    title: str
    code: str
    params: Mapping[str, Param]
    value: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    """The cells of the row that say whom it is about."""

    @property
    def nearest(self) -> str:
        """What was probably meant, or the empty text."""
        return str(self.params.get("nearest", ""))[:VALUE_LENGTH]


@dataclass(slots=True)
class Sheet:
    """What a file says under the directions given. `rows` are those of which every cell can stand."""

    sheet: str
    sheets: Sequence[str]
    header_row: int
    titles: Sequence[str]
    mapping: Guess
    kind: ImportKind
    """With the columns of the organizer's own that count here."""
    samples: Mapping[int, list[str]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    faults: list[BadValue] = field(default_factory=list)
    row_count: int = 0
    is_mapped: bool = True

    @property
    def signature(self) -> str:
        """What files with the same headers share."""
        return signature_of(self.titles)

    def title(self, column: str) -> str:
        """How the file heads a declared column; a column it lacks goes by its own name."""
        position = self.mapping.positions.get(column)
        return column if position is None else self.titles[position]


def naming_columns(kind: ImportKind, mapping: Guess) -> Sequence[str]:
    """The columns of the file by which people know whom a row is about: its key and the first ones beside it."""
    told = [each.name for each in kind.table.columns if each.name in mapping.positions and each.kind is not Kind.CHOICE]
    return sorted(told, key=lambda name: name != kind.key)[:NAMING_COLUMNS]


def _ignore(_read_count: int) -> None:
    """Nobody watches."""


def read_sheet(
    source: SheetSource,
    kind: ImportKind,
    directions: Directions,
    remembered: Mapping[str, Mapping[str, int]] | None = None,
    on_rows: Callable[[int], None] = _ignore,
) -> Sheet:
    """Read the whole file. Raises SheetRefused only where it holds no rows at all."""
    preferred = frozenset({folded(directions.sheet)}) if directions.sheet else kind.table.known_sheets
    name, names = find_sheets(source, preferred)
    grid = disarmed_grid(source, name)
    found, rows = _open(source, kind, directions, grid)
    by_hand = _given(directions, found, remembered or {})
    kind = with_own(kind, own_names(by_hand or ()))
    mapping = _map(kind, directions, found, by_hand)
    sheet = Sheet(name, names, found.row, found.titles, mapping, kind)
    _note_header(sheet, kind, source, is_mapped_by_hand=by_hand is not None)
    _Reader(sheet, kind, directions, on_rows).read(rows)
    if not sheet.row_count and kind.table.needs_rows:
        raise source.refused("NO_ROWS")
    return sheet


@dataclass(frozen=True, slots=True)
class _Head:
    row: int
    titles: Sequence[str]
    positions: Mapping[str, int]


def disarmed_grid(source: SheetSource, sheet: str) -> Iterator[GridRow]:
    """The rows of a sheet that hold anything, the marks before formulas of a text file taken off."""
    rows = (row for row in read_grid(source, frozenset({folded(sheet)})) if not is_blank(row[1]))
    return ((number, [_plain(cell) for cell in cells]) for number, cells in rows) if is_text(source) else rows


def _plain(cell: RawCell) -> RawCell:
    """A cell of a text file as it was meant, without the NUL that no text in the database may hold."""
    plain = disarmed(cell)
    return plain.replace("\x00", "\ufffd") if isinstance(plain, str) else plain


def _open(
    source: SheetSource, kind: ImportKind, directions: Directions, grid: Iterator[GridRow]
) -> tuple[_Head, Iterator[GridRow]]:
    wanted = directions.header_row
    head = list(itertools.islice(grid, HEADER_SEARCH_ROWS))
    if not head:
        raise source.refused("NO_ROWS")
    if wanted is None:
        header = find_header(kind.table, head)
    else:
        head += itertools.takewhile(lambda row: row[0] <= wanted, grid) if head[-1][0] < wanted else []
        number, cells = next((row for row in head if row[0] == wanted), head[0])
        header = match_header(kind.table, number, cells)
    titles = [" ".join(title.split())[:VALUE_LENGTH] for title in header.cells]
    rest = itertools.chain((row for row in head if row[0] > header.row), grid)
    return _Head(header.row, titles, header.positions), rest


def _given(
    directions: Directions, found: _Head, remembered: Mapping[str, Mapping[str, int]]
) -> Mapping[str, int] | None:
    """Where columns are by somebody's word, now or the last time."""
    if directions.positions is not None or directions.is_strict:
        return directions.positions
    return remembered.get(signature_of(found.titles))


def _map(kind: ImportKind, directions: Directions, found: _Head, given: Mapping[str, int] | None) -> Guess:
    declared = {column.name for column in kind.table.columns}
    if given is not None:
        return Guess({name: at for name, at in given.items() if name in declared and 0 <= at < len(found.titles)})
    return Guess(found.positions) if directions.is_strict else guess(kind.table, found.titles, found.positions)


def _note_header(sheet: Sheet, kind: ImportKind, source: SheetSource, *, is_mapped_by_hand: bool) -> None:
    """Columns that are missing, or there twice where nobody said which one counts."""
    header = Header(sheet.header_row, tuple(sheet.titles), sheet.mapping.positions)
    for fault in check_header(source, kind.table, header).kept:
        if fault.code == "COLUMN_TWICE" and is_mapped_by_hand:
            continue
        column = fault.column if fault.code == "COLUMN_MISSING" else ""
        sheet.faults.append(BadValue(fault.row, column, fault.column, fault.code, fault.params))
        sheet.is_mapped = False


class _Reader:
    """Reads row after row into a sheet."""

    def __init__(self, sheet: Sheet, kind: ImportKind, directions: Directions, on_rows: Callable[[int], None]) -> None:
        self.sheet, self.kind, self.directions, self.on_rows = sheet, kind, directions, on_rows
        self.samples: dict[int, list[str]] = {}
        self.seen: dict[str, dict[Value, int]] = {each.name: {} for each in kind.table.columns if each.unique}
        self.mended_columns = {name for _, name in directions.mends}
        self.naming = naming_columns(kind, sheet.mapping)
        sheet.samples = self.samples

    def read(self, rows: Iterator[GridRow]) -> None:
        for number, cells in rows:
            self._sample(cells)
            if number in self.directions.ignored:
                continue
            if self.sheet.row_count >= self.kind.table.row_limit:
                params: dict[str, Param] = {"limit": self.kind.table.row_limit}
                self.sheet.faults.append(BadValue(number, "", "", "TOO_MANY_ROWS", params))
                break
            self.sheet.row_count += 1
            if self.sheet.row_count % PROGRESS_ROWS == 0:
                self.on_rows(self.sheet.row_count)
            self._read_row(number, cells)
        self.on_rows(self.sheet.row_count)

    def _read_row(self, number: int, cells: Sequence[RawCell]) -> None:
        note = find_note(cells)
        if note and not any(row == number for row, _ in self.directions.mends):
            bad = BadValue(number, "", "", "ROW_IS_A_NOTE", {"value": shown(note)}, shown(note))
            self.sheet.faults.append(replace(bad, cells=self._name(number, cells)))
            return
        before = len(self.sheet.faults)
        values: dict[str, Value] = {}
        for column in self.kind.table.columns:
            position = self.sheet.mapping.positions.get(column.name)
            mend = self.directions.mends.get((number, column.name)) if column.name in self.mended_columns else None
            if position is None and mend is None:
                continue
            cell = (
                mend
                if mend is not None
                else cells[position]
                if position is not None and position < len(cells)
                else None
            )
            self._read_cell(number, column, cell, values)
        if len(self.sheet.faults) == before:
            self.sheet.rows.append(Row(number, values))
            return
        named = self._name(number, cells)
        self.sheet.faults[before:] = [replace(bad, cells=named) for bad in self.sheet.faults[before:]]

    def _name(self, number: int, cells: Sequence[RawCell]) -> Mapping[str, str]:
        """Whom a row is about, as far as its cells say it."""
        found: dict[str, str] = {}
        for name in self.naming:
            position = self.sheet.mapping.positions[name]
            cell = self.directions.mends.get((number, name), cells[position] if position < len(cells) else None)
            text = cell_text(cell)[:NAMING_LENGTH]
            if text:
                found[name] = text
        return found

    def _read_cell(self, number: int, column: Column, cell: RawCell, values: dict[str, Value]) -> None:
        try:
            value = values[column.name] = read_cell(column, cell)
        except BadCell as bad:
            self._add(number, column, bad.code, bad.params, cell)
            return
        first_rows = self.seen.get(column.name)
        if first_rows is None or value is None:
            return
        first_row = first_rows.setdefault(value, number)
        if first_row != number:
            self._add(number, column, "DUPLICATE", {"value": shown(str(value)), "first_row": first_row}, cell)

    def _add(self, number: int, column: Column, code: str, params: Mapping[str, Param], cell: RawCell) -> None:
        title, value = self.sheet.title(column.name), cell_text(cell)[:VALUE_LENGTH]
        self.sheet.faults.append(BadValue(number, column.name, title, code, params, value))

    def _sample(self, cells: Sequence[RawCell]) -> None:
        if self.sheet.row_count > PROGRESS_ROWS:
            return
        for position, cell in enumerate(cells[:FILE_COLUMN_LIMIT]):
            samples = self.samples.setdefault(position, [])
            text = shown(cell_text(cell)) if len(samples) < SAMPLE_COUNT else ""
            if text and text not in samples:
                samples.append(text)
