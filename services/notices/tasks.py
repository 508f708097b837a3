"""The room's jobs, and its place among those who are handed events."""

import structlog
from procrastinate import JobContext

from services.events.consumers import Consumer, register_consumer
from services.kit.jobs import MAIL_QUEUE, tasks
from services.notices.commands import MAIL_JOB, send_due_mails, take_events

register_consumer(Consumer("notices", take_events))

ONE_AT_A_TIME = MAIL_JOB
"""A lock: thousands of notices must leave a line free for the links that people wait for."""

log = structlog.get_logger(__name__)


async def _send(context: JobContext) -> None:
    given = context.additional_context
    log.info("notices mailed", count=await send_due_mails(given["database"], given["settings"]))


@tasks.task(name=MAIL_JOB, queue=MAIL_QUEUE, lock=ONE_AT_A_TIME, pass_context=True)
async def send_mails(context: JobContext) -> None:
    await _send(context)


@tasks.periodic(cron="* * * * *")
@tasks.task(name="notices.send_due_mails", queue=MAIL_QUEUE, lock=ONE_AT_A_TIME, pass_context=True)
async def send_due(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes the minute
    """Digests, and what a mail server did not take before."""
    await _send(context)
