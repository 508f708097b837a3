"""Choosing a portfolio agrees with brute force, under every goal and rule, and proves it."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer import Limits, ProblemError, Progress, Proof, Status
from optimizer.portfolio import (
    Certificate,
    Goal,
    Portfolio,
    PortfolioResult,
    Rule,
    RuleKind,
    Selection,
    check_portfolio,
    solve_portfolio,
    verify_portfolio,
)
from tests.optimizer.portfolio.oracle import GOAL_ORDERS, keeps, portfolios, selections, total


def reserve(count: int, seed: int = 0) -> Portfolio:
    """Projects as a reserve has them; money to the yuan, no two alike."""
    random = np.random.default_rng(seed)
    cost = np.rint(random.lognormal(7, 1, count) * 100)
    value = cost * random.uniform(0.5, 1.5, count)
    return Portfolio.of(value, cost, budget=float(cost.sum() // 3), saved=random.integers(0, 900, count), scale=100)


@settings(deadline=None)
@given(portfolios(), st.sampled_from(GOAL_ORDERS))
def test_goals_in_order_agree_with_brute_force(portfolio: Portfolio, goals: tuple[Goal, ...]) -> None:
    result = solve_portfolio(portfolio, goals=goals)
    ranked = [tuple(total(portfolio, goal, chosen) for goal in goals) for chosen in selections(portfolio)]
    if not ranked:
        assert (result.status, result.selection, result.proof) == (Status.INFEASIBLE, None, Proof.VERIFIED)
    else:
        assert (result.status, result.proof) == (Status.PROVEN, Proof.VERIFIED)
        assert tuple(tier.value for tier in result.tiers) == max(ranked)
        assert result.selection is not None
        assert frozenset(result.selection.projects.tolist()) in set(selections(portfolio))
    assert verify_portfolio(portfolio, result).is_valid


@settings(deadline=None)
@given(portfolios(), st.dictionaries(st.sampled_from(Goal), st.integers(0, 4), min_size=1))
def test_weighted_goals_agree_with_brute_force(portfolio: Portfolio, weights: dict[Goal, int]) -> None:
    result = solve_portfolio(portfolio, weights=weights)
    sums = [
        sum(weight * total(portfolio, goal, chosen) for goal, weight in weights.items())
        for chosen in selections(portfolio)
    ]
    assert [tier.value for tier in result.tiers] == ([max(sums)] if sums else [])


@settings(deadline=None)
@given(portfolios(least=1), st.sets(st.integers(0, 6)))
def test_check_names_exactly_the_rules_that_are_broken(portfolio: Portfolio, wished: set[int]) -> None:
    chosen = frozenset(at for at in wished if at < len(portfolio))
    violations = check_portfolio(portfolio, Selection.of(portfolio, chosen))
    broken = [at for at, rule in enumerate(portfolio.rules) if not keeps(portfolio, rule, chosen)]
    assert [violation.params["rule"] for violation in violations] == broken
    assert [violation.code for violation in violations] == [portfolio.rules[at].kind.value for at in broken]


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_real_size_is_proven_by_a_tree_that_anybody_can_verify(seed: int) -> None:
    portfolio = reserve(40, seed)
    result = solve_portfolio(portfolio, seed=seed)
    assert (result.status, result.tiers[0].proof) == (Status.PROVEN, Proof.VERIFIED)
    assert result.tiers[0].certificate is not None
    assert len(result.tiers[0].certificate.branch) > 1
    assert verify_portfolio(portfolio, result).bounds[0] == result.tiers[0].value


def changed_bound(result: PortfolioResult) -> PortfolioResult:
    tier = result.tiers[0]
    assert tier.bound is not None
    return replace(result, tiers=(replace(tier, bound=tier.bound - 1), *result.tiers[1:]))


def changed_value(result: PortfolioResult) -> PortfolioResult:
    tier = result.tiers[0]
    assert tier.value is not None
    assert tier.bound is not None
    return replace(result, tiers=(replace(tier, value=tier.value + 1, bound=tier.bound + 1), *result.tiers[1:]))


def with_certificate(change: Callable[[Certificate], Certificate]) -> Callable[[PortfolioResult], PortfolioResult]:
    def tamper(result: PortfolioResult) -> PortfolioResult:
        tier = result.tiers[0]
        assert tier.certificate is not None
        return replace(result, tiers=(replace(tier, certificate=change(tier.certificate)), *result.tiers[1:]))

    return tamper


def without_one_project(result: PortfolioResult) -> PortfolioResult:
    assert result.selection is not None
    return replace(result, selection=replace(result.selection, projects=result.selection.projects[1:]))


TAMPERED: list[tuple[Callable[[PortfolioResult], PortfolioResult], set[str]]] = [
    (changed_bound, {"wrong_bound", "bound_below_value", "status_not_proven"}),
    (changed_value, {"wrong_value", "wrong_bound", "bound_below_value"}),
    (without_one_project, {"wrong_value"}),
    (lambda result: replace(result, portfolio_digest="0"), {"wrong_problem"}),
    (lambda result: replace(result, tiers=()), {"status_not_proven", "proof_not_verified"}),
    (with_certificate(lambda tree: replace(tree, multipliers=-tree.multipliers)), {"wrong_certificate", "wrong_bound"}),
    (with_certificate(lambda tree: replace(tree, multipliers=tree.multipliers * 0)), {"wrong_bound"}),
    (with_certificate(lambda tree: replace(tree, branch=tree.branch[:-1])), {"wrong_certificate", "wrong_bound"}),
    (
        with_certificate(lambda tree: replace(tree, branch=np.append(tree.branch[1:], tree.branch[:1]))),
        {"wrong_certificate", "wrong_bound"},
    ),
    (with_certificate(lambda tree: replace(tree, denominators=tree.denominators * 2)), {"wrong_bound"}),
]


@pytest.mark.parametrize(("tamper", "faults"), TAMPERED)
def test_a_tampered_result_fails(tamper: Callable[[PortfolioResult], PortfolioResult], faults: set[str]) -> None:
    portfolio = reserve(30)
    verification = verify_portfolio(portfolio, tamper(solve_portfolio(portfolio)))
    assert not verification.is_valid
    assert verification.proof is Proof.NONE
    assert set(verification.faults) == faults


def test_a_tampered_refutation_fails() -> None:
    portfolio = Portfolio.of([1, 1], [3, 4], budget=6, must_take=[0, 1])
    result = solve_portfolio(portfolio)
    assert (result.status, result.proof) == (Status.INFEASIBLE, Proof.VERIFIED)
    assert result.refutation is not None
    nothing = replace(result.refutation, multipliers=result.refutation.multipliers * 0)
    assert verify_portfolio(portfolio, replace(result, refutation=nothing)).faults == ("wrong_certificate",)
    assert verify_portfolio(portfolio, replace(result, refutation=None)).faults == ("proof_not_verified",)


def test_the_same_portfolio_and_seed_give_the_same_bytes() -> None:
    digests = {solve_portfolio(reserve(40), seed=7).digest() for _ in range(2)}
    watched = solve_portfolio(reserve(40), seed=7, should_stop=lambda: False)
    assert digests == {watched.digest()}


@settings(max_examples=30, deadline=None)
@given(portfolios(least=1))
def test_forbidding_a_project_never_helps(portfolio: Portfolio) -> None:
    free = solve_portfolio(portfolio, goals=[Goal.VALUE])
    bound = solve_portfolio(portfolio.limited(Rule(RuleKind.MUST_NOT, {"project": 0})), goals=[Goal.VALUE])
    if bound.selection is not None:
        assert free.selection is not None
        assert free.selection.value >= bound.selection.value


def test_progress_is_told_and_value_and_bound_meet() -> None:
    told: list[Progress] = []
    result = solve_portfolio(reserve(60), goals=[Goal.VALUE], on_progress=told.append)
    assert result.status is Status.PROVEN
    assert [progress.heartbeat for progress in told] == list(range(1, len(told) + 1))
    assert (told[-1].value, told[-1].bound) == (result.tiers[0].value, result.tiers[0].bound)


def hard(count: int = 60) -> Portfolio:
    """A budget to be met to the unit by numbers of thirteen digits, which no solver finishes."""
    weights = np.random.default_rng(0).integers(1, 10**13, count)
    return Portfolio.of(weights, weights, budget=int(weights.sum()) // 2)


def test_a_silent_solve_is_watched_and_ends_at_the_first_word_with_what_it_has() -> None:
    told: list[Progress] = []
    stopped: list[bool] = []

    def should_stop() -> bool:
        stopped.append(len(told) > 2 and told[-1].value is not None)
        return stopped[-1]

    portfolio = hard()
    result = solve_portfolio(portfolio, on_progress=told.append, should_stop=should_stop)
    assert stopped.count(True) == 1
    assert result.status is Status.CANCELED
    assert result.proof in {Proof.VERIFIED, Proof.CLAIMED}
    assert result.selection is not None
    [tier] = result.tiers
    assert tier.bound is not None
    assert tier.gap is not None
    assert 0 < tier.gap < tier.bound
    assert verify_portfolio(portfolio, result).is_valid


def test_a_time_limit_ends_a_solve() -> None:
    portfolio = hard()
    result = solve_portfolio(portfolio, limits=Limits(2.0))
    assert result.status is Status.STOPPED
    assert verify_portfolio(portfolio, result).is_valid


def test_a_limit_before_anything_is_found_claims_nothing() -> None:
    result = solve_portfolio(reserve(20), limits=Limits(1e-9))
    assert (result.status, result.proof, result.selection, result.tiers) == (Status.STOPPED, Proof.NONE, None, ())


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Portfolio.of([1.0, float("nan")], [1, 1]), "not_a_number"),
        (lambda: Portfolio.of(["a"], [1]), "not_a_number"),
        (lambda: Portfolio.of([1, 1], [1]), "wrong_shape"),
        (lambda: Portfolio.of([[1]], [1]), "wrong_shape"),
        (lambda: Portfolio.of([1], [-1]), "negative_units"),
        (lambda: Portfolio.of([1], [1], saved=[-1]), "negative_units"),
        (lambda: Portfolio.of([2**60], [1]), "fit_too_large"),
        (lambda: Portfolio.of([1], [1], budget=float("inf")), "not_a_number"),
        (lambda: Portfolio.of([1], [1], regions=[0.5]), "not_whole"),
        (lambda: Portfolio.of([1], [1], must_take=[1]), "index_out_of_range"),
        (lambda: Portfolio.of([1], [1], must_not=[True]), "not_whole"),
        (
            lambda: Portfolio.of([1], [1], requires=[(0, 0, 0)]),  # type: ignore[list-item]
            "wrong_shape",
        ),
        (lambda: Portfolio.of([1], [1], scale=0), "bad_scale"),
        (lambda: solve_portfolio(Portfolio.of([1], [1]), goals=[]), "wrong_shape"),
        (lambda: solve_portfolio(Portfolio.of([1], [1]), goals=[Goal.COST, Goal.COST]), "wrong_shape"),
        (lambda: solve_portfolio(Portfolio.of([1], [1]), weights={Goal.COST: -1}), "negative_units"),
        (lambda: Selection.of(Portfolio.of([1], [1]), [1]), "index_out_of_range"),
    ],
)
def test_what_makes_no_sense_is_refused(make: Callable[[], object], code: str) -> None:
    with pytest.raises(ProblemError) as refused:
        make()
    assert refused.value.code == code
