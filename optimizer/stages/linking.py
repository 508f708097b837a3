"""Comparability by local search: swaps that link more supplies, while total fit keeps its share of the best."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.check import check, verify_answer
from optimizer.objectives.comparability import Comparability, bound_links
from optimizer.objectives.terms import TotalFit
from optimizer.pulse import Interrupted
from optimizer.result import Proof, Stage, Status
from optimizer.solution import Assignment
from optimizer.stages.rung import Rung, revalue

if TYPE_CHECKING:
    from optimizer.problem import Problem
    from optimizer.stages.face import Face
    from optimizer.stages.rung import Means

TRIES_PER_PAIR: Final = 60
TRIES_PER_BEAT: Final = 256


@dataclass(frozen=True, eq=False)
class LinkingRung(Rung):
    """Finds the best total fit first, then swaps; its bound is what demands and capacities allow at most.

    Counting linked pairs is quadratic, so the search proves nothing: its word is STOPPED unless it meets that bound.
    """

    aim: Comparability

    @property
    def name(self) -> str:
        """Name the aim."""
        return self.aim.name

    def climb(self, face: Face, means: Means) -> tuple[Stage, Assignment | None]:
        """Start from the plan of best total fit and swap as long as that links more."""
        answer = means.ask(face.among)
        if answer.assignment is None or answer.status is not Status.PROVEN:
            plan = revalue(face.own, answer.assignment)
            return Stage(self.name, answer.status, None, None, answer.proof, answer), plan
        plan = revalue(face.own, _search(face.among, answer.assignment, self.aim, means))
        if plan is None:
            raise AssertionError("the search begins with a plan")
        value, bound = self.aim.measure(face.own, plan), bound_links(face.own)
        status = Status.PROVEN if value == bound else Status.STOPPED
        return Stage(self.name, status, value, bound, answer.proof, answer), plan

    def recheck(self, face: Face, stage: Stage, plan: Assignment | None) -> tuple[list[str], Proof]:
        """Verify the best total fit, and that the plan keeps its share of it and links what it claims to."""
        if stage.result is None:
            return ["wrong_stages"], Proof.NONE
        verification = verify_answer(face.among, stage.result)
        faults = list(verification.faults)
        faults += [] if stage.proof is verification.proof else ["wrong_stages"]
        if stage.value is None:
            faults += [] if stage.status is stage.result.status else ["wrong_stages"]
            return faults, verification.proof
        best = verification.value
        if plan is None or best is None or _worth(face.among, plan) < least_worth(best, self.aim):
            return [*faults, "wrong_plan"], Proof.NONE
        if self.aim.measure(face.own, plan) != stage.value:
            faults.append("wrong_value")
        if stage.bound != bound_links(face.own) or (stage.status is Status.PROVEN) != (stage.value == stage.bound):
            faults.append("wrong_bound")
        return faults, verification.proof

    def keep(self, face: Face, stage: Stage) -> Face | None:
        """Keep nothing: it must be the last aim."""
        del face, stage
        return None


def least_worth(best: int, aim: Comparability) -> int:
    """Return the least total fit that keeps its share of the best; a best below 0 may fall as much."""
    return best - math.floor((1 - Fraction(str(aim.share))) * abs(best))


@dataclass
class _Search:
    """A plan in the making: who serves whom, and how many demands each two supplies share."""

    problem: Problem
    supply: list[int]
    demand: list[int]
    served: list[set[int]]
    shared: Counter[tuple[int, int]] = field(default_factory=Counter)

    def link(self, supply: int, demand: int, step: int) -> int:
        """Count a supply into a demand (out of it) and return how many pairs become linked (or no longer are)."""
        changed = 0
        for other in self.served[demand]:
            if other != supply:
                pair = (supply, other) if supply < other else (other, supply)
                before = self.shared[pair]
                self.shared[pair] = before + step
                changed += (before == 0) - (before + step == 0)
        (self.served[demand].add if step > 0 else self.served[demand].discard)(supply)
        return changed

    def swap(self, one: int, other: int) -> int:
        """Let two chosen pairs exchange their supplies; returns the change in linked pairs."""
        gain = self.link(self.supply[one], self.demand[one], -1) + self.link(self.supply[other], self.demand[other], -1)
        self.supply[one], self.supply[other] = self.supply[other], self.supply[one]
        gain += self.link(self.supply[one], self.demand[one], 1)
        return gain + self.link(self.supply[other], self.demand[other], 1)


def _search(problem: Problem, plan: Assignment, aim: Comparability, means: Means) -> Assignment:
    """Try swaps drawn at random; keep those that link more supplies, or as many at a higher fit."""
    draw = np.random.default_rng(means.seed)
    state = _Search(problem, plan.supply.tolist(), plan.demand.tolist(), [set() for _ in range(len(problem.demand))])
    for supply, demand in plan.pairs():
        state.served[demand].add(supply)
    for served in state.served:
        state.shared.update(combinations(sorted(served), 2))
    spare = _worth(problem, plan) - least_worth(plan.value, aim)
    free = np.flatnonzero(~problem.store.find(plan.supply, plan.demand).locked)
    if len(free) < 2:  # noqa: PLR2004 - a swap takes two
        return plan
    for _ in range(0, TRIES_PER_PAIR * len(free), TRIES_PER_BEAT):
        try:
            means.beat()
        except Interrupted:
            break
        spare = _try_swaps(state, free[draw.integers(0, len(free), (TRIES_PER_BEAT, 2))], spare)
    return Assignment.of(problem, state.supply, state.demand)


def _try_swaps(state: _Search, drawn: np.ndarray, spare: int) -> int:
    """Try these swaps one after the other; returns the fit that may still be lost."""
    for one, other in drawn.tolist():
        taken, given = state.supply[one], state.supply[other]
        if taken in state.served[state.demand[other]] or given in state.served[state.demand[one]]:
            continue
        loss = _loss(state, one, other)
        if loss is None or loss > spare:
            continue
        gain = state.swap(one, other)
        if gain < 0 or (gain == 0 and loss >= 0) or _breaks_rules(state):
            state.swap(one, other)
        else:
            spare -= loss
    return spare


def _loss(state: _Search, one: int, other: int) -> int | None:
    """Fit that a swap loses; None when one of the new pairs is not allowed."""
    supply = np.array([state.supply[one], state.supply[other], state.supply[other], state.supply[one]], np.int32)
    demand = np.array([state.demand[one], state.demand[other], state.demand[one], state.demand[other]], np.int32)
    found = state.problem.store.find(supply, demand)
    if not found.listed.all() or found.forbidden.any():
        return None
    before, after = found.fit[:2].sum(), found.fit[2:].sum()
    return int(before - after)


def _breaks_rules(state: _Search) -> bool:
    """Whether a rule of the problem is broken now; loads and counts a swap leaves as they are."""
    if not state.problem.rules:
        return False
    return bool(check(state.problem, Assignment.of(state.problem, state.supply, state.demand), limit=1))


def _worth(problem: Problem, plan: Assignment) -> int:
    """Total fit, costs and shortage counted, among the plans that are left."""
    return TotalFit().measure(problem, plan)
