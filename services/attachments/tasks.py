"""The room's jobs."""

from typing import Final

import structlog
from procrastinate import JobContext

from services.attachments.queries import delete_detached
from services.files.commands import SETTLED_AFTER
from services.kit.actor import SYSTEM
from services.kit.clock import now
from services.kit.jobs import tasks

LIMIT: Final = 1000
"""The next hour takes the rest."""

log = structlog.get_logger(__name__)


@tasks.periodic(cron="27 * * * *")
@tasks.task(name="attachments.remove_detached", pass_context=True)
async def remove_detached(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes the hour
    async with context.additional_context["database"].transaction(SYSTEM) as tx:
        log.info("detached files removed", count=await delete_detached(tx, now() - SETTLED_AFTER, LIMIT))
