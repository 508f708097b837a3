"""Makes pools solvable by the worker, and keeps candidates up to date when packages come and go."""

from procrastinate import JobContext

from services.kit.actor import SYSTEM
from services.kit.jobs import tasks
from services.matching.commands import KIND, refresh_open_needs
from services.matching.pool import prepare_problem, store_plan
from services.solving.kinds import SolveKind, register_kind

register_kind(SolveKind(KIND, prepare_problem, store_plan))


@tasks.task(name="matching.refresh_candidates", pass_context=True)
async def refresh_candidates(context: JobContext) -> None:
    async with context.additional_context["database"].transaction(SYSTEM) as tx:
        await refresh_open_needs(tx)
