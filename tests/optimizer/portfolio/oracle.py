"""Small portfolios, and every selection of them by brute force."""

import itertools
from collections.abc import Iterator, Sequence

from hypothesis import strategies as st

from optimizer.portfolio import Axis, Goal, Measure, Portfolio, Quota, Rule, RuleKind

MOST_PROJECTS = 7
GOAL_ORDERS = [order for count in (1, 2, 3) for order in itertools.permutations(Goal, count)]


@st.composite
def quotas(draw: st.DrawFn) -> Quota:
    """A floor, a ceiling, or both, rather loose than tight."""
    measure = draw(st.sampled_from(Measure))
    largest = 3 if measure is Measure.COUNT else 15
    return Quota(
        draw(st.sampled_from(Axis)),
        draw(st.integers(0, 1)),
        measure,
        draw(st.none() | st.integers(0, largest)),
        draw(st.none() | st.integers(0, 2 * largest)),
    )


@st.composite
def portfolios(draw: st.DrawFn, *, least: int = 0) -> Portfolio:
    """A few projects with rules of every kind."""
    count = draw(st.integers(least, MOST_PROJECTS))
    columns = [draw(st.lists(numbers, min_size=count, max_size=count)) for numbers in COLUMNS]
    project = st.integers(0, max(0, count - 1))
    several = st.lists(project, max_size=3) if count else st.just([])
    return Portfolio.of(
        columns[0],
        columns[1],
        saved=columns[2],
        regions=columns[3] or None,
        classes=columns[4] or None,
        budget=draw(st.none() | st.integers(0, 40)),
        quotas=draw(st.lists(quotas(), max_size=3)),
        requires=draw(st.lists(st.tuples(project, project), max_size=2)) if count else [],
        exclusive=draw(st.lists(several, max_size=2)),
        must_take=draw(st.lists(project, max_size=1)) if count else [],
        must_not=draw(st.lists(project, max_size=1)) if count else [],
    )


COLUMNS = (
    st.integers(-3, 12),
    st.integers(0, 12),
    st.integers(0, 5),
    st.integers(-1, 1),
    st.integers(-1, 1),
)


def keeps(portfolio: Portfolio, rule: Rule, chosen: frozenset[int]) -> bool:
    """Whether a selection keeps a rule, as the words of the rule say."""
    params = rule.params
    match rule.kind:
        case RuleKind.BUDGET:
            return sum(int(portfolio.cost[at]) for at in chosen) <= int(params["limit"])
        case RuleKind.MUST_TAKE:
            return params["project"] in chosen
        case RuleKind.MUST_NOT:
            return params["project"] not in chosen
        case RuleKind.REQUIRES:
            return params["project"] not in chosen or params["requires"] in chosen
        case RuleKind.EXCLUSIVE:
            return len(chosen & set(params["projects"])) <= 1
    groups = portfolio.regions if params["axis"] is Axis.REGION else portfolio.classes
    of_group = [at for at in chosen if groups[at] == params["group"]]
    amount = sum(int(portfolio.cost[at]) if params["measure"] is Measure.MONEY else 1 for at in of_group)
    limit = int(params["limit"])
    return amount >= limit if rule.kind is RuleKind.FLOOR else amount <= limit


def selections(portfolio: Portfolio, rules: Sequence[Rule] | None = None) -> Iterator[frozenset[int]]:
    """Every selection that keeps all rules, or these."""
    held = portfolio.rules if rules is None else rules
    for taken in itertools.product((False, True), repeat=len(portfolio)):
        chosen = frozenset(at for at, is_in in enumerate(taken) if is_in)
        if all(keeps(portfolio, rule, chosen) for rule in held):
            yield chosen


def total(portfolio: Portfolio, goal: Goal, chosen: frozenset[int]) -> int:
    """What a selection reaches of a goal."""
    column = {Goal.VALUE: portfolio.value, Goal.SAVED: portfolio.saved, Goal.COST: -portfolio.cost}[goal]
    return sum(int(column[at]) for at in chosen)
