"""Registered operations: asked for by id, by POST or GET, and where wanted nothing else."""

import json
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from websockets.asyncio.client import connect

from graph.kit.api import Api, PlannedSchema
from graph.kit.node_ids import node_id
from graph.kit.registered import OPERATIONS, Registered, document_id
from services.kit.settings import Environment
from tests.graph.kit.test_http import BEARER, COOKIE, Served, _serve

JUDGES = "query Judges($first: Int) { judges(first: $first) { nodes { name } } }"
RENAME = """mutation Rename($id: ID!) { renameEntry(input: {entryId: $id, title: "x"}) { __typename } }"""
WATCH = """subscription Watch($id: ID!) { entryChanges(id: $id) { title } }"""
REGISTERED = Registered([JUDGES, RENAME], only=True)
ENTRY = node_id("Entry", UUID(int=301))
PROTOCOL: Any = {"subprotocols": ["graphql-transport-ws"]}


@pytest.fixture(scope="module")
async def served(read_demo_url: str, demo_schema: PlannedSchema) -> AsyncIterator[Served]:
    async for server in _serve(read_demo_url, demo_schema, Environment.PRODUCTION, REGISTERED):
        yield server


def _code(answer: dict[str, list[dict[str, dict[str, str]]]]) -> str:
    return answer["errors"][0]["extensions"]["code"]


async def test_a_registered_document_is_asked_by_id_or_text_by_post_or_get(served: Served) -> None:
    by_id = {"documentId": document_id(JUDGES), "variables": {"first": 1}}
    wanted = {"data": {"judges": {"nodes": [{"name": "Judge0"}]}}}
    assert (await served.client.post("/graphql", json=by_id)).json() == wanted
    assert (await served.ask(JUDGES, first=1)).json() == wanted
    address = f"/graphql?documentId={document_id(JUDGES)}&variables=" + quote('{"first": 1}')
    assert (await served.client.get(address)).json() == wanted
    assert (await served.client.get(address, headers=BEARER)).json() == wanted


async def test_nothing_else_is_answered(served: Served) -> None:
    assert _code((await served.ask("{ judges { nodes { name } } }")).json()) == "DOCUMENT_NOT_REGISTERED"
    assert _code((await served.ask(JUDGES + " ")).json()) == "DOCUMENT_NOT_REGISTERED"
    unknown = await served.client.post("/graphql", json={"documentId": "0" * 64})
    assert _code(unknown.json()) == "UNKNOWN_DOCUMENT"
    both = await served.client.post("/graphql", json={"documentId": document_id(JUDGES), "query": JUDGES})
    assert (both.status_code, _code(both.json())) == (400, "BAD_REQUEST")


async def test_get_changes_nothing_and_takes_no_cookie_of_another_site(served: Served) -> None:
    mutation = f"/graphql?documentId={document_id(RENAME)}&variables=" + quote(json.dumps({"id": ENTRY}))
    assert _code((await served.client.get(mutation, headers=BEARER)).json()) == "GET_IS_FOR_READS"
    foreign = await served.client.get(f"/graphql?documentId={document_id(JUDGES)}", headers=COOKIE)
    assert (foreign.status_code, _code(foreign.json())) == (403, "CLIENT_HEADER_MISSING")
    broken = await served.client.get(f"/graphql?documentId={document_id(JUDGES)}&variables=%7B")
    assert (broken.status_code, _code(broken.json())) == (400, "BAD_JSON")
    assert (await served.client.get(f"/graphql?query={quote(JUDGES)}")).status_code == 405


async def test_a_socket_takes_no_other_document_either(served: Served) -> None:
    address = served.url.replace("http", "ws") + "/graphql"
    async with connect(address, **PROTOCOL) as socket:
        await socket.send('{"type": "connection_init"}')
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": WATCH}}))
        answer = json.loads(await socket.recv())
    assert (answer["type"], answer["payload"][0]["extensions"]["code"]) == ("error", "DOCUMENT_NOT_REGISTERED")


async def test_a_socket_takes_a_registered_document_by_its_id(read_demo_url: str, demo_schema: PlannedSchema) -> None:
    async for served in _serve(read_demo_url, demo_schema, Environment.PRODUCTION, Registered([WATCH], only=True)):
        address = served.url.replace("http", "ws") + "/graphql"
        async with connect(address, additional_headers=BEARER, **PROTOCOL) as socket:
            await socket.send('{"type": "connection_init"}')
            assert json.loads(await socket.recv())["type"] == "connection_ack"
            payload = {"query": "", "extensions": {"documentId": document_id(WATCH)}, "variables": {"id": ENTRY}}
            await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
            answer = json.loads(await socket.recv())
            unknown = {"query": "", "extensions": {"documentId": document_id(JUDGES)}}
            await socket.send(json.dumps({"id": "2", "type": "subscribe", "payload": unknown}))
            refused = json.loads(await socket.recv())
        assert (answer["type"], answer["id"], "entryChanges" in answer["payload"]["data"]) == ("next", "1", True)
        assert (refused["type"], refused["id"]) == ("error", "2")


def test_a_followed_file_is_read_again_when_it_changed(tmp_path: Path) -> None:
    file = tmp_path / "operations.json"
    file.write_text(json.dumps({document_id(JUDGES): JUDGES}), encoding="utf-8")
    still, follows = Registered.from_file(file), Registered.from_file(file, follows=True)
    assert follows.find_text(document_id(WATCH)) is None
    file.write_text(json.dumps({document_id(WATCH): WATCH}), encoding="utf-8")
    os.utime(file, (1, 1))
    assert (still.find_text(document_id(WATCH)), follows.find_text(document_id(WATCH))) == (None, WATCH)


def test_registered_documents_are_read_and_planned_before_anybody_asks(demo_schema: PlannedSchema) -> None:
    api = Api(demo_schema, registered=Registered([JUDGES, RENAME]))
    api.prepare()
    assert [len(api.documents._documents), len(api.planner._plans)] == [2, 1]


def test_a_file_whose_ids_are_wrong_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "operations.json"
    file.write_text(json.dumps({document_id(JUDGES): JUDGES}), encoding="utf-8")
    assert list(Registered.from_file(file).texts) == [JUDGES]
    file.write_text(json.dumps({document_id(JUDGES): JUDGES + " "}), encoding="utf-8")
    with pytest.raises(ValueError, match=document_id(JUDGES)):
        Registered.from_file(file)


def test_every_operation_of_the_console_is_good(platform_api: Api) -> None:
    registered = Registered.from_file(OPERATIONS)
    wrong = {text: platform_api.documents.get(text).errors for text in registered.texts}
    assert {text: errors for text, errors in wrong.items() if errors} == {}


@pytest.fixture
def platform_api() -> Api:
    from graph.schema import build_schema  # noqa: PLC0415 - only this test needs all rooms

    return Api(build_schema())
