import strawberry

from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from graph.solving.types import SolveRun
from services.kit.refusals import NotFound, RuleBroken
from services.solving import commands


@strawberry.input
class CancelSolveRunInput:
    solve_run_id: strawberry.ID


@strawberry.type
class CancelSolveRunSuccess:
    solve_run: SolveRun


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, RuleBroken],
    description="End a run: at once when it waits, within two seconds when it is being solved.",
)
async def cancel_solve_run(gesture: Gesture, input: CancelSolveRunInput) -> CancelSolveRunSuccess:  # noqa: A002 - the API's word
    run_id = uuid_of(SolveRun, input.solve_run_id, "solveRunId")
    run = await commands.request_cancel(gesture.tx, gesture.actor, run_id)
    return CancelSolveRunSuccess(solve_run=node_ref(SolveRun, run.id))
