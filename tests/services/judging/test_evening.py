"""The load that all judges take alike, raised as little as will do: what a new run would make of it."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer import Problem, shortage
from services.judging import tasks  # noqa: F401 - makes the kind known
from services.judging.commands import apply_mends, start_assignment
from services.judging.completion import with_exceptions
from services.judging.materials import Materials
from services.judging.problem import build_problem, common_limit, default_max_load, uniform_limit, with_settings
from services.judging.scores import score_table
from services.judging.settings import AssignmentInput
from services.judging.values import EntryValue, JudgeValue, Judging, JudgingSettings, ScoreValue
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.refusals import InvalidInput
from services.kit.settings import get_settings
from services.solving.evening import CommonLimit, find_even_raise, read_common, write_common
from services.solving.models import SolveRun, SolveState
from services.solving.queries import get_run
from services.solving.running import run_solve
from tests.factories.competitions import Event, make_event

HIGHEST = 9
"""More than there are entries."""

amounts = st.none() | st.integers(0, 3)


@st.composite
def judgings(draw: st.DrawFn) -> tuple[Judging, list[dict[str, Any]]]:
    """Few judges with limits of their own, more entries, and exceptions from what holds for all."""
    judges = [
        JudgeValue(f"J{at}", max_load=draw(amounts), min_load=draw(amounts)) for at in range(draw(st.integers(1, 4)))
    ]
    entries = [EntryValue(f"E{at}") for at in range(draw(st.integers(1, 6)))]
    scored = [
        ScoreValue(judge.code, entry.code, 1.0)
        for judge in judges
        for entry in entries
        if draw(st.sampled_from([True, True, True, False]))
    ]
    stated = JudgingSettings(draw(st.integers(1, 2)), draw(st.none() | st.integers(1, 3)), draw(st.integers(0, 1)))
    loads = [
        {"judge": judge.code, "maxLoad": draw(amounts), "minLoad": draw(st.none() | st.just(0))} for judge in judges
    ]
    exceptions = [load for load in loads if draw(st.booleans())]
    return Judging(judges, entries, (), score_table(scored, judges, entries), stated), exceptions


def problem_of(judging: Judging, exceptions: list[dict[str, Any]], max_load: int | None) -> Problem:
    """The problem of a run with this load for all."""
    settled = replace(judging, settings=replace(judging.settings, max_load=max_load))
    materials = Materials(
        judge_ids=(), entry_ids=(), judges=judging.judges, entries=judging.entries, conflicts=(), scores=None,
        locks=(), settings=settled.settings, stated={"judgeLoads": exceptions}, base_plans={},
    )  # fmt: skip
    return with_exceptions(build_problem(settled).problem, materials)


@given(drawn=judgings())
@settings(max_examples=150, deadline=None)
def test_the_load_that_is_offered_is_the_smallest_with_which_a_run_finds_a_plan(
    drawn: tuple[Judging, list[dict[str, Any]]],
) -> None:
    judging, exceptions = drawn
    common = common_limit(judging, exceptions)
    known = judging.settings.max_load
    before = problem_of(judging, exceptions, known)
    if common is None or shortage(before) is None:
        return
    assert common.most == (default_max_load(judging) if known is None else known)
    units = find_even_raise(before, common)
    enough = (load for load in range(common.most, HIGHEST) if shortage(problem_of(judging, exceptions, load)) is None)
    assert (units and common.most + units) == next(enough, None)
    if units:
        after = problem_of(judging, exceptions, common.most + units).supply.hi
        assert common.own_count(units) == np.count_nonzero(after != common.most + units)


def test_a_judge_whose_least_load_would_grow_too_ends_the_search() -> None:
    judges = [JudgeValue("J1", min_load=3), JudgeValue("J2")]
    given_loads = Judging(judges, [EntryValue("E1")], settings=JudgingSettings(max_load=2))
    assert common_limit(given_loads) is None
    assert common_limit(given_loads, [{"judge": "J1", "maxLoad": 4}]) is not None


def test_judges_of_a_ready_problem_have_a_common_load_only_where_it_is_one() -> None:
    ready = Problem.from_matrix(fit=np.ones((4, 2), int), supply_hi=[1, 2], demand_lo=np.full(4, 1))
    assert uniform_limit(ready) is None
    even = with_settings(ready, JudgingSettings(max_load=1))
    common = uniform_limit(even)
    assert common is not None
    assert (common.most, find_even_raise(even, common)) == (1, 1)
    assert find_even_raise(replace(even, shortage_price=1), common) is None
    assert find_even_raise(even, common, lambda: True) is None  # nobody waits for it


def test_a_common_limit_is_handed_over_whole(tmp_path: Any) -> None:
    write_common(CommonLimit(3, np.array([3, 1]), np.array([9, 1])), tmp_path / "common.npz")
    read = read_common(tmp_path / "common.npz")
    assert (read.most, read.now.tolist(), read.ceiling.tolist(), read.own_count(2)) == (3, [3, 1], [9, 1], 1)


async def test_a_run_without_a_plan_is_mended_by_one_load_for_all(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        event = await make_event(tx)
    run = await solved(database, event, AssignmentInput(max_load=1, judge_loads=[{"judge": "J001", "maxLoad": 1}]))
    assert (run.state, run.shortage is not None) == (SolveState.INFEASIBLE, True)
    assert run.shortage is not None
    even = run.shortage["even"]
    assert {key: even[key] for key in ("code", "limit", "own_count")} == {
        "code": "RAISE_COMMON_CAPACITY",
        "limit": 1,
        "own_count": 1,
    }
    load = even["patch"]["maxLoad"]
    assert load == 1 + even["units"]
    async with database.transaction(event.actor) as tx:
        all_mends = await apply_mends(tx, event.actor, run.id, None, starts_run=False)
        mended = await apply_mends(tx, event.actor, run.id, [even["id"]], starts_run=True)
        with pytest.raises(InvalidInput):
            await apply_mends(tx, event.actor, run.id, [even["id"] + 1], starts_run=False)
    assert all_mends.settings["maxLoad"] == 1  # a way out of its own
    assert mended.settings == {**run.settings, "maxLoad": load}
    assert mended.run is not None
    await run_solve(database, get_settings(), mended.run.id)
    async with database.transaction(event.actor) as tx:
        assert (await get_run(tx, mended.run.id)).state is SolveState.PROVEN
    less = await solved(database, event, AssignmentInput.of_stated({**run.settings, "maxLoad": load - 1}))
    assert less.state is SolveState.INFEASIBLE


async def solved(database: Database, event: Event, given_settings: AssignmentInput) -> SolveRun:
    """The run of these settings, solved in a process of its own."""
    async with database.transaction(event.actor) as tx:
        run = await start_assignment(tx, event.actor, event.round.id, given_settings)
    await run_solve(database, get_settings(), run.id)
    async with database.transaction(event.actor) as tx:
        return await get_run(tx, run.id)
