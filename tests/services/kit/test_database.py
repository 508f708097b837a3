from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import text

from services.kit.actor import NOBODY, SYSTEM, Actor
from services.kit.database import Database, elevated, ring
from services.kit.jobs import defer
from services.kit.refusals import RuleBroken
from services.migrations import migrate


async def test_a_transaction_runs_under_the_application_role_as_its_actor(database: Database) -> None:
    actor = Actor(account_id=uuid4())
    async with database.transaction(actor) as tx:
        row = (await tx.execute(text("SELECT current_user, actor_id(), actor_is_system()"))).one()
    assert tuple(row) == ("greenbridge_app", actor.account_id, False)


async def test_the_actor_does_not_outlive_the_transaction(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        assert await tx.scalar(text("SELECT actor_is_system()")) is True
    async with database.transaction(NOBODY) as tx:
        assert (await tx.execute(text("SELECT actor_id(), actor_is_system()"))).one() == (None, False)


async def test_a_connection_lost_while_idle_is_replaced(database: Database, database_url: str) -> None:
    async with database.transaction(NOBODY) as tx:
        before = await tx.scalar(text("SELECT pg_backend_pid()"))
    with psycopg.connect(database_url, autocommit=True) as killer:
        killer.execute("SELECT pg_terminate_backend(%s, 5000)", [before])
    async with database.transaction(NOBODY) as tx:
        after = await tx.scalar(text("SELECT pg_backend_pid()"))
    assert after != before


async def test_a_block_that_raises_leaves_nothing_and_the_connection_is_used_again(database: Database) -> None:
    async def write_and_refuse() -> int:
        async with database.transaction(SYSTEM) as tx:
            await tx.execute(text("CREATE TEMPORARY TABLE left_behind (id int)"))
            pids.append(await tx.scalar(text("SELECT pg_backend_pid()")))
            raise RuleBroken("NO")

    pids: list[int] = []
    with pytest.raises(RuleBroken):
        await write_and_refuse()
    async with database.transaction(SYSTEM) as tx:
        pids.append(await tx.scalar(text("SELECT pg_backend_pid()")))
        found = await tx.scalar(text("SELECT to_regclass('left_behind')"))
    assert (pids[0] == pids[1], found) == (True, None)


async def test_reset_role_does_not_reach_the_owner(database: Database) -> None:
    async with database.transaction(NOBODY) as tx:
        await tx.execute(text("RESET ROLE"))
        assert await tx.scalar(text("SELECT current_user")) == "greenbridge_app"


async def test_a_job_exists_only_if_its_transaction_commits(database: Database) -> None:
    async def defer_and_refuse() -> None:
        async with database.transaction(SYSTEM) as tx:
            await defer(tx, "lost.job", number=2)
            raise RuleBroken("NO")

    async with database.transaction(SYSTEM) as tx:
        await defer(tx, "kept.job", number=1)
    with pytest.raises(RuleBroken):
        await defer_and_refuse()
    async with database.transaction(SYSTEM) as tx:
        rows = (await tx.execute(text("SELECT task_name, args FROM procrastinate_jobs"))).all()
    assert [tuple(row) for row in rows] == [("kept.job", {"number": 1})]


async def test_a_bell_rings_after_commit(database: Database) -> None:
    async with database.reads.connection() as listener:
        await listener.execute("LISTEN run")
        async with database.transaction(SYSTEM) as tx:
            await ring(tx, "run", "42")
        heard = [(note.channel, note.payload) async for note in listener.notifies(timeout=5, stop_after=1)]
        await listener.execute("UNLISTEN run")
    assert heard == [("run", "42")]


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    def state() -> list[tuple[object, ...]]:
        with psycopg.connect(database_url) as connection:
            return connection.execute(
                "SELECT oid, polname FROM pg_policy UNION SELECT oid, relname FROM pg_class"
            ).fetchall()

    before = state()
    migrate(database_url)
    assert sorted(map(str, state())) == sorted(map(str, before))


async def test_an_elevated_step_ends_with_its_block(database: Database) -> None:
    actor = Actor(account_id=uuid4())
    async with database.transaction(actor) as tx:
        async with elevated(tx, actor):
            inside = await tx.scalar(text("SELECT actor_is_system()"))
        outside = (await tx.execute(text("SELECT actor_is_system(), actor_id()"))).one()
    assert (inside, *outside) == (True, False, actor.account_id)
