"""Rules against brute force: what check says, what multipliers bound, and what a file keeps."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from optimizer import (
    Assignment,
    Certificate,
    Problem,
    ProblemError,
    check,
    load_problem,
    randomize,
    sample,
    save_problem,
    verify_lottery,
)
from optimizer.certificate import compute_bound, is_wellformed
from optimizer.rules import NO_LIMIT, Budget, Caseload, FitFloor, GroupLimit, KindLimit, Multipliers, PairLimit
from tests.optimizer.oracle import all_plans, as_columns, costed_problems, ruled_problems, usable_pairs

brief = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(problem=ruled_problems(), data=st.data())
@brief
def test_check_agrees_with_brute_force(problem: Problem, data: st.DataObject) -> None:
    supply, demand, _ = usable_pairs(problem)
    assume(len(supply))
    chosen = np.array(data.draw(st.lists(st.booleans(), min_size=len(supply), max_size=len(supply))))
    plan = Assignment.of(problem, supply[chosen], demand[chosen])
    plans = all_plans(problem)
    known = {tuple(row): at for at, row in enumerate(plans.chosen.tolist())}
    at = known.get(tuple(chosen.tolist()))
    is_allowed = at is not None and (problem.is_elastic or plans.lacking[at] == 0)
    assert (not check(problem, plan)) == is_allowed
    if at is not None:
        assert plan.shortage.units == plans.lacking[at]
        assert plan.value == plans.fit[at] - (problem.shortage_price or 0) * plans.lacking[at]


@given(problem=ruled_problems() | costed_problems(), data=st.data())
@brief
def test_any_multipliers_bound_every_plan(problem: Problem, data: st.DataObject) -> None:
    best = all_plans(problem).best(problem.shortage_price)
    assume(best is not None)
    certificate = draw_certificate(data, problem)
    assume(is_wellformed(problem, certificate))  # multipliers too large to be added exactly prove nothing
    assert compute_bound(problem, certificate) >= best
    assert compute_bound(problem, certificate, ignore_fit=True) >= 0


@given(problem=ruled_problems(elastic=False), data=st.data())
@brief
def test_no_multipliers_refute_a_plan_that_exists(problem: Problem, data: st.DataObject) -> None:
    bound = compute_bound(problem, draw_certificate(data, problem), ignore_fit=True)
    assert bound >= 0 or all_plans(problem).best(None) is None


@given(problem=ruled_problems() | costed_problems())
@brief
def test_lists_and_matrices_mean_the_same(problem: Problem) -> None:
    listed = Problem.from_pairs(**as_columns(problem))
    assert all_plans(problem).best(problem.shortage_price) == all_plans(listed).best(problem.shortage_price)


@given(problem=ruled_problems() | costed_problems())
@settings(brief, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_files_keep_rules(problem: Problem, tmp_path: Path) -> None:
    save_problem(problem, tmp_path / "file")
    again = load_problem(tmp_path / "file")
    assert again.digest() == problem.digest()
    bare = replace(problem, rules=(), supply=replace(problem.supply, cost=None))
    assert bare.digest() != problem.digest()


def draw_certificate(data: st.DataObject, problem: Problem) -> Certificate:
    parts = data.draw(st.sampled_from([1, 1, 3, 2**20]))
    largest = parts * max(1, problem.store.largest_fit())

    def vector(count: int) -> np.ndarray:
        return np.array(data.draw(st.lists(st.integers(-largest, largest), min_size=count, max_size=count)), np.int64)

    rows = np.flatnonzero(vector(problem.side.row_count))
    values = vector(len(rows))
    return Certificate(vector(len(problem.supply)), vector(len(problem.demand)), Multipliers(rows, values), parts)


@given(problem=ruled_problems() | costed_problems(), data=st.data())
@brief
def test_parts_of_units_change_no_whole_multipliers(problem: Problem, data: st.DataObject) -> None:
    drawn = draw_certificate(data, problem)
    whole = replace(drawn, parts=1, rows=Multipliers(drawn.rows.row, drawn.rows.value // drawn.parts))
    whole = replace(whole, supply=drawn.supply // drawn.parts, demand=drawn.demand // drawn.parts)
    cut = replace(whole, parts=8, supply=whole.supply * 8, demand=whole.demand * 8)
    cut = replace(cut, rows=Multipliers(whole.rows.row, whole.rows.value * 8))
    for ignore_fit in (False, True):
        bounds = [compute_bound(problem, each, ignore_fit=ignore_fit) for each in (cut, whole)]
        assert bounds[0] == bounds[1]


def test_parts_that_are_none_or_too_fine_are_refused() -> None:
    problem = Problem.from_matrix(fit=[[2**40]], supply_hi=[1], demand_lo=[1])
    zero = np.zeros(1, np.int64)
    fine = {parts: is_wellformed(problem, Certificate(zero, zero, parts=parts)) for parts in (0, -1, 1, 2**20, 2**21)}
    assert fine == {0: False, -1: False, 1: True, 2**20: True, 2**21: False}


def test_a_broken_rule_is_named() -> None:
    problem = Problem.from_matrix(
        fit=[[3, 2, 1]],
        supply_hi=[1, 1, 1],
        demand_lo=[2],
        rules=[
            GroupLimit.of("one per organization", [0, 0, 1], hi=1),
            KindLimit.of("an expert", [[False], [False], [True]], [0], lo=1),
        ],
    )
    found = check(problem, Assignment.of(problem, [0, 1], [0, 0]))
    assert [(each.code, dict(each.params)) for each in found] == [
        ("rule_over", {"rule": "one per organization", "demand": 0, "group": 0, "units": 2, "limit": 1}),
        ("rule_under", {"rule": "an expert", "demand": 0, "group": 0, "units": 0, "limit": 1}),
    ]
    assert not check(problem, Assignment.of(problem, [0, 2], [0, 0]))


def test_who_takes_nothing_needs_nothing() -> None:
    rule = GroupLimit.of("a senior", [0, -1], lo=1)
    problem = Problem.from_matrix(fit=[[1, 1]] * 2, supply_hi=[1, 1], demand_lo=[1, 0], rules=[rule])
    assert not check(problem, Assignment.of(problem, [0], [0]))


@pytest.mark.parametrize("kind", ["rules", "supply_cost"])
def test_lotteries_know_neither_rules_nor_costs_and_say_so(kind: str) -> None:
    known = {"rules": [GroupLimit.of("x", [0, 1], hi=1)], "supply_cost": [[1]]}
    plain = Problem.from_matrix(fit=[[2, 1]], supply_hi=[1, 1], demand_lo=[1])
    problem = Problem.from_matrix(fit=[[2, 1]], supply_hi=[1, 1], demand_lo=[1], **{kind: known[kind]})
    lottery = randomize(plain, cap="1")
    doors = {
        "randomize": lambda: randomize(problem, cap="1"),
        "sample": lambda: sample(problem, lottery, 0),
        "verify_lottery": lambda: verify_lottery(problem, lottery),
    }
    for door, enter in doors.items():
        with pytest.raises(ProblemError) as refused:
            enter()
        assert (refused.value.code, refused.value.params) == ("rules_unsupported", {"door": door})


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ([GroupLimit.of("x", [0])], "wrong_shape"),
        ([GroupLimit.of("x", [0, 1], lo=[1, 2], hi=[1, 1])], "lo_above_hi"),
        ([GroupLimit.of("x", [[0, 0], [0, 1]])], "duplicate_group"),
        ([GroupLimit.of("x", [0, 1], lo=[[1], [1]])], "wrong_shape"),
        ([KindLimit.of("x", [[1], [0]], [1])], "index_out_of_range"),
        ([Caseload.of("x", [0, 1], hi=1, by="demand")], "wrong_shape"),
        ([Budget.of("x", [1, 2, 3], hi=1)], "wrong_shape"),
        ([Budget.of("x", [1, 2**53], hi=1), FitFloor.of("x", 0)], "duplicate_rule"),
        ([FitFloor.of("x", [1, 2])], "wrong_shape"),
        ([PairLimit.of("x", supply=[0, 0], demand=[0, 0], row=[0, 0])], "duplicate_pair"),
        ([PairLimit.of("x", supply=[5], demand=[0], row=[0])], "index_out_of_range"),
    ],
)
def test_rules_that_do_not_fit_are_refused(rules: list, code: str) -> None:
    with pytest.raises(ProblemError) as refused:
        Problem.from_matrix(fit=[[1, 1]], supply_hi=[1, 1], demand_lo=[1], rules=rules)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: GroupLimit.of("x", [0.5]), "not_whole"),
        (lambda: GroupLimit.of("x", [-2]), "negative_units"),
        (lambda: GroupLimit.of("x", [0], hi=2 * NO_LIMIT), "limit_too_large"),
        (lambda: Budget.of("x", [2**60], hi=1), "weight_too_large"),
    ],
)
def test_bad_parts_of_rules_are_refused(make: object, code: str) -> None:
    with pytest.raises(ProblemError) as refused:
        make()
    assert refused.value.code == code


def test_costs_must_not_fall() -> None:
    with pytest.raises(ProblemError, match="cost_falls"):
        Problem.from_matrix(fit=[[1, 1]], supply_hi=[2, 1], demand_lo=[1], supply_cost=[[2, 1]])
