"""The best plan among few pairs, by branch and bound, and few enough that no other pair could be in a better one.

A pair that gains less than the bound lies above the best plan known cannot be in a better plan: taking it would cost
more than there is to win. So the program holds the pairs within that distance alone, and its optimum is the whole's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from optimizer.check import check
from optimizer.engines.branching.scan import Found, charge, find_gaining
from optimizer.engines.branching.solver_process import CUT_SHORT, INFEASIBLE, OPTIMAL
from optimizer.progress import Phase
from optimizer.pulse import EngineFailed
from optimizer.solution import Assignment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.engines.branching.layout import Layout
    from optimizer.engines.branching.scan import Prices
    from optimizer.engines.branching.session import Session
    from optimizer.problem import Problem
    from optimizer.pulse import Pulse

    Whole = NDArray[np.int64]
    Arrays = dict[str, NDArray[Any]]

FIRST_PER_UNIT: Final = 2.5  # pairs of the first program per unit required
LEAST_FIRST: Final = 500
FIRST_NODES: Final = 50
WIDENING: Final = 8.0
MOST_WIDENINGS: Final = 3
TRUSTED_SUM: Final = 2.0**46  # values beyond it leave no room for a whole unit in floating point
BINARY, IMPLIED = 1, 4  # kinds of columns, as HiGHS numbers them
HALF: Final = 0.5


@dataclass(frozen=True, eq=False, slots=True)
class _Outcome:
    """What one program came to, and the distance within which it held all pairs."""

    status: str
    plan: Assignment | None
    distance: float


@dataclass(frozen=True, eq=False)
class Branching:
    """Finds the best plan of a problem from the prices of its linear program and the bound that they prove."""

    layout: Layout
    session: Session
    pulse: Pulse
    prices: Prices
    bound: int

    def find_best(self, pairs: Found) -> Assignment | None:
        """Find the best plan of the whole problem; None when there is none. ``pairs`` are those of the linear program.

        Raises
        ------
        EngineFailed
            ``numbers_too_large`` where floating point could hide a unit, ``branching_unsolved`` when HiGHS gives up.
        """
        outcome = self._solve(self._first_distance(pairs), self._find_start(), FIRST_NODES)
        widenings = 0
        while not self._is_settled(outcome):
            distance = outcome.distance
            if outcome.plan is not None:
                distance = max(distance, self.bound - outcome.plan.value + 1.0)
            elif outcome.status == INFEASIBLE:
                widenings += 1
                distance = np.inf if widenings > MOST_WIDENINGS else distance * WIDENING
            self.pulse.insist()
            outcome = self._solve(distance, outcome.plan, 0)
        self._require_trust(outcome.plan)
        return outcome.plan

    def _find_start(self) -> Assignment | None:
        """Value the best plan known by the problem at hand; None where it is no plan of that."""
        known, problem = self.pulse.assignment, self.layout.problem
        plan = None if known is None else Assignment.of(problem, known.supply, known.demand)
        return None if plan is None or check(problem, plan, limit=1) else plan

    def _is_settled(self, outcome: _Outcome) -> bool:
        if outcome.plan is None:
            return outcome.status == INFEASIBLE and outcome.distance == np.inf
        gap = self.bound - outcome.plan.value
        return gap == 0 or (outcome.status == OPTIMAL and outcome.distance > gap)

    def _require_trust(self, plan: Assignment | None) -> None:
        problem = self.layout.problem
        units = min(int(problem.supply.hi.sum()), int(problem.demand.hi.sum())) + int(problem.demand.lo.sum())
        is_open = plan is not None and self.bound > plan.value
        if is_open and self.layout.largest_number * max(1, units) > TRUSTED_SUM:
            raise EngineFailed("numbers_too_large")

    def _first_distance(self, pairs: Found) -> float:
        """Distance within which lie about as many pairs as a first program should hold."""
        units = min(int(self.layout.problem.supply.hi.sum()), int(self.layout.problem.demand.hi.sum()))
        wanted = max(LEAST_FIRST, int(FIRST_PER_UNIT * units))
        prices = self.prices
        gain = pairs.fit - prices.supply[pairs.supply] - prices.demand[pairs.demand]
        gain = np.sort(gain - charge(self.layout.problem, prices, pairs.supply, pairs.demand))[::-1]
        return max(1.0, 1.0 - float(gain[min(wanted, len(gain)) - 1])) if len(gain) else 1.0

    def _solve(self, distance: float, start: Assignment | None, most_nodes: int) -> _Outcome:
        problem = self.layout.problem
        found = find_gaining(problem, self.prices, -distance, lambda: self.pulse.beat(Phase.PRICE))
        program = build_program(self.layout, found)
        if not len(program["gain"]):
            return self._settle_nothing(program, found, distance)
        flags = np.zeros(0) if start is None else _flag(problem, found, start)
        program |= {"start": flags, "most_nodes": np.array([most_nodes])}

        def take(arrays: Arrays) -> None:
            self._take(found, arrays["chosen"])

        told, arrays = self.session.ask(Phase.SOLVE, "branch", program, take)
        if told["status"] not in {OPTIMAL, INFEASIBLE, CUT_SHORT}:
            raise EngineFailed("branching_unsolved")
        plan = self._take(found, arrays["chosen"]) if len(arrays["chosen"]) else None
        if told["status"] == OPTIMAL and plan is None:
            raise EngineFailed("branching_inexact")
        if start is not None and (plan is None or plan.value < start.value):
            plan = start
        return _Outcome(told["status"], plan, distance)

    def _settle_nothing(self, program: Arrays, found: Found, distance: float) -> _Outcome:
        """Without a column there is one plan, what is locked, or none: HiGHS has no word for either."""
        can_stand = bool(((program["lower"] <= 0) & (program["upper"] >= 0)).all())
        plan = self._take(found, np.zeros(0)) if can_stand else None
        return _Outcome(INFEASIBLE if plan is None else OPTIMAL, plan, distance)

    def _take(self, found: Found, chosen: NDArray[np.float64]) -> Assignment | None:
        """Make a plan of chosen columns; None when rounding has broken a rule."""
        problem = self.layout.problem
        at = np.flatnonzero(chosen[: len(found.supply)] > HALF)
        lock_supply, lock_demand = problem.store.locks()
        supply = np.concatenate((found.supply[at], lock_supply))
        plan = Assignment.of(problem, supply, np.concatenate((found.demand[at], lock_demand)))
        if check(problem, plan, limit=1):
            return None
        self.pulse.improve(plan)
        return plan


def build_program(layout: Layout, found: Found) -> Arrays:
    """Build the 0/1 program over these pairs, with the rows of rules that they could break."""
    problem = layout.problem
    rows, at, row, weight = _list_rows(layout, found)
    limits, node_limits = layout.rule_limits(rows), layout.node_limits
    count, offset = len(found.supply), layout.node_count
    each, one = np.arange(count), np.ones(count, np.int64)
    slacks = [(layout.node_slacks(), 0), (layout.rule_slacks(rows), offset)]
    kept = [np.flatnonzero(~slack.is_artificial) for slack, _ in slacks]
    loads, load_gain = layout.loads
    single_row = [slack.row[some] + first for (slack, first), some in zip(slacks, kept, strict=True)]
    single_row.append(loads)
    single_gain = [slack.gain[some] for (slack, _), some in zip(slacks, kept, strict=True)]
    single_most = [slack.most[some] for (slack, _), some in zip(slacks, kept, strict=True)]
    singles = np.concatenate(single_row)
    columns = np.concatenate((each, each, at, count + np.arange(len(singles))))
    demand_row = found.demand.astype(np.int64) + len(problem.supply)
    index = np.concatenate((found.supply.astype(np.int64), demand_row, row + offset, singles))
    sign = np.where(np.arange(len(singles)) < len(singles) - len(loads), 1, -1)
    value = np.concatenate((one, one, weight, sign))
    order = np.argsort(columns, kind="stable")
    return {
        "gain": np.concatenate((found.fit, *single_gain, load_gain)).astype(float),
        "most": np.concatenate((one, *single_most, np.ones(len(loads), np.int64))),
        "kind": np.where(np.arange(count + len(singles)) < count, BINARY, IMPLIED),
        "count": np.bincount(columns, minlength=count + len(singles)),
        "index": index[order],
        "value": value[order],
        "lower": np.concatenate((node_limits.lower, limits.lower)),
        "upper": np.concatenate((node_limits.upper, limits.upper)),
    }


def _list_rows(layout: Layout, found: Found) -> tuple[Whole, Whole, Whole, Whole]:
    """List the rows of rules that these pairs could break, and the entries in them: pair, position of row, weight."""
    side = layout.problem.side
    inside = side.incidence(found.supply, found.demand)
    rows = np.union1d(inside.row, layout.standing_rows)
    place = np.searchsorted(rows, inside.row)
    least, most = _reach(layout, found, inside.weight, inside.at, place)
    limits = layout.rule_limits(rows)
    least, most = (np.append(side, np.zeros(len(rows) - len(side), np.int64)) for side in (least, most))
    can_break = (most > limits.upper) | (least < limits.lower)
    kept = np.flatnonzero(can_break[place])
    position = np.cumsum(can_break) - 1
    return rows[can_break], inside.at[kept], position[place[kept]], inside.weight[kept]


def _reach(layout: Layout, found: Found, weight: Whole, at: Whole, place: Whole) -> tuple[Whole, Whole]:
    """Least and most that each row can come to, as far as the units of a demand say so for a row within it."""
    demand = found.demand[at].astype(np.int64)
    first, last = (np.full(int(place.max(initial=-1)) + 1, start) for start in (np.iinfo(np.int64).max, -1))
    np.minimum.at(first, place, demand)
    np.maximum.at(last, place, demand)
    node, supply_count = np.where(first == last, first, 0), len(layout.problem.supply)
    units = layout.node_limits
    hi = np.where(first == last, units.upper[supply_count + node], len(at))
    # A row without some pair of its demand may come to nothing, whatever the demand requires.
    members = np.bincount(place, minlength=len(first))
    pairs = np.bincount(found.demand, minlength=1 + int(node.max(initial=0)))
    is_full = (first == last) & (members == pairs[node]) & (not layout.problem.is_elastic)
    lo = np.where(is_full, units.lower[supply_count + node], 0)
    ends = []
    for sign in (1, -1):
        order = np.lexsort((sign * weight, place))
        of, signed = place[order], sign * weight[order]
        rank = np.arange(len(order)) - np.searchsorted(of, of)
        counted = np.where(rank < lo[of], signed, np.where(rank < hi[of], np.minimum(0, signed), 0))
        end = np.zeros(len(first), np.int64)
        np.add.at(end, of, counted)
        ends.append(sign * end)
    return ends[0], ends[1]


def _flag(problem: Problem, found: Found, plan: Assignment) -> NDArray[np.float64]:
    chosen = plan.demand.astype(np.int64) * len(problem.supply) + plan.supply
    return np.isin(found.keys(len(problem.supply)), chosen).astype(float)
