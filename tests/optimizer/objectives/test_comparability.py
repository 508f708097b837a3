"""Links between supplies against a plain count, and a search that never breaks what it must keep."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer import (
    Assignment,
    Comparability,
    GroupLimit,
    Lexicographic,
    Links,
    Problem,
    ProblemError,
    Status,
    TotalFit,
    check,
    measure_links,
    solve,
    verify,
)
from optimizer.objectives.comparability import bound_links
from optimizer.stages.linking import least_worth
from tests.optimizer.objectives.drawn import allowed_plans
from tests.optimizer.oracle import problems, ruled_problems

brief = settings(max_examples=100, deadline=None)


def count_links(plan: list[tuple[int, int]]) -> tuple[int, int]:
    """Linked pairs, and connected groups, by walking."""
    served: dict[int, list[int]] = {}
    for supply, demand in plan:
        served.setdefault(demand, []).append(supply)
    linked = {pair for supplies in served.values() for pair in combinations(sorted(supplies), 2)}
    left = {supply for supply, _ in plan}
    components = 0
    while left:
        components += 1
        reached = {left.pop()}
        while reached:
            one = reached.pop()
            near = {other for pair in linked if one in pair for other in pair} & left
            left -= near
            reached |= near
    return len(linked), components


@given(problem=problems(), data=st.data())
@brief
def test_links_are_counted_and_bounded(problem: Problem, data: st.DataObject) -> None:
    plans = allowed_plans(problem)
    assume(plans)
    columns = np.array(data.draw(st.sampled_from(plans)), np.int64).reshape(-1, 2)
    plan = Assignment.of(problem, columns[:, 0], columns[:, 1])
    links = measure_links(problem, plan)
    assert (links.pair_count, links.component_count) == count_links(plan.pairs())
    assert links.pair_count <= bound_links(problem)


@given(problem=st.one_of(problems(), ruled_problems()), share=st.sampled_from([0.0, 0.5, 0.9, 1.0]))
@brief
def test_the_search_keeps_rules_and_its_share_of_the_fit(problem: Problem, share: float) -> None:
    result = solve(problem, objective=Comparability(share))
    verified = verify(problem, result)
    assert (verified.is_valid, verified.faults) == (True, ())
    best = solve(problem)
    if best.assignment is None:
        assert result.status is Status.INFEASIBLE
        return
    assert check(problem, result.assignment) == []
    assert result.value >= least_worth(best.value, Comparability(share))
    assert result.stages[0].value >= measure_links(problem, best.assignment).pair_count
    assert (result.status is Status.PROVEN) == (result.stages[0].value == result.stages[0].bound)


def houses() -> Problem:
    """Every entry fits two judges of one of three houses best, so that judges of two houses share none."""
    fit = np.where(np.arange(6)[:, None] % 3 == np.arange(6) // 2, 100, 90)
    return Problem.from_matrix(fit=fit, supply_hi=np.full(6, 2), demand_lo=np.full(6, 2))


def test_the_search_links_more_judges_and_says_that_it_proves_nothing() -> None:
    problem = houses()
    result = solve(problem, objective=Comparability(0.9), seed=3)
    assert measure_links(problem, solve(problem).assignment) == Links(3, 3)
    assert result.stages[0].value > 3
    assert solve(problem, objective=Comparability(0.9), seed=3).digest() == result.digest()
    stage = result.stages[0]
    for bent in (
        {"value": stage.value + 1},
        {"bound": stage.bound - 1},
        {"result": None},
        {"status": Status.PROVEN if stage.status is Status.STOPPED else Status.STOPPED},
    ):
        assert not verify(problem, replace(result, stages=(replace(stage, **bent),))).is_valid
    demanding = replace(result, objective=Comparability(1.0))
    assert verify(problem, demanding).is_valid == (result.value == solve(problem).value)


def test_the_search_keeps_rules_that_a_swap_could_break() -> None:
    problem = replace(houses(), rules=(GroupLimit.of("house", [0, 0, 1, 1, 2, 2], hi=1),))
    result = solve(problem, objective=Comparability(0.8))
    assert check(problem, result.assignment) == []
    assert verify(problem, result).is_valid


def test_nothing_can_come_after_a_search() -> None:
    with pytest.raises(ProblemError) as refused:
        solve(houses(), objective=Lexicographic.of(Comparability(), TotalFit()))
    assert refused.value.code == "objective_cannot_be_held"
    with pytest.raises(ProblemError) as bad:
        solve(houses(), objective=Comparability(1.5))
    assert bad.value.code == "bad_share"
