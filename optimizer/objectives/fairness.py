"""Aims that look at the demands served worst, and how well each demand could be served if it were alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from optimizer.intake import BLOCK_CELLS
from optimizer.objectives.term import Aim
from optimizer.store import Matrix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.problem import Problem
    from optimizer.solution import Assignment

    Units = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class WorstServed(Aim):
    """The total fit of the demand served worst, as large as can be; demands that take nothing do not count."""

    code: ClassVar[str] = "worst_served"

    def measure(self, problem: Problem, plan: Assignment) -> int:
        """Find the least total fit."""
        return int(profile(problem, plan).min(initial=np.iinfo(np.int64).max)) if has_demands(problem) else 0

    def scale_of(self, problem: Problem) -> int:
        """Return the scale of the fits."""
        return problem.scale


@dataclass(frozen=True, eq=False)
class Leximin(Aim):
    """The worst served first: among plans of the highest floor the highest second worst, and so on.

    Measured by how far that is proven. Let ``b`` be what each demand could have if it were alone. No plan's sorted
    profile exceeds sorted ``b`` anywhere, so a plan that agrees with it in the first ``k`` places is leximin there.
    """

    code: ClassVar[str] = "leximin"

    def measure(self, problem: Problem, plan: Assignment) -> int:
        """Count the places, from the worst, in which the plan has the most that any plan could have."""
        served = np.sort(profile(problem, plan))
        best = np.sort(own_best(problem).total[problem.demand.hi > 0])
        return count_common(served, best)


@dataclass(frozen=True, eq=False, slots=True)
class OwnBest:
    """What each demand could have if it were alone: its total fit, and that of all its units but the last.

    Both of shape (n_demand,).
    """

    total: Units
    before: Units


def has_demands(problem: Problem) -> bool:
    """Whether any demand takes anything."""
    return bool((problem.demand.hi > 0).any())


def profile(problem: Problem, plan: Assignment) -> Units:
    """Add up the fits of every demand that may take anything; shape (n,), in the order of the demands."""
    return total_fits(problem, plan)[problem.demand.hi > 0]


def total_fits(problem: Problem, plan: Assignment) -> Units:
    """Add up the fits of every demand; shape (n_demand,)."""
    totals = np.zeros(len(problem.demand), np.int64)
    np.add.at(totals, plan.demand, problem.store.find(plan.supply, plan.demand).fit)
    return totals


def count_common(one: Units, other: Units) -> int:
    """Count how many places agree before the first that does not."""
    differs = np.flatnonzero(one != other)
    return int(differs[0]) if differs.size else len(one)


def own_best(problem: Problem) -> OwnBest:
    """Compute what each demand could have if it were alone: no plan can give it more.

    Side rules, and what supplies can give, are left out, which only makes it larger.
    """
    total, before = (np.zeros(len(problem.demand), np.int64) for _ in range(2))
    lock_demand = set(problem.store.locks()[1].tolist())
    if isinstance(problem.store, Matrix):
        step = max(1, BLOCK_CELLS // max(1, problem.store.fit.shape[1]))
        for rows in (slice(start, start + step) for start in range(0, len(total), step)):
            total[rows], before[rows] = _best_of_rows(problem, problem.store, rows)
    else:
        lock_demand |= set(range(len(problem.demand)))
    for demand in sorted(lock_demand):
        total[demand], before[demand] = _best_of_one(problem, demand)
    return OwnBest(total, before)


def _best_of_rows(problem: Problem, store: Matrix, rows: slice) -> tuple[Units, Units]:
    """Take the best allowed pairs of demands without locks."""
    least, most = _range(problem, rows)
    width = min(int(most.max(initial=0)), store.fit.shape[1])
    if not width:
        none = np.zeros(len(most), np.int64)
        return none, none
    never = np.iinfo(store.fit.dtype).min
    fit = np.where(store.forbidden[rows] == 0, store.fit[rows], never)
    at = fit.shape[1] - width
    ranked = -np.sort(-np.partition(fit, at, axis=1)[:, at:].astype(np.int64), axis=1)
    allowed = ranked > never
    place = np.arange(width)
    taken = allowed & ((place < least[:, None]) | ((ranked > 0) & (place < most[:, None])))
    total = np.where(taken, ranked, 0).sum(axis=1)
    last = ranked[np.arange(len(ranked)), np.maximum(taken.sum(axis=1) - 1, 0)]
    return total, total - np.where(taken[:, 0], last, 0)


def _best_of_one(problem: Problem, demand: int) -> tuple[int, int]:
    """Take the locked pairs of a demand and the best of the others; the last is one of the others, if any is taken."""
    _, found = problem.store.of_demand(demand)
    least, most = (int(limit[0]) for limit in _range(problem, slice(demand, demand + 1)))
    locked = int(found.locked.sum())
    free = -np.sort(-found.fit[(found.forbidden == 0) & ~found.locked])[: max(0, most - locked)]
    taken = free[(np.arange(len(free)) < least - locked) | (free > 0)]
    total = int(taken.sum()) + int(found.fit[found.locked].sum())
    return total, total - (int(taken[-1]) if len(taken) else 0)


def _range(problem: Problem, rows: slice) -> tuple[Units, Units]:
    most = problem.demand.hi[rows]
    return (np.zeros_like(most) if problem.is_elastic else problem.demand.lo[rows]), most
