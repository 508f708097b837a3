"""Scenarios side by side, against numbers that can be counted by hand and against plain definitions."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer import Assignment, Problem, ProblemError, Status, compare, solve
from optimizer.compare import Loads, Profile
from tests.optimizer.oracle import problems

brief = settings(max_examples=80, deadline=None)


def small_problem(**changed: object) -> Problem:
    known = {"fit": [[9, 7, 1], [8, 2, 1]], "supply_hi": [1, 2, 2], "demand_lo": [1, 1]}
    return Problem.from_matrix(**known | changed)


def test_scenarios_are_counted_against_the_first() -> None:
    problem = small_problem()
    best = solve(problem)
    assert best.assignment.pairs() == [(1, 0), (0, 1)]
    other = replace(best, assignment=Assignment.of(problem, [0, 1], [0, 1]))
    first, second = compare(problem, {"best": best, "own": other})
    assert (first.name, first.status, first.value, first.bound) == ("best", Status.PROVEN, 15, 15)
    assert (first.shared_pairs, first.added_pairs, first.removed_pairs) == (2, 0, 0)
    assert (second.value, second.fit_total, second.missing_units) == (11, 11, 0)
    assert (second.shared_pairs, second.added_pairs, second.removed_pairs) == (0, 2, 2)
    assert second.profile.worst_demand == 1
    assert second.profile.worst_fit == 2
    assert second.loads == Loads(((0, 1), (1, 2)), pytest.approx(1 / 3))


def test_a_variant_is_valued_by_the_problem_and_shows_no_foreign_bound() -> None:
    problem = small_problem()
    tight = small_problem(supply_hi=[0, 1, 1])
    found = compare(problem, {"as it is": solve(problem), "without the first": solve(tight)})
    assert [one.bound for one in found] == [15, None]
    assert [one.value for one in found] == [15, 8]


def test_a_result_without_a_plan_has_a_line_of_its_own() -> None:
    problem = small_problem()
    impossible = solve(small_problem(supply_hi=[0, 0, 1]))
    nothing, best = compare(problem, {"impossible": impossible, "best": solve(problem)})
    assert (nothing.status, nothing.value, nothing.profile, nothing.shared_pairs) == (
        Status.INFEASIBLE,
        None,
        None,
        None,
    )
    assert best.removed_pairs == 0


def test_nobody_to_serve_has_an_empty_profile() -> None:
    problem = small_problem(demand_lo=[0, 0])
    (only,) = compare(problem, {"empty": solve(problem)})
    assert (only.profile, only.loads) == (Profile(None, ()), Loads(((0, 3),), 0.0))


def test_too_many_scenarios_are_refused() -> None:
    problem = small_problem()
    result = solve(problem)
    with pytest.raises(ProblemError) as refused:
        compare(problem, {str(number): result for number in range(101)})
    assert refused.value.code == "wrong_shape"


@given(problem=problems(), data=st.data())
@brief
def test_figures_follow_their_definitions(problem: Problem, data: st.DataObject) -> None:
    result = solve(problem)
    assume(result.assignment is not None)
    (only,) = compare(problem, {"plan": result})
    share = data.draw(st.sampled_from(only.profile.quantiles)) if only.profile.quantiles else None
    totals = [0] * len(problem.demand)
    for supply, demand in result.assignment.pairs():
        found = problem.store.find(np.array([supply], np.int32), np.array([demand], np.int32))
        totals[demand] += int(found.fit[0])
    served = [total for total, most in zip(totals, problem.demand.hi.tolist(), strict=True) if most]
    if share is not None:
        below = sum(total <= share[1] for total in served)
        strictly = sum(total < share[1] for total in served)
        assert below >= share[0] * len(served)
        assert strictly == 0 or strictly < share[0] * len(served)
        assert totals[only.profile.worst_demand] == min(served) == only.profile.worst_fit
    given = [units for units, count in only.loads.supply_counts for _ in range(count)]
    differences = sum(abs(one - other) for one in given for other in given)
    wanted = differences / (2 * len(given) * sum(given)) if sum(given) else 0.0
    assert only.loads.gini == pytest.approx(wanted)
    assert sum(given) == len(result.assignment)
