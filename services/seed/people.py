"""Zones, people and the organizations they speak for."""

from typing import Final

from services.identity.commands import NewAccount, create_account
from services.identity.passwords import hash_password
from services.kit.actor import Actor
from services.organizations.commands import NewOrganization, add_member, create_organization, create_zone
from services.organizations.models import MemberRole, OrganizationKind
from services.organizations.rules import SYSTEM_KINDS
from services.seed.data_files import read_csv
from services.seed.stage import Stage

SAMPLE_PASSWORD: Final = "greenbridge-sample"  # noqa: S105 - printed with the logins; production refuses the sample


async def enter_zones(stage: Stage) -> None:
    actor = await stage.enter_system()
    for row in read_csv("zones.csv"):
        zone = await create_zone(stage.tx, actor, row["name"], row["province"], row["leading_industry"])
        stage.zones[zone.name] = zone.id


async def register_people(stage: Stage) -> None:
    actor = await stage.enter_system()
    password_hash = await hash_password(SAMPLE_PASSWORD)
    for row in read_csv("people.csv"):
        new = NewAccount(email=row["email"], name=row["name"])
        account = await create_account(stage.tx, actor, new, password_hash)
        stage.actors[account.email] = Actor(account_id=account.id)


async def found_organizations(stage: Stage) -> None:
    for row in read_csv("organizations.csv"):
        new = NewOrganization(
            kind=OrganizationKind(row["kind"]),
            name=row["name"],
            province=row["province"],
            uscc=row["uscc"],
            zone_id=stage.zones[row["zone"]],
        )
        stage.admins[new.name] = row["admin"]
        await (_admit if new.kind in SYSTEM_KINDS else _found)(stage, new)


async def _found(stage: Stage, new: NewOrganization) -> None:
    actor = await stage.enter_admin(new.name)
    organization = await create_organization(stage.tx, actor, new)
    stage.organizations[organization.name] = organization.id


async def _admit(stage: Stage, new: NewOrganization) -> None:
    """Organizations with public authority are entered by the system, which names their admin."""
    actor = await stage.enter_system()
    organization = await create_organization(stage.tx, actor, new)
    admin = stage.actors[stage.admins[new.name]]
    if admin.account_id:
        await add_member(stage.tx, actor, organization.id, admin.account_id, MemberRole.ADMIN)
    stage.organizations[organization.name] = organization.id
