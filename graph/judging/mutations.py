import strawberry

from graph.competitions.types import Competition, Entry, Judge, Round
from graph.files.types import StoredFile
from graph.judging.edits import PlanEdited, shown_outcome
from graph.judging.settings import AssignmentSettings
from graph.judging.types import Conflict, Plan
from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from graph.solving.types import SolveRun
from services.judging import commands, editing, imports
from services.judging.editing import EditInput, PairInput
from services.judging.imports import ImportReport
from services.judging.values import ConflictKind
from services.kit.refusals import NotFound, RuleBroken, SheetRefused, Stale


@strawberry.input
class StartAssignmentInput:
    round_id: strawberry.ID
    settings: AssignmentSettings = strawberry.field(default_factory=AssignmentSettings)


@strawberry.type
class StartAssignmentSuccess:
    solve_run: SolveRun


@strawberry.input
class PlanPairInput:
    judge_id: strawberry.ID
    entry_id: strawberry.ID

    def value(self, path: str) -> PairInput:
        judge_id = uuid_of(Judge, self.judge_id, f"{path}.judgeId")
        return PairInput(judge_id, uuid_of(Entry, self.entry_id, f"{path}.entryId"))


@strawberry.input
class EditPlanInput:
    plan_id: strawberry.ID
    version: int
    add: list[PlanPairInput] = strawberry.field(default_factory=list)
    remove: list[PlanPairInput] = strawberry.field(default_factory=list)
    lock: list[PlanPairInput] = strawberry.field(default_factory=list)
    unlock: list[PlanPairInput] = strawberry.field(default_factory=list)
    dry_run: bool = strawberry.field(default=False, description="Tell what it breaks and costs, change nothing.")

    def value(self) -> EditInput:
        parts = {
            name: [pair.value(f"{name}.{position}") for position, pair in enumerate(getattr(self, name))]
            for name in ("add", "remove", "lock", "unlock")
        }
        return EditInput(self.version, **parts, dry_run=self.dry_run)


@strawberry.type
class EditPlanSuccess(PlanEdited):
    pass


@strawberry.input
class PublishPlanInput:
    plan_id: strawberry.ID
    version: int
    accepts_violations: bool = False


@strawberry.type
class PublishPlanSuccess:
    plan: Plan


@strawberry.input
class DeclareConflictInput:
    judge_id: strawberry.ID
    entry_id: strawberry.ID
    kind: ConflictKind


@strawberry.type
class DeclareConflictSuccess:
    conflict: Conflict


@strawberry.input
class WithdrawConflictInput:
    conflict_id: strawberry.ID


@strawberry.type
class WithdrawConflictSuccess:
    withdrawn_id: strawberry.ID


@strawberry.input(description="A file handed in before; a dry run reads and checks everything and writes nothing.")
class ImportInput:
    competition_id: strawberry.ID
    file_id: strawberry.ID
    dry_run: bool = False


@strawberry.input
class ImportScoresInput:
    round_id: strawberry.ID
    file_id: strawberry.ID
    dry_run: bool = False


@strawberry.type
class ImportJudgesSuccess:
    competition: Competition
    row_count: int
    created_count: int
    updated_count: int


@strawberry.type
class ImportEntriesSuccess:
    competition: Competition
    row_count: int
    created_count: int
    updated_count: int


@strawberry.type
class ImportConflictsSuccess:
    competition: Competition
    row_count: int
    created_count: int
    updated_count: int


@strawberry.type
class ImportScoresSuccess:
    round: Round
    row_count: int


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, RuleBroken],
    description="Assign the competition's judges to its entries; watch the run by the subscription solveRun.",
)
async def start_assignment(gesture: Gesture, input: StartAssignmentInput) -> StartAssignmentSuccess:  # noqa: A002 - the API's word
    round_id = uuid_of(Round, input.round_id, "roundId")
    run = await commands.start_assignment(gesture.tx, gesture.actor, round_id, input.settings.value())
    return StartAssignmentSuccess(solve_run=node_ref(SolveRun, run.id))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale, RuleBroken])
async def edit_plan(gesture: Gesture, input: EditPlanInput) -> EditPlanSuccess:  # noqa: A002 - the API's word
    plan_id = uuid_of(Plan, input.plan_id, "planId")
    return EditPlanSuccess(**shown_outcome(await editing.edit_plan(gesture.tx, gesture.actor, plan_id, input.value())))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Judges see their tasks from now on. A plan that breaks rules is refused unless that is accepted.",
)
async def publish_plan(gesture: Gesture, input: PublishPlanInput) -> PublishPlanSuccess:  # noqa: A002 - the API's word
    plan_id = uuid_of(Plan, input.plan_id, "planId")
    await commands.publish_plan(
        gesture.tx, gesture.actor, plan_id, input.version, accepts_violations=input.accepts_violations
    )
    return PublishPlanSuccess(plan=node_ref(Plan, plan_id))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound])
async def declare_conflict(gesture: Gesture, input: DeclareConflictInput) -> DeclareConflictSuccess:  # noqa: A002 - the API's word
    judge_id = uuid_of(Judge, input.judge_id, "judgeId")
    entry_id = uuid_of(Entry, input.entry_id, "entryId")
    conflict = await commands.declare_conflict(gesture.tx, gesture.actor, judge_id, entry_id, input.kind)
    return DeclareConflictSuccess(conflict=node_ref(Conflict, conflict.id))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, RuleBroken])
async def withdraw_conflict(gesture: Gesture, input: WithdrawConflictInput) -> WithdrawConflictSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Conflict, input.conflict_id, "conflictId")
    await commands.withdraw_conflict(gesture.tx, gesture.actor, key)
    return WithdrawConflictSuccess(withdrawn_id=input.conflict_id)


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, SheetRefused])
async def import_judges(gesture: Gesture, input: ImportInput) -> ImportJudgesSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Competition, input.competition_id, "competitionId")
    file_id = uuid_of(StoredFile, input.file_id, "fileId")
    done = await imports.import_judges(gesture.tx, gesture.actor, key, file_id, dry_run=input.dry_run)
    return ImportJudgesSuccess(competition=node_ref(Competition, key), **_counts(done))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, SheetRefused])
async def import_entries(gesture: Gesture, input: ImportInput) -> ImportEntriesSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Competition, input.competition_id, "competitionId")
    file_id = uuid_of(StoredFile, input.file_id, "fileId")
    done = await imports.import_entries(gesture.tx, gesture.actor, key, file_id, dry_run=input.dry_run)
    return ImportEntriesSuccess(competition=node_ref(Competition, key), **_counts(done))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, SheetRefused])
async def import_conflicts(gesture: Gesture, input: ImportInput) -> ImportConflictsSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Competition, input.competition_id, "competitionId")
    file_id = uuid_of(StoredFile, input.file_id, "fileId")
    done = await imports.import_conflicts(gesture.tx, gesture.actor, key, file_id, dry_run=input.dry_run)
    return ImportConflictsSuccess(competition=node_ref(Competition, key), **_counts(done))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, SheetRefused])
async def import_scores(gesture: Gesture, input: ImportScoresInput) -> ImportScoresSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Round, input.round_id, "roundId")
    file_id = uuid_of(StoredFile, input.file_id, "fileId")
    done = await imports.import_scores(gesture.tx, gesture.actor, key, file_id, dry_run=input.dry_run)
    return ImportScoresSuccess(round=node_ref(Round, key), row_count=done.row_count)


def _counts(done: ImportReport) -> dict[str, int]:
    return {
        "row_count": done.row_count,
        "created_count": done.created_count,
        "updated_count": done.updated_count,
    }
