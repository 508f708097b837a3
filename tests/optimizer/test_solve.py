"""Every engine against brute force, and the laws that hold between problems."""

from __future__ import annotations

import sys
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer import Assignment, Limits, Problem, ProblemError, Progress, Proof, Result, Status, check, solve, verify
from optimizer.engines import mincost, pricing
from tests.optimizer.oracle import all_plans, as_columns, costed_problems, problems

ENGINES = ("flow", "pricing")
brief = settings(max_examples=60, deadline=None)


def listed_problem(demand_count: int, supply_count: int, per_demand: int, **known: object) -> Problem:
    draw = np.random.default_rng(7)
    demand = np.repeat(np.arange(demand_count), per_demand)
    supply = np.concatenate([draw.choice(supply_count, per_demand, replace=False) for _ in range(demand_count)])
    return Problem.from_pairs(
        supply_hi=np.full(supply_count, 4),
        demand_lo=np.full(demand_count, 3),
        pair_supply=supply,
        pair_demand=demand,
        fit=draw.random(len(demand)),
        **known,
    )


@pytest.mark.parametrize("engine", ENGINES)
@given(problem=problems() | costed_problems())
@brief
def test_solve_agrees_with_brute_force(engine: str, problem: Problem) -> None:
    best = all_plans(problem).best(problem.shortage_price)
    result = solve(problem, engine=engine)
    assert result.proof is Proof.VERIFIED
    assert result.value == best
    if best is None:
        assert (result.status, result.bound, result.gap) == (Status.INFEASIBLE, None, None)
        return
    assert result.status is Status.PROVEN
    assert result.gap == 0
    assert check(problem, result.assignment) == []


def solve_hungry(problem: Problem, appetite: pricing.Appetite) -> Result:
    """Price with so few pairs per round that small problems need several."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pricing.run, "__defaults__", (appetite,))
        return solve(problem, engine="pricing")


@given(problem=problems() | costed_problems(), added=st.integers(1, 2))
@settings(max_examples=150, deadline=None)
def test_pricing_with_one_pair_to_start_with_agrees_with_brute_force(problem: Problem, added: int) -> None:
    columns = as_columns(problem)
    hungry = pricing.Appetite(first_per_unit=0, least_first=1, most_added=added, ample=0, patience=99)
    result = solve_hungry(Problem.from_pairs(**columns), hungry)
    assert result.value == all_plans(problem).best(problem.shortage_price)
    assert result.proof is Proof.VERIFIED


def test_a_locked_pair_does_not_hide_another_from_pricing() -> None:
    known = {"supply_hi": [1, 0], "demand_lo": [0], "demand_hi": [2]}
    problem = Problem.from_matrix(fit=[[2, 1]], locked=[[0, 0]], **known)
    result = solve_hungry(problem, pricing.Appetite(first_per_unit=0, least_first=1, most_added=1, patience=9))
    assert (result.value, result.gap, result.proof) == (2, 0, Proof.VERIFIED)


def test_the_process_of_its_own_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = listed_problem(40, 35, 12)
    here = solve(problem)
    monkeypatch.setattr(mincost, "MOST_ARCS_HERE", 0)
    watch = {"limits": Limits(seconds=60)}
    assert solve(problem, **watch).digest() == here.digest()
    tight = solve(Problem.from_pairs(**as_columns(problem) | {"supply_hi": np.full(35, 1)}), **watch)
    assert (tight.status, tight.proof) == (Status.INFEASIBLE, Proof.VERIFIED)


def test_dense_matrix_is_priced_and_equals_the_flow() -> None:
    draw = np.random.default_rng(3)
    fit = draw.random((120, 300)) + draw.random(300)
    forbidden = draw.random((120, 300)) < 0.1
    problem = Problem.from_matrix(fit=fit, forbidden=forbidden, supply_hi=np.full(300, 2), demand_lo=np.full(120, 4))
    priced, flowed = solve(problem), solve(problem, engine="flow")
    assert (priced.engine, flowed.engine) == ("pricing", "flow")
    assert (priced.value, priced.gap, priced.proof) == (flowed.value, 0, Proof.VERIFIED)


def hard_fits(kind: str) -> np.ndarray:
    """Fits on which entries agree about judges more than real ones do."""
    draw = np.random.default_rng(11)
    shape = (150, 300)
    supplies, demands = draw.random(shape[1])[None, :], draw.random(shape[0])[:, None]
    return {
        "popular": supplies + 0.1 * draw.random(shape),
        "the same for all": supplies + 0 * demands,
        "products of ranks": supplies * demands,
        "few different": draw.integers(0, 3, shape),
        "all equal": np.zeros(shape),
    }[kind]


@pytest.mark.parametrize("kind", ["popular", "the same for all", "products of ranks", "few different", "all equal"])
@pytest.mark.parametrize("capacity", [1, 2])
def test_pricing_gives_the_value_of_the_flow_where_all_want_the_same(kind: str, capacity: int) -> None:
    known = {"fit": hard_fits(kind), "supply_hi": np.full(300, capacity), "demand_lo": np.full(150, 2)}
    problem = Problem.from_matrix(**known)
    priced = solve(problem, engine="pricing")
    assert (priced.value, priced.gap, priced.proof) == (solve(problem, engine="flow").value, 0, Proof.VERIFIED)


def test_pricing_refutes_what_cannot_be_and_stops_where_it_is_told() -> None:
    draw = np.random.default_rng(2)
    known = {"fit": draw.random((150, 300)), "supply_hi": np.ones(300), "demand_lo": np.full(150, 3)}
    problem = Problem.from_matrix(**known)
    result = solve(problem)
    assert (result.engine, result.status, result.proof) == ("pricing", Status.INFEASIBLE, Proof.VERIFIED)
    asked: list[bool] = []
    stopped = solve(problem, should_stop=lambda: asked.append(True) or len(asked) > 2)
    assert (stopped.status, stopped.proof) == (Status.CANCELED, Proof.NONE)


def test_dense_list_is_priced_and_sparse_list_is_not() -> None:
    dense = Problem.from_pairs(**as_columns(listed_problem(200, 200, 180)))
    sparse = listed_problem(400, 2000, 80)
    assert (solve(dense).engine, solve(sparse).engine) == ("pricing", "flow")


@given(problem=problems(), seed=st.integers(0, 3))
@brief
def test_same_problem_and_seed_give_the_same_bytes(problem: Problem, seed: int) -> None:
    assert solve(problem, seed=seed).digest() == solve(problem, seed=seed).digest()


@given(problem=problems())
@brief
def test_order_of_the_list_changes_nothing(problem: Problem) -> None:
    columns = as_columns(problem)
    names = ("pair_supply", "pair_demand", "fit", "forbidden", "locked")
    turned = columns | {name: columns[name][::-1] for name in names}
    one, two = Problem.from_pairs(**columns), Problem.from_pairs(**turned)
    assert one.digest() == two.digest()
    assert solve(one).digest() == solve(two).digest()


@given(problem=problems(), data=st.data())
@brief
def test_relabelling_keeps_the_value(problem: Problem, data: st.DataObject) -> None:
    columns = as_columns(problem)
    new_supply = np.array(data.draw(st.permutations(range(len(problem.supply)))))
    new_demand = np.array(data.draw(st.permutations(range(len(problem.demand)))))
    renamed = columns | {
        "pair_supply": new_supply[columns["pair_supply"]],
        "pair_demand": new_demand[columns["pair_demand"]],
        "supply_lo": columns["supply_lo"][np.argsort(new_supply)],
        "supply_hi": columns["supply_hi"][np.argsort(new_supply)],
        "demand_lo": columns["demand_lo"][np.argsort(new_demand)],
        "demand_hi": columns["demand_hi"][np.argsort(new_demand)],
    }
    before, after = solve(problem), solve(Problem.from_pairs(**renamed))
    assert (before.status, before.value) == (after.status, after.value)


@given(problem=problems(), data=st.data())
@brief
def test_forbidding_never_helps_and_capacity_never_hurts(problem: Problem, data: st.DataObject) -> None:
    columns = as_columns(problem)
    value = _value(problem)
    if len(columns["fit"]):
        forbidden = columns["forbidden"].copy()
        at = data.draw(st.integers(0, len(forbidden) - 1))
        forbidden[at] = 1
        locked = columns["locked"] & (forbidden == 0)
        unlocked = Problem.from_pairs(**columns | {"locked": locked})
        assert _value(Problem.from_pairs(**columns | {"forbidden": forbidden, "locked": locked})) <= _value(unlocked)
    supply_hi = columns["supply_hi"].copy()
    supply_hi[data.draw(st.integers(0, len(supply_hi) - 1))] += 1
    assert _value(Problem.from_pairs(**columns | {"supply_hi": supply_hi})) >= value


@given(problem=problems())
@brief
def test_locks_hold_and_never_help(problem: Problem) -> None:
    columns = as_columns(problem)
    free = solve(Problem.from_pairs(**columns | {"locked": np.zeros(len(columns["fit"]), bool)}))
    result = solve(problem)
    if result.assignment is not None:
        locks = {(int(i), int(j)) for i, j in zip(*problem.store.locks(), strict=True)}
        assert locks <= set(result.assignment.pairs())
        assert result.value <= free.value


def test_elastic_plan_lists_what_lacks() -> None:
    problem = Problem.from_matrix(fit=[[5, 1], [4, 3]], supply_hi=[1, 1], demand_lo=[2, 2], shortage_price=10)
    result = solve(problem)
    assert (result.status, result.value, result.assignment.fit_total) == (Status.PROVEN, -12, 8)
    assert result.shortage.units == 2
    assert result.shortage.demand.tolist() == [0, 1]
    assert result.shortage.demand_units.tolist() == [1, 1]
    assert result.shortage.supply.tolist() == []


def test_progress_beats_and_ends_with_the_value() -> None:
    seen: list[Progress] = []
    result = solve(listed_problem(40, 35, 12), on_progress=seen.append)
    assert [one.heartbeat for one in seen] == list(range(1, len(seen) + 1))
    assert list(dict.fromkeys(one.phase for one in seen)) == ["prepare", "solve", "certify", "verify"]
    assert (seen[-1].value, seen[-1].bound) == (result.value, result.bound)


def test_cancel_ends_a_long_flow_within_a_second() -> None:
    problem = listed_problem(6000, 5500, 60)
    beats: list[float] = []
    started = time.perf_counter()
    result = solve(
        problem,
        on_progress=lambda _: beats.append(time.perf_counter()),
        should_stop=lambda: time.perf_counter() > started + 0.3,
    )
    assert (result.status, result.assignment, result.value, result.proof) == (Status.CANCELED, None, None, Proof.NONE)
    assert time.perf_counter() - started < 1.3
    assert len(beats) >= 2
    assert max(np.diff(beats)) < 1


@pytest.mark.parametrize(
    ("executable", "failure"), [("/bin/false", "solver_process_ended"), ("/nowhere", "solver_process_missing")]
)
def test_a_solver_process_that_dies_is_told(monkeypatch: pytest.MonkeyPatch, executable: str, failure: str) -> None:
    monkeypatch.setattr(mincost, "MOST_ARCS_HERE", 0)
    monkeypatch.setattr(sys, "executable", executable)
    problem = Problem.from_matrix(fit=[[5, 1], [4, 3]], supply_hi=[1, 1], demand_lo=[1, 1])
    start = Assignment.of(problem, [0, 1], [1, 0])
    result = solve(problem, start=start, limits=Limits(seconds=60))
    assert (result.status, result.failure, result.proof) == (Status.FAILED, failure, Proof.NONE)
    assert (result.value, result.bound) == (5, None)


@pytest.mark.parametrize("engine", ENGINES)
def test_cancel_before_the_start_keeps_the_given_plan(engine: str) -> None:
    problem = Problem.from_matrix(fit=[[5, 1], [4, 3]], supply_hi=[1, 1], demand_lo=[1, 1])
    start = Assignment.of(problem, [0, 1], [1, 0])
    result = solve(problem, engine=engine, start=start, should_stop=lambda: True)
    assert (result.status, result.value, result.bound) == (Status.CANCELED, 5, None)
    assert verify(problem, result).is_valid


def test_time_limit_stops_with_the_best_plan_and_a_verified_bound() -> None:
    problem = listed_problem(6000, 5500, 60)
    result = solve(problem, limits=Limits(seconds=0.2))
    assert (result.status, result.proof) == (Status.STOPPED, Proof.VERIFIED)
    assert result.bound >= solve(problem).value >= result.value
    assert check(problem, result.assignment) == []


def test_start_that_breaks_rules_is_refused() -> None:
    problem = Problem.from_matrix(fit=[[5, 1]], supply_hi=[1, 1], demand_lo=[1])
    with pytest.raises(ProblemError) as refused:
        solve(problem, start=Assignment.of(problem, [0, 1], [0, 0]))
    assert (refused.value.code, refused.value.params) == (
        "start_breaks_rules",
        {"violation": "demand_over", "demand": 0, "units": 2, "limit": 1},
    )


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("changed", "value"),
    [
        ({"demand_lo": [0, 0]}, 0),
        ({"demand_lo": [0, 0], "demand_hi": [2, 2]}, 9),
        ({"forbidden": np.ones((2, 3), bool)}, None),
        ({"forbidden": np.ones((2, 3), bool), "demand_lo": [0, 0]}, 0),
        ({"supply_hi": [0, 0, 0]}, None),
        ({"supply_hi": [0, 0, 0], "shortage_price": 3}, -6),
        ({"fit": np.full((2, 3), 7)}, 14),
        ({"fit": -np.arange(6).reshape(2, 3)}, -4),
        ({"supply_lo": [0, 0, 1]}, 6),
        ({"demand_lo": [3, 3]}, None),
    ],
)
def test_edges(engine: str, changed: dict[str, object], value: int | None) -> None:
    known = {"fit": [[4, 2, 1], [5, 3, 2]], "supply_hi": [1, 1, 1], "demand_lo": [1, 1]}
    result = solve(Problem.from_matrix(**known | changed), engine=engine)
    assert result.value == value
    assert result.proof is Proof.VERIFIED


@pytest.mark.parametrize("shape", [(1, 6), (6, 1), (0, 3), (3, 0), (0, 0)])
def test_lines_and_nothing(shape: tuple[int, int]) -> None:
    demand_count, supply_count = shape
    fit = np.arange(demand_count * supply_count).reshape(shape)
    units = np.ones(demand_count, int) if supply_count else np.zeros(demand_count, int)
    problem = Problem.from_matrix(fit=fit, supply_hi=np.full(supply_count, 6), demand_lo=units)
    result = solve(problem)
    assert result.status is Status.PROVEN
    assert result.value == sum(row.max(initial=0) for row in fit)


def test_fits_near_the_limit_stay_exact() -> None:
    largest = 2**40
    problem = Problem.from_matrix(
        fit=[[largest, largest - 1], [largest - 1, -largest]], supply_hi=[1, 1], demand_lo=[1, 1]
    )
    result = solve(problem)
    assert (result.value, result.gap) == (2 * largest - 2, 0)


def test_result_of_another_problem_is_not_valid() -> None:
    one = Problem.from_matrix(fit=[[5, 1]], supply_hi=[1, 1], demand_lo=[1])
    two = Problem.from_matrix(fit=[[5, 2]], supply_hi=[1, 1], demand_lo=[1])
    assert verify(two, solve(one)).faults == ("wrong_problem",)
    assert verify(one, replace(solve(one), status=Status.STOPPED)).is_valid


def _value(problem: Problem) -> float:
    value = solve(problem).value
    return -np.inf if value is None else value
