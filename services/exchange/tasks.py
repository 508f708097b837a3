"""The room's jobs."""

from typing import Final
from uuid import UUID

import structlog
from procrastinate import JobContext, RetryStrategy
from sqlalchemy.exc import InterfaceError, OperationalError

from services.exchange.commands import JOB, remove_old_imports
from services.exchange.working import run_import
from services.kit.jobs import SHEET_QUEUE, tasks

WITHOUT_DATABASE: Final = RetryStrategy(
    max_attempts=20, wait=2, retry_exceptions=[InterfaceError, OperationalError, OSError]
)
"""While the database does not answer nothing can be written, not even that the import failed: try again later."""

log = structlog.get_logger(__name__)


@tasks.task(name=JOB, pass_context=True, retry=WITHOUT_DATABASE, queue=SHEET_QUEUE)
async def work_on_import(context: JobContext, import_id: str) -> None:
    await run_import(context.additional_context["database"], UUID(import_id))


@tasks.periodic(cron="17 3 * * *")
@tasks.task(name="exchange.remove_old", pass_context=True)
async def remove_old(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes the hour
    log.info("old imports removed", count=await remove_old_imports(context.additional_context["database"]))
