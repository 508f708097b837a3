"""Two people edit the same organization: whoever is late is shown what the other wrote, and loses nothing."""

import asyncio
from typing import Any

from fastapi import FastAPI

from graph.kit.node_ids import find_node_id
from services.identity.models import Account
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.organizations.models import MemberRole, Organization
from tests.factories.organizations import make_membership
from tests.graph.console import Console, console

FOUND = """mutation { createOrganization(input: {kind: ENTERPRISE, name: "青禾"}) {
    ... on CreateOrganizationSuccess { organization { id version } } } }"""
EDIT = """mutation ($id: ID!, $version: Int!, $name: String!, $province: String!) {
  editOrganization(input: {organizationId: $id, version: $version, name: $name, province: $province}) {
    __typename
    ... on EditOrganizationSuccess { organization { version } }
    ... on Stale {
      code currentVersion
      current { id __typename ... on Organization { name province version } }
    }
  }
}"""
ROLE = """mutation ($id: ID!, $account: ID!, $version: Int!, $role: MemberRole!) {
  changeMemberRole(input: {organizationId: $id, accountId: $account, version: $version, role: $role}) {
    __typename
    ... on ChangeMemberRoleSuccess { membership { role version } }
    ... on Stale { currentVersion current { ... on Membership { role version account { name } } } }
  }
}"""


async def befriend(database: Database, organization_id: str, account_id: str) -> None:
    """Make another admin of an organization."""
    keys = [find_node_id(each) for each in (organization_id, account_id)]
    assert keys[0] is not None
    assert keys[1] is not None
    async with database.transaction(SYSTEM) as tx:
        organization, account = await tx.get_one(Organization, keys[0][1]), await tx.get_one(Account, keys[1][1])
        await make_membership(tx, account, organization, role=MemberRole.ADMIN)


async def edit(person: Console, **given: Any) -> Any:
    return (await person.ask(EDIT, **given))["editOrganization"]


async def test_the_second_edit_is_shown_the_first_and_keeps_both(app: FastAPI, database: Database) -> None:
    async with console(app) as li, console(app) as zhao:
        await li.register("li@greenbridge.example")
        zhao_id = await zhao.register("zhao@greenbridge.example")
        seen = (await li.ask(FOUND))["createOrganization"]["organization"]
        await befriend(database, seen["id"], zhao_id)
        await edit(li, **seen, name="青禾环保", province="浙江")
        stale = await edit(zhao, **seen, name="青禾", province="江苏")
        assert stale == {
            "__typename": "Stale",
            "code": "ORGANIZATION_STALE",
            "currentVersion": 2,
            "current": {
                "id": seen["id"],
                "__typename": "Organization",
                "name": "青禾环保",
                "province": "浙江",
                "version": 2,
            },
        }
        merged = await edit(zhao, id=seen["id"], version=2, name=stale["current"]["name"], province="江苏")
        assert merged["organization"]["version"] == 3


async def test_of_two_edits_at_the_same_moment_one_is_told(app: FastAPI, database: Database) -> None:
    async with console(app) as li, console(app) as zhao:
        await li.register("li@greenbridge.example")
        zhao_id = await zhao.register("zhao@greenbridge.example")
        seen = (await li.ask(FOUND))["createOrganization"]["organization"]
        await befriend(database, seen["id"], zhao_id)
        answers = await asyncio.gather(
            edit(li, **seen, name="青禾", province="浙江"), edit(zhao, **seen, name="青禾", province="江苏")
        )
        assert sorted(answer["__typename"] for answer in answers) == ["EditOrganizationSuccess", "Stale"]


async def test_a_role_is_changed_as_it_was_seen(app: FastAPI, database: Database) -> None:
    async with console(app) as li, console(app) as zhao:
        await li.register("li@greenbridge.example")
        zhao_id = await zhao.register("zhao@greenbridge.example", "赵青")
        seen = (await li.ask(FOUND))["createOrganization"]["organization"]
        await befriend(database, seen["id"], zhao_id)
        given = {"id": seen["id"], "account": zhao_id, "version": 1}
        first = (await li.ask(ROLE, **given, role="MEMBER"))["changeMemberRole"]
        assert first["membership"] == {"role": "MEMBER", "version": 2}
        late = (await li.ask(ROLE, **given, role="ADMIN"))["changeMemberRole"]
        assert late == {
            "__typename": "Stale",
            "currentVersion": 2,
            "current": {"role": "MEMBER", "version": 2, "account": {"name": "赵青"}},
        }
