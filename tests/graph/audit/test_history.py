"""The history of an object as pages show it, and who may not."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from graph.kit.node_ids import find_row_id, node_id
from services.identity.models import Account
from services.kit.actor import SYSTEM
from services.kit.clock import now
from services.kit.database import Database
from services.kit.ids import new_id
from services.organizations.models import MemberRole, Membership, Organization, OrganizationKind
from tests.factories.organizations import make_membership, make_organization, make_zone
from tests.graph.catalog.test_catalog import NEED, founded, gesture
from tests.graph.console import CLIENT, Console, console
from tests.graph.matching.speaking import EDIT_NEED, POST

HISTORY = """
query ($id: ID!, $filter: AuditEntryFilter, $first: Int, $after: String) {
  history(id: $id, filter: $filter, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      id at doneBy gesture address agent operation table objectId subjectId before after names rowCount
      actor { id name } deputy { id } organization { id }
    }
  }
}
"""
ENTRIES = """
query ($filter: AuditEntryFilter) {
  auditEntries(filter: $filter, first: 100) { totalCount nodes { id table gesture subjectId doneBy } }
}
"""
AGENT = "Firefox/144"


@pytest.fixture
async def owner(app: FastAPI) -> AsyncIterator[Console]:
    async with console(app) as person:
        yield person


@pytest.fixture
async def need(owner: Console) -> dict[str, Any]:
    """A need that was posted, and once edited from somewhere."""
    organization = await founded(owner, "owner@greenbridge.example", "ENTERPRISE")
    posted = (await gesture(owner, POST, organizationId=organization, need=NEED))["need"]
    headers = CLIENT | {"User-Agent": AGENT}
    changed = NEED | {"title": "高盐废水", "private": NEED["private"] | {"phone": "13800001111"}}
    given = {"needId": posted["id"], "version": posted["version"], "need": changed}
    edited = (await owner.ask(EDIT_NEED, headers, input=given))["editNeed"]["need"]
    return {"id": edited["id"], "organization": organization}


async def test_a_page_of_history_says_who_did_what_from_where(owner: Console, need: dict[str, Any]) -> None:
    page = (await owner.ask(HISTORY, id=need["id"]))["history"]
    edits = {each["table"]: each for each in page["nodes"] if each["gesture"] == "edit_need"}
    edit = edits["need"]
    assert (edit["before"]["title"], edit["after"]["title"]) == (NEED["title"], "高盐废水")
    assert set(edit["after"]) == {"title"}
    assert (edit["doneBy"], edit["operation"], edit["rowCount"]) == ("PERSON", "UPDATE", 1)
    assert (edit["agent"], bool(edit["address"])) == (AGENT, True)
    assert (edit["objectId"], edit["subjectId"]) == (need["id"], need["id"])
    assert edit["organization"]["id"] == need["organization"]
    phone = edits["need_private"]["after"]["contact_phone"]
    assert (set(phone), edits["need_private"]["subjectId"]) == ({"veiled"}, need["id"])
    assert {each["gesture"] for each in page["nodes"]} == {"post_need", "edit_need"}
    times = [each["at"] for each in page["nodes"]]
    assert times == sorted(times, reverse=True)
    names = {each["actor"]["name"] for each in page["nodes"]}
    assert names == {"李小绿"}


async def test_keys_in_an_entry_are_named_as_far_as_its_reader_sees_their_rows(
    owner: Console, need: dict[str, Any]
) -> None:
    me = (await owner.ask("{ viewer { id name } }"))["viewer"]
    entries = (await owner.ask(HISTORY, id=need["organization"]))["history"]["nodes"]
    organization = {str(find_row_id("Organization", need["organization"])): "ENTERPRISE of owner@greenbridge.example"}
    belonging = next(each for each in entries if each["table"] == "membership")
    assert belonging["names"] == organization | {str(find_row_id("Account", me["id"])): me["name"]}
    of_need = (await owner.ask(HISTORY, id=need["id"]))["history"]["nodes"]
    named = {each["gesture"]: each["names"] for each in of_need if each["table"] == "need"}
    assert named == {"post_need": organization, "edit_need": None}  # a title holds no key


async def test_pages_follow_each_other_without_gap(owner: Console, need: dict[str, Any]) -> None:
    whole = (await owner.ask(HISTORY, id=need["id"]))["history"]
    found: list[str] = []
    after = None
    while True:
        page = (await owner.ask(HISTORY, id=need["id"], first=2, after=after))["history"]
        found += [each["id"] for each in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found == [each["id"] for each in whole["nodes"]]
    assert len(found) == whole["totalCount"] == len(set(found))


async def test_others_learn_nothing_of_it_by_any_way(app: FastAPI, need: dict[str, Any], owner: Console) -> None:
    own = (await owner.ask(HISTORY, id=need["id"]))["history"]["nodes"]
    me = (await owner.ask("{ viewer { id } }"))["viewer"]["id"]
    async with console(app) as stranger:
        assert (await stranger.ask(HISTORY, id=need["id"]))["history"]["totalCount"] == 0
        await founded(stranger, "stranger@greenbridge.example", "INSTITUTE")
        assert (await stranger.ask(HISTORY, id=need["id"]))["history"] == {
            "totalCount": 0,
            "pageInfo": {"hasNextPage": False, "endCursor": None},
            "nodes": [],
        }
        for given in ({"actor": me}, {"organization": need["organization"]}, {"table": ["need"]}):
            assert (await stranger.ask(ENTRIES, filter=given))["auditEntries"]["totalCount"] == 0, given
        shown = await stranger.ask("query ($id: ID!) { node(id: $id) { id } }", id=own[0]["id"])
        assert shown == {"node": None}
        every = (await stranger.ask(ENTRIES))["auditEntries"]["nodes"]
        assert {each["table"] for each in every} <= {"account", "account_password", "organization", "membership"}


async def test_a_colleague_reads_it_only_as_an_administrator(
    app: FastAPI, database: Database, need: dict[str, Any]
) -> None:
    async with console(app) as colleague:
        account = find_row_id("Account", await colleague.register("colleague@greenbridge.example"))
        organization = find_row_id("Organization", need["organization"])
        async with database.transaction(SYSTEM) as tx:
            person = await tx.get_one(Account, account)
            belonging = await make_membership(tx, person, await tx.get_one(Organization, organization))
        assert (await colleague.ask(HISTORY, id=need["id"]))["history"]["totalCount"] == 0
        async with database.transaction(SYSTEM) as tx:
            (await tx.get_one(Membership, belonging.id)).role = MemberRole.ADMIN
        found = (await colleague.ask(HISTORY, id=need["id"]))["history"]["nodes"]
        assert {each["agent"] for each in found if each["gesture"] == "edit_need"} == {AGENT}


async def test_a_zone_reads_what_it_oversees_and_nothing_else(
    app: FastAPI, database: Database, need: dict[str, Any]
) -> None:
    async with console(app) as officer:
        account = find_row_id("Account", await officer.register("zone@greenbridge.example"))
        async with database.transaction(SYSTEM) as tx:
            zone = await make_zone(tx)
            person = await tx.get_one(Account, account)
            await make_organization(tx, kind=OrganizationKind.ZONE_ADMIN, zone=zone, admin=person)
            ward = await tx.get_one(Organization, find_row_id("Organization", need["organization"]))
            ward.zone_id = zone.id
        found = (await officer.ask(HISTORY, id=need["organization"]))["history"]["nodes"]
        assert {each["table"] for each in found} == {"organization"}
        assert {each["address"] for each in found} == {None}
        assert [each["names"] for each in found if each["names"]] == [{str(zone.id): zone.name}]  # and no person
        assert {each["actor"] for each in found} == {None}
        assert (await officer.ask(HISTORY, id=need["id"]))["history"]["totalCount"] == 0


async def test_the_log_is_filtered_by_person_kind_gesture_and_period(owner: Console, need: dict[str, Any]) -> None:
    me = (await owner.ask("{ viewer { id } }"))["viewer"]["id"]

    async def found(**given: Any) -> list[dict[str, Any]]:
        answer = (await owner.ask(ENTRIES, filter={"organization": need["organization"], **given}))["auditEntries"]
        assert answer["totalCount"] == len(answer["nodes"])
        return list(answer["nodes"])

    every = await found()
    assert {each["gesture"] for each in every} == {"create_organization", "post_need", "edit_need"}
    assert [each["id"] for each in await found(actor=me)] == [each["id"] for each in every]
    assert {each["table"] for each in await found(table=["need_private", "zone"])} == {"need_private"}
    assert {each["table"] for each in await found(gesture="create_organization")} == {"organization", "membership"}
    assert await found(operation=["DELETE"]) != every
    moment = now().isoformat()
    assert (await found(since=moment), await found(until=moment)) == ([], every)
    assert await found(until=(now() - timedelta(days=1)).isoformat()) == []
    assert await found(doneBy=["SYSTEM"]) == []


async def test_what_is_no_id_has_no_history(owner: Console, need: dict[str, Any]) -> None:
    assert need
    for given in ("x", node_id("Need", new_id()), ""):
        assert (await owner.ask(HISTORY, id=given))["history"]["totalCount"] == 0
