"""Asking to belong to an organization, and the zone's word on who organizations are."""

from typing import Final
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from services.identity.rules import require_account
from services.kit.actor import Actor
from services.kit.clock import now
from services.kit.database import elevated
from services.kit.faults import InputFaults
from services.kit.refusals import RuleBroken
from services.organizations.models import (
    MemberRole,
    Membership,
    MembershipRequest,
    Organization,
    OrganizationVerification,
    Verification,
)
from services.organizations.queries import (
    count_members,
    count_requests,
    find_membership,
    find_verification,
    get_membership_request,
    get_organization,
    lock_memberships,
    require_member,
    require_zone_of,
)

MESSAGE_LENGTH: Final = 500
REQUEST_LIMIT: Final = 20
"""How many organizations one person may be asking at a time."""


async def verify_organization(
    tx: AsyncSession, actor: Actor, organization_id: UUID, state: Verification, note: str = ""
) -> Organization:
    """Say, for the administration of its zone, whether an organization is who it says; a rejection says why."""
    organization = await require_zone_of(tx, actor, organization_id)
    note = note.strip()
    faults = InputFaults()
    faults.check_text("note", note, MESSAGE_LENGTH)
    if state is Verification.REJECTED and not note:
        faults.add("note", "REQUIRED")
    faults.raise_if_any()
    verification = await find_verification(tx, organization_id) or OrganizationVerification(
        organization_id=organization_id, state=state, decided_at=now()
    )
    verification.state, verification.note = state, note
    verification.decided_by_id, verification.decided_at = actor.account_id, now()
    tx.add(verification)
    await tx.flush()
    return organization


async def request_membership(
    tx: AsyncSession, actor: Actor, organization_id: UUID, message: str = ""
) -> MembershipRequest:
    """Ask to belong to an organization that is here already; its admins decide, or its zone where it has nobody."""
    account_id, message = require_account(actor), message.strip()
    await get_organization(tx, organization_id)
    faults = InputFaults()
    faults.check_text("message", message, MESSAGE_LENGTH)
    faults.raise_if_any()
    if await find_membership(tx, organization_id, account_id):
        raise RuleBroken("ALREADY_A_MEMBER")
    if await count_requests(tx, account_id) >= REQUEST_LIMIT:
        raise RuleBroken("TOO_MANY_REQUESTS", maximum=REQUEST_LIMIT)
    request = MembershipRequest(account_id=account_id, organization_id=organization_id, message=message)
    try:
        async with tx.begin_nested():
            tx.add(request)
    except IntegrityError as refused:
        raise RuleBroken("ALREADY_REQUESTED") from refused
    return request


async def accept_request(
    tx: AsyncSession, actor: Actor, request_id: UUID, role: MemberRole = MemberRole.MEMBER
) -> Membership:
    """Let somebody in who asked; the first of an organization becomes its admin."""
    request = await get_membership_request(tx, request_id)
    await _require_may_decide(tx, actor, request)
    async with elevated(tx, actor):
        await lock_memberships(tx, request.organization_id)
        is_first = not await count_members(tx, request.organization_id)
        membership = await find_membership(tx, request.organization_id, request.account_id) or Membership(
            account_id=request.account_id,
            organization_id=request.organization_id,
            role=MemberRole.ADMIN if is_first else role,
        )
        tx.add(membership)
        await tx.delete(request)
    return membership


async def decline_request(tx: AsyncSession, actor: Actor, request_id: UUID) -> None:
    """Take a request off the list: who may decide declines it, who made it takes it back."""
    request = await get_membership_request(tx, request_id)
    if request.account_id != actor.account_id:
        await _require_may_decide(tx, actor, request)
    await tx.delete(request)
    await tx.flush()


async def _require_may_decide(tx: AsyncSession, actor: Actor, request: MembershipRequest) -> None:
    """An admin of the organization, or its zone as long as nobody belongs to it."""
    membership = actor.account_id and await find_membership(tx, request.organization_id, actor.account_id)
    if membership or request.account_id == actor.account_id:
        await require_member(tx, actor, request.organization_id, role=MemberRole.ADMIN)
    else:
        await require_zone_of(tx, actor, request.organization_id)
