"""One-to-one meetings against brute force, and what must hold of every result."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer import Limits, ProblemError, Progress, Proof, Status
from optimizer.timetable import (
    GoalName,
    MeetingPlan,
    Meetings,
    check_meetings,
    measure_meetings,
    solve_meetings,
    verify_meetings,
)
from tests.optimizer.timetable.meeting_oracle import (
    TINY,
    Plan,
    all_plans,
    best,
    can_hold,
    idle,
    meeting_problems,
    requirements,
)

brief = settings(max_examples=60, deadline=None)


@cache
def tiny_plans() -> tuple[Plan, ...]:
    return tuple(all_plans(TINY[:2], TINY[2]))


def day_of(startups: int, investors: int, slots: int, load: int, **known: object) -> Meetings:
    fit = np.random.default_rng(5).random((startups, investors))
    most = {"startup_hi": load, "investor_hi": slots}
    return Meetings.build(fit=fit, tables=np.full(slots, startups), **{**most, **known})


@given(problem=meeting_problems())
@brief
def test_every_goal_agrees_with_brute_force(problem: Meetings) -> None:
    expected = best(problem, tiny_plans())
    result = solve_meetings(problem)
    assert verify_meetings(problem, result).is_valid
    if expected is None:
        assert (result.status, result.plan) == (Status.INFEASIBLE, None)
        return
    assert result.status is Status.PROVEN
    unmet, fit, waits = (goal.value for goal in result.goals)
    assert (unmet, -fit, waits) == expected
    assert check_meetings(problem, result.plan) == []


@given(problem=meeting_problems(elastic=False))
@settings(max_examples=150, deadline=None)
def test_an_explanation_cannot_hold_and_nothing_can_be_left_out(problem: Meetings) -> None:
    result = solve_meetings(problem)
    assume(result.status is Status.INFEASIBLE)
    named = result.explanation
    known = requirements(problem)
    assert all(each in known for each in named)
    plans = tiny_plans()
    assert not can_hold(problem, plans, named)
    for left_out in range(len(named)):
        assert can_hold(problem, plans, [*named[:left_out], *named[left_out + 1 :]])


@given(problem=meeting_problems(), data=st.data())
@brief
def test_values_and_violations_of_any_plan_are_counted_one_by_one(problem: Meetings, data: st.DataObject) -> None:
    rows = data.draw(st.sampled_from(tiny_plans()))
    plan = MeetingPlan.of(problem, *(np.array(rows, np.int32).reshape(-1, 3).T))
    assert measure_meetings(problem, plan)[GoalName.IDLE] == idle(problem, rows)
    asked = requirements(problem)
    if problem.is_elastic:
        asked = [each for each in asked if each.code not in {"request", "minimum"}]
    assert (check_meetings(problem, plan) == []) == can_hold(problem, [rows], asked)


def test_a_full_day_is_placed_without_waiting_and_verified() -> None:
    problem = day_of(12, 30, 8, 7, fund=np.arange(30) % 11, fund_cap=2)
    result = solve_meetings(problem)
    assert (result.status, result.proof) == (Status.PROVEN, Proof.VERIFIED)
    assert len(result.plan) == 84
    assert result.goal(GoalName.IDLE).value == 0
    assert result.engine == "flow+coloring"


def test_people_who_leave_for_a_while_are_not_idle() -> None:
    free = np.array([[True, False, True]])
    problem = Meetings.build(fit=[[1, 1]], tables=[1, 1, 1], startup_hi=2, investor_hi=1, startup_free=free)
    result = solve_meetings(problem)
    assert [slot for _, _, slot, _ in result.plan.rows()] == [0, 2]
    assert result.goal(GoalName.IDLE).value == 0


def test_same_seed_gives_the_same_bytes() -> None:
    problem = day_of(20, 50, 10, 9)
    digests = {solve_meetings(problem, seed=3, should_stop=stop).digest() for stop in (lambda: False,) * 2}
    assert len(digests) == 1
    assert solve_meetings(problem, seed=4).seed == 4


@pytest.mark.parametrize(
    "change", ["slot", "pair", "table", "value", "bound", "certificate", "status", "problem", "drop"]
)
def test_tampered_results_fail(change: str) -> None:
    problem = day_of(6, 12, 6, 5)
    result = solve_meetings(problem)
    assert verify_meetings(problem, result).is_valid
    tampered, faults = _tamper(result, change)
    verification = verify_meetings(problem, tampered)
    assert not verification.is_valid
    assert set(faults) <= set(verification.faults) | {each.code for each in verification.violations}


def _tamper(result, change: str):  # noqa: ANN001, ANN202, PLR0911 - one line for each kind
    plan = result.plan
    if change == "slot":
        slots = plan.slot.copy()
        mine = np.flatnonzero(plan.startup == 0)
        slots[mine[0]] = slots[mine[1]]
        return replace(result, plan=replace(plan, slot=slots)), ["startup_twice"]
    if change == "pair":
        investor = plan.investor.copy()
        investor[0] = investor[1]
        return replace(result, plan=replace(plan, investor=investor)), ["investor_twice"]
    if change == "table":
        return replace(result, plan=replace(plan, table=np.zeros_like(plan.table))), ["table_twice"]
    if change == "value":
        goals = (*result.goals[:2], replace(result.goals[2], value=1, bound=1))
        return replace(result, goals=goals), ["wrong_value"]
    if change == "bound":
        fit = result.goals[1]
        goals = (result.goals[0], replace(fit, bound=fit.bound + 1), result.goals[2])
        return replace(result, goals=goals), ["wrong_bound", "status_not_proven"]
    if change == "certificate":
        return replace(result, certificate=result.certificate - np.arange(len(result.certificate))), ["wrong_bound"]
    if change == "status":
        return replace(result, status=Status.INFEASIBLE), ["status_not_proven"]
    if change == "problem":
        return replace(result, problem_digest="0"), ["wrong_problem"]
    kept = [column[1:] for column in (plan.startup, plan.investor, plan.slot, plan.table)]
    return replace(result, plan=MeetingPlan(*kept)), ["wrong_value"]


def test_progress_is_told_and_a_cancel_keeps_the_best() -> None:
    problem = day_of(60, 160, 15, 14)
    heard: list[Progress] = []

    def should_stop() -> bool:
        return len(heard) > 3

    started = time.perf_counter()
    result = solve_meetings(problem, on_progress=heard.append, should_stop=should_stop)
    assert result.status is Status.CANCELED
    assert len(result.plan) == 840
    assert verify_meetings(problem, result).is_valid
    times = [each.seconds for each in heard]
    assert max(np.diff([0.0, *times, time.perf_counter() - started])) < 1.0
    assert [each.heartbeat for each in heard] == list(range(1, len(heard) + 1))


def test_time_ends_a_solve_with_what_was_found() -> None:
    problem = day_of(60, 160, 15, 14)
    result = solve_meetings(problem, limits=Limits(seconds=0.5))
    assert result.status is Status.STOPPED
    assert result.goal(GoalName.FIT).is_proven
    assert not result.goal(GoalName.IDLE).is_proven


@pytest.mark.parametrize(
    ("known", "meetings"),
    [
        ({"fit": np.zeros((0, 3)), "tables": [1, 1]}, 0),
        ({"fit": np.zeros((2, 0)), "tables": [1, 1]}, 0),
        ({"fit": np.ones((2, 2)), "tables": []}, 0),
        ({"fit": np.ones((2, 2)), "tables": [0, 0]}, 0),
        ({"fit": np.ones((3, 3)), "tables": [2]}, 2),
        ({"fit": np.ones((2, 2)), "tables": [2, 2], "allowed": np.zeros((2, 2))}, 0),
        ({"fit": np.ones((2, 2)), "tables": [2, 2], "fund": [0, 0], "fund_cap": 0}, 0),
    ],
)
def test_numbers_at_the_edge(known: dict[str, object], meetings: int) -> None:
    result = solve_meetings(Meetings.build(startup_hi=9, investor_hi=9, **known))
    assert (result.status, len(result.plan)) == (Status.PROVEN, meetings)


def test_who_asks_for_more_than_there_are_slots_is_told_so() -> None:
    problem = Meetings.build(fit=np.ones((1, 3)), tables=[1, 1], startup_hi=3, investor_hi=1, startup_lo=3)
    result = solve_meetings(problem)
    assert (result.status, result.proof) == (Status.INFEASIBLE, Proof.VERIFIED)
    assert [(each.code, dict(each.params)) for each in result.explanation] == [("minimum", {"startup": 0, "units": 3})]
    assert verify_meetings(problem, result).is_valid
    assert not verify_meetings(problem, replace(result, certificate=result.certificate * 0)).is_valid


@pytest.mark.parametrize(
    ("known", "code", "params"),
    [
        ({"fit": [1, 2]}, "wrong_shape", {"field": "fit"}),
        ({"fit": [[0.5, float("nan")]]}, "not_a_number", {"field": "fit"}),
        ({"fit": [[1, -1]]}, "negative_fit", {"index": (0, 1)}),
        ({"tables": [1, -1]}, "negative_units", {"field": "tables", "index": 1}),
        ({"startup_lo": 3}, "lo_above_hi", {"field": "startup", "index": 0}),
        ({"investor_free": [[1, 1]]}, "wrong_shape", {"field": "investor_free"}),
        ({"investor_free": [[1, 1], [1, 2]]}, "not_whole", {"field": "investor_free", "index": (1, 1)}),
        ({"allowed": [[1, 0]], "requested": [[0, 1]]}, "requested_pair_forbidden", {"startup": 0, "investor": 1}),
        ({"day": [1, 0]}, "not_sorted", {"field": "day", "index": 1}),
        ({"fund": [0, -2]}, "index_out_of_range", {"field": "fund", "index": 1}),
        ({"fund_cap": -1}, "bad_cap", {"field": "fund_cap"}),
        ({"tables": np.ones(600)}, "too_many_slots", {"count": 600}),
        ({"fit": [[1, 2**53]], "startup_lo": 2}, "fit_too_large", {"field": "fit"}),
    ],
)
def test_what_cannot_stand_is_named(known: dict[str, object], code: str, params: dict[str, object]) -> None:
    whole = {"fit": [[1, 2]], "tables": [1, 1], "startup_hi": 2, "investor_hi": 2}
    with pytest.raises(ProblemError) as refused:
        Meetings.build(**{**whole, **known})
    assert refused.value.code == code
    assert params.items() <= refused.value.params.items()


def test_a_seed_that_no_engine_takes_is_refused() -> None:
    with pytest.raises(ProblemError, match="bad_seed"):
        solve_meetings(day_of(1, 1, 1, 1), seed=-1)
