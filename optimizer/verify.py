"""Is a result true? Recomputed from its plan and its multipliers, stage by stage; integers and numpy, no solver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.check import Verification, check, verify_answer
from optimizer.errors import ProblemError
from optimizer.objectives.compose import measure_terms
from optimizer.objectives.terms import TotalFit
from optimizer.result import Proof, Status
from optimizer.solution import Assignment
from optimizer.stages import end_of, recheck, rungs_of

if TYPE_CHECKING:
    from optimizer.problem import Problem
    from optimizer.result import Result


def verify(problem: Problem, result: Result) -> Verification:
    """Recompute value, bound and gap of a result from its plan and its integer multipliers alone.

    For any multipliers y the sum over pairs of max(0, fit - y_supply - y_demand), plus what the bounds of each node
    can earn at its multiplier, is at least the value of every plan. So nothing about the solver need be trusted.
    A result that says INFEASIBLE is verified by multipliers whose bound is below 0 when every pair counts 0. Where
    rules made an engine branch, what only it says counts as CLAIMED.

    Of an objective other than total fit every stage is rebuilt and verified in this way, and the next is rebuilt from
    its certificate; ``value`` is then the total of the plan, without a bound.

    Parameters
    ----------
    problem, result
        A problem and what a solve has said of it.

    Returns
    -------
    Verification
        What remains true; ``faults`` names what does not.
    """
    if isinstance(result.objective, TotalFit):
        return verify_answer(problem, result)
    faults = [] if result.problem_digest == problem.digest() else ["wrong_problem"]
    plan, proof = None, Proof.NONE
    try:
        if result.assignment is not None:
            plan = Assignment.of(problem, result.assignment.supply, result.assignment.demand)
        faults += _compare(problem, result, plan)
        rungs = rungs_of(problem, result.objective)
        wrong, proof = recheck(problem, rungs, result.stages, plan)
        faults += wrong
        faults += [] if end_of(result.stages, len(rungs)) is result.status else ["status_not_proven"]
    except ProblemError:
        faults.append("wrong_problem")
    violations = () if plan is None else tuple(check(problem, plan))
    is_valid = not faults and not violations
    value = None if plan is None else plan.value
    return Verification(
        is_valid, value, None, None, proof if is_valid else Proof.NONE, violations, tuple(dict.fromkeys(faults))
    )


def _compare(problem: Problem, result: Result, plan: Assignment | None) -> list[str]:
    """Name what a result says of its plan wrongly."""
    faults = []
    told = result.assignment
    if plan is not None and told is not None:
        faults += [] if (plan.value, plan.fit_total) == (told.value, told.fit_total) else ["wrong_value"]
        faults += [] if measure_terms(problem, plan, result.objective) == result.measures else ["wrong_measures"]
    if result.bound is not None or (plan is None and result.status is Status.PROVEN):
        faults.append("wrong_bound")
    return faults
