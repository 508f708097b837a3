import strawberry

from graph.competitions.types import Entry, Judge
from graph.judging.edits import PlanEdited, shown_outcome
from graph.judging.types import Plan
from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from graph.solving.types import SolveRun
from services.judging import commands, edit_history
from services.judging.edit_history import LockScope
from services.judging.repairing import NewConflict, RepairInput
from services.judging.values import ConflictKind
from services.kit.refusals import NotFound, RuleBroken, Stale


@strawberry.input(description="`version` is the plan as the person saw it.")
class UndoPlanEditInput:
    plan_id: strawberry.ID
    version: int


@strawberry.type
class UndoPlanEditSuccess(PlanEdited):
    pass


@strawberry.input(description="`version` is the plan as the person saw it.")
class RedoPlanEditInput:
    plan_id: strawberry.ID
    version: int


@strawberry.type
class RedoPlanEditSuccess(PlanEdited):
    pass


@strawberry.input(description="All pairs of the plan, or those of a judge, of an entry, or of both.")
class LockPlanPairsInput:
    plan_id: strawberry.ID
    version: int
    is_locked: bool
    of_judge: strawberry.ID | None = None
    of_entry: strawberry.ID | None = None


@strawberry.type
class LockPlanPairsSuccess(PlanEdited):
    pass


@strawberry.input(description="A pair that may not meet any more.")
class NewConflictInput:
    judge_id: strawberry.ID
    entry_id: strawberry.ID
    kind: ConflictKind


@strawberry.input(description="How many entries a judge can take from now on.")
class NewLoadInput:
    judge_id: strawberry.ID
    max_load: int


@strawberry.input(
    description="What happened since the plan was made. Conflicts on record since then count by themselves."
)
class RepairPlanInput:
    plan_id: strawberry.ID
    version: int
    dropped_judges: list[strawberry.ID] = strawberry.field(default_factory=list)
    dropped_entries: list[strawberry.ID] = strawberry.field(default_factory=list)
    conflicts: list[NewConflictInput] = strawberry.field(default_factory=list)
    loads: list[NewLoadInput] = strawberry.field(default_factory=list)
    elastic: bool = strawberry.field(default=False, description="Let judges lack where there are too few.")
    seconds: int | None = None
    name: str = ""

    def value(self) -> RepairInput:
        conflicts = [
            NewConflict(
                uuid_of(Judge, each.judge_id, f"conflicts.{at}.judgeId"),
                uuid_of(Entry, each.entry_id, f"conflicts.{at}.entryId"),
                each.kind,
            )
            for at, each in enumerate(self.conflicts)
        ]
        loads = {
            uuid_of(Judge, each.judge_id, f"loads.{at}.judgeId"): each.max_load for at, each in enumerate(self.loads)
        }
        return RepairInput(
            dropped_judges=[uuid_of(Judge, key, f"droppedJudges.{at}") for at, key in enumerate(self.dropped_judges)],
            dropped_entries=[
                uuid_of(Entry, key, f"droppedEntries.{at}") for at, key in enumerate(self.dropped_entries)
            ],
            conflicts=conflicts,
            loads=loads,
            elastic=self.elastic,
            seconds=self.seconds,
            name=self.name,
        )


@strawberry.type
class RepairPlanSuccess:
    solve_run: SolveRun


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Take the last hand edit of a draft back.",
)
async def undo_plan_edit(gesture: Gesture, input: UndoPlanEditInput) -> UndoPlanEditSuccess:  # noqa: A002 - the API's word
    plan_id = uuid_of(Plan, input.plan_id, "planId")
    done = await edit_history.undo_edit(gesture.tx, gesture.actor, plan_id, input.version)
    return UndoPlanEditSuccess(**shown_outcome(done))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Do the edit again that was taken back last.",
)
async def redo_plan_edit(gesture: Gesture, input: RedoPlanEditInput) -> RedoPlanEditSuccess:  # noqa: A002 - the API's word
    plan_id = uuid_of(Plan, input.plan_id, "planId")
    done = await edit_history.redo_edit(gesture.tx, gesture.actor, plan_id, input.version)
    return RedoPlanEditSuccess(**shown_outcome(done))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Lock or unlock many pairs of a draft at once.",
)
async def lock_plan_pairs(gesture: Gesture, input: LockPlanPairsInput) -> LockPlanPairsSuccess:  # noqa: A002 - the API's word
    plan_id = uuid_of(Plan, input.plan_id, "planId")
    scope = LockScope(
        input.is_locked,
        None if input.of_judge is None else uuid_of(Judge, input.of_judge, "ofJudge"),
        None if input.of_entry is None else uuid_of(Entry, input.of_entry, "ofEntry"),
    )
    done = await edit_history.lock_pairs(gesture.tx, gesture.actor, plan_id, input.version, scope)
    return LockPlanPairsSuccess(**shown_outcome(done))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Start a run whose draft changes as few pairs of a plan as possible after what happened.",
)
async def repair_plan(gesture: Gesture, input: RepairPlanInput) -> RepairPlanSuccess:  # noqa: A002 - the API's word
    plan_id = uuid_of(Plan, input.plan_id, "planId")
    run = await commands.repair_plan(gesture.tx, gesture.actor, plan_id, input.version, input.value())
    return RepairPlanSuccess(solve_run=node_ref(SolveRun, run.id))
