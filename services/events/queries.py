"""Every select of the outbox."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col, or_, select

from services.events.models import Event, EventHandover
from services.events.sources import DISPATCH_JOB

TAKE_OVER_JOBS: Final = text(f"""
DELETE FROM procrastinate_jobs WHERE id IN (
    SELECT id FROM procrastinate_jobs WHERE task_name = '{DISPATCH_JOB}' AND status = 'todo' FOR UPDATE SKIP LOCKED)
""")  # noqa: S608 - a name of ours

REMOVE_OLD: Final = text("""
DELETE FROM event WHERE id IN (
    SELECT e.id FROM event e WHERE e.created_at < now() - make_interval(days => :days)
      AND NOT EXISTS (SELECT FROM event_handover h WHERE h.event_id = e.id) ORDER BY e.created_at LIMIT :limit)
""")


async def take_over_jobs(tx: AsyncSession) -> None:
    """Remove the dispatches that wait: the events they were queued with are there for the one that runs."""
    await tx.execute(TAKE_OVER_JOBS)


async def lock_consumer(tx: AsyncSession, consumer: str) -> None:
    """One at a time hands events to a consumer: only so do they stay in order."""
    await tx.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"events.{consumer}", 0))))


async def list_pending(tx: AsyncSession, consumer: str, limit: int) -> Sequence[Event]:
    """The next events for a consumer, but those whose subject waits after a failure."""
    handover, failed = aliased(EventHandover), aliased(EventHandover)
    now = func.now()
    waits = (
        select(failed.id)
        .where(
            col(failed.consumer) == consumer,
            col(failed.subject_id) == col(handover.subject_id),
            col(failed.attempt_count) > 0,
            col(failed.ordinal) < col(handover.ordinal),
            col(failed.next_at) > now,
        )
        .exists()
    )
    found = await tx.scalars(
        select(Event)
        .join(handover, col(handover.event_id) == col(Event.id))
        .where(col(handover.consumer) == consumer, or_(col(handover.next_at).is_(None), col(handover.next_at) <= now))
        .where(~waits)
        .order_by(col(handover.ordinal))
        .limit(limit)
    )
    return list(found)


async def find_handover(tx: AsyncSession, consumer: str, event_id: UUID) -> EventHandover | None:
    return (
        await tx.scalars(
            select(EventHandover).where(EventHandover.consumer == consumer, EventHandover.event_id == event_id)
        )
    ).first()


async def delete_handovers(tx: AsyncSession, consumer: str, events: Sequence[Event]) -> None:
    taken = [event.id for event in events]
    await tx.execute(
        delete(EventHandover).where(col(EventHandover.consumer) == consumer, col(EventHandover.event_id).in_(taken))
    )


async def delete_old_events(tx: AsyncSession, days: int, limit: int) -> int:
    """Remove events that everybody has taken long ago; returns how many."""
    removed = await tx.execute(REMOVE_OLD, {"days": days, "limit": limit})
    return int(removed.rowcount)  # type: ignore[attr-defined]  # a result of DML has it
