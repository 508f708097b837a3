"""The room's jobs."""

from typing import Final

import structlog
from procrastinate import JobContext, RetryStrategy

from services.events.commands import dispatch_events
from services.events.queries import delete_old_events
from services.events.sources import DISPATCH_JOB, EVENTS_QUEUE
from services.kit.actor import SYSTEM
from services.kit.jobs import tasks

KEPT_DAYS: Final = 90
LIMIT: Final = 10_000
AGAIN: Final = RetryStrategy(max_attempts=5, wait=2)

log = structlog.get_logger(__name__)


@tasks.task(name=DISPATCH_JOB, queue=EVENTS_QUEUE, pass_context=True, retry=AGAIN)
async def dispatch(context: JobContext) -> None:
    await dispatch_events(context.additional_context["database"])


@tasks.periodic(cron="* * * * *")
@tasks.task(name="events.sweep", queue=EVENTS_QUEUE, pass_context=True)
async def sweep(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes the minute
    """What failed and is due again; and whatever no job came for, such as after an unclean end."""
    await dispatch_events(context.additional_context["database"])


@tasks.periodic(cron="23 * * * *")
@tasks.task(name="events.remove_old", queue=EVENTS_QUEUE, pass_context=True)
async def remove_old(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes the hour
    async with context.additional_context["database"].transaction(SYSTEM) as tx:
        log.info("old events removed", count=await delete_old_events(tx, KEPT_DAYS, LIMIT))
