"""Sessions on site against brute force, and what must hold of every result."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer import Limits, ProblemError, Progress, Proof, Status
from optimizer.timetable import (
    GoalName,
    SessionPlan,
    Sessions,
    TimetableResult,
    check_sessions,
    draw_lots,
    measure_sessions,
    solve_sessions,
    verify_sessions,
)
from tests.optimizer.timetable.session_oracle import Oracle, session_problems

brief = settings(max_examples=40, deadline=None)


def on_site(tracks: int, per_track: int, size: int, judges: int, *, slots: int = 2, **known: object) -> Sessions:
    random = np.random.default_rng(3)
    count = tracks * per_track
    entries = count * size
    whole: dict[str, object] = {
        "fit": random.integers(0, 100, (judges, entries)),
        "session_track": np.repeat(np.arange(tracks), per_track),
        "track": np.repeat(np.arange(tracks), per_track * size),
        "given": np.repeat(np.arange(count), size),
        "room_free": np.ones((count, slots)),
        "minutes": np.full(slots, 15 * (size + 2)),
        "panel_size": 3,
        "size_lo": size - 2,
        "size_hi": size + 2,
        "conflict": random.random((judges, entries)) < 0.02,
        "judge_hi": slots,
        "kinds": random.random((judges, 1)) < 0.5,
        "kind_lo": [1],
    }
    return Sessions.build(**{**whole, **known})


def ranked(result: TimetableResult[SessionPlan]) -> list[int]:
    return [-goal.value if goal.name is GoalName.FIT else goal.value for goal in result.goals]


@given(problem=session_problems())
@brief
def test_every_goal_agrees_with_brute_force(problem: Sessions) -> None:
    expected = Oracle(problem).best()
    result = solve_sessions(problem)
    assert verify_sessions(problem, result).is_valid
    if expected is None:
        assert (result.status, result.plan) == (Status.INFEASIBLE, None)
        return
    assert result.status is Status.PROVEN
    assert ranked(result) == expected
    assert check_sessions(problem, result.plan) == []


@given(problem=session_problems(elastic=False))
@settings(max_examples=80, deadline=None)
def test_an_explanation_cannot_hold_and_nothing_can_be_left_out(problem: Sessions) -> None:
    result = solve_sessions(problem)
    assume(result.status is Status.INFEASIBLE)
    oracle, named = Oracle(problem), result.explanation
    known = oracle.requirements()
    assert all(each in known for each in named)
    assert not oracle.can_hold(named)
    for left_out in range(len(named)):
        assert oracle.can_hold([*named[:left_out], *named[left_out + 1 :]])


@given(problem=session_problems(), data=st.data())
@settings(max_examples=100, deadline=None)
def test_values_and_violations_of_any_plan_are_counted_one_by_one(problem: Sessions, data: st.DataObject) -> None:
    oracle = Oracle(problem)
    row = data.draw(st.integers(0, len(oracle.size) - 1))
    plan = oracle.plan(row)
    values = measure_sessions(problem, plan)
    names = ("_uncovered", "_moves", "_fit", "_balance", "_comfort")
    assert list(values.values()) == [int(getattr(oracle, name)()[row]) for name in names]
    if not problem.is_elastic:
        broken = [each for each in oracle.requirements() if not oracle.holds(each)[row]]
        assert (check_sessions(problem, plan) == []) == (broken == [])


def test_as_few_entries_move_as_conflicts_ask_for() -> None:
    conflict = np.zeros((6, 12), bool)
    conflict[:4, 0] = True  # four of six judges may not hear entry 0: its panel would need one of them
    problem = on_site(1, 3, 4, 6, conflict=conflict, panel_size=2, judge_hi=1, kind_lo=[0], slots=1)
    fixed = solve_sessions(problem)
    assert fixed.goal(GoalName.MOVES).value == 0
    conflict[4:, 1:4] = True  # and the other two may hear nobody else of the group that entry 0 is in
    moved = solve_sessions(replace(problem, judges=replace(problem.judges, conflict=conflict)))
    assert (moved.status, moved.goal(GoalName.MOVES).value) == (Status.PROVEN, 1)
    assert moved.plan.session[0] != 0


def test_lots_are_drawn_again_from_the_seed() -> None:
    session = np.array([0, 1, 0, -1, 1, 0])
    first, again, other = (draw_lots(session, seed) for seed in (1, 1, 5))
    assert first.tolist() == again.tolist() != other.tolist()
    assert sorted(first[session == 0].tolist()) == [0, 1, 2]
    assert first[3] == -1
    draws = [draw_lots(session, seed)[0] for seed in range(600)]
    assert np.abs(np.bincount(draws) - 200).max() < 60


def test_entries_start_one_after_the_other() -> None:
    problem = on_site(1, 1, 4, 5)
    plan = solve_sessions(problem, lot_seed=8).plan
    assert plan.lot_seed == 8
    assert sorted(plan.starts(problem).tolist()) == [0, 15, 30, 45]


def test_same_seed_gives_the_same_bytes() -> None:
    problem = on_site(2, 2, 5, 14)
    assert solve_sessions(problem, seed=2).digest() == solve_sessions(problem, seed=2).digest()


def test_a_large_day_holds_parts_and_claims_no_bound_for_the_rest() -> None:
    problem = on_site(4, 4, 6, 80, slots=5, given=None)
    result = solve_sessions(problem, effort=0.2)
    assert result.status is Status.STOPPED
    assert check_sessions(problem, result.plan) == []
    assert result.goal(GoalName.FIT).proof is Proof.VERIFIED
    assert verify_sessions(problem, result).is_valid


@pytest.mark.parametrize("change", ["panel", "lot", "slot", "room", "value", "bound", "status", "problem", "shape"])
def test_tampered_results_fail(change: str) -> None:
    problem = on_site(1, 2, 4, 8)
    result = solve_sessions(problem)
    assert verify_sessions(problem, result).is_valid
    tampered, faults = _tamper(result, change)
    verification = verify_sessions(problem, tampered)
    assert not verification.is_valid
    assert set(faults) <= set(verification.faults) | {each.code for each in verification.violations}


def _tamper(result, change: str):  # noqa: ANN001, ANN202, PLR0911 - one line for each kind
    plan = result.plan
    if change == "panel":
        return replace(result, plan=replace(plan, panel=np.zeros_like(plan.panel))), ["panel_under", "wrong_value"]
    if change == "lot":
        return replace(result, plan=replace(plan, position=plan.position[::-1])), ["lot_not_kept"]
    if change == "slot":
        return replace(result, plan=replace(plan, slot=np.array([-1, 0], np.int32))), ["session_not_held"]
    if change == "room":
        both = {"slot": np.zeros(2, np.int32), "room": np.zeros(2, np.int32)}
        return replace(result, plan=replace(plan, **both)), ["room_twice"]
    if change == "value":
        goals = (*result.goals[:2], replace(result.goals[2], value=1), *result.goals[3:])
        return replace(result, goals=goals), ["wrong_value"]
    if change == "bound":
        goals = (*result.goals[:2], replace(result.goals[2], bound=10**6, proof=Proof.VERIFIED), *result.goals[3:])
        return replace(result, goals=goals), ["wrong_bound", "status_not_proven"]
    if change == "status":
        return replace(result, status=Status.INFEASIBLE, proof=Proof.VERIFIED), ["status_not_proven"]
    if change == "problem":
        return replace(result, problem_digest="0"), ["wrong_problem"]
    return replace(result, plan=replace(plan, panel=plan.panel[:, 1:])), ["wrong_problem"]


MOST_HEARD = 3


def test_progress_is_told_while_the_solver_finds_nothing_and_a_cancel_is_heard() -> None:
    problem = on_site(3, 8, 10, 120, slots=4, given=None, spread=0)
    heard: list[Progress] = []
    result = solve_sessions(problem, on_progress=heard.append, should_stop=lambda: len(heard) > MOST_HEARD)
    assert result.status is Status.CANCELED
    assert len(heard) > MOST_HEARD
    assert [each.heartbeat for each in heard] == list(range(1, len(heard) + 1))


def test_time_ends_a_solve_with_what_was_found() -> None:
    problem = on_site(3, 8, 10, 120, slots=4, given=None, spread=0)
    result = solve_sessions(problem, limits=Limits(seconds=0.3))
    assert result.status is Status.STOPPED
    assert result.plan is None or verify_sessions(problem, result).is_valid


@pytest.mark.parametrize(
    ("known", "codes"),
    [
        ({"room_free": np.zeros((0, 2))}, {"held"}),
        ({"judge_free": np.zeros((8, 2))}, {"held", "panel", "kind", "absence"}),
        ({"conflict": np.ones((8, 8), bool)}, {"cover", "panel", "kind", "conflicts"}),
        ({"kinds": np.zeros((8, 1))}, {"kind"}),
        ({"minutes": [10, 10]}, {"cover", "size_least", "minutes", "held"}),
        ({"panel_size": 9}, {"panel"}),
    ],
)
def test_what_is_impossible_is_explained(known: dict[str, object], codes: set[str]) -> None:
    result = solve_sessions(on_site(1, 2, 4, 8, **known))
    assert (result.status, result.proof) == (Status.INFEASIBLE, Proof.CLAIMED)
    assert {each.code for each in result.explanation} <= codes
    assert result.explanation


@pytest.mark.parametrize(
    "known", [{"room_free": np.zeros((0, 2))}, {"judge_free": np.zeros((8, 2))}, {"conflict": np.ones((8, 8), bool)}]
)
def test_an_elastic_day_without_rooms_or_judges_leaves_everybody_uncovered(known: dict[str, object]) -> None:
    problem = on_site(1, 2, 4, 8, is_elastic=True, **known)
    result = solve_sessions(problem)
    assert result.status is Status.PROVEN
    assert result.goal(GoalName.UNCOVERED).value == 8


@pytest.mark.parametrize(
    ("known", "code", "params"),
    [
        ({"fit": [1, 2]}, "wrong_shape", {"field": "fit"}),
        ({"given": [0, 0, 0, 0, 1, 1, 1, 2]}, "index_out_of_range", {"field": "given", "index": 7}),
        ({"session_track": [0, 1]}, "other_track", {"field": "given", "index": 4}),
        ({"session_track": [0, -1]}, "track_missing", {"field": "session_track", "index": 1}),
        ({"size_lo": 9}, "lo_above_hi", {"field": "size", "index": 0}),
        ({"judge_free": np.ones((8, 3))}, "wrong_shape", {"field": "judge_free"}),
        ({"day": [1, 0]}, "not_sorted", {"field": "day", "index": 1}),
        ({"spread": -1}, "bad_cap", {"field": "spread"}),
        ({"present_minutes": 0, "question_minutes": 0}, "bad_cap", {"field": "present_minutes"}),
        ({"minutes": [1.5, 2]}, "not_whole", {"field": "minutes", "index": 0}),
        ({"fit": np.full((8, 8), -1)}, "negative_fit", {"index": (0, 0)}),
        ({"fit": np.full((8, 8), 2**50)}, "fit_too_large", {"field": "fit"}),
    ],
)
def test_what_cannot_stand_is_named(known: dict[str, object], code: str, params: dict[str, object]) -> None:
    with pytest.raises(ProblemError) as refused:
        on_site(1, 2, 4, 8, **known)
    assert refused.value.code == code
    assert params.items() <= refused.value.params.items()


def test_progress_names_the_goal_with_what_is_known_of_it() -> None:
    heard: list[Progress] = []
    result = solve_sessions(on_site(3, 3, 8, 40), on_progress=heard.append)
    fits = [each for each in heard if each.goal is GoalName.FIT]
    assert fits
    assert all(each.value is None or each.value <= result.goal(GoalName.FIT).value for each in fits)
    assert all(each.bound is None or each.bound >= result.goal(GoalName.FIT).value for each in fits)
