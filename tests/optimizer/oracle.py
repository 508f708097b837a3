"""Brute force: every subset of the pairs of a small problem, and the small problems themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st

from optimizer import Matrix, Pairs, Problem
from optimizer.rules import NO_LIMIT, Budget, Caseload, FitFloor, GroupLimit, KindLimit, PairLimit, Rule

REASONS = ("conflict", "excluded")


@dataclass(frozen=True)
class Plans:
    """All subsets of the usable pairs that keep every maximum and every lock, one per row; ``fit`` less load costs."""

    pairs: list[tuple[int, int]]
    chosen: np.ndarray
    fit: np.ndarray
    lacking: np.ndarray

    def best(self, price: int | None) -> int | None:
        """Value of the best plan: without a price, of those that lack nothing."""
        values = self.fit[self.lacking == 0] if price is None else self.fit - price * self.lacking
        return int(values.max()) if values.size else None

    def holding(self, added: Iterable[tuple[int, int]], removed: Iterable[tuple[int, int]]) -> Plans:
        """Those plans that hold some pairs and not others."""
        kept = np.ones(len(self.chosen), bool)
        for pair in added:
            kept &= self.chosen[:, self.pairs.index(pair)]
        for pair in removed:
            if pair in self.pairs:
                kept &= ~self.chosen[:, self.pairs.index(pair)]
        return replace(self, chosen=self.chosen[kept], fit=self.fit[kept], lacking=self.lacking[kept])


def all_plans(problem: Problem) -> Plans:
    """Enumerate the plans of a problem of at most a dozen pairs."""
    supply, demand, fit = usable_pairs(problem)
    count = len(fit)
    chosen = (np.arange(2**count)[:, None] >> np.arange(count)) & 1 == 1
    given = chosen @ (supply[:, None] == np.arange(len(problem.supply))).astype(int)
    got = chosen @ (demand[:, None] == np.arange(len(problem.demand))).astype(int)
    kept = (given <= problem.supply.hi).all(axis=1) & (got <= problem.demand.hi).all(axis=1)
    lock_supply, lock_demand = problem.store.locks()
    pairs = list(zip(supply.tolist(), demand.tolist(), strict=True))
    for lock in zip(lock_supply.tolist(), lock_demand.tolist(), strict=True):
        kept &= chosen[:, pairs.index(lock)]
    lacking = np.maximum(0, problem.supply.lo - given).sum(axis=1) + np.maximum(0, problem.demand.lo - got).sum(axis=1)
    is_allowed, row_lacking = count_rows(problem, supply, demand, chosen)
    kept &= is_allowed
    value = chosen @ fit - np.array([problem.supply.cost_of(units).sum() for units in given], np.int64)
    return Plans(pairs, chosen[kept], value[kept], (lacking + row_lacking)[kept])


def count_rows(
    problem: Problem, supply: np.ndarray, demand: np.ndarray, chosen: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Per subset: whether it keeps the maximums of the rules, and how many units lack of their minimums."""
    allowed, lacking = np.ones(len(chosen), bool), np.zeros(len(chosen), int)
    side = problem.side
    for row in range(side.row_count):
        counts = np.zeros(len(supply), int)
        found = side.incidence(supply.astype(np.int32), demand.astype(np.int32))
        np.add.at(counts, found.at[found.row == row], found.weight[found.row == row])
        least, most = (int(limit[0]) for limit in side.limits(np.array([row])))
        units = chosen @ counts
        allowed &= units <= most
        if side.counts_units(np.array([row]))[0]:
            lacking += np.maximum(0, least - units)
        else:
            allowed &= units >= least
    return allowed, lacking


def usable_pairs(problem: Problem) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Supplies, demands and fits of all listed and allowed pairs."""
    supply, demand = (
        grid.ravel() for grid in np.meshgrid(np.arange(len(problem.supply)), np.arange(len(problem.demand)))
    )
    found = problem.store.find(supply.astype(np.int32), demand.astype(np.int32))
    kept = found.listed & (found.forbidden == 0)
    return supply[kept], demand[kept], found.fit[kept]


@st.composite
def problems(draw: st.DrawFn, *, elastic: bool | None = None, most_pairs: int = 12) -> Problem:
    """Draw a small problem: list or matrix, with minimums, forbidden pairs, locks, ties and negative fits."""
    supply_count = draw(st.integers(1, 4))
    demand_count = draw(st.integers(1, min(4, most_pairs // supply_count)))
    cells = supply_count * demand_count
    largest = draw(st.sampled_from([1, 9, 10**9]))
    fit = np.array(draw(st.lists(st.integers(-largest, largest), min_size=cells, max_size=cells)))
    forbidden = np.array(draw(st.lists(st.sampled_from([0, 0, 0, 1, 2]), min_size=cells, max_size=cells)))
    locked = np.array(draw(st.lists(st.sampled_from([False] * 9 + [True]), min_size=cells, max_size=cells)))
    locked &= forbidden == 0
    bounds = {**_bounds(draw, "supply", supply_count), **_bounds(draw, "demand", demand_count)}
    price = (
        draw(st.none() | st.integers(0, largest)) if elastic is None else (draw(st.integers(0, 9)) if elastic else None)
    )
    demand, supply = np.divmod(np.arange(cells), supply_count)
    known = {**bounds, "reasons": REASONS, "shortage_price": price}
    if draw(st.booleans()):
        matrix = (demand_count, supply_count)
        rows = np.column_stack((supply[locked], demand[locked]))
        return Problem.from_matrix(fit=fit.reshape(matrix), forbidden=forbidden.reshape(matrix), locked=rows, **known)
    listed = np.array(draw(st.lists(st.sampled_from([True, True, True, False]), min_size=cells, max_size=cells)))
    order = np.flatnonzero(listed)[:: draw(st.sampled_from([1, -1]))]
    columns = {"pair_supply": supply, "pair_demand": demand, "fit": fit, "forbidden": forbidden, "locked": locked}
    return Problem.from_pairs(**{name: column[order] for name, column in columns.items()}, **known)


@st.composite
def ruled_problems(draw: st.DrawFn, *, elastic: bool | None = None, most_pairs: int = 12) -> Problem:
    """Draw a small problem with one to three rules of any kind."""
    problem = draw(problems(elastic=elastic, most_pairs=most_pairs))
    rules = draw(st.lists(st.sampled_from(RULES), min_size=1, max_size=3))
    return replace(problem, rules=tuple(draw(rule(f"rule {at}", problem)) for at, rule in enumerate(rules)))


@st.composite
def costed_problems(draw: st.DrawFn, *, elastic: bool | None = None) -> Problem:
    """Draw a small problem whose loads cost something."""
    problem = draw(problems(elastic=elastic))
    shape = (draw(st.sampled_from([1, len(problem.supply)])), int(problem.supply.hi.max()))
    steps = _integers(draw, shape[0] * (shape[1] or 1), -5, 5).reshape(shape[0], -1)[:, : shape[1]]
    return replace(problem, supply=replace(problem.supply, cost=np.sort(steps, axis=1).astype(np.int64)))


@st.composite
def group_limits(draw: st.DrawFn, name: str, problem: Problem) -> Rule:
    """Draw limits per group, of demands or of supplies, with one label or two."""
    per = draw(st.sampled_from(["demand", "supply"]))
    members = len(problem.supply if per == "demand" else problem.demand)
    if draw(st.booleans()):
        group = _integers(draw, members, -1, 1)
    else:
        group = np.column_stack((_integers(draw, members, -1, 0), _integers(draw, members, 1, 2)))
    lo, hi = sorted((draw(st.integers(0, 2)), draw(st.integers(0, 2))))
    return GroupLimit.of(name, group, lo=lo if draw(st.booleans()) else 0, hi=hi, per=per)


@st.composite
def kind_limits(draw: st.DrawFn, name: str, problem: Problem) -> Rule:
    """Draw wanted kinds."""
    member = _integers(draw, len(problem.supply) * 2, 0, 1).reshape(-1, 2)
    wanted = _integers(draw, len(problem.demand), -1, 1)
    return KindLimit.of(name, member, wanted, lo=draw(st.integers(0, 1)), hi=draw(st.sampled_from([1, 2, NO_LIMIT])))


@st.composite
def caseloads(draw: st.DrawFn, name: str, problem: Problem) -> Rule:
    """Draw brokers of supplies or of demands."""
    by = draw(st.sampled_from(["demand", "supply"]))
    label = _integers(draw, len(problem.supply if by == "supply" else problem.demand), -1, 1)
    return Caseload.of(name, label, lo=draw(st.integers(0, 1)), hi=draw(st.integers(1, 3)), by=by)


@st.composite
def budgets(draw: st.DrawFn, name: str, problem: Problem) -> Rule:
    """Draw costs of supplies or of pairs, and what may be spent."""
    per = draw(st.sampled_from(["demand", "supply", "all"]))
    cells = len(problem.supply) * len(problem.demand)
    cost = _integers(draw, len(problem.supply), 0, 5)
    if draw(st.booleans()):
        cost = _integers(draw, cells, -2, 5).reshape(len(problem.demand), -1)
    return Budget.of(name, cost, hi=draw(st.integers(0, 12)), lo=draw(st.sampled_from([-NO_LIMIT, 0])), per=per)


@st.composite
def fit_floors(draw: st.DrawFn, name: str, problem: Problem) -> Rule:
    """Draw floors that some plans keep."""
    most = max(1, problem.store.largest_fit())
    return FitFloor.of(name, _integers(draw, len(problem.demand), -most, most // 2))


@st.composite
def pair_limits(draw: st.DrawFn, name: str, problem: Problem) -> Rule:
    """Draw two sets of pairs with weights."""
    cells = len(problem.supply) * len(problem.demand)
    at = np.flatnonzero(_integers(draw, cells, 0, 1))
    demand, supply = np.divmod(at, len(problem.supply))
    columns = {"row": _integers(draw, len(at), 0, 1), "weight": _integers(draw, len(at), -2, 3)}
    limits = {"lo": draw(st.sampled_from([-NO_LIMIT, -1, 0])), "hi": [draw(st.integers(0, 4)), 3]}
    return PairLimit.of(name, supply=supply, demand=demand, **columns, **limits)


RULES = (group_limits, kind_limits, caseloads, budgets, fit_floors, pair_limits)


def _integers(draw: st.DrawFn, count: int, least: int, most: int) -> np.ndarray:
    return np.array(draw(st.lists(st.integers(least, most), min_size=count, max_size=count)), np.int64)


def _bounds(draw: st.DrawFn, side: str, count: int) -> dict[str, np.ndarray]:
    hi = np.array(draw(st.lists(st.integers(0, 3), min_size=count, max_size=count)))
    lo = np.array(draw(st.lists(st.integers(0, 2), min_size=count, max_size=count)))
    return {f"{side}_lo": np.minimum(lo, hi), f"{side}_hi": hi}


def as_columns(problem: Problem) -> dict[str, object]:
    """Take a problem apart into the arguments of ``Problem.from_pairs``."""
    store = problem.store
    known = {
        "supply_lo": problem.supply.lo,
        "supply_hi": problem.supply.hi,
        "demand_lo": problem.demand.lo,
        "demand_hi": problem.demand.hi,
        "reasons": problem.reasons,
        "shortage_price": problem.shortage_price,
        "supply_cost": problem.supply.cost,
        "rules": problem.rules,
    }
    if isinstance(store, Pairs):
        columns = (store.supply, store.demand, store.fit, store.forbidden, store.locked)
    else:
        assert isinstance(store, Matrix)
        demand, supply = np.divmod(np.arange(store.fit.size), len(problem.supply))
        locked = store.find(supply.astype(np.int32), demand.astype(np.int32)).locked
        columns = (supply, demand, store.fit.ravel(), store.forbidden.ravel(), locked)
    names = ("pair_supply", "pair_demand", "fit", "forbidden", "locked")
    return known | dict(zip(names, columns, strict=True))
