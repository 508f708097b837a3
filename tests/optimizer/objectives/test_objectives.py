"""Every term, weighted and lexicographic, against brute force; proofs that cannot be bent."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer import (
    Assignment,
    Balance,
    Certificate,
    FewestMissing,
    Lexicographic,
    Limits,
    Priority,
    Problem,
    ProblemError,
    Proof,
    Reserve,
    Result,
    Saving,
    Status,
    TotalFit,
    Weighted,
    check,
    load_result,
    measure_terms,
    save_result,
    solve,
    verify,
)
from optimizer.objectives import Aim
from optimizer.objectives.compose import aims_of
from tests.optimizer.objectives.drawn import allowed_plans, lexicographic, terms, weighted, worth
from tests.optimizer.oracle import problems, ruled_problems

brief = settings(max_examples=150, deadline=None)


def require_best(problem: Problem, objective: Aim | Lexicographic, result: Result) -> None:
    """The plan is lexicographically best of all, and everything that is said of it is proven and true."""
    aims = aims_of(objective)
    ranks = [tuple(worth(problem, aim, plan) for aim in aims) for plan in allowed_plans(problem)]
    verified = verify(problem, result)
    assert (verified.is_valid, verified.faults, verified.violations) == (True, (), ())
    assert (verified.proof, result.proof) == (Proof.VERIFIED, Proof.VERIFIED)
    if not ranks:
        assert (result.status, result.assignment) == (Status.INFEASIBLE, None)
        return
    assert result.status is Status.PROVEN
    assert check(problem, result.assignment) == []
    assert tuple(worth(problem, aim, result.assignment.pairs()) for aim in aims) == max(ranks)
    for aim in aims:
        (found,) = measure_terms(problem, result.assignment, aim)[-1:]
        assert found.value == worth(problem, aim, result.assignment.pairs()) * found.scale
    assert result.measures == measure_terms(problem, result.assignment, objective)


@given(data=st.data(), problem=problems())
@brief
def test_every_term_agrees_with_brute_force(data: st.DataObject, problem: Problem) -> None:
    term = data.draw(terms(problem))
    assume(not isinstance(term, TotalFit))
    result = solve(problem, objective=term)
    require_best(problem, term, result)
    if result.stages[0].value is not None:
        assert result.stages[0].value == result.stages[0].bound == result.measures[0].value


@given(data=st.data(), problem=problems())
@brief
def test_weighted_terms_agree_with_brute_force(data: st.DataObject, problem: Problem) -> None:
    objective = data.draw(weighted(problem))
    require_best(problem, objective, solve(problem, objective=objective))


@given(data=st.data(), problem=problems())
@settings(max_examples=300, deadline=None)
def test_lexicographic_objectives_agree_with_brute_force(data: st.DataObject, problem: Problem) -> None:
    objective = data.draw(lexicographic(problem))
    require_best(problem, objective, solve(problem, objective=objective))


@given(data=st.data(), problem=ruled_problems(elastic=False))
@settings(max_examples=80, deadline=None)
def test_lexicographic_objectives_keep_rules_or_are_refused(data: st.DataObject, problem: Problem) -> None:
    objective = data.draw(lexicographic(problem))
    has_load_cost = any(isinstance(aim, Balance | Reserve | Weighted) for aim in objective.aims)
    try:
        result = solve(problem, objective=objective)
    except ProblemError as refused:
        if refused.code == "objective_cannot_be_held" and has_load_cost:
            return  # nothing but a larger number could keep a cost of loads, and there was no room for one
        raise
    verified = verify(problem, result)
    assert (verified.is_valid, verified.faults, verified.proof) == (True, (), result.proof)
    ranks = [tuple(worth(problem, aim, plan) for aim in objective.aims) for plan in allowed_plans(problem)]
    if not ranks:
        assert (result.status, result.assignment) == (Status.INFEASIBLE, None)
        return
    assert result.status is Status.PROVEN
    assert tuple(worth(problem, aim, result.assignment.pairs()) for aim in objective.aims) == max(ranks)


@given(data=st.data(), problem=problems())
@brief
def test_the_same_objective_gives_the_same_bytes(data: st.DataObject, problem: Problem) -> None:
    objective = data.draw(st.one_of(terms(problem), weighted(problem), lexicographic(problem)))
    assert solve(problem, objective=objective).digest() == solve(problem, objective=objective).digest()


def small_problem(**known: object) -> Problem:
    return Problem.from_matrix(
        fit=[[9, 8, 1, 2], [9, 1, 7, 3], [1, 9, 2, 5]], supply_hi=[2, 1, 2, 1], demand_lo=[1, 1, 1], **known
    )


OBJECTIVES = [
    Priority.of([1, 2, 3]),
    Weighted.of((1, TotalFit()), (0.5, Saving.of([1, 0, 1, 0.5], [3, 2, 9]))),
    Lexicographic.of(Balance.squares(2), TotalFit()),
    Lexicographic.of(Reserve.of([1, 0, 1, 0]), Weighted.of((2, Balance.nash(2)), (1, TotalFit()))),
]


@pytest.mark.parametrize("objective", OBJECTIVES, ids=lambda objective: objective.name)
def test_a_file_keeps_objective_stages_and_measures(objective: Aim, tmp_path: Path) -> None:
    problem = small_problem()
    result = solve(problem, objective=objective)
    save_result(result, tmp_path / "result.npz")
    loaded = load_result(problem, tmp_path / "result.npz")
    assert loaded.digest() == result.digest() == solve(problem, objective=objective).digest()
    assert loaded.measures == result.measures
    assert verify(problem, loaded).proof is Proof.VERIFIED


def bend_stage(bent: Result, **changed: object) -> Result:
    return replace(bent, stages=(replace(bent.stages[0], **changed), *bent.stages[1:]))


def bend_answer(bent: Result, **changed: object) -> Result:
    return bend_stage(bent, result=replace(bent.stages[0].result, **changed))


def test_tampered_stages_fail() -> None:
    problem = small_problem()
    good = solve(problem, objective=OBJECTIVES[2])
    assert [stage.name for stage in good.stages] == ["balance", "total_fit"]
    certificate = good.stages[0].result.certificate
    lower = Certificate(certificate.supply, certificate.demand - 1)
    bound, value = good.stages[0].bound, good.stages[0].value
    other = Assignment.of(problem, [0, 0, 1], [0, 1, 2])
    bent = {
        "wrong_bound": bend_answer(good, certificate=lower),
        "wrong_value": bend_stage(good, bound=bound - 1),
        "wrong_stages": replace(good, stages=good.stages[:1]),
        "wrong_measures": replace(good, measures=()),
        "status_not_proven": replace(good, status=Status.STOPPED),
    }
    for fault, result in bent.items():
        assert fault in verify(problem, result).faults
    assert "wrong_value" in verify(problem, bend_stage(good, value=value + 1)).faults
    assert not verify(problem, replace(good, stages=good.stages[::-1])).is_valid
    assert not verify(problem, replace(good, assignment=other)).is_valid
    assert not verify(problem, replace(good, objective=OBJECTIVES[3])).is_valid
    assert not verify(problem, replace(good, objective=TotalFit())).is_valid
    assert not verify(small_problem(shortage_price=1), good).is_valid


def test_a_plan_of_another_objective_may_not_pass_as_best() -> None:
    problem = small_problem()
    plain = solve(problem)
    assert not verify(problem, replace(plain, objective=Balance.squares(2))).is_valid


def test_elastic_objectives_lack_what_they_must() -> None:
    problem = small_problem(shortage_price=5, forbidden=np.array([[0, 0, 0, 0], [0, 0, 0, 0], [1, 1, 1, 1]], bool))
    result = solve(problem, objective=Lexicographic.of(FewestMissing(), Balance.squares(2), TotalFit()))
    assert [stage.value for stage in result.stages] == [-1, -2, 8 + 9 - 5]
    assert verify(problem, result).proof is Proof.VERIFIED


@pytest.mark.parametrize(
    ("objective", "code"),
    [
        (lambda: Priority.of([1, 2]), "wrong_shape"),
        (lambda: Priority.of([1, float("nan"), 1]), "not_a_number"),
        (lambda: Saving.of([1, 1, 1, 1], [1, -1, 1]), "not_a_number"),
        (lambda: Saving.of([1, 1, 1, 1], [1, 1, 1e300]), "fit_too_large"),
        (lambda: Balance.of([3, 1]), "cost_falls"),
        (lambda: Balance.of([1.5]), "not_whole"),
        (lambda: Balance.of([1]), "wrong_shape"),
        (lambda: Reserve.of([1]), "wrong_shape"),
        (lambda: Weighted.of((0, TotalFit())), "bad_weight"),
        (lambda: Weighted.of((float("inf"), TotalFit())), "bad_weight"),
        (Weighted.of, "no_objective"),
        (Lexicographic.of, "no_objective"),
        (lambda: Lexicographic.of(TotalFit(), TotalFit()), "duplicate_objective"),
        (lambda: Weighted.of((1, TotalFit()), (2, TotalFit())), "duplicate_objective"),
        (lambda: Weighted.of((10**30, TotalFit()), (1, Balance.nash(2))), "fit_too_large"),
    ],
)
def test_objectives_that_mean_nothing_are_refused(objective: object, code: str) -> None:
    with pytest.raises(ProblemError) as refused:
        solve(small_problem(), objective=objective())
    assert refused.value.code == code


def test_stages_can_be_canceled_and_stopped() -> None:
    problem = small_problem()
    start = Assignment.of(problem, [0, 0, 1], [0, 1, 2])
    for known, pairs in (({}, None), ({"start": start}, start.pairs())):
        canceled = solve(problem, objective=OBJECTIVES[2], should_stop=lambda: True, **known)
        assert canceled.status is Status.CANCELED
        assert (None if canceled.assignment is None else canceled.assignment.pairs()) == pairs
        assert verify(problem, canceled).is_valid
    stopped = solve(problem, objective=OBJECTIVES[2], limits=Limits(1e-9), start=start)
    assert stopped.status in {Status.STOPPED, Status.PROVEN}
    assert verify(problem, stopped).is_valid


@given(data=st.data(), problem=problems())
@brief
def test_measures_of_any_plan_are_what_they_say(data: st.DataObject, problem: Problem) -> None:
    plans = allowed_plans(problem)
    assume(plans)
    columns = np.array(data.draw(st.sampled_from(plans)), np.int64).reshape(-1, 2)
    plan = Assignment.of(problem, columns[:, 0], columns[:, 1])
    aim = data.draw(st.one_of(terms(problem), weighted(problem)))
    measure = measure_terms(problem, plan, aim)[-1]
    assert measure.value == worth(problem, aim, plan.pairs()) * measure.scale
