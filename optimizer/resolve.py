"""Solve again around a change, where no shortest path tells its price: under side rules, and for other objectives.

A forced pair is a rule of its own, so whatever solved the problem solves it with the change, and the price is as well
proven as the two plans are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.errors import ProblemError
from optimizer.limits import Limits
from optimizer.progress import OnProgress, ShouldStop, ignore, never
from optimizer.pulse import Interrupted
from optimizer.reroute import Detour
from optimizer.result import Proof, Result, Status
from optimizer.rules import PairLimit
from optimizer.rules.rule import OUTSIDE
from optimizer.solve import solve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from optimizer.objectives import Measure
    from optimizer.problem import Problem
    from optimizer.solution import Assignment

Pair = tuple[int, int]
FORCED: Final = "forced pairs"
UNLIMITED: Final = Limits()
TRUST: Final = (Proof.NONE, Proof.CLAIMED, Proof.VERIFIED)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an explanation may solve again, and who watches; plain flows need no other solve.

    Attributes
    ----------
    limits, on_progress, should_stop
        As in :func:`solve`.
    """

    limits: Limits = UNLIMITED
    on_progress: OnProgress = ignore
    should_stop: ShouldStop = never


@dataclass(frozen=True)
class Holder:
    """A row of a rule that leaves no room for a pair, and the chosen pairs that fill it."""

    row: int
    limit: int
    pairs: tuple[Pair, ...]


def must_resolve(problem: Problem, result: Result) -> bool:
    """Whether only another solve tells what a change costs."""
    return bool(problem.rules) or bool(result.stages)


class Resolve:
    """A proven plan, solved again with pairs forced in or out."""

    def __init__(self, problem: Problem, result: Result, patience: Patience | None = None) -> None:
        if result.status is not Status.PROVEN or result.assignment is None:
            raise ProblemError("not_proven", status=str(result.status))
        if result.problem_digest != problem.digest():
            raise ProblemError("wrong_problem", expected=problem.digest(), found=result.problem_digest)
        self._problem, self._result = problem, result
        self._patience = patience or Patience()
        self.plan: Assignment = result.assignment
        self._pairs = frozenset(self.plan.pairs())

    def has(self, supply: int, demand: int) -> bool:
        """Whether the pair is in the plan."""
        return (supply, demand) in self._pairs

    def suppliers_of(self, demand: int) -> NDArray[np.int64]:
        """Supplies that serve a demand, ascending."""
        return np.sort(self.plan.supply[self.plan.demand == demand]).astype(np.int64)

    def served_by(self, supply: int) -> NDArray[np.int64]:
        """Demands that a supply serves, ascending."""
        return np.sort(self.plan.demand[self.plan.supply == supply]).astype(np.int64)

    def force(self, pair: Pair) -> Detour | None:
        """Turn a pair over, in if it was out and out if it was in; None when no plan allows that."""
        return self.change([], [pair]) if self.has(*pair) else self.change([pair], [])

    def change(self, add: Sequence[Pair], remove: Sequence[Pair]) -> Detour | None:
        """Solve with these pairs in and those out; None when no plan allows that."""
        if not add and not remove:
            return Detour(0, (), (), self.plan, self._measures(self._result), self._result.proof)
        found = self._solve(add, remove)
        if found.status is Status.INFEASIBLE:
            return None
        if found.status is Status.CANCELED:
            raise Interrupted(Status.CANCELED)
        if found.status is not Status.PROVEN or found.assignment is None:
            raise ProblemError("not_proven", status=str(found.status))
        now = frozenset(found.assignment.pairs())
        come = sorted(now - self._pairs, key=lambda pair: pair[::-1])
        gone = sorted(self._pairs - now, key=lambda pair: pair[::-1])
        loss = self.plan.value - found.assignment.value
        proof = min(self._result.proof, found.proof, key=TRUST.index)
        return Detour(loss, tuple(come), tuple(gone), found.assignment, self._measures(found), proof)

    def _solve(self, add: Sequence[Pair], remove: Sequence[Pair]) -> Result:
        pairs = [*add, *remove]
        wanted = [1] * len(add) + [0] * len(remove)
        supply, demand = zip(*pairs, strict=True)
        forced = PairLimit.of(FORCED, supply=supply, demand=demand, row=np.arange(len(pairs)), lo=wanted, hi=wanted)
        return solve(
            replace(self._problem, rules=(*self._problem.rules, forced)),
            objective=self._result.objective,
            limits=self._patience.limits,
            seed=self._result.seed,
            on_progress=self._patience.on_progress,
            should_stop=self._patience.should_stop,
        )

    def _measures(self, changed: Result) -> tuple[tuple[Measure, Measure], ...]:
        """What both plans have of every aim, where they differ."""
        both = zip(self._result.measures, changed.measures, strict=True)
        return tuple((before, after) for before, after in both if before.value != after.value)

    def holders(self, pair: Pair) -> list[Holder]:
        """Rows of rules at their limit that the pair would exceed."""
        side = self._problem.side
        supply, demand = (np.array([node], np.int32) for node in pair)
        asked = side.incidence(supply, demand)
        chosen = side.incidence(self.plan.supply, self.plan.demand)
        pairs = self.plan.pairs()
        found = []
        for row, weight in zip(asked.row.tolist(), asked.weight.tolist(), strict=True):
            inside = chosen.row == row
            most = int(side.limits(np.array([row]))[1][0])
            if row != OUTSIDE and int(chosen.weight[inside].sum()) + weight > most:
                found.append(Holder(row, most, tuple(pairs[at] for at in chosen.at[inside].tolist())))
        return found
