"""The room's jobs, and its place among those who are handed events."""

from typing import Final

import structlog
from procrastinate import JobContext

from services.events.consumers import Consumer, register_consumer
from services.kit.actor import SYSTEM
from services.kit.jobs import tasks
from services.webhooks.commands import DELIVER_JOB, WEBHOOKS_QUEUE
from services.webhooks.delivering import deliver_due, reseal_secrets, take_events
from services.webhooks.queries import delete_old
from services.webhooks.sending import Caller

KEPT_DAYS: Final = 30
SECRET_HOURS: Final = 48
LIMIT: Final = 10_000

log = structlog.get_logger(__name__)

register_consumer(Consumer("webhooks", take_events))


async def _deliver(context: JobContext) -> None:
    given = context.additional_context
    await deliver_due(given["database"], Caller(given["settings"]))


@tasks.task(name=DELIVER_JOB, queue=WEBHOOKS_QUEUE, pass_context=True)
async def deliver(context: JobContext) -> None:
    await _deliver(context)


@tasks.periodic(cron="* * * * *")
@tasks.task(name="webhooks.deliver_due", queue=WEBHOOKS_QUEUE, pass_context=True)
async def deliver_what_is_due(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes the minute
    """What failed before and is due again."""
    await _deliver(context)


@tasks.periodic(cron="41 * * * *")
@tasks.task(name="webhooks.remove_old", queue=WEBHOOKS_QUEUE, pass_context=True)
async def remove_old(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes the hour
    given = context.additional_context
    async with given["database"].transaction(SYSTEM) as tx:
        count = await delete_old(tx, days=KEPT_DAYS, hours=SECRET_HOURS, limit=LIMIT)
        resealed = await reseal_secrets(tx, given["settings"])
    log.info("old webhook deliveries removed", count=count, resealed=resealed)
