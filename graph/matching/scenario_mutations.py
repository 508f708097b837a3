import strawberry
from strawberry.scalars import JSON

from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from graph.matching.scenario_types import PoolDefaults, PoolRunSettings
from graph.matching.types import PoolPlan
from graph.organizations.types import Organization
from graph.solving.types import SolveRun
from services.kit.refusals import NotFound, RuleBroken, Stale
from services.matching import commands


@strawberry.input
class SavePoolSettingsInput:
    organization_id: strawberry.ID
    settings: PoolRunSettings


@strawberry.type
class SavePoolSettingsSuccess:
    defaults: PoolDefaults


@strawberry.input
class ApplyPoolMendsInput:
    solve_run_id: strawberry.ID
    mend_ids: list[int] | None = strawberry.field(default=None, description="Null means all: together they suffice.")
    starts_run: bool = strawberry.field(default=False, description="Start a run with the mended settings at once.")


@strawberry.type
class ApplyPoolMendsSuccess:
    settings: JSON = strawberry.field(description="The settings after the mends, in the form of PoolRunSettings.")
    solve_run: SolveRun | None = strawberry.field(description="The run that was started, if that was asked.")


@strawberry.input(description="`version` is the published plan as the person saw it.")
class RepairPoolPlanInput:
    pool_plan_id: strawberry.ID
    version: int
    name: str = ""


@strawberry.type
class RepairPoolPlanSuccess:
    solve_run: SolveRun


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Start a run whose draft fills what a published plan lost and changes as little else as possible.",
)
async def repair_pool_plan(gesture: Gesture, input: RepairPoolPlanInput) -> RepairPoolPlanSuccess:  # noqa: A002 - the API's word
    key = uuid_of(PoolPlan, input.pool_plan_id, "poolPlanId")
    run = await commands.repair_pool_plan(gesture.tx, gesture.actor, key, input.version, input.name)
    return RepairPoolPlanSuccess(solve_run=node_ref(SolveRun, run.id))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, RuleBroken],
    description="Keep settings as those that the pool's next run starts from.",
)
async def save_pool_settings(gesture: Gesture, input: SavePoolSettingsInput) -> SavePoolSettingsSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Organization, input.organization_id, "organizationId")
    kept = await commands.save_pool_settings(gesture.tx, gesture.actor, key, input.settings.value())
    return SavePoolSettingsSuccess(defaults=node_ref(PoolDefaults, kept.id))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, RuleBroken],
    description="What the mends of a pool run without a plan make of its settings; on request a new run starts.",
)
async def apply_pool_mends(gesture: Gesture, input: ApplyPoolMendsInput) -> ApplyPoolMendsSuccess:  # noqa: A002 - the API's word
    run_id = uuid_of(SolveRun, input.solve_run_id, "solveRunId")
    mended = await commands.apply_pool_mends(
        gesture.tx, gesture.actor, run_id, input.mend_ids, starts_run=input.starts_run
    )
    run = None if mended.run is None else node_ref(SolveRun, mended.run.id)
    return ApplyPoolMendsSuccess(settings=JSON(mended.settings), solve_run=run)
