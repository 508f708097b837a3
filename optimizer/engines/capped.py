"""Probabilities of greatest expected fit under a cap, in whole numbers.

With the cap a/b every unit is cut into b parts and a pair gives at most a of them. What was a linear program is then a
minimum-cost flow whose optimum is whole, so that probabilities are exact multiples of 1/b and have integer multipliers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.engines import pricing
from optimizer.engines.candidates import Bounds, collect_candidates, reduce_bounds
from optimizer.engines.flow import find_certificate, refute_locks, without_fit
from optimizer.engines.units import choose_units
from optimizer.progress import Phase

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import NDArray

    from optimizer.engines.candidates import Candidates
    from optimizer.problem import Problem
    from optimizer.pulse import Pulse
    from optimizer.result import Certificate
    from optimizer.store import Grid

    Parts = NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Spread:
    """The pairs of positive probability, locks included, sorted by demand, then supply, and their parts of a unit.

    Where there is no lottery, ``parts`` is None and the multipliers prove that.
    """

    supply: NDArray[np.int32]
    demand: NDArray[np.int32]
    parts: Parts | None
    certificate: Certificate


def flow(problem: Problem, cap: Fraction, pulse: Pulse) -> Spread:
    """Spread the units by one flow on all pairs."""
    pulse.beat(Phase.PREPARE)
    candidates = collect_candidates(problem)
    if not candidates.bounds.are_consistent():
        return _no_spread(refute_locks(candidates).certificate)
    bounds = _cut_units(candidates.bounds, cap)
    candidates = replace(candidates, bounds=bounds, pair_capacity=cap.numerator)
    parts = choose_units(candidates, pulse, Phase.SOLVE)
    if parts is None:
        return _refute(candidates, pulse)
    return _join_locks(problem, cap, candidates, parts, find_certificate(candidates, parts, pulse))


def price(problem: Problem, store: Grid, cap: Fraction, pulse: Pulse) -> Spread:
    """Spread the units by pricing; ``store`` holds the pairs of ``problem`` as a grid."""
    pulse.beat(Phase.PREPARE)
    bounds = reduce_bounds(problem)
    if not bounds.are_consistent():
        return flow(problem, cap, pulse)
    shortage_price = pricing.price_shortage(problem)
    field = pricing.Field(store, pricing.MEASURED, _cut_units(bounds, cap), shortage_price, cap.numerator)
    settled = pricing.settle(field, pricing.pick_first(field, pulse), pulse)
    if settled is None:
        return flow(problem, cap, pulse)
    if problem.is_elastic or not _is_short(settled):
        return _join_locks(problem, cap, settled.candidates, settled.units, settled.certificate)
    refuted = pricing.settle(pricing.without_fit(field), settled.cells, pulse)
    if refuted is None or not _is_short(refuted):
        return flow(problem, cap, pulse)  # a unit lacked only because no price was high enough
    return _no_spread(refuted.certificate)


def _cut_units(bounds: Bounds, cap: Fraction) -> Bounds:
    parts = cap.denominator
    return Bounds(
        bounds.supply_lo * parts, bounds.supply_hi * parts, bounds.demand_lo * parts, bounds.demand_hi * parts
    )


def _is_short(settled: pricing.Settled) -> bool:
    """Whether any minimum is missed."""
    candidates, units = settled.candidates, settled.units
    lows = (candidates.bounds.supply_lo, candidates.bounds.demand_lo)
    sides = (candidates.supply, candidates.demand)
    return any((np.bincount(side, units, minlength=len(lo)) < lo).any() for side, lo in zip(sides, lows, strict=True))


def _refute(candidates: Candidates, pulse: Pulse) -> Spread:
    blank = without_fit(candidates)
    parts = choose_units(blank, pulse, Phase.CERTIFY)
    if parts is None:
        raise AssertionError("a flow with shortage arcs is feasible")
    return _no_spread(find_certificate(blank, parts, pulse))


def _no_spread(certificate: Certificate) -> Spread:
    none = np.zeros(0, np.int32)
    return Spread(none, none, None, certificate)


def _join_locks(
    problem: Problem, cap: Fraction, candidates: Candidates, parts: NDArray[Any], certificate: Certificate
) -> Spread:
    lock_supply, lock_demand = problem.store.locks()
    at = np.flatnonzero(parts)
    supply = np.concatenate((candidates.supply[at], lock_supply))
    demand = np.concatenate((candidates.demand[at], lock_demand))
    joined = np.concatenate((parts[at].astype(np.int64), np.full(len(lock_supply), cap.denominator)))
    order = np.lexsort((supply, demand))
    return Spread(supply[order], demand[order], joined[order], certificate)
