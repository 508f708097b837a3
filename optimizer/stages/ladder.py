"""Aims one after the other: each among the plans that are best for all before it, each with its own proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimizer.errors import ProblemError
from optimizer.objectives.comparability import Comparability
from optimizer.objectives.compose import Objective, aims_of, outweigh, recipe_of
from optimizer.objectives.fairness import Leximin, WorstServed
from optimizer.result import Proof, Stage, Status
from optimizer.stages.face import Face
from optimizer.stages.floor import FloorRung
from optimizer.stages.leximin import LeximinRung
from optimizer.stages.linking import LinkingRung
from optimizer.stages.rung import LinearRung

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimizer.objectives.term import Aim
    from optimizer.problem import Problem
    from optimizer.solution import Assignment
    from optimizer.stages.rung import Means, Rung

TRUST = (Proof.VERIFIED, Proof.CLAIMED, Proof.NONE)


@dataclass(frozen=True, eq=False)
class Climb:
    """All stages, the plan of the last that has one, and how the whole ended."""

    stages: tuple[Stage, ...]
    plan: Assignment | None
    status: Status
    proof: Proof


def rungs_of(problem: Problem, objective: Objective) -> list[Rung]:
    """Make the rungs of an objective.

    Raises
    ------
    ProblemError
        ``objective_cannot_be_held`` when an aim that nothing can keep is not the last one.
    """
    aims = aims_of(objective)
    for aim in aims:
        aim.require_valid(problem)
    wrong = [aim.name for aim in aims[:-1] if isinstance(aim, Comparability)]
    if wrong:
        raise ProblemError("objective_cannot_be_held", objective=wrong[0])
    rungs = [_rung(problem, aim) for aim in aims]
    if any(_must_merge(problem, rungs, place) for place in range(len(rungs) - 1)):
        return [merge(problem, aims)]
    return rungs


def merge(problem: Problem, aims: Sequence[Aim]) -> LinearRung:
    """Let one flow settle several aims, each outweighing all after it."""
    recipe = outweigh(problem, aims)
    try:
        if recipe is not None:
            Face.whole(problem).ask(recipe)
            return LinearRung(tuple(aims), recipe)
    except ProblemError as error:
        if error.code != "fit_too_large":
            raise
    raise ProblemError("objective_cannot_be_held", objective=aims[0].name)


def climb(problem: Problem, rungs: Sequence[Rung], means: Means) -> Climb:
    """Answer one aim after the other, as far as each is proven."""
    face = Face.whole(problem)
    stages: list[Stage] = []
    plan: Assignment | None = None
    for place, rung in enumerate(rungs):
        stage, found = rung.climb(face, means)
        stages.append(stage)
        plan = plan if found is None else found
        following = rung.keep(face, stage) if place + 1 < len(rungs) else None
        if following is None:
            break
        face = following
    return Climb(tuple(stages), plan, _end(stages, len(rungs)), _weakest([stage.proof for stage in stages]))


def recheck(
    problem: Problem, rungs: Sequence[Rung], stages: Sequence[Stage], plan: Assignment | None
) -> tuple[list[str], Proof]:
    """Re-check all stages from their certificates: what is wrong, and who vouches for the whole."""
    face = Face.whole(problem)
    proofs: list[Proof] = []
    for place, rung in enumerate(rungs):
        if place >= len(stages) or stages[place].name != rung.name:
            return ["wrong_stages"], Proof.NONE
        faults, proof = rung.recheck(face, stages[place], plan)
        if faults:
            return faults, Proof.NONE
        proofs.append(proof)
        following = rung.keep(face, stages[place]) if place + 1 < len(rungs) else None
        if following is None:
            break
        face = following
    return [] if len(proofs) == len(stages) else ["wrong_stages"], _weakest(proofs)


def _end(stages: Sequence[Stage], wanted: int) -> Status:
    """PROVEN when every stage is; else the first word that says why not."""
    if len(stages) == wanted and all(stage.status is Status.PROVEN for stage in stages):
        return Status.PROVEN
    words = [stage.status for stage in stages if stage.status is not Status.PROVEN]
    harder = [word for word in words if word is not Status.STOPPED]
    return harder[-1] if harder else Status.STOPPED


def end_of(stages: Sequence[Stage], wanted: int) -> Status:
    """Say how a climb of so many rungs ended."""
    return _end(stages, wanted) if stages else Status.FAILED


def _weakest(proofs: Sequence[Proof]) -> Proof:
    return max(proofs, key=TRUST.index, default=Proof.NONE)


def _rung(problem: Problem, aim: Aim) -> Rung:
    if isinstance(aim, WorstServed):
        return FloorRung(aim)
    if isinstance(aim, Leximin):
        return LeximinRung(aim)
    if isinstance(aim, Comparability):
        return LinkingRung(aim)
    recipe = recipe_of(problem, aim)
    if recipe is None:
        raise ProblemError("unknown_objective", objective=aim.name)
    return LinearRung((aim,), recipe)


def _must_merge(problem: Problem, rungs: Sequence[Rung], place: int) -> bool:
    """Whether neither a certificate nor a row could keep this stage for the next one."""
    rung = rungs[place]
    if not isinstance(rung, LinearRung):
        return False
    has_rules = bool(problem.rules) or any(not isinstance(each, LinearRung) for each in rungs[:place])
    prices = [each.recipe.missing_price for each in rungs[place:] if isinstance(each, LinearRung)]
    if problem.is_elastic and not any(
        isinstance(each, LinearRung) and each.recipe.missing_price for each in rungs[:place]
    ):
        return has_rules or (not prices[0] and any(prices))
    return has_rules and rung.recipe.cost is not None
