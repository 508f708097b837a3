"""Forbid pairs that no plan can hold, because the sums that a demand must keep leave them no partners.

A pair far below a demand's floor of fit, or far above its budget, would need others that the demand does not have. The
plans stay the same, but a linear program knows nothing of whole units and would take shares of such pairs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.engines.branching.layout import NO_SUM
from optimizer.intake import freeze
from optimizer.rules.rule import OUTSIDE
from optimizer.store import Matrix, Pairs

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from optimizer.problem import Problem
    from optimizer.rules.rule import Rule

    Whole = NDArray[np.int64]


NO_PARTNERS: Final = ("no_partners",)


def narrow(problem: Problem, beat: Callable[[], None]) -> Problem:
    """Forbid the pairs that a sum over a demand's pairs leaves no partners; the same problem where there are none."""
    store = problem.store
    rules = [rule for rule in problem.side.rules if rule.owner == "demand" and not rule.counts_units]
    if not rules or not isinstance(store, Matrix | Pairs):
        return problem
    keys = [np.zeros(0, np.int64)]
    for rule in rules:
        lower, upper = rule.limits(np.arange(rule.row_count()))
        for demand in np.flatnonzero((lower > -NO_SUM) | (upper < NO_SUM)).tolist():
            beat()
            limits = int(lower[demand]), int(upper[demand])
            keys.append(_bar(problem, rule, demand, limits))
    barred = np.concatenate(keys)
    if not barred.size:
        return problem
    return replace(problem, store=_forbid(store, barred), reasons=problem.reasons or NO_PARTNERS)


def _bar(problem: Problem, rule: Rule, demand: int, limits: tuple[int, int]) -> Whole:
    """Find the pairs of a demand whose weight its other pairs cannot make up for, as keys in the whole grid."""
    supply, found = problem.store.of_demand(demand)
    at = np.flatnonzero((found.forbidden == 0) & ~found.locked)
    layer = rule.layers(problem.store, supply, np.full(len(supply), demand, np.int32))[0]
    weight = np.ones(len(supply), np.int64) if layer.weight is None else layer.weight
    weight = np.where(layer.row == OUTSIDE, 0, weight)
    ascending = np.sort(weight[found.forbidden == 0])
    others = int(problem.demand.hi[demand]) - 1
    required = 0 if problem.is_elastic else int(problem.demand.lo[demand]) - 1
    least = _add_up(ascending, required, others)
    most = -_add_up(-ascending[::-1], required, others)
    is_barred = (weight[at] + most < limits[0]) | (weight[at] + least > limits[1])
    keys: Whole = demand * len(problem.supply) + supply[at[is_barred]].astype(np.int64)
    return keys


def _add_up(ascending: Whole, required: int, most: int) -> int:
    """Least sum of so many of these at least, and so many at most."""
    required = max(0, required)
    return int(ascending[:required].sum()) + int(np.minimum(0, ascending[required : max(0, most)]).sum())


def _forbid(store: Matrix | Pairs, barred: Whole) -> Matrix | Pairs:
    forbidden = store.forbidden.copy()
    if isinstance(store, Matrix):
        forbidden.ravel()[barred] = 1
    else:
        forbidden[np.searchsorted(store.keys, barred)] = 1
    return replace(store, forbidden=freeze(forbidden))
