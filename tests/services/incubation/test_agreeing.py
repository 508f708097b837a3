"""A startup with people of its own is asked before a stay counts; who is restricted does not enter."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlmodel import select

from services.identity.models import Account
from services.incubation.agreeing import accept_residency, decline_residency
from services.incubation.commands import register_startups
from services.incubation.inputs import NewStartup, StartupsRegistered
from services.incubation.models import Incubator, Residency
from services.kit.actor import SYSTEM, Actor
from services.kit.clock import now
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotAllowed, NotFound, RuleBroken
from services.organizations.models import Organization, OrganizationKind
from tests.factories.identity import actor_of, make_account
from tests.factories.incubation import make_incubator
from tests.factories.organizations import make_membership, make_organization, make_restriction

STARTUP = NewStartup(name="自主企业", entered_on=date(2026, 1, 15), industry="余热利用")


class Cast:
    """An incubator, another one, and a startup with people of its own."""

    host: Actor
    other_host: Actor
    founder: Actor
    incubator: Incubator
    other_incubator: Incubator
    startup: Organization


@pytest.fixture
async def cast(database: Database) -> Cast:
    made = Cast()
    async with database.transaction(SYSTEM) as tx:
        accounts = [await make_account(tx) for _ in range(3)]
        made.host, made.other_host, made.founder = map(actor_of, accounts)
        made.incubator = await make_incubator(tx, admin=accounts[0])
        made.other_incubator = await make_incubator(tx, admin=accounts[1])
        kind = OrganizationKind.STARTUP
        made.startup = await make_organization(tx, kind=kind, name=STARTUP.name, admin=accounts[2])
    return made


async def claim(database: Database, actor: Actor, incubator: Incubator, *startups: NewStartup) -> StartupsRegistered:
    async with database.transaction(actor) as tx:
        return await register_startups(tx, actor, incubator.id, startups or [STARTUP])


async def test_a_stay_counts_when_the_startup_agrees(database: Database, cast: Cast) -> None:
    done = await claim(database, cast.host, cast.incubator)
    assert [warning.code for warning in done.warnings] == ["KEEPS_OWN_RECORD", "STARTUP_IS_ASKED"]
    [residency] = done.residencies
    assert residency.agreed_at is None
    async with database.transaction(cast.founder) as tx:
        agreed = await accept_residency(tx, cast.founder, residency.id, 1)
        assert agreed.agreed_at is not None
        with pytest.raises(RuleBroken, match="RESIDENCY_AGREED"):
            await decline_residency(tx, cast.founder, residency.id, 1)


async def test_a_proposal_opens_and_blocks_nothing(database: Database, cast: Cast) -> None:
    await claim(database, cast.host, cast.incubator)
    async with database.transaction(cast.host) as tx:
        assert await tx.scalar(text("SELECT count(*) FROM startup")) == 0
        tended = await tx.scalar(text("SELECT actor_tended_startups()"))
    assert tended == []
    [second] = (await claim(database, cast.other_host, cast.other_incubator)).residencies
    async with database.transaction(cast.founder) as tx:
        assert len((await tx.scalars(select(Residency))).all()) == 2
        await accept_residency(tx, cast.founder, second.id, 1)
    async with database.transaction(cast.founder) as tx:
        proposals = await tx.scalars(
            select(Residency).where(Residency.organization_id == cast.incubator.organization_id)
        )
        first = proposals.one()
        with pytest.raises(RuleBroken, match="RESIDENT_ELSEWHERE"):
            await accept_residency(tx, cast.founder, first.id, 1)


async def test_a_refused_stay_is_off_the_record(database: Database, cast: Cast) -> None:
    [residency] = (await claim(database, cast.host, cast.incubator)).residencies
    async with database.transaction(cast.founder) as tx:
        await decline_residency(tx, cast.founder, residency.id, 1)
    async with database.transaction(SYSTEM) as tx:
        assert await tx.scalar(text("SELECT count(*) FROM residency")) == 0


async def test_only_the_startups_admins_speak_for_it(database: Database, cast: Cast) -> None:
    [residency] = (await claim(database, cast.host, cast.incubator)).residencies
    async with database.transaction(SYSTEM) as tx:
        member: Account = await make_account(tx)
        await make_membership(tx, member, cast.startup)
    for actor, refusal in ((cast.host, NotAllowed), (actor_of(member), NotAllowed), (cast.other_host, NotFound)):
        for decide in (accept_residency, decline_residency):
            with pytest.raises(refusal):
                async with database.transaction(actor) as tx:
                    await decide(tx, actor, residency.id, 1)


async def test_no_incubator_agrees_in_a_startups_place(database: Database, cast: Cast) -> None:
    stay = {"organization_id": cast.incubator.organization_id, "startup_organization_id": cast.startup.id}
    with pytest.raises(ProgrammingError, match="row-level security"):
        async with database.transaction(cast.host) as tx:
            tx.add(Residency(**stay, entered_on=date(2026, 1, 1), agreed_at=now()))


async def test_a_startup_without_people_is_not_asked(database: Database, cast: Cast) -> None:
    done = await claim(database, cast.host, cast.incubator, NewStartup(name="新苗", entered_on=date(2026, 2, 1)))
    assert [residency.agreed_at is not None for residency in done.residencies] == [True]
    assert done.warnings == ()


async def test_who_is_restricted_does_not_enter(database: Database, cast: Cast) -> None:
    fine = NewStartup(name="新苗", entered_on=date(2026, 2, 1))
    coke = NewStartup(name="旧炉", entered_on=date(2026, 2, 1), industry="焦化")
    await claim(database, cast.host, cast.incubator, fine)
    async with database.transaction(SYSTEM) as tx:
        zone = await make_organization(tx, kind=OrganizationKind.ZONE_ADMIN)
        await make_restriction(tx, zone, name=STARTUP.name)
        await make_restriction(tx, zone, industry="焦化")
        await make_restriction(tx, zone, name=fine.name)
    with pytest.raises(InvalidInput) as refused:
        await claim(database, cast.host, cast.incubator, fine, STARTUP, coke)
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [
        ("startups.1.name", "RESTRICTED"),
        ("startups.2.name", "RESTRICTED"),
    ]
    assert refused.value.faults[0].params == {"reason": "重大环境事件"}
    left = NewStartup(name="旧炉", entered_on=date(2025, 2, 1), left_on=date(2025, 8, 1), industry="焦化")
    assert (await claim(database, cast.host, cast.incubator, left)).created_count == 1


async def test_who_was_restricted_meanwhile_agrees_to_nothing(database: Database, cast: Cast) -> None:
    [residency] = (await claim(database, cast.host, cast.incubator)).residencies
    async with database.transaction(SYSTEM) as tx:
        zone = await make_organization(tx, kind=OrganizationKind.ZONE_ADMIN)
        await make_restriction(tx, zone, name=STARTUP.name)
    async with database.transaction(cast.founder) as tx:
        with pytest.raises(RuleBroken, match="RESTRICTED"):
            await accept_residency(tx, cast.founder, residency.id, 1)
