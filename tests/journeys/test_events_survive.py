"""A worker is killed while it hands out events; another goes on, and everybody is told everything once."""

import asyncio

from sqlalchemy import text

from services.kit.actor import SYSTEM
from services.kit.database import Database
from tests.factories.solving import worker_process

PEOPLE = 300
EVENTS_EACH = 20
MAKE_PEOPLE = """
INSERT INTO account (id, created_at, email, name, locale, version)
SELECT gen_random_uuid(), now(), n || '@judges.example', '评委', 'ZH', 1 FROM generate_series(1, :people) AS n
"""
MAKE_EVENTS = """
INSERT INTO event (id, created_at, kind, subject_type, subject_id, account_id, params)
SELECT gen_random_uuid(), now(), 'SOLVE_RUN_FINISHED', 'SolveRun', id, id, jsonb_build_object('number', n)
FROM account, generate_series(1, :each) AS n
"""
COUNT = "SELECT count(*) FROM notice"
WAITING = "SELECT count(*) FROM event_handover"
TOLD = "SELECT count(*), count(DISTINCT event_id), count(DISTINCT account_id) FROM notice"


async def count_until(database: Database, query: str, *, at_least: int = 0, at_most: int | None = None) -> None:
    async with asyncio.timeout(60):
        while True:
            async with database.transaction(SYSTEM) as tx:
                found = await tx.scalar(text(query)) or 0
            if found >= at_least and (at_most is None or found <= at_most):
                return
            await asyncio.sleep(0.02)


async def test_a_killed_worker_loses_nothing_and_tells_nothing_twice(database: Database, database_url: str) -> None:
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text(MAKE_PEOPLE), {"people": PEOPLE})
        await tx.execute(text(MAKE_EVENTS), {"each": EVENTS_EACH})
    with worker_process(database_url) as worker:
        await count_until(database, COUNT, at_least=1)
        worker.kill()
    with worker_process(database_url):
        await count_until(database, WAITING, at_most=0)
    async with database.transaction(SYSTEM) as tx:
        assert tuple((await tx.execute(text(TOLD))).one()) == (PEOPLE * EVENTS_EACH, PEOPLE * EVENTS_EACH, PEOPLE)
