"""Who is heard in which session, by whom, where and when, in an order drawn by lot; and what that is worth."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from optimizer.errors import ProblemError
from optimizer.exact import exact_sum
from optimizer.intake import freeze
from optimizer.timetable.intake import require_seed, to_labels, to_mask
from optimizer.timetable.outcome import GoalName

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from optimizer.timetable.sessions.problem import Sessions

    Labels = NDArray[np.int32]

NOWHERE = -1


@dataclass(frozen=True, eq=False)
class SessionPlan:
    """A timetable of sessions. It may break rules: ``check_sessions`` says so.

    Attributes
    ----------
    session : int32, shape (n_entry,)
        Session of each entry, -1 for none.
    panel : bool, shape (n_session, n_judge)
    room, slot : int32, shape (n_session,)
        Where and when, -1 where a session is not held.
    position : int32, shape (n_entry,)
        Place of each entry in its session from 0, drawn by lot; -1 for none.
    lot_seed : int
        The seed of the lot: ``draw_lots`` gives the same order to anybody.
    """

    session: Labels
    panel: NDArray[np.bool_]
    room: Labels
    slot: Labels
    position: Labels
    lot_seed: int

    @classmethod
    def of(  # noqa: PLR0913 - the parts of a plan
        cls,
        sessions: Sessions,
        *,
        session: ArrayLike,
        panel: ArrayLike,
        room: ArrayLike,
        slot: ArrayLike,
        lot_seed: int = 0,
        position: ArrayLike | None = None,
    ) -> SessionPlan:
        """Make a plan; without positions the order is drawn by lot.

        Parameters
        ----------
        sessions
            What the plan belongs to.
        session, panel, room, slot, position
            As the attributes; whole numbers and flags of any kind.
        lot_seed
            Draws the order again.

        Returns
        -------
        SessionPlan
            It may break rules: ``check_sessions`` says so.

        Raises
        ------
        ProblemError
            ``wrong_shape``, ``not_whole``, ``index_out_of_range`` or ``bad_seed``.
        """
        count, entries = sessions.session_count, sessions.entry_count
        room_count, slot_count = sessions.room_free.shape
        seats = to_labels(session, "session", entries, count)
        order = draw_lots(seats, lot_seed) if position is None else to_labels(position, "position", entries)
        return cls(
            session=seats,
            panel=to_mask(panel, "panel", (count, len(sessions.judges))),
            room=to_labels(room, "room", count, room_count),
            slot=to_labels(slot, "slot", count, slot_count),
            position=order,
            lot_seed=lot_seed,
        )

    def digest(self) -> str:
        """Return the SHA-256 of the timetable."""
        digest = hashlib.sha256(f"greenbridge session plan 1 {self.lot_seed}".encode())
        for part in (self.session, self.panel, self.room, self.slot, self.position):
            digest.update(np.ascontiguousarray(part).data)
        return digest.hexdigest()

    def starts(self, sessions: Sessions) -> Labels:
        """Minutes from the start of its slot to the start of each entry, -1 for none; int32, shape (n_entry,)."""
        return np.where(self.position < 0, NOWHERE, self.position * sessions.entry_minutes).astype(np.int32)


def draw_lots(session: ArrayLike, seed: int) -> Labels:
    """Draw the order within each session: every entry draws a number by its index, the lower goes first.

    The numbers depend on the seed and the index alone (PCG64), so that anybody can draw them again.

    Raises
    ------
    ProblemError
        ``bad_seed``.
    """
    require_seed(seed)
    seats = np.asarray(session)
    number = np.random.Generator(np.random.PCG64(seed)).permutation(len(seats))
    position = np.full(len(seats), NOWHERE, np.int32)
    for each in np.unique(seats[seats >= 0]).tolist():
        members = np.flatnonzero(seats == each)
        position[members[np.argsort(number[members])]] = np.arange(len(members))
    drawn: Labels = freeze(position)
    return drawn


class Comfort(NamedTuple):
    """Room changes and idle slots of each judge; int64, shape (n_judge,)."""

    changes: NDArray[np.int64]
    idle: NDArray[np.int64]


def measure_sessions(sessions: Sessions, plan: SessionPlan) -> dict[GoalName, int]:
    """Compute the value of every goal from the plan alone."""
    seated = plan.session >= 0
    moved = seated & (sessions.given >= 0) & (plan.session != sessions.given)
    loads = plan.panel.sum(axis=0)
    comfort = measure_comfort(sessions, plan)
    return {
        GoalName.UNCOVERED: int((~covered_entries(sessions, plan)).sum()),
        GoalName.MOVES: int(moved.sum()),
        GoalName.FIT: exact_sum(sessions.judges.fit.T[seated] * plan.panel[plan.session[seated]]),
        GoalName.BALANCE: int((loads.astype(np.int64) ** 2).sum()),
        GoalName.COMFORT: int(comfort.changes.sum() + comfort.idle.sum()),
    }


def covered_entries(sessions: Sessions, plan: SessionPlan) -> NDArray[np.bool_]:
    """Say of each entry whether it is heard by a complete panel in a session that is held; shape (n_entry,)."""
    complete = (plan.slot >= 0) & (missing_members(sessions, plan).sum(axis=1) == 0)
    return np.append(complete, False)[plan.session]


def missing_members(sessions: Sessions, plan: SessionPlan) -> NDArray[np.int64]:
    """Count what each panel lacks: members, members of each kind, experts; int64, shape (n_session, 2 + n_kind)."""
    members = plan.panel.astype(np.int64)
    experts = (plan.panel & sessions.judges.expert.T[sessions.session_track]).sum(axis=1)
    lacks = [sessions.panels.size - members.sum(axis=1), sessions.panels.expert_lo - experts]
    kinds = sessions.panels.kind_lo - members @ sessions.judges.kinds.astype(np.int64)
    missing: NDArray[np.int64] = np.maximum(0, np.column_stack([*lacks, *kinds.T]))
    return missing


def measure_comfort(sessions: Sessions, plan: SessionPlan) -> Comfort:
    """Count for each judge room changes between one session and the next of a day, and free slots between sessions."""
    changes = np.zeros(len(sessions.judges), np.int64)
    idle = np.zeros(len(sessions.judges), np.int64)
    held = np.flatnonzero(plan.slot >= 0)
    for judge in np.flatnonzero(plan.panel.any(axis=0)).tolist():
        own = held[plan.panel[held, judge]]
        own = own[np.argsort(plan.slot[own], kind="stable")]
        for before, after in zip(own[:-1].tolist(), own[1:].tolist(), strict=True):
            first, last = int(plan.slot[before]), int(plan.slot[after])
            if sessions.day[first] == sessions.day[last]:
                changes[judge] += plan.room[before] != plan.room[after]
                idle[judge] += sessions.judges.free[judge, first + 1 : last].sum()
    return Comfort(changes, idle)


def require_within(sessions: Sessions, plan: SessionPlan) -> None:
    """Raise ProblemError when the plan belongs to a problem of another size."""
    shape = (sessions.session_count, len(sessions.judges))
    if plan.panel.shape != shape:
        raise ProblemError("wrong_shape", field="panel", shape=plan.panel.shape, expected=str(shape))
    room_count, slot_count = sessions.room_free.shape
    to_labels(plan.session, "session", sessions.entry_count, sessions.session_count)
    to_labels(plan.position, "position", sessions.entry_count)
    to_labels(plan.room, "room", sessions.session_count, room_count)
    to_labels(plan.slot, "slot", sessions.session_count, slot_count)
