import asyncio
from uuid import UUID

import pytest
from sqlmodel import col, select

from services.identity.models import Account
from services.kit.actor import NOBODY, SYSTEM, Actor
from services.kit.database import Database
from services.kit.ids import new_id
from services.kit.refusals import InvalidInput, NotAllowed, NotFound, RuleBroken
from services.organizations.commands import (
    NewOrganization,
    add_member,
    change_member_role,
    create_organization,
    create_zone,
    remove_member,
)
from services.organizations.models import MemberRole, Membership, OrganizationKind
from services.organizations.queries import require_member
from tests.factories.identity import actor_of, make_account
from tests.factories.organizations import make_membership, make_organization, make_zone

ENTERPRISE = NewOrganization(kind=OrganizationKind.ENTERPRISE, name="青禾节能设备有限公司", province="江苏")


async def account(database: Database, email: str = "li@greenbridge.example") -> Account:
    async with database.transaction(SYSTEM) as tx:
        return await make_account(tx, email=email)


async def members(database: Database, organization_id: UUID) -> dict[UUID, MemberRole]:
    async with database.transaction(SYSTEM) as tx:
        rows = await tx.scalars(select(Membership).where(col(Membership.organization_id) == organization_id))
        return {row.account_id: row.role for row in rows}


async def faults_of(database: Database, actor: Actor, new: NewOrganization) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as refused:
        async with database.transaction(actor) as tx:
            await create_organization(tx, actor, new)
    return [(fault.path, fault.code) for fault in refused.value.faults]


async def test_the_founder_becomes_the_admin(database: Database) -> None:
    founder = await account(database)
    async with database.transaction(actor_of(founder)) as tx:
        made = await create_organization(tx, actor_of(founder), ENTERPRISE)
    assert await members(database, made.id) == {founder.id: MemberRole.ADMIN}


async def test_founding_stores_the_normal_form(database: Database) -> None:
    founder = actor_of(await account(database))
    async with database.transaction(SYSTEM) as tx:
        zone = await make_zone(tx)
    new = NewOrganization(OrganizationKind.STARTUP, " 青禾  节能 ", " 江苏", " 9132 0000maabcde123", zone.id)
    async with database.transaction(founder) as tx:
        made = await create_organization(tx, founder, new)
    assert (made.name, made.province, made.uscc, made.zone_id) == ("青禾 节能", "江苏", "91320000MAABCDE123", zone.id)


async def test_all_faults_are_named_at_once(database: Database) -> None:
    founder = actor_of(await account(database))
    new = NewOrganization(OrganizationKind.BANK, " ", "省" * 41, "9" * 19, new_id())
    assert await faults_of(database, founder, new) == [
        ("name", "REQUIRED"),
        ("province", "TOO_LONG"),
        ("uscc", "TOO_LONG"),
        ("zoneId", "UNKNOWN_VALUE"),
    ]


async def test_name_and_code_are_taken_once(database: Database) -> None:
    founder = actor_of(await account(database))
    first = NewOrganization(OrganizationKind.ENTERPRISE, "青禾", uscc="913200000000000000")
    async with database.transaction(founder) as tx:
        await create_organization(tx, founder, first)
    assert await faults_of(database, founder, first) == [("name", "NOT_UNIQUE"), ("uscc", "NOT_UNIQUE")]


async def test_two_founders_of_one_name_at_once_make_one_organization(database: Database) -> None:
    founder = actor_of(await account(database))

    async def found() -> str:
        try:
            async with database.transaction(founder) as tx:
                await create_organization(tx, founder, ENTERPRISE)
                await asyncio.sleep(0.05)
        except InvalidInput as refused:
            return refused.faults[0].code
        return "FOUNDED"

    assert sorted(await asyncio.gather(found(), found(), found())) == ["FOUNDED", "NOT_UNIQUE", "NOT_UNIQUE"]


async def test_nobody_founds_nothing(database: Database) -> None:
    async with database.transaction(NOBODY) as tx:
        with pytest.raises(NotAllowed, match="SIGN_IN_REQUIRED"):
            await create_organization(tx, NOBODY, ENTERPRISE)


async def test_a_zone_administration_cannot_be_founded_by_a_person(database: Database) -> None:
    founder = actor_of(await account(database))
    async with database.transaction(founder) as tx:
        with pytest.raises(NotAllowed, match="KIND_NEEDS_VERIFICATION"):
            await create_organization(tx, founder, NewOrganization(OrganizationKind.ZONE_ADMIN, "云泽高新区管委会"))


async def test_zones_are_entered_by_the_system_only(database: Database) -> None:
    person = actor_of(await account(database))
    async with database.transaction(person) as tx:
        with pytest.raises(NotAllowed, match="SYSTEM_REQUIRED"):
            await create_zone(tx, person, "云泽高新区", "浙江", "节能环保")
    async with database.transaction(SYSTEM) as tx:
        assert (await create_zone(tx, SYSTEM, "云泽高新区", "浙江", "节能环保")).leading_industry == "节能环保"


async def test_only_the_system_adds_without_asking(database: Database) -> None:
    admin, colleague = await account(database), await account(database, "zhao@greenbridge.example")
    async with database.transaction(SYSTEM) as tx:
        organization = await make_organization(tx, admin=admin)
        await add_member(tx, SYSTEM, organization.id, colleague.id)
    assert await members(database, organization.id) == {admin.id: MemberRole.ADMIN, colleague.id: MemberRole.MEMBER}
    async with database.transaction(actor_of(admin)) as tx:
        with pytest.raises(NotAllowed, match="SYSTEM_REQUIRED"):
            await add_member(tx, actor_of(admin), organization.id, colleague.id)


async def test_a_plain_member_decides_nothing_but_may_leave(database: Database) -> None:
    admin, member = await account(database), await account(database, "zhao@greenbridge.example")
    async with database.transaction(SYSTEM) as tx:
        organization = await make_organization(tx, admin=admin)
        await make_membership(tx, member, organization)
    actor = actor_of(member)
    async with database.transaction(actor) as tx:
        with pytest.raises(NotAllowed, match="ADMIN_REQUIRED"):
            await change_member_role(tx, actor, organization.id, member.id, version=1, role=MemberRole.ADMIN)
        with pytest.raises(NotAllowed, match="ADMIN_REQUIRED"):
            await remove_member(tx, actor, organization.id, admin.id)
        await remove_member(tx, actor, organization.id, member.id)
    assert await members(database, organization.id) == {admin.id: MemberRole.ADMIN}


async def test_the_last_admin_neither_leaves_nor_steps_down(database: Database) -> None:
    admin = await account(database)
    async with database.transaction(SYSTEM) as tx:
        organization = await make_organization(tx, admin=admin)
    actor = actor_of(admin)
    async with database.transaction(actor) as tx:
        with pytest.raises(RuleBroken, match="LAST_ADMIN"):
            await remove_member(tx, actor, organization.id, admin.id)
        with pytest.raises(RuleBroken, match="LAST_ADMIN"):
            await change_member_role(tx, actor, organization.id, admin.id, version=1, role=MemberRole.MEMBER)


async def test_two_admins_leaving_at_once_leave_one_behind(database: Database) -> None:
    both = [await account(database), await account(database, "zhao@greenbridge.example")]
    async with database.transaction(SYSTEM) as tx:
        organization = await make_organization(tx, admin=both[0])
        await make_membership(tx, both[1], organization, role=MemberRole.ADMIN)

    async def leave(person: Account) -> str:
        try:
            async with database.transaction(actor_of(person)) as tx:
                await remove_member(tx, actor_of(person), organization.id, person.id)
                await asyncio.sleep(0.05)
        except RuleBroken as refused:
            return refused.code
        return "LEFT"

    assert sorted(await asyncio.gather(*map(leave, both))) == ["LAST_ADMIN", "LEFT"]
    assert list((await members(database, organization.id)).values()) == [MemberRole.ADMIN]


async def test_an_admin_hands_over(database: Database) -> None:
    admin, member = await account(database), await account(database, "zhao@greenbridge.example")
    async with database.transaction(SYSTEM) as tx:
        organization = await make_organization(tx, admin=admin)
        await make_membership(tx, member, organization)
    actor = actor_of(admin)
    async with database.transaction(actor) as tx:
        await change_member_role(tx, actor, organization.id, member.id, version=1, role=MemberRole.ADMIN)
        await change_member_role(tx, actor, organization.id, admin.id, version=1, role=MemberRole.MEMBER)
        with pytest.raises(NotAllowed, match="ADMIN_REQUIRED"):
            await remove_member(tx, actor, organization.id, member.id)
    assert await members(database, organization.id) == {admin.id: MemberRole.MEMBER, member.id: MemberRole.ADMIN}


async def test_membership_is_asked_by_kind_and_role(database: Database) -> None:
    member, stranger = await account(database), await account(database, "zhao@greenbridge.example")
    async with database.transaction(SYSTEM) as tx:
        organization = await make_organization(tx, kind=OrganizationKind.INSTITUTE, name="青禾研究院")
        await make_membership(tx, member, organization)
        assert (await require_member(tx, SYSTEM, organization.id, role=MemberRole.ADMIN)).id == organization.id
    actor = actor_of(member)
    async with database.transaction(actor) as tx:
        kinds = {OrganizationKind.INSTITUTE, OrganizationKind.UNIVERSITY}
        assert (await require_member(tx, actor, organization.id, kinds=kinds)).id == organization.id
        with pytest.raises(NotAllowed, match="ADMIN_REQUIRED"):
            await require_member(tx, actor, organization.id, role=MemberRole.ADMIN)
        with pytest.raises(NotAllowed, match=r"WRONG_KIND\(kind=INSTITUTE, wanted=BANK TTO\)"):
            await require_member(tx, actor, organization.id, kinds={OrganizationKind.TTO, OrganizationKind.BANK})
        with pytest.raises(NotFound, match="ORGANIZATION_NOT_FOUND"):
            await require_member(tx, actor, new_id())
    async with database.transaction(actor_of(stranger)) as tx:
        with pytest.raises(NotAllowed, match="NOT_A_MEMBER"):
            await require_member(tx, actor_of(stranger), organization.id)
    async with database.transaction(NOBODY) as tx:
        with pytest.raises(NotAllowed, match="SIGN_IN_REQUIRED"):
            await require_member(tx, NOBODY, organization.id)
