"""A plan at once, for a solve that is ended before it has one: everybody asks for the best still free.

In rounds, each demand asks the supplies of its best pairs for the units it still requires, and each supply takes those
who fit it best while it has units left. No more than that: what is left over may be unable to find a supply, and then
there is no such plan. It is looked for when a solve ends too early, so that all others need not pay for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.check import check
from optimizer.engines.candidates import collect_candidates, join_locks
from optimizer.progress import Phase
from optimizer.solution import Assignment
from optimizer.store import Pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.engines.candidates import Candidates
    from optimizer.problem import Problem
    from optimizer.pulse import Pulse

    Units = NDArray[np.int64]
    Nodes = NDArray[np.int32]

MOST_ROUNDS: Final = 60


def find_early_plan(problem: Problem, pulse: Pulse) -> None:
    """Tell the pulse a plan when it has none."""
    if pulse.assignment is not None or not isinstance(problem.store, Pairs):
        return
    candidates = collect_candidates(problem)
    if not candidates.bounds.are_consistent():
        return
    plan = Assignment.of(problem, *join_locks(problem, candidates, _serve(candidates, pulse)))
    if not check(problem, plan, limit=1):
        pulse.improve(plan)


def _serve(candidates: Candidates, pulse: Pulse) -> NDArray[np.bool_]:
    """Choose pairs round by round."""
    chosen = np.zeros(len(candidates), np.bool_)
    wanted, free = candidates.bounds.demand_lo.copy(), candidates.bounds.supply_hi.copy()
    alive = np.lexsort((-candidates.fit, candidates.demand))
    for _ in range(MOST_ROUNDS):
        pulse.show(Phase.PREPARE)
        supply, demand = candidates.supply[alive], candidates.demand[alive]
        alive = alive[(wanted[demand] > 0) & (free[supply] > 0)]
        asked = alive[_is_among_first(candidates.demand[alive], wanted)]
        if not asked.size:
            break
        asked = asked[np.lexsort((-candidates.fit[asked], candidates.supply[asked]))]
        taken = asked[_is_among_first(candidates.supply[asked], free)]
        chosen[taken] = True
        wanted -= np.bincount(candidates.demand[taken], minlength=len(wanted))
        free -= np.bincount(candidates.supply[taken], minlength=len(free))
        alive = alive[~chosen[alive]]
    return chosen


def _is_among_first(nodes: Nodes, units: Units) -> NDArray[np.bool_]:
    """Whether each is among the first ``units`` of its node; nodes ascend."""
    place = np.arange(len(nodes))
    is_first = np.ones(len(nodes), np.bool_)
    is_first[1:] = nodes[1:] != nodes[:-1]
    start = np.maximum.accumulate(np.where(is_first, place, 0))
    among: NDArray[np.bool_] = place - start < units[nodes]
    return among
