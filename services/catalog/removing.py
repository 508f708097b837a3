"""Taking back what nobody else ever saw."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.catalog.models import NeedState, PackageState
from services.catalog.queries import get_need, get_package, lock_catalog
from services.kit.actor import Actor
from services.kit.refusals import RuleBroken
from services.kit.versions import require_version
from services.organizations.queries import require_member


async def remove_need(tx: AsyncSession, actor: Actor, need_id: UUID, version: int) -> None:
    """Throw a draft away; what was published once is withdrawn instead."""
    need = await get_need(tx, need_id)
    await require_member(tx, actor, need.organization_id)
    await lock_catalog(tx, need.organization_id)
    await tx.refresh(need, with_for_update=True)
    require_version("NEED_STALE", need, version)
    if need.state is not NeedState.DRAFT:
        raise RuleBroken("NOT_A_DRAFT", state=need.state.value)
    await tx.delete(need)
    await tx.flush()


async def remove_package(tx: AsyncSession, actor: Actor, package_id: UUID, version: int) -> None:
    """Throw a draft away; what was published once is withdrawn instead."""
    package = await get_package(tx, package_id)
    await require_member(tx, actor, package.organization_id)
    await lock_catalog(tx, package.organization_id)
    await tx.refresh(package, with_for_update=True)
    require_version("PACKAGE_STALE", package, version)
    if package.state is not PackageState.DRAFT:
        raise RuleBroken("NOT_A_DRAFT", state=package.state.value)
    await tx.delete(package)
    await tx.flush()
