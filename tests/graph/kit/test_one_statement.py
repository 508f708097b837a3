"""A read is one statement in one round trip, shown by what libpq puts on the wire."""

import re
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from psycopg.conninfo import make_conninfo

from graph.kit.api import Api
from graph.kit.node_ids import node_id
from services.kit.actor import NOBODY, Actor
from services.kit.database import READ_OPTIONS, Database
from services.kit.reader import Reader
from tests.graph.kit.asking import ask_planned, execute
from tests.graph.kit.demo import OWNER

DEEP = """query ($id: ID!) {
    judge(id: $id) { name organization { name judges(first: 3) { totalCount nodes { name } } } }
    judges(first: 5) {
        totalCount pageInfo { hasNextPage endCursor }
        edges { cursor node { scores(first: 2) { nodes { points entry { title organization { name } } } } } }
    }
    topEntries { title scores { nodes { judge { name } } } }
}"""


def _sent(trace: Path) -> Counter[str]:
    """How often the client sent each kind of message."""
    return Counter(re.findall(r"\tF\t\d+\t(\w+)", trace.read_text(encoding="utf-8", errors="replace")))


async def _only_line(database: Database) -> Any:
    """The one connection on which this database now reads, as libpq knows it."""
    database.reader = Reader(make_conninfo(database.url, options=READ_OPTIONS), size=1)
    await database.reader.value("SELECT 1", [])
    return database.reader._free[0].connection.pgconn


@pytest.mark.parametrize("times", [1, 5])
async def test_a_planned_read_is_one_statement(api: Api, demo_url: str, tmp_path: Path, times: int) -> None:
    trace = tmp_path / "trace"
    async with Database(demo_url, pool_size=2) as database:
        traced = await _only_line(database)
        with trace.open("wb") as file:
            traced.trace(file.fileno())
            for _ in range(times):
                await ask_planned(api, database, DEEP, id=node_id("Judge", UUID(int=201)))
            traced.untrace()
    sent = _sent(trace)
    assert (sent["Parse"], sent["Bind"], sent["Execute"], sent["Query"]) == (1, times, times, 0)


async def test_the_actor_of_a_read_does_not_outlive_it(api: Api, demo_url: str) -> None:
    query = "{ organizations { totalCount } }"
    async with Database(demo_url, pool_size=2) as database:
        await _only_line(database)
        actors = [NOBODY, Actor(account_id=OWNER), NOBODY, Actor(account_id=OWNER)]
        answers = [await ask_planned(api, database, query, actor) for actor in actors]
        left = await database.reader.value("SELECT current_setting('greenbridge.actor', true)", [])
        writable = await database.reader.value("SHOW transaction_read_only", [])
    assert [answer["organizations"]["totalCount"] for answer in answers] == [3, 4, 3, 4]
    assert (left, writable) == (b"", b"off")


async def test_a_node_in_a_payload_is_read_only_when_asked_for(api: Api, demo_url: str, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    mutation = """mutation ($id: ID!) { renameEntry(input: {entryId: $id, title: "x"}) {
        ... on RenameEntrySuccess { oldTitle } } }"""
    async with Database(demo_url, pool_size=2) as database:
        traced = await _only_line(database)
        with trace.open("wb") as file:
            traced.trace(file.fileno())
            data, errors = await execute(
                api, database, mutation, Actor(account_id=OWNER), id=node_id("Entry", UUID(int=301))
            )
            traced.untrace()
    assert (data, errors) == ({"renameEntry": {"oldTitle": "Entry 1 项目"}}, [])
    assert _sent(trace)["Execute"] == 0


@pytest.mark.parametrize("times", [1, 4])
async def test_a_brief_gesture_is_two_trips(api: Api, demo_url: str, tmp_path: Path, times: int) -> None:
    trace = tmp_path / "trace"
    mutation = """mutation ($id: ID!) { retitleEntry(input: {entryId: $id, title: "x"}) {
        ... on RetitleEntrySuccess { entry { title organization { name } } } } }"""
    async with Database(demo_url, pool_size=2) as database:
        traced = await _only_line(database)
        with trace.open("wb") as file:
            traced.trace(file.fileno())
            for _ in range(times):
                key = node_id("Entry", UUID(int=301))
                data, errors = await execute(api, database, mutation, Actor(account_id=OWNER), id=key)
            traced.untrace()
    assert (data["retitleEntry"]["entry"]["title"], errors) == ("x", [])
    sent = _sent(trace)
    # BEGIN, the actor, the statement; COMMIT, the row
    assert (sent["Sync"], sent["Execute"], sent["Query"]) == (2 * times, 5 * times, 0)
    assert sent["Parse"] == 3 + 2 * times, "the statements once, BEGIN and COMMIT as they are"
