"""Makes pools solvable by the worker, and keeps candidates up to date when packages come and go."""

from procrastinate import JobContext

from services.kit.actor import SYSTEM
from services.kit.jobs import tasks
from services.matching.commands import KIND, REFRESH_JOB, refresh_open_needs
from services.matching.pool import prepare_problem, store_plan
from services.matching.queries import is_job_waiting
from services.matching.settings import patch_of
from services.solving.kinds import SolveKind, register_kind

register_kind(SolveKind(KIND, prepare_problem, store_plan, patch_of))


@tasks.task(name=REFRESH_JOB, pass_context=True)
async def refresh_candidates(context: JobContext) -> None:
    """One refresh does for all packages that came and went before it: the last job of a row does the work."""
    async with context.additional_context["database"].transaction(SYSTEM) as tx:
        if not await is_job_waiting(tx, REFRESH_JOB):
            await refresh_open_needs(tx)
