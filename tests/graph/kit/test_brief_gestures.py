"""Gestures without a session: the same answers and refusals, their row read in the same trip as the commit."""

from typing import Any
from uuid import UUID

import pytest

from graph.kit.api import Api
from graph.kit.node_ids import node_id
from services.kit.actor import NOBODY, Actor
from services.kit.database import Database
from tests.graph.kit.asking import execute
from tests.graph.kit.demo import OWNER

ENTRY = node_id("Entry", UUID(int=301))
PERSON = Actor(account_id=OWNER)
RETITLE = """mutation ($id: ID!, $title: String!, $version: Int! = 1) {
    retitleEntry(input: {entryId: $id, title: $title, version: $version}) {
        __typename
        ... on RetitleEntrySuccess {
            newTitle
            now: entry { __typename title organization { name } scores(first: 1) { totalCount } }
        }
        ... on Refused { code }
        ... on Stale { currentVersion }
    }
}"""
SHOWN = {
    "__typename": "Entry", "title": "Neu", "organization": {"name": "100% Solar_Lab"}, "scores": {"totalCount": 3}
}  # fmt: skip


async def _retitle(api: Api, database: Database, **variables: Any) -> Any:
    data, errors = await execute(api, database, RETITLE, PERSON, **({"id": ENTRY} | variables))
    assert errors == []
    return data["retitleEntry"]


async def _title(api: Api, database: Database) -> str:
    data, _ = await execute(api, database, "query ($id: ID!) { entry(id: $id) { title } }", PERSON, id=ENTRY)
    return str(data["entry"]["title"])


@pytest.mark.parametrize("resolves_all", [False, True])
async def test_a_success_shows_the_node_as_it_is_after_the_commit(
    api: Api, demo_database: Database, *, resolves_all: bool
) -> None:
    variables = {"id": ENTRY, "title": "Neu"}
    data, errors = await execute(api, demo_database, RETITLE, PERSON, resolves_all=resolves_all, **variables)
    assert errors == []
    assert data["retitleEntry"] == {"__typename": "RetitleEntrySuccess", "newTitle": "Neu", "now": SHOWN}
    assert await _title(api, demo_database) == "Neu"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("newTitle", {"newTitle": "x"}),
        ("a: entry { title } b: entry { id }", {"a": {"title": "x"}, "b": {"id": ENTRY}}),
        ("entry { ...T } entry { id }", {"entry": {"title": "x", "id": ENTRY}}),
        ("entry @skip(if: true) { title } newTitle", {"newTitle": "x"}),
    ],
)
async def test_it_answers_however_it_is_asked(
    api: Api, demo_database: Database, asked: str, expected: dict[str, Any]
) -> None:
    gesture = 'retitleEntry(input: {entryId: $id, title: "x"})'
    query = f"mutation ($id: ID!) {{ {gesture} {{ ... on RetitleEntrySuccess {{ {asked} }} }} }}"
    if "...T" in asked:
        query += " fragment T on Entry { title }"
    data, errors = await execute(api, demo_database, query, PERSON, id=ENTRY)
    assert (data, errors) == ({"retitleEntry": expected}, [])


async def test_two_in_one_request_see_each_other(api: Api, demo_database: Database) -> None:
    one = "(input: {entryId: $id, title: %s}) { ... on RetitleEntrySuccess { entry { title } } }"
    query = "mutation ($id: ID!) { a: retitleEntry" + one % '"x"' + " b: retitleEntry" + one % '"y"' + " }"
    data, errors = await execute(api, demo_database, query, PERSON, id=ENTRY)
    assert (data, errors) == ({"a": {"entry": {"title": "x"}}, "b": {"entry": {"title": "y"}}}, [])


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"title": "taken"}, {"__typename": "RuleBroken", "code": "TITLE_TAKEN"}),
        ({"title": ""}, {"__typename": "InvalidInput", "code": "INVALID_INPUT"}),
        ({"title": "new", "version": 2}, {"__typename": "Stale", "code": "STALE_ENTRY", "currentVersion": 1}),
        ({"title": "new", "id": node_id("Entry", UUID(int=1))}, {"__typename": "NotFound", "code": "NO_ENTRY"}),
    ],
)
async def test_a_refusal_is_a_member_of_the_union_and_changes_nothing(
    api: Api, demo_database: Database, variables: dict[str, Any], expected: dict[str, Any]
) -> None:
    assert await _retitle(api, demo_database, **variables) == expected
    assert await _title(api, demo_database) == "Entry 1 项目"


async def test_nobody_may_not(api: Api, demo_database: Database) -> None:
    data, errors = await execute(api, demo_database, RETITLE, NOBODY, id=ENTRY, title="x")
    assert (data["retitleEntry"], errors) == ({"__typename": "NotAllowed", "code": "SIGN_IN_REQUIRED"}, [])


@pytest.mark.parametrize(("title", "code"), [("bug", "INTERNAL"), ("a\x00b", "BAD_VALUE")])
async def test_what_nobody_foresaw_is_a_code_and_changes_nothing(
    api: Api, demo_database: Database, title: str, code: str
) -> None:
    data, errors = await execute(api, demo_database, RETITLE, PERSON, id=ENTRY, title=title)
    assert data is None
    assert [error.extensions["code"] for error in errors] == [code]
    assert "secret" not in str(errors[0].formatted)
    assert await _title(api, demo_database) == "Entry 1 项目"
