"""The worst served first: as many demands as can be proven get exactly what they could have if they were alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from optimizer.check import verify_answer
from optimizer.objectives.fairness import Leximin, own_best
from optimizer.pulse import Interrupted
from optimizer.result import Proof, Stage, Status
from optimizer.rules import NO_LIMIT, FitFloor
from optimizer.solution import Assignment
from optimizer.stages.implied import imply
from optimizer.stages.rung import Rung, revalue

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.stages.face import Face
    from optimizer.stages.rung import Means

    Units = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class LeximinRung(Rung):
    """Gives the demands of least ``b`` their own best, all others at least as much, for as many as it can."""

    aim: Leximin

    @property
    def name(self) -> str:
        """Name the aim."""
        return self.aim.name

    def climb(self, face: Face, means: Means) -> tuple[Stage, Assignment | None]:
        """Search how many demands, from the worst, can have what no plan exceeds."""
        answer = means.ask(face.among)
        plan = revalue(face.own, answer.assignment)
        if plan is None:
            result = answer if answer.status is Status.INFEASIBLE else None
            return Stage(self.name, answer.status, None, None, answer.proof if result else Proof.NONE, result), None
        plan, ended = _search(face, means, plan)
        value, bound = self.aim.measure(face.among, plan), int((face.among.demand.hi > 0).sum())
        status = Status.PROVEN if value == bound else ended
        return Stage(self.name, status, value, bound, Proof.VERIFIED, None), plan

    def recheck(self, face: Face, stage: Stage, plan: Assignment | None) -> tuple[list[str], Proof]:
        """Compare the sorted profile of the plan with what no plan exceeds."""
        if stage.value is None:
            if stage.result is None:
                is_honest = stage.status in {Status.STOPPED, Status.CANCELED, Status.FAILED}
                return ([] if is_honest else ["wrong_stages"]), Proof.NONE
            verification = verify_answer(face.among, stage.result)
            return list(verification.faults), verification.proof
        bound = int((face.among.demand.hi > 0).sum())
        if plan is None or self.aim.measure(face.among, plan) < stage.value:
            return ["wrong_value"], Proof.NONE
        if stage.bound != bound or (stage.status is Status.PROVEN) != (stage.value == bound):
            return ["wrong_bound"], Proof.NONE
        return ([] if stage.proof is Proof.VERIFIED else ["wrong_stages"]), Proof.VERIFIED

    def keep(self, face: Face, stage: Stage) -> Face | None:
        """Keep the plans that are leximin in the proven places, whether or not these are all."""
        if stage.value is None or stage.status not in {Status.PROVEN, Status.STOPPED}:
            return None
        return serve_worst(face, own_best(face.among).total, stage.value)


def serve_worst(face: Face, best: Units, count: int) -> Face | None:
    """Give so many demands, those of least own best, exactly that, and all others no less than the last of them.

    That is a floor under every demand. What follows from it is fixed at once; None when that contradicts itself.
    """
    if not count:
        return face
    takes = np.flatnonzero(face.among.demand.hi > 0)
    last = np.partition(best[takes], count - 1)[count - 1]
    floor = np.full(len(face.among.demand), -NO_LIMIT)
    floor[takes] = np.minimum(best[takes], last)
    among = imply(face.among, floor)
    if among is None:
        return None
    rule = FitFloor.of(f"floor {len(among.rules)}", floor)
    return replace(face, among=replace(among, rules=(*among.rules, rule)))


def _search(face: Face, means: Means, plan: Assignment) -> tuple[Assignment, Status]:
    """Bisect between what the plan has and what contradicts itself; keep the plan proven furthest.

    A count for which no plan is found soon counts as too many: that proves nothing, but nothing is claimed of it.
    """
    aim, best = Leximin(), own_best(face.among).total
    proven, failing = aim.measure(face.among, plan), int((face.among.demand.hi > 0).sum()) + 1
    while failing - proven > 1:
        try:
            means.beat()
        except Interrupted as interrupted:
            return plan, interrupted.status
        count = (proven + failing) // 2
        narrowed = serve_worst(face, best, count)
        found = None if narrowed is None else means.find(narrowed.among).assignment
        if found is None:
            failing = count
        else:
            plan = Assignment.of(face.own, found.supply, found.demand)
            proven = aim.measure(face.among, plan)
    return plan, Status.STOPPED
