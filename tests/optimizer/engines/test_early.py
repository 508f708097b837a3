"""A solve that is ended has a plan, where one is easy to find."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from optimizer import Limits, Problem, Status, check, solve, verify
from optimizer.engines.early import find_early_plan
from optimizer.pulse import Pulse
from tests.optimizer.oracle import all_plans, problems


@given(problem=problems())
@settings(max_examples=150, deadline=None)
def test_an_early_plan_breaks_no_rule_and_is_no_better_than_the_best(problem: Problem) -> None:
    pulse = Pulse()
    find_early_plan(problem, pulse)
    if pulse.assignment is not None:
        assert check(problem, pulse.assignment) == []
        assert pulse.assignment.value <= all_plans(problem).best(problem.shortage_price)


def test_a_stopped_solve_has_a_plan() -> None:
    draw = np.random.default_rng(7)
    demand = np.repeat(np.arange(300), 30)
    supply = np.concatenate([draw.choice(300, 30, replace=False) for _ in range(300)])
    known = {"pair_supply": supply, "pair_demand": demand, "fit": draw.random(len(demand))}
    problem = Problem.from_pairs(supply_hi=np.full(300, 5), demand_lo=np.full(300, 3), **known)
    stopped = solve(problem, limits=Limits(1e-9))
    assert stopped.status is Status.STOPPED
    assert check(problem, stopped.assignment) == []
    assert stopped.value < solve(problem).value <= stopped.bound
    assert verify(problem, stopped).is_valid
    assert solve(problem, limits=Limits(1e-9)).digest() == stopped.digest()


def test_where_the_greedy_way_leaves_somebody_over_there_is_no_early_plan() -> None:
    pairs = {"pair_supply": [0, 1, 0], "pair_demand": [0, 0, 1], "fit": [9, 1, 5]}
    pulse = Pulse()
    find_early_plan(Problem.from_pairs(supply_hi=[1, 1], demand_lo=[1, 1], **pairs), pulse)
    assert pulse.assignment is None
