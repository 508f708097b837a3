"""The end of a round, and taking back what was never judged."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.competitions.models import Round, RoundState
from services.competitions.queries import get_competition, get_round, lock_version, require_organizer
from services.competitions.rules import require_planning
from services.kit.actor import Actor
from services.kit.refusals import RuleBroken
from services.organizations.models import OrganizationKind
from services.organizations.queries import require_member


async def close_round(tx: AsyncSession, actor: Actor, round_id: UUID, version: int) -> Round:
    """End the judging of a round: sheets stand still from now on, drafts are kept as they are."""
    found = await get_round(tx, round_id)
    await require_organizer(tx, actor, found.competition_id)
    found = await lock_version(tx, found, version)
    if found.state is not RoundState.JUDGING:
        raise RuleBroken("ROUND_NOT_JUDGED", state=found.state.value)
    found.state = RoundState.CLOSED
    found.version += 1
    await tx.flush()
    return found


async def remove_round(tx: AsyncSession, actor: Actor, round_id: UUID, version: int) -> UUID:
    """Take a round away with its plans, as long as no judge was told; returns its competition's key."""
    found = await get_round(tx, round_id)
    await require_organizer(tx, actor, found.competition_id)
    found = await lock_version(tx, found, version)
    require_planning(found.state)
    await tx.delete(found)
    await tx.flush()
    return found.competition_id


async def remove_competition(tx: AsyncSession, actor: Actor, competition_id: UUID, version: int) -> None:
    """Take a competition away with everything in it, as long as no judge was told."""
    competition = await get_competition(tx, competition_id)
    await require_member(tx, actor, competition.organization_id, kinds=[OrganizationKind.ORGANIZER])
    competition = await lock_version(tx, competition, version)
    judged = select(func.count()).where(
        col(Round.competition_id) == competition_id, col(Round.state) != RoundState.PLANNING
    )
    count = await tx.scalar(judged) or 0
    if count:
        raise RuleBroken("COMPETITION_ALREADY_JUDGED", count=count)
    await tx.delete(competition)
    await tx.flush()
