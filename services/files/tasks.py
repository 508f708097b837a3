"""The room's jobs."""

import structlog
from procrastinate import JobContext

from services.files.commands import remove_old_files
from services.kit.jobs import tasks

log = structlog.get_logger(__name__)


@tasks.periodic(cron="37 * * * *")
@tasks.task(name="files.remove_old", pass_context=True)
async def remove_old(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes the hour
    log.info("old files removed", count=await remove_old_files(context.additional_context["database"]))
