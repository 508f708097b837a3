from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

import pytest

from services.catalog.commands import edit_package, offer_package, publish_package, withdraw_package
from services.catalog.inputs import PackageContent
from services.catalog.models import PackageState, TechnologyPackage
from services.catalog.queries import get_package_content
from services.catalog.records import normal_package
from services.kit.actor import SYSTEM, Actor
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotAllowed, RuleBroken
from services.organizations.models import OrganizationKind
from tests.factories.catalog import package_content
from tests.factories.identity import actor_of, make_account
from tests.factories.organizations import make_organization


@pytest.fixture
async def owner(database: Database) -> tuple[Actor, UUID]:
    async with database.transaction(SYSTEM) as tx:
        account = await make_account(tx)
        return actor_of(account), (await make_organization(tx, kind=OrganizationKind.INSTITUTE, admin=account)).id


def faults_of(refused: pytest.ExceptionInfo[InvalidInput]) -> Sequence[tuple[str, str]]:
    return [(fault.path, fault.code) for fault in refused.value.faults]


async def test_a_package_is_offered_published_and_withdrawn(database: Database, owner: tuple[Actor, UUID]) -> None:
    actor, organization_id = owner
    async with database.transaction(actor) as tx:
        package = await offer_package(tx, actor, organization_id, package_content())
        states = [package.state]
        states.append((await publish_package(tx, actor, package.id, 1)).state)
        states.append((await withdraw_package(tx, actor, package.id, 2)).state)
    async with database.transaction(actor) as tx:
        kept = await tx.get_one(TechnologyPackage, package.id)
        content = await get_package_content(tx, kept)
    assert states == [PackageState.DRAFT, PackageState.PUBLISHED, PackageState.WITHDRAWN]
    assert content == normal_package(package_content())


async def test_offer_package_names_everything_wrong(database: Database, owner: tuple[Actor, UUID]) -> None:
    actor, organization_id = owner
    bad = PackageContent(
        title="x" * 201,
        keywords=["一", "二", "三", "四"],
        max_adopters=0,
        price_min_wan=Decimal(100),
        price_max_wan=Decimal(50),
    )
    with pytest.raises(InvalidInput) as refused:
        async with database.transaction(actor) as tx:
            await offer_package(tx, actor, organization_id, bad)
    assert faults_of(refused) == [
        ("title", "TOO_LONG"),
        ("keywords", "TOO_MANY"),
        ("maxAdopters", "OUT_OF_RANGE"),
        ("priceMaxWan", "OUT_OF_RANGE"),
    ]


async def test_publish_package_names_everything_missing(database: Database, owner: tuple[Actor, UUID]) -> None:
    actor, organization_id = owner
    async with database.transaction(actor) as tx:
        package = await offer_package(tx, actor, organization_id, PackageContent(title="膜"))
    with pytest.raises(InvalidInput) as refused:
        async with database.transaction(actor) as tx:
            await publish_package(tx, actor, package.id, 1)
    assert faults_of(refused) == [
        ("description", "REQUIRED"),
        ("trl", "REQUIRED"),
        ("transferModes", "REQUIRED"),
        ("validUntil", "REQUIRED"),
    ]


async def test_edit_package_replaces_what_it_says(database: Database, owner: tuple[Actor, UUID]) -> None:
    actor, organization_id = owner
    async with database.transaction(actor) as tx:
        package = await offer_package(tx, actor, organization_id, package_content())
        edited = await edit_package(tx, actor, package.id, 1, package_content(max_adopters=9))
    assert (edited.max_adopters, edited.version) == (9, 2)


async def test_a_package_is_withdrawn_once(database: Database, owner: tuple[Actor, UUID]) -> None:
    actor, organization_id = owner
    async with database.transaction(actor) as tx:
        package = await offer_package(tx, actor, organization_id, package_content())
        await withdraw_package(tx, actor, package.id, 1)
    with pytest.raises(RuleBroken):
        async with database.transaction(actor) as tx:
            await withdraw_package(tx, actor, package.id, 2)


async def test_an_enterprise_offers_no_packages(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        actor = actor_of(account := await make_account(tx))
        enterprise = await make_organization(tx, admin=account)
    with pytest.raises(NotAllowed) as refused:
        async with database.transaction(actor) as tx:
            await offer_package(tx, actor, enterprise.id, package_content())
    assert refused.value.code == "WRONG_KIND"
