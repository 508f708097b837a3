import time
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import select

from services.catalog.entering import Listing, enter_packages
from services.catalog.inputs import PackageContent
from services.catalog.models import Need, Visibility
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.refusals import NotAllowed, RuleBroken
from services.matching.candidates import CANDIDATE_COUNT
from services.matching.commands import (
    edit_need,
    find_candidates,
    publish_need,
    publish_package,
    refresh_open_needs,
    withdraw_need,
    withdraw_package,
)
from services.matching.models import Candidate
from services.organizations.models import OrganizationKind
from tests.factories.catalog import make_need, make_package, need_content, package_content
from tests.factories.matching import HEAT, HEAT_PACKAGE, WATER, WATER_PACKAGE, Party, make_party


@pytest.fixture
async def enterprise(database: Database) -> Party:
    async with database.transaction(SYSTEM) as tx:
        return await make_party(tx, OrganizationKind.ENTERPRISE)


@pytest.fixture
async def institute(database: Database) -> Party:
    async with database.transaction(SYSTEM) as tx:
        return await make_party(tx, OrganizationKind.INSTITUTE)


async def draft(database: Database, enterprise: Party, **changes: object) -> Need:
    async with database.transaction(SYSTEM) as tx:
        return await make_need(tx, enterprise.organization, publish=False, **changes)


async def candidates_of(database: Database, party: Party, need_id: UUID) -> list[Candidate]:
    async with database.transaction(party.actor) as tx:
        query = select(Candidate).where(Candidate.need_id == need_id).order_by(Candidate.rank)
        return list(await tx.scalars(query))


async def test_a_published_need_has_its_candidates_at_once(
    database: Database, enterprise: Party, institute: Party
) -> None:
    async with database.transaction(SYSTEM) as tx:
        water = await make_package(tx, institute.organization, **WATER_PACKAGE)
        heat = await make_package(tx, institute.organization, **HEAT_PACKAGE)
    need = await draft(database, enterprise, **WATER)
    async with database.transaction(enterprise.actor) as tx:
        await publish_need(tx, enterprise.actor, need.id, 1)
    found = await candidates_of(database, enterprise, need.id)
    assert [(each.rank, each.package_id) for each in found] == [(1, water.id), (2, heat.id)]
    assert found[0].fit > found[1].fit
    assert set(found[0].components) == {"text", "field", "maturity", "budget", "indicator"}
    assert (found[0].components["field"], found[0].components["maturity"]) == (1.0, 1.0)
    assert (found[0].need_organization_id, found[0].package_organization_id) == (
        enterprise.organization.id,
        institute.organization.id,
    )


async def test_hidden_withdrawn_and_expired_packages_are_no_candidates(
    database: Database, enterprise: Party, institute: Party
) -> None:
    async with database.transaction(SYSTEM) as tx:
        await make_package(tx, institute.organization, publish=False)
        await make_package(tx, institute.organization, visibility=Visibility.PRIVATE)
        late = await make_package(tx, institute.organization)
        await tx.execute(
            text("UPDATE technology_package SET valid_until = '2020-01-01' WHERE id = :id"), {"id": late.id}
        )
        gone = await make_package(tx, institute.organization)
        await withdraw_package(tx, SYSTEM, gone.id, gone.version)
        shown = await make_package(tx, institute.organization, visibility=Visibility.PARTIAL)
    need = await draft(database, enterprise)
    async with database.transaction(enterprise.actor) as tx:
        await publish_need(tx, enterprise.actor, need.id, 1)
    assert [each.package_id for each in await candidates_of(database, enterprise, need.id)] == [shown.id]


async def test_an_edit_of_a_published_need_changes_its_candidates(
    database: Database, enterprise: Party, institute: Party
) -> None:
    async with database.transaction(SYSTEM) as tx:
        water = await make_package(tx, institute.organization, **WATER_PACKAGE)
        heat = await make_package(tx, institute.organization, **HEAT_PACKAGE)
    need = await draft(database, enterprise, **WATER)
    best = []
    async with database.transaction(enterprise.actor) as tx:
        await publish_need(tx, enterprise.actor, need.id, 1)
    best.append((await candidates_of(database, enterprise, need.id))[0].package_id)
    async with database.transaction(enterprise.actor) as tx:
        await edit_need(tx, enterprise.actor, need.id, 2, need_content(**HEAT))
    best.append((await candidates_of(database, enterprise, need.id))[0].package_id)
    assert best == [water.id, heat.id]


async def test_withdrawing_a_need_withdraws_its_candidates(
    database: Database, enterprise: Party, institute: Party
) -> None:
    async with database.transaction(SYSTEM) as tx:
        await make_package(tx, institute.organization)
    need = await draft(database, enterprise)
    async with database.transaction(enterprise.actor) as tx:
        await publish_need(tx, enterprise.actor, need.id, 1)
        await withdraw_need(tx, enterprise.actor, need.id, 2)
    assert await candidates_of(database, enterprise, need.id) == []


async def test_a_package_published_later_reaches_open_needs_by_a_job(
    database: Database, enterprise: Party, institute: Party
) -> None:
    need = await draft(database, enterprise)
    async with database.transaction(SYSTEM) as tx:
        package = await make_package(tx, institute.organization, publish=False)
    async with database.transaction(enterprise.actor) as tx:
        await publish_need(tx, enterprise.actor, need.id, 1)
    async with database.transaction(institute.actor) as tx:
        await publish_package(tx, institute.actor, package.id, 1)
    async with database.transaction(SYSTEM) as tx:
        jobs = (await tx.scalars(text("SELECT task_name FROM procrastinate_jobs WHERE queue_name <> 'events'"))).all()
        await refresh_open_needs(tx)
    assert jobs == ["matching.refresh_candidates"]
    assert [each.package_id for each in await candidates_of(database, enterprise, need.id)] == [package.id]


async def test_find_candidates_is_the_owners_wish(database: Database, enterprise: Party, institute: Party) -> None:
    async with database.transaction(SYSTEM) as tx:
        need = await make_need(tx, enterprise.organization)
        hidden = await make_need(tx, enterprise.organization, publish=False)
        await make_package(tx, institute.organization)
    async with database.transaction(enterprise.actor) as tx:
        await find_candidates(tx, enterprise.actor, need.id)
    assert len(await candidates_of(database, enterprise, need.id)) == 1
    with pytest.raises(NotAllowed):
        async with database.transaction(institute.actor) as tx:
            await find_candidates(tx, institute.actor, need.id)
    with pytest.raises(RuleBroken) as refused:
        async with database.transaction(enterprise.actor) as tx:
            await find_candidates(tx, enterprise.actor, hidden.id)
    assert refused.value.code == "NEED_NOT_PUBLISHED"


async def test_candidates_are_seen_by_both_sides_and_nobody_else(
    database: Database, enterprise: Party, institute: Party
) -> None:
    async with database.transaction(SYSTEM) as tx:
        stranger = await make_party(tx, OrganizationKind.ENTERPRISE)
        alliance = await make_party(tx, OrganizationKind.ALLIANCE)
        await make_package(tx, institute.organization)
        needs = [await make_need(tx, enterprise.organization, visibility=each) for each in Visibility]
        for need in needs:
            await find_candidates(tx, SYSTEM, need.id)
    seen = {}
    for name, party in {"owner": enterprise, "institute": institute, "stranger": stranger, "pool": alliance}.items():
        seen[name] = [len(await candidates_of(database, party, need.id)) for need in needs]
    # An institute does not learn of a need that it may not see.
    assert seen == {"owner": [1, 1, 1], "institute": [1, 1, 0], "stranger": [0, 0, 0], "pool": [0, 0, 0]}


async def test_publishing_among_4000_packages_answers_within_a_second(
    database: Database, enterprise: Party, institute: Party
) -> None:
    words = [
        "污水",
        "余热",
        "膜",
        "催化",
        "焊接",
        "光伏",
        "电池",
        "固废",
        "烟气",
        "脱硫",
        "水泥",
        "印染",
        "节能",
        "监测",
    ]
    base = package_content()
    contents = [
        PackageContent(
            code=f"R{at}",
            title=f"{words[at % 14]}{words[at // 14 % 14]}{words[at // 196 % 14]}技术{at}",
            description=base.description * 3,
            trl=6,
            transfer_modes=base.transfer_modes,
            valid_until=base.valid_until,
        )
        for at in range(4_000)
    ]
    async with database.transaction(SYSTEM) as tx:
        await enter_packages(tx, SYSTEM, Listing(institute.organization.id, publish=True), contents)
    need = await draft(database, enterprise)
    started = time.perf_counter()
    async with database.transaction(enterprise.actor) as tx:
        await publish_need(tx, enterprise.actor, need.id, 1)
    seconds = time.perf_counter() - started
    assert len(await candidates_of(database, enterprise, need.id)) == CANDIDATE_COUNT
    assert seconds < 3, "about 0.4 s on an idle machine"
