"""Incubators and their startups for tests. Call them inside a transaction of the system."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from services.identity.models import Account
from services.incubation.models import Incubator, IncubatorKind, Residency, Startup
from services.kit.clock import now
from services.organizations.models import Organization, OrganizationKind
from tests.factories.organizations import make_organization


async def make_incubator(
    tx: AsyncSession, *, admin: Account | None = None, kind: IncubatorKind = IncubatorKind.COMPREHENSIVE
) -> Incubator:
    organization = await make_organization(tx, kind=OrganizationKind.INCUBATOR, admin=admin)
    incubator = Incubator(organization_id=organization.id, kind=kind)
    tx.add(incubator)
    await tx.flush()
    return incubator


async def make_startup(
    tx: AsyncSession,
    incubator: Incubator,
    *,
    name: str | None = None,
    entered_on: date = date(2025, 1, 15),
    admin: Account | None = None,
) -> Organization:
    """A startup that stays in the incubator."""
    organization = await make_organization(tx, kind=OrganizationKind.STARTUP, name=name, admin=admin)
    tx.add(Startup(organization_id=organization.id, founded_on=date(2024, 3, 1), industry="节能环保"))
    stay = {"organization_id": incubator.organization_id, "startup_organization_id": organization.id}
    tx.add(Residency(**stay, entered_on=entered_on, agreed_at=now()))
    await tx.flush()
    return organization
