"""Lotteries against linear programming, and what must hold for every draw."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from optimizer import (
    Certificate,
    Limits,
    Lottery,
    Problem,
    ProblemError,
    Progress,
    Proof,
    Status,
    check,
    randomize,
    sample,
    solve,
    verify_lottery,
)
from optimizer.engines import mincost, pricing
from tests.optimizer.oracle import as_columns, problems, usable_pairs

CAPS = ("1/2", "1/3", "3/4", "2/5", "5/6", "1")
ENGINES = ("flow", "pricing")
brief = settings(max_examples=60, deadline=None)
caps = st.sampled_from(CAPS)


def best_expected(problem: Problem, cap: Fraction) -> float | None:
    """Optimum of the linear program that a lottery solves: probabilities, then what lacks at each node."""
    supply, demand, fit = usable_pairs(problem)
    locked = problem.store.find(supply.astype(np.int32), demand.astype(np.int32)).locked
    loads = 1.0 * np.concatenate(
        (supply == np.arange(len(problem.supply))[:, None], demand == np.arange(len(problem.demand))[:, None])
    )
    lo, hi = (np.concatenate((getattr(problem.supply, b), getattr(problem.demand, b))) for b in ("lo", "hi"))
    slack = np.eye(len(lo)) if problem.is_elastic else np.zeros((len(lo), 0))
    rows = np.block([[loads, np.zeros_like(slack)], [-loads, -slack]])
    cost = np.concatenate((-fit, np.full(slack.shape[1], problem.shortage_price or 0)))
    bounds = [(1, 1) if lock else (0, float(cap)) for lock in locked] + [(0, None)] * slack.shape[1]
    if not len(cost):
        return 0.0 if (lo <= 0).all() else None
    found = linprog(cost, A_ub=rows, b_ub=np.concatenate((hi, -lo)), bounds=bounds)
    return -found.fun if found.status == 0 else None


@pytest.mark.parametrize("engine", ENGINES)
@given(problem=problems(), cap=caps)
@brief
def test_expected_value_is_that_of_linear_programming(engine: str, problem: Problem, cap: str) -> None:
    lottery = randomize(problem, cap=cap, engine=engine)
    best = best_expected(problem, Fraction(cap))
    assert lottery.proof is Proof.VERIFIED
    if best is None:
        assert (lottery.status, lottery.value, lottery.bound, lottery.parts) == (Status.INFEASIBLE, None, None, None)
        return
    assert (lottery.status, lottery.gap) == (Status.PROVEN, 0)
    assert float(lottery.expected_value) == pytest.approx(best, rel=1e-9, abs=1e-7 * (1 + problem.store.largest_fit()))


@given(problem=problems(), cap=caps)
@settings(max_examples=100, deadline=None)
def test_pricing_with_one_pair_to_start_with_expects_as_much_as_the_flow(problem: Problem, cap: str) -> None:
    hungry = pricing.Appetite(first_per_unit=0, least_first=1, most_added=1, ample=0, patience=99)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pricing, "MEASURED", hungry)
        priced = randomize(problem, cap=cap, engine="pricing")
    flowed = randomize(problem, cap=cap, engine="flow")
    assert (priced.status, priced.value, priced.proof) == (flowed.status, flowed.value, Proof.VERIFIED)


@given(problem=problems(), cap=caps, seed=st.integers(0, 99))
@settings(max_examples=150, deadline=None)
def test_every_draw_keeps_the_rules_and_the_loads(problem: Problem, cap: str, seed: int) -> None:
    lottery = randomize(problem, cap=cap)
    if lottery.parts is None:
        with pytest.raises(ProblemError, match="not_proven"):
            sample(problem, lottery, seed)
        return
    assignment = sample(problem, lottery, seed).assignment
    assert check(problem, assignment) == []
    probability = dict(zip(pairs_of(lottery), lottery.parts.tolist(), strict=True))
    assert set(assignment.pairs()) <= set(probability)
    assert {pair for pair, part in probability.items() if part == lottery.cap.denominator} <= set(assignment.pairs())
    for side, bounds in (("supply", problem.supply), ("demand", problem.demand)):
        units = np.bincount(getattr(assignment, side), minlength=len(bounds)) * lottery.cap.denominator
        expected = np.bincount(getattr(lottery, side), lottery.parts, minlength=len(bounds))
        assert (np.abs(units - expected) < lottery.cap.denominator).all()


@given(problem=problems())
@brief
def test_a_cap_of_one_is_the_plan_of_solve(problem: Problem) -> None:
    lottery, result = randomize(problem, cap=1), solve(problem)
    assert (lottery.status, lottery.value, lottery.bound) == (result.status, result.value, result.bound)
    if lottery.parts is not None:
        assert sample(problem, lottery, 5).assignment.digest() == result.assignment.digest()


@given(problem=problems(), cap=caps, seed=st.integers(0, 3))
@brief
def test_same_settings_and_seed_give_the_same_bytes(problem: Problem, cap: str, seed: int) -> None:
    one, two = randomize(problem, cap=cap), randomize(problem, cap=cap)
    assert one.digest() == two.digest()
    if one.parts is not None:
        first, second = sample(problem, one, seed), sample(problem, two, seed)
        assert first.assignment.digest() == second.assignment.digest()
        assert (first.seed, first.lottery_digest) == (seed, two.digest())


@given(problem=problems(), cap=caps, data=st.data())
@brief
def test_relabelling_keeps_the_expected_value(problem: Problem, cap: str, data: st.DataObject) -> None:
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
    before, after = randomize(problem, cap=cap), randomize(Problem.from_pairs(**renamed), cap=cap)
    assert (before.status, before.value) == (after.status, after.value)


@given(problem=problems())
@brief
def test_a_larger_cap_never_expects_less(problem: Problem) -> None:
    found = [randomize(problem, cap=cap).expected_value for cap in ("1/4", "1/2", "3/4", "1")]
    values = [value for value in found if value is not None]
    assert values == sorted(values)
    assert found[: len(found) - len(values)] == [None] * (len(found) - len(values))


def crowded_problem(**known: object) -> Problem:
    draw = np.random.default_rng(4)
    return Problem.from_matrix(
        fit=draw.random((9, 12)), forbidden=draw.random((9, 12)) < 0.2, supply_hi=np.full(12, 3), **known
    )


@pytest.mark.parametrize("cap", ["1/2", "3/8", "1/3", "3/10", "0.7"])
def test_draws_are_unbiased(cap: str) -> None:
    count = 3000
    problem = crowded_problem(demand_lo=np.full(9, 2), demand_hi=np.full(9, 3), shortage_price=0.1)
    lottery = randomize(problem, cap=cap)
    draws = [sample(problem, lottery, seed).assignment for seed in range(count)]
    seen = sum(draw_flags(lottery, draw.pairs()) for draw in draws)
    probability = lottery.probability
    error = (seen - count * probability) / np.sqrt(count * np.maximum(probability * (1 - probability), 1e-9))
    assert np.abs(error[probability < 1]).max() < 4
    assert (seen[probability == 1] == count).all()
    values = np.array([draw.value for draw in draws])
    assert abs(values.mean() - float(lottery.expected_value)) < 4 * values.std() / count**0.5
    assert len({draw.digest() for draw in draws}) > 100


def draw_flags(lottery: Lottery, pairs: list[tuple[int, int]]) -> np.ndarray:
    drawn = set(pairs)
    return np.array([pair in drawn for pair in pairs_of(lottery)])


def pairs_of(lottery: Lottery) -> list[tuple[int, int]]:
    return list(zip(lottery.supply.tolist(), lottery.demand.tolist(), strict=True))


def test_a_dense_matrix_is_priced_and_equals_the_flow() -> None:
    draw = np.random.default_rng(3)
    known = {"fit": draw.random((120, 300)) + draw.random(300), "forbidden": draw.random((120, 300)) < 0.1}
    problem = Problem.from_matrix(supply_hi=np.full(300, 2), demand_lo=np.full(120, 4), **known)
    priced, flowed = randomize(problem, cap="2/5"), randomize(problem, cap="2/5", engine="flow")
    assert (priced.engine, flowed.engine) == ("pricing", "flow")
    assert (priced.value, priced.gap, priced.proof) == (flowed.value, 0, Proof.VERIFIED)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_cap_that_leaves_too_little_is_refuted(engine: str) -> None:
    problem = Problem.from_matrix(fit=[[3, 2, 1]], supply_hi=[1, 1, 1], demand_lo=[2])
    tight, ample = (randomize(problem, cap=cap, engine=engine) for cap in ("0.66", "2/3"))
    assert (tight.status, tight.proof, tight.parts) == (Status.INFEASIBLE, Proof.VERIFIED, None)
    assert (ample.status, ample.expected_value, ample.parts.tolist()) == (Status.PROVEN, 4, [2, 2, 2])


def test_an_elastic_lottery_counts_what_lacks_on_average() -> None:
    problem = Problem.from_matrix(fit=[[8, 5]], supply_hi=[1, 1], demand_lo=[2], shortage_price=10)
    lottery = randomize(problem, cap="1/4")
    assert lottery.expected_value == Fraction(8 + 5, 4) - 10 * Fraction(3, 2)


def test_locks_stay_certain() -> None:
    problem = Problem.from_matrix(fit=[[9, 5, 1]], supply_hi=[1, 1, 1], demand_lo=[2], locked=[[2, 0]])
    lottery = randomize(problem, cap="1/2")
    assert (pairs_of(lottery), lottery.parts.tolist()) == ([(0, 0), (1, 0), (2, 0)], [1, 1, 2])


@pytest.mark.parametrize("cap", [0, -1, "3/2", float("nan"), float("inf"), "half", "1/0", "1/1001"])
def test_a_cap_that_is_none_is_refused(cap: object) -> None:
    problem = Problem.from_matrix(fit=[[1]], supply_hi=[1], demand_lo=[0])
    with pytest.raises(ProblemError) as refused:
        randomize(problem, cap=cap)
    assert (refused.value.code, refused.value.params) == ("bad_cap", {"value": str(cap)})


def test_fits_too_large_to_be_cut_into_parts_are_refused() -> None:
    problem = Problem.from_matrix(fit=[[2**52]], supply_hi=[1], demand_lo=[1])
    assert randomize(problem, cap=1).value == 2**52
    with pytest.raises(ProblemError, match="fit_too_large"):
        randomize(problem, cap="999/1000")


def test_a_draw_belongs_to_its_problem() -> None:
    one = Problem.from_matrix(fit=[[1]], supply_hi=[1], demand_lo=[1])
    other = Problem.from_matrix(fit=[[2]], supply_hi=[1], demand_lo=[1])
    with pytest.raises(ProblemError, match="wrong_problem"):
        sample(other, randomize(one, cap=1), 0)


@pytest.mark.parametrize("seed", [-1, 0.5, None])
def test_a_seed_that_is_none_is_refused(seed: object) -> None:
    problem = Problem.from_matrix(fit=[[1]], supply_hi=[1], demand_lo=[1])
    with pytest.raises(ProblemError, match="bad_seed"):
        sample(problem, randomize(problem, cap=1), seed)


TAMPERED = {
    "wrong_value": lambda lottery: replace(lottery, value=lottery.value + 1),
    "wrong_bound": lambda lottery: replace(lottery, bound=lottery.bound - 1),
    "wrong_problem": lambda lottery: replace(lottery, problem_digest="0" * 64),
    "wrong_certificate": lambda lottery: replace(
        lottery, certificate=Certificate(lottery.certificate.supply[1:], lottery.certificate.demand)
    ),
}


@pytest.mark.parametrize("fault", TAMPERED)
def test_tampered_lotteries_fail(fault: str) -> None:
    problem = crowded_problem(demand_lo=np.full(9, 2))
    lottery = randomize(problem, cap="1/2")
    verification = verify_lottery(problem, TAMPERED[fault](lottery))
    assert (verification.is_valid, verification.proof) == (False, Proof.NONE)
    assert fault in verification.faults


@given(problem=problems(), cap=caps, data=st.data())
@brief
def test_a_changed_multiplier_is_noticed_or_proves_less(problem: Problem, cap: str, data: st.DataObject) -> None:
    lottery = randomize(problem, cap=cap)
    supply = lottery.certificate.supply.copy()
    supply[data.draw(st.integers(0, len(supply) - 1))] += data.draw(st.sampled_from([-7, 7]))
    changed = replace(lottery, certificate=Certificate(supply, lottery.certificate.demand))
    verification = verify_lottery(problem, changed)
    if lottery.parts is None:
        assert verification.faults in {(), ("wrong_certificate",)}
    else:
        assert verification.bound >= lottery.bound
        assert verification.is_valid == (verification.bound == lottery.bound)


def test_a_refutation_must_refute() -> None:
    problem = Problem.from_matrix(fit=[[3, 2, 1]], supply_hi=[1, 1, 1], demand_lo=[2])
    nothing = Certificate(np.zeros(3, np.int64), np.zeros(1, np.int64))
    refuted = replace(randomize(problem, cap="1/2"), certificate=nothing)
    assert verify_lottery(problem, refuted).faults == ("wrong_certificate",)


def test_probabilities_that_break_rules_are_named() -> None:
    problem = Problem.from_matrix(
        fit=[[9, 5, 1, 7]], forbidden=[[0, 0, 0, 1]], supply_hi=[1, 1, 1, 1], demand_lo=[2], locked=[[2, 0]]
    )
    lottery = randomize(problem, cap="1/2")
    broken = {
        "probability_over_cap": replace(lottery, parts=np.array([2, 0, 2])),
        "lock_missing": replace(lottery, parts=np.array([1, 1, 1])),
        "demand_under": replace(lottery, parts=np.array([1, 1, 1])),
        "demand_over": replace(lottery, parts=np.array([1, 1, 3])),
        "supply_over": replace(lottery, parts=np.array([1, 1, 3])),
        "pair_forbidden": replace(lottery, supply=np.array([0, 2, 3], np.int32)),
        "pair_repeated": replace(lottery, supply=np.array([0, 0, 2], np.int32)),
    }
    for code, changed in broken.items():
        verification = verify_lottery(problem, changed)
        assert code in {violation.code for violation in verification.violations}, code
        assert not verification.is_valid


def test_the_process_of_its_own_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = crowded_problem(demand_lo=np.full(9, 2))
    here = randomize(problem, cap="1/3")
    monkeypatch.setattr(mincost, "MOST_ARCS_HERE", 0)
    assert randomize(problem, cap="1/3", limits=Limits(seconds=60)).digest() == here.digest()


def test_stopped_and_canceled_lotteries_claim_no_probabilities() -> None:
    problem = crowded_problem(demand_lo=np.full(9, 2))
    canceled = randomize(problem, cap="1/2", should_stop=lambda: True)
    assert (canceled.status, canceled.proof, canceled.parts, canceled.bound) == (
        Status.CANCELED,
        Proof.NONE,
        None,
        None,
    )
    stopped = randomize(problem, cap="1/2", limits=Limits(seconds=1e-9))
    assert (stopped.status, stopped.proof, stopped.value) == (Status.STOPPED, Proof.VERIFIED, None)
    assert stopped.bound >= randomize(problem, cap="1/2").value


def test_progress_is_told() -> None:
    told: list[Progress] = []
    randomize(crowded_problem(demand_lo=np.full(9, 2)), cap="1/2", on_progress=told.append)
    assert [sign.heartbeat for sign in told] == list(range(1, len(told) + 1))
    assert told[-1].phase == "verify"
