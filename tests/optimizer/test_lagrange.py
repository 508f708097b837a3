"""Prices of crossing rows, against brute force: the bound holds, the plan is allowed, and both are near."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizer import Problem, ProblemError, Progress, Proof, Status, check, solve
from optimizer.engines import lagrange
from optimizer.rules import Budget, GroupLimit, Rule
from tests.optimizer.oracle import all_plans, caseloads, costed_problems, group_limits, kind_limits, problems

brief = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def crossing_problems(draw: st.DrawFn) -> Problem:
    """Draw a small problem with one to three rules that count pairs, crossing as they may."""
    problem = draw(problems() | costed_problems())
    kinds = draw(st.lists(st.sampled_from((group_limits, kind_limits, caseloads)), min_size=1, max_size=3))
    return replace(problem, rules=tuple(draw(kind(f"rule {at}", problem)) for at, kind in enumerate(kinds)))


@given(problem=crossing_problems())
@brief
def test_value_and_bound_hold_the_best_between_them(problem: Problem) -> None:
    best = all_plans(problem).best(problem.shortage_price)
    result = solve(problem, engine="lagrange")
    assert result.status in {Status.PROVEN, Status.STOPPED, Status.INFEASIBLE}
    assert result.proof is Proof.VERIFIED
    if result.status is Status.INFEASIBLE:
        assert best is None
        return
    assert best is None or result.bound >= best
    if result.assignment is not None:
        assert check(problem, result.assignment) == []
        assert result.value <= best
    assert (result.status is Status.PROVEN) == (result.gap == 0)


def crossing_list(demand_count: int, supply_count: int, per_demand: int) -> Problem:
    """A list on which one judge per organization and one senior at least cross."""
    draw = np.random.default_rng(5)
    demand = np.repeat(np.arange(demand_count), per_demand)
    supply = np.concatenate([draw.choice(supply_count, per_demand, replace=False) for _ in range(demand_count)])
    senior = np.where(draw.random(supply_count) < 1 / 3, 0, -1)
    rules: list[Rule] = [
        GroupLimit.of("organization", draw.integers(0, supply_count // 12, supply_count), hi=1),
        GroupLimit.of("senior", senior, lo=1),
    ]
    return Problem.from_pairs(
        supply_hi=np.full(supply_count, 4),
        demand_lo=np.full(demand_count, 3),
        pair_supply=supply,
        pair_demand=demand,
        fit=draw.random(len(demand)),
        rules=rules,
    )


def test_a_list_comes_near_to_its_best_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lagrange, "LEAST_CORE", 0)
    problem = crossing_list(300, 260, 30)
    result, exact = solve(problem, engine="lagrange"), solve(problem)
    assert (result.proof, result.engine) == (Proof.VERIFIED, "lagrange")
    assert result.value <= exact.value <= result.bound
    assert result.relative_gap < 0.003
    assert solve(problem, engine="lagrange").digest() == result.digest()


def test_a_solve_that_must_end_keeps_what_it_has() -> None:
    problem = crossing_list(300, 260, 30)
    told: list[Progress] = []
    result = solve(
        problem,
        engine="lagrange",
        on_progress=told.append,
        should_stop=lambda: bool(told) and told[-1].value is not None,
    )
    assert (result.status, result.proof) == (Status.CANCELED, Proof.VERIFIED)
    assert check(problem, result.assignment) == []
    assert result.value == told[-1].value <= result.bound


def test_minimums_that_cannot_be_met_are_refuted() -> None:
    rules = [GroupLimit.of("senior", [0, -1, -1], lo=1), GroupLimit.of("organization", [0, 0, 1], hi=1)]
    problem = Problem.from_matrix(fit=np.ones((2, 3), int), supply_hi=[1, 2, 2], demand_lo=[2, 2], rules=rules)
    result = solve(problem, engine="lagrange")
    assert (result.status, result.proof) == (Status.INFEASIBLE, Proof.VERIFIED)


def test_rules_that_weigh_are_refused() -> None:
    rules = [Budget.of("money", [1, 1, 1], hi=2)]
    problem = Problem.from_matrix(fit=np.ones((2, 3), int), supply_hi=[2, 2, 2], demand_lo=[2, 2], rules=rules)
    with pytest.raises(ProblemError, match="rules_unsupported"):
        solve(problem, engine="lagrange")
