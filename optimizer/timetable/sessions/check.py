"""Check a timetable of sessions, made by machine or by hand, and verify what a result claims; no solver."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from optimizer.check import MOST_VIOLATIONS, Violation
from optimizer.errors import ProblemError
from optimizer.exact import exact_sum
from optimizer.result import Proof
from optimizer.timetable.outcome import GoalName, TimetableVerification, judge_goals, judge_timetable_status
from optimizer.timetable.sessions.plan import draw_lots, measure_sessions, missing_members, require_within

if TYPE_CHECKING:
    from optimizer.timetable.outcome import TimetableResult
    from optimizer.timetable.sessions.plan import SessionPlan
    from optimizer.timetable.sessions.problem import Sessions


def check_sessions(sessions: Sessions, plan: SessionPlan, *, limit: int = MOST_VIOLATIONS) -> list[Violation]:
    """List the rules a timetable breaks, at most ``limit``; the same for machine plans and hand edits.

    Parameters
    ----------
    sessions, plan
        A problem and any timetable of it.
    limit
        Most violations to list.

    Returns
    -------
    list of Violation
        Codes ``other_track`` (entry, session), ``conflict`` (judge, entry, session), ``entry_uncovered`` (entry),
        ``session_not_held`` (session), ``session_over``, ``session_under`` (session, units, limit), ``spread_over``
        (track, units, limit), ``session_too_long`` (session, minutes, limit), ``room_twice`` (room, slot),
        ``room_closed`` (session, room, slot), ``judge_twice`` (judge, slot), ``judge_absent`` (judge, session, slot),
        ``judge_over`` (judge, units, limit), ``panel_over``, ``panel_under`` (session, units, limit), ``kind_under``
        (session, kind, units), ``expert_under`` (session, units) and ``lot_not_kept`` (entry). Where the problem is
        elastic, uncovered entries, sessions not held, small sessions and incomplete panels are no violation.

    Raises
    ------
    ProblemError
        ``wrong_shape`` or ``index_out_of_range`` when the plan belongs to another problem.
    """
    require_within(sessions, plan)
    return list(islice(_find_violations(sessions, plan), limit))


def verify_sessions(sessions: Sessions, result: TimetableResult[SessionPlan]) -> TimetableVerification:
    """Recompute the values of a result from its plan, and its VERIFIED bounds from the problem alone.

    No value is believed and no solver is needed; a bound that is CLAIMED is kept as such.
    """
    faults = [] if result.problem_digest == sessions.digest() else ["wrong_problem"]
    violations: tuple[Violation, ...] = ()
    if result.plan is not None:
        try:
            violations = tuple(check_sessions(sessions, result.plan))
        except ProblemError:
            return TimetableVerification(is_valid=False, goals=(), violations=(), faults=("wrong_problem",))
        faults += judge_goals(result.goals, measure_sessions(sessions, result.plan))
    known = simple_bounds(sessions)
    for goal in result.goals:
        if goal.proof is Proof.VERIFIED and known.get(goal.name) != goal.bound:
            faults.append("wrong_bound")
    has_plan = result.plan is not None
    faults += judge_timetable_status(result.status, result.proof, result.goals, has_plan=has_plan)
    if not has_plan and result.proof is Proof.VERIFIED:
        faults.append("status_not_proven")
    return TimetableVerification(not faults and not violations, result.goals, violations, tuple(faults))


def simple_bounds(sessions: Sessions) -> dict[GoalName, int]:
    """Bounds anybody can recompute: nothing counts below 0, every entry gets its own best judges, loads are even."""
    judges = sessions.judges
    largest = int(sessions.panels.size.max(initial=0))
    usable = np.sort(np.where(judges.conflict, 0, judges.fit), axis=0)[::-1][:largest]
    seats = 0 if sessions.is_elastic else int(sessions.panels.size.sum())
    return {
        GoalName.UNCOVERED: 0,
        GoalName.MOVES: 0,
        GoalName.FIT: exact_sum(usable),
        GoalName.BALANCE: _even_squares(judges.hi.tolist(), seats),
        GoalName.COMFORT: 0,
    }


def _even_squares(most: list[int], seats: int) -> int:
    """Least sum of squared loads: each seat goes to whoever has fewest; what nobody can take counts nothing."""
    total, load = 0, 0
    left = seats
    while left > 0:
        open_judges = sum(hi > load for hi in most)
        if not open_judges:
            return total
        taken = min(left, open_judges)
        total += taken * (2 * load + 1)
        left -= taken
        load += 1
    return total


def _find_violations(sessions: Sessions, plan: SessionPlan) -> Iterator[Violation]:
    yield from _check_entries(sessions, plan)
    yield from _check_sizes(sessions, plan)
    yield from _check_places(sessions, plan)
    yield from _check_judges(sessions, plan)
    yield from _check_panels(sessions, plan)
    for entry in np.flatnonzero(plan.position != draw_lots(plan.session, plan.lot_seed)).tolist():
        yield Violation("lot_not_kept", {"entry": entry})


def _check_entries(sessions: Sessions, plan: SessionPlan) -> Iterator[Violation]:
    for entry, session in enumerate(plan.session.tolist()):
        if session < 0:
            if not sessions.is_elastic:
                yield Violation("entry_uncovered", {"entry": entry})
            continue
        if sessions.track[entry] != sessions.session_track[session]:
            yield Violation("other_track", {"entry": entry, "session": session})
        for judge in np.flatnonzero(plan.panel[session] & sessions.judges.conflict[:, entry]).tolist():
            yield Violation("conflict", {"judge": judge, "entry": entry, "session": session})


def _check_sizes(sessions: Sessions, plan: SessionPlan) -> Iterator[Violation]:
    sizes = np.bincount(plan.session[plan.session >= 0], minlength=sessions.session_count)
    for session in np.flatnonzero(sizes > sessions.size_hi).tolist():
        yield _units("session_over", session, int(sizes[session]), int(sessions.size_hi[session]))
    for session, slot in enumerate(plan.slot.tolist()):
        minutes = int(sizes[session]) * sessions.entry_minutes
        room = 0 if slot < 0 else int(sessions.minutes[slot])
        if minutes > room and (slot >= 0 or sessions.is_elastic):
            yield Violation("session_too_long", {"session": session, "minutes": minutes, "limit": room})
    if sessions.is_elastic:
        return
    for session in np.flatnonzero(sizes < sessions.size_lo).tolist():
        yield _units("session_under", session, int(sizes[session]), int(sessions.size_lo[session]))
    for track in np.unique(sessions.session_track).tolist() if sessions.spread is not None else []:
        own = sizes[sessions.session_track == track]
        units, limit = int(own.max() - own.min()), int(sessions.spread or 0)
        if units > limit:
            yield Violation("spread_over", {"track": track, "units": units, "limit": limit})


def _check_places(sessions: Sessions, plan: SessionPlan) -> Iterator[Violation]:
    seen: set[tuple[int, int]] = set()
    for session, (room, slot) in enumerate(zip(plan.room.tolist(), plan.slot.tolist(), strict=True)):
        if room < 0 or slot < 0:
            if not sessions.is_elastic or (room < 0) != (slot < 0):
                yield Violation("session_not_held", {"session": session})
            continue
        if not sessions.room_free[room, slot]:
            yield Violation("room_closed", {"session": session, "room": room, "slot": slot})
        if (room, slot) in seen:
            yield Violation("room_twice", {"room": room, "slot": slot})
        seen.add((room, slot))


def _check_judges(sessions: Sessions, plan: SessionPlan) -> Iterator[Violation]:
    judges = sessions.judges
    for judge in np.flatnonzero(plan.panel.any(axis=0)).tolist():
        own = np.flatnonzero(plan.panel[:, judge])
        if len(own) > judges.hi[judge]:
            params = {"judge": judge, "units": len(own), "limit": int(judges.hi[judge])}
            yield Violation("judge_over", params)
        held = own[plan.slot[own] >= 0]
        slots, counts = np.unique(plan.slot[held], return_counts=True)
        for slot in slots[counts > 1].tolist():
            yield Violation("judge_twice", {"judge": judge, "slot": slot})
        for session in held[~judges.free[judge, plan.slot[held]]].tolist():
            yield Violation("judge_absent", {"judge": judge, "session": session, "slot": int(plan.slot[session])})


def _check_panels(sessions: Sessions, plan: SessionPlan) -> Iterator[Violation]:
    members = plan.panel.sum(axis=1)
    for session in np.flatnonzero(members > sessions.panels.size).tolist():
        yield _units("panel_over", session, int(members[session]), int(sessions.panels.size[session]))
    if sessions.is_elastic:
        return
    lacks = missing_members(sessions, plan)
    for session, part in np.argwhere(lacks > 0).tolist():
        units = int(lacks[session, part])
        if part == 0:
            yield _units("panel_under", session, int(members[session]), int(sessions.panels.size[session]))
        elif part == 1:
            yield Violation("expert_under", {"session": session, "units": units})
        else:
            yield Violation("kind_under", {"session": session, "kind": part - 2, "units": units})


def _units(code: str, session: int, units: int, limit: int) -> Violation:
    return Violation(code, {"session": session, "units": units, "limit": limit})
