import strawberry

from graph.kit.declare import Connection, by_id, listing
from graph.solving.types import SolveRun


@strawberry.type
class SolvingQuery:
    solve_run: SolveRun | None = by_id()
    solve_runs: Connection[SolveRun] = listing()
