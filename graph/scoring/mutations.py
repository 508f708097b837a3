from datetime import datetime
from decimal import Decimal

import strawberry

from graph.competitions.types import Round
from graph.judging.types import JudgeTask
from graph.kit.declare import bounded
from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref, node_refs
from graph.scoring.types import Rubric, RubricCriterion, ScoreComment, ScoreMark, ScoreSheet
from services.identity.models import Locale
from services.judging.values import ConflictKind
from services.kit.refusals import NotFound, RuleBroken, Stale
from services.scoring import commands, rubrics
from services.scoring.commands import SheetInput
from services.scoring.rules import CRITERION_LIMIT, CommentInput, CriterionInput, MarkInput


@strawberry.input
class CriterionFields:
    id: strawberry.ID | None = strawberry.field(default=None, description="Null makes a new criterion.")
    name: str
    help: str = ""
    weight: Decimal = strawberry.field(description="The weights of a rubric sum to 100.")
    max_points: Decimal
    step: Decimal = Decimal(1)
    scale_words: list[str] = strawberry.field(default_factory=list, description="From least to most.")

    def value(self, path: str) -> CriterionInput:
        key = None if self.id is None else uuid_of(RubricCriterion, self.id, f"{path}.id")
        return CriterionInput(
            self.name, self.weight, self.max_points, self.step, self.help, tuple(self.scale_words), key
        )


@strawberry.input
class EditRubricInput:
    round_id: strawberry.ID
    version: int = strawberry.field(description="The rubric's; 0 while there is none.")
    criteria: list[CriterionFields]


@strawberry.type
class EditRubricSuccess:
    rubric: Rubric


@strawberry.input
class UseRubricTemplateInput:
    round_id: strawberry.ID
    code: str
    locale: Locale = Locale.ZH


@strawberry.type
class UseRubricTemplateSuccess:
    rubric: Rubric


@strawberry.input
class CopyRubricInput:
    round_id: strawberry.ID
    source_round_id: strawberry.ID


@strawberry.type
class CopyRubricSuccess:
    rubric: Rubric


@strawberry.input
class RemoveRubricInput:
    round_id: strawberry.ID
    version: int


@strawberry.type
class RemoveRubricSuccess:
    round: Round


@strawberry.input
class SetScoresDueInput:
    round_id: strawberry.ID
    version: int = strawberry.field(description="The round's.")
    scores_due_at: datetime | None = None


@strawberry.type
class SetScoresDueSuccess:
    round: Round


@strawberry.input
class MarkFields:
    criterion_id: strawberry.ID
    points: Decimal | None = strawberry.field(default=None, description="Null is missing, never zero.")
    remark: str = ""
    version: int = strawberry.field(default=0, description="Of the mark this was written over; 0 over none.")

    def value(self, path: str) -> MarkInput:
        key = uuid_of(RubricCriterion, self.criterion_id, f"{path}.criterionId")
        return MarkInput(key, self.points, self.remark, self.version)


@strawberry.input
class CommentFields:
    to_organizer: str = ""
    to_entrant: str = ""
    version: int = strawberry.field(default=0, description="Of the comment this was written over; 0 over none.")


@strawberry.input
class SaveScoreSheetInput:
    judge_task_id: strawberry.ID
    marks: list[MarkFields] = strawberry.field(default_factory=list, description="Those that changed, or all.")
    comment: CommentFields | None = None
    device: str = strawberry.field(
        default="", description="Any key the device made up once: it may replace what it wrote itself."
    )

    def value(self) -> SheetInput:
        marks = [mark.value(f"marks.{position}") for position, mark in enumerate(self.marks)]
        given = self.comment
        comment = CommentInput(given.to_organizer, given.to_entrant, given.version) if given else None
        return SheetInput(marks, comment, self.device)


@strawberry.type
class SaveScoreSheetSuccess:
    judge_task: JudgeTask
    score_sheet: ScoreSheet
    kept_marks: list[ScoreMark] = bounded(
        CRITERION_LIMIT,
        description="What another device wrote meanwhile and still stands: show both, save again over its version.",
    )
    kept_comment: ScoreComment | None = None


@strawberry.input
class SubmitScoreSheetInput:
    judge_task_id: strawberry.ID
    version: int = strawberry.field(description="Of the sheet as the judge saw it.")
    skip_reason: str = strawberry.field(default="", description="Needed when a criterion has no points.")


@strawberry.type
class SubmitScoreSheetSuccess:
    judge_task: JudgeTask
    score_sheet: ScoreSheet


@strawberry.input
class ReopenScoreSheetInput:
    score_sheet_id: strawberry.ID
    version: int
    reason: str


@strawberry.type
class ReopenScoreSheetSuccess:
    score_sheet: ScoreSheet


@strawberry.input
class RecuseInput:
    judge_task_id: strawberry.ID
    kind: ConflictKind
    note: str = ""


@strawberry.type
class RecuseSuccess:
    judge_task: JudgeTask


@strawberry.input
class DismissRecusalInput:
    judge_task_id: strawberry.ID


@strawberry.type
class DismissRecusalSuccess:
    judge_task: JudgeTask


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Write a round's rubric; once somebody scored by it, only its texts.",
)
async def edit_rubric(gesture: Gesture, input: EditRubricInput) -> EditRubricSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Round, input.round_id, "roundId")
    criteria = [each.value(f"criteria.{position}") for position, each in enumerate(input.criteria)]
    rubric = await rubrics.edit_rubric(gesture.tx, gesture.actor, key, input.version, criteria)
    return EditRubricSuccess(rubric=node_ref(Rubric, rubric.id))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, RuleBroken])
async def use_rubric_template(gesture: Gesture, input: UseRubricTemplateInput) -> UseRubricTemplateSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Round, input.round_id, "roundId")
    rubric = await rubrics.use_template(gesture.tx, gesture.actor, key, input.code, input.locale)
    return UseRubricTemplateSuccess(rubric=node_ref(Rubric, rubric.id))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, RuleBroken])
async def copy_rubric(gesture: Gesture, input: CopyRubricInput) -> CopyRubricSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Round, input.round_id, "roundId")
    source = uuid_of(Round, input.source_round_id, "sourceRoundId")
    rubric = await rubrics.copy_rubric(gesture.tx, gesture.actor, key, source)
    return CopyRubricSuccess(rubric=node_ref(Rubric, rubric.id))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale, RuleBroken])
async def remove_rubric(gesture: Gesture, input: RemoveRubricInput) -> RemoveRubricSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Round, input.round_id, "roundId")
    await rubrics.remove_rubric(gesture.tx, gesture.actor, key, input.version)
    return RemoveRubricSuccess(round=node_ref(Round, key))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Until when judges may write; may change while a round is judged.",
)
async def set_scores_due(gesture: Gesture, input: SetScoresDueInput) -> SetScoresDueSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Round, input.round_id, "roundId")
    await rubrics.set_scores_due(gesture.tx, gesture.actor, key, input.version, input.scores_due_at)
    return SetScoresDueSuccess(round=node_ref(Round, key))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, RuleBroken],
    description="Keep what the judge wrote so far: merged mark by mark, the same again changes nothing.",
)
async def save_score_sheet(gesture: Gesture, input: SaveScoreSheetInput) -> SaveScoreSheetSuccess:  # noqa: A002 - the API's word
    key = uuid_of(JudgeTask, input.judge_task_id, "judgeTaskId")
    saved = await commands.save_sheet(gesture.tx, gesture.actor, key, input.value())
    return SaveScoreSheetSuccess(
        judge_task=node_ref(JudgeTask, key),
        score_sheet=node_ref(ScoreSheet, saved.sheet.id),
        kept_marks=node_refs(ScoreMark, [mark.id for mark in saved.kept_marks]),
        kept_comment=node_ref(ScoreComment, saved.kept_comment.id) if saved.kept_comment else None,
    )


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale, RuleBroken],
    description="Hand the sheet in: it is totalled and sealed; its digest is the receipt.",
)
async def submit_score_sheet(gesture: Gesture, input: SubmitScoreSheetInput) -> SubmitScoreSheetSuccess:  # noqa: A002 - the API's word
    key = uuid_of(JudgeTask, input.judge_task_id, "judgeTaskId")
    sheet = await commands.submit_sheet(gesture.tx, gesture.actor, key, input.version, input.skip_reason)
    return SubmitScoreSheetSuccess(judge_task=node_ref(JudgeTask, key), score_sheet=node_ref(ScoreSheet, sheet.id))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale, RuleBroken])
async def reopen_score_sheet(gesture: Gesture, input: ReopenScoreSheetInput) -> ReopenScoreSheetSuccess:  # noqa: A002 - the API's word
    key = uuid_of(ScoreSheet, input.score_sheet_id, "scoreSheetId")
    await rubrics.reopen_sheet(gesture.tx, gesture.actor, key, input.version, input.reason)
    return ReopenScoreSheetSuccess(score_sheet=node_ref(ScoreSheet, key))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, RuleBroken],
    description="Step back from an entry because of a conflict; it holds for later plans too.",
)
async def recuse(gesture: Gesture, input: RecuseInput) -> RecuseSuccess:  # noqa: A002 - the API's word
    key = uuid_of(JudgeTask, input.judge_task_id, "judgeTaskId")
    await commands.recuse(gesture.tx, gesture.actor, key, input.kind, input.note)
    return RecuseSuccess(judge_task=node_ref(JudgeTask, key))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, RuleBroken])
async def dismiss_recusal(gesture: Gesture, input: DismissRecusalInput) -> DismissRecusalSuccess:  # noqa: A002 - the API's word
    key = uuid_of(JudgeTask, input.judge_task_id, "judgeTaskId")
    await rubrics.dismiss_recusal(gesture.tx, gesture.actor, key)
    return DismissRecusalSuccess(judge_task=node_ref(JudgeTask, key))
