"""What one more unit of every limit is worth, against brute force."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings

from optimizer import Bottleneck, Demand, Problem, ProblemError, Status, Supply, bottlenecks, solve
from optimizer.relief import Suspect, describe, relieve
from optimizer.rules import NO_LIMIT
from tests.optimizer.oracle import all_plans, costed_problems, problems, ruled_problems

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


@given(problem=ruled_problems())
@settings(brief, max_examples=60)
def test_under_rules_every_worth_is_exact_and_with_no_gap_none_is_forgotten(problem: Problem) -> None:
    result = solve(problem)
    assume(result.status is Status.PROVEN)
    everything = {(suspect.code, suspect.index): suspect for suspect in all_suspects(problem)}
    best = {key: all_plans(relieve(problem, it)).best(problem.shortage_price) for key, it in everything.items()}
    listed = bottlenecks(problem, result, limit=ALL)
    told = sorted((one.code, tuple(sorted(one.params.items())), one.worth) for one in listed)
    wanted = sorted(
        (key[0], tuple(sorted(describe(problem, everything[key]).items())), value - result.value)
        for key, value in best.items()
        if value is not None and value > result.value
    )
    assert set(told) <= set(wanted)
    assert result.gap != 0 or told == wanted


def all_suspects(problem: Problem) -> list[Suspect]:
    supply, demand, side = problem.supply, problem.demand, problem.side
    rows = np.arange(side.row_count)
    least, most = side.limits(rows)
    limits = {
        "raise_capacity": (supply.hi, np.ones(len(supply), bool)),
        "lower_minimum": (supply.lo, supply.lo > 0),
        "raise_limit": (demand.hi, demand.lo < demand.hi),
        "lower_requirement": (demand.lo, demand.lo > 0),
        "raise_rule_maximum": (most, most < NO_LIMIT),
        "lower_rule_minimum": (least, least > 0),
    }
    return [
        Suspect(code, int(at), int(values[at]), 0)
        for code, (values, can) in limits.items()
        for at in np.flatnonzero(can)
    ]


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
