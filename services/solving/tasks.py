"""The job of this room."""

from uuid import UUID

from procrastinate import JobContext

from services.kit.jobs import tasks
from services.solving.running import run_solve


@tasks.task(name="solving.solve_run", pass_context=True)
async def solve_run(context: JobContext, run_id: str) -> None:
    given = context.additional_context
    await run_solve(given["database"], given["settings"], UUID(run_id))
