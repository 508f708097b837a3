"""Brief transactions: begun by their first statement, committed with a read, undone whole, as their actor only."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any
from uuid import UUID

import pytest
from psycopg import AsyncConnection, InternalError, OperationalError, errors
from psycopg.conninfo import make_conninfo
from sqlalchemy import Executable, Integer, bindparam, column, select, table, text
from sqlalchemy.exc import NoResultFound

from services.kit.actor import NOBODY, SYSTEM, Actor
from services.kit.brief import Brief
from services.kit.cause import Cause, because
from services.kit.reader import Reader, Request

ADD = text("INSERT INTO note (words) VALUES (:words) RETURNING words")
SETTINGS = text("SELECT current_setting('greenbridge.actor'), current_setting('greenbridge.cause')::jsonb ->> 'name'")
PID = text("SELECT pg_backend_pid()")
KEPT = ("SELECT coalesce(string_agg(words, ' ' ORDER BY words), '') FROM note", ())
TABLE = """DROP TABLE IF EXISTS note;
    CREATE TABLE note (words text PRIMARY KEY, parent text REFERENCES note DEFERRABLE INITIALLY DEFERRED)"""


@pytest.fixture
async def reader(database_url: str) -> AsyncIterator[Reader]:
    async with await AsyncConnection.connect(database_url, autocommit=True) as connection:
        await connection.execute(TABLE)
    async with Reader(make_conninfo(database_url), size=2) as opened:
        yield opened


async def add(tx: Brief, words: str) -> Any:
    return (await tx.execute(ADD, {"words": words})).scalar_one()


async def do(reader: Reader, *steps: str | Executable, then: Request | None = None) -> list[Any]:
    """What each step answers: words are added, statements run."""
    async with Brief(reader, SYSTEM) as tx:
        answers = [await add(tx, step) if isinstance(step, str) else await tx.execute(step) for step in steps]
        return [*answers, await tx.commit(then)]


async def kept(reader: Reader) -> str:
    return (await reader.value(*KEPT) or b"").decode()


async def test_it_commits_what_it_did_and_reads_in_the_same_trip(reader: Reader) -> None:
    async with Brief(reader, SYSTEM) as tx:
        assert [await add(tx, "a"), await add(tx, "绿桥")] == ["a", "绿桥"]
        assert await kept(reader) == ""
        assert await tx.commit(KEPT) == "a 绿桥".encode()
    assert await kept(reader) == "a 绿桥"


async def test_rows_come_as_values(reader: Reader) -> None:
    key = UUID(int=7)
    typed = text("SELECT CAST(:key AS uuid), :count + 1, NULL").bindparams(bindparam("count", type_=Integer))
    async with Brief(reader, SYSTEM) as tx:
        assert (await tx.execute(typed, {"key": key, "count": 41})).one() == (key, 42, None)
        none = await tx.execute(text("SELECT 1 WHERE false"))
        assert (none.all(), none.one_or_none()) == ([], None)
        with pytest.raises(NoResultFound):
            none.one()
        await add(tx, "a")
        await add(tx, "b")
        assert (await tx.execute(text("UPDATE note SET words = words || 'x'"))).rowcount == 2


async def test_it_knows_its_actor_and_cause_and_leaves_neither_behind(reader: Reader) -> None:
    person = Actor(account_id=UUID(int=9))
    with because(Cause("rename", person)):
        for actor in (person, NOBODY, SYSTEM):
            async with Brief(reader, actor) as tx:
                assert (await tx.execute(SETTINGS)).one() == (actor.setting, "rename")
    left = "SELECT coalesce(current_setting('greenbridge.actor', true), '')"
    assert await asyncio.gather(*(reader.value(left, []) for _ in range(2))) == [b"", b""]


@pytest.mark.parametrize("statements", [["a", "a"], ["a", "b", "a"]])
async def test_a_failure_undoes_all_and_names_itself(reader: Reader, statements: Sequence[str]) -> None:
    with pytest.raises(errors.UniqueViolation):
        await do(reader, *statements)
    assert await kept(reader) == ""
    await do(reader, "later")
    assert await kept(reader) == "later"


async def test_a_statement_that_cannot_be_prepared_says_so_each_time(reader: Reader) -> None:
    for _ in range(3):
        with pytest.raises(errors.UndefinedTable):
            await do(reader, text("SELECT * FROM nowhere"))
    assert len(reader._free) == 1


async def test_what_cannot_be_sent_leaves_the_line_usable(reader: Reader) -> None:
    before = (await do(reader, PID))[0].one()
    with pytest.raises(errors.DataError):
        await do(reader, "a\x00b")
    with pytest.raises(errors.DataError):
        await reader.value("SELECT $1::text", ["a\x00b"])
    assert (await do(reader, PID))[0].one() == before
    assert await kept(reader) == ""


async def test_a_statement_whose_text_waits_for_its_values_is_refused(reader: Reader) -> None:
    note = table("note", column("words"))
    with pytest.raises(TypeError, match="ANY"):
        await do(reader, select(note.c.words).where(note.c.words.in_(["a", "b"])))


async def test_whoever_raises_undoes(reader: Reader) -> None:
    async def change_mind() -> None:
        async with Brief(reader, SYSTEM) as tx:
            await add(tx, "a")
            raise KeyError

    with pytest.raises(KeyError):
        await change_mind()
    assert await kept(reader) == ""


async def test_a_failure_that_was_swallowed_is_no_commit(reader: Reader) -> None:
    async def swallow() -> None:
        async with Brief(reader, SYSTEM) as tx:
            await add(tx, "a")
            with pytest.raises(errors.UniqueViolation):
                await add(tx, "a")

    with pytest.raises(InternalError):
        await swallow()
    assert await kept(reader) == ""


async def test_a_constraint_that_waits_for_the_commit_is_heard(reader: Reader) -> None:
    orphan = text("INSERT INTO note (words, parent) VALUES ('a', 'nobody')")
    with pytest.raises(errors.ForeignKeyViolation):
        await do(reader, orphan, then=KEPT)
    assert await kept(reader) == ""


async def test_a_read_that_fails_undoes_nothing(reader: Reader) -> None:
    async with Brief(reader, SYSTEM) as tx:
        await add(tx, "a")
        assert await tx.commit(("SELECT 1/0", ())) is None
    assert await kept(reader) == "a"


async def test_a_line_lost_while_idle_is_replaced_and_one_lost_at_work_is_told(
    reader: Reader, database_url: str
) -> None:
    lost: list[int] = []

    async def be_killed(killer: AsyncConnection[Any]) -> None:
        async with Brief(reader, SYSTEM) as tx:
            await add(tx, "a")
            lost.append((await tx.execute(PID)).scalar_one())
            await killer.execute("SELECT pg_terminate_backend(%s, 5000)", lost[-1:])
            await add(tx, "b")

    async with await AsyncConnection.connect(database_url, autocommit=True) as killer:
        lost.append((await do(reader, PID))[0].scalar_one())
        await killer.execute("SELECT pg_terminate_backend(%s, 5000)", lost)
        with pytest.raises(OperationalError):
            await be_killed(killer)
    assert lost[0] != lost[1]
    assert await kept(reader) == ""


async def test_the_line_of_a_cancelled_transaction_serves_nobody_else(reader: Reader) -> None:
    async def slowly() -> None:
        async with Brief(reader, SYSTEM) as tx:
            await add(tx, "a")
            await tx.execute(text("SELECT pg_sleep(5)"))

    task = asyncio.create_task(slowly())
    await asyncio.sleep(0.3)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not reader._free
    assert await kept(reader) == ""


async def test_a_block_that_executes_nothing_sends_nothing(reader: Reader) -> None:
    async with Brief(reader, SYSTEM) as tx:
        assert await tx.commit() is None
    assert not reader._free
