"""Posting a need, offering a package, and the steps of their lives."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.catalog.inputs import NeedContent, PackageContent
from services.catalog.models import Need, NeedState, PackageState, TechnologyPackage
from services.catalog.queries import get_need, get_need_content, get_package, get_package_content, lock_catalog
from services.catalog.records import normal_need, normal_package
from services.catalog.rules import (
    NEED_OWNERS,
    PACKAGE_OWNERS,
    require_editable,
    require_need_step,
    require_package_step,
)
from services.catalog.saving import (
    insert_needs,
    insert_packages,
    require_need,
    require_package,
    update_needs,
    update_packages,
)
from services.kit import clock
from services.kit.actor import Actor
from services.kit.versions import require_version
from services.organizations.queries import require_member


async def post_need(tx: AsyncSession, actor: Actor, organization_id: UUID, content: NeedContent) -> Need:
    """Write a need down as a draft that only its organization sees."""
    await require_member(tx, actor, organization_id, kinds=NEED_OWNERS)
    await lock_catalog(tx, organization_id)
    content = normal_need(content)
    await require_need(tx, organization_id, content, is_public=False)
    common = {"organization_id": organization_id, "state": NeedState.DRAFT}
    [key] = await insert_needs(tx, [content], common)
    return await get_need(tx, key)


async def edit_need(tx: AsyncSession, actor: Actor, need_id: UUID, version: int, content: NeedContent) -> Need:
    """Replace what a need says; a published one must stay complete."""
    need = await _need_of_member(tx, actor, need_id, version)
    require_editable(need.state)
    content = normal_need(content)
    is_public = need.state is NeedState.PUBLISHED
    await require_need(tx, need.organization_id, content, is_public=is_public, need=need)
    need.version += 1
    await update_needs(tx, [(need, content)])
    return need


async def publish_need(tx: AsyncSession, actor: Actor, need_id: UUID, version: int) -> Need:
    """Let others see a need, once nothing is missing; everything missing is named."""
    need = await _need_of_member(tx, actor, need_id, version)
    require_need_step(need.state, NeedState.PUBLISHED)
    content = await get_need_content(tx, need)
    await require_need(tx, need.organization_id, content, is_public=True, need=need)
    need.state, need.published_at = NeedState.PUBLISHED, clock.now()
    need.version += 1
    await tx.flush()
    return need


async def withdraw_need(tx: AsyncSession, actor: Actor, need_id: UUID, version: int) -> Need:
    need = await _need_of_member(tx, actor, need_id, version)
    require_need_step(need.state, NeedState.WITHDRAWN)
    need.state = NeedState.WITHDRAWN
    need.version += 1
    await tx.flush()
    return need


async def offer_package(
    tx: AsyncSession, actor: Actor, organization_id: UUID, content: PackageContent
) -> TechnologyPackage:
    """Write a package down as a draft that only its organization sees."""
    await require_member(tx, actor, organization_id, kinds=PACKAGE_OWNERS)
    await lock_catalog(tx, organization_id)
    content = normal_package(content)
    await require_package(tx, organization_id, content, is_public=False)
    common = {"organization_id": organization_id, "state": PackageState.DRAFT}
    [key] = await insert_packages(tx, [content], common)
    return await get_package(tx, key)


async def edit_package(
    tx: AsyncSession, actor: Actor, package_id: UUID, version: int, content: PackageContent
) -> TechnologyPackage:
    """Replace what a package says; a published one must stay complete."""
    package = await _package_of_member(tx, actor, package_id, version)
    content = normal_package(content)
    is_public = package.state is PackageState.PUBLISHED
    await require_package(tx, package.organization_id, content, is_public=is_public, package=package)
    package.version += 1
    await update_packages(tx, [(package, content)])
    return package


async def publish_package(tx: AsyncSession, actor: Actor, package_id: UUID, version: int) -> TechnologyPackage:
    package = await _package_of_member(tx, actor, package_id, version)
    require_package_step(package.state, PackageState.PUBLISHED)
    content = await get_package_content(tx, package)
    await require_package(tx, package.organization_id, content, is_public=True, package=package)
    package.state, package.published_at = PackageState.PUBLISHED, clock.now()
    package.version += 1
    await tx.flush()
    return package


async def withdraw_package(tx: AsyncSession, actor: Actor, package_id: UUID, version: int) -> TechnologyPackage:
    package = await _package_of_member(tx, actor, package_id, version)
    require_package_step(package.state, PackageState.WITHDRAWN)
    package.state = PackageState.WITHDRAWN
    package.version += 1
    await tx.flush()
    return package


async def _need_of_member(tx: AsyncSession, actor: Actor, need_id: UUID, version: int) -> Need:
    """The need, locked, in the version that the member saw."""
    need = await get_need(tx, need_id)
    await require_member(tx, actor, need.organization_id)
    await lock_catalog(tx, need.organization_id)
    await tx.refresh(need, with_for_update=True)
    require_version("NEED_STALE", need, version)
    return need


async def _package_of_member(tx: AsyncSession, actor: Actor, package_id: UUID, version: int) -> TechnologyPackage:
    package = await get_package(tx, package_id)
    await require_member(tx, actor, package.organization_id)
    await lock_catalog(tx, package.organization_id)
    await tx.refresh(package, with_for_update=True)
    require_version("PACKAGE_STALE", package, version)
    return package
