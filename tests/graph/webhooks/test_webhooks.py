"""The page of webhooks: register, try, look at what came of it, send again; with a real worker and a real receiver."""

import asyncio
from typing import Any

import pytest
from fastapi import FastAPI

from tests.factories.receivers import Receiver, receiver
from tests.factories.solving import worker_process
from tests.graph.console import Console, console

FOUND = """
mutation { createOrganization(input: {kind: ENTERPRISE, name: "青禾"}) {
  ... on CreateOrganizationSuccess { organization { id } } } }
"""
REGISTER = """
mutation ($organization: ID!, $url: String!, $kinds: [EventKind!]!) {
  registerWebhook(input: {organizationId: $organization, url: $url, kinds: $kinds, description: "看板"}) {
    __typename
    ... on RegisterWebhookSuccess { secret webhookEndpoint { id url kinds version disabledAt } }
    ... on InvalidInput { faults { path code } }
    ... on NotAllowed { code }
  }
}
"""
TRY = """
mutation ($id: ID!) {
  sendTestWebhook(input: {webhookEndpointId: $id}) {
    __typename ... on SendTestWebhookSuccess { webhookDelivery { id state } } ... on RuleBroken { code }
  }
}
"""
PAGE = """
query ($organization: ID!) {
  webhookEndpoints(filter: {organization: $organization}) {
    nodes {
      id url description kinds version disabledAt disabledBecause failingSince
      deliveries(first: 20) {
        totalCount nodes { id kind state attemptCount statusCode fault attemptedAt nextAt deliveredAt payload }
      }
    }
  }
}
"""
AGAIN = """
mutation ($id: ID!) {
  redeliverWebhook(input: {webhookDeliveryId: $id}) {
    __typename ... on RedeliverWebhookSuccess { webhookDelivery { state attemptCount } }
  }
}
"""
EDIT = """
mutation ($id: ID!, $version: Int!, $url: String!) {
  editWebhook(input: {webhookEndpointId: $id, version: $version, url: $url, kinds: [PLAN_PUBLISHED]}) {
    __typename ... on EditWebhookSuccess { webhookEndpoint { kinds version } } ... on Stale { currentVersion }
  }
}
"""
SWITCH = """
mutation ($id: ID!, $version: Int!, $on: Boolean!) {
  switchWebhook(input: {webhookEndpointId: $id, version: $version, isOn: $on}) {
    __typename ... on SwitchWebhookSuccess { webhookEndpoint { disabledBecause version } }
  }
}
"""
RENEW = """
mutation ($id: ID!) {
  renewWebhookSecret(input: {webhookEndpointId: $id}) { ... on RenewWebhookSecretSuccess { secret } }
}
"""
REMOVE = """
mutation ($id: ID!, $version: Int!) {
  removeWebhook(input: {webhookEndpointId: $id, version: $version}) {
    ... on RemoveWebhookSuccess { webhookEndpointId }
  }
}
"""
ASK = "mutation ($id: ID!) { requestMembership(input: {organizationId: $id}) { __typename } }"
REQUESTS = "query { membershipRequests(first: 5) { nodes { id } } }"
ACCEPT = """
mutation ($id: ID!) { acceptRequest(input: {membershipRequestId: $id}) { __typename } }
"""


PATIENCE_SECONDS = 60
POLL_SECONDS = 0.2
"""A page that is asked again without a pause exhausts its reader's budget."""


@pytest.fixture(autouse=True)
def _lets_webhooks_stay_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """For the worker's process too, which inherits the environment."""
    monkeypatch.setenv("GREENBRIDGE_WEBHOOKS_TO_LOOPBACK", "true")


async def _deliveries(person: Console, organization: str, state: str) -> list[Any]:
    """The deliveries of the only endpoint, once they are all in this state."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            [endpoint] = (await person.ask(PAGE, organization=organization))["webhookEndpoints"]["nodes"]
            found: list[Any] = endpoint["deliveries"]["nodes"]
            if found and {delivery["state"] for delivery in found} == {state}:
                return found
            await asyncio.sleep(POLL_SECONDS)


async def test_from_registering_to_an_event_that_arrives(app: FastAPI, database_url: str) -> None:
    async with receiver() as program, console(app) as admin, console(app) as other:
        await admin.register("admin@greenbridge.example")
        organization = (await admin.ask(FOUND))["createOrganization"]["organization"]["id"]
        registered = (
            await admin.ask(REGISTER, organization=organization, url=program.url, kinds=["MEMBERSHIP_BEGAN"])
        )["registerWebhook"]
        endpoint = registered["webhookEndpoint"]
        assert registered["secret"].startswith("whsec_")
        await admin.ask(TRY, id=endpoint["id"])
        with worker_process(database_url):
            trial = (await _deliveries(admin, organization, "DELIVERED"))[-1]
            await other.register("other@greenbridge.example", "另一位")
            await other.ask(ASK, id=organization)
            await _let_in(admin)
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not tells_of_other(program):  # noqa: ASYNC110 - the receiver rings no event
                    await asyncio.sleep(POLL_SECONDS)
        assert (await other.ask(PAGE, organization=organization))["webhookEndpoints"]["nodes"] == []
    assert (trial["kind"], trial["statusCode"], trial["fault"], trial["attemptCount"]) == (None, 200, None, 1)
    assert {received.payload["type"] for received in program.received} == {"TRIAL", "MEMBERSHIP_BEGAN"}
    assert {received.payload["data"]["organizationId"] for received in program.received} == {organization}


def tells_of_other(program: Receiver) -> bool:
    """Whether somebody other than the founder was let in; the founder's own membership is told as well."""
    return any(received.payload["data"]["params"].get("person") == "另一位" for received in program.received)


async def _let_in(admin: Console) -> None:
    [request] = (await admin.ask(REQUESTS))["membershipRequests"]["nodes"]
    await admin.ask(ACCEPT, id=request["id"])


async def test_a_dead_address_is_seen_and_sent_to_again(app: FastAPI, database_url: str) -> None:
    async with console(app) as admin:
        await admin.register("admin@greenbridge.example")
        organization = (await admin.ask(FOUND))["createOrganization"]["organization"]["id"]
        async with receiver(statuses=[410, 200]) as program:
            given = {"organization": organization, "url": program.url, "kinds": ["NEED_PUBLISHED"]}
            endpoint = (await admin.ask(REGISTER, **given))["registerWebhook"]["webhookEndpoint"]
            await admin.ask(TRY, id=endpoint["id"])
            with worker_process(database_url):
                [dead] = await _deliveries(admin, organization, "DEAD")
                assert (dead["statusCode"], dead["fault"]) == (410, "ANSWERED")
                assert (await admin.ask(TRY, id=endpoint["id"]))["sendTestWebhook"] == {
                    "__typename": "RuleBroken",
                    "code": "WEBHOOK_DISABLED",
                }
                switched = (await admin.ask(SWITCH, id=endpoint["id"], version=1, on=True))["switchWebhook"]
                assert switched["webhookEndpoint"] == {"disabledBecause": None, "version": 2}
                await admin.ask(AGAIN, id=dead["id"])
                [alive] = await _deliveries(admin, organization, "DELIVERED")
    assert alive["id"] == dead["id"]


async def test_an_endpoint_is_edited_and_removed(app: FastAPI) -> None:
    async with console(app) as admin:
        await admin.register("admin@greenbridge.example")
        organization = (await admin.ask(FOUND))["createOrganization"]["organization"]["id"]
        given = {"organization": organization, "kinds": ["NEED_PUBLISHED"]}
        refused = (await admin.ask(REGISTER, **given, url="https://169.254.169.254/"))["registerWebhook"]
        assert refused["faults"] == [{"path": "url", "code": "ADDRESS_REFUSED"}]
        made = (await admin.ask(REGISTER, **given, url="https://hooks.example/"))["registerWebhook"]
        key = made["webhookEndpoint"]["id"]
        edited = (await admin.ask(EDIT, id=key, version=1, url="https://hooks.example/2"))["editWebhook"]
        stale = (await admin.ask(EDIT, id=key, version=1, url="https://hooks.example/3"))["editWebhook"]
        renewed = (await admin.ask(RENEW, id=key))["renewWebhookSecret"]["secret"]
        removed = (await admin.ask(REMOVE, id=key, version=2))["removeWebhook"]
        left = (await admin.ask(PAGE, organization=organization))["webhookEndpoints"]["nodes"]
    assert edited["webhookEndpoint"] == {"kinds": ["PLAN_PUBLISHED"], "version": 2}
    assert stale == {"__typename": "Stale", "currentVersion": 2}
    assert renewed not in {made["secret"], ""}
    assert (removed, left) == ({"webhookEndpointId": key}, [])
