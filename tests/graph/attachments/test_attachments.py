"""A file comes in, is attached, and is seen and downloaded by those who may, with headers that let nothing run."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from sqlmodel import col

from graph.http.downloads import disposition
from graph.kit.context import SESSION_COOKIE
from graph.kit.node_ids import node_id
from services.attachments.queries import delete_detached
from services.competitions.inviting import accept_invitation, invite_judge
from services.identity.commands import open_session
from services.identity.models import Account
from services.judging.commands import publish_plan
from services.judging.models import JudgeTask
from services.kit.actor import SYSTEM
from services.kit.clock import now
from services.kit.database import Database
from tests.factories.competitions import Event, make_event
from tests.factories.contents import PDF, PNG, PROGRAM
from tests.factories.identity import actor_of, make_account
from tests.factories.judging import make_plan
from tests.graph.console import CLIENT, Console, console

ATTACH = """mutation ($entry: ID!, $file: ID!, $blind: Boolean!) {
  attachEntryFile(input: {entryId: $entry, fileId: $file, isBlind: $blind}) {
    __typename
    ... on AttachEntryFileSuccess { attachment { id version } entry { materials { totalCount } } }
    ... on Refused { code }
    ... on InvalidInput { faults { path code } }
  }
}"""
MATERIALS = """query ($entry: ID!) { entry(id: $entry) { materials(orderBy: NAME_ASC) { nodes {
  id name size contentType isBlind state version downloadUrl
} } } }"""
EDIT = """mutation ($id: ID!, $version: Int!, $blind: Boolean!) {
  editAttachment(input: {attachmentId: $id, version: $version, isBlind: $blind}) {
    __typename ... on Stale { currentVersion current { ... on Attachment { isBlind } } } } }"""
REMOVE = """mutation ($id: ID!, $version: Int!) {
  removeAttachment(input: {attachmentId: $id, version: $version}) { __typename } }"""
ORGANIZATION = """mutation ($organization: ID!, $file: ID!) {
  attachOrganizationFile(input: {organizationId: $organization, fileId: $file}) {
    __typename ... on AttachOrganizationFileSuccess { organization { attachments { nodes { name } } } } } }"""


@asynccontextmanager
async def browser_of(app: FastAPI, database: Database, account: Account) -> AsyncIterator[Console]:
    async with database.transaction(SYSTEM) as tx:
        signed = await open_session(tx, account)
    async with console(app) as opened:
        opened.http.cookies.set(SESSION_COOKIE, signed.token)
        yield opened


async def upload(person: Console, name: str, content: bytes, purpose: str = "MATERIAL") -> Any:
    answer = await person.http.post(f"/files?name={name}&purpose={purpose}", content=content, headers=CLIENT)
    return answer.json()


async def attach(person: Console, entry: str, name: str, content: bytes, *, is_blind: bool) -> Any:
    file = await upload(person, name, content)
    answer = await person.ask(ATTACH, entry=entry, file=file["id"], blind=is_blind)
    assert answer["attachEntryFile"]["__typename"] == "AttachEntryFileSuccess", answer
    return answer["attachEntryFile"]["attachment"]


async def materials(person: Console, entry: str) -> Any:
    found = (await person.ask(MATERIALS, entry=entry))["entry"]
    return found and found["materials"]["nodes"]


@dataclass
class Cast:
    event: Event
    judge: Account
    entry: str
    """One that the judge has a task for."""


async def make_cast(database: Database, *, is_blind: bool) -> Cast:
    async with database.transaction(SYSTEM) as tx:
        event = await make_event(tx, judges=3, entries=4, is_blind=is_blind, per_entry=1)
        person = await make_account(tx)
    async with database.transaction(event.actor) as tx:
        secret = await invite_judge(tx, event.actor, event.judges[0].id)
    async with database.transaction(actor_of(person)) as tx:
        await accept_invitation(tx, actor_of(person), secret)
    plan = await make_plan(database, event)
    async with database.transaction(event.actor) as tx:
        await publish_plan(tx, event.actor, plan.id, plan.version)
        told = select(col(JudgeTask.entry_id)).where(col(JudgeTask.judge_id) == event.judges[0].id).limit(1)
        entry_id = (await tx.scalars(told)).one()
    return Cast(event, person, node_id("Entry", entry_id))


@pytest.mark.parametrize("is_blind", [True, False])
async def test_a_judge_of_a_blind_round_sees_and_gets_what_is_marked(
    app: FastAPI, database: Database, *, is_blind: bool
) -> None:
    cast = await make_cast(database, is_blind=is_blind)
    async with browser_of(app, database, cast.event.organizer) as organizer:
        await attach(organizer, cast.entry, "方案.pdf", PDF, is_blind=True)
        await attach(organizer, cast.entry, "团队.png", PNG, is_blind=False)
        seen = await materials(organizer, cast.entry)
    assert sorted(each["name"] for each in seen) == ["团队.png", "方案.pdf"]
    async with browser_of(app, database, cast.judge) as judge, console(app) as nobody:
        shown = await materials(judge, cast.entry)
        assert {each["name"] for each in shown} == ({"方案.pdf"} if is_blind else {"方案.pdf", "团队.png"})
        marked = next(each for each in shown if each["isBlind"])
        assert (marked["size"], marked["contentType"], marked["state"]) == (len(PDF), "application/pdf", "CLEAN")
        got = {each["name"]: await judge.http.get(each["downloadUrl"]) for each in seen}
        assert got["方案.pdf"].content == PDF
        assert got["团队.png"].status_code == (404 if is_blind else 200)
        assert (await nobody.http.get(marked["downloadUrl"])).status_code == 404


async def test_a_download_runs_nowhere_and_can_be_taken_in_parts(app: FastAPI) -> None:
    async with console(app) as person:
        await person.register("li@greenbridge.example")
        file = await upload(person, "方案 1%22.pdf", PDF)
        [found] = (await person.ask("{ storedFiles { nodes { downloadUrl sha256 } } }"))["storedFiles"]["nodes"]
        whole = await person.http.get(found["downloadUrl"])
        assert (file["contentType"], file["state"]) == ("application/pdf", "CLEAN")
        assert {name: whole.headers[name] for name in ("content-type", "x-content-type-options", "accept-ranges")} == {
            "content-type": "application/pdf",
            "x-content-type-options": "nosniff",
            "accept-ranges": "bytes",
        }
        assert whole.headers["content-security-policy"] == "sandbox; default-src 'none'"
        assert whole.headers["content-disposition"].endswith("filename*=UTF-8''%E6%96%B9%E6%A1%88%201%22.pdf")
        for asked, start, end in (("bytes=2-5", 2, 6), ("bytes=-4", len(PDF) - 4, len(PDF)), ("bytes=3-", 3, len(PDF))):
            part = await person.http.get(found["downloadUrl"], headers={"Range": asked})
            assert (part.status_code, part.content) == (206, PDF[start:end])
            assert part.headers["content-range"] == f"bytes {start}-{end - 1}/{len(PDF)}"
        beyond = await person.http.get(found["downloadUrl"], headers={"Range": f"bytes={len(PDF)}-"})
        assert beyond.status_code == 416
        known = await person.http.get(found["downloadUrl"], headers={"If-None-Match": f'"{found["sha256"]}"'})
        assert (known.status_code, known.content) == (304, b"")


def test_a_name_breaks_out_of_no_header() -> None:
    assert disposition('a"\r\n;x\\%.pdf').startswith('attachment; filename="a___;x__.pdf"; ')


async def test_a_program_is_refused_whatever_it_is_called(app: FastAPI) -> None:
    async with console(app) as person:
        await person.register("li@greenbridge.example")
        answer = await upload(person, "report.pdf", PROGRAM)
        assert answer["errors"][0]["extensions"]["faults"][0]["code"] == "FILE_TYPE_NOT_ALLOWED"
        answer = await upload(person, "report.pdf", PDF, "PICTURE")
        assert answer["errors"][0]["extensions"]["faults"][0] == {
            "path": "purpose",
            "code": "UNKNOWN_VALUE",
            "params": {"value": "PICTURE"},
        }


async def test_only_who_runs_it_attaches_and_only_their_own_file(app: FastAPI, database: Database) -> None:
    cast = await make_cast(database, is_blind=True)
    async with (
        browser_of(app, database, cast.event.organizer) as organizer,
        browser_of(app, database, cast.judge) as judge,
    ):
        own, sheet = await upload(judge, "a.pdf", PDF), await upload(organizer, "a.csv", b"a,b\n", "SHEET")
        refused = (await judge.ask(ATTACH, entry=cast.entry, file=own["id"], blind=True))["attachEntryFile"]
        foreign = (await organizer.ask(ATTACH, entry=cast.entry, file=own["id"], blind=True))["attachEntryFile"]
        other = (await organizer.ask(ATTACH, entry=cast.entry, file=sheet["id"], blind=True))["attachEntryFile"]
        assert refused["__typename"] in {"NotAllowed", "NotFound"}
        assert (foreign["__typename"], foreign["code"]) == ("NotFound", "FILE_NOT_FOUND")
        assert other["faults"] == [{"path": "fileId", "code": "FILE_FOR_OTHER_PURPOSE"}]
        assert await materials(organizer, cast.entry) == []


async def test_what_is_marked_is_edited_as_it_was_seen_and_taken_off(app: FastAPI, database: Database) -> None:
    cast = await make_cast(database, is_blind=True)
    async with browser_of(app, database, cast.event.organizer) as organizer:
        made = await attach(organizer, cast.entry, "a.pdf", PDF, is_blind=False)
        await organizer.ask(EDIT, **made, blind=True)
        late = (await organizer.ask(EDIT, **made, blind=False))["editAttachment"]
        assert late == {"__typename": "Stale", "currentVersion": 2, "current": {"isBlind": True}}
        [shown] = await materials(organizer, cast.entry)
        gone = await organizer.ask(REMOVE, id=made["id"], version=2)
        assert gone["removeAttachment"]["__typename"] == "RemoveAttachmentSuccess"
        assert (await organizer.http.get(shown["downloadUrl"])).status_code == 404
    async with database.transaction(SYSTEM) as tx:
        assert await delete_detached(tx, now(), 10) == 1


async def test_the_papers_of_an_organization_stay_with_its_people(app: FastAPI, database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        event = await make_event(tx, judges=1, entries=1)
        stranger = await make_account(tx)
    organization = node_id("Organization", event.organization.id)
    asked = "query ($id: ID!) { organization(id: $id) { attachments { totalCount nodes { name } } } }"
    async with (
        browser_of(app, database, event.organizer) as admin,
        browser_of(app, database, stranger) as other,
    ):
        file = await upload(admin, "营业执照.pdf", PDF)
        made = (await admin.ask(ORGANIZATION, organization=organization, file=file["id"]))["attachOrganizationFile"]
        assert made["organization"]["attachments"]["nodes"] == [{"name": "营业执照.pdf"}]
        assert (await other.ask(asked, id=organization))["organization"]["attachments"]["totalCount"] == 0
