"""The chosen meetings with slot and table, and what they are worth."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from optimizer.errors import ProblemError
from optimizer.exact import exact_sum
from optimizer.intake import freeze, to_indices
from optimizer.timetable.outcome import GoalName

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from optimizer.timetable.meetings.problem import Meetings, MeetingSide

    Indices = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class MeetingPlan:
    """Meetings sorted by slot, then table. It may break rules: ``check_meetings`` says so.

    Attributes
    ----------
    startup, investor, slot, table : int32, one entry per meeting
    """

    startup: Indices
    investor: Indices
    slot: Indices
    table: Indices

    @classmethod
    def of(
        cls,
        meetings: Meetings,
        startup: ArrayLike,
        investor: ArrayLike,
        slot: ArrayLike,
        table: ArrayLike | None = None,
    ) -> MeetingPlan:
        """Make a plan from one row per meeting, in any order; without tables everybody keeps one where possible.

        Parameters
        ----------
        meetings
            What the meetings belong to.
        startup, investor, slot, table
            Indices, shape (n,).

        Returns
        -------
        MeetingPlan
            It may break rules: ``check_meetings`` says so.

        Raises
        ------
        ProblemError
            ``wrong_shape``, ``not_whole`` or ``index_out_of_range``.
        """
        columns = [
            to_indices(startup, "startup", len(meetings.startups)),
            to_indices(investor, "investor", len(meetings.investors)),
            to_indices(slot, "slot", meetings.slot_count),
        ]
        if len({len(column) for column in columns}) > 1:
            shape = tuple(len(column) for column in columns)
            raise ProblemError("wrong_shape", field="startup", shape=shape, expected="equal lengths")
        columns.append(_seat(columns[0], columns[2]) if table is None else to_indices(table, "table", None))
        if len(columns[3]) != len(columns[0]):
            raise ProblemError("wrong_shape", field="table", shape=(len(columns[3]),), expected=str(len(columns[0])))
        order = np.lexsort((columns[1], columns[0], columns[3], columns[2]))
        return cls(*(freeze(column[order]) for column in columns))

    def __len__(self) -> int:
        return len(self.slot)

    def digest(self) -> str:
        """Return the SHA-256 of the meetings."""
        digest = hashlib.sha256(b"greenbridge meeting plan 1")
        for column in (self.startup, self.investor, self.slot, self.table):
            digest.update(np.ascontiguousarray(column).data)
        return digest.hexdigest()

    def rows(self) -> list[tuple[int, int, int, int]]:
        """Return (startup, investor, slot, table) of each meeting as Python integers."""
        columns = (self.startup, self.investor, self.slot, self.table)
        return list(zip(*(column.tolist() for column in columns), strict=True))


def measure_meetings(meetings: Meetings, plan: MeetingPlan) -> dict[GoalName, int]:
    """Compute the value of every goal from the plan alone."""
    return {
        GoalName.UNMET: meetings.required_units - count_met(meetings, plan.startup, plan.investor),
        GoalName.FIT: exact_sum(meetings.fit[plan.startup, plan.investor]),
        GoalName.IDLE: int(
            count_idle(meetings, meetings.startups, plan.startup, plan.slot).sum()
            + count_idle(meetings, meetings.investors, plan.investor, plan.slot).sum()
        ),
    }


def count_met(meetings: Meetings, startup: Indices, investor: Indices) -> int:
    """Count the requests and the minimum meetings that these pairs meet."""
    met = np.zeros(meetings.requested.shape, np.bool_)
    met[startup, investor] = True
    sides = ((meetings.startups, startup), (meetings.investors, investor))
    loads = sum(int(np.minimum(np.bincount(who, minlength=len(side)), side.lo).sum()) for side, who in sides)
    return int((met & meetings.requested).sum()) + loads


def count_idle(meetings: Meetings, side: MeetingSide, person: Indices, slot: Indices) -> NDArray[np.int64]:
    """Count for each person of a side the slots of waiting: present, no meeting, meetings before and after that day."""
    busy = np.zeros(side.free.shape, np.bool_)
    busy[person, slot] = True
    idle = np.zeros(len(side), np.int64)
    for day in np.unique(meetings.day):
        at = meetings.day == day
        started = np.logical_or.accumulate(busy[:, at], axis=1)
        unfinished = np.logical_or.accumulate(busy[:, at][:, ::-1], axis=1)[:, ::-1]
        idle += (started & unfinished & ~busy[:, at] & side.free[:, at]).sum(axis=1)
    return idle


def _seat(startup: Indices, slot: Indices) -> Indices:
    """Give a startup the table it had before, where that is free, else the lowest free one."""
    table = np.zeros(len(slot), np.int32)
    last: dict[int, int] = {}
    for now in np.unique(slot).tolist():
        waiting: list[int] = []
        taken: set[int] = set()
        present = np.flatnonzero(slot == now)
        count = len(present)
        for at in present[np.argsort(startup[present], kind="stable")].tolist():
            wanted = last.get(int(startup[at]), count)
            if wanted < count and wanted not in taken:
                table[at] = wanted
                taken.add(wanted)
            else:
                waiting.append(at)
        free = iter(sorted(set(range(count)) - taken))
        for at in waiting:
            table[at] = next(free)
            last[int(startup[at])] = int(table[at])
    return table
