"""Rows of a file beside the rows there are: what is new, what differs and where, what says nothing new.

Both sides are read as cells of the same columns, so that what a cell cannot hold (a word with a comma in a list) is
no difference, and only what a person changed is written.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from services.exchange.kinds import Cells, RowFault, Taken
from services.kit.refusals import FieldFault, InvalidInput
from services.kit.sheets import BadCell, Column, RawCell, Row, Table, Value, cell_text, read_cell

LIST_MARK = "; "


@dataclass(frozen=True, slots=True)
class Standing:
    """One row of the file: `merged` is the known row with what the file says put in."""

    row: Row
    merged: Row
    changed: frozenset[str]
    is_new: bool


def compare(table: Table, key: str, rows: Sequence[Row], known: Mapping[str, Cells]) -> list[Standing]:
    """How each row stands to the known row of the same key."""
    return [_standing(table, row, known.get(row.text(key))) for row in rows]


def joined(cell: RawCell) -> RawCell:
    """A list as one cell holds it."""
    return LIST_MARK.join(map(str, cell)) if isinstance(cell, list | tuple) else cell


def placed_faults(faults: Sequence[FieldFault], positions: Sequence[int], columns: Mapping[str, str]) -> list[RowFault]:
    """Faults of `items.3.max_load` as those of rows and columns; `positions` says which row each item came from."""
    placed = []
    for fault in faults:
        _, number, path = (*fault.path.split(".", 2), "", "")[:3]
        column = columns.get(path) or columns.get(path.split(".")[0], "")
        position = positions[int(number)] if number.isdigit() else 0
        placed.append(RowFault(position, column, fault.code, fault.params))
    return placed


def _standing(table: Table, row: Row, known: Cells | None) -> Standing:
    if known is None:
        return Standing(row, row, frozenset(row.values), is_new=True)
    before = {column.name: _read(column, known[column.name]) for column in table.columns if column.name in known}
    changed = frozenset(name for name, value in row.values.items() if value != before.get(name))
    return Standing(row, Row(row.number, {**before, **row.values}), changed, is_new=False)


def _read(column: Column, cell: RawCell) -> Value:
    try:
        value = read_cell(column, joined(cell))
    except BadCell:
        value = cell_text(cell)  # what came by another way and no cell could say
    return value


def list_told(standings: Sequence[Standing]) -> list[tuple[int, Standing]]:
    """The rows that say something new, with their positions."""
    return [(at, each) for at, each in enumerate(standings) if each.is_new or each.changed]


def counted(standings: Sequence[Standing], faults: Sequence[RowFault] = ()) -> Taken:
    """What taking these rows does, by how each stands."""
    created_count = sum(each.is_new for each in standings)
    told_count = len(list_told(standings))
    return Taken(created_count, told_count - created_count, len(standings) - told_count, faults)


def list_faults(check: Callable[[], None]) -> tuple[FieldFault, ...]:
    """What a check of inputs refuses, as a list."""
    try:
        check()
    except InvalidInput as refused:
        return refused.faults
    return ()
