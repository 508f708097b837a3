"""The room's jobs."""

from typing import Final
from uuid import UUID

import structlog
from procrastinate import JobContext, RetryStrategy

from services.files.commands import SCAN_JOB, remove_old_files, remove_orphans
from services.files.scanning import scan_file
from services.files.stores import file_store
from services.kit.jobs import tasks

UNTIL_SCANNED: Final = RetryStrategy(max_attempts=10, exponential_wait=3)
"""A scanner may be away for some hours; the file stays closed meanwhile."""

log = structlog.get_logger(__name__)


@tasks.task(name=SCAN_JOB, pass_context=True, retry=UNTIL_SCANNED)
async def scan(context: JobContext, file_id: str) -> None:
    given = context.additional_context
    state = await scan_file(given["database"], file_store(given["settings"]), given["settings"], UUID(file_id))
    log.info("file scanned", file=file_id, state=state)


@tasks.periodic(cron="37 * * * *")
@tasks.task(name="files.remove_old", pass_context=True)
async def remove_old(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes the hour
    given = context.additional_context
    log.info("old files removed", count=await remove_old_files(given["database"]))
    log.info("orphans removed", count=await remove_orphans(given["database"], file_store(given["settings"])))
