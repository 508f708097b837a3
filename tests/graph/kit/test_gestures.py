from typing import Any
from uuid import UUID

import pytest

from graph.kit.api import Api
from graph.kit.node_ids import node_id
from services.kit.actor import NOBODY, Actor
from services.kit.database import Database
from tests.graph.kit.asking import ask_planned, execute
from tests.graph.kit.demo import OWNER

ENTRY = node_id("Entry", UUID(int=301))
PERSON = Actor(account_id=OWNER)
RENAME = """mutation ($id: ID!, $title: String!, $version: Int! = 1) {
    renameEntry(input: {entryId: $id, title: $title, version: $version}) {
        __typename
        ... on RenameEntrySuccess { oldTitle entry { title organization { name } } }
        ... on Refused { code params { name value } }
        ... on InvalidInput { faults { path code params { name value } } }
        ... on SheetRefused { sheet faultCount cells: faults { row column code params { name value } } }
        ... on Stale { currentVersion }
    }
}"""


async def _rename(api: Api, database: Database, actor: Actor = PERSON, **variables: Any) -> Any:
    data, errors = await execute(api, database, RENAME, actor, **({"id": ENTRY} | variables))
    assert errors == []
    return data["renameEntry"]


async def _title(api: Api, database: Database) -> str:
    answer = await ask_planned(api, database, "query ($id: ID!) { entry(id: $id) { title } }", PERSON, id=ENTRY)
    title: str = answer["entry"]["title"]
    return title


async def test_a_success_shows_the_node_as_it_is_after_the_commit(api: Api, demo_database: Database) -> None:
    assert await _rename(api, demo_database, title="Neu") == {
        "__typename": "RenameEntrySuccess",
        "oldTitle": "Entry 1 项目",
        "entry": {"title": "Neu", "organization": {"name": "100% Solar_Lab"}},
    }
    assert await _title(api, demo_database) == "Neu"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"title": "taken"}, {"__typename": "RuleBroken", "code": "TITLE_TAKEN"}),
        ({"title": ""}, {"__typename": "InvalidInput", "code": "INVALID_INPUT"}),
        ({"title": "sheet"}, {"__typename": "SheetRefused", "code": "SHEET_REFUSED"}),
        ({"title": "new", "version": 2}, {"__typename": "Stale", "code": "STALE_ENTRY", "currentVersion": 1}),
        ({"title": "new", "id": node_id("Entry", UUID(int=1))}, {"__typename": "NotFound", "code": "NO_ENTRY"}),
        ({"title": "new", "id": node_id("Judge", UUID(int=301))}, {"__typename": "InvalidInput"}),
    ],
)
async def test_a_refusal_is_a_member_of_the_union_and_changes_nothing(
    api: Api, demo_database: Database, variables: dict[str, Any], expected: dict[str, Any]
) -> None:
    answer = await _rename(api, demo_database, **variables)
    assert {name: answer[name] for name in expected} == expected
    assert await _title(api, demo_database) == "Entry 1 项目"


async def test_every_fault_is_told_with_its_parameters(api: Api, demo_database: Database) -> None:
    assert await _rename(api, demo_database, title="") == {
        "__typename": "InvalidInput",
        "code": "INVALID_INPUT",
        "params": [{"name": "faultCount", "value": "2"}],
        "faults": [
            {"path": "title", "code": "EMPTY", "params": []},
            {"path": "entryId", "code": "ODD", "params": [{"name": "least", "value": "2"}]},
        ],
    }
    assert await _rename(api, demo_database, title="sheet") == {
        "__typename": "SheetRefused",
        "code": "SHEET_REFUSED",
        "params": [{"name": "sheet", "value": "entries.xlsx"}, {"name": "faultCount", "value": "7"}],
        "sheet": "entries.xlsx",
        "faultCount": 7,
        "cells": [{"row": 3, "column": "title", "code": "TOO_LONG", "params": [{"name": "most", "value": "80"}]}],
    }


async def test_nobody_is_refused_before_anything_is_tried(api: Api, demo_database: Database) -> None:
    answer = await _rename(api, demo_database, NOBODY, title="bug")
    assert answer == {"__typename": "NotAllowed", "code": "SIGN_IN_REQUIRED", "params": []}


async def test_a_bug_rolls_back_and_keeps_its_secret(api: Api, demo_database: Database) -> None:
    data, errors = await execute(api, demo_database, RENAME, PERSON, id=ENTRY, title="bug")
    assert (data, errors[0].extensions["code"]) == (None, "INTERNAL")
    assert "secret" not in str(errors[0].formatted)
    assert await _title(api, demo_database) == "Entry 1 项目"


async def test_nodes_of_a_list_keep_their_order_and_may_hold_python_fields(api: Api, demo_database: Database) -> None:
    data, errors = await execute(
        api,
        demo_database,
        """mutation ($first: ID!, $second: ID!) { pairJudges(first: $first, second: $second) {
            ... on PairJudgesSuccess { judges { name greeting scores(first: 1) { totalCount } } } } }""",
        first=node_id("Judge", UUID(int=201)),
        second=node_id("Judge", UUID(int=205)),
    )
    assert (data, errors) == (
        {
            "pairJudges": {
                "judges": [
                    {"name": "Judge5", "greeting": "Judge5 (TECHNICAL)", "scores": {"totalCount": 4}},
                    {"name": "评委 1\n", "greeting": "评委 1\n (TECHNICAL)", "scores": {"totalCount": 4}},
                ]
            }
        },
        [],
    )


async def test_a_required_node_that_is_gone_is_an_error_not_a_wrong_answer(api: Api, demo_database: Database) -> None:
    query = """mutation ($id: ID!, $gone: ID!) { pairJudges(first: $id, second: $gone) {
        ... on PairJudgesSuccess { judges { name } } } }"""
    judge, gone = node_id("Judge", UUID(int=201)), node_id("Judge", UUID(int=9))
    data, errors = await execute(api, demo_database, query, id=judge, gone=gone)
    assert (data, len(errors)) == (None, 1)


async def test_a_value_the_database_cannot_take_is_refused_by_a_code(api: Api, demo_database: Database) -> None:
    data, errors = await execute(api, demo_database, RENAME, PERSON, id=ENTRY, title="a\x00b")
    assert data is None
    assert [error.extensions["code"] for error in errors] == ["BAD_VALUE"]
    assert await _title(api, demo_database) == "Entry 1 项目"


async def test_what_no_statement_reads_makes_no_plan_of_its_own(api: Api, demo_database: Database) -> None:
    query = """mutation ($input: RenameEntryInput!) { renameEntry(input: $input) {
        ... on RenameEntrySuccess { entry { title } } } }"""
    given: dict[str, Any] = {"entryId": ENTRY, "title": "Neu"}
    await execute(api, demo_database, query, PERSON, input=given)
    planned = len(api.planner._plans)
    data, errors = await execute(api, demo_database, query, PERSON, input=given | {"version": 1})
    assert (data["renameEntry"]["entry"], errors) == ({"title": "Neu"}, [])
    assert len(api.planner._plans) == planned > 0
