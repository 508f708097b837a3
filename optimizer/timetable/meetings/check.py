"""Check a timetable of meetings, made by machine or by hand, and verify what a result claims; no solver."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from optimizer.check import MOST_VIOLATIONS, Violation
from optimizer.result import Proof, Status
from optimizer.timetable.meetings.choice import bound_choice, split_bound
from optimizer.timetable.meetings.plan import MeetingPlan, measure_meetings
from optimizer.timetable.outcome import (
    Goal,
    GoalName,
    TimetableVerification,
    judge_goals,
    judge_timetable_status,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.timetable.meetings.problem import Meetings, MeetingSide
    from optimizer.timetable.outcome import TimetableResult

    Indices = NDArray[np.int32]


def check_meetings(meetings: Meetings, plan: MeetingPlan, *, limit: int = MOST_VIOLATIONS) -> list[Violation]:
    """List the rules a timetable breaks, at most ``limit``; the same for machine plans and hand edits.

    Parameters
    ----------
    meetings, plan
        A problem and any timetable of it.
    limit
        Most violations to list.

    Returns
    -------
    list of Violation
        Codes ``pair_repeated``, ``pair_forbidden`` (startup, investor), ``startup_twice``, ``investor_twice`` (in one
        slot), ``startup_absent``, ``investor_absent`` (slot), ``table_twice``, ``table_unknown`` (slot, table),
        ``startup_over``, ``investor_over``, ``startup_under``, ``investor_under`` (units, limit), ``fund_over``
        (startup, fund, units, limit) and ``request_missing`` (startup, investor). Where the problem is elastic, missed
        requests and minimums are no violation.
    """
    found: list[Violation] = []
    for violation in _find_violations(meetings, plan):
        if len(found) >= limit:
            break
        found.append(violation)
    return found


def verify_meetings(meetings: Meetings, result: TimetableResult[MeetingPlan]) -> TimetableVerification:
    """Recompute the values of a result from its plan, and its VERIFIED bounds from its integer potentials.

    No value is believed and no solver is needed. The potentials bound a flow that ignores slots: any potentials give a
    valid bound. Idle slots cannot be fewer than 0. A bound that is CLAIMED is kept as such.
    """
    faults = [] if result.problem_digest == meetings.digest() else ["wrong_problem"]
    violations: tuple[Violation, ...] = ()
    goals = result.goals
    if result.plan is not None:
        if not _is_within(meetings, result.plan):
            return TimetableVerification(is_valid=False, goals=(), violations=(), faults=("wrong_problem",))
        violations = tuple(check_meetings(meetings, result.plan))
        faults += judge_goals(goals, measure_meetings(meetings, result.plan))
    if result.certificate is not None and not _is_wellformed(meetings, result.certificate):
        faults.append("wrong_certificate")
    else:
        faults += _judge_bounds(meetings, result)
    faults += judge_timetable_status(result.status, result.proof, goals, has_plan=result.plan is not None)
    return TimetableVerification(not faults and not violations, goals, violations, tuple(faults))


def _judge_bounds(meetings: Meetings, result: TimetableResult[MeetingPlan]) -> list[str]:
    bound = None if result.certificate is None else bound_choice(meetings, result.certificate)
    if result.status is Status.INFEASIBLE and result.proof is Proof.VERIFIED:
        is_refuted = bound is not None and split_bound(meetings, bound, 0)[0] > 0 and not meetings.is_elastic
        return [] if is_refuted else ["status_not_proven"]
    known = {GoalName.IDLE: 0}
    if not meetings.is_elastic:
        known[GoalName.UNMET] = 0
    if bound is not None and result.goals:
        known[GoalName.UNMET], known[GoalName.FIT] = split_bound(meetings, bound, result.goals[0].value)
    return ["wrong_bound" for goal in result.goals if not _follows(goal, known)]


def _follows(goal: Goal, known: dict[GoalName, int]) -> bool:
    return goal.proof is not Proof.VERIFIED or known.get(goal.name) == goal.bound


def _is_wellformed(meetings: Meetings, certificate: NDArray[np.int64]) -> bool:
    return certificate.dtype == np.int64 and bound_choice(meetings, certificate) is not None


def _is_within(meetings: Meetings, plan: MeetingPlan) -> bool:
    columns = (plan.startup, plan.investor, plan.slot)
    counts = (*meetings.fit.shape, meetings.slot_count)
    if len({len(column) for column in (*columns, plan.table)}) > 1 or (len(plan) and plan.table.min() < 0):
        return False
    placed = zip(columns, counts, strict=True)
    return all(not len(column) or 0 <= column.min() <= column.max() < count for column, count in placed)


def _find_violations(meetings: Meetings, plan: MeetingPlan) -> Iterator[Violation]:
    yield from _check_pairs(meetings, plan)
    sides = (("startup", meetings.startups, plan.startup), ("investor", meetings.investors, plan.investor))
    for name, side, person in sides:
        yield from _check_person(name, side, person, plan.slot)
        yield from _check_loads(name, side, person, may_lack=meetings.is_elastic)
    yield from _check_tables(meetings, plan)
    yield from _check_funds(meetings, plan)


def _check_pairs(meetings: Meetings, plan: MeetingPlan) -> Iterator[Violation]:
    count = np.zeros(meetings.fit.shape, np.int64)
    np.add.at(count, (plan.startup, plan.investor), 1)
    wrong = {"pair_repeated": count > 1, "pair_forbidden": (count > 0) & ~meetings.allowed}
    if not meetings.is_elastic:
        wrong["request_missing"] = meetings.requested & (count == 0)
    for code, cells in wrong.items():
        for startup, investor in np.argwhere(cells).tolist():
            yield Violation(code, {"startup": startup, "investor": investor})


def _check_person(name: str, side: MeetingSide, person: Indices, slot: Indices) -> Iterator[Violation]:
    count = np.zeros(side.free.shape, np.int64)
    np.add.at(count, (person, slot), 1)
    for code, cells in ((f"{name}_twice", count > 1), (f"{name}_absent", (count > 0) & ~side.free)):
        for who, when in np.argwhere(cells).tolist():
            yield Violation(code, {name: who, "slot": when})


def _check_loads(name: str, side: MeetingSide, person: Indices, *, may_lack: bool) -> Iterator[Violation]:
    load = np.bincount(person, minlength=len(side))
    for who in np.flatnonzero(load > side.hi).tolist():
        yield Violation(f"{name}_over", {name: who, "units": int(load[who]), "limit": int(side.hi[who])})
    for who in [] if may_lack else np.flatnonzero(load < side.lo).tolist():
        yield Violation(f"{name}_under", {name: who, "units": int(load[who]), "limit": int(side.lo[who])})


def _check_tables(meetings: Meetings, plan: MeetingPlan) -> Iterator[Violation]:
    places = list(zip(plan.slot.tolist(), plan.table.tolist(), strict=True))
    seen: set[tuple[int, int]] = set()
    for slot, table in places:
        if table >= meetings.tables[slot]:
            yield Violation("table_unknown", {"slot": slot, "table": table})
        if (slot, table) in seen:
            yield Violation("table_twice", {"slot": slot, "table": table})
        seen.add((slot, table))


def _check_funds(meetings: Meetings, plan: MeetingPlan) -> Iterator[Violation]:
    if meetings.fund_cap is None:
        return
    fund = meetings.fund[plan.investor]
    funded = fund >= 0
    pairs, counts = np.unique(np.stack((plan.startup[funded], fund[funded])), axis=1, return_counts=True)
    for at in np.flatnonzero(counts > meetings.fund_cap).tolist():
        startup, of = pairs[:, at].tolist()
        params: dict[str, int | str] = {"startup": startup, "fund": of, "units": int(counts[at])}
        yield Violation("fund_over", {**params, "limit": meetings.fund_cap})
