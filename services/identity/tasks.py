"""The room's jobs."""

from typing import Final

import structlog
from procrastinate import JobContext

from services.identity.queries import delete_expired
from services.kit.actor import SYSTEM
from services.kit.jobs import tasks

LIMIT: Final = 1000
"""What one run removes of each table; the next hour takes the rest."""

log = structlog.get_logger(__name__)


@tasks.periodic(cron="7 * * * *")
@tasks.task(name="identity.remove_expired", pass_context=True)
async def remove_expired(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes the hour
    async with context.additional_context["database"].transaction(SYSTEM) as tx:
        log.info("expired sessions removed", count=await delete_expired(tx, LIMIT))
