"""Zones, organizations and memberships for tests. Call them inside a transaction of the system."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.identity.models import Account
from services.kit.actor import Actor
from services.kit.clock import now
from services.kit.ids import new_id
from services.organizations.models import (
    Invitation,
    MemberRole,
    Membership,
    MembershipRequest,
    Organization,
    OrganizationKind,
    Restriction,
    Zone,
)


async def make_zone(
    tx: AsyncSession, *, name: str | None = None, province: str = "浙江", leading_industry: str = "节能环保"
) -> Zone:
    zone = Zone(name=name or f"{new_id().hex[-8:]}高新区", province=province, leading_industry=leading_industry)
    tx.add(zone)
    await tx.flush()
    return zone


async def make_organization(
    tx: AsyncSession,
    *,
    kind: OrganizationKind = OrganizationKind.ENTERPRISE,
    name: str | None = None,
    province: str = "浙江",
    zone: Zone | None = None,
    admin: Account | None = None,
) -> Organization:
    """An organization, with `admin` as its first member when given."""
    organization = Organization(
        kind=kind,
        name=name or f"绿源{new_id().hex[-8:]}有限公司",
        province=province,
        zone_id=zone.id if zone else None,
    )
    tx.add(organization)
    await tx.flush()
    if admin:
        await make_membership(tx, admin, organization, role=MemberRole.ADMIN)
    return organization


async def make_invitation(
    tx: AsyncSession, inviter: Account, organization_id: UUID, *, email: str | None = None
) -> Invitation:
    invitation = Invitation(
        organization_id=organization_id,
        email=email or f"{new_id().hex}@greenbridge.example",
        role=MemberRole.MEMBER,
        invited_by_id=inviter.id,
        ends_at=now() + timedelta(days=1),
    )
    tx.add(invitation)
    await tx.flush()
    return invitation


async def make_restriction(tx: AsyncSession, zone_admin: Organization, **subject: str) -> Restriction:
    """A restriction in force since the first day of 2026; without a subject it is a company by a name of its own."""
    restriction = Restriction(
        organization_id=zone_admin.id,
        reason="重大环境事件",
        starts_on=date(2026, 1, 1),
        **(subject or {"name": f"受限{new_id().hex[-8:]}"}),
    )
    tx.add(restriction)
    await tx.flush()
    return restriction


async def make_request(tx: AsyncSession, actor: Actor, organization_id: UUID) -> MembershipRequest:
    assert actor.account_id is not None
    request = MembershipRequest(account_id=actor.account_id, organization_id=organization_id)
    tx.add(request)
    await tx.flush()
    return request


async def make_membership(
    tx: AsyncSession, account: Account, organization: Organization, *, role: MemberRole = MemberRole.MEMBER
) -> Membership:
    membership = Membership(account_id=account.id, organization_id=organization.id, role=role)
    tx.add(membership)
    await tx.flush()
    return membership
