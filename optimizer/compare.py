"""Scenarios side by side: what each plan is worth, whom it serves worst, how it spreads the load, what it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.errors import ProblemError
from optimizer.objectives import Lexicographic, TotalFit, measure_terms
from optimizer.objectives.compose import terms_of
from optimizer.objectives.fairness import total_fits
from optimizer.objectives.term import Aim, Measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.problem import Problem
    from optimizer.result import Proof, Result, Status
    from optimizer.solution import Assignment

QUANTILES: Final = (0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0)
MOST_SCENARIOS: Final = 100


@dataclass(frozen=True)
class Profile:
    """How well the demands are served: the total fit of each demand, demands that take nothing left out.

    Attributes
    ----------
    worst_demand
        The demand served worst, the first of equals; None when there is none.
    quantiles
        ``(share, fit)``: that share of the demands, at least, has a total fit of at most ``fit``, integer units.
    """

    worst_demand: int | None
    quantiles: tuple[tuple[float, int], ...]

    @property
    def worst_fit(self) -> int | None:
        """Total fit of the demand served worst."""
        return self.quantiles[0][1] if self.quantiles else None


@dataclass(frozen=True)
class Loads:
    """How the units are spread over the supplies that may give any.

    Attributes
    ----------
    supply_counts
        ``(units, count)``: so many supplies give so many units, ascending.
    gini
        0 when all give equally many, near 1 when few give everything.
    """

    supply_counts: tuple[tuple[int, int], ...]
    gini: float


@dataclass(frozen=True)
class Scenario:
    """One line of the table; what needs a plan is None without one.

    Attributes
    ----------
    name
        As given.
    status, proof
        The result's own.
    value, bound, fit_total
        Integer units.
    missing_units
        What lacks against the minimums.
    profile, loads
        How the demands are served, and how the units spread over the supplies.
    shared_pairs, added_pairs, removed_pairs
        Against the first scenario that has a plan.
    objective
        What its plan was made for.
    measures
        What its plan has of every term that any of the scenarios was made for, or that was asked for besides.
    """

    name: str
    status: Status
    proof: Proof
    value: int | None
    bound: int | None
    fit_total: int | None
    missing_units: int | None
    profile: Profile | None
    loads: Loads | None
    shared_pairs: int | None
    added_pairs: int | None
    removed_pairs: int | None
    objective: str = TotalFit.code
    measures: tuple[Measure, ...] = ()


def compare(problem: Problem, results: Mapping[str, Result], *, terms: Sequence[Aim] = ()) -> list[Scenario]:
    """Put named results of one problem side by side; changes are counted against the first that has a plan.

    Results may come from variants of the problem (other limits, other objectives) as long as their indices mean the
    same supplies and demands: all plans are valued by ``problem``, only status, proof and bound are the result's own,
    and a bound is shown only where the result belongs to ``problem``.

    Parameters
    ----------
    problem
        What values all plans.
    results
        By name, in the order of the lines.
    terms
        What every plan is measured by besides the terms of the results' own objectives.

    Returns
    -------
    list of Scenario
        One line per result.

    Raises
    ------
    ProblemError
        ``wrong_shape`` for more than 100 results, ``index_out_of_range`` when a plan knows nodes that the problem does
        not.
    """
    if len(results) > MOST_SCENARIOS:
        raise ProblemError("wrong_shape", field="results", shape=(len(results),), expected=f"at most {MOST_SCENARIOS}")
    plans = {name: _revalue(problem, result) for name, result in results.items()}
    first = next((plan for plan in plans.values() if plan is not None), None)
    aims = Lexicographic(terms_of([*(result.objective for result in results.values()), *terms]))
    lines = [_describe(problem, name, result, plans[name], first) for name, result in results.items()]
    measured = [() if plan is None else measure_terms(problem, plan, aims) for plan in plans.values()]
    return [replace(line, measures=measures) for line, measures in zip(lines, measured, strict=True)]


def profile_demands(problem: Problem, plan: Assignment) -> Profile:
    """Describe how well the demands of a plan are served."""
    totals = total_fits(problem, plan)
    served = np.flatnonzero(problem.demand.hi > 0)
    if not served.size:
        return Profile(None, ())
    ranked = np.sort(totals[served])
    quantiles = tuple((share, int(ranked[_rank(share, len(ranked))])) for share in QUANTILES)
    return Profile(int(served[np.argmin(totals[served])]), quantiles)


def spread_loads(problem: Problem, plan: Assignment) -> Loads:
    """Describe how the units of a plan are spread over its supplies."""
    given = np.bincount(plan.supply, minlength=len(problem.supply))[problem.supply.hi > 0]
    units, counts = np.unique(given, return_counts=True)
    return Loads(tuple(zip(units.tolist(), counts.tolist(), strict=True)), _gini(np.sort(given)))


def _rank(share: float, count: int) -> int:
    return max(0, int(np.ceil(share * count)) - 1)


def _gini(ascending: NDArray[np.int64]) -> float:
    """Mean absolute difference of two, over twice the mean."""
    count, total = len(ascending), int(ascending.sum())
    if not total:
        return 0.0
    weights = 2 * np.arange(1, count + 1) - count - 1
    return float(int((weights * ascending).sum()) / (count * total))


def _revalue(problem: Problem, result: Result) -> Assignment | None:
    plan = result.assignment
    return None if plan is None else type(plan).of(problem, plan.supply, plan.demand)


def _describe(
    problem: Problem, name: str, result: Result, plan: Assignment | None, first: Assignment | None
) -> Scenario:
    is_own = result.problem_digest == problem.digest()
    shared = None if plan is None or first is None else len(_common(problem, plan, first))
    return Scenario(
        name=name,
        status=result.status,
        proof=result.proof,
        value=None if plan is None else plan.value,
        bound=result.bound if is_own else None,
        fit_total=None if plan is None else plan.fit_total,
        missing_units=None if plan is None else plan.shortage.units,
        profile=None if plan is None else profile_demands(problem, plan),
        loads=None if plan is None else spread_loads(problem, plan),
        shared_pairs=shared,
        added_pairs=None if plan is None or shared is None else len(plan) - shared,
        removed_pairs=None if first is None or shared is None else len(first) - shared,
        objective=result.objective.name,
    )


def _common(problem: Problem, one: Assignment, other: Assignment) -> NDArray[np.int64]:
    width = max(1, len(problem.supply))
    keys = [plan.demand.astype(np.int64) * width + plan.supply for plan in (one, other)]
    shared: NDArray[np.int64] = np.intersect1d(keys[0], keys[1])
    return shared
