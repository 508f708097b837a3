"""Two people, or two of one person's windows, at the same moment: one wins, the other is told, nothing is lost."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from graph.kit.api import Api
from graph.kit.context import Context
from graph.kit.node_ids import node_id
from graph.schema import build_schema
from optimizer import Limits, Result, solve
from services.competitions.commands import (
    edit_competition,
    edit_entry,
    edit_judge,
    edit_round,
    remove_judge,
)
from services.competitions.inviting import accept_invitation, invite_judge
from services.competitions.models import CompetitionKind, RoundState
from services.competitions.queries import get_round
from services.competitions.rules import CompetitionInput, EntryInput, JudgeInput, RoundInput
from services.judging.commands import publish_plan, start_assignment
from services.judging.editing import EditInput, PairInput, edit_plan
from services.judging.models import JudgeTask, Plan, RoundScores
from services.judging.queries import list_pair_keys
from services.judging.settings import AssignmentInput
from services.kit.actor import SYSTEM, Actor
from services.kit.database import Database
from services.kit.refusals import Refusal, RuleBroken
from services.matching.commands import publish_pool_plan, start_pool_run
from services.matching.models import PoolPlan, PoolPlanState
from services.matching.settings import PoolSettings
from services.solving import commands
from services.solving.kinds import Snapshot, get_kind
from services.solving.models import SolveRun, SolveState
from services.solving.queries import get_run
from services.solving.snapshots import write_problem, write_result
from tests.factories.competitions import Event, make_event
from tests.factories.files import make_file
from tests.factories.identity import actor_of, make_account
from tests.factories.judging import make_plan
from tests.factories.matching import make_small_pool, run_pool

Gesture = Callable[[AsyncSession], Awaitable[Any]]


async def at_once(database: Database, actors: Sequence[Actor], *gestures: Gesture) -> list[str]:
    """Each gesture in a transaction of its own; none commits before all others are done or wait for a lock.

    Answers what became of each, sorted: `done`, or the code of its refusal.
    """
    loitering = asyncio.Barrier(len(gestures))

    async def gesture_of(actor: Actor, gesture: Gesture) -> str:
        try:
            async with database.transaction(actor) as tx:
                await loitering.wait()
                await gesture(tx)
                await asyncio.sleep(0.1)  # the others reach the lock that this one holds
        except Refusal as refusal:
            return refusal.code
        return "done"

    return sorted(await asyncio.gather(*map(gesture_of, actors, gestures)))


@pytest.fixture
async def event(database: Database) -> Event:
    async with database.transaction(SYSTEM) as tx:
        return await make_event(tx)


def editions(event: Event) -> dict[str, Callable[[AsyncSession, int], Awaitable[Any]]]:
    """Every gesture that names the version it saw, by what it changes; the number makes the two edits differ."""
    actor, judge, entry = event.actor, event.judges[1], event.entries[1]

    def edition(number: int) -> CompetitionInput:
        return CompetitionInput(f"大赛{number}", CompetitionKind.COMPETITION, 2026)

    return {
        "competition": lambda tx, number: edit_competition(tx, actor, event.competition.id, 1, edition(number)),
        "round": lambda tx, number: edit_round(tx, actor, event.round.id, 1, RoundInput(f"轮{number}", 1, 9)),
        "entry": lambda tx, number: edit_entry(tx, actor, entry.id, 1, EntryInput(entry.code, f"项目{number}")),
        "judge": lambda tx, number: edit_judge(tx, actor, judge.id, 1, JudgeInput(judge.code, f"评委{number}")),
    }


@pytest.mark.parametrize("what", ["competition", "round", "entry", "judge"])
async def test_of_two_edits_of_one_version_one_is_stale(database: Database, event: Event, what: str) -> None:
    edit = editions(event)[what]
    outcome = await at_once(database, [event.actor] * 2, lambda tx: edit(tx, 1), lambda tx: edit(tx, 2))
    assert outcome == [f"{what.upper()}_STALE", "done"]


async def test_a_judge_is_removed_once(database: Database, event: Event) -> None:
    judge = event.judges[1]
    both = [lambda tx: remove_judge(tx, event.actor, judge.id, 1)] * 2
    assert await at_once(database, [event.actor] * 2, *both) == ["JUDGE_NOT_FOUND", "done"]


async def test_of_two_assignments_started_at_once_one_runs(database: Database, event: Event) -> None:
    both = [lambda tx: start_assignment(tx, event.actor, event.round.id, AssignmentInput())] * 2
    assert await at_once(database, [event.actor] * 2, *both) == ["ALREADY_SOLVING", "done"]


async def test_of_two_pool_runs_started_at_once_one_runs(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        alliance = (await make_small_pool(tx)).alliance
    both = [lambda tx: start_pool_run(tx, alliance.actor, alliance.organization.id, PoolSettings())] * 2
    assert await at_once(database, [alliance.actor] * 2, *both) == ["ALREADY_SOLVING", "done"]


async def test_one_plan_is_published_once(database: Database, event: Event) -> None:
    plan = await make_plan(database, event)
    both = [lambda tx: publish_plan(tx, event.actor, plan.id, 1)] * 2
    assert await at_once(database, [event.actor] * 2, *both) == ["PLAN_STALE", "done"]


async def test_of_two_drafts_published_at_once_one_stays(database: Database, event: Event) -> None:
    await publish(database, event, await make_plan(database, event))  # no state of the round serializes them any more
    drafts = [await make_plan(database, event, seed=seed) for seed in (1, 2)]
    outcome = await at_once(
        database,
        [event.actor] * 2,
        lambda tx: publish_plan(tx, event.actor, drafts[0].id, 1),
        lambda tx: publish_plan(tx, event.actor, drafts[1].id, 1),
    )
    async with database.transaction(event.actor) as tx:
        states = sorted(await tx.scalars(select(col(Plan.state)).order_by(col(Plan.number))))
        tasks = await tx.scalar(select(func.count(func.distinct(col(JudgeTask.plan_id)))))
    assert (outcome, states, tasks) == (["done", "done"], ["PUBLISHED", "REPLACED", "REPLACED"], 1)


async def publish(database: Database, event: Event, plan: Plan) -> None:
    async with database.transaction(event.actor) as tx:
        await publish_plan(tx, event.actor, plan.id, 1)


async def test_of_two_pool_plans_published_at_once_one_stays(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        alliance = (await make_small_pool(tx)).alliance
    drafts = [await run_pool(database, alliance, PoolSettings(seed=seed)) for seed in (1, 2)]
    outcome = await at_once(
        database,
        [alliance.actor] * 2,
        lambda tx: publish_pool_plan(tx, alliance.actor, drafts[0].id, 1),
        lambda tx: publish_pool_plan(tx, alliance.actor, drafts[1].id, 1),
    )
    async with database.transaction(SYSTEM) as tx:
        states = sorted(await tx.scalars(select(col(PoolPlan.state))))
    assert (outcome, states) == (["done", "done"], [PoolPlanState.PUBLISHED, PoolPlanState.REPLACED])


async def test_of_two_edits_of_a_plan_one_is_stale(database: Database, event: Event) -> None:
    plan = await make_plan(database, event)
    async with database.transaction(event.actor) as tx:
        first, second = [PairInput(*key) for key in await list_pair_keys(tx, plan.id)][:2]
    outcome = await at_once(
        database,
        [event.actor] * 2,
        lambda tx: edit_plan(tx, event.actor, plan.id, EditInput(1, remove=[first])),
        lambda tx: edit_plan(tx, event.actor, plan.id, EditInput(1, remove=[second])),
    )
    assert outcome == ["PLAN_STALE", "done"]


async def test_a_round_is_not_edited_while_its_judges_are_told(database: Database, event: Event) -> None:
    plan = await make_plan(database, event)
    outcome = await at_once(
        database,
        [event.actor] * 2,
        lambda tx: publish_plan(tx, event.actor, plan.id, 1),
        lambda tx: edit_round(tx, event.actor, event.round.id, 1, RoundInput("改", 1, 1)),
    )
    async with database.transaction(event.actor) as tx:
        found = await get_round(tx, event.round.id)
    assert (outcome, found.state, found.max_load, found.version) in [
        (["ROUND_STALE", "done"], RoundState.JUDGING, 4, 2),
        (["done", "done"], RoundState.JUDGING, 1, 3),
    ]


async def test_an_invitation_makes_one_judge(database: Database, event: Event) -> None:
    async with database.transaction(event.actor) as tx:
        secret = await invite_judge(tx, event.actor, event.judges[0].id)
    async with database.transaction(SYSTEM) as tx:
        people = [actor_of(await make_account(tx)) for _ in range(2)]
    outcome = await at_once(
        database,
        people,
        lambda tx: accept_invitation(tx, people[0], secret),
        lambda tx: accept_invitation(tx, people[1], secret),
    )
    assert outcome == ["INVITATION_NOT_FOUND", "done"]


async def claimed(database: Database, event: Event) -> tuple[SolveRun, Snapshot, Result]:
    """A run as its worker holds it when the solver has answered and nothing of that is stored yet."""
    async with database.transaction(event.actor) as tx:
        run = await start_assignment(tx, event.actor, event.round.id, AssignmentInput())
    async with database.transaction(SYSTEM) as tx:
        held = await commands.claim_run(tx, run.id)
        assert held is not None
        snapshot = (await get_kind(held.kind).prepare(tx, held))()
        await commands.store_snapshot(tx, run.id, snapshot, write_problem(snapshot.problem))
    return held, snapshot, solve(snapshot.problem, limits=Limits(seconds=20), seed=0)


async def complete(tx: AsyncSession, run_id: UUID, attempt: int, snapshot: Snapshot, result: Result) -> None:
    """What a worker does last."""
    run = await commands.find_held_run(tx, run_id, attempt)
    if run is None:
        raise RuleBroken("LOST")
    await commands.end_run(tx, run, result, write_result(result), None)
    await get_kind(run.kind).complete(tx, run, snapshot, result)


async def test_a_run_ends_either_canceled_or_with_its_plan(database: Database, event: Event) -> None:
    run, snapshot, result = await claimed(database, event)
    outcome = await at_once(
        database,
        [event.actor, SYSTEM],
        lambda tx: commands.request_cancel(tx, event.actor, run.id),
        lambda tx: complete(tx, run.id, 1, snapshot, result),
    )
    async with database.transaction(SYSTEM) as tx:
        state = (await get_run(tx, run.id)).state
        plan_count = await tx.scalar(select(func.count()).select_from(Plan))
    assert (outcome, state, plan_count) in [
        (["SOLVE_RUN_FINISHED", "done"], SolveState.PROVEN, 1),
        (["LOST", "done"], SolveState.RUNNING, 0),
    ]


async def test_of_two_workers_with_one_run_the_later_one_completes_it(database: Database, event: Event) -> None:
    run, snapshot, result = await claimed(database, event)
    async with database.transaction(SYSTEM) as tx:
        again = await commands.claim_run(tx, run.id)
    assert again is not None
    outcome = await at_once(
        database,
        [SYSTEM] * 2,
        lambda tx: complete(tx, run.id, 1, snapshot, result),
        lambda tx: complete(tx, run.id, 2, snapshot, result),
    )
    async with database.transaction(SYSTEM) as tx:
        plan_count = await tx.scalar(select(func.count()).select_from(Plan))
    assert (again.attempt_count, outcome, plan_count) == (2, ["LOST", "done"], 1)


async def test_a_judge_removed_during_a_run_ends_it_with_a_reason(database: Database, event: Event) -> None:
    run, snapshot, result = await claimed(database, event)
    async with database.transaction(event.actor) as tx:
        await remove_judge(tx, event.actor, event.judges[1].id, 1)
    with pytest.raises(RuleBroken, match="PEOPLE_REMOVED"):
        async with database.transaction(SYSTEM) as tx:
            await complete(tx, run.id, 1, snapshot, result)


IMPORT = """
mutation ($input: ImportScoresInput!) {
  importScores(input: $input) { __typename ... on ImportScoresSuccess { rowCount } }
}
"""


async def test_who_loses_a_race_runs_again(database: Database, event: Event) -> None:
    """Scores imported while somebody else stores the round's first scores: the later ones stand, nothing breaks."""
    pairs = [f"{judge.code},{entry.code},0.5" for judge in event.judges for entry in event.entries]
    sheet = "\n".join(["评委编号,项目编号,得分", *pairs]).encode()
    async with database.transaction(event.actor) as tx:
        file_id = await make_file(tx, event.actor, sheet)
    schema = build_schema()
    context = Context(Api(schema), database, actor=event.actor)
    given = {"roundId": node_id("Round", event.round.id), "fileId": node_id("StoredFile", file_id)}
    async with database.transaction(event.actor) as tx:
        tx.add(
            RoundScores(
                round_id=event.round.id,
                competition_id=event.competition.id,
                judge_ids=[],
                entry_ids=[],
                score_count=0,
                content=b"",
            )
        )
        await tx.flush()
        importing = asyncio.create_task(schema.execute(IMPORT, {"input": given}, context_value=context))
        await wait_for_blocked(database)
    result = await importing
    assert (result.errors, result.data) == (
        None,
        {"importScores": {"__typename": "ImportScoresSuccess", "rowCount": len(pairs)}},
    )
    async with database.transaction(event.actor) as tx:
        assert [row.score_count for row in await tx.scalars(select(RoundScores))] == [len(pairs)]


async def wait_for_blocked(database: Database) -> None:
    """Until a statement waits for another transaction."""
    async with asyncio.timeout(10):
        while True:
            async with database.transaction(SYSTEM) as tx:
                if await tx.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
                    return
            await asyncio.sleep(0.02)
