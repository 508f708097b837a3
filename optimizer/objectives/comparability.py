"""Judges that can be compared because they share entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from optimizer.errors import ProblemError
from optimizer.objectives.term import Aim

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.problem import Problem
    from optimizer.solution import Assignment


@dataclass(frozen=True)
class Links:
    """How supplies hang together: pairs of them that share a demand, and groups that no shared demand connects."""

    pair_count: int
    component_count: int


@dataclass(frozen=True, eq=False)
class Comparability(Aim):
    """Pairs of supplies that share a demand, as many as can be found while total fit keeps a share of its best.

    Whoever judges an entry together can be compared, so that a strict judge is told from a hard lot.

    Attributes
    ----------
    share
        What part of the best total fit must remain, at most 1.
    """

    share: float = 0.99

    code: ClassVar[str] = "comparability"

    def measure(self, problem: Problem, plan: Assignment) -> int:
        """Count pairs of supplies that share a demand."""
        return measure_links(problem, plan).pair_count

    def require_valid(self, problem: Problem) -> None:
        """Require a share."""
        del problem
        if not 0 <= self.share <= 1:
            raise ProblemError("bad_share", objective=self.name, value=str(self.share))

    def head(self) -> dict[str, Any]:
        """Return code and share."""
        return {**super().head(), "share": self.share}


def measure_links(problem: Problem, plan: Assignment) -> Links:
    """Count linked pairs, and connected groups among the supplies that give anything."""
    left, right = link_pairs(plan)
    group = np.arange(len(problem.supply))
    # Every round each node takes the least label it sees, and the label of that label, until nothing changes.
    while True:
        least = group.copy()
        np.minimum.at(least, left, group[right])
        np.minimum.at(least, right, group[left])
        least = least[least]
        if (least == group).all():
            break
        group = least
    return Links(len(left), len(np.unique(group[plan.supply])))


def link_pairs(plan: Assignment) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """List every two supplies that share a demand, once, the smaller index first."""
    count = int(plan.supply.max(initial=0)) + 1
    start = np.searchsorted(plan.demand, plan.demand, side="left")
    place = np.arange(len(plan)) - start
    found = [np.zeros(0, np.int64)]
    for step in range(1, int(place.max(initial=0)) + 1):
        later = np.flatnonzero(place >= step)
        one, other = plan.supply[later - step].astype(np.int64), plan.supply[later].astype(np.int64)
        found.append(np.minimum(one, other) * count + np.maximum(one, other))
    left, right = np.divmod(np.unique(np.concatenate(found)), count)
    return left, right


def bound_links(problem: Problem) -> int:
    """Bound the linked pairs of any plan: by what the demands take, and by what each supply can meet."""
    most = np.minimum(problem.demand.hi, len(problem.supply))
    by_demand = int((most * (most - 1) // 2).sum())
    able = int((problem.supply.hi > 0).sum())
    met = np.minimum(problem.supply.hi * max(0, int(most.max(initial=0)) - 1), max(0, able - 1))
    return min(by_demand, int(met[problem.supply.hi > 0].sum()) // 2)
