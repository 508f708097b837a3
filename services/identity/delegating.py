"""Acting for another person: agreed by the one, for some days, and every gesture on record."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.identity.models import Delegation, DeputyGesture
from services.identity.queries import get_account, get_delegation
from services.identity.rules import require_account
from services.kit.actor import Actor
from services.kit.clock import now, today
from services.kit.faults import InputFaults
from services.kit.refusals import NotAllowed, NotFound, RuleBroken

REASON_LENGTH: Final = 200
LONGEST: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class NewDelegation:
    """Who is to act for somebody, and from when to when."""

    deputy_id: UUID
    starts_on: date
    ends_on: date
    reason: str = ""


async def delegate(tx: AsyncSession, actor: Actor, new: NewDelegation) -> Delegation:
    """Let somebody whom the actor knows here act for them."""
    account_id, reason = require_account(actor), new.reason.strip()
    deputy = await get_account(tx, new.deputy_id)
    if deputy.id == account_id:
        raise NotAllowed("DEPUTY_IS_SELF")
    if deputy.erased_at:
        raise NotFound("ACCOUNT_NOT_FOUND", id=str(deputy.id))
    faults = InputFaults()
    faults.check_text("reason", reason, REASON_LENGTH)
    faults.check_date("endsOn", new.ends_on, max(new.starts_on, today()), new.starts_on + LONGEST)
    faults.raise_if_any()
    delegation = Delegation(
        account_id=account_id, deputy_id=deputy.id, reason=reason, starts_on=new.starts_on, ends_on=new.ends_on
    )
    tx.add(delegation)
    await tx.flush()
    return delegation


async def end_delegation(tx: AsyncSession, actor: Actor, delegation_id: UUID) -> Delegation:
    """End a delegation before its last day: either side may."""
    require_account(actor)
    delegation = await get_delegation(tx, delegation_id)
    if delegation.ended_at:
        raise RuleBroken("DELEGATION_ENDED")
    delegation.ended_at = now()
    await tx.flush()
    return delegation


async def note_gesture(tx: AsyncSession, actor: Actor, gesture: str) -> None:
    """Put on record, with the deed itself, that a deputy does it."""
    if actor.deputy_id and actor.account_id:
        tx.add(DeputyGesture(account_id=actor.account_id, deputy_id=actor.deputy_id, gesture=gesture))
        await tx.flush()
