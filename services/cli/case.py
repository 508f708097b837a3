"""One case: a problem made from files, with the names and words that turn its numbers back into people and things."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from optimizer import Assignment, Problem
from optimizer.objectives import Objective, TotalFit
from services.kit.refusals import Param
from services.kit.sheets import Say, SheetContent, SheetSource, Table, list_unread_columns
from services.solving.evening import CommonLimit

_SHOWN_COLUMNS: Final = 12
TOTAL_FIT: Final = TotalFit()


class Room(StrEnum):
    """Whose words a plan speaks."""

    JUDGING = "judging"
    MATCHING = "matching"


@dataclass(frozen=True, slots=True)
class Party:
    """A supply or a demand as people know it."""

    code: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.code} ({self.name})" if self.name else self.code


@dataclass(frozen=True, slots=True)
class RoomWords:
    """The codes of a room's words: both sides in the singular of a heading, and the unit that passes between them."""

    supply: str
    demand: str
    unit: str
    title: str
    loads: str
    relax: str


ROOM_WORDS: Final[Mapping[Room, RoomWords]] = {
    Room.JUDGING: RoomWords("judges", "entries", "reads", "summary.assign", "summary.loads", "shortage.elastic"),
    Room.MATCHING: RoomWords("packages", "needs", "places", "summary.match", "summary.adopters", "shortage.strict"),
}

MakeSheets = Callable[[Assignment, NDArray[np.int64], Say], list[SheetContent]]


@dataclass(frozen=True, eq=False)
class Case:
    """A problem ready to be solved and told."""

    room: Room
    problem: Problem
    weights_version: str
    supplies: Sequence[Party]
    demands: Sequence[Party]
    make_sheets: MakeSheets
    settings: Mapping[str, Param] = field(default_factory=dict)
    inputs: Sequence[tuple[str, str]] = ()
    notes: Sequence[tuple[str, Mapping[str, Param]]] = ()
    objective: Objective = TOTAL_FIT
    common: CommonLimit | None = None
    """What --max-load states for all supplies."""

    @property
    def words(self) -> RoomWords:
        """The words of the room."""
        return ROOM_WORDS[self.room]


def unread_notes(tables: Iterable[tuple[SheetSource | None, Table]]) -> list[tuple[str, Mapping[str, Param]]]:
    """The columns nobody reads: one may be a limit under a header we do not know, and would be missed in silence."""
    notes: list[tuple[str, Mapping[str, Param]]] = []
    for source, table in tables:
        columns = [] if source is None else list_unread_columns(source, table)
        if source is not None and columns:
            shown = ", ".join(columns[:_SHOWN_COLUMNS]) + (" …" if len(columns) > _SHOWN_COLUMNS else "")
            notes.append(("note.unread_columns", {"sheet": source.name, "columns": shown, "table": table.name}))
    return notes


def rank_pairs(problem: Problem, assignment: Assignment) -> NDArray[np.int64]:
    """For each pair: how many allowed supplies fit its demand better, plus one."""
    ranks = np.ones(len(assignment), np.int64)
    starts = np.searchsorted(assignment.demand, np.arange(len(problem.demand) + 1))
    for demand in np.unique(assignment.demand).tolist():
        _, found = problem.store.of_demand(demand)
        allowed: NDArray[Any] = np.sort(found.fit[found.forbidden == 0])
        at = slice(int(starts[demand]), int(starts[demand + 1]))
        fits = problem.store.find(assignment.supply[at], assignment.demand[at]).fit
        ranks[at] = len(allowed) - np.searchsorted(allowed, fits, side="right") + 1
    return ranks
