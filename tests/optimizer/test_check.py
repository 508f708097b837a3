"""Violations of hand-made plans, and certificates that somebody tampered with."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer import (
    Assignment,
    Certificate,
    Problem,
    Proof,
    Result,
    Status,
    Verification,
    Violation,
    check,
    solve,
    verify,
)
from optimizer.certificate import bound_by_own_best, compute_bound
from tests.optimizer.oracle import all_plans, problems

brief = settings(max_examples=100, deadline=None)


def small_problem(**changed: object) -> Problem:
    known = {
        "pair_supply": [0, 1, 2, 0, 1],
        "pair_demand": [0, 0, 0, 1, 1],
        "fit": [9, 7, 1, 8, 2],
        "forbidden": [0, 0, 2, 0, 0],
        "locked": [0, 0, 0, 1, 0],
        "reasons": ["conflict", "kinship"],
        "supply_hi": [1, 2, 2],
        "supply_lo": [0, 1, 0],
        "demand_lo": [1, 1],
    }
    return Problem.from_pairs(**known | changed)


def test_every_kind_of_violation_is_named() -> None:
    problem = small_problem()
    assert check(problem, Assignment.of(problem, [1, 0], [0, 1])) == []
    broken = Assignment.of(problem, [0, 0, 2, 2, 2], [0, 0, 0, 1, 1])
    assert check(problem, broken) == [
        Violation("pair_repeated", {"supply": 0, "demand": 0}),
        Violation("pair_repeated", {"supply": 2, "demand": 1}),
        Violation("pair_not_listed", {"supply": 2, "demand": 1}),
        Violation("pair_not_listed", {"supply": 2, "demand": 1}),
        Violation("pair_forbidden", {"supply": 2, "demand": 0, "reason": "kinship"}),
        Violation("lock_missing", {"supply": 0, "demand": 1}),
        Violation("supply_over", {"supply": 0, "units": 2, "limit": 1}),
        Violation("supply_over", {"supply": 2, "units": 3, "limit": 2}),
        Violation("supply_under", {"supply": 1, "units": 0, "limit": 1}),
        Violation("demand_over", {"demand": 0, "units": 3, "limit": 1}),
        Violation("demand_over", {"demand": 1, "units": 2, "limit": 1}),
    ]


def test_lists_of_violations_are_bounded() -> None:
    problem = Problem.from_matrix(fit=np.ones((1, 50)), supply_hi=np.zeros(50), demand_lo=[50], shortage_price=1)
    plan = Assignment.of(problem, np.arange(50), np.zeros(50, int))
    assert len(check(problem, plan)) == 50
    assert len(check(problem, plan, limit=7)) == 7


def test_missing_units_are_no_violation_where_they_have_a_price() -> None:
    nothing = ([], [])
    assert [one.code for one in check(small_problem(), Assignment.of(small_problem(), *nothing))] == [
        "lock_missing",
        "supply_under",
        "demand_under",
        "demand_under",
    ]
    elastic = small_problem(shortage_price=1)
    assert [one.code for one in check(elastic, Assignment.of(elastic, *nothing))] == ["lock_missing"]


@given(problem=problems(), data=st.data())
@brief
def test_any_multipliers_give_an_upper_bound(problem: Problem, data: st.DataObject) -> None:
    plans = all_plans(problem)
    best = plans.best(problem.shortage_price)
    assume(best is not None)
    largest = st.integers(-20, 20) | st.integers(-(2**60), 2**60)
    supply = data.draw(st.lists(largest, min_size=len(problem.supply), max_size=len(problem.supply)))
    demand = data.draw(st.lists(largest, min_size=len(problem.demand), max_size=len(problem.demand)))
    certificate = Certificate(np.array(supply, np.int64), np.array(demand, np.int64))
    assert compute_bound(problem, certificate) >= best
    assert compute_bound(problem, certificate, ignore_fit=True) >= 0
    assert compute_bound(problem, bound_by_own_best(problem)) >= best


@given(problem=problems(), data=st.data())
@brief
def test_tampered_results_fail(problem: Problem, data: st.DataObject) -> None:
    result = solve(problem)
    assume(result.status is Status.PROVEN)
    assert verify(problem, result).is_valid
    node = data.draw(st.integers(0, len(problem.supply) - 1))
    multipliers = result.certificate.supply.copy()
    multipliers[node] += data.draw(st.integers(-5, 5).filter(bool))
    moved = replace(result, certificate=Certificate(multipliers, result.certificate.demand))
    bound = compute_bound(problem, moved.certificate)
    assert bound >= result.bound
    assert verify(problem, moved).is_valid == (bound == result.bound)
    assert verify(problem, replace(result, bound=result.bound - 1)).faults == ("wrong_bound",)
    better = replace(result.assignment, value=result.value + 1)
    assert verify(problem, replace(result, assignment=better)).faults[0] == "wrong_value"
    assert verify(problem, replace(result, certificate=None)).proof is Proof.NONE


@given(problem=problems())
@brief
def test_a_plan_that_is_not_best_never_passes_as_proven(problem: Problem) -> None:
    result, plans = solve(problem), all_plans(problem)
    assume(result.status is Status.PROVEN)
    for row in plans.chosen[:40]:
        chosen = [pair for pair, is_in in zip(plans.pairs, row.tolist(), strict=True) if is_in]
        other = Assignment.of(problem, [i for i, _ in chosen], [j for _, j in chosen])
        claimed = replace(result, assignment=other, bound=other.value)
        assert verify(problem, claimed).is_valid == (other.value == result.value and not check(problem, other))


def forge(problem: Problem, certificate: Certificate | None, **changed: object) -> Result:
    known = {
        "status": Status.INFEASIBLE,
        "proof": Proof.VERIFIED,
        "assignment": None,
        "bound": None,
        "certificate": certificate,
        "engine": "flow",
        "seed": 0,
        "seconds": 0.0,
        "problem_digest": problem.digest(),
    }
    return Result(**known | changed)


def test_infeasible_without_a_refutation_is_refused() -> None:
    problem = small_problem()
    nothing = Certificate(np.zeros(3, np.int64), np.zeros(2, np.int64))
    assert verify(problem, forge(problem, None)).faults == ("status_not_proven",)
    assert verify(problem, forge(problem, nothing)).faults == ("wrong_certificate",)


@pytest.mark.parametrize(
    "supply",
    [np.zeros(2, np.int64), np.zeros(3, np.int32), np.zeros(3), np.full(3, 2**62), np.array([-(2**63), 0, 0])],
)
def test_malformed_certificates_are_refused(supply: np.ndarray) -> None:
    problem = small_problem()
    forged = forge(problem, Certificate(supply, np.zeros(2, np.int64)), status=Status.STOPPED, bound=0)
    assert verify(problem, forged) == Verification(
        is_valid=False,
        value=None,
        bound=None,
        gap=None,
        proof=Proof.NONE,
        violations=(),
        faults=("wrong_certificate",),
    )


def test_plan_out_of_range_is_refused() -> None:
    problem = small_problem()
    result = solve(problem)
    outside = replace(result.assignment, supply=np.array([9, 0], np.int32))
    assert "wrong_problem" in verify(problem, replace(result, assignment=outside)).faults
