"""Every select of the room."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.catalog.inputs import NeedContent, PackageContent
from services.catalog.models import Need, NeedIndicator, NeedPrivate, PackagePrivate, TechnologyPackage
from services.catalog.records import read_need, read_package
from services.kit.refusals import NotFound
from services.organizations.models import Organization, OrganizationKind


async def get_need(tx: AsyncSession, need_id: UUID) -> Need:
    found = await tx.get(Need, need_id)
    if found is None:
        raise NotFound("NEED_NOT_FOUND", id=str(need_id))
    return found


async def get_package(tx: AsyncSession, package_id: UUID) -> TechnologyPackage:
    found = await tx.get(TechnologyPackage, package_id)
    if found is None:
        raise NotFound("PACKAGE_NOT_FOUND", id=str(package_id))
    return found


async def list_indicators(tx: AsyncSession, need_ids: Collection[UUID]) -> Mapping[UUID, Sequence[NeedIndicator]]:
    """The indicators of needs, in their order."""
    query = select(NeedIndicator).where(col(NeedIndicator.need_id).in_(need_ids)).order_by(col(NeedIndicator.position))
    by_need: dict[UUID, list[NeedIndicator]] = defaultdict(list)
    for indicator in await tx.scalars(query):
        by_need[indicator.need_id].append(indicator)
    return by_need


async def list_need_privates(tx: AsyncSession, need_ids: Collection[UUID]) -> Mapping[UUID, NeedPrivate]:
    """The private parts that the actor may see."""
    query = select(NeedPrivate).where(col(NeedPrivate.need_id).in_(need_ids))
    return {each.need_id: each for each in await tx.scalars(query)}


async def list_package_privates(tx: AsyncSession, package_ids: Collection[UUID]) -> Mapping[UUID, PackagePrivate]:
    query = select(PackagePrivate).where(col(PackagePrivate.package_id).in_(package_ids))
    return {each.package_id: each for each in await tx.scalars(query)}


async def list_needs_by_code(tx: AsyncSession, organization_id: UUID, codes: Collection[str]) -> Mapping[str, Need]:
    query = select(Need).where(Need.organization_id == organization_id, col(Need.code).in_(codes))
    return {each.code: each for each in await tx.scalars(query) if each.code}


async def list_need_codes(tx: AsyncSession, organization_id: UUID) -> Sequence[str]:
    """The codes of all needs of an organization that have one."""
    query = select(Need.code).where(Need.organization_id == organization_id, col(Need.code).is_not(None))
    return [code for code in await tx.scalars(query) if code]


async def list_package_codes(tx: AsyncSession, organization_id: UUID) -> Sequence[str]:
    """The same of packages."""
    query = select(TechnologyPackage.code).where(
        TechnologyPackage.organization_id == organization_id, col(TechnologyPackage.code).is_not(None)
    )
    return [code for code in await tx.scalars(query) if code]


async def list_packages_by_code(
    tx: AsyncSession, organization_id: UUID, codes: Collection[str]
) -> Mapping[str, TechnologyPackage]:
    query = select(TechnologyPackage).where(
        TechnologyPackage.organization_id == organization_id, col(TechnologyPackage.code).in_(codes)
    )
    return {each.code: each for each in await tx.scalars(query) if each.code}


async def list_organizations_of_kinds(
    tx: AsyncSession, ids: Collection[UUID], kinds: Collection[OrganizationKind]
) -> frozenset[UUID]:
    """Which of these organizations are of one of the kinds."""
    query = select(Organization.id).where(col(Organization.id).in_(ids), col(Organization.kind).in_(kinds))
    return frozenset(await tx.scalars(query))


async def lock_catalog(tx: AsyncSession, organization_id: UUID) -> None:
    """Let changes of one organization's needs and packages happen one after another: codes stay unique."""
    key = {"key": f"catalog:{organization_id}"}
    await tx.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), key)


async def get_need_content(tx: AsyncSession, need: Need) -> NeedContent:
    """What the owner wrote, as far as the actor may see it."""
    indicators = await list_indicators(tx, [need.id])
    private = await list_need_privates(tx, [need.id])
    return read_need(need, indicators.get(need.id, ()), private.get(need.id))


async def get_package_content(tx: AsyncSession, package: TechnologyPackage) -> PackageContent:
    private = await list_package_privates(tx, [package.id])
    return read_package(package, private.get(package.id))


async def list_need_contents(
    tx: AsyncSession, organization_id: UUID, codes: Collection[str]
) -> Mapping[str, tuple[Need, NeedContent]]:
    """Needs of an organization with what they say, by code."""
    needs = await list_needs_by_code(tx, organization_id, codes)
    ids = [need.id for need in needs.values()]
    indicators, privates = await list_indicators(tx, ids), await list_need_privates(tx, ids)
    return {
        code: (need, read_need(need, indicators.get(need.id, ()), privates.get(need.id)))
        for code, need in needs.items()
    }


async def list_package_contents(
    tx: AsyncSession, organization_id: UUID, codes: Collection[str]
) -> Mapping[str, tuple[TechnologyPackage, PackageContent]]:
    packages = await list_packages_by_code(tx, organization_id, codes)
    privates = await list_package_privates(tx, [package.id for package in packages.values()])
    return {code: (package, read_package(package, privates.get(package.id))) for code, package in packages.items()}
