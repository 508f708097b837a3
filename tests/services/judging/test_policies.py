"""Who sees what: nobody, another organizer, another judge, the judge, the organizer."""

from collections.abc import Mapping

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.competitions.commands import put_entries, put_judges
from services.competitions.inviting import accept_invitation, invite_judge
from services.competitions.models import Judge
from services.competitions.rules import EntryInput, JudgeInput
from services.judging.commands import publish_plan
from services.kit.actor import NOBODY, SYSTEM, Actor
from services.kit.database import Database
from services.kit.refusals import NotFound, RuleBroken
from tests.factories.competitions import Event, make_event
from tests.factories.identity import actor_of, make_account
from tests.factories.judging import make_plan

TABLES = (
    "competition", "round", "entry", "entry_identity", "judge", "judge_contact", "conflict", "round_scores",
    "plan", "plan_pair", "judge_task", "solve_run", "solve_snapshot", "solve_result",
)  # fmt: skip
NOTHING = dict.fromkeys(TABLES, 0)


async def seen(database: Database, actor: Actor) -> Mapping[str, int]:
    async with database.transaction(actor) as tx:
        counts = {}
        for table in TABLES:
            counts[table] = await tx.scalar(text(f"SELECT count(*) FROM {table}"))  # noqa: S608 - names of ours
        return counts


async def link(database: Database, event: Event, judge: Judge) -> Actor:
    async with database.transaction(SYSTEM) as tx:
        person = actor_of(await make_account(tx))
    async with database.transaction(event.actor) as tx:
        secret = await invite_judge(tx, event.actor, judge.id)
    async with database.transaction(person) as tx:
        assert (await accept_invitation(tx, person, secret)).id == judge.id
    return person


async def make(database: Database, *, is_blind: bool) -> Event:
    async with database.transaction(SYSTEM) as tx:
        return await make_event(tx, is_blind=is_blind)


async def publish(database: Database, event: Event) -> None:
    plan = await make_plan(database, event)
    async with database.transaction(event.actor) as tx:
        await publish_plan(tx, event.actor, plan.id, 1)


async def test_the_organizer_sees_all_and_others_nothing(database: Database) -> None:
    event, _other = await make(database, is_blind=False), await make(database, is_blind=False)
    await publish(database, event)
    assert await seen(database, event.actor) == {
        "competition": 1, "round": 1, "entry": 8, "entry_identity": 8, "judge": 6, "judge_contact": 6, "conflict": 1,
        "round_scores": 0, "plan": 1, "plan_pair": 16, "judge_task": 16, "solve_run": 1, "solve_snapshot": 1,
        "solve_result": 1,
    }  # fmt: skip
    async with database.transaction(SYSTEM) as tx:
        stranger = actor_of(await make_account(tx))
    assert await seen(database, NOBODY) == NOTHING
    assert await seen(database, stranger) == NOTHING


@pytest.mark.parametrize("is_blind", [True, False])
async def test_a_judge_sees_published_tasks_and_their_entries_only(database: Database, is_blind: bool) -> None:  # noqa: FBT001 - a parameter of the test
    event = await make(database, is_blind=is_blind)
    person = await link(database, event, event.judges[1])
    await make_plan(database, event)
    before = {**NOTHING, "competition": 1, "round": 1, "judge": 1, "judge_contact": 1}
    assert await seen(database, person) == before
    await publish(database, event)
    async with database.transaction(SYSTEM) as tx:
        mine = await tx.scalar(text("SELECT count(*) FROM judge_task WHERE judge_id = :id"), {"id": event.judges[1].id})
    assert mine
    shown = 0 if is_blind else mine
    assert await seen(database, person) == {**before, "judge_task": mine, "entry": mine, "entry_identity": shown}


async def test_the_organizers_own_columns_are_for_who_runs_the_event(database: Database) -> None:
    """Not even of a round that is not blind: nobody said that judges may read them."""
    event = await make(database, is_blind=False)
    person = await link(database, event, event.judges[1])
    entry = EntryInput(code=event.entries[0].code, title="项目", attributes={"预算": 12.5})
    judge = JudgeInput(code=event.judges[1].code, attributes={"级别": "甲"})
    async with database.transaction(event.actor) as tx:
        await put_entries(tx, event.actor, event.competition.id, [entry])
        await put_judges(tx, event.actor, event.competition.id, [judge])
    await publish(database, event)
    for actor, count in ((event.actor, 1), (person, 0), (NOBODY, 0)):
        async with database.transaction(actor) as tx:
            for table in ("entry_attributes", "judge_attributes"):
                assert await tx.scalar(text(f"SELECT count(*) FROM {table}")) == count  # noqa: S608 - names of ours
            assert (await tx.execute(text("UPDATE entry_attributes SET attributes = '{}'"))).rowcount == count  # type: ignore[attr-defined]  # a cursor result


async def test_a_judge_writes_nothing(database: Database) -> None:
    event = await make(database, is_blind=False)
    person = await link(database, event, event.judges[1])
    await publish(database, event)
    async with database.transaction(person) as tx:
        for change in ("UPDATE judge SET max_load = 0", "DELETE FROM judge_task", "UPDATE entry SET title = 'x'"):
            assert (await tx.execute(text(change))).rowcount == 0  # type: ignore[attr-defined]  # a cursor result
        with pytest.raises(DBAPIError, match="row-level security"):
            await tx.execute(
                text("INSERT INTO judge_task (id, created_at, competition_id, round_id, plan_id, judge_id, entry_id) "
                     "SELECT gen_random_uuid(), now(), competition_id, round_id, plan_id, judge_id, entry_id "
                     "FROM judge_task LIMIT 1")
            )  # fmt: skip


async def test_an_invitation_works_once_for_one_judge_of_a_competition(database: Database) -> None:
    event = await make(database, is_blind=False)
    async with database.transaction(event.actor) as tx:
        old = await invite_judge(tx, event.actor, event.judges[0].id)
        secret = await invite_judge(tx, event.actor, event.judges[0].id)
        second = await invite_judge(tx, event.actor, event.judges[1].id)
    async with database.transaction(SYSTEM) as tx:
        person, thief = actor_of(await make_account(tx)), actor_of(await make_account(tx))
    async with database.transaction(person) as tx:
        await accept_invitation(tx, person, secret)
    for actor, used in ((thief, secret), (thief, old), (thief, "")):
        async with database.transaction(actor) as tx:
            with pytest.raises(NotFound, match="INVITATION_NOT_FOUND"):
                await accept_invitation(tx, actor, used)
    async with database.transaction(person) as tx:
        with pytest.raises(RuleBroken, match="ALREADY_A_JUDGE_HERE"):
            await accept_invitation(tx, person, second)
