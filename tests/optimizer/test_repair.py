"""Repair against brute force: fewest changes first, then the best total; proofs that cannot be bent."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer import (
    Assignment,
    CapacityChanged,
    Certificate,
    DemandAdded,
    DemandWithdrawn,
    Event,
    Limits,
    PairForbidden,
    Problem,
    ProblemError,
    Proof,
    Repair,
    Status,
    SupplyWithdrawn,
    apply_events,
    check,
    read_instance,
    repair,
    shortage,
    solve,
    verify,
    verify_repair,
)
from optimizer.levels import narrow
from tests.optimizer.oracle import all_plans, as_columns, costed_problems, problems, ruled_problems, usable_pairs

FOLDER = Path(os.environ.get("GREENBRIDGE_DATA", Path(__file__).parents[3] / "shared" / "data")) / "judging"
brief = settings(max_examples=150, deadline=None)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Problem, Assignment, list[Event]]:
    """A problem, any old plan, allowed or not, and a few events."""
    problem = draw(problems(most_pairs=9))
    if draw(st.booleans()):
        problem = enlarge(problem)
    supply_count, demand_count = len(problem.supply), len(problem.demand)
    supplies, demands = st.integers(0, supply_count - 1), st.integers(0, demand_count - 1)
    old = draw(st.lists(st.tuples(supplies, demands), max_size=8, unique=True))
    columns = np.array(old, np.int64).reshape(-1, 2)
    plan = Assignment.of(problem, columns[:, 0], columns[:, 1])
    if draw(st.booleans()):
        plan = solve(problem).assignment or plan
    several = st.integers(0, 3)
    event = st.one_of(
        st.builds(SupplyWithdrawn, supplies),
        st.builds(DemandWithdrawn, demands),
        st.builds(PairForbidden, supplies, demands, st.sampled_from(["conflict", "ill"])),
        st.builds(CapacityChanged, supplies, several),
    )
    events: list[Event] = draw(st.lists(event, max_size=3))
    if draw(st.integers(0, 3)) == 0:
        served = draw(st.lists(supplies, max_size=3, unique=True))
        events.append(DemandAdded(draw(st.integers(0, 2)), served, draw(fits(len(served))), 2))
    return problem, plan, events


def enlarge(problem: Problem) -> Problem:
    """Fits so large that fewest changes and total fit need a flow each."""
    largest = max(problem.store.largest_fit(), problem.shortage_price or 0, 1)
    store = replace(problem.store, fit=problem.store.fit.astype(np.int64) * (2**53 // largest // 4))
    return replace(problem, store=store)


def fits(count: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(-9, 9), min_size=count, max_size=count)


def possible_pairs(problem: Problem, plan: Assignment) -> set[tuple[int, int]]:
    supply, demand, _ = usable_pairs(problem)
    usable = (problem.supply.hi[supply] > 0) & (problem.demand.hi[demand] > 0)
    return set(zip(supply[usable].tolist(), demand[usable].tolist(), strict=True)) & set(plan.pairs())


def best_by_force(problem: Problem, plan: Assignment) -> tuple[int, int, int] | None:
    """Missing units (strict: 0), changes and fit of the best of all plans, in this order."""
    plans = all_plans(problem)
    old = possible_pairs(problem, plan)
    was = np.array([pair in old for pair in plans.pairs], bool)
    changes = len(old) + plans.chosen @ np.where(was, -1, 1) if len(was) else np.full(len(plans.chosen), len(old))
    ranked = sorted(zip(plans.lacking.tolist(), changes.tolist(), (-plans.fit).tolist(), strict=True))
    if not problem.is_elastic:
        ranked = [one for one in ranked if one[0] == 0]
    return (ranked[0][0], ranked[0][1], -ranked[0][2]) if ranked else None


@given(case=cases())
@brief
def test_repair_has_the_fewest_changes_and_then_the_best_total(
    case: tuple[Problem, Assignment, list[Event]],
) -> None:
    problem, plan, events = case
    after = apply_events(problem, events).problem
    assume(after.store.pair_count() <= 12)
    repaired = repair(problem, plan, events)
    best = best_by_force(after, plan)
    assert repaired.problem.digest() == after.digest()
    if best is None:
        assert (repaired.status, repaired.assignment) == (Status.INFEASIBLE, None)
        assert shortage(repaired.problem) is not None
    else:
        made = repaired.assignment
        assert (repaired.status, repaired.proof) == (Status.PROVEN, Proof.VERIFIED)
        assert (made.shortage.units, repaired.change_count, made.fit_total) == best
        assert check(after, made) == []
        old, new = set(plan.pairs()), set(made.pairs())
        assert set(repaired.kept) == old & new
        assert set(repaired.added) == new - old
        assert set(repaired.gone) | set(repaired.dropped) == old - new
        assert set(repaired.gone) == old - possible_pairs(after, plan)
    verified = verify_repair(problem, plan, events, repaired)
    assert (verified.is_valid, verified.proof, verified.faults) == (True, Proof.VERIFIED, ())


@given(problem=ruled_problems() | costed_problems(), data=st.data())
@settings(brief, max_examples=60)
def test_under_rules_and_costs_too(problem: Problem, data: st.DataObject) -> None:
    supply, demand, _ = usable_pairs(problem)
    known = np.array(data.draw(st.lists(st.booleans(), min_size=len(supply), max_size=len(supply))), bool)
    plan = Assignment.of(problem, supply[known], demand[known])
    events = [SupplyWithdrawn(data.draw(st.integers(0, len(problem.supply) - 1)))]
    after = apply_events(problem, events).problem
    repaired = repair(problem, plan, events)
    best = best_by_force(after, plan)
    if best is None:
        assert (repaired.status, repaired.assignment) == (Status.INFEASIBLE, None)
    else:
        made = repaired.assignment
        assert repaired.status is Status.PROVEN
        assert (made.shortage.units, repaired.change_count, made.fit_total - made.load_cost) == best
    verified = verify_repair(problem, plan, events, repaired)
    assert (verified.is_valid, verified.proof, verified.faults) == (True, repaired.proof, ())


@given(problem=problems())
@brief
def test_without_events_an_optimal_plan_stays(problem: Problem) -> None:
    result = solve(problem)
    assume(result.status is Status.PROVEN)
    assume(not result.assignment.shortage.units)
    repaired = repair(problem, result.assignment, [])
    assert (repaired.change_count, repaired.gone) == (0, ())
    assert repaired.assignment.pairs() == result.assignment.pairs()


@given(problem=problems(elastic=False), data=st.data())
@brief
def test_withdrawing_a_supply_without_pairs_changes_nothing(problem: Problem, data: st.DataObject) -> None:
    result = solve(problem)
    assume(result.status is Status.PROVEN)
    unused = sorted(set(range(len(problem.supply))) - set(result.assignment.supply.tolist()))
    assume(unused)
    repaired = repair(problem, result.assignment, [SupplyWithdrawn(data.draw(st.sampled_from(unused)))])
    assert (repaired.change_count, repaired.gone, repaired.lifted) == (0, (), ())
    assert repaired.assignment.pairs() == result.assignment.pairs()


@given(problem=problems())
@brief
def test_narrowing_keeps_the_best_plans_and_no_others(problem: Problem) -> None:
    result = solve(problem)
    assume(result.status is Status.PROVEN)
    plans, best = all_plans(problem), all_plans(narrow(problem, result.certificate))
    values = plans.fit if problem.shortage_price is None else plans.fit - problem.shortage_price * plans.lacking
    if problem.shortage_price is None:
        values = np.where(plans.lacking == 0, values, np.iinfo(np.int64).min)
    wanted = {chosen_pairs(plans.pairs, row) for row in plans.chosen[values == result.value]}
    assert {chosen_pairs(best.pairs, row) for row in best.chosen[best.lacking == 0]} == wanted


def chosen_pairs(pairs: list[tuple[int, int]], row: np.ndarray) -> frozenset[tuple[int, int]]:
    return frozenset(pair for pair, is_in in zip(pairs, row, strict=True) if is_in)


def small_case() -> tuple[Problem, Assignment]:
    """Supply 0 serves demands 0 and 1; the best plan without it would move supply 1."""
    problem = Problem.from_matrix(
        fit=[[9, 8, 1, 2], [9, 1, 7, 3], [1, 9, 2, 5]], supply_hi=[2, 1, 2, 1], demand_lo=[1, 1, 1]
    )
    return problem, solve(problem).assignment


def test_repair_moves_nobody_who_can_stay() -> None:
    problem, plan = small_case()
    assert plan.pairs() == [(0, 0), (0, 1), (1, 2)]
    repaired = repair(problem, plan, [SupplyWithdrawn(0)])
    assert repaired.gone == ((0, 0), (0, 1))
    assert (repaired.kept, repaired.dropped, repaired.added) == (((1, 2),), (), ((3, 0), (2, 1)))
    assert repaired.assignment.value == 18
    assert solve(repaired.problem).value == 20
    assert [stage.name for stage in repaired.stages] == ["fewest_changes>total_fit"]


def test_numbers_too_large_for_one_flow_take_two() -> None:
    problem, plan = small_case()
    wide = Problem.from_matrix(
        fit=problem.store.fit.astype(np.int64) * (2**53 // 9), supply_hi=problem.supply.hi, demand_lo=problem.demand.lo
    )
    repaired = repair(wide, plan, [SupplyWithdrawn(0)])
    assert [stage.name for stage in repaired.stages] == ["fewest_changes", "total_fit"]
    assert repaired.added == ((3, 0), (2, 1))
    assert verify_repair(wide, plan, [SupplyWithdrawn(0)], repaired).proof is Proof.VERIFIED


def test_locks_hold_unless_an_event_takes_them_back() -> None:
    problem, plan = small_case()
    locked = Problem.from_matrix(
        fit=problem.store.fit, supply_hi=problem.supply.hi, demand_lo=problem.demand.lo, locked=[[0, 0], [1, 2]]
    )
    repaired = repair(locked, plan, [PairForbidden(0, 0, "kin")])
    assert (repaired.lifted, repaired.gone) == (((0, 0),), ((0, 0),))
    assert (1, 2) in repaired.kept
    assert repaired.problem.reasons == ("conflict", "kin")
    assert check(repaired.problem, plan)[0].params == {"supply": 0, "demand": 0, "reason": "kin"}


def test_a_new_demand_is_served_beside_the_others() -> None:
    problem, plan = small_case()
    repaired = repair(problem, plan, [DemandAdded(1, [1, 2], [9, 4])])
    assert (repaired.added, repaired.dropped) == (((2, 3),), ())
    listed = Problem.from_pairs(**as_columns(problem))
    assert repair(listed, plan, [DemandAdded(1, [1, 2], [9, 4])]).assignment.pairs() == repaired.assignment.pairs()


def test_a_capacity_that_falls_drops_the_worst_fit() -> None:
    problem, plan = small_case()
    repaired = repair(problem, plan, [CapacityChanged(0, 1)])
    assert repaired.change_count == 2
    assert repaired.assignment.value == 9 + 9 + 7


def test_a_shortage_is_explained_or_allowed() -> None:
    problem, plan = small_case()
    events = [SupplyWithdrawn(0), SupplyWithdrawn(2), SupplyWithdrawn(3)]
    repaired = repair(problem, plan, events)
    assert repaired.status is Status.INFEASIBLE
    assert shortage(repaired.problem).missing_units == 2
    assert verify_repair(problem, plan, events, repaired).proof is Proof.VERIFIED
    elastic = repair(replace(problem, shortage_price=0), plan, events)
    assert (elastic.status, elastic.assignment.shortage.units, elastic.kept) == (Status.PROVEN, 2, ((1, 2),))


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (SupplyWithdrawn(4), "index_out_of_range"),
        (DemandWithdrawn(-1), "index_out_of_range"),
        (PairForbidden(0, 3), "index_out_of_range"),
        (CapacityChanged(0, -1), "negative_units"),
        (CapacityChanged(0, 1, 2), "lo_above_hi"),
        (DemandAdded(1, [0, 0], [1, 1]), "duplicate_pair"),
        (DemandAdded(1, [0, 1], [1]), "wrong_shape"),
        (DemandAdded(1, [0], [float("nan")]), "not_a_number"),
    ],
)
def test_events_that_mean_nothing_are_refused(event: Event, code: str) -> None:
    with pytest.raises(ProblemError) as refused:
        repair(*small_case(), [event])
    assert refused.value.code == code


def bend(repaired: Repair, **changed: object) -> Repair:
    result = replace(repaired.stages[0].result, **changed)
    return replace(repaired, stages=(replace(repaired.stages[0], result=result), *repaired.stages[1:]))


def test_tampered_certificates_fail() -> None:
    problem, plan = small_case()
    events = [SupplyWithdrawn(0)]
    good = repair(problem, plan, events)
    certificate = good.stages[0].result.certificate
    lower = Certificate(certificate.supply, certificate.demand - 1)
    assert verify_repair(problem, plan, events, bend(good, certificate=lower)).faults == (
        "wrong_bound",
        "status_not_proven",
    )
    bound = good.stages[0].result.bound
    assert "wrong_bound" in verify_repair(problem, plan, events, bend(good, bound=bound - 1)).faults
    assert verify_repair(problem, plan, events, replace(good, stages=())).faults == ("wrong_stages",)
    assert verify_repair(problem, plan, events, replace(good, added=())).faults == ("wrong_changes",)
    assert "wrong_problem" in verify_repair(problem, plan, [SupplyWithdrawn(1)], good).faults
    free = solve(good.problem).assignment
    assert verify_repair(problem, plan, events, replace(good, assignment=free)).faults == (
        "wrong_value",
        "wrong_changes",
    )


def test_a_repair_without_changes_that_claims_more_than_it_has_fails() -> None:
    problem, plan = small_case()
    other = repair(problem, plan, [SupplyWithdrawn(2)])
    assert not verify_repair(problem, plan, [SupplyWithdrawn(0)], other).is_valid


def test_repair_can_be_canceled_and_stopped() -> None:
    problem, plan = small_case()
    assert repair(problem, plan, [], should_stop=lambda: True).status is Status.CANCELED
    assert repair(problem, plan, [], limits=Limits(1e-9)).status in {Status.STOPPED, Status.PROVEN}


def test_the_same_repair_gives_the_same_bytes() -> None:
    problem, plan = small_case()
    twice = [repair(problem, plan, [SupplyWithdrawn(0)]).stages[0].result.digest() for _ in range(2)]
    assert twice[0] == twice[1]


@pytest.mark.data
def test_judges_of_a_real_instance_drop_out() -> None:
    path = FOLDER / "iclr2018.npz"
    if not path.exists():
        pytest.skip(f"{path.name} is not in {FOLDER}; set GREENBRIDGE_DATA to the folder of the public instances")
    problem = read_instance(path)
    plan = solve(problem).assignment
    events = [SupplyWithdrawn(int(judge)) for judge in np.random.default_rng(0).choice(2710, 136, replace=False)]
    repaired = repair(problem, plan, events)
    assert (repaired.status, repaired.proof) == (Status.PROVEN, Proof.VERIFIED)
    assert repaired.dropped == ()
    assert len(repaired.added) == len(repaired.gone)
    assert verify_repair(problem, plan, events, repaired).proof is Proof.VERIFIED
    assert verify(repaired.problem, solve(repaired.problem)).value >= repaired.assignment.value
