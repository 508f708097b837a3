"""What one more unit of every limit is worth, against brute force."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings

from optimizer import Bottleneck, Demand, Problem, ProblemError, Status, Supply, bottlenecks, solve
from tests.optimizer.oracle import all_plans, costed_problems, problems

brief = settings(max_examples=150, deadline=None)
ALL = 1_000


def relieved(problem: Problem) -> dict[tuple[str, int], Problem]:
    """The problem with each limit relieved by one unit, by what relieves it and where."""
    supply, demand = problem.supply, problem.demand
    found: dict[tuple[str, int], Problem] = {}
    for at in range(len(supply)):
        one = (np.arange(len(supply)) == at).astype(np.int64)
        found["raise_capacity", at] = replace(problem, supply=Supply(supply.lo, supply.hi + one, longer(supply.cost)))
        if supply.lo[at]:
            found["lower_minimum", at] = replace(problem, supply=Supply(supply.lo - one, supply.hi, supply.cost))
    for at in range(len(demand)):
        one = (np.arange(len(demand)) == at).astype(np.int64)
        if demand.lo[at] < demand.hi[at]:
            found["raise_limit", at] = replace(problem, demand=Demand(demand.lo, demand.hi + one))
        if demand.lo[at]:
            found["lower_requirement", at] = replace(problem, demand=Demand(demand.lo - one, demand.hi))
    return found


def longer(cost: np.ndarray | None) -> np.ndarray | None:
    """A unit beyond those told costs as much as the last."""
    if cost is None:
        return None
    return np.pad(cost, ((0, 0), (0, 1)), mode="edge") if cost.size else np.zeros((len(cost), 1), np.int64)


@given(problem=problems() | costed_problems())
@brief
def test_every_worth_is_exact_and_none_is_forgotten(problem: Problem) -> None:
    result = solve(problem)
    assume(result.status is Status.PROVEN)
    gains = {key: all_plans(other).best(problem.shortage_price) for key, other in relieved(problem).items()}
    wanted = {key: best - result.value for key, best in gains.items() if best > result.value}
    listed = bottlenecks(problem, result, limit=ALL)
    assert {(one.code, one.params.get("supply", one.params.get("demand"))): one.worth for one in listed} == wanted
    assert [one.worth for one in listed] == sorted(wanted.values(), reverse=True)
    assert all(one.worth <= one.worth_at_most for one in listed)


@given(problem=problems())
@brief
def test_a_short_list_holds_the_best(problem: Problem) -> None:
    result = solve(problem)
    assume(result.status is Status.PROVEN)
    everything = [one.worth for one in bottlenecks(problem, result, limit=ALL)]
    assert [one.worth for one in bottlenecks(problem, result, limit=2)] == everything[:2]


def test_a_judge_whom_all_want_is_the_bottleneck() -> None:
    problem = Problem.from_matrix(fit=[[9, 1], [8, 2]], supply_hi=[1, 2], demand_lo=[1, 1])
    assert bottlenecks(problem, solve(problem), limit=1) == [
        Bottleneck("raise_capacity", {"supply": 0, "limit": 1}, worth=6, worth_at_most=6)
    ]


def test_a_plan_that_lacks_nothing_more_has_no_bottleneck_but_its_own_limits() -> None:
    problem = Problem.from_matrix(fit=[[0, 0], [0, 0]], supply_hi=[2, 2], demand_lo=[1, 1])
    assert bottlenecks(problem, solve(problem)) == []


def test_a_plan_without_proof_is_refused() -> None:
    problem = Problem.from_matrix(fit=[[1]], supply_hi=[1], demand_lo=[1])
    with pytest.raises(ProblemError) as refused:
        bottlenecks(problem, solve(problem, should_stop=lambda: True))
    assert refused.value.code == "not_proven"
