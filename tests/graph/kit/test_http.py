"""The whole app over a real socket: uvicorn in a thread, httpx and websockets outside."""

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import httpx
import orjson
import pytest
import uvicorn
from sqlalchemy import text
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosedError, InvalidStatus

from graph.http.files import Upload
from graph.kit.api import Api, PlannedSchema
from graph.kit.limits import Limits
from graph.kit.node_ids import node_id
from graph.kit.registered import Registered
from graph.server import create_app
from services.kit.actor import NOBODY, Actor
from services.kit.database import Database, ring
from services.kit.refusals import FieldFault, InvalidInput
from services.kit.settings import Environment, Settings
from tests.graph.kit.demo import OWNER

ENTRY = node_id("Entry", UUID(int=301))
JSON = {"Content-Type": "application/json"}
BEARER = {"Authorization": "Bearer good"}
COOKIE = {"Cookie": "greenbridge_session=good"}


OPEN_TOKENS = {"good"}
DEPUTY = UUID(int=7)


async def authenticate(token: str, on_behalf_of: UUID | None = None) -> Actor:
    """A token of the owner, or that of a deputy, who is nobody by themselves here."""
    if on_behalf_of is not None:
        may = token in OPEN_TOKENS and token == "deputy" and on_behalf_of == OWNER
        return Actor(account_id=OWNER, deputy_id=DEPUTY) if may else NOBODY
    return Actor(account_id=OWNER) if token in OPEN_TOKENS else NOBODY


async def keep(actor: Actor, upload: Upload) -> dict[str, Any]:
    size = sum([len(chunk) async for chunk in upload.chunks])
    if upload.name == "bad.txt":
        raise InvalidInput([FieldFault("name", "NO_SHEET")])
    return {"name": upload.name, "type": upload.media_type, "bytes": size, "by": str(actor.account_id)}


class Served:
    """A running server."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.client = httpx.AsyncClient(base_url=self.url)

    async def ask(self, query: str, headers: dict[str, str] | None = None, **variables: Any) -> httpx.Response:
        return await self.client.post("/graphql", json={"query": query, "variables": variables}, headers=headers)


async def _serve(
    url: str, schema: PlannedSchema, environment: Environment, registered: Registered | None = None
) -> AsyncIterator[Served]:
    settings = Settings(environment=environment, upload_bytes=2048, material_bytes=2048)
    limits, is_development = Limits(body_bytes=5000), environment is Environment.DEVELOPMENT
    app = create_app(
        Database(url, pool_size=3),
        settings,
        authenticate=authenticate,
        store_upload=keep,
        api=Api(schema, limits=limits, registered=registered, is_development=is_development),
    )
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        running = asyncio.create_task(server.serve([listening]))
        served = Served(listening.getsockname()[1])
        while not server.started:  # noqa: ASYNC110 - uvicorn offers no event
            await asyncio.sleep(0.01)
        yield served
        await served.client.aclose()
        server.should_exit = True
        await running


@pytest.fixture(scope="module")
async def served(read_demo_url: str, demo_schema: PlannedSchema) -> AsyncIterator[Served]:
    async for server in _serve(read_demo_url, demo_schema, Environment.DEVELOPMENT):
        yield server


@pytest.fixture(scope="module")
async def production(read_demo_url: str, demo_schema: PlannedSchema) -> AsyncIterator[Served]:
    async for server in _serve(read_demo_url, demo_schema, Environment.PRODUCTION):
        yield server


async def test_the_fast_lane_and_strawberry_answer_on_one_address(served: Served) -> None:
    planned = await served.ask("{ judges(first: 1) { totalCount nodes { name } } }")
    mixed = await served.ask("{ version judges(first: 1) { nodes { greeting } } }")
    assert planned.json() == {"data": {"judges": {"totalCount": 23, "nodes": [{"name": "Judge0"}]}}}
    assert mixed.json() == {"data": {"version": "1", "judges": {"nodes": [{"greeting": "Judge0 (FINANCE)"}]}}}
    assert planned.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        (b"{", JSON, 400, "BAD_JSON"),
        (b"[]", JSON, 400, "BAD_REQUEST"),
        (b'{"query": 1}', JSON, 400, "BAD_REQUEST"),
        (b'{"query": "{version}", "variables": []}', JSON, 400, "BAD_REQUEST"),
        (b'{"query": "{version}"}', {"Content-Type": "text/plain"}, 415, "WANTED_JSON"),
        (b'{"query": "{version}"}', JSON | {"Authorization": "Bearer stolen"}, 401, "BAD_TOKEN"),
        (b'{"query": "{version}"}', JSON | COOKIE, 403, "CLIENT_HEADER_MISSING"),
        (b" " * 6000, JSON, 413, "BODY_TOO_LONG"),
    ],
)
async def test_a_request_that_cannot_be_taken(
    served: Served, body: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    response = await served.client.post("/graphql", content=body, headers=headers)
    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (status, code)


@pytest.mark.parametrize(
    ("query", "variables", "code"),
    [
        ("{ nothing }", {}, "GRAPHQL_INVALID"),
        ("{ judges(first: 101) { nodes { name } } }", {}, "BAD_PAGE_SIZE"),
        ("{ judges(first: -1) { nodes { name } } }", {}, "BAD_PAGE_SIZE"),
        ("{ judges(first: 1, last: 1) { nodes { name } } }", {}, "FIRST_AND_LAST"),
        ('{ judges(after: "x") { nodes { name } } }', {}, "BAD_CURSOR"),
        ("query ($n: Int!) { judges(first: $n) { nodes { name } } }", {"n": "x"}, "BAD_VARIABLES"),
        ("subscription { entryChanges(id: 1) { title } }", {}, "SUBSCRIBE_BY_WEBSOCKET"),
        ("query a { version } query b { version }", {}, "UNKNOWN_OPERATION"),
        ('{ judges(filter: {name: "\\u0000"}) { nodes { name } } }', {}, "BAD_VALUE"),
    ],
)
async def test_an_operation_that_cannot_be_answered(
    served: Served, query: str, variables: dict[str, Any], code: str
) -> None:
    response = await served.ask(query, **variables)
    answer = response.json()
    assert (response.status_code, answer["data"]) == (200, None)
    assert answer["errors"][0]["extensions"]["code"] == code


async def test_cookie_and_token_act_for_the_same_person(served: Served) -> None:
    query = "{ organizations { totalCount } }"
    counts = [
        (await served.ask(query, headers)).json()["data"]["organizations"]["totalCount"]
        for headers in ({}, BEARER, COOKIE | {"X-GreenBridge-Client": "test"})
    ]
    assert counts == [3, 4, 4]


async def test_a_bug_is_an_error_with_an_id_and_nothing_else(served: Served) -> None:
    query = 'mutation ($id: ID!) { renameEntry(input: {entryId: $id, title: "bug"}) { __typename } }'
    response = await served.ask(query, BEARER, id=ENTRY)
    error = response.json()["errors"][0]
    assert error["extensions"]["code"] == "INTERNAL"
    assert len(error["extensions"]["incident"]) == 32
    assert "secret" not in response.text


async def test_production_shows_no_schema_and_no_suggestions(production: Served) -> None:
    introspection = (await production.ask("{ __schema { types { name } } }")).json()
    misspelt = (await production.ask("{ judgs { totalCount } }")).json()
    assert introspection["data"] is None
    assert misspelt["errors"][0]["message"] == "Cannot query field 'judgs' on type 'Query'."
    assert (await production.client.get("/graphql")).status_code == 405
    assert (await production.client.get("/")).status_code == 200


async def test_introspection_works_in_development(served: Served) -> None:
    answer = (await served.ask("{ __schema { queryType { name } } }")).json()
    assert answer == {"data": {"__schema": {"queryType": {"name": "Query"}}}}


async def test_health(served: Served) -> None:
    response = await served.client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


async def test_uploads_plain_and_by_form(served: Served) -> None:
    plain = await served.client.post("/files?name=%E8%AF%84%E5%A7%94.xlsx", content=b"x" * 2048, headers=BEARER)
    form = await served.client.post("/files", files={"file": ("a.csv", b"1,2", "text/csv")}, headers=BEARER)
    assert (plain.status_code, plain.json()) == (
        201,
        {"name": "评委.xlsx", "type": "application/octet-stream", "bytes": 2048, "by": str(OWNER)},
    )
    assert form.json() == {"name": "a.csv", "type": "text/csv", "bytes": 3, "by": str(OWNER)}


@pytest.mark.parametrize(
    ("path", "content", "headers", "status", "code"),
    [
        ("/files?name=a", b"x" * 2049, BEARER, 413, "BODY_TOO_LONG"),
        ("/files", b"x", BEARER, 400, "FILE_NAME_MISSING"),
        ("/files?name=a", b"x", {}, 401, "SIGN_IN_REQUIRED"),
        ("/files?name=a", b"x", COOKIE, 403, "CLIENT_HEADER_MISSING"),
        ("/files?name=bad.txt", b"x", BEARER, 422, "INVALID_INPUT"),
        ("/files", b"x", BEARER | {"Content-Type": "multipart/form-data"}, 400, "BAD_FORM"),
    ],
)
async def test_an_upload_that_cannot_be_taken(
    served: Served, path: str, content: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    response = await served.client.post(path, content=content, headers=headers)
    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (status, code)


class Socket:
    """A graphql-transport-ws connection."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def send(self, kind: str, **message: Any) -> None:
        await self._connection.send(orjson.dumps({"type": kind, **message}).decode())

    async def receive(self) -> dict[str, Any]:
        message: dict[str, Any] = orjson.loads(await asyncio.wait_for(self._connection.recv(), 10))
        return message


def _connect(served: Served, **headers: str) -> Any:
    return connect(
        f"{served.url.replace('http', 'ws')}/graphql",
        subprotocols=["graphql-transport-ws"],  # type: ignore[list-item]  # a plain text is one
        additional_headers=headers,
    )


async def _subscribe(socket: Socket, params: dict[str, str] | None = None) -> None:
    await socket.send("connection_init", payload=params or {})
    assert await socket.receive() == {"type": "connection_ack"}
    query = "subscription ($id: ID!) { entryChanges(id: $id) { title organization { name } } }"
    await socket.send("subscribe", id="1", payload={"query": query, "variables": {"id": ENTRY}})


async def test_a_subscription_sends_the_state_after_every_bell(demo_url: str, demo_schema: PlannedSchema) -> None:
    async for server in _serve(demo_url, demo_schema, Environment.DEVELOPMENT):
        await _watch_a_change(server, demo_url)


async def _watch_a_change(served: Served, url: str) -> None:
    async with _connect(served) as connection, Database(url) as database:
        socket = Socket(connection)
        await _subscribe(socket, {"token": "good"})
        first = await socket.receive()
        assert first["payload"] == {
            "data": {"entryChanges": {"title": "Entry 1 项目", "organization": {"name": "100% Solar_Lab"}}}
        }
        async with database.transaction(Actor(account_id=OWNER)) as tx:
            await tx.execute(text("UPDATE demo_entry SET title = 'New' WHERE id = :id"), {"id": UUID(int=301)})
            await ring(tx, "demo_entry", str(UUID(int=301)))
        titles = ""
        while titles != "New":
            titles = (await socket.receive())["payload"]["data"]["entryChanges"]["title"]


async def test_a_subscription_needs_a_person(served: Served) -> None:
    async with _connect(served) as connection:
        socket = Socket(connection)
        await _subscribe(socket)
        answer = await socket.receive()
        assert answer["payload"]["errors"][0]["extensions"]["code"] == "SIGN_IN_REQUIRED"


async def test_the_cookie_of_the_handshake_counts_from_our_own_origin_only(served: Served) -> None:
    async with _connect(served, Cookie=COOKIE["Cookie"], Origin=served.url) as connection:
        socket = Socket(connection)
        await _subscribe(socket)
        assert (await socket.receive())["payload"]["data"]["entryChanges"]["title"] == "Entry 1 项目"
    with pytest.raises(InvalidStatus):
        async with _connect(served, Cookie=COOKIE["Cookie"], Origin="http://evil.example"):
            pass


async def test_a_socket_ends_with_the_session_that_opened_it(served: Served, read_demo_url: str) -> None:
    OPEN_TOKENS.add("short")
    async with _connect(served) as connection, Database(read_demo_url) as database:
        socket = Socket(connection)
        await _subscribe(socket, {"token": "short"})
        assert (await socket.receive())["payload"]["data"]["entryChanges"]["title"] == "Entry 1 项目"
        OPEN_TOKENS.remove("short")
        async with database.transaction(Actor(account_id=OWNER)) as tx:
            await ring(tx, "demo_entry", str(UUID(int=301)))
        ended = await socket.receive()
        assert (ended["type"], ended["payload"]["errors"][0]["extensions"]["code"]) == ("next", "SESSION_ENDED")
        assert (await socket.receive())["type"] == "complete"


async def test_a_socket_is_another_persons_as_long_as_it_may(served: Served, read_demo_url: str) -> None:
    OPEN_TOKENS.add("deputy")
    behalf = {"X-GreenBridge-On-Behalf-Of": node_id("Account", OWNER)}
    async with _connect(served, Authorization="Bearer deputy") as connection, Database(read_demo_url) as database:
        socket = Socket(connection)
        await _subscribe(socket, behalf)
        assert (await socket.receive())["payload"]["data"]["entryChanges"]["title"] == "Entry 1 项目"
        OPEN_TOKENS.remove("deputy")
        async with database.transaction(Actor(account_id=OWNER)) as tx:
            await ring(tx, "demo_entry", str(UUID(int=301)))
        assert (await socket.receive())["payload"]["errors"][0]["extensions"]["code"] == "SESSION_ENDED"


@pytest.mark.parametrize("named", [node_id("Account", OWNER), node_id("Organization", OWNER), "nonsense", 7])
async def test_who_is_no_deputy_gets_no_socket(served: Served, named: Any) -> None:
    async with _connect(served, Authorization="Bearer good") as connection:
        socket = Socket(connection)
        await socket.send("connection_init", payload={"X-GreenBridge-On-Behalf-Of": named})
        with pytest.raises(ConnectionClosedError) as closed:
            await socket.receive()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4403


async def test_a_bad_token_closes_the_socket(served: Served) -> None:
    async with _connect(served) as connection:
        socket = Socket(connection)
        await socket.send("connection_init", payload={"token": "stolen"})
        with pytest.raises(ConnectionClosedError) as closed:
            await socket.receive()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4403


async def test_a_message_of_half_characters_closes_the_socket(served: Served) -> None:
    async with _connect(served) as connection:
        await connection.send('{"type": "connection_init", "payload": {"token": "\\ud800"}}')
        with pytest.raises(ConnectionClosedError) as closed:
            await Socket(connection).receive()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4400


async def test_a_socket_takes_subscriptions_only(served: Served) -> None:
    async with _connect(served) as connection:
        socket = Socket(connection)
        await socket.send("connection_init")
        await socket.receive()
        await socket.send("subscribe", id="1", payload={"query": "{ version }"})
        answer = await socket.receive()
    assert (answer["type"], answer["payload"][0]["extensions"]["code"]) == ("error", "SUBSCRIPTIONS_ONLY")
