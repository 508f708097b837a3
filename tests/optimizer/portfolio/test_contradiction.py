"""The smallest contradiction is smallest, the fewest removals are fewest, and the mends mend: by brute force."""

import itertools

import pytest
from hypothesis import given, settings

from optimizer import Interrupted
from optimizer.portfolio import Axis, Measure, Portfolio, Quota, RuleKind, contradiction
from optimizer.portfolio.portfolio import Rule
from tests.optimizer.portfolio.oracle import portfolios, selections


def can_hold(portfolio: Portfolio, rules: tuple[Rule, ...]) -> bool:
    return next(selections(portfolio, rules), None) is not None


@settings(max_examples=150, deadline=None)
@given(portfolios())
def test_it_is_the_smallest_by_brute_force(portfolio: Portfolio) -> None:
    found = contradiction(portfolio)
    rules = portfolio.rules
    if can_hold(portfolio, rules):
        assert found is None
        return
    assert found is not None
    named = tuple(rules[at] for at in found.rules)
    assert not can_hold(portfolio, named)
    assert all(can_hold(portfolio, fewer) for fewer in itertools.combinations(rules, len(named) - 1))
    assert can_hold(portfolio, tuple(rule for at, rule in enumerate(rules) if at not in found.removal))
    kept = itertools.combinations(rules, len(rules) - len(found.removal) + 1)
    assert not any(can_hold(portfolio, more) for more in kept)


@settings(max_examples=150, deadline=None)
@given(portfolios())
def test_mends_are_the_nearest_limits(portfolio: Portfolio) -> None:
    found = contradiction(portfolio)
    for mend in () if found is None else found.mends:
        rule = portfolio.rules[mend.rule]
        others = tuple(other for at, other in enumerate(portfolio.rules) if at != mend.rule)
        assert mend.helps is can_hold(portfolio, others)
        if mend.limit is not None:
            step = 1 if rule.kind is RuleKind.FLOOR else -1
            nearest, nearer = (
                Rule(rule.kind, {**rule.params, "limit": limit}) for limit in (mend.limit, mend.limit + step)
            )
            assert can_hold(portfolio, (*others, nearest))
            assert not can_hold(portfolio, (*others, nearer))


def test_floors_that_eat_the_budget_are_named_with_what_would_do() -> None:
    floors = [Quota(Axis.REGION, region, Measure.MONEY, least=6) for region in (0, 1)]
    portfolio = Portfolio.of([1, 1, 9], [7, 8, 2], regions=[0, 1, -1], budget=12, quotas=floors, must_take=[2])
    found = contradiction(portfolio)
    assert found is not None
    assert [portfolio.rules[at].kind for at in found.rules] == [RuleKind.BUDGET, RuleKind.FLOOR, RuleKind.FLOOR]
    assert [(mend.limit, mend.helps) for mend in found.mends] == [(17, True), (0, True), (0, True)]


def test_it_can_be_canceled() -> None:
    with pytest.raises(Interrupted):
        contradiction(Portfolio.of([1], [2], budget=1, must_take=[0]), should_stop=lambda: True)
