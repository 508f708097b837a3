"""What is known of a startup, mended by its own people, or by the incubator that keeps its record."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.identity.rules import require_account
from services.incubation.models import Startup
from services.incubation.queries import list_tended
from services.kit import clock
from services.kit.actor import Actor
from services.kit.faults import InputFaults
from services.kit.refusals import NotAllowed, NotFound
from services.kit.versions import require_version
from services.organizations.rules import normal_name

EARLIEST: Final = date(1900, 1, 1)
INDUSTRY_LIMIT: Final = 80


@dataclass(frozen=True, slots=True)
class StartupProfile:
    """What people may say of a startup beyond its organization."""

    industry: str = ""
    founded_on: date | None = None


async def edit_startup(
    tx: AsyncSession, actor: Actor, startup_id: UUID, version: int, given: StartupProfile
) -> Startup:
    startup = await tx.get(Startup, startup_id)
    if startup is None:
        raise NotFound("STARTUP_NOT_FOUND", id=str(startup_id))
    await _require_keeper(tx, actor, startup.organization_id)
    await tx.refresh(startup, with_for_update=True)
    require_version("STARTUP_STALE", startup, version)
    faults = InputFaults()
    industry = normal_name(given.industry)
    faults.check_text("industry", industry, INDUSTRY_LIMIT)
    faults.check_date("founded_on", given.founded_on, EARLIEST, clock.today())
    faults.raise_if_any()
    startup.industry, startup.founded_on = industry, given.founded_on
    startup.version += 1
    await tx.flush()
    return startup


async def _require_keeper(tx: AsyncSession, actor: Actor, organization_id: UUID) -> None:
    if actor.is_system:
        return
    require_account(actor)
    administered = await tx.scalar(text("SELECT actor_administered_organizations()")) or []
    if organization_id not in administered and organization_id not in await list_tended(tx):
        raise NotAllowed("NOT_YOUR_STARTUP")
