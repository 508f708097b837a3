"""Reads on connections of their own: values, errors, long requests, lost and cancelled connections, many at once."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from psycopg import AsyncConnection, errors
from psycopg.conninfo import make_conninfo

from services.kit import reader as readers
from services.kit.reader import Reader

ECHO = "SELECT $1::text"
PID = "SELECT pg_backend_pid()::text"


@pytest.fixture
async def reader(server_url: str) -> AsyncIterator[Reader]:
    async with Reader(make_conninfo(server_url), size=2) as opened:
        yield opened


async def test_a_value_is_the_text_of_the_first_column(reader: Reader) -> None:
    assert await reader.value(ECHO, ["绿桥"]) == "绿桥".encode()
    assert await reader.value(ECHO, [None]) is None
    assert await reader.value("SELECT 1 WHERE false", []) is None
    assert await reader.value("SELECT ($1::int[])[2] + $2::int", [[1, 2], 40]) == b"42"


async def test_a_request_and_an_answer_longer_than_any_buffer_pass(reader: Reader) -> None:
    long = "0123456789" * 3_000_000
    assert await reader.value("SELECT $1::text || 'x'", [long]) == long.encode() + b"x"


async def test_many_at_once_share_few_lines_and_nobody_gets_the_answer_of_another(reader: Reader) -> None:
    asked = [str(number) for number in range(200)]
    statement = "SELECT $1::text FROM pg_sleep(0.001)"
    assert await asyncio.gather(*(reader.value(statement, [each]) for each in asked)) == [
        each.encode() for each in asked
    ]
    assert len(reader._free) == 2


async def test_an_error_names_itself_and_leaves_the_line_usable(reader: Reader) -> None:
    before = await reader.value(PID, [])
    with pytest.raises(errors.InvalidTextRepresentation):
        await reader.value("SELECT $1::int", ["x"])
    with pytest.raises(errors.UndefinedTable):
        await reader.value("SELECT * FROM nowhere", [])
    assert await reader.value(PID, []) == before


async def test_a_statement_that_takes_too_long_is_given_up(server_url: str) -> None:
    async with Reader(make_conninfo(server_url, options="-c statement_timeout=50"), size=1) as hasty:
        with pytest.raises(errors.QueryCanceled):
            await hasty.value("SELECT 'x' FROM pg_sleep(5)", [])
        assert await hasty.value(ECHO, ["a"]) == b"a"


async def test_a_line_lost_while_idle_or_at_work_is_replaced_and_its_read_done_again(
    reader: Reader, server_url: str
) -> None:
    async with await AsyncConnection.connect(server_url, autocommit=True) as killer:
        first = int(await reader.value(PID, []) or 0)
        await killer.execute("SELECT pg_terminate_backend(%s, 5000)", [first])
        second = int(await reader.value(PID, []) or 0)
        assert second != first
        asleep = asyncio.create_task(reader.value("SELECT 'x' FROM pg_sleep(1)", []))
        await asyncio.sleep(0.1)
        await killer.execute("SELECT pg_terminate_backend(%s, 5000)", [second])
        assert await asyncio.wait_for(asleep, 10) == b"x"
        assert await reader.value(PID, []) not in {str(first).encode(), str(second).encode()}


async def test_the_line_of_a_cancelled_read_serves_nobody_else(reader: Reader) -> None:
    before = await reader.value(PID, [])
    asleep = asyncio.create_task(reader.value("SELECT 'late' FROM pg_sleep(0.2)", []))
    await asyncio.sleep(0.05)
    asleep.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asleep
    assert await reader.value(ECHO, ["mine"]) == b"mine"
    assert await reader.value(PID, []) != before


async def test_a_line_keeps_the_statements_asked_for_last(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "PREPARED_COUNT", 3)
    asked = [1, 2, 3, 1, 4, 1, 5, 1, 2]
    assert [await reader.value(f"SELECT '{each}'", []) for each in asked] == [str(each).encode() for each in asked]
    kept = await reader.value("SELECT string_agg(statement, ' ' ORDER BY statement) FROM pg_prepared_statements", [])
    assert kept is not None
    assert sorted(kept.decode().replace("SELECT ", "").split()[:2]) == ["'1'", "'2'"]
