"""Rules whose sets are nested or disjoint are still one flow: on a list at once, on a dense matrix by pricing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.engines import flow, pricing
from optimizer.engines.candidates import Choice, collect_candidates, join_locks, reduce_bounds
from optimizer.engines.laminar_flow import Forest, find_certificate
from optimizer.engines.laminar_tree import Limits, is_laminar
from optimizer.progress import Phase
from optimizer.result import Certificate
from optimizer.rules.side import Multipliers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.engines.candidates import Candidates
    from optimizer.problem import Problem
    from optimizer.pulse import Pulse
    from optimizer.store import Grid

NAME: Final = "laminar"

__all__ = ["NAME", "is_laminar", "price", "run"]


def run(problem: Problem, pulse: Pulse) -> Choice:
    """Choose the pairs of greatest total fit by one flow on all pairs."""
    pulse.beat(Phase.PREPARE)
    limits = Limits.of(problem, range(len(problem.rules)))
    refuted = refute_locks(problem, limits)
    if refuted is not None:
        return refuted
    candidates = collect_candidates(problem)
    pulse.beat(Phase.PREPARE)
    forest = Forest.grow(candidates, limits)
    chosen = forest.choose(pulse, Phase.SOLVE)
    if chosen is None:
        _, certificate = Chooser(limits)(flow.without_fit(candidates), pulse)
        return Choice(None, None, certificate)
    return Choice(
        *join_locks(problem, candidates, chosen), find_certificate(forest, chosen, lambda: pulse.beat(Phase.CERTIFY))
    )


def price(problem: Problem, store: Grid, pulse: Pulse, appetite: pricing.Appetite = pricing.MEASURED) -> Choice:
    """Choose the pairs of greatest total fit by pricing; ``store`` holds the pairs of ``problem`` as a grid."""
    pulse.beat(Phase.PREPARE)
    limits = Limits.of(problem, range(len(problem.rules)))
    refuted = refute_locks(problem, limits)
    if refuted is not None:
        return refuted
    bounds, missing = reduce_bounds(problem), pricing.price_shortage(problem)
    field = pricing.Field(store, appetite, bounds, missing, choose=Chooser(limits), side=problem.side)
    choice = pricing.choose_on(problem, field, pulse)
    return run(problem, pulse) if choice is None else choice


class Chooser:
    """Chooses among candidates whose missing units have a price."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def __call__(self, candidates: Candidates, pulse: Pulse) -> tuple[NDArray[np.bool_], Certificate]:
        forest = Forest.grow(candidates, self._limits)
        chosen = forest.choose(pulse, Phase.SOLVE)
        if chosen is None:
            raise AssertionError("a flow in which every minimum may be missed is feasible")
        return chosen, find_certificate(forest, chosen, lambda: pulse.beat(Phase.CERTIFY))


def refute_locks(problem: Problem, limits: Limits) -> Choice | None:
    """Prove that there is no plan where locks exceed limits: those nodes, or one such row, carry a multiplier."""
    if not reduce_bounds(problem).are_consistent():
        return flow.refute_locks(collect_candidates(problem))
    rows = limits.find_overfull()[:1]
    if not rows.size:
        return None
    none = np.zeros(len(problem.supply), np.int64), np.zeros(len(problem.demand), np.int64)
    return Choice(None, None, Certificate(*none, Multipliers(rows, np.ones(1, np.int64))))
