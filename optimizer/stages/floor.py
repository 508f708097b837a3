"""The highest floor: how well the demand served worst can be served."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from optimizer.check import verify_answer
from optimizer.objectives.fairness import WorstServed, own_best
from optimizer.result import Proof, Stage, Status
from optimizer.rules import NO_LIMIT, FitFloor
from optimizer.stages.rung import Rung, revalue

if TYPE_CHECKING:
    from optimizer.problem import Problem
    from optimizer.result import Result
    from optimizer.solution import Assignment
    from optimizer.stages.face import Face
    from optimizer.stages.rung import Means


@dataclass(frozen=True, eq=False)
class FloorRung(Rung):
    """Asks for a plan at the least that any demand could have alone; only where there is none it bisects.

    The bound is either that, which anybody can recompute, or one below the least floor that no plan keeps, which the
    stage's result refutes.
    """

    aim: WorstServed

    @property
    def name(self) -> str:
        """Name the aim."""
        return self.aim.name

    def climb(self, face: Face, means: Means) -> tuple[Stage, Assignment | None]:
        """Find the highest floor that a plan keeps."""
        highest = bound_floor(face.among)
        plan, refuted, status = _search(face, means, highest)
        if plan is None:
            return Stage(self.name, status, None, None, Proof.NONE if refuted is None else refuted.proof, refuted), None
        value = self.aim.measure(face.own, plan)
        if status is Status.PROVEN:
            proof = Proof.VERIFIED if refuted is None else refuted.proof
            return Stage(self.name, status, value, value, proof, refuted), plan
        return Stage(self.name, status, value, highest, Proof.VERIFIED, None), plan

    def recheck(self, face: Face, stage: Stage, plan: Assignment | None) -> tuple[list[str], Proof]:
        """Measure the plan, and compare with what each demand could have alone, or verify the refutation."""
        if stage.value is None:
            return self._recheck_failure(face, stage)
        if plan is None or self.aim.measure(face.own, plan) < stage.value:
            return ["wrong_value"], Proof.NONE
        highest = bound_floor(face.among)
        if stage.result is None:
            proof, bound = Proof.VERIFIED, highest
        else:
            question = keep_floor(face, stage.value + 1).among
            verification = verify_answer(question, stage.result)
            if not verification.is_valid or stage.result.status is not Status.INFEASIBLE:
                return ["wrong_bound", *verification.faults], Proof.NONE
            proof, bound = verification.proof, stage.value
        if stage.bound != bound or (stage.status is Status.PROVEN) != (stage.value == bound):
            return ["wrong_bound"], Proof.NONE
        return ([] if stage.proof is proof else ["wrong_stages"]), proof

    def keep(self, face: Face, stage: Stage) -> Face | None:
        """Keep the plans with that floor."""
        return None if stage.value is None or stage.status is not Status.PROVEN else keep_floor(face, stage.value)

    def _recheck_failure(self, face: Face, stage: Stage) -> tuple[list[str], Proof]:
        if stage.result is None:
            is_honest = stage.status in {Status.STOPPED, Status.CANCELED, Status.FAILED}
            return ([] if is_honest else ["wrong_stages"]), Proof.NONE
        verification = verify_answer(face.among, stage.result)
        faults = list(verification.faults)
        faults += [] if (stage.status, stage.proof) == (stage.result.status, verification.proof) else ["wrong_stages"]
        return faults, verification.proof


def bound_floor(problem: Problem) -> int:
    """What the demand that could have least, if it were alone, could have."""
    takes = problem.demand.hi > 0
    return int(own_best(problem).total[takes].min()) if takes.any() else 0


def keep_floor(face: Face, floor: int) -> Face:
    """Keep the plans in which every demand that takes anything has so much."""
    lo = np.where(face.own.demand.hi > 0, floor, -NO_LIMIT)
    return face.limit(FitFloor.of(f"floor {len(face.among.rules)}", lo))


def _search(face: Face, means: Means, highest: int) -> tuple[Assignment | None, Result | None, Status]:
    """Return the best plan, the refutation of the next higher floor if it took one, and how it ended."""
    answer = means.ask(keep_floor(face, highest).among)
    if answer.assignment is not None:
        return revalue(face.own, answer.assignment), None, Status.PROVEN
    if answer.status is not Status.INFEASIBLE:
        return None, None, answer.status
    refuted, infeasible = answer, highest
    answer = means.ask(face.among)
    plan = revalue(face.own, answer.assignment)
    if plan is None:
        return None, answer if answer.status is Status.INFEASIBLE else None, answer.status
    aim = WorstServed()
    while infeasible - aim.measure(face.own, plan) > 1:
        floor = (infeasible + aim.measure(face.own, plan)) // 2
        answer = means.ask(keep_floor(face, floor).among)
        found = revalue(face.own, answer.assignment)
        if found is not None:
            plan = found
        elif answer.status is Status.INFEASIBLE:
            refuted, infeasible = answer, floor
        else:
            return plan, None, answer.status
    return plan, refuted, Status.PROVEN
