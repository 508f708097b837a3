"""The highest floor and leximin against brute force, and proofs that cannot be bent."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer import (
    Lexicographic,
    Leximin,
    Problem,
    Proof,
    Result,
    Status,
    TotalFit,
    WorstServed,
    check,
    read_instance,
    solve,
    verify,
)
from optimizer.objectives.fairness import own_best
from optimizer.stages.implied import imply
from tests.optimizer.objectives.drawn import allowed_plans
from tests.optimizer.oracle import all_plans, problems, ruled_problems

FOLDER = Path(os.environ.get("GREENBRIDGE_DATA", Path(__file__).parents[4] / "shared" / "data")) / "judging"
brief = settings(max_examples=60, deadline=None)


def profiles(problem: Problem) -> list[list[int]]:
    """Sorted total fits of the demands that may take anything, of every plan."""
    found = []
    for plan in allowed_plans(problem):
        totals = np.zeros(len(problem.demand), np.int64)
        for supply, demand in plan:
            totals[demand] += problem.store.find(np.array([supply]), np.array([demand])).fit[0]
        found.append(sorted(totals[problem.demand.hi > 0].tolist()))
    return found


def require_true(problem: Problem, result: Result) -> None:
    verified = verify(problem, result)
    assert (verified.is_valid, verified.faults, verified.violations) == (True, (), ())
    assert verified.proof is result.proof is not Proof.NONE


@given(problem=st.one_of(problems(), ruled_problems()))
@brief
def test_the_floor_is_the_highest_and_then_the_total_is_best(problem: Problem) -> None:
    result = solve(problem, objective=Lexicographic.of(WorstServed(), TotalFit()))
    require_true(problem, result)
    found = profiles(problem)
    if not found:
        assert result.status is Status.INFEASIBLE
        return
    assert result.status is Status.PROVEN
    floor = max(profile[0] if profile else 0 for profile in found)
    assert [it.value for it in result.measures] == [floor, result.assignment.value]
    plans = all_plans(problem)
    values = plans.fit - (problem.shortage_price or 0) * plans.lacking
    values = values if problem.is_elastic else values[plans.lacking == 0]
    reaching = [value for value, profile in zip(values.tolist(), found, strict=True) if (profile or [0])[0] == floor]
    assert result.assignment.value == max(reaching)
    assert check(problem, result.assignment) == []


@given(problem=st.one_of(problems(), ruled_problems()))
@brief
def test_leximin_is_right_as_far_as_it_says(problem: Problem) -> None:
    result = solve(problem, objective=Leximin())
    require_true(problem, result)
    found = profiles(problem)
    if not found:
        assert result.status is Status.INFEASIBLE
        return
    stage, best = result.stages[0], max(found)
    totals = np.zeros(len(problem.demand), np.int64)
    plan = result.assignment
    np.add.at(totals, plan.demand, problem.store.find(plan.supply, plan.demand).fit)
    assert sorted(totals[problem.demand.hi > 0].tolist())[: stage.value] == best[: stage.value]
    alone = sorted(own_best(problem).total[problem.demand.hi > 0].tolist())
    agreeing = [one == other for one, other in zip(best, alone, strict=True)]
    assert stage.value == (agreeing.index(False) if False in agreeing else len(best))
    assert (result.status is Status.PROVEN) == (stage.value == len(best))


@given(problem=problems(), data=st.data())
@settings(max_examples=150, deadline=None)
def test_what_floors_imply_holds_in_every_plan_above_them(problem: Problem, data: st.DataObject) -> None:
    largest = problem.store.largest_fit()
    count = len(problem.demand)
    floor = np.array(data.draw(st.lists(st.integers(-largest, largest), min_size=count, max_size=count)), np.int64)
    implied = imply(problem, floor)

    def above(fixed: Problem) -> set[frozenset[tuple[int, int]]]:
        kept = set()
        for plan in allowed_plans(fixed):
            totals = np.zeros(count, np.int64)
            for supply, demand in plan:
                totals[demand] += problem.store.find(np.array([supply]), np.array([demand])).fit[0]
            if (totals >= floor).all():
                kept.add(frozenset(plan))
        return kept

    assert (set() if implied is None else above(implied)) == above(problem)


def contested() -> Problem:
    """Two demands want supply 0 most; the highest floor gives it to the one that could do without less well."""
    return Problem.from_matrix(fit=[[9, 4, 1], [9, 6, 1], [5, 2, 8]], supply_hi=[1, 1, 1], demand_lo=[1, 1, 1])


def test_a_floor_below_what_each_could_have_alone_is_refuted_beyond() -> None:
    problem = contested()
    result = solve(problem, objective=Lexicographic.of(WorstServed(), TotalFit()))
    stage = result.stages[0]
    assert (stage.value, stage.bound, stage.proof) == (6, 6, stage.result.proof)
    assert stage.result.status is Status.INFEASIBLE
    assert verify(problem, result).proof is result.proof is stage.proof
    bent = replace(result, stages=(replace(stage, result=None), *result.stages[1:]))
    assert "wrong_bound" in verify(problem, bent).faults
    higher = replace(result, stages=(replace(stage, value=7, bound=7), *result.stages[1:]))
    assert "wrong_value" in verify(problem, higher).faults
    lower = replace(result, stages=(replace(stage, value=5, bound=5), *result.stages[1:]))
    assert not verify(problem, lower).is_valid


def test_a_leximin_claim_beyond_its_proof_fails() -> None:
    problem = contested()
    result = solve(problem, objective=Leximin())
    assert (result.status, result.stages[0].value, result.stages[0].bound) == (Status.STOPPED, 0, 3)
    further = replace(result, stages=(replace(result.stages[0], value=1),))
    assert verify(problem, further).faults == ("wrong_value",)
    all_of_it = replace(
        result, status=Status.PROVEN, stages=(replace(result.stages[0], status=Status.PROVEN, bound=0),)
    )
    assert "wrong_bound" in verify(problem, all_of_it).faults


def test_no_demand_at_all_is_served_as_well_as_can_be() -> None:
    problem = Problem.from_matrix(fit=np.zeros((1, 1)), supply_hi=[1], demand_lo=[0])
    for objective in (WorstServed(), Leximin()):
        result = solve(problem, objective=objective)
        assert (result.status, result.stages[0].value) == (Status.PROVEN, 0)


@pytest.mark.data
@pytest.mark.parametrize(("name", "least"), [("sigir2007", 3), ("cs-bids-1", 20), ("cs-bids-2", 52), ("cs-bids-3", 35)])
def test_floor_and_leximin_on_real_instances(name: str, least: int) -> None:
    path = FOLDER / f"{name}.npz"
    if not path.exists():
        pytest.skip(f"{path.name} is not in {FOLDER}; set GREENBRIDGE_DATA to the folder of the public instances")
    problem = read_instance(path)
    result = solve(problem, objective=Lexicographic.of(WorstServed(), TotalFit()))
    assert (result.status, result.proof) == (Status.PROVEN, Proof.VERIFIED)
    assert result.stages[0].value == own_best(problem).total.min()
    assert solve(problem, objective=Leximin()).stages[0].value >= least
