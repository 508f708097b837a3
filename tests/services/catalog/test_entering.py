from uuid import UUID

import pytest
from sqlmodel import select

from services.catalog.entering import Entered, Listing, enter_needs, enter_packages
from services.catalog.inputs import NeedContent, PackageContent
from services.catalog.models import Need, NeedState, PackageState, TechnologyPackage
from services.kit.actor import SYSTEM, Actor
from services.kit.database import Database
from services.kit.refusals import InvalidInput
from services.organizations.models import Organization, OrganizationKind
from tests.factories.catalog import make_need, need_content, package_content
from tests.factories.identity import actor_of, make_account
from tests.factories.organizations import make_organization


@pytest.fixture
async def enterprise(database: Database) -> tuple[Actor, UUID]:
    async with database.transaction(SYSTEM) as tx:
        account = await make_account(tx)
        return actor_of(account), (await make_organization(tx, admin=account)).id


@pytest.fixture
async def institute(database: Database) -> tuple[Actor, UUID]:
    async with database.transaction(SYSTEM) as tx:
        account = await make_account(tx)
        return actor_of(account), (await make_organization(tx, kind=OrganizationKind.INSTITUTE, admin=account)).id


async def enter(
    database: Database, owner: tuple[Actor, UUID], *contents: NeedContent | PackageContent, publish: bool = False
) -> Entered:
    actor, organization_id = owner
    listing = Listing(organization_id, publish=publish)
    async with database.transaction(actor) as tx:
        if isinstance(contents[0], NeedContent):
            return await enter_needs(tx, actor, listing, [each for each in contents if isinstance(each, NeedContent)])
        return await enter_packages(tx, actor, listing, [each for each in contents if isinstance(each, PackageContent)])


def faults_of(entered: Entered) -> list[tuple[int, str, str]]:
    return [(each.position, each.fault.path, each.fault.code) for each in entered.faults]


async def test_entries_need_codes_that_differ(database: Database, enterprise: tuple[Actor, UUID]) -> None:
    refusals = []
    for codes in (("N1", None), ("N1", "N1")):
        with pytest.raises(InvalidInput) as refused:
            await enter(database, enterprise, *(need_content(code=code) for code in codes))
        refusals += [(fault.path, fault.code) for fault in refused.value.faults]
    assert refusals == [("entries.1.code", "REQUIRED"), ("entries", "NOT_UNIQUE")]


async def test_faults_name_their_entry_and_nothing_is_written(
    database: Database, enterprise: tuple[Actor, UUID]
) -> None:
    entered = await enter(
        database, enterprise, need_content(code="N1"), need_content(code="N2", indicators=[]), publish=True
    )
    async with database.transaction(SYSTEM) as tx:
        kept = (await tx.scalars(select(Need.id))).all()
    assert (faults_of(entered), kept) == ([(1, "indicators", "REQUIRED")], [])


async def test_a_published_need_stays_complete_in_a_list_of_drafts(
    database: Database, enterprise: tuple[Actor, UUID]
) -> None:
    await enter(database, enterprise, need_content(code="N1"), publish=True)
    entered = await enter(database, enterprise, need_content(code="N1", indicators=[]))
    assert faults_of(entered) == [(0, "indicators", "REQUIRED")]


async def test_a_need_under_contract_is_not_entered_again(database: Database, enterprise: tuple[Actor, UUID]) -> None:
    _, organization_id = enterprise
    async with database.transaction(SYSTEM) as tx:
        need = await make_need(tx, await tx.get_one(Organization, organization_id), code="N1")
        need.state = NeedState.SIGNED
    entered = await enter(database, enterprise, need_content(code="N1", title="别的"))
    assert faults_of(entered) == [(0, "code", "NEED_NOT_EDITABLE")]


async def test_drafts_are_published_by_a_later_list(database: Database, institute: tuple[Actor, UUID]) -> None:
    await enter(database, institute, package_content(code="R1"))
    entered = await enter(database, institute, package_content(code="R1"), package_content(code="R2"), publish=True)
    async with database.transaction(SYSTEM) as tx:
        rows = await tx.execute(select(TechnologyPackage.code, TechnologyPackage.version, TechnologyPackage.state))
        kept = {code: (version, state) for code, version, state in rows}
    assert (entered.created_count, entered.updated_count, entered.unchanged_count) == (1, 0, 1)
    assert kept == {"R1": (2, PackageState.PUBLISHED), "R2": (1, PackageState.PUBLISHED)}
