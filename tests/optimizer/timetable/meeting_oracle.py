"""Brute force over every timetable of a few meetings, and small problems to try it on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

import numpy as np
from hypothesis import strategies as st

from optimizer.timetable import Meetings, Requirement

Plan = tuple[tuple[int, int, int], ...]
TINY = (2, 3, 3)


def all_plans(shape: tuple[int, int], slot_count: int) -> Iterator[Plan]:
    """Every timetable in which nobody is in two meetings at once, as (startup, investor, slot)."""
    pairs = list(product(range(shape[0]), range(shape[1])))
    for slots in product(range(-1, slot_count), repeat=len(pairs)):
        plan = tuple((*pair, slot) for pair, slot in zip(pairs, slots, strict=True) if slot >= 0)
        if all(len({(row[side], row[2]) for row in plan}) == len(plan) for side in (0, 1)):
            yield plan


def requirements(problem: Meetings) -> list[Requirement]:
    """Everything an explanation may name."""
    found = [
        Requirement("request", {"startup": int(startup), "investor": int(investor)})
        for startup, investor in np.argwhere(problem.requested)
    ]
    for name, side in (("startup", problem.startups), ("investor", problem.investors)):
        for person in range(len(side)):
            found.append(Requirement("minimum", {name: person, "units": int(side.lo[person])}))
            found.append(Requirement("cap", {name: person, "limit": int(side.hi[person])}))
            found.append(Requirement("absence", {name: person}))
    for slot, tables in enumerate(problem.tables.tolist()):
        found.append(Requirement("tables", {"slot": slot, "limit": tables}))
    if problem.fund_cap is not None:
        for startup, fund in product(range(len(problem.startups)), set(problem.fund.tolist()) - {-1}):
            found.append(Requirement("fund_cap", {"startup": startup, "fund": fund, "limit": problem.fund_cap}))
    return found


def holds(problem: Meetings, plan: Plan, requirement: Requirement) -> bool:
    """Whether a plan keeps one requirement."""
    params = requirement.params
    own = [
        row
        for row in plan
        if all(row[at] == params[name] for at, name in enumerate(("startup", "investor")) if name in params)
    ]
    match requirement.code:
        case "request":
            return len(own) == 1
        case "minimum":
            return len(own) >= params["units"]
        case "cap":
            return len(own) <= params["limit"]
        case "absence":
            side, name = (problem.startups, "startup") if "startup" in params else (problem.investors, "investor")
            return all(side.free[params[name], row[2]] for row in own)
        case "tables":
            return sum(row[2] == params["slot"] for row in plan) <= params["limit"]
        case "fund_cap":
            return sum(int(problem.fund[row[1]]) == params["fund"] for row in own) <= params["limit"]
    raise AssertionError(requirement)


def can_hold(problem: Meetings, plans: Sequence[Plan], asked: Iterable[Requirement]) -> bool:
    """Whether some plan keeps all of these."""
    asked = list(asked)
    return any(
        all(problem.allowed[row[0], row[1]] for row in plan) and all(holds(problem, plan, each) for each in asked)
        for plan in plans
    )


def best(problem: Meetings, plans: Sequence[Plan]) -> tuple[int, int, int] | None:
    """Unmet requirements, less fit, idle slots of the best timetable; None when there is none."""
    hard, soft = [], []
    for each in requirements(problem):
        (soft if each.code in {"request", "minimum"} else hard).append(each)
    ranks = [
        (_unmet(problem, plan), -sum(int(problem.fit[row[0], row[1]]) for row in plan), idle(problem, plan))
        for plan in plans
        if can_hold(problem, [plan], hard if problem.is_elastic else [*hard, *soft])
    ]
    return min(ranks, default=None)


def idle(problem: Meetings, plan: Plan) -> int:
    """Slots of waiting, counted one by one."""
    total = 0
    for at, side in ((0, problem.startups), (1, problem.investors)):
        for person in range(len(side)):
            busy = {row[2] for row in plan if row[at] == person}
            for slot in range(problem.slot_count):
                day = {other for other in busy if problem.day[other] == problem.day[slot]}
                waits = slot not in busy and bool(side.free[person, slot])
                total += waits and any(other < slot for other in day) and any(other > slot for other in day)
    return total


def _unmet(problem: Meetings, plan: Plan) -> int:
    held = {row[:2] for row in plan}
    missed = sum((int(a), int(b)) not in held for a, b in np.argwhere(problem.requested))
    for at, side in ((0, problem.startups), (1, problem.investors)):
        load = Counter(row[at] for row in plan)
        missed += sum(max(0, int(side.lo[person]) - load[person]) for person in range(len(side)))
    return missed


@st.composite
def meeting_problems(draw: st.DrawFn, *, elastic: bool | None = None) -> Meetings:
    """Small problems with everything in them."""
    startups, investors, slots = TINY
    flags = st.booleans()
    shape = (startups, investors)

    def cells(count: tuple[int, int], *, likely: bool) -> np.ndarray:
        drawn = draw(st.lists(st.integers(0, 3), min_size=count[0] * count[1], max_size=count[0] * count[1]))
        return (np.array(drawn).reshape(count) > 0) == likely

    allowed = cells(shape, likely=True)
    his = [draw(st.lists(st.integers(0, 3), min_size=n, max_size=n)) for n in shape]
    los = [[draw(st.integers(0, min(1, hi))) for hi in side] for side in his]
    fits = draw(st.lists(st.integers(0, 4), min_size=startups * investors, max_size=startups * investors))
    return Meetings.build(
        fit=np.array(fits).reshape(shape),
        tables=draw(st.lists(st.integers(0, 2), min_size=slots, max_size=slots)),
        startup_hi=his[0],
        investor_hi=his[1],
        startup_lo=los[0],
        investor_lo=los[1],
        startup_free=cells((startups, slots), likely=True),
        investor_free=cells((investors, slots), likely=True),
        allowed=allowed,
        requested=allowed & cells(shape, likely=False),
        day=[0, 0, draw(st.integers(0, 1))],
        fund=draw(st.lists(st.integers(-1, 1), min_size=investors, max_size=investors)),
        fund_cap=draw(st.sampled_from([None, 0, 1])),
        is_elastic=draw(flags) if elastic is None else elastic,
    )
