"""The job of this room."""

from typing import Final
from uuid import UUID

from procrastinate import JobContext, RetryStrategy
from sqlalchemy.exc import InterfaceError, OperationalError

from services.kit.jobs import tasks
from services.solving.running import run_solve

WITHOUT_DATABASE: Final = RetryStrategy(
    max_attempts=20, wait=2, retry_exceptions=[InterfaceError, OperationalError, OSError]
)
"""While the database does not answer nothing can be written, not even that the run failed: try again later."""


@tasks.task(name="solving.solve_run", pass_context=True, retry=WITHOUT_DATABASE)
async def solve_run(context: JobContext, run_id: str) -> None:
    given = context.additional_context
    await run_solve(given["database"], given["settings"], UUID(run_id))
