"""Checks needs and packages against the rows that exist, and writes them with their parts."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.catalog.inputs import Contact, NeedContent, PackageContent
from services.catalog.models import Need, NeedIndicator, NeedPrivate, PackagePrivate, TechnologyPackage
from services.catalog.queries import (
    list_need_privates,
    list_needs_by_code,
    list_organizations_of_kinds,
    list_package_privates,
    list_packages_by_code,
)
from services.catalog.records import indicator_rows, write_need, write_package, write_private
from services.catalog.rules import POOL_RUNNERS, find_consent_faults, find_need_faults, find_package_faults
from services.kit import clock
from services.kit.refusals import FieldFault, InvalidInput


async def require_need(
    tx: AsyncSession, organization_id: UUID, content: NeedContent, *, is_public: bool, need: Need | None = None
) -> None:
    """Refuse a need with everything that stands against it; `need` is the row that it is written to."""
    faults = find_need_faults(content, clock.now().date(), is_public=is_public)
    faults += find_consent_faults(content, await list_pool_runners(tx, content.consented_organization_ids))
    namesakes = await list_needs_by_code(tx, organization_id, [content.code]) if content.code else {}
    _refuse(faults, [row.id for row in namesakes.values()], need.id if need else None)


async def require_package(
    tx: AsyncSession,
    organization_id: UUID,
    content: PackageContent,
    *,
    is_public: bool,
    package: TechnologyPackage | None = None,
) -> None:
    faults = find_package_faults(content, clock.now().date(), is_public=is_public)
    faults += find_consent_faults(content, await list_pool_runners(tx, content.consented_organization_ids))
    namesakes = await list_packages_by_code(tx, organization_id, [content.code]) if content.code else {}
    _refuse(faults, [row.id for row in namesakes.values()], package.id if package else None)


async def list_pool_runners(tx: AsyncSession, asked: Collection[UUID]) -> frozenset[UUID]:
    """Which of these organizations may run pools."""
    return await list_organizations_of_kinds(tx, asked, POOL_RUNNERS) if asked else frozenset()


async def save_needs(tx: AsyncSession, needs: Sequence[tuple[Need, NeedContent]]) -> None:
    """Write needs with their indicators and private parts; whoever calls has decided that they may stand."""
    for need, content in needs:
        write_need(need, content)
        tx.add(need)
    await tx.flush()
    ids = [need.id for need, _ in needs]
    await tx.execute(delete(NeedIndicator).where(col(NeedIndicator.need_id).in_(ids)))
    privates = await list_need_privates(tx, ids)
    for need, content in needs:
        tx.add_all(indicator_rows(need, content))
        _save_private(tx, privates.get(need.id) or NeedPrivate(need_id=need.id), content.private)
    await tx.flush()


async def save_packages(tx: AsyncSession, packages: Sequence[tuple[TechnologyPackage, PackageContent]]) -> None:
    for package, content in packages:
        write_package(package, content)
        tx.add(package)
    await tx.flush()
    privates = await list_package_privates(tx, [package.id for package, _ in packages])
    for package, content in packages:
        _save_private(tx, privates.get(package.id) or PackagePrivate(package_id=package.id), content.private)
    await tx.flush()


def _save_private(tx: AsyncSession, row: NeedPrivate | PackagePrivate, contact: Contact) -> None:
    write_private(row, contact)
    tx.add(row)


def _refuse(faults: list[FieldFault], namesakes: Sequence[UUID], own_id: UUID | None) -> None:
    if any(each != own_id for each in namesakes):
        faults.append(FieldFault("code", "NOT_UNIQUE"))
    if faults:
        raise InvalidInput(faults)
