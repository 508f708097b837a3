"""A startup's word on a stay that an incubator entered for it."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from services.incubation.models import Residency
from services.incubation.queries import get_residency, lock_proposal
from services.kit.actor import Actor
from services.kit.clock import now
from services.kit.refusals import RuleBroken
from services.kit.versions import require_version
from services.organizations.models import MemberRole, Organization
from services.organizations.queries import list_restricted, require_member
from services.organizations.rules import Subject


async def accept_residency(tx: AsyncSession, actor: Actor, residency_id: UUID, version: int) -> Residency:
    """Agree to a proposed stay, for the startup: from now on it counts."""
    residency, startup = await _get_proposal(tx, actor, residency_id, version)
    for restricted in (await list_restricted(tx, [Subject(startup.name, startup.uscc)])).values():
        raise RuleBroken("RESTRICTED", **restricted.params)
    try:
        async with tx.begin_nested():
            residency.agreed_at = now()
            residency.version += 1
    except IntegrityError as refused:
        raise RuleBroken("RESIDENT_ELSEWHERE") from refused
    return residency


async def decline_residency(tx: AsyncSession, actor: Actor, residency_id: UUID, version: int) -> None:
    """Refuse a proposed stay, for the startup: it is taken off the record."""
    residency, _ = await _get_proposal(tx, actor, residency_id, version)
    await tx.delete(residency)
    await tx.flush()


async def _get_proposal(
    tx: AsyncSession, actor: Actor, residency_id: UUID, version: int
) -> tuple[Residency, Organization]:
    residency = await get_residency(tx, residency_id)
    startup = await require_member(tx, actor, residency.startup_organization_id, role=MemberRole.ADMIN)
    proposal = await lock_proposal(tx, residency_id)
    if proposal is None:
        raise RuleBroken("RESIDENCY_AGREED")
    require_version("RESIDENCY_STALE", proposal, version)
    return proposal, startup
