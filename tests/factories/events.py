"""Events for tests: reading the outbox, and consumers that note what they were given."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.events.consumers import Consumer
from services.events.kinds import EventKind
from services.events.models import Event, EventHandover
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.ids import new_id


async def list_events(database: Database, *kinds: EventKind) -> list[Event]:
    """What happened, in order; of some kinds only when they are given."""
    async with database.transaction(SYSTEM) as tx:
        found = await tx.scalars(select(Event).order_by(col(Event.ordinal)))
        return [event for event in found if not kinds or event.kind in kinds]


async def count_waiting(database: Database, consumer: str) -> int:
    async with database.transaction(SYSTEM) as tx:
        return len((await tx.scalars(select(EventHandover).where(EventHandover.consumer == consumer))).all())


async def make_event(
    tx: AsyncSession,
    *,
    kind: EventKind = EventKind.NEED_PUBLISHED,
    subject_id: UUID | None = None,
    organization_id: UUID | None = None,
    account_id: UUID | None = None,
) -> Event:
    event = Event(
        kind=kind,
        subject_type="Need",
        subject_id=subject_id or new_id(),
        organization_id=organization_id,
        account_id=account_id,
        params={"title": "印染废水脱色"},
    )
    tx.add(event)
    await tx.flush()
    return event


class Notebook:
    """A consumer that notes what it was given, and cannot bear some subjects."""

    def __init__(self, *unbearable: UUID, name: str = "notices") -> None:
        self.noted: list[UUID] = []
        self.unbearable = set(unbearable)
        self.consumer = Consumer(name, self.take)

    async def take(self, _tx: AsyncSession, events: Sequence[Event]) -> None:
        if self.unbearable & {event.subject_id for event in events}:
            raise ValueError("cannot bear it")
        self.noted += [event.id for event in events]
