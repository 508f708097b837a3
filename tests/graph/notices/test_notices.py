"""The bell of a page: what came, how much is unread, and choosing what one hears of, with a real worker behind."""

import asyncio
from typing import Any

from fastapi import FastAPI

from graph.kit.node_ids import node_id
from services.kit.actor import SYSTEM
from services.kit.database import Database
from tests.factories.identity import make_account
from tests.factories.organizations import make_organization
from tests.factories.solving import worker_process
from tests.graph.console import Console, console
from tests.journeys.deployment import Person, served

BELL = """
subscription { noticeArrived { unreadNoticeCount notices(first: 5) { nodes { kind params readAt } } } }
"""
LIST = """
query ($unread: Boolean) {
  viewer {
    unreadNoticeCount
    notices(first: 10, filter: {isRead: $unread}) {
      totalCount nodes { id kind subjectType subjectId params createdAt readAt organization { name } }
    }
  }
}
"""
READ = """
mutation ($ids: [ID!]) {
  markNoticesRead(input: {noticeIds: $ids}) {
    __typename
    ... on MarkNoticesReadSuccess { readCount viewer { unreadNoticeCount } }
    ... on NotFound { code } ... on InvalidInput { faults { path code } }
  }
}
"""
PREFERENCES = "{ noticePreferences { kind choice } noticeSchedule { timeZone digestHour } }"
CHOOSE = """
mutation ($choice: NoticeChoice!) {
  setNoticePreference(input: {kind: MEMBERSHIP_REQUESTED, choice: $choice}) {
    ... on SetNoticePreferenceSuccess { preference { kind choice } }
  }
}
"""
SCHEDULE = """
mutation ($zone: String!, $hour: Int!) {
  setNoticeSchedule(input: {timeZone: $zone, digestHour: $hour}) {
    __typename ... on SetNoticeScheduleSuccess { schedule { timeZone digestHour } }
    ... on InvalidInput { faults { path code } }
  }
}
"""
FOUND = """
mutation { createOrganization(input: {kind: ENTERPRISE, name: "青禾"}) {
  ... on CreateOrganizationSuccess { organization { id } } } }
"""
ASK = "mutation ($id: ID!) { requestMembership(input: {organizationId: $id}) { __typename } }"


async def test_the_bell_rings_when_a_worker_tells(app: FastAPI, database_url: str) -> None:
    async with served(app) as url, Person(url) as admin, Person(url) as outsider:
        await admin.register("admin@greenbridge.example")
        await outsider.register("outside@greenbridge.example", "路人")
        organization = await admin.gesture(FOUND)
        async with admin.watch(BELL) as states:
            first = (await anext(states))["noticeArrived"]
            await outsider.gesture(ASK, id=organization["organization"]["id"])
            with worker_process(database_url):
                second = (await anext(states))["noticeArrived"]
            [told] = second["notices"]["nodes"]
            answer = await admin.gesture(READ, ids=None)
            third = (await anext(states))["noticeArrived"]
    assert first == {"unreadNoticeCount": 0, "notices": {"nodes": []}}
    assert (second["unreadNoticeCount"], told["kind"]) == (1, "MEMBERSHIP_REQUESTED")
    assert told["params"] == {"person": "路人", "organization": "青禾"}
    assert answer == {
        "__typename": "MarkNoticesReadSuccess", "readCount": 1, "viewer": {"unreadNoticeCount": 0}
    }  # fmt: skip
    assert third["unreadNoticeCount"] == 0


async def test_notices_lead_to_what_they_are_about(app: FastAPI, database: Database, database_url: str) -> None:
    async with console(app) as admin, console(app) as outsider:
        await admin.register("admin@greenbridge.example")
        await outsider.register("outside@greenbridge.example")
        organization = (await admin.ask(FOUND))["createOrganization"]["organization"]["id"]
        await outsider.ask(ASK, id=organization)
        with worker_process(database_url):
            viewer = await _until_told(admin)
        [told] = viewer["notices"]["nodes"]
        about = await admin.ask("query ($id: ID!) { node(id: $id) { __typename } }", id=told["subjectId"])
        assert about == {"node": {"__typename": "MembershipRequest"}}
        assert (told["subjectType"], told["organization"]) == ("MembershipRequest", {"name": "青禾"})
        assert (await outsider.ask(READ, ids=[told["id"]]))["markNoticesRead"]["__typename"] == "NotFound"
        assert (await admin.ask(READ, ids=["x"]))["markNoticesRead"]["__typename"] == "InvalidInput"
        assert (await admin.ask(READ, ids=[told["id"]]))["markNoticesRead"]["readCount"] == 1
        assert (await admin.ask(LIST, unread=False))["viewer"]["notices"]["totalCount"] == 0
        assert (await outsider.ask(LIST))["viewer"]["unreadNoticeCount"] == 0
    async with database.transaction(SYSTEM) as tx:
        other = await make_organization(tx, admin=await make_account(tx))
    assert node_id("Organization", other.id) != organization


async def _until_told(person: Console) -> Any:
    while True:
        viewer = (await person.ask(LIST, unread=False))["viewer"]
        if viewer["unreadNoticeCount"]:
            return viewer
        await asyncio.sleep(0.2)


async def test_people_choose_what_they_hear_of(app: FastAPI) -> None:
    async with console(app) as person, console(app) as nobody:
        await person.register("li@greenbridge.example")
        before = await person.ask(PREFERENCES)
        await person.ask(CHOOSE, choice="DIGEST")
        await person.ask(SCHEDULE, zone="Europe/Berlin", hour=7)
        after = await person.ask(PREFERENCES)
        refused = await person.ask(SCHEDULE, zone="Europe/Atlantis", hour=25)
        assert await nobody.ask(PREFERENCES) == {"noticePreferences": None, "noticeSchedule": None}
    choices = [{each["kind"]: each["choice"] for each in said["noticePreferences"]} for said in (before, after)]
    assert [said["MEMBERSHIP_REQUESTED"] for said in choices] == ["MAIL", "DIGEST"]
    assert {**choices[0], "MEMBERSHIP_REQUESTED": "DIGEST"} == choices[1]
    assert [said["noticeSchedule"] for said in (before, after)] == [
        {"timeZone": "Asia/Shanghai", "digestHour": 8},
        {"timeZone": "Europe/Berlin", "digestHour": 7},
    ]
    assert {fault["path"] for fault in refused["setNoticeSchedule"]["faults"]} == {"timeZone", "digestHour"}
