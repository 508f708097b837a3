"""The flow on a ready-made list of pairs: one flow, then its multipliers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.engines.candidates import Candidates, Choice, collect_candidates, join_locks
from optimizer.engines.mincost import choose_pairs
from optimizer.engines.multipliers import find_multipliers
from optimizer.engines.network import build_network
from optimizer.progress import Phase
from optimizer.result import Certificate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.problem import Problem
    from optimizer.pulse import Pulse

NAME: Final = "flow"


def run(problem: Problem, pulse: Pulse) -> Choice:
    """Choose the pairs of greatest total fit."""
    pulse.beat(Phase.PREPARE)
    candidates = collect_candidates(problem)
    if not candidates.bounds.are_consistent():
        return refute_locks(candidates)
    chosen = choose_pairs(build_network(candidates), pulse, Phase.SOLVE)
    if chosen is None:
        return refute(candidates, pulse)
    return Choice(*join_locks(problem, candidates, chosen), find_certificate(candidates, chosen, pulse))


def find_certificate(candidates: Candidates, units: NDArray[np.bool_ | np.int64], pulse: Pulse) -> Certificate:
    """Recover the multipliers and keep the pulse."""
    return find_multipliers(candidates, units, lambda: pulse.beat(Phase.CERTIFY))


def refute_locks(candidates: Candidates) -> Choice:
    """Prove that there is no plan because locks exceed limits: those nodes alone carry a multiplier."""
    bounds = candidates.bounds
    supply, demand = (bounds.supply_hi < 0).astype(np.int64), (bounds.demand_hi < 0).astype(np.int64)
    # One side is enough, and both at once would let a pair between two such nodes count twice.
    return Choice(None, None, Certificate(supply, demand * (0 if supply.any() else 1)))


def refute(candidates: Candidates, pulse: Pulse) -> Choice:
    """Prove that there is no plan: the least shortage, at fit 0 and price 1, has multipliers, and it is not 0."""
    chosen = choose_least_short(candidates, pulse)
    return Choice(None, None, find_certificate(without_fit(candidates), chosen, pulse))


def choose_least_short(candidates: Candidates, pulse: Pulse) -> NDArray[np.bool_]:
    """Choose pairs that leave the fewest units lacking."""
    chosen = choose_pairs(build_network(without_fit(candidates)), pulse, Phase.CERTIFY)
    if chosen is None:
        raise AssertionError("a flow with shortage arcs is feasible")
    return chosen


def without_fit(candidates: Candidates) -> Candidates:
    """Let every pair and every load count 0 and every missing unit 1."""
    bounds = replace(candidates.bounds, loads=None)
    return replace(candidates, fit=np.zeros_like(candidates.fit), bounds=bounds, shortage_price=1)
