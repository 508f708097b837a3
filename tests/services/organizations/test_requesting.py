"""Asking to belong, the zone's word on organizations, and editing what they say of themselves."""

from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from services.kit.actor import SYSTEM, Actor
from services.kit.clock import now
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotAllowed, NotFound, RuleBroken, Stale
from services.organizations.commands import OrganizationProfile, edit_organization
from services.organizations.models import (
    MemberRole,
    Organization,
    OrganizationKind,
    OrganizationVerification,
    Verification,
    Zone,
)
from services.organizations.queries import find_verification
from services.organizations.requesting import (
    REQUEST_LIMIT,
    accept_request,
    decline_request,
    request_membership,
    verify_organization,
)
from tests.factories.identity import actor_of, make_account
from tests.factories.organizations import make_membership, make_organization, make_request, make_zone


class Cast:
    """A zone with its administration, a company in it, an ownerless one, and people outside."""

    zone: Zone
    official: Actor
    admin: Actor
    outsider: Actor
    company: Organization
    ward: Organization


@pytest.fixture
async def cast(database: Database) -> Cast:
    made = Cast()
    async with database.transaction(SYSTEM) as tx:
        accounts = [await make_account(tx) for _ in range(3)]
        made.official, made.admin, made.outsider = map(actor_of, accounts)
        made.zone = await make_zone(tx)
        await make_organization(tx, kind=OrganizationKind.ZONE_ADMIN, zone=made.zone, admin=accounts[0])
        made.company = await make_organization(tx, zone=made.zone, admin=accounts[1])
        made.ward = await make_organization(tx, kind=OrganizationKind.STARTUP, zone=made.zone)
    return made


async def verify(database: Database, actor: Actor, organization: Organization, note: str = "") -> None:
    state = Verification.REJECTED if note else Verification.VERIFIED
    async with database.transaction(actor) as tx:
        await verify_organization(tx, actor, organization.id, state, note)


async def word_on(database: Database, actor: Actor, organization: Organization) -> str | None:
    async with database.transaction(actor) as tx:
        found = await find_verification(tx, organization.id)
    return found.state if found else None


async def test_the_zone_verifies_and_everybody_sees_it(database: Database, cast: Cast) -> None:
    assert await word_on(database, cast.outsider, cast.company) is None
    await verify(database, cast.official, cast.company)
    assert await word_on(database, cast.outsider, cast.company) == "VERIFIED"
    await verify(database, cast.official, cast.company, "营业执照与名称不符")
    assert await word_on(database, cast.admin, cast.company) == "REJECTED"


async def test_a_rejection_says_why(database: Database, cast: Cast) -> None:
    async with database.transaction(cast.official) as tx:
        with pytest.raises(InvalidInput) as refused:
            await verify_organization(tx, cast.official, cast.company.id, Verification.REJECTED, " ")
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [("note", "REQUIRED")]


async def test_nobody_verifies_themselves_or_beyond_their_zone(database: Database, cast: Cast) -> None:
    async with database.transaction(SYSTEM) as tx:
        elsewhere = await make_organization(tx, zone=await make_zone(tx))
        nowhere = await make_organization(tx)
    for actor, organization in (
        (cast.admin, cast.company),
        (cast.outsider, cast.company),
        (cast.official, elsewhere),
        (cast.official, nowhere),
    ):
        with pytest.raises(NotAllowed, match="NOT_YOUR_ZONE"):
            await verify(database, actor, organization)
    row = {"organization_id": cast.company.id, "state": Verification.VERIFIED, "decided_at": now()}
    with pytest.raises(ProgrammingError, match="row-level security"):
        async with database.transaction(cast.admin) as tx:
            tx.add(OrganizationVerification(**row))


async def test_another_name_takes_the_zones_word_off(database: Database, cast: Cast) -> None:
    await verify(database, cast.official, cast.company)
    for version, profile, word in (
        (1, OrganizationProfile(cast.company.name, "江苏", None, cast.zone.id), "VERIFIED"),
        (2, OrganizationProfile("改名公司", "江苏", None, cast.zone.id), None),
    ):
        async with database.transaction(cast.admin) as tx:
            edited = await edit_organization(tx, cast.admin, cast.company.id, version, profile)
        assert (edited.version, edited.province) == (version + 1, "江苏")
        assert await word_on(database, cast.admin, cast.company) == word


async def test_edits_are_checked_versioned_and_the_admins(database: Database, cast: Cast) -> None:
    async with database.transaction(cast.admin) as tx:
        with pytest.raises(Stale):
            await edit_organization(tx, cast.admin, cast.company.id, 7, OrganizationProfile("x"))
        with pytest.raises(InvalidInput) as refused:
            await edit_organization(tx, cast.admin, cast.company.id, 1, OrganizationProfile(cast.ward.name))
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [("name", "NOT_UNIQUE")]
    async with database.transaction(cast.outsider) as tx:
        with pytest.raises(NotAllowed, match="NOT_A_MEMBER"):
            await edit_organization(tx, cast.outsider, cast.company.id, 1, OrganizationProfile("x"))


async def test_an_administration_does_not_move_to_another_zone(database: Database, cast: Cast) -> None:
    async with database.transaction(SYSTEM) as tx:
        other = await make_zone(tx)
    async with database.transaction(cast.official) as tx:
        own = await tx.scalar(text("SELECT organization_id FROM membership WHERE account_id = actor_id()"))
        with pytest.raises(NotAllowed, match="KIND_NEEDS_VERIFICATION"):
            await edit_organization(tx, cast.official, own, 1, OrganizationProfile("新管委会", zone_id=other.id))


async def ask(database: Database, actor: Actor, organization: Organization) -> UUID:
    async with database.transaction(actor) as tx:
        return (await request_membership(tx, actor, organization.id, " 我是这里的工程师 ")).id


async def test_an_admin_lets_somebody_in_who_asked(database: Database, cast: Cast) -> None:
    request_id = await ask(database, cast.outsider, cast.company)
    with pytest.raises(RuleBroken, match="ALREADY_REQUESTED"):
        await ask(database, cast.outsider, cast.company)
    async with database.transaction(cast.admin) as tx:
        seen = await tx.scalar(text("SELECT count(*) FROM account WHERE id = :id"), {"id": cast.outsider.account_id})
        membership = await accept_request(tx, cast.admin, request_id)
    assert (seen, membership.role) == (1, MemberRole.MEMBER)
    with pytest.raises(RuleBroken, match="ALREADY_A_MEMBER"):
        await ask(database, cast.outsider, cast.company)


async def test_the_zone_lets_the_first_one_in_as_admin(database: Database, cast: Cast) -> None:
    request_id = await ask(database, cast.outsider, cast.ward)
    async with database.transaction(cast.admin) as tx:
        with pytest.raises(NotFound, match="REQUEST_NOT_FOUND"):
            await accept_request(tx, cast.admin, request_id)
    async with database.transaction(cast.official) as tx:
        membership = await accept_request(tx, cast.official, request_id)
    assert membership.role is MemberRole.ADMIN
    second = await ask(database, cast.admin, cast.ward)
    async with database.transaction(cast.official) as tx:
        with pytest.raises(NotFound, match="REQUEST_NOT_FOUND"):
            await accept_request(tx, cast.official, second)


async def test_nobody_lets_themselves_in(database: Database, cast: Cast) -> None:
    for actor, organization in ((cast.outsider, cast.company), (cast.official, cast.ward)):
        request_id = await ask(database, actor, organization)
        async with database.transaction(actor) as tx:
            with pytest.raises(NotAllowed, match="NOT_A_MEMBER"):
                await accept_request(tx, actor, request_id)


async def test_requests_are_declined_and_taken_back(database: Database, cast: Cast) -> None:
    for actor in (cast.admin, cast.outsider):
        request_id = await ask(database, cast.outsider, cast.company)
        async with database.transaction(actor) as tx:
            await decline_request(tx, actor, request_id)
    request_id = await ask(database, cast.outsider, cast.company)
    async with database.transaction(SYSTEM) as tx:
        member = await make_account(tx)
        await make_membership(tx, member, cast.company)
    async with database.transaction(actor_of(member)) as tx:
        with pytest.raises(NotFound):
            await decline_request(tx, actor_of(member), request_id)


async def test_one_asks_so_many_at_a_time(database: Database, cast: Cast) -> None:
    async with database.transaction(SYSTEM) as tx:
        for _ in range(REQUEST_LIMIT):
            await make_request(tx, cast.outsider, (await make_organization(tx)).id)
    with pytest.raises(RuleBroken, match="TOO_MANY_REQUESTS"):
        await ask(database, cast.outsider, cast.company)
