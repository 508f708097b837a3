"""Founding an organization and deciding who belongs to it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from services.identity.rules import require_system
from services.kit.actor import Actor
from services.kit.database import elevated
from services.kit.faults import InputFaults
from services.kit.refusals import FieldFault, InvalidInput, NotAllowed
from services.kit.versions import require_version
from services.organizations.models import MemberRole, Membership, Organization, OrganizationKind, Zone
from services.organizations.queries import (
    count_other_admins,
    delete_verification,
    find_membership,
    find_organization_by_name,
    find_organization_by_uscc,
    get_membership,
    has_zone,
    lock_memberships,
    require_member,
)
from services.organizations.rules import (
    SYSTEM_KINDS,
    check_organization,
    normal_name,
    normal_uscc,
    require_admin_remains,
    require_may_found,
    require_may_remove,
)


@dataclass(frozen=True, slots=True)
class NewOrganization:
    """What somebody says of an organization when they found it here."""

    kind: OrganizationKind
    name: str
    province: str = ""
    uscc: str | None = None
    zone_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class OrganizationProfile:
    """What an organization says of itself later on; its kind stays."""

    name: str
    province: str = ""
    uscc: str | None = None
    zone_id: UUID | None = None


async def create_organization(tx: AsyncSession, actor: Actor, new: NewOrganization) -> Organization:
    """Found an organization; the account that does becomes its first admin."""
    require_may_found(actor, new.kind)
    organization = Organization(
        kind=new.kind,
        name=normal_name(new.name),
        province=normal_name(new.province),
        uscc=normal_uscc(new.uscc),
        zone_id=new.zone_id,
    )
    faults = InputFaults()
    check_organization(faults, organization.name, organization.province, organization.uscc)
    await _check_against_others(tx, faults, organization)
    faults.raise_if_any()
    await _insert(tx, organization, FieldFault("name", "NOT_UNIQUE"))
    if actor.account_id:
        async with elevated(tx, actor):  # only an admin may add members, and there is none yet
            tx.add(Membership(account_id=actor.account_id, organization_id=organization.id, role=MemberRole.ADMIN))
    return organization


async def edit_organization(
    tx: AsyncSession, actor: Actor, organization_id: UUID, version: int, new: OrganizationProfile
) -> Organization:
    """Change what an organization says of itself; what the zone had verified has to be looked at again."""
    organization = await require_member(tx, actor, organization_id, role=MemberRole.ADMIN)
    await tx.refresh(organization, with_for_update=True)
    require_version("ORGANIZATION_STALE", organization, version)
    edited = Organization(
        id=organization.id,
        kind=organization.kind,
        name=normal_name(new.name),
        province=normal_name(new.province),
        uscc=normal_uscc(new.uscc),
        zone_id=new.zone_id,
    )
    faults = InputFaults()
    check_organization(faults, edited.name, edited.province, edited.uscc)
    await _check_against_others(tx, faults, edited)
    faults.raise_if_any()
    if organization.kind in SYSTEM_KINDS and edited.zone_id != organization.zone_id:
        raise NotAllowed("KIND_NEEDS_VERIFICATION", kind=organization.kind)
    is_another = any(getattr(edited, name) != getattr(organization, name) for name in ("name", "uscc", "zone_id"))
    organization.name, organization.province = edited.name, edited.province
    organization.uscc, organization.zone_id = edited.uscc, edited.zone_id
    organization.version += 1
    await _insert(tx, organization, FieldFault("name", "NOT_UNIQUE"))
    if is_another:
        async with elevated(tx, actor):  # the zone's word is the zone's, but it was on somebody of another name
            await delete_verification(tx, organization_id)
    return organization


async def add_member(
    tx: AsyncSession, actor: Actor, organization_id: UUID, account_id: UUID, role: MemberRole = MemberRole.MEMBER
) -> Membership:
    """Let an account belong to an organization without asking it; people invite instead."""
    require_system(actor)
    membership = Membership(account_id=account_id, organization_id=organization_id, role=role)
    tx.add(membership)
    await tx.flush()
    return membership


async def change_member_role(
    tx: AsyncSession, actor: Actor, organization_id: UUID, account_id: UUID, *, version: int, role: MemberRole
) -> Membership:
    """Make a member an admin or an admin a member, as long as one admin remains."""
    await require_member(tx, actor, organization_id, role=MemberRole.ADMIN)
    await lock_memberships(tx, organization_id)
    membership = await get_membership(tx, organization_id, account_id)
    await tx.refresh(membership, with_for_update=True)
    require_version("MEMBERSHIP_STALE", membership, version)
    if role is not MemberRole.ADMIN:
        await _require_admin_remains_without(tx, membership)
    membership.role = role
    membership.version += 1
    await tx.flush()
    return membership


async def remove_member(tx: AsyncSession, actor: Actor, organization_id: UUID, account_id: UUID) -> None:
    """End a membership: admins end anybody's, everybody their own, the last admin stays."""
    await require_member(tx, actor, organization_id, role=MemberRole.VIEWER)
    await lock_memberships(tx, organization_id)
    own = await find_membership(tx, organization_id, actor.account_id) if actor.account_id else None
    require_may_remove(actor, own.role if own else None, account_id)
    membership = await get_membership(tx, organization_id, account_id)
    await _require_admin_remains_without(tx, membership)
    await tx.delete(membership)
    await tx.flush()


async def create_zone(tx: AsyncSession, actor: Actor, name: str, province: str, leading_industry: str) -> Zone:
    """Enter a zone; zones are named by the state, so only the system does."""
    require_system(actor)
    zone = Zone(name=name, province=province, leading_industry=leading_industry)
    await _insert(tx, zone, FieldFault("name", "NOT_UNIQUE"))
    return zone


async def _check_against_others(tx: AsyncSession, faults: InputFaults, organization: Organization) -> None:
    """Name what stands against an organization in the rows that exist."""
    namesake = await find_organization_by_name(tx, organization.name)
    if namesake and namesake.id != organization.id:
        faults.add("name", "NOT_UNIQUE")
    known = await find_organization_by_uscc(tx, organization.uscc) if organization.uscc else None
    if known and known.id != organization.id:
        faults.add("uscc", "NOT_UNIQUE")
    if organization.zone_id and not await has_zone(tx, organization.zone_id):
        faults.add("zoneId", "UNKNOWN_VALUE")


async def _insert(tx: AsyncSession, row: Organization | Zone, if_taken: FieldFault) -> None:
    """Insert a row whose name somebody else may have taken a moment ago."""
    try:
        async with tx.begin_nested():
            tx.add(row)
    except IntegrityError as refused:
        raise InvalidInput([if_taken]) from refused


async def _require_admin_remains_without(tx: AsyncSession, membership: Membership) -> None:
    if membership.role is MemberRole.ADMIN:
        require_admin_remains(await count_other_admins(tx, membership))
