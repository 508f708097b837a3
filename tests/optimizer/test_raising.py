"""The smallest even raise, against brute force over every raise."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizer import GroupLimit, Interrupted, KindLimit, Problem, Supply, even_raise
from tests.optimizer.oracle import all_plans, problems, ruled_problems

brief = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
BEYOND = 9
"""More than anybody can take in the small problems."""


def raised(problem: Problem, units: int, ceiling: np.ndarray | None = None) -> Problem:
    """The problem after a raise; nothing may lack in it."""
    hi = problem.supply.hi
    most = hi + units if ceiling is None else np.minimum(hi + units, np.maximum(hi, ceiling))
    return replace(problem, supply=Supply(problem.supply.lo, np.where(hi > 0, most, 0)), shortage_price=None)


def smallest(problem: Problem, ceiling: np.ndarray | None = None) -> int | None:
    """The smallest raise after which some choice of pairs lacks nothing, by trying each."""
    tried = (units for units in range(BEYOND) if all_plans(raised(problem, units, ceiling)).best(None) is not None)
    return next(tried, None)


@given(problem=problems())
@brief
def test_the_raise_is_the_smallest_that_is_enough(problem: Problem) -> None:
    assert even_raise(problem) == smallest(problem)


@given(problem=problems(), data=st.data())
@brief
def test_nobody_is_raised_above_a_ceiling_of_their_own(problem: Problem, data: st.DataObject) -> None:
    room = data.draw(st.lists(st.integers(0, 3), min_size=len(problem.supply), max_size=len(problem.supply)))
    ceiling = problem.supply.hi + np.array(room)
    assert even_raise(problem, ceiling) == smallest(problem, ceiling)


@given(problem=ruled_problems(most_pairs=9))
@brief
def test_rules_are_kept_too(problem: Problem) -> None:
    assert even_raise(problem) == smallest(problem)


def test_everybody_gives_a_little_where_one_could_give_all() -> None:
    problem = Problem.from_matrix(fit=np.ones((12, 3), int), supply_hi=[2, 2, 0], demand_lo=np.full(12, 1))
    assert even_raise(problem) == 4


def test_cuts_that_follow_one_another_are_all_climbed() -> None:
    """Two groups, of which the worse off one needs more than what lacks on the whole tells."""
    fit = np.zeros((30, 10), int)
    alone = np.ones((30, 10), int)
    alone[:20, 0] = 0
    alone[20:, 1:] = 0  # twenty entries have one judge alone, ten have nine
    problem = Problem.from_matrix(fit=fit, forbidden=1 - alone, supply_hi=np.full(10, 1), demand_lo=np.ones(30, int))
    assert even_raise(problem) == 9
    assert even_raise(raised(problem, 9)) == 0
    assert even_raise(problem, np.array([9, *[30] * 9])) is None


def test_no_raise_helps_against_conflicts_minimums_or_rules() -> None:
    conflicts = Problem.from_matrix(fit=[[1, 1]], forbidden=[[1, 1]], supply_hi=[1, 1], demand_lo=[1])
    minimums = Problem.from_matrix(fit=[[1, 1]], supply_lo=[1, 1], supply_hi=[1, 1], demand_lo=[1])
    expert = KindLimit.of("expert", [[0], [0]], [0], lo=1)
    ruled = Problem.from_matrix(fit=[[1, 1]], supply_hi=[1, 1], demand_lo=[1], rules=[expert])
    assert [even_raise(each) for each in (conflicts, minimums, ruled)] == [None, None, None]


def test_rules_may_ask_for_more_than_counting_does() -> None:
    """Two judges of one house may not meet, so that the third must be there every time."""
    house = GroupLimit.of("house", [0, 0, 1], hi=1)
    problem = Problem.from_matrix(fit=np.ones((4, 3), int), supply_hi=[3, 3, 3], demand_lo=np.full(4, 2), rules=[house])
    assert even_raise(replace(problem, rules=())) == 0
    assert even_raise(problem) == 1


def test_locks_beyond_a_limit_are_raised_over() -> None:
    problem = Problem.from_matrix(
        fit=np.ones((3, 3), int), locked=[[0, 0], [0, 1], [0, 2]], supply_hi=[1, 1, 1], demand_lo=[1, 1, 1]
    )
    assert even_raise(problem) == 2


def test_a_search_can_be_stopped() -> None:
    problem = Problem.from_matrix(fit=np.ones((4, 2), int), supply_hi=[1, 1], demand_lo=[1, 1, 1, 1])
    with pytest.raises(Interrupted):
        even_raise(problem, should_stop=lambda: True)
