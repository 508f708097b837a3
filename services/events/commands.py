"""Handing events to consumers: at least once, in order per subject, in batches, each with what is made of it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError

from services.events.consumers import Consumer, list_consumers
from services.events.models import Event
from services.events.queries import delete_handovers, find_handover, list_pending, lock_consumer, take_over_jobs
from services.kit.actor import SYSTEM
from services.kit.clock import now
from services.kit.database import Database

BATCH: Final = 500
FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(hours=1)
"""An event that a consumer cannot take is tried for ever: nothing is skipped, and the log tells of it."""

log = structlog.get_logger(__name__)


async def dispatch_events(database: Database, consumers: Sequence[Consumer] | None = None) -> int:
    """Hand out all that waits, to those of this process unless others are given; returns how much was taken."""
    async with database.transaction(SYSTEM) as tx:
        await take_over_jobs(tx)
    return sum([await _drain(database, consumer) for consumer in consumers or list_consumers()])


async def _drain(database: Database, consumer: Consumer) -> int:
    total = 0
    while (taken := await _hand_batch(database, consumer)) is not None:
        total += taken
    return total


async def _hand_batch(database: Database, consumer: Consumer) -> int | None:
    """How many of the next events were taken; None when nothing waits."""
    events: Sequence[Event] = ()
    try:
        async with database.transaction(SYSTEM) as tx:
            await lock_consumer(tx, consumer.name)
            events = await list_pending(tx, consumer.name, BATCH)
            if not events:
                return None
            await consumer.take(tx, events)
            await delete_handovers(tx, consumer.name, events)
    except (InterfaceError, OperationalError):
        raise  # the database went away: the job is retried
    except Exception:
        log.exception("a batch of events was not taken", consumer=consumer.name, count=len(events))
        return await _hand_singly(database, consumer, events)
    return len(events)


async def _hand_singly(database: Database, consumer: Consumer, events: Sequence[Event]) -> int:
    """Find the event that cannot be taken; it and those after it of the same subject wait, the others go on."""
    waiting = set()
    taken = 0
    for event in events:
        if event.subject_id in waiting:
            continue
        try:
            async with database.transaction(SYSTEM) as tx:
                await lock_consumer(tx, consumer.name)
                if await find_handover(tx, consumer.name, event.id):
                    await consumer.take(tx, [event])
                    await delete_handovers(tx, consumer.name, [event])
            taken += 1
        except (InterfaceError, OperationalError):
            raise
        except Exception as error:
            log.exception(
                "an event was not taken", consumer=consumer.name, event_id=str(event.id), kind=event.kind.value
            )
            waiting.add(event.subject_id)
            await _note_failure(database, consumer, event, f"{type(error).__name__}: {error}")
    return taken


async def _note_failure(database: Database, consumer: Consumer, event: Event, failure: str) -> None:
    async with database.transaction(SYSTEM) as tx:
        handover = await find_handover(tx, consumer.name, event.id)
        if handover is None:
            return
        wait = min(FIRST_WAIT * 2 ** min(handover.attempt_count, 10), LONGEST_WAIT)
        handover.attempt_count, handover.next_at, handover.failure = (
            handover.attempt_count + 1,
            now() + wait,
            failure[:500],
        )
