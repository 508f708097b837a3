"""Prices and reasons of a project agree with brute force."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer import Interrupted, ProblemError, Status
from optimizer.portfolio import Goal, Portfolio, price_project, solve_portfolio, why_not_project, why_project
from tests.optimizer.portfolio.oracle import portfolios, selections, total

GOALS = (Goal.VALUE, Goal.SAVED, Goal.COST)


@settings(max_examples=60, deadline=None)
@given(portfolios(least=1), st.data())
def test_forcing_a_project_costs_what_brute_force_says(portfolio: Portfolio, data: st.DataObject) -> None:
    result = solve_portfolio(portfolio)
    if result.selection is None:
        return
    project = data.draw(st.integers(0, len(portfolio) - 1))
    is_in = project in result.selection
    price = price_project(portfolio, result, project)
    allowed = [chosen for chosen in selections(portfolio) if (project in chosen) is not is_in]
    reason = why_project(portfolio, result, project)
    if not allowed:
        assert (price.losses, price.selection) == (None, None)
        assert reason.code in {"needed", "impossible", "must_take", "must_not"}
        return
    best = max(tuple(total(portfolio, goal, chosen) for goal in GOALS) for chosen in allowed)
    losses = tuple((tier.value or 0) - after for tier, after in zip(result.tiers, best, strict=True))
    assert price.losses == losses
    if not any(losses):
        assert reason.code == "ties"
        return
    assert reason.code == ("chosen" if is_in else "costs")
    assert isinstance(reason.params["goal"], int)
    assert reason.params["loss"] == losses[reason.params["goal"]] > 0


def test_reasons_name_what_stands_in_the_way() -> None:
    portfolio = Portfolio.of(
        [9, 5, 4, 1, 7], [5, 3, 3, 1, 2], budget=10, requires=[(4, 3)], exclusive=[(0, 1)], must_not=[2]
    )
    result = solve_portfolio(portfolio)
    assert result.selection is not None
    assert result.selection.projects.tolist() == [0, 3, 4]
    why_three = why_project(portfolio, result, 3)
    assert (why_three.code, why_three.params["loss"]) == ("chosen", 8)
    assert [(detail.code, dict(detail.params)) for detail in why_three.details] == [
        ("required_by", {"projects": (4,)}),
        ("goes", {"projects": (4,)}),
    ]
    why_not_one = why_not_project(portfolio, result, 1)
    assert (why_not_one.code, why_not_one.params["loss"]) == ("costs", 4)
    assert [detail.code for detail in why_not_one.details] == ["budget", "exclusive", "goes"]
    assert why_not_project(portfolio, result, 2).code == "must_not"
    assert why_not_project(portfolio, result, 0).code == "in_plan"


def test_what_cannot_be_explained_is_refused() -> None:
    portfolio = Portfolio.of([1, 2], [1, 1], budget=1)
    result = solve_portfolio(portfolio)
    with pytest.raises(ProblemError, match="index_out_of_range"):
        why_project(portfolio, result, 2)
    with pytest.raises(ProblemError, match="wrong_problem"):
        why_project(Portfolio.of([1, 3], [1, 1], budget=1), result, 0)
    impossible = Portfolio.of([1], [2], budget=1, must_take=[0])
    with pytest.raises(ProblemError, match="not_proven"):
        why_project(impossible, solve_portfolio(impossible), 0)
    with pytest.raises(Interrupted) as ended:
        price_project(portfolio, result, 0, should_stop=lambda: True)
    assert ended.value.status is Status.CANCELED
