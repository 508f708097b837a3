"""Every select of the room."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.incubation.models import Incubator, Residency, Startup
from services.kit.refusals import NotFound
from services.organizations.models import Organization


@dataclass(frozen=True, slots=True)
class KnownStartup:
    """An organization that a new startup may turn out to be, with what this incubator sees of it."""

    organization: Organization
    startup: Startup | None
    residency: Residency | None


async def get_incubator(tx: AsyncSession, incubator_id: UUID) -> Incubator:
    found = await tx.get(Incubator, incubator_id)
    if found is None:
        raise NotFound("INCUBATOR_NOT_FOUND", id=str(incubator_id))
    return found


async def find_incubator_of(tx: AsyncSession, organization_id: UUID) -> Incubator | None:
    found: Incubator | None = await tx.scalar(select(Incubator).where(Incubator.organization_id == organization_id))
    return found


async def get_residency(tx: AsyncSession, residency_id: UUID) -> Residency:
    found = await tx.get(Residency, residency_id)
    if found is None:
        raise NotFound("RESIDENCY_NOT_FOUND", id=str(residency_id))
    return found


async def lock_proposal(tx: AsyncSession, residency_id: UUID) -> Residency | None:
    """A proposed stay as it is now, held until the transaction ends; None once it is agreed to."""
    query = select(Residency).where(Residency.id == residency_id, col(Residency.agreed_at).is_(None))
    found: Residency | None = await tx.scalar(query.with_for_update().execution_options(populate_existing=True))
    return found


async def count_incubatees(tx: AsyncSession, organization_id: UUID) -> int:
    """Startups that stay in this incubator now."""
    query = select(func.count()).where(
        col(Residency.organization_id) == organization_id,
        col(Residency.left_on).is_(None),
        col(Residency.agreed_at).is_not(None),
    )
    return await tx.scalar(query) or 0


async def find_organizations(
    tx: AsyncSession, names: Collection[str], usccs: Collection[str]
) -> Sequence[Organization]:
    """Organizations that carry one of these names or codes."""
    query = select(Organization).where(or_(col(Organization.name).in_(names), col(Organization.uscc).in_(usccs)))
    return (await tx.scalars(query)).all()


async def find_known_startups(
    tx: AsyncSession, incubator_organization_id: UUID, organizations: Sequence[Organization]
) -> Mapping[UUID, KnownStartup]:
    """What is known of these organizations as startups of this incubator, by organization."""
    ids = [organization.id for organization in organizations]
    startups = {
        row.organization_id: row
        for row in await tx.scalars(select(Startup).where(col(Startup.organization_id).in_(ids)))
    }
    stays = select(Residency).where(
        Residency.organization_id == incubator_organization_id, col(Residency.startup_organization_id).in_(ids)
    )
    # The newest stay wins, so that a startup that came back is the one that is here.
    residencies = {
        row.startup_organization_id: row for row in await tx.scalars(stays.order_by(col(Residency.entered_on)))
    }
    return {
        organization.id: KnownStartup(organization, startups.get(organization.id), residencies.get(organization.id))
        for organization in organizations
    }


async def list_stays(tx: AsyncSession, incubator_organization_id: UUID) -> Sequence[KnownStartup]:
    """Every startup that stays or stayed in an incubator, with its newest stay, by name."""
    stayed = select(Residency.startup_organization_id).where(Residency.organization_id == incubator_organization_id)
    organizations = (await tx.scalars(select(Organization).where(col(Organization.id).in_(stayed)))).all()
    known = await find_known_startups(tx, incubator_organization_id, organizations)
    return sorted(known.values(), key=lambda each: each.organization.name)


async def list_resident_elsewhere(
    tx: AsyncSession, incubator_organization_id: UUID, startup_ids: Collection[UUID]
) -> frozenset[UUID]:
    """Which of these startups stay in another incubator; which one is nobody's business here."""
    found = await tx.scalar(
        text("SELECT startups_resident_elsewhere(:incubator, CAST(:startups AS uuid[]))"),
        {"incubator": incubator_organization_id, "startups": list(startup_ids)},
    )
    return frozenset(found or ())


async def list_with_people(tx: AsyncSession, organization_ids: Collection[UUID]) -> frozenset[UUID]:
    """Which of these organizations have people here who can be asked; who they are is their own business."""
    found = await tx.scalar(
        text("SELECT organizations_with_people(CAST(:asked AS uuid[]))"), {"asked": list(organization_ids)}
    )
    return frozenset(found or ())


async def list_tended(tx: AsyncSession) -> frozenset[UUID]:
    """Startups whose record the actor's incubators keep."""
    return frozenset(await tx.scalar(text("SELECT actor_tended_startups()")) or ())
