"""The room's jobs."""

from typing import Final
from uuid import UUID

import structlog
from procrastinate import JobContext, RetryStrategy

from services.identity import links, second_factor
from services.identity.mails import Happening
from services.identity.queries import delete_expired, delete_remembered
from services.identity.repeating import KEPT_FOR, MOST_KEPT
from services.kit.actor import SYSTEM
from services.kit.clock import now
from services.kit.jobs import MAIL_QUEUE, tasks
from services.kit.sealing import find_seal

LIMIT: Final = 1000
"""What one run removes of each table; the next hour takes the rest."""

MOST_SECRETS: Final = 1_000_000

UNTIL_SENT: Final = RetryStrategy(max_attempts=8, exponential_wait=4)
"""A mail server may be away for some hours."""

log = structlog.get_logger(__name__)


@tasks.task(name=links.SEND_JOB, queue=MAIL_QUEUE, pass_context=True, retry=UNTIL_SENT)
async def send_link(context: JobContext, link_id: str) -> None:
    given = context.additional_context
    await links.send_link(given["database"], given["settings"], UUID(link_id))


@tasks.task(name=links.TELL_JOB, queue=MAIL_QUEUE, pass_context=True, retry=UNTIL_SENT)
async def tell(context: JobContext, account_id: str, to: str, happening: str) -> None:
    given = context.additional_context
    await links.send_happening(given["database"], given["settings"], UUID(account_id), to, Happening(happening))


@tasks.periodic(cron="7 * * * *")
@tasks.task(name="identity.remove_expired", pass_context=True)
async def remove_expired(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes the hour
    async with context.additional_context["database"].transaction(SYSTEM) as tx:
        log.info("expired rows removed", count=await delete_expired(tx, LIMIT))


@tasks.periodic(cron="47 3 * * *")
@tasks.task(name="identity.reseal", pass_context=True)
async def reseal(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes the hour
    seal = find_seal(context.additional_context["settings"])
    if seal is not None:
        async with context.additional_context["database"].transaction(SYSTEM) as tx:
            log.info("secrets sealed anew", count=await second_factor.reseal(tx, seal, MOST_SECRETS))


@tasks.periodic(cron="17 * * * *")
@tasks.task(name="identity.forget_gestures", pass_context=True)
async def forget_gestures(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes the hour
    async with context.additional_context["database"].transaction(SYSTEM) as tx:
        count = await delete_remembered(tx, now() - KEPT_FOR, MOST_KEPT, 10 * LIMIT)
    log.info("remembered gestures forgotten", count=count)
