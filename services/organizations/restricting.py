"""The restricted list (限制进入名单): ruled by zone administrations, answered by appeals."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from services.kit.actor import Actor
from services.kit.clock import now
from services.kit.faults import InputFaults
from services.kit.refusals import NotAllowed, RuleBroken
from services.kit.versions import require_version
from services.organizations.models import AppealState, MemberRole, OrganizationKind, Restriction, RestrictionAppeal
from services.organizations.queries import get_appeal, get_restriction, require_member
from services.organizations.rules import (
    GROUNDS_LENGTH,
    NewRestriction,
    check_restriction,
    normal_name,
    normal_uscc,
    stands_for,
)


@dataclass(frozen=True, slots=True)
class AppealAnswer:
    """What an administration answers to an appeal."""

    is_granted: bool
    answer: str


async def restrict(tx: AsyncSession, actor: Actor, organization_id: UUID, new: NewRestriction) -> Restriction:
    """Put somebody on the restricted list: from that day on no room admits them."""
    await require_member(tx, actor, organization_id, kinds=[OrganizationKind.ZONE_ADMIN])
    new = replace(
        new,
        name=normal_name(new.name),
        uscc=normal_uscc(new.uscc),
        industry=normal_name(new.industry),
        reason=new.reason.strip(),
    )
    faults = InputFaults()
    check_restriction(faults, new)
    faults.raise_if_any()
    restriction = Restriction(
        organization_id=organization_id,
        uscc=new.uscc,
        name=new.name or None,
        industry=new.industry or None,
        reason=new.reason,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
    )
    tx.add(restriction)
    await tx.flush()
    return restriction


async def lift_restriction(tx: AsyncSession, actor: Actor, restriction_id: UUID, version: int) -> Restriction:
    """Take somebody off the restricted list; that they stood on it stays on record."""
    restriction = await get_restriction(tx, restriction_id)
    await require_member(tx, actor, restriction.organization_id, kinds=[OrganizationKind.ZONE_ADMIN])
    await tx.refresh(restriction, with_for_update=True)
    require_version("RESTRICTION_STALE", restriction, version)
    _lift(restriction)
    await tx.flush()
    return restriction


async def appeal_restriction(
    tx: AsyncSession, actor: Actor, restriction_id: UUID, organization_id: UUID, grounds: str
) -> RestrictionAppeal:
    """Ask the administration to think again, for an organization that the list names."""
    restriction = await get_restriction(tx, restriction_id)
    organization = await require_member(tx, actor, organization_id, role=MemberRole.ADMIN)
    grounds = grounds.strip()
    faults = InputFaults()
    faults.require_text("grounds", grounds, GROUNDS_LENGTH)
    faults.raise_if_any()
    if not stands_for(
        restriction.name,
        restriction.uscc,
        organization_name=organization.name,
        organization_uscc=organization.uscc,
    ):
        raise NotAllowed("NOT_THE_SUBJECT", organization=organization.name)
    if restriction.lifted_at:
        raise RuleBroken("RESTRICTION_LIFTED")
    appeal = RestrictionAppeal(restriction_id=restriction_id, organization_id=organization_id, grounds=grounds)
    try:
        async with tx.begin_nested():
            tx.add(appeal)
    except IntegrityError as refused:
        raise RuleBroken("APPEAL_IS_OPEN") from refused
    return appeal


async def decide_appeal(
    tx: AsyncSession, actor: Actor, appeal_id: UUID, version: int, decision: AppealAnswer
) -> RestrictionAppeal:
    """Answer an appeal as it was read, with reasons; granting it lifts the restriction."""
    appeal = await get_appeal(tx, appeal_id)
    restriction = await get_restriction(tx, appeal.restriction_id)
    await require_member(tx, actor, restriction.organization_id, kinds=[OrganizationKind.ZONE_ADMIN])
    faults = InputFaults()
    faults.require_text("answer", decision.answer.strip(), GROUNDS_LENGTH)
    faults.raise_if_any()
    await tx.refresh(appeal, with_for_update=True)
    if appeal.state is not AppealState.OPEN:
        raise RuleBroken("APPEAL_DECIDED", state=appeal.state)
    require_version("RESTRICTION_APPEAL_STALE", appeal, version)
    appeal.state = AppealState.GRANTED if decision.is_granted else AppealState.REFUSED
    appeal.answer, appeal.decided_at, appeal.version = decision.answer.strip(), now(), appeal.version + 1
    if decision.is_granted:
        await tx.refresh(restriction, with_for_update=True)
        _lift(restriction)
    await tx.flush()
    return appeal


def _lift(restriction: Restriction) -> None:
    if restriction.lifted_at is None:
        restriction.lifted_at = now()
        restriction.version += 1
