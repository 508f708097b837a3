"""Who sees a need and a package: nobody, another enterprise, the owner, the organization that runs a pool."""

import pytest
from sqlalchemy import func, update
from sqlalchemy.exc import ProgrammingError
from sqlmodel import col, select

from services.catalog.models import (
    Need,
    NeedIndicator,
    NeedPrivate,
    PackagePrivate,
    TechnologyPackage,
    Visibility,
)
from services.kit.actor import NOBODY, SYSTEM, Actor
from services.kit.database import Database
from services.organizations.models import Organization, OrganizationKind
from tests.factories.catalog import make_need, make_package
from tests.factories.identity import actor_of, make_account
from tests.factories.organizations import make_organization

People = dict[str, Actor]
NEED_TABLES = (Need, NeedIndicator, NeedPrivate)
PACKAGE_TABLES = (TechnologyPackage, PackagePrivate)


@pytest.fixture
async def people(database: Database) -> People:
    async with database.transaction(SYSTEM) as tx:
        accounts = {name: await make_account(tx) for name in ("owner", "other", "pool", "other pool")}
        await make_organization(tx, name="业主", admin=accounts["owner"])
        await make_organization(tx, admin=accounts["owner"], name="院所", kind=OrganizationKind.INSTITUTE)
        await make_organization(tx, admin=accounts["other"])
        for name in ("pool", "other pool"):
            await make_organization(tx, name=name, admin=accounts[name], kind=OrganizationKind.ALLIANCE)
    return {"nobody": NOBODY} | {name: actor_of(account) for name, account in accounts.items()}


async def seen(database: Database, people: People, tables: tuple[type, ...]) -> dict[str, tuple[int, ...]]:
    counts = {}
    for name, actor in people.items():
        async with database.transaction(actor) as tx:
            counts[name] = tuple([await tx.scalar(select(func.count()).select_from(table)) or 0 for table in tables])
    return counts


async def organization_of(database: Database, name: str) -> Organization:
    async with database.transaction(SYSTEM) as tx:
        return (await tx.scalars(select(Organization).where(Organization.name == name))).one()


@pytest.mark.parametrize(
    ("visibility", "others"),
    [(Visibility.PUBLIC, (1, 2, 1)), (Visibility.PARTIAL, (1, 2, 0)), (Visibility.PRIVATE, (0, 0, 0))],
)
async def test_a_published_need_is_seen_as_far_as_its_visibility_goes(
    database: Database, people: People, visibility: Visibility, others: tuple[int, ...]
) -> None:
    owner = await organization_of(database, "业主")
    async with database.transaction(SYSTEM) as tx:
        await make_need(tx, owner, visibility=visibility)
    assert await seen(database, people, NEED_TABLES) == {
        "nobody": (0, 0, 0),
        "owner": (1, 2, 1),
        "other": others,
        "pool": others,
        "other pool": others,
    }


@pytest.mark.parametrize("visibility", [Visibility.PARTIAL, Visibility.PRIVATE])
async def test_consent_opens_a_need_to_the_named_pool_only(
    database: Database, people: People, visibility: Visibility
) -> None:
    owner, pool = await organization_of(database, "业主"), await organization_of(database, "pool")
    async with database.transaction(SYSTEM) as tx:
        await make_need(tx, owner, visibility=visibility, consented_organization_ids=[pool.id])
    rest = (1, 2, 0) if visibility is Visibility.PARTIAL else (0, 0, 0)
    assert await seen(database, people, NEED_TABLES) == {
        "nobody": (0, 0, 0),
        "owner": (1, 2, 1),
        "other": rest,
        "pool": (1, 2, 1),
        "other pool": rest,
    }


async def test_drafts_are_seen_by_their_owner_only(database: Database, people: People) -> None:
    owner, institute = await organization_of(database, "业主"), await organization_of(database, "院所")
    pool = await organization_of(database, "pool")
    async with database.transaction(SYSTEM) as tx:
        await make_need(tx, owner, publish=False, consented_organization_ids=[pool.id])
        await make_package(tx, institute, publish=False, consented_organization_ids=[pool.id])
    nothing = dict.fromkeys(("nobody", "other", "pool", "other pool"), (0, 0, 0, 0, 0))
    assert await seen(database, people, NEED_TABLES + PACKAGE_TABLES) == nothing | {"owner": (1, 2, 1, 1, 1)}


@pytest.mark.parametrize(
    ("visibility", "others"),
    [(Visibility.PUBLIC, (1, 1)), (Visibility.PARTIAL, (1, 0)), (Visibility.PRIVATE, (0, 0))],
)
async def test_a_published_package_is_seen_as_far_as_its_visibility_goes(
    database: Database, people: People, visibility: Visibility, others: tuple[int, ...]
) -> None:
    institute, pool = await organization_of(database, "院所"), await organization_of(database, "pool")
    async with database.transaction(SYSTEM) as tx:
        await make_package(tx, institute, visibility=visibility, consented_organization_ids=[pool.id])
    assert await seen(database, people, PACKAGE_TABLES) == {
        "nobody": (0, 0),
        "owner": (1, 1),
        "other": others,
        "pool": (1, 1),
        "other pool": others,
    }


async def test_row_policies_keep_others_from_writing(database: Database, people: People) -> None:
    owner = await organization_of(database, "业主")
    async with database.transaction(SYSTEM) as tx:
        need = await make_need(tx, owner)
    async with database.transaction(people["other"]) as tx:
        changed = await tx.execute(update(Need).where(col(Need.id) == need.id).values(title="x"))
    assert changed.rowcount == 0
    for row in (
        Need(organization_id=owner.id, title="x"),
        TechnologyPackage(organization_id=owner.id, title="x"),
        NeedIndicator(need_id=need.id, position=9, name="x"),
    ):
        with pytest.raises(ProgrammingError, match="row-level security"):
            async with database.transaction(people["other"]) as tx:
                tx.add(row)
