"""One aim on the way: how it is asked, answered, re-checked and kept."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimizer.check import verify_answer
from optimizer.result import Proof, Stage, Status

if TYPE_CHECKING:
    from optimizer.objectives.compose import Recipe
    from optimizer.objectives.term import Aim
    from optimizer.problem import Problem
    from optimizer.result import Result
    from optimizer.solution import Assignment
    from optimizer.stages.face import Face

Ask = Callable[["Problem"], "Result"]
Beat = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Means:
    """What a stage may use: the best plan of a question, any plan of one, a sign of life, and a seed."""

    ask: Ask
    find: Ask
    beat: Beat
    seed: int = 0


class Rung(ABC):
    """An aim, or several that one flow settles."""

    @property
    @abstractmethod
    def name(self) -> str:
        """What its stage is called."""

    @abstractmethod
    def climb(self, face: Face, means: Means) -> tuple[Stage, Assignment | None]:
        """Make the aim best among these plans; the plan is valued by the problem itself."""

    @abstractmethod
    def recheck(self, face: Face, stage: Stage, plan: Assignment | None) -> tuple[list[str], Proof]:
        """Name what is wrong with a stage, and say who vouches for it; ``plan`` is what the whole solve has found."""

    @abstractmethod
    def keep(self, face: Face, stage: Stage) -> Face | None:
        """Keep the plans that are as good, for the next aim; None where it must not be asked."""


@dataclass(frozen=True, eq=False)
class LinearRung(Rung):
    """A linear aim, or several of which each outweighs all after it."""

    aims: tuple[Aim, ...]
    recipe: Recipe

    @property
    def name(self) -> str:
        """Name the aims."""
        return ">".join(aim.name for aim in self.aims)

    def climb(self, face: Face, means: Means) -> tuple[Stage, Assignment | None]:
        """Solve."""
        result = means.ask(face.ask(self.recipe))
        plan = revalue(face.own, result.assignment)
        value, bound = self._measure(face, result, result.bound)
        return Stage(self.name, result.status, value, bound, result.proof, result), plan

    def recheck(self, face: Face, stage: Stage, plan: Assignment | None) -> tuple[list[str], Proof]:
        """Verify the answer to the question asked again, and require the plan to be as good."""
        result = stage.result
        if result is None:
            return ["wrong_stages"], Proof.NONE
        verification = verify_answer(face.ask(self.recipe), result)
        faults = [*verification.faults, *(["wrong_plan"] if verification.violations else [])]
        if faults:
            return faults, Proof.NONE
        if (stage.value, stage.bound) != self._measure(face, result, verification.bound):
            faults.append("wrong_value")
        if (stage.status, stage.proof) != (result.status, verification.proof):
            faults.append("wrong_stages")
        if stage.value is not None and (plan is None or self.recipe.measure(face.own, plan) < stage.value):
            faults.append("wrong_value")
        return faults, verification.proof

    def keep(self, face: Face, stage: Stage) -> Face | None:
        """Narrow to what the certificate proves best; where rules leave a gap, hold the value by one more row."""
        result = stage.result
        if stage.status is not Status.PROVEN or result is None or result.assignment is None:
            return None
        if result.gap == 0 and result.certificate is not None and not face.among.rules:
            return face.narrow(self.recipe, result.certificate)
        return face.hold(self.name, self.recipe, result.assignment.fit_total)

    def _measure(self, face: Face, result: Result, bound: int | None) -> tuple[int | None, int | None]:
        """Value and bound by the aim itself, which may count what is the same for all plans that are left."""
        plan = revalue(face.own, result.assignment)
        if plan is None or result.value is None:
            return None, None
        value = self.recipe.measure(face.own, plan)
        return value, None if bound is None else bound + value - result.value


def revalue(problem: Problem, plan: Assignment | None) -> Assignment | None:
    """Value a plan by another problem of the same nodes."""
    return None if plan is None else type(plan).of(problem, plan.supply, plan.demand)
