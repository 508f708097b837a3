"""Value against budget agrees with brute force, breakpoint by breakpoint."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer import Interrupted, ProblemError
from optimizer.portfolio import Goal, Portfolio, RuleKind, budget_frontier
from tests.optimizer.portfolio.oracle import portfolios, selections, total


def without_budget(portfolio: Portfolio) -> list[tuple[int, frozenset[int]]]:
    rules = [rule for rule in portfolio.rules if rule.kind is not RuleKind.BUDGET]
    return [(-total(portfolio, Goal.COST, chosen), chosen) for chosen in selections(portfolio, rules)]


@settings(max_examples=60, deadline=None)
@given(portfolios(), st.sampled_from([Goal.VALUE, Goal.SAVED]))
def test_breakpoints_are_where_the_value_changes(portfolio: Portfolio, goal: Goal) -> None:
    most = min((rule.params["limit"] for rule in portfolio.rules if rule.kind is RuleKind.BUDGET), default=10**6)
    free = [(cost, total(portfolio, goal, chosen)) for cost, chosen in without_budget(portfolio) if cost <= most]
    expected = sorted(
        {(cost, value) for cost, value in free if all(value > other for money, other in free if money < cost)},
        key=lambda point: (-point[0], -point[1]),
    )
    highest = {cost: max(value for money, value in expected if money == cost) for cost, _ in expected}
    found = budget_frontier(portfolio, goal=goal)
    assert (found.is_exact, found.is_complete) == (True, True)
    assert [(point.budget, point.value) for point in found.points] == list(highest.items())


@settings(max_examples=40, deadline=None)
@given(portfolios(), st.lists(st.integers(0, 50), max_size=4))
def test_a_grid_answers_the_budgets_asked_for(portfolio: Portfolio, budgets: list[int]) -> None:
    found = budget_frontier(portfolio, budgets=budgets)
    assert not found.is_exact
    assert [point.budget for point in found.points] == sorted(set(budgets), reverse=True)
    for point in found.points:
        values = [
            total(portfolio, Goal.VALUE, chosen) for cost, chosen in without_budget(portfolio) if cost <= point.budget
        ]
        assert point.value == (max(values) if values else None)


def test_a_frontier_that_ends_early_says_so() -> None:
    portfolio = Portfolio.of([4, 2, 1], [4, 2, 1])
    found = budget_frontier(portfolio, limit=3)
    assert [(point.budget, point.value) for point in found.points] == [(7, 7), (6, 6), (5, 5)]
    assert (found.is_exact, found.is_complete) == (True, False)


def test_bad_budgets_are_refused_and_a_search_can_be_canceled() -> None:
    portfolio = Portfolio.of([1], [1])
    with pytest.raises(ProblemError, match="not_a_number"):
        budget_frontier(portfolio, budgets=[float("nan")])
    with pytest.raises(Interrupted):
        budget_frontier(portfolio, should_stop=lambda: True)
