"""What a larger or smaller budget would reach: value against money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.engines.binary import Session, TierPulse
from optimizer.errors import ProblemError
from optimizer.portfolio.check import tier_program
from optimizer.portfolio.outcome import Selection, Tier
from optimizer.portfolio.portfolio import Goal, Portfolio, Rule, RuleKind
from optimizer.progress import OnProgress, ShouldStop, ignore, never
from optimizer.result import Proof

if TYPE_CHECKING:
    from optimizer.program import Program

MOST_POINTS: Final = 200


@dataclass(frozen=True, eq=False)
class FrontierPoint:
    """The best for one budget.

    Attributes
    ----------
    budget
        The budget it answers, integer units; of a breakpoint the least money that reaches this value.
    value
        The most of the goal that this money reaches, integer units; None when no selection keeps all rules.
    selection
        A selection that reaches it at the least cost, None when there is none.
    """

    budget: int
    value: int | None
    selection: Selection | None


@dataclass(frozen=True, eq=False)
class BudgetFrontier:
    """Value against budget.

    Attributes
    ----------
    points
        By falling budget.
    is_exact
        Whether ``points`` are the breakpoints themselves: between two of them no money changes the value. Otherwise
        they answer the budgets asked for and nothing between.
    is_complete
        Of breakpoints: whether they go down to where no selection is left. The list may end earlier, at ``limit``.
    """

    points: tuple[FrontierPoint, ...]
    is_exact: bool
    is_complete: bool


def budget_frontier(  # noqa: PLR0913 - the settings of a solve, all by keyword
    portfolio: Portfolio,
    *,
    budgets: Sequence[float] | None = None,
    goal: Goal = Goal.VALUE,
    limit: int = MOST_POINTS,
    seed: int = 0,
    on_progress: OnProgress = ignore,
    should_stop: ShouldStop = never,
) -> BudgetFrontier:
    """Find what each budget reaches: the exact breakpoints, or the answers to some budgets.

    Each breakpoint is the best value and then the least cost; the next asks for one unit of money less. CP-SAT proves
    both in integers (CLAIMED); :func:`solve_portfolio` with that budget gives a certificate.

    Parameters
    ----------
    portfolio
        Projects and rules; its own budget is where breakpoints begin, and is replaced where ``budgets`` are given.
    budgets
        A grid in the unit of the costs; None for breakpoints.
    goal
        What the money is to reach, VALUE or SAVED.
    limit
        Most breakpoints to find.
    seed
        Breaks ties.
    on_progress
        Called in this thread at least once a second.
    should_stop
        Asked several times a second; True ends the search within a second.

    Returns
    -------
    BudgetFrontier
        Points and what they claim to be.

    Raises
    ------
    ProblemError
        ``not_a_number`` or ``fit_too_large`` for a budget.
    Interrupted
        When ``should_stop`` says so.
    """
    pulse = TierPulse(on_progress, should_stop)
    free = _without_budget(portfolio)
    with Session(pulse, seed) as session:
        if budgets is None:
            return _breakpoints(session, portfolio, free, goal, limit)
        wanted = sorted({_to_units(budget, portfolio.scale) for budget in budgets}, reverse=True)
        points = tuple(_best_for(session, free, goal, budget) for budget in wanted)
    return BudgetFrontier(points, is_exact=False, is_complete=False)


def _breakpoints(session: Session, portfolio: Portfolio, free: Portfolio, goal: Goal, limit: int) -> BudgetFrontier:
    budget = min(
        (rule.params["limit"] for rule in portfolio.rules if rule.kind is RuleKind.BUDGET),
        default=int(portfolio.cost.sum()),
    )
    points: list[FrontierPoint] = []
    while len(points) < limit:
        point = _best_for(session, free, goal, budget)
        if point.selection is None:
            return BudgetFrontier(tuple(points), is_exact=True, is_complete=True)
        cost = point.selection.cost
        points.append(FrontierPoint(cost, point.value, point.selection))
        budget = cost - 1
    return BudgetFrontier(tuple(points), is_exact=True, is_complete=False)


def _best_for(session: Session, free: Portfolio, goal: Goal, budget: int) -> FrontierPoint:
    """Return the best of the goal for this money, then the least cost."""
    limited = free.limited(Rule(RuleKind.BUDGET, {"limit": budget}))
    best = _maximize(session, tier_program(limited, [(goal, 1)], []))
    if best is None:
        return FrontierPoint(budget, None, None)
    value = int(limited.gain({goal: 1})[best].sum())
    held = Tier(((goal, 1),), value, value, Proof.CLAIMED, None)
    cheapest = _maximize(session, tier_program(limited, [(Goal.COST, 1)], [held]))
    return FrontierPoint(budget, value, Selection.of(limited, cheapest or best))


def _maximize(session: Session, program: Program) -> list[int] | None:
    return session.maximize(program).chosen


def _without_budget(portfolio: Portfolio) -> Portfolio:
    rules = tuple(rule for rule in portfolio.rules if rule.kind is not RuleKind.BUDGET)
    return Portfolio(
        portfolio.value, portfolio.cost, portfolio.saved, portfolio.regions, portfolio.classes, portfolio.scale, rules
    )


def _to_units(budget: float, scale: int) -> int:
    if not np.isfinite(budget):
        raise ProblemError("not_a_number", field="budgets", index=0, value=str(budget))
    return round(budget * scale)
