"""Why, why not, and the price of a change, against brute force."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer import Change, Problem, ProblemError, Reason, Status, check, prepare, price, solve, why, why_not
from tests.optimizer.oracle import all_plans, costed_problems, problems, ruled_problems

brief = settings(max_examples=120, deadline=None)


def small_problem(**changed: object) -> Problem:
    known = {
        "fit": [[9, 7, 1], [8, 2, 1]],
        "forbidden": [[0, 0, 1], [0, 0, 0]],
        "supply_hi": [1, 2, 2],
        "demand_lo": [1, 1],
    }
    return Problem.from_matrix(**known | changed)


@given(problem=problems() | costed_problems() | ruled_problems(), data=st.data())
@brief
def test_why_not_gives_the_exact_loss(problem: Problem, data: st.DataObject) -> None:
    result, plans = solve(problem), all_plans(problem)
    assume(result.status is Status.PROVEN)
    pair = (data.draw(st.integers(0, len(problem.supply) - 1)), data.draw(st.integers(0, len(problem.demand) - 1)))
    reason = why_not(problem, result, *pair)
    if pair not in plans.pairs:
        assert reason.code in {"not_listed", "forbidden"}
    elif pair in result.assignment.pairs():
        assert reason.code == "in_plan"
    else:
        best = plans.holding([pair], []).best(problem.shortage_price)
        loss = None if best is None else result.value - best
        assert reason.code == ("impossible" if loss is None else "costs" if loss else "ties")
        assert reason.params.get("loss") == loss


@given(problem=problems() | costed_problems() | ruled_problems(), data=st.data())
@brief
def test_why_gives_the_exact_loss_of_doing_without(problem: Problem, data: st.DataObject) -> None:
    result, plans = solve(problem), all_plans(problem)
    assume(result.assignment is not None and len(result.assignment))
    pair = data.draw(st.sampled_from(result.assignment.pairs()))
    reason = why(problem, result, *pair)
    if reason.code == "locked":
        assert pair in {(int(i), int(j)) for i, j in zip(*problem.store.locks(), strict=True)}
        return
    best = plans.holding([], [pair]).best(problem.shortage_price)
    assert reason.code == "chosen"
    assert reason.params.get("loss") == (None if best is None else result.value - best)
    assert (Reason("needed", {}) in reason.details) == (best is None)


@given(problem=problems() | costed_problems() | ruled_problems(), data=st.data())
@brief
def test_price_of_a_change_is_exact(problem: Problem, data: st.DataObject) -> None:
    result, plans = solve(problem), all_plans(problem)
    assume(result.status is Status.PROVEN)
    locks = {(int(i), int(j)) for i, j in zip(*problem.store.locks(), strict=True)}
    assume(len(plans.pairs) > len(locks))
    touched = data.draw(st.lists(st.sampled_from(plans.pairs), min_size=1, max_size=4, unique=True))
    added = [pair for pair in touched if pair in locks or data.draw(st.booleans())]
    removed = [pair for pair in touched if pair not in added]
    priced = price(problem, result, Change(added, removed))
    best = plans.holding(added, removed).best(problem.shortage_price)
    assert priced.violations == ()
    if best is None:
        assert (priced.loss, priced.assignment) == (None, None)
        return
    assert priced.loss == result.value - best
    assert priced.assignment.value == best
    assert check(problem, priced.assignment) == []
    assert set(added) <= set(priced.assignment.pairs())
    assert not set(removed) & set(priced.assignment.pairs())


@given(data=st.data(), shape=st.tuples(st.integers(1, 5), st.integers(1, 5)), is_prepared=st.booleans())
@brief
def test_a_list_of_most_pairs_is_answered_like_one_of_few(
    data: st.DataObject, shape: tuple[int, int], *, is_prepared: bool
) -> None:
    cells = data.draw(st.lists(st.integers(0, shape[0] * shape[1] - 1), min_size=1, unique=True).map(sorted))
    demand, supply = np.divmod(np.array(cells), shape[1])
    fit = data.draw(st.lists(st.integers(0, 9), min_size=len(cells), max_size=len(cells)))
    given_pairs = {"pair_supply": supply, "pair_demand": demand, "fit": fit}
    most = np.full(shape[1], 2)
    few = [Problem.from_pairs(supply_hi=most, demand_lo=np.ones(shape[0], int), **given_pairs) for _ in range(2)]
    few[1].store.__dict__["full_grid"] = None  # as if the list were too short for a matrix
    if is_prepared:
        prepare(few[0])
    results = [solve(each) for each in few]
    assume(results[0].status is Status.PROVEN)
    at = data.draw(st.integers(0, len(cells) - 1))
    answers = [why(few[k], results[k], int(supply[at]), int(demand[at])) for k in (0, 1)]
    assert [(each.code, dict(each.params)) for each in answers[:1]] == [(answers[1].code, dict(answers[1].params))]


def test_why_not_names_who_is_in_the_way_and_who_moves() -> None:
    problem = small_problem()
    result = solve(problem)
    assert result.assignment.pairs() == [(1, 0), (0, 1)]
    reason = why_not(problem, result, 0, 0)
    assert (reason.code, reason.params) == ("costs", {"supply": 0, "demand": 0, "fit": 9, "rank": 1, "loss": 4})
    assert reason.details == (
        Reason("supply_full", {"limit": 1, "busy_with": (1,)}),
        Reason("demand_full", {"limit": 1, "served_by": (1,)}),
        Reason("comes_in", {"supply": 1, "demand": 1}),
        Reason("goes", {"supply": 1, "demand": 0}),
        Reason("goes", {"supply": 0, "demand": 1}),
    )


def test_why_not_names_the_reason_of_a_forbidden_pair() -> None:
    problem = small_problem(reasons=["kinship"])
    reason = why_not(problem, solve(problem), 2, 0)
    assert reason == Reason("forbidden", {"supply": 2, "demand": 0, "reason": "kinship"})


def test_why_names_who_comes_in() -> None:
    problem = small_problem()
    reason = why(problem, solve(problem), 0, 1)
    assert (reason.code, reason.params) == ("chosen", {"supply": 0, "demand": 1, "fit": 8, "rank": 1, "loss": 4})
    assert {one.code for one in reason.details} == {"comes_in", "goes"}


def test_pair_that_is_not_listed_says_so() -> None:
    problem = Problem.from_pairs(supply_hi=[1, 1], demand_lo=[1], pair_supply=[0], pair_demand=[0], fit=[3])
    assert why_not(problem, solve(problem), 1, 0) == Reason("not_listed", {"supply": 1, "demand": 0})


def test_change_that_breaks_rules_has_violations_and_no_price() -> None:
    problem = small_problem(locked=[[1, 0]])
    priced = price(problem, solve(problem), Change(add=[(2, 0)], remove=[(1, 0)]))
    assert [violation.code for violation in priced.violations] == ["pair_forbidden", "lock_missing"]
    assert (priced.loss, priced.assignment) == (None, None)


def test_pair_out_of_range_is_refused() -> None:
    problem = small_problem()
    with pytest.raises(ProblemError) as refused:
        why_not(problem, solve(problem), 3, 0)
    assert refused.value.code == "index_out_of_range"
    assert refused.value.params["value"] == 3


def test_plan_without_proof_is_refused() -> None:
    problem = small_problem()
    with pytest.raises(ProblemError) as refused:
        price(problem, solve(problem, should_stop=lambda: True), Change())
    assert refused.value.code == "not_proven"


def test_price_on_a_wide_list_equals_solving_again() -> None:
    draw = np.random.default_rng(5)
    demand = np.repeat(np.arange(150), 20)
    supply = np.concatenate([draw.choice(120, 20, replace=False) for _ in range(150)])
    known = {"supply_hi": np.full(120, 4), "demand_lo": np.full(150, 3), "pair_supply": supply, "pair_demand": demand}
    problem = Problem.from_pairs(**known, fit=draw.random(len(demand)))
    result = solve(problem)
    chosen = set(result.assignment.pairs())
    listed = list(zip(supply.tolist(), demand.tolist(), strict=True))
    for at in draw.choice(len(listed), 25, replace=False).tolist():
        pair = listed[at]
        forced = np.arange(len(listed)) == at
        if pair in chosen:
            again = Problem.from_pairs(**known, fit=problem_fit(problem, supply, demand), forbidden=forced)
            change = Change(remove=[pair])
        else:
            again = Problem.from_pairs(**known, fit=problem_fit(problem, supply, demand), locked=forced)
            change = Change(add=[pair])
        assert price(problem, result, change).loss == result.value - solve(again).value


def problem_fit(problem: Problem, supply: np.ndarray, demand: np.ndarray) -> np.ndarray:
    return problem.store.find(supply.astype(np.int32), demand.astype(np.int32)).fit
