"""Checks needs and packages against the rows that exist, and writes them with their parts."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.catalog.inputs import NeedContent, PackageContent
from services.catalog.models import Need, NeedIndicator, NeedPrivate, PackagePrivate, TechnologyPackage
from services.catalog.queries import (
    list_need_privates,
    list_needs_by_code,
    list_organizations_of_kinds,
    list_package_privates,
    list_packages_by_code,
)
from services.catalog.records import indicator_values, need_values, package_values, private_values, write_row
from services.catalog.rules import POOL_RUNNERS, find_consent_faults, find_need_faults, find_package_faults
from services.kit import clock
from services.kit.ids import new_id
from services.kit.refusals import FieldFault, InvalidInput
from services.kit.tables import Row


async def require_need(
    tx: AsyncSession, organization_id: UUID, content: NeedContent, *, is_public: bool, need: Need | None = None
) -> None:
    """Refuse a need with everything that stands against it; `need` is the row that it is written to."""
    faults = find_need_faults(content, clock.today(), is_public=is_public)
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
    faults = find_package_faults(content, clock.today(), is_public=is_public)
    faults += find_consent_faults(content, await list_pool_runners(tx, content.consented_organization_ids))
    namesakes = await list_packages_by_code(tx, organization_id, [content.code]) if content.code else {}
    _refuse(faults, [row.id for row in namesakes.values()], package.id if package else None)


async def list_pool_runners(tx: AsyncSession, asked: Collection[UUID]) -> frozenset[UUID]:
    """Which of these organizations may run pools."""
    return await list_organizations_of_kinds(tx, asked, POOL_RUNNERS) if asked else frozenset()


async def insert_needs(tx: AsyncSession, contents: Sequence[NeedContent], common: dict[str, Any]) -> list[UUID]:
    """Write new needs with their parts, any number in three statements; `common` says whose and in which state."""
    keys = [new_id() for _ in contents]
    needs = list(zip(keys, contents, strict=True))
    await _insert(tx, Need, [common | need_values(each) | {"id": key, "version": 1} for key, each in needs])
    await _insert(tx, NeedIndicator, _indicators(needs))
    private = [private_values(each.private) | {"decision_maker": each.private.decision_maker} for each in contents]
    await _insert(tx, NeedPrivate, [part | {"need_id": key} for key, part in zip(keys, private, strict=True)])
    return keys


async def insert_packages(tx: AsyncSession, contents: Sequence[PackageContent], common: dict[str, Any]) -> list[UUID]:
    keys = [new_id() for _ in contents]
    packages = list(zip(keys, contents, strict=True))
    rows = [common | package_values(each) | {"id": key, "version": 1} for key, each in packages]
    await _insert(tx, TechnologyPackage, rows)
    await _insert(tx, PackagePrivate, [private_values(each.private) | {"package_id": key} for key, each in packages])
    return keys


async def update_needs(tx: AsyncSession, needs: Sequence[tuple[Need, NeedContent]]) -> None:
    """Write what needs say now, with their parts; whoever calls has decided that it may stand."""
    ids = [need.id for need, _ in needs]
    privates = await list_need_privates(tx, ids)
    for need, content in needs:
        write_row(need, need_values(content))
        private = private_values(content.private) | {"decision_maker": content.private.decision_maker}
        write_row(privates[need.id], private)
    await tx.flush()
    await tx.execute(delete(NeedIndicator).where(col(NeedIndicator.need_id).in_(ids)))
    await _insert(tx, NeedIndicator, _indicators([(need.id, content) for need, content in needs]))


async def update_packages(tx: AsyncSession, packages: Sequence[tuple[TechnologyPackage, PackageContent]]) -> None:
    privates = await list_package_privates(tx, [package.id for package, _ in packages])
    for package, content in packages:
        write_row(package, package_values(content))
        write_row(privates[package.id], private_values(content.private))
    await tx.flush()


def _indicators(needs: Sequence[tuple[UUID, NeedContent]]) -> list[dict[str, Any]]:
    return [indicator | {"need_id": key} for key, content in needs for indicator in indicator_values(content)]


async def _insert(tx: AsyncSession, table: type[Row], rows: Sequence[dict[str, Any]]) -> None:
    # Rows of an import go in as columns: a thousand objects would take a second that nobody needs them for.
    if rows:
        head = {"created_at": clock.now()}
        await tx.execute(insert(table), [head | {"id": new_id()} | row for row in rows])


def _refuse(faults: list[FieldFault], namesakes: Sequence[UUID], own_id: UUID | None) -> None:
    if any(each != own_id for each in namesakes):
        faults.append(FieldFault("code", "NOT_UNIQUE"))
    if faults:
        raise InvalidInput(faults)
