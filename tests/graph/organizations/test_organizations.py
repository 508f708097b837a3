from typing import Any

from fastapi import FastAPI

from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.settings import get_settings
from services.organizations.rules import uscc_check_character
from tests.factories.mail import secret_in, take_mail
from tests.factories.organizations import make_zone
from tests.graph.console import PASSWORD, Console, console

FOUND = """
mutation ($input: CreateOrganizationInput!) {
  createOrganization(input: $input) {
    __typename
    ... on CreateOrganizationSuccess {
      usccWarning
      organization {
        id name kind uscc zone { name leadingIndustry }
        memberships { nodes { role account { email } organization { name } } }
      }
    }
    ... on InvalidInput { faults { path code } }
    ... on NotAllowed { code }
  }
}
"""
INVITE = """
mutation ($input: InviteMemberInput!) {
  inviteMember(input: $input) {
    __typename
    ... on InviteMemberSuccess { invitation { email role acceptedAt organization { name } } }
    ... on InvalidInput { faults { path code } }
    ... on NotAllowed { code }
    ... on NotFound { code }
  }
}
"""
OPEN = """
mutation ($token: String!) {
  openInvitation(input: {token: $token}) {
    ... on OpenInvitationSuccess { organizationName email role hasAccount }
    ... on NotFound { code }
  }
}
"""
ACCEPT = """
mutation ($token: String!) {
  acceptMembership(input: {token: $token}) {
    ... on AcceptMembershipSuccess { membership { role account { id email } } }
    ... on NotFound { code }
  }
}
"""
SIGN_UP = """
mutation ($token: String!, $name: String!, $password: String!) {
  signUpByInvitation(input: {token: $token, name: $name, password: $password}) {
    __typename
    ... on SignUpByInvitationSuccess { account { email name } membership { role organization { name } } }
    ... on InvalidInput { faults { path code } }
  }
}
"""
CHANGE = """
mutation ($input: ChangeMemberRoleInput!) {
  changeMemberRole(input: $input) {
    __typename
    ... on ChangeMemberRoleSuccess { membership { role } }
    ... on RuleBroken { code }
    ... on NotAllowed { code }
  }
}
"""
REMOVE = """
mutation ($input: RemoveMemberInput!) {
  removeMember(input: $input) {
    __typename
    ... on RemoveMemberSuccess { organization { name memberships { totalCount } } }
    ... on RuleBroken { code }
    ... on NotAllowed { code }
  }
}
"""
MEMBERS = """
query ($id: ID!) {
  organization(id: $id) { name memberships(orderBy: CREATED_ASC) { nodes { role account { email } } } }
}
"""
BODY = "91990000MAGB90001"


async def found(browser: Console, **changes: Any) -> Any:
    given = {"kind": "ENTERPRISE", "name": "青禾节能设备有限公司", "province": "江苏"}
    return (await browser.ask(FOUND, input=given | changes))["createOrganization"]


async def test_the_founder_sees_organization_zone_and_membership_in_one_answer(
    app: FastAPI, database: Database
) -> None:
    async with database.transaction(SYSTEM) as tx:
        await make_zone(tx, name="云泽高新区", leading_industry="节能环保")
    async with console(app) as browser:
        await browser.register("li@greenbridge.example")
        zones = (await browser.ask("{ zones(first: 10) { totalCount nodes { id name province } } }"))["zones"]
        assert (zones["totalCount"], zones["nodes"][0]["name"]) == (1, "云泽高新区")
        code = BODY + uscc_check_character(BODY)
        answer = await found(browser, uscc=code, zoneId=zones["nodes"][0]["id"])
        assert answer["usccWarning"] is None
        assert answer["organization"] | {"id": ""} == {
            "id": "",
            "name": "青禾节能设备有限公司",
            "kind": "ENTERPRISE",
            "uscc": code,
            "zone": {"name": "云泽高新区", "leadingIndustry": "节能环保"},
            "memberships": {
                "nodes": [
                    {
                        "role": "ADMIN",
                        "account": {"email": "li@greenbridge.example"},
                        "organization": {"name": "青禾节能设备有限公司"},
                    }
                ]
            },
        }


async def test_a_code_that_looks_wrong_is_taken_with_a_warning(app: FastAPI) -> None:
    async with console(app) as browser:
        await browser.register("li@greenbridge.example")
        answer = await found(browser, uscc=BODY + ("0" if uscc_check_character(BODY) != "0" else "1"))
        assert (answer["__typename"], answer["usccWarning"]) == ("CreateOrganizationSuccess", "USCC_CHECK_CHARACTER")


async def test_faults_and_refusals_are_members_of_the_union(app: FastAPI) -> None:
    async with console(app) as browser:
        assert await found(browser) == {"__typename": "NotAllowed", "code": "SIGN_IN_REQUIRED"}
        await browser.register("li@greenbridge.example")
        assert await found(browser, name=" ", zoneId="nonsense") == {
            "__typename": "InvalidInput",
            "faults": [{"path": "zoneId", "code": "NOT_AN_ID"}],
        }
        assert await found(browser, name=" ") == {
            "__typename": "InvalidInput",
            "faults": [{"path": "name", "code": "REQUIRED"}],
        }
        assert await found(browser, kind="ZONE_ADMIN") == {
            "__typename": "NotAllowed",
            "code": "KIND_NEEDS_VERIFICATION",
        }


async def test_members_come_change_and_go(app: FastAPI, database: Database) -> None:
    async with console(app) as admin, console(app) as member:
        admin_id = await admin.register("li@greenbridge.example")
        member_id = await member.register("zhao@greenbridge.example", "赵小桥")
        organization_id = (await found(admin))["organization"]["id"]
        invited = {"organizationId": organization_id, "email": "zhao@greenbridge.example"}
        refused = {"__typename": "NotAllowed", "code": "NOT_A_MEMBER"}
        assert (await member.ask(INVITE, input=invited))["inviteMember"] == refused
        assert (await admin.ask(INVITE, input=invited))["inviteMember"]["invitation"] == {
            "email": "zhao@greenbridge.example",
            "role": "MEMBER",
            "acceptedAt": None,
            "organization": {"name": "青禾节能设备有限公司"},
        }
        [mail] = await take_mail(database, get_settings())
        token = secret_in(mail)
        assert (await member.ask(OPEN, token=token))["openInvitation"] == {
            "organizationName": "青禾节能设备有限公司",
            "email": "zhao@greenbridge.example",
            "role": "MEMBER",
            "hasAccount": True,
        }
        assert (await member.ask(ACCEPT, token=token))["acceptMembership"]["membership"] == {
            "role": "MEMBER",
            "account": {"id": member_id, "email": "zhao@greenbridge.example"},
        }
        assert (await member.ask(ACCEPT, token=token))["acceptMembership"] == {"code": "LINK_NOT_FOUND"}
        own = {"organizationId": organization_id, "accountId": admin_id}
        assert (await admin.ask(REMOVE, input=own))["removeMember"] == {
            "__typename": "RuleBroken",
            "code": "LAST_ADMIN",
        }
        promoted = {"version": 1, "organizationId": organization_id, "accountId": member_id, "role": "ADMIN"}
        assert (await admin.ask(CHANGE, input=promoted))["changeMemberRole"]["membership"] == {"role": "ADMIN"}
        assert (await admin.ask(REMOVE, input=own))["removeMember"] == {
            "__typename": "RemoveMemberSuccess",
            "organization": {"name": "青禾节能设备有限公司", "memberships": {"totalCount": 0}},
        }
        assert (await member.ask(MEMBERS, id=organization_id))["organization"]["memberships"]["nodes"] == [
            {"role": "ADMIN", "account": {"email": "zhao@greenbridge.example"}}
        ]


async def test_a_newcomer_signs_up_by_an_invitation(app: FastAPI, database: Database) -> None:
    async with console(app) as admin, console(app) as newcomer:
        await admin.register("li@greenbridge.example")
        organization_id = (await found(admin))["organization"]["id"]
        invited = {"organizationId": organization_id, "email": "zhao@greenbridge.example", "role": "ADMIN"}
        await admin.ask(INVITE, input=invited)
        [mail] = await take_mail(database, get_settings())
        token = secret_in(mail)
        assert (await newcomer.ask(OPEN, token=token))["openInvitation"]["hasAccount"] is False
        short = (await newcomer.ask(SIGN_UP, token=token, name="赵小桥", password="short"))["signUpByInvitation"]
        assert short["faults"] == [{"path": "password", "code": "TOO_SHORT"}]
        signed = (await newcomer.ask(SIGN_UP, token=token, name="赵小桥", password=PASSWORD))["signUpByInvitation"]
        assert signed == {
            "__typename": "SignUpByInvitationSuccess",
            "account": {"email": "zhao@greenbridge.example", "name": "赵小桥"},
            "membership": {"role": "ADMIN", "organization": {"name": "青禾节能设备有限公司"}},
        }
        assert (await newcomer.ask("{ viewer { name } }"))["viewer"] == {"name": "赵小桥"}


async def test_an_invitation_says_nothing_of_who_has_an_account(app: FastAPI) -> None:
    async with console(app) as admin, console(app) as member:
        await admin.register("li@greenbridge.example")
        await member.register("zhao@greenbridge.example")
        organization_id = (await found(admin))["organization"]["id"]
        answers = [
            await admin.ask(INVITE, input={"organizationId": organization_id, "email": f"{who}@greenbridge.example"})
            for who in ("zhao", "nobody")
        ]
        assert [answer["inviteMember"]["invitation"].pop("email") for answer in answers] != []
        assert answers[0] == answers[1]


async def test_strangers_see_the_organization_and_not_its_people(app: FastAPI) -> None:
    async with console(app) as admin, console(app) as stranger, console(app) as nobody:
        await admin.register("li@greenbridge.example")
        await stranger.register("zhao@greenbridge.example")
        organization_id = (await found(admin))["organization"]["id"]
        seen = {"organization": {"name": "青禾节能设备有限公司", "memberships": {"nodes": []}}}
        assert await stranger.ask(MEMBERS, id=organization_id) == seen
        assert await nobody.ask(MEMBERS, id=organization_id) == {"organization": None}
        listed = '{ organizations(filter: {kind: [ENTERPRISE], name: "节能"}) { nodes { name } } }'
        assert await stranger.ask(listed) == {"organizations": {"nodes": [{"name": "青禾节能设备有限公司"}]}}
        assert await nobody.ask(listed) == {"organizations": {"nodes": []}}
