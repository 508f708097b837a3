"""What the database itself shows and lets change, with no command in between."""

from dataclasses import dataclass

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from services.identity.models import Account
from services.kit.actor import NOBODY, SYSTEM, Actor
from services.kit.database import Database
from services.organizations.models import MemberRole, Organization, OrganizationKind
from tests.factories.identity import actor_of, make_account
from tests.factories.organizations import make_membership, make_organization, make_zone


@dataclass
class People:
    admin: Actor
    member: Actor
    stranger: Actor
    newcomer: Account
    organization: Organization


@pytest.fixture
async def people(database: Database) -> People:
    async with database.transaction(SYSTEM) as tx:
        admin, member, stranger = [await make_account(tx) for _ in range(3)]
        organization = await make_organization(tx, zone=await make_zone(tx), admin=admin)
        await make_membership(tx, member, organization)
        await make_organization(tx, admin=stranger)
        newcomer = await make_account(tx)
    return People(actor_of(admin), actor_of(member), actor_of(stranger), newcomer, organization)


async def counts(database: Database, actor: Actor) -> dict[str, int]:
    async with database.transaction(actor) as tx:
        tables = ("zone", "organization", "membership", "account")
        return {table: await tx.scalar(text(f"SELECT count(*) FROM {table}")) or 0 for table in tables}  # noqa: S608 - literals


async def test_what_everybody_sees(database: Database, people: People) -> None:
    assert await counts(database, NOBODY) == {"zone": 0, "organization": 0, "membership": 0, "account": 0}
    assert await counts(database, people.stranger) == {"zone": 1, "organization": 2, "membership": 1, "account": 1}
    assert await counts(database, people.member) == {"zone": 1, "organization": 2, "membership": 2, "account": 2}
    assert await counts(database, people.admin) == {"zone": 1, "organization": 2, "membership": 2, "account": 2}


@pytest.mark.parametrize("who", ["member", "stranger"])
async def test_only_admins_write_memberships(database: Database, people: People, who: str) -> None:
    actor: Actor = getattr(people, who)
    async with database.transaction(actor) as tx:
        changed = await tx.execute(text("UPDATE membership SET role = 'ADMIN' WHERE role <> 'ADMIN'"))
        assert changed.rowcount == 0  # type: ignore[attr-defined]  # a CursorResult, typed as Result
        removed = await tx.execute(
            text("DELETE FROM membership WHERE account_id = :admin"), {"admin": people.admin.account_id}
        )
        assert removed.rowcount == 0  # type: ignore[attr-defined]  # same
    with pytest.raises(ProgrammingError, match="row-level security"):
        async with database.transaction(actor) as tx:
            await make_membership(tx, people.newcomer, people.organization, role=MemberRole.ADMIN)


async def test_an_admin_gives_no_rights_elsewhere(database: Database, people: People) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"):
        async with database.transaction(people.stranger) as tx:
            await tx.execute(
                text("UPDATE membership SET organization_id = :other WHERE account_id = actor_id()"),
                {"other": people.organization.id},
            )


async def test_only_admins_change_their_organization(database: Database, people: People) -> None:
    async def changed_by(actor: Actor) -> int:
        async with database.transaction(actor) as tx:
            change = text("UPDATE organization SET province = '四川' WHERE id = :id")
            count: int = (await tx.execute(change, {"id": people.organization.id})).rowcount  # type: ignore[attr-defined]  # same
            return count

    actors = (NOBODY, people.stranger, people.member, people.admin)
    assert [await changed_by(actor) for actor in actors] == [0, 0, 0, 1]


async def test_nobody_writes_zones_or_organizations(database: Database, people: People) -> None:
    for actor in (NOBODY, people.admin):
        with pytest.raises(ProgrammingError, match="row-level security"):
            async with database.transaction(actor) as tx:
                await make_zone(tx)
    with pytest.raises(ProgrammingError, match="row-level security"):
        async with database.transaction(NOBODY) as tx:
            tx.add(Organization(kind=OrganizationKind.BANK, name="无名银行"))
