"""Events reach each consumer: all of them, in the order of their subject, whatever fails meanwhile."""

import asyncio

from sqlalchemy import text

from services.events.commands import BATCH, dispatch_events
from services.events.queries import delete_old_events
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.ids import new_id
from tests.factories.events import Notebook, count_waiting, list_events, make_event

JOBS = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'events.dispatch'"


async def make_due(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("UPDATE event_handover SET next_at = now() WHERE next_at IS NOT NULL"))


async def test_one_job_is_queued_with_the_events_of_a_transaction(database: Database) -> None:
    for _ in range(2):
        async with database.transaction(SYSTEM) as tx:
            for _ in range(3):
                await make_event(tx)
    async with database.transaction(SYSTEM) as tx:
        await make_event(tx)
        await tx.rollback()
    async with database.transaction(SYSTEM) as tx:
        queued = await tx.scalar(text(JOBS))
    assert queued == 2
    assert [await count_waiting(database, name) for name in ("notices", "webhooks")] == [6, 6]
    await dispatch_events(database, [Notebook().consumer])
    async with database.transaction(SYSTEM) as tx:
        assert await tx.scalar(text(JOBS)) == 0, "the one that runs does the work of those that wait"


async def test_each_consumer_gets_every_event_once_and_in_order(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        made = [(await make_event(tx)).id for _ in range(BATCH + 20)]
    first, second = Notebook(), Notebook(name="webhooks")
    assert await dispatch_events(database, [first.consumer]) == len(made)
    assert await dispatch_events(database, [first.consumer, second.consumer]) == len(made)
    assert first.noted == second.noted == made


async def test_what_cannot_be_taken_waits_with_the_later_events_of_its_subject_only(database: Database) -> None:
    sick, well = new_id(), new_id()
    async with database.transaction(SYSTEM) as tx:
        made = [(await make_event(tx, subject_id=subject)).id for subject in (well, sick, well, sick)]
    notebook = Notebook(sick)
    assert await dispatch_events(database, [notebook.consumer]) == 2
    assert notebook.noted == [made[0], made[2]]
    async with database.transaction(SYSTEM) as tx:
        late = (await make_event(tx, subject_id=sick)).id
        failures = (await tx.execute(text("SELECT attempt_count, failure FROM event_handover ORDER BY ordinal"))).all()
    assert (1, "ValueError: cannot bear it") in [tuple(row) for row in failures]
    notebook.unbearable.clear()
    assert await dispatch_events(database, [notebook.consumer]) == 0, "its time has not come"
    await make_due(database)
    assert await dispatch_events(database, [notebook.consumer]) == 3
    assert notebook.noted == [made[0], made[2], made[1], made[3], late]


async def test_a_subject_fails_again_and_again_and_is_never_skipped(database: Database) -> None:
    sick = new_id()
    async with database.transaction(SYSTEM) as tx:
        await make_event(tx, subject_id=sick)
    notebook = Notebook(sick)
    for _ in range(15):
        assert await dispatch_events(database, [notebook.consumer]) == 0
        await make_due(database)
    notebook.unbearable.clear()
    assert await dispatch_events(database, [notebook.consumer]) == 1


async def test_two_who_hand_out_at_once_give_each_event_once(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        made = [(await make_event(tx)).id for _ in range(BATCH * 2)]
    notebook = Notebook()
    taken = await asyncio.gather(*(dispatch_events(database, [notebook.consumer]) for _ in range(3)))
    assert sum(taken) == len(made)
    assert notebook.noted == made


async def test_a_transaction_that_commits_late_is_not_skipped(database: Database) -> None:
    notebook = Notebook()
    async with database.transaction(SYSTEM) as slow:
        late = (await make_event(slow)).id
        async with database.transaction(SYSTEM) as quick:
            early = (await make_event(quick)).id
        assert await dispatch_events(database, [notebook.consumer]) == 1
    assert await dispatch_events(database, [notebook.consumer]) == 1
    assert notebook.noted == [early, late]


async def test_old_events_go_when_everybody_has_taken_them(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        kept = await make_event(tx)
        await tx.execute(text("UPDATE event SET created_at = now() - interval '100 days'"))
        assert await delete_old_events(tx, 90, 10) == 0
    await dispatch_events(database, [Notebook().consumer, Notebook(name="webhooks").consumer])
    async with database.transaction(SYSTEM) as tx:
        await make_event(tx)
        assert await delete_old_events(tx, 90, 10) == 1
    assert kept.id not in {event.id for event in await list_events(database)}
