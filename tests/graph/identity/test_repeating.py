"""A gesture with an idempotency key is done once, whatever becomes of its first answer."""

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import httpx
import orjson
import pytest
import uvicorn
from fastapi import FastAPI
from sqlalchemy import text

from services.identity.queries import delete_remembered
from services.identity.repeating import KEPT_FOR, Repetition
from services.kit.actor import SYSTEM
from services.kit.clock import now
from services.kit.database import Database
from tests.graph.console import CLIENT, Console, console, make_signed_in

FOUND = """mutation ($name: String!) { createOrganization(input: {kind: ENTERPRISE, name: $name}) {
    __typename
    ... on CreateOrganizationSuccess { usccWarning organization { id name } }
    ... on InvalidInput { faults { path code } }
} }"""
FOUND_TWO = """mutation ($name: String!) {
    first: createOrganization(input: {kind: ENTERPRISE, name: $name}) { __typename
        ... on CreateOrganizationSuccess { organization { id } } }
    second: createOrganization(input: {kind: UNIVERSITY, name: "绿大"}) { __typename
        ... on CreateOrganizationSuccess { organization { id } } }
}"""
TOKEN = """mutation { createApiToken(input: {name: "导出", scope: READ, days: 7}) {
    ... on CreateApiTokenSuccess { text apiToken { id } } } }"""
INVITE = """mutation ($id: ID!, $email: String!) { inviteMember(input: {organizationId: $id, email: $email}) {
    __typename ... on InviteMemberSuccess { invitation { id email } } ... on InvalidInput { faults { code } } } }"""
RENAME = """mutation ($id: ID!, $name: String!) {
    editOrganization(input: {organizationId: $id, version: 1, name: $name}) { __typename } }"""


@pytest.fixture
async def person(app: FastAPI) -> AsyncIterator[Console]:
    async with console(app) as opened:
        await opened.register("li@greenbridge.example")
        yield opened


def under(key: str) -> dict[str, str]:
    return CLIENT | {"Idempotency-Key": key}


def new_key() -> str:
    return str(uuid4())


async def rows(database: Database, query: str) -> list[Any]:
    async with database.transaction(SYSTEM) as tx:
        return list(await tx.scalars(text(query)))


COUNT = "SELECT count(*) FROM organization"


async def test_a_repeated_gesture_answers_the_same_and_is_done_once(person: Console, database: Database) -> None:
    key = new_key()
    answers = [await person.post(FOUND, under(given), name="青禾") for given in (key, f'"{key}"', key)]
    assert len({answer.text for answer in answers}) == 1
    assert answers[0].json()["data"]["createOrganization"]["organization"]["name"] == "青禾"
    assert [answer.headers.get("idempotent-replayed") for answer in answers] == [None, "true", "true"]
    assert await rows(database, COUNT) == [1]


async def test_without_a_key_nothing_is_remembered(person: Console, database: Database) -> None:
    await person.ask(FOUND, name="青禾")
    assert await rows(database, "SELECT count(*) FROM remembered_gesture") == [0]


async def test_two_that_arrive_at_the_same_moment_are_one(person: Console, database: Database) -> None:
    key = new_key()
    answers = await asyncio.gather(*(person.post(FOUND, under(key), name="青禾") for _ in range(6)))
    assert {answer.json()["data"]["createOrganization"]["__typename"] for answer in answers} == {
        "CreateOrganizationSuccess"
    }
    assert len({answer.text for answer in answers}) == 1
    assert await rows(database, COUNT) == [1]


async def test_a_key_stands_for_one_content(person: Console, database: Database) -> None:
    key = new_key()
    await person.ask(FOUND, under(key), name="青禾")
    answer = (await person.post(FOUND, under(key), name="红禾")).json()
    assert answer["data"] is None
    assert answer["errors"][0]["extensions"] == {
        "code": "IDEMPOTENCY_KEY_REUSED",
        "params": {"gesture": "create_organization"},
    }
    assert await rows(database, COUNT) == [1]


async def test_each_gesture_of_a_request_is_remembered_by_itself(person: Console, database: Database) -> None:
    key = new_key()
    first, again = [await person.ask(FOUND_TWO, under(key), name="青禾") for _ in range(2)]
    assert first == again
    assert await rows(database, COUNT) == [2]


async def test_a_refusal_leaves_the_key_free(person: Console, database: Database) -> None:
    key = new_key()
    refused = await person.ask(FOUND, under(key), name="")
    assert refused["createOrganization"]["__typename"] == "InvalidInput"
    assert (await person.ask(FOUND, under(key), name="青禾"))["createOrganization"]["organization"]["name"] == "青禾"
    assert await rows(database, COUNT) == [1]


async def test_another_account_has_keys_of_its_own(app: FastAPI, person: Console, database: Database) -> None:
    key = new_key()
    await person.ask(FOUND, under(key), name="青禾")
    async with console(app) as other:
        await other.register("zhao@greenbridge.example")
        answer = await other.ask(FOUND, under(key), name="红禾")
    assert answer["createOrganization"]["organization"]["name"] == "红禾"
    assert await rows(database, COUNT) == [2]


async def test_a_repeated_answer_shows_its_object_as_it_is_now(person: Console) -> None:
    key = new_key()
    made = (await person.ask(FOUND, under(key), name="青禾"))["createOrganization"]["organization"]
    await person.ask(RENAME, id=made["id"], name="绿禾")
    again = (await person.ask(FOUND, under(key), name="青禾"))["createOrganization"]["organization"]
    assert again == {"id": made["id"], "name": "绿禾"}


async def test_a_secret_is_shown_again_to_who_has_the_key_and_to_nobody_else(
    person: Console, database: Database
) -> None:
    key = new_key()
    first, again = [(await person.ask(TOKEN, under(key)))["createApiToken"] for _ in range(2)]
    assert first == again
    assert await rows(database, "SELECT count(*) FROM api_token") == [1]
    [kept] = await rows(database, "SELECT r::text FROM remembered_gesture r")
    [sealed] = await rows(database, "SELECT sealed_answer FROM remembered_gesture")
    for stored in (kept.encode(), bytes(sealed)):
        assert first["text"].encode() not in stored
        assert key.encode() not in stored


async def test_gestures_with_transactions_of_their_own_are_done_once_too(person: Console, database: Database) -> None:
    organization = (await person.ask(FOUND, name="青禾"))["createOrganization"]["organization"]
    key, given = new_key(), {"id": organization["id"], "email": "xu@greenbridge.example"}
    bad = await person.ask(INVITE, under(key), id=organization["id"], email="no address")
    assert bad["inviteMember"]["__typename"] == "InvalidInput"
    first = await person.ask(INVITE, under(key), **given)
    again = await person.ask(INVITE, under(key), **given)
    assert first == again
    assert first["inviteMember"]["invitation"]["email"] == "xu@greenbridge.example"
    jobs = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'organizations.send_invitation'"
    assert await rows(database, jobs) == [1]


async def test_what_ended_without_an_answer_is_not_done_again(person: Console, database: Database) -> None:
    """A process that died between such a gesture's transactions leaves its key taken."""
    organization = (await person.ask(FOUND, name="青禾"))["createOrganization"]["organization"]
    key, given = new_key(), {"id": organization["id"], "email": "xu@greenbridge.example"}
    await person.ask(INVITE, under(key), **given)
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("UPDATE remembered_gesture SET is_done = false, sealed_answer = NULL"))
    answer = (await person.post(INVITE, under(key), **given)).json()
    assert answer["errors"][0]["extensions"]["code"] == "IDEMPOTENCY_KEY_IN_USE"


async def test_of_an_answer_too_long_to_keep_it_is_known_that_it_was_given(person: Console, database: Database) -> None:
    key = new_key()
    await person.ask(FOUND, under(key), name="青禾")
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("UPDATE remembered_gesture SET sealed_answer = NULL"))
    answer = (await person.post(FOUND, under(key), name="青禾")).json()
    assert answer["errors"][0]["extensions"]["code"] == "DONE_BEFORE"
    assert await rows(database, COUNT) == [1]


@pytest.mark.parametrize("key", ["", "short", "x" * 300, "schlüssel-schlüssel-schlüssel"])
async def test_a_key_that_can_be_guessed_is_no_key(person: Console, key: str, database: Database) -> None:
    headers = httpx.Headers(CLIENT | {"Idempotency-Key": key}, encoding="utf-8")
    body = {"query": FOUND, "variables": {"name": "青禾"}}
    answer = await person.http.post("/graphql", json=body, headers=headers)
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_IDEMPOTENCY_KEY")
    assert await rows(database, COUNT) == [0]


async def test_keys_are_forgotten_after_a_day_and_beyond_their_number(person: Console, database: Database) -> None:
    keys = [new_key() for _ in range(4)]
    for number, key in enumerate(keys):
        await person.ask(FOUND, under(key), name=f"青禾{number}")
    age = text("UPDATE remembered_gesture SET created_at = now() - interval '25 hours' WHERE id = :id")
    ids = await rows(database, "SELECT id FROM remembered_gesture ORDER BY created_at")
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(age, {"id": ids[0]})
    again = await person.ask(FOUND, under(keys[0]), name="青禾0")
    assert again["createOrganization"]["__typename"] == "InvalidInput"  # its time was over: it is tried anew
    async with database.transaction(SYSTEM) as tx:
        assert await delete_remembered(tx, now() - KEPT_FOR, 2, 100) == 2
    assert await rows(database, "SELECT id FROM remembered_gesture ORDER BY created_at") == ids[2:]


@pytest.fixture
async def address(app: FastAPI) -> AsyncIterator[tuple[str, int]]:
    """The app behind a real socket."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        running = asyncio.create_task(server.serve([listening]))
        while not server.started:  # noqa: ASYNC110 - uvicorn offers no event
            await asyncio.sleep(0.01)
        yield listening.getsockname()[:2]
        server.should_exit = True
        await running


async def send_and_hang_up(address: tuple[str, int], headers: dict[str, str], body: bytes) -> None:
    """Send a whole request and cut the line before anything comes back."""
    _, writer = await asyncio.open_connection(*address)
    lines = [f"{name}: {value}" for name, value in (headers | {"Content-Length": str(len(body))}).items()]
    writer.write("\r\n".join(["POST /graphql HTTP/1.1", "Host: greenbridge", *lines, "", ""]).encode() + body)
    await writer.drain()
    writer.transport.abort()


async def test_after_a_line_was_cut_nothing_is_lost_and_nothing_twice(
    address: tuple[str, int], database: Database
) -> None:
    signed = await make_signed_in("li@greenbridge.example")
    base = {"Authorization": f"Bearer {signed.token}", "Content-Type": "application/json"}
    async with httpx.AsyncClient(base_url=f"http://{address[0]}:{address[1]}") as client:
        for number in range(10):
            headers = base | {"Idempotency-Key": new_key()}
            body = orjson.dumps({"query": FOUND, "variables": {"name": f"青禾{number}"}})
            await send_and_hang_up(address, headers, body)
            answer = (await client.post("/graphql", content=body, headers=headers)).json()
            assert answer["data"]["createOrganization"]["organization"]["name"] == f"青禾{number}"
    assert await rows(database, COUNT) == [10]


def test_a_deputy_does_not_hear_what_the_owner_was_answered() -> None:
    """Their keys are kept apart by the digest."""
    account, deputy, key = UUID(int=1), UUID(int=2), new_key()
    hashes = {Repetition(account, who, key, "g", "p", b"").key_hash for who in (None, deputy)}
    assert len(hashes) == 2
