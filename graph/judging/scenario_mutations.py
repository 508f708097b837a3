import strawberry
from strawberry.scalars import JSON

from graph.competitions.types import Round
from graph.judging.settings import AssignmentSettings
from graph.judging.types import AssignmentDefaults
from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from graph.solving.types import SolveRun
from services.judging import commands
from services.kit.refusals import NotFound, RuleBroken


@strawberry.input
class SaveAssignmentSettingsInput:
    round_id: strawberry.ID
    settings: AssignmentSettings


@strawberry.type
class SaveAssignmentSettingsSuccess:
    defaults: AssignmentDefaults


@strawberry.input
class ApplyMendsInput:
    solve_run_id: strawberry.ID
    mend_ids: list[int] | None = strawberry.field(default=None, description="Null means all: together they suffice.")
    starts_run: bool = strawberry.field(default=False, description="Start a run with the mended settings at once.")


@strawberry.type
class ApplyMendsSuccess:
    settings: JSON = strawberry.field(description="The settings after the mends, in the form of AssignmentSettings.")
    solve_run: SolveRun | None = strawberry.field(description="The run that was started, if that was asked.")


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, RuleBroken],
    description="Keep settings as those that the round's next assignment starts from.",
)
async def save_assignment_settings(
    gesture: Gesture,
    input: SaveAssignmentSettingsInput,  # noqa: A002 - the API's word
) -> SaveAssignmentSettingsSuccess:
    round_id = uuid_of(Round, input.round_id, "roundId")
    kept = await commands.save_assignment_settings(gesture.tx, gesture.actor, round_id, input.settings.value())
    return SaveAssignmentSettingsSuccess(defaults=node_ref(AssignmentDefaults, kept.id))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, RuleBroken],
    description="What the mends of a run without a plan make of its settings; on request a new run starts with them.",
)
async def apply_mends(gesture: Gesture, input: ApplyMendsInput) -> ApplyMendsSuccess:  # noqa: A002 - the API's word
    run_id = uuid_of(SolveRun, input.solve_run_id, "solveRunId")
    mended = await commands.apply_mends(gesture.tx, gesture.actor, run_id, input.mend_ids, starts_run=input.starts_run)
    run = None if mended.run is None else node_ref(SolveRun, mended.run.id)
    return ApplyMendsSuccess(settings=JSON(mended.settings), solve_run=run)
