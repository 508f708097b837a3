"""Somebody is asked to help at an event, follows the mail, and sees what they are there."""

from fastapi import FastAPI

from graph.kit.context import SESSION_COOKIE
from graph.kit.node_ids import node_id
from services.identity.commands import open_session
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.mail import read_outbox
from services.kit.settings import get_settings
from tests.factories.competitions import make_event
from tests.factories.mail import run_jobs
from tests.graph.console import console

INVITE = """mutation ($id: ID!, $role: EventRole!) {
  inviteStaff(input: {competitionId: $id, email: "help@greenbridge.example", role: $role}) {
    __typename ... on InviteStaffSuccess { invitation { email role } } ... on Refused { code } } }"""
ACCEPT = """mutation ($token: String!) { acceptEventRole(input: {token: $token}) {
    ... on AcceptEventRoleSuccess { role { role } competition { name myRole entries { totalCount } } } } }"""
EDIT = """mutation ($id: ID!) { editCompetition(input: {
    competitionId: $id, version: 1, name: "x", kind: COMPETITION, editionYear: 2026, timeZone: "Asia/Shanghai"
  }) { __typename ... on NotAllowed { code params { name value } } } }"""
HELPERS = """query ($id: ID!) { competition(id: $id) { myRole
    roles { nodes { role version account { name } } } staffInvitations { nodes { email acceptedAt } } } }"""


async def test_a_person_is_asked_accepts_and_helps(app: FastAPI, database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        event = await make_event(tx)
        signed = await open_session(tx, event.organizer)
    key = node_id("Competition", event.competition.id)
    async with console(app) as organizer, console(app) as helper:
        organizer.http.cookies.set(SESSION_COOKIE, signed.token)
        await helper.register("help@greenbridge.example", "赵青")
        assert (await helper.ask(HELPERS, id=key))["competition"] is None
        asked = (await organizer.ask(INVITE, id=key, role="STAFF"))["inviteStaff"]
        assert asked["invitation"] == {"email": "help@greenbridge.example", "role": "STAFF"}
        await run_jobs(database, get_settings())
        texts = [kept.mail.text for kept in read_outbox(get_settings(), 20)]
        [token] = [text.partition("/event-invitation#")[2].split()[0] for text in texts if "/event-invitation#" in text]
        joined = (await helper.ask(ACCEPT, token=token))["acceptEventRole"]
        assert joined["role"] == {"role": "STAFF"}
        assert joined["competition"]["myRole"] == "STAFF"
        assert joined["competition"]["entries"]["totalCount"] == len(event.entries)
        refused = (await helper.ask(EDIT, id=key))["editCompetition"]
        assert refused["code"] == "EVENT_ROLE_REQUIRED"
        assert {"name": "wanted", "value": "ORGANIZER"} in refused["params"]
        assert (await helper.ask(INVITE, id=key, role="STAFF"))["inviteStaff"]["code"] == "EVENT_ROLE_REQUIRED"
        seen = (await organizer.ask(HELPERS, id=key))["competition"]
        assert seen["myRole"] == "ORGANIZER"
        assert seen["roles"]["nodes"] == [{"role": "STAFF", "version": 1, "account": {"name": "赵青"}}]
        assert [each["acceptedAt"] is not None for each in seen["staffInvitations"]["nodes"]] == [True]
