"""What holds a plan back, ranked by what one unit more (of a minimum, less) brings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from optimizer import Budget, FitFloor, Problem, ProblemError, Result, bottlenecks
from optimizer.relief import describe, list_suspects

MEASURED_COUNT: Final = 50


@dataclass(frozen=True, slots=True)
class RankedLimit:
    """A limit by the problem's indices; `worth` is None where only the most it can be is known."""

    code: str
    params: Mapping[str, int | str | float]
    worth: float | None
    worth_at_most: float


def rank_limits(problem: Problem, result: Result) -> list[RankedLimit]:
    """Exact for a proven plan without rules; else, as each worth would take another solve, only what it is at most."""
    if not problem.rules and not result.stages:
        try:
            found = bottlenecks(problem, result, limit=MEASURED_COUNT)
        except ProblemError:  # a plan that is not proven has no exact worth of a unit
            found = []
        if found:
            return [_ranked(problem, each.code, each.params, each.worth, each.worth_at_most) for each in found]
    suspects = list_suspects(problem, result)[:MEASURED_COUNT]
    return [_ranked(problem, each.code, describe(problem, each), None, each.worth_at_most) for each in suspects]


def _ranked(
    problem: Problem, code: str, params: Mapping[str, int | str], worth: int | None, at_most: int
) -> RankedLimit:
    told: dict[str, int | str | float] = dict(params)
    if "rule" in params:
        told["limit"] = float(params["limit"]) / rule_scale(problem, str(params["rule"]))
    return RankedLimit(code, told, None if worth is None else worth / problem.scale, at_most / problem.scale)


def rule_scale(problem: Problem, name: str) -> int:
    """How many units of a rule make one as people state it."""
    rule = next((rule for rule in problem.rules if rule.name == name), None)
    return rule.scale if isinstance(rule, Budget) else problem.scale if isinstance(rule, FitFloor) else 1
