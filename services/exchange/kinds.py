"""What rooms declare to have their rows imported and exported; they register here, so that this room knows none."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.kit.actor import Actor
from services.kit.refusals import FieldFault, InvalidInput, Param
from services.kit.sheets import Column, RawCell, Row, Table, folded

Cells = Mapping[str, RawCell]
"""The cells of one row by declared column; choices by their value, lists as tuples."""


@dataclass(frozen=True, slots=True)
class Guide:
    """How a column is headed and explained. Both headers are among those by which the column is known."""

    zh: str
    en: str
    help_zh: str = ""
    help_en: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class RowFault:
    """What stands against one cell; `position` counts the rows given, from 0."""

    position: int
    column: str
    code: str
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking rows did, or in a dry run would do. With faults nothing was written."""

    created_count: int = 0
    updated_count: int = 0
    unchanged_count: int = 0
    faults: Sequence[RowFault] = ()
    warnings: Sequence[RowFault] = ()
    outcome: Any = None
    """Whatever the room tells its own callers besides."""


def _ignore(_handled_count: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Typed rows for a target. Their values hold the columns that the file has: what it does not have stays."""

    target_id: UUID
    rows: Sequence[Row]
    publishes: bool = False
    dry_run: bool = False
    on_rows: Callable[[int], None] = _ignore


@dataclass(frozen=True, slots=True)
class ImportKind:
    """Rows of one sort: their columns, the column by which a row is known again, who may, and what writes them.

    `admit` refuses who may not and gives the organization the rows belong to; `take` writes all rows or none in the
    transaction it is given; `list_rows` gives the rows there are, as the same columns would say them.
    """

    name: str
    target: str
    key: str
    table: Table
    guides: Mapping[str, Guide]
    admit: Callable[[AsyncSession, Actor, UUID], Awaitable[UUID]]
    take: Callable[[AsyncSession, Actor, Batch], Awaitable[Taken]]
    list_rows: Callable[[AsyncSession, Actor, UUID], Awaitable[Sequence[Cells]]]
    list_own: Callable[[AsyncSession, UUID], Awaitable[Sequence[str]]] | None = None
    """The columns of its organizer's own that a target has, where a kind takes such columns."""

    def column(self, name: str) -> Column:
        """The declared column of this name."""
        return next(column for column in self.table.columns if column.name == name)


OWN: Final = "own:"
"""Before the header of a column of the organizer's own, which is declared by nobody."""
OWN_LENGTH: Final = 80
OWN_CELL_LENGTH: Final = 500


def own_names(columns: Iterable[str]) -> list[str]:
    """The columns of the organizer's own among these."""
    return [name for name in columns if name.startswith(OWN)]


def with_own(kind: ImportKind, names: Iterable[str]) -> ImportKind:
    """The kind with columns of the organizer's own; a header that means a declared column stays with that."""
    taken = {header for column in kind.table.columns for header in column.known_headers}
    columns: list[Column] = []
    for header in dict.fromkeys(name.removeprefix(OWN).strip() for name in names if kind.list_own):
        if 0 < len(header) <= OWN_LENGTH and folded(header) and folded(header) not in taken:
            columns.append(Column(f"{OWN}{header}", (header,), text_limit=OWN_CELL_LENGTH))
            taken.add(folded(header))
    guides = {column.name: Guide(column.headers[0], column.headers[0]) for column in columns}
    table = replace(kind.table, columns=(*kind.table.columns, *columns))
    return replace(kind, table=table, guides={**kind.guides, **guides})


async def kind_of_target(tx: AsyncSession, name: str, target_id: UUID) -> ImportKind:
    """The kind with the columns of its own that a target has already."""
    kind = get_import_kind(name)
    return with_own(kind, await kind.list_own(tx, target_id)) if kind.list_own else kind


_kinds: dict[str, ImportKind] = {}


def register_import(kind: ImportKind) -> None:
    """Make a kind known to this process; a room calls it where it declares the kind."""
    _kinds[kind.name] = kind


def get_import_kind(name: str) -> ImportKind:
    """The kind of this name. Raises InvalidInput."""
    found = _kinds.get(name)
    if found is None:
        raise InvalidInput([FieldFault("kind", "UNKNOWN_VALUE", {"value": name[:40], "allowed": ", ".join(_kinds)})])
    return found


def list_import_kinds() -> Sequence[ImportKind]:
    """Every kind, by name."""
    return [_kinds[name] for name in sorted(_kinds)]
