"""Ten thousand rows: every bad cell at once, nothing written, mended, written once, by a worker that may be killed."""

import asyncio
from collections.abc import Callable
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import text

from services.competitions.queries import count_judges, list_judges
from services.exchange import commands
from services.exchange.commands import Mend
from services.exchange.models import ImportState, SheetImport
from services.exchange.queries import get_import
from services.exchange.working import run_import
from services.kit.actor import SYSTEM
from services.kit.database import Database
from tests.factories.competitions import Event, make_event
from tests.factories.solving import worker_process
from tests.services.exchange.sheets import as_xlsx, judge_rows, look, start

ROW_COUNT = 10_000
BAD_ROWS = range(100, 10_000, 200)
SLOW = """
CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1.5); RETURN NULL; END $$;
CREATE TRIGGER linger AFTER INSERT ON judge_contact FOR EACH STATEMENT EXECUTE FUNCTION linger();
"""


@pytest.fixture
async def event(database: Database) -> Event:
    async with database.transaction(SYSTEM) as tx:
        return await make_event(tx, judges=0, entries=0)


def bad_file() -> bytes:
    rows = judge_rows(ROW_COUNT)
    for at in BAD_ROWS:
        is_kind = at % 400 == 100
        rows[at][3 if is_kind else 5] = "诗人" if is_kind else "许多"
    return as_xlsx(rows)


async def wait_until(
    database: Database, event: Event, import_id: UUID, holds: Callable[[SheetImport], bool]
) -> SheetImport:
    async with asyncio.timeout(120):
        while True:
            async with database.transaction(event.actor) as tx:
                row = await get_import(tx, import_id)
            if holds(row):
                return row
            await asyncio.sleep(0.02)


async def mend_all(database: Database, event: Event, row: SheetImport) -> SheetImport:
    found, faults = await look(database, event, row.id)
    mends = [Mend(bad.row, bad.column, "技术" if bad.column == "kind" else "6") for bad in faults]
    async with database.transaction(event.actor) as tx:
        return await commands.mend_import_cells(tx, event.actor, row.id, found.version, mends)


async def commit(database: Database, event: Event, row: SheetImport) -> SheetImport:
    async with database.transaction(event.actor) as tx:
        return await commands.commit_import(tx, event.actor, row.id, row.version)


async def count(database: Database, event: Event) -> int:
    async with database.transaction(event.actor) as tx:
        return await count_judges(tx, event.competition.id)


def is_settled(row: SheetImport) -> bool:
    return row.state not in {ImportState.READING, ImportState.WRITING}


async def test_fifty_bad_cells_of_ten_thousand_rows_mended_and_written_once(database: Database, event: Event) -> None:
    row = await start(database, event, bad_file(), name="评委.xlsx")
    assert row.state is ImportState.READING
    await run_import(database, row.id)
    found, faults = await look(database, event, row.id)
    assert (found.state, found.row_count, found.fault_count) == (ImportState.FAULTY, ROW_COUNT, 50)
    assert [bad.row for bad in faults] == [at + 2 for at in BAD_ROWS]
    assert {(bad.column, bad.code) for bad in faults} == {("kind", "NOT_A_CHOICE"), ("max_load", "NOT_A_NUMBER")}
    assert await count(database, event) == 0
    mended = await mend_all(database, event, row)
    await run_import(database, row.id)
    ready, none = await look(database, event, row.id)
    assert (ready.state, ready.created_count, none) == (ImportState.READY, ROW_COUNT, [])
    assert ready.version == mended.version
    first = await commit(database, event, ready)
    second = await commit(database, event, ready)
    assert (first.state, second.state) == (ImportState.WRITING, ImportState.WRITING)
    await run_import(database, row.id)
    await run_import(database, row.id)
    done, _ = await look(database, event, row.id)
    assert (done.state, done.created_count, done.attempt_count) == (ImportState.DONE, ROW_COUNT, 1)
    async with database.transaction(event.actor) as tx:
        judges = await list_judges(tx, event.competition.id)
    assert (len(judges), {judge.version for judge in judges}) == (ROW_COUNT, {1})


async def test_kill_9_in_the_middle_writes_nothing_and_the_next_worker_everything(
    database: Database, database_url: str, event: Event
) -> None:
    row = await start(database, event, as_xlsx(judge_rows(ROW_COUNT)), name="评委.xlsx")
    await run_import(database, row.id)
    ready, _ = await look(database, event, row.id)
    _make_slow(database_url)
    await commit(database, event, ready)
    with worker_process(database_url) as worker:
        await wait_until(database, event, row.id, lambda row: row.phase == "WRITE" and row.handled_count > 0)
        worker.kill()
    assert await count(database, event) == 0
    with worker_process(database_url):
        done = await wait_until(database, event, row.id, is_settled)
    assert (done.state, done.attempt_count) == (ImportState.DONE, 2)
    assert await count(database, event) == ROW_COUNT


async def test_an_import_is_canceled_while_it_is_written(database: Database, database_url: str, event: Event) -> None:
    row = await start(database, event, as_xlsx(judge_rows(ROW_COUNT)), name="评委.xlsx")
    await run_import(database, row.id)
    ready, _ = await look(database, event, row.id)
    _make_slow(database_url)
    await commit(database, event, ready)
    work = asyncio.create_task(run_import(database, row.id))
    await wait_until(database, event, row.id, lambda row: row.phase == "WRITE")
    async with database.transaction(event.actor) as tx:
        await commands.cancel_import(tx, row.id)
    await work
    ended, _ = await look(database, event, row.id)
    assert (ended.state, await count(database, event)) == (ImportState.CANCELED, 0)


async def test_who_left_meanwhile_writes_nothing(database: Database, event: Event) -> None:
    row = await start(database, event, as_xlsx(judge_rows(ROW_COUNT)), name="评委.xlsx")
    await run_import(database, row.id)
    ready, _ = await look(database, event, row.id)
    await commit(database, event, ready)
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("DELETE FROM membership WHERE account_id = :id"), {"id": event.actor.account_id})
    await run_import(database, row.id)
    async with database.transaction(SYSTEM) as tx:
        ended = await get_import(tx, row.id)
        assert (ended.state, ended.failure_code) == (ImportState.FAILED, "IMPORT_NOT_FOUND")
        assert await count_judges(tx, event.competition.id) == 0


def _make_slow(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(SLOW)
