"""Every select of the room, and the guard by which other rooms ask whether someone speaks for an organization."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col, delete, select

from services.identity.models import Account
from services.identity.rules import require_account
from services.kit.actor import Actor
from services.kit.clock import now, today
from services.kit.refusals import NotAllowed, NotFound
from services.organizations.models import (
    Invitation,
    MemberRole,
    Membership,
    MembershipRequest,
    Organization,
    OrganizationKind,
    OrganizationVerification,
    Restriction,
    RestrictionAppeal,
    Zone,
)
from services.organizations.rules import Restricted, Subject, require_role


async def require_member(
    tx: AsyncSession,
    actor: Actor,
    organization_id: UUID,
    *,
    kinds: Collection[OrganizationKind] | None = None,
    role: MemberRole | None = None,
) -> Organization:
    """The organization, when the actor belongs to it and it is of one of `kinds`.

    As more than a viewer, or as what `role` says. The system passes as a member of everything.
    """
    account_id = None if actor.is_system else require_account(actor)
    organization = await get_organization(tx, organization_id)
    if account_id is not None:
        membership = await find_membership(tx, organization_id, account_id)
        require_role(membership.role if membership else None, at_least=role, organization=organization.name)
    if kinds is not None and organization.kind not in kinds:
        raise NotAllowed("WRONG_KIND", kind=organization.kind, wanted=" ".join(sorted(kinds)))
    return organization


async def get_organization(tx: AsyncSession, organization_id: UUID) -> Organization:
    organization = await tx.get(Organization, organization_id)
    if organization is None:
        raise NotFound("ORGANIZATION_NOT_FOUND", id=str(organization_id))
    return organization


async def find_organization_by_name(tx: AsyncSession, name: str) -> Organization | None:
    found: Organization | None = await tx.scalar(select(Organization).where(Organization.name == name))
    return found


async def find_organization_by_uscc(tx: AsyncSession, uscc: str) -> Organization | None:
    found: Organization | None = await tx.scalar(select(Organization).where(Organization.uscc == uscc))
    return found


async def find_zone_by_name(tx: AsyncSession, name: str) -> Zone | None:
    found: Zone | None = await tx.scalar(select(Zone).where(Zone.name == name))
    return found


async def has_zone(tx: AsyncSession, zone_id: UUID) -> bool:
    return await tx.get(Zone, zone_id) is not None


async def find_membership(tx: AsyncSession, organization_id: UUID, account_id: UUID) -> Membership | None:
    found: Membership | None = await tx.scalar(
        select(Membership).where(Membership.organization_id == organization_id, Membership.account_id == account_id)
    )
    return found


async def get_membership(tx: AsyncSession, organization_id: UUID, account_id: UUID) -> Membership:
    membership = await find_membership(tx, organization_id, account_id)
    if membership is None:
        raise NotFound("MEMBERSHIP_NOT_FOUND", organization_id=str(organization_id), account_id=str(account_id))
    return membership


async def find_open_invitation(tx: AsyncSession, organization_id: UUID, email: str) -> Invitation | None:
    found: Invitation | None = await tx.scalar(
        select(Invitation).where(
            Invitation.organization_id == organization_id,
            Invitation.email == email,
            col(Invitation.accepted_at).is_(None),
        )
    )
    return found


async def find_invitation_by_token(tx: AsyncSession, token_hash: bytes, *, locks: bool = False) -> Invitation | None:
    """The invitation that this secret opens, as long as it can be accepted."""
    query = select(Invitation).where(
        Invitation.token_hash == token_hash, col(Invitation.accepted_at).is_(None), col(Invitation.ends_at) > now()
    )
    found: Invitation | None = await tx.scalar(query.with_for_update() if locks else query)
    return found


async def get_invitation(tx: AsyncSession, invitation_id: UUID) -> Invitation:
    invitation = await tx.get(Invitation, invitation_id)
    if invitation is None:
        raise NotFound("INVITATION_NOT_FOUND", id=str(invitation_id))
    return invitation


async def find_member_by_email(tx: AsyncSession, organization_id: UUID, email: str) -> Membership | None:
    """The membership of whoever signs in with this address, as far as the actor sees it: its own colleagues."""
    found: Membership | None = await tx.scalar(
        select(Membership)
        .join(Account, col(Account.id) == col(Membership.account_id))
        .where(Membership.organization_id == organization_id, Account.email == email)
    )
    return found


async def count_other_admins(tx: AsyncSession, membership: Membership) -> int:
    """How many admins the organization has beside this membership."""
    return (
        await tx.scalar(
            select(func.count())
            .select_from(Membership)
            .where(
                Membership.organization_id == membership.organization_id,
                Membership.role == MemberRole.ADMIN,
                col(Membership.id) != membership.id,
            )
        )
        or 0
    )


async def lock_memberships(tx: AsyncSession, organization_id: UUID) -> None:
    """Let changes of one organization's members happen one after another, until this transaction ends."""
    await tx.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), {"key": f"membership:{organization_id}"}
    )


async def get_restriction(tx: AsyncSession, restriction_id: UUID) -> Restriction:
    restriction = await tx.get(Restriction, restriction_id)
    if restriction is None:
        raise NotFound("RESTRICTION_NOT_FOUND", id=str(restriction_id))
    return restriction


async def get_appeal(tx: AsyncSession, appeal_id: UUID) -> RestrictionAppeal:
    appeal = await tx.get(RestrictionAppeal, appeal_id)
    if appeal is None:
        raise NotFound("APPEAL_NOT_FOUND", id=str(appeal_id))
    return appeal


async def list_restricted(tx: AsyncSession, subjects: Sequence[Subject]) -> Mapping[int, Restricted]:
    """Who of these stands on the restricted list today, by place: the gate that every admission asks."""
    if not subjects:
        return {}
    rows = await tx.execute(
        text(
            "SELECT place, reason, ends_on FROM restrictions_on("
            "CAST(:names AS text[]), CAST(:usccs AS text[]), CAST(:industries AS text[]), :day)"
        ),
        {
            "names": [subject.name for subject in subjects],
            "usccs": [subject.uscc or "" for subject in subjects],
            "industries": [subject.industry for subject in subjects],
            "day": today(),
        },
    )
    return {place: Restricted(reason, ends_on) for place, reason, ends_on in rows}


async def require_zone_of(tx: AsyncSession, actor: Actor, organization_id: UUID) -> Organization:
    """The organization, when the actor belongs to the administration of its zone; the system passes."""
    if not actor.is_system:
        require_account(actor)
    organization = await get_organization(tx, organization_id)
    if not actor.is_system:
        zones: list[UUID] = await tx.scalar(text("SELECT actor_zones()")) or []
        if organization.zone_id is None or organization.zone_id not in zones:
            raise NotAllowed("NOT_YOUR_ZONE", organization=organization.name)
    return organization


async def find_verification(tx: AsyncSession, organization_id: UUID) -> OrganizationVerification | None:
    found: OrganizationVerification | None = await tx.scalar(
        select(OrganizationVerification).where(OrganizationVerification.organization_id == organization_id)
    )
    return found


async def delete_verification(tx: AsyncSession, organization_id: UUID) -> None:
    await tx.execute(
        delete(OrganizationVerification).where(col(OrganizationVerification.organization_id) == organization_id)
    )


async def get_membership_request(tx: AsyncSession, request_id: UUID) -> MembershipRequest:
    request = await tx.get(MembershipRequest, request_id)
    if request is None:
        raise NotFound("REQUEST_NOT_FOUND", id=str(request_id))
    return request


async def count_requests(tx: AsyncSession, account_id: UUID) -> int:
    return await tx.scalar(select(func.count()).where(col(MembershipRequest.account_id) == account_id)) or 0


async def count_members(tx: AsyncSession, organization_id: UUID) -> int:
    """How many people belong to it, as far as the actor sees them."""
    return await tx.scalar(select(func.count()).where(col(Membership.organization_id) == organization_id)) or 0


async def list_names(tx: AsyncSession, kind: OrganizationKind) -> Mapping[UUID, str]:
    """The name of every organization of a kind."""
    rows = await tx.execute(select(Organization.id, Organization.name).where(Organization.kind == kind))
    return dict(row.tuple() for row in rows)


async def lock_memberships_of(tx: AsyncSession, account_id: UUID) -> None:
    """The same for every organization that a person belongs to."""
    mine = select(Membership.organization_id).where(Membership.account_id == account_id)
    for organization_id in sorted(await tx.scalars(mine)):
        await lock_memberships(tx, organization_id)


async def find_orphan_to_be(tx: AsyncSession, account_id: UUID) -> Organization | None:
    """An organization whose other people would be left without an admin if this person went."""
    own, other = aliased(Membership), aliased(Membership)
    others = select(other.id).where(other.organization_id == own.organization_id, other.account_id != account_id)
    query = (
        select(Organization)
        .join(own, col(own.organization_id) == col(Organization.id))
        .where(
            own.account_id == account_id,
            own.role == MemberRole.ADMIN,
            others.exists(),
            ~others.where(other.role == MemberRole.ADMIN).exists(),
        )
        .limit(1)
    )
    found: Organization | None = await tx.scalar(query)
    return found
