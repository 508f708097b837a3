"""Pages of a connection stay right while rows come and go."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from graph.kit.api import Api
from services.kit.actor import NOBODY, Actor
from services.kit.database import Database
from tests.graph.kit.asking import ask_planned
from tests.graph.kit.demo import OWNER

FORWARD = """query ($order: EntryOrder, $after: String) {
    entries(first: 4, orderBy: $order, after: $after) {
        nodes { id } pageInfo { hasNextPage hasPreviousPage endCursor startCursor } } }"""
BACKWARD = """query ($order: EntryOrder, $before: String) {
    entries(last: 4, orderBy: $order, before: $before) {
        nodes { id } pageInfo { hasNextPage hasPreviousPage endCursor startCursor } } }"""
ALL = "query ($order: EntryOrder) { entries(first: 100, orderBy: $order) { nodes { id } } }"
ORDERS = ["TITLE_ASC", "TITLE_DESC", "NEWEST_ASC", "NEWEST_DESC", "RANK_ASC", "RANK_DESC", None]
PERSON = Actor(account_id=OWNER)


def _ids(page: Any) -> list[str]:
    return [node["id"] for node in page["nodes"]]


@pytest.mark.parametrize("order", ORDERS)
async def test_pages_forward_are_the_whole_list(api: Api, read_database: Database, order: str | None) -> None:
    expected = _ids((await ask_planned(api, read_database, ALL, PERSON, order=order))["entries"])
    walked: list[str] = []
    after = None
    while True:
        answer = await ask_planned(api, read_database, FORWARD, PERSON, order=order, after=after)
        page = answer["entries"]
        assert page["pageInfo"]["hasPreviousPage"] == (after is not None)
        walked += _ids(page)
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert (walked, len(walked)) == (expected, 31)


@pytest.mark.parametrize("order", ORDERS)
async def test_pages_backward_are_the_whole_list(api: Api, read_database: Database, order: str | None) -> None:
    expected = _ids((await ask_planned(api, read_database, ALL, PERSON, order=order))["entries"])
    walked: list[str] = []
    before = None
    while True:
        answer = await ask_planned(api, read_database, BACKWARD, PERSON, order=order, before=before)
        page = answer["entries"]
        walked = _ids(page) + walked
        before = page["pageInfo"]["startCursor"]
        if not page["pageInfo"]["hasPreviousPage"]:
            break
    assert walked == expected


async def test_rows_that_come_and_go_move_no_page(api: Api, demo_database: Database) -> None:
    first = (await ask_planned(api, demo_database, FORWARD, PERSON, order="TITLE_ASC"))["entries"]
    cursor = first["pageInfo"]["endCursor"]
    expected = (await ask_planned(api, demo_database, FORWARD, PERSON, order="TITLE_ASC", after=cursor))["entries"]
    async with demo_database.transaction(PERSON) as tx:
        await tx.execute(text("UPDATE demo_entry SET title = 'A' WHERE id = :id"), {"id": UUID(int=330)})
    after = (await ask_planned(api, demo_database, FORWARD, PERSON, order="TITLE_ASC", after=cursor))["entries"]
    assert _ids(after) == _ids(expected)


async def test_an_empty_page(api: Api, read_database: Database) -> None:
    query = (
        '{ entries(filter: {title: "nothing like it"}) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }'
    )
    assert await ask_planned(api, read_database, query, NOBODY) == {
        "entries": {"totalCount": 0, "nodes": [], "pageInfo": {"hasNextPage": False, "endCursor": None}}
    }


async def test_a_short_list_ends_at_its_limit(api: Api, read_database: Database) -> None:
    answer = await ask_planned(api, read_database, "{ organizations { nodes { firstEntries { title } } } }", PERSON)
    assert [len(node["firstEntries"]) for node in answer["organizations"]["nodes"]] == [3, 0, 3, 3]
