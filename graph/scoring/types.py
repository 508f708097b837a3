from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, Numeric, and_, cast, func, not_, select
from sqlmodel import col

from graph.competitions.types import Entry, Judge, Round
from graph.kit.abilities import run, viewer_can
from graph.kit.declare import Connection, Node, bounded, column, many, node, one, sql
from graph.kit.filters import any_of, filter_input, refers_to
from graph.scoring.standing import belongs, is_closed
from services.judging.values import ConflictKind
from services.scoring.models import Recusal as RecusalRow
from services.scoring.models import Rubric as RubricRow
from services.scoring.models import RubricCriterion as RubricCriterionRow
from services.scoring.models import ScoreComment as ScoreCommentRow
from services.scoring.models import ScoreMark as ScoreMarkRow
from services.scoring.models import ScoreSeal as ScoreSealRow
from services.scoring.models import ScoreSheet as ScoreSheetRow
from services.scoring.models import SheetState
from services.scoring.rules import CRITERION_LIMIT, WORD_COUNT_LIMIT

if TYPE_CHECKING:
    from graph.judging.types import JudgeTask

JudgeTaskType = Annotated["JudgeTask", strawberry.lazy("graph.judging.types")]


def _is_in_use(rubric: Any) -> ColumnElement[Any]:
    used: ColumnElement[Any] = (
        select(func.count() > 0).where(col(ScoreSheetRow.round_id) == rubric.round_id).scalar_subquery()
    )
    return used


def _running_total(sheet: Any) -> ColumnElement[Any]:
    """The same figure as `services.scoring.rules.weighted_total`, over the marks that the actor may see."""
    share = col(RubricCriterionRow.weight) * col(ScoreMarkRow.points) / col(RubricCriterionRow.max_points)
    total = func.round(100 * func.sum(share) / func.nullif(func.sum(col(RubricCriterionRow.weight)), 0), 2)
    running: ColumnElement[Any] = (
        select(cast(total, Numeric(5, 2)))
        .select_from(ScoreMarkRow)
        .join(RubricCriterionRow, col(RubricCriterionRow.id) == col(ScoreMarkRow.criterion_id))
        .where(col(ScoreMarkRow.sheet_id) == sheet.id, col(ScoreMarkRow.points).is_not(None))
        .scalar_subquery()
    )
    return running


def _can_reopen(sheet: Any) -> ColumnElement[bool]:
    is_sealed = sheet.state == SheetState.SUBMITTED.value
    return and_(sheet.competition_id == run(), is_sealed, not_(is_closed(sheet)))


@node(RubricRow)
class Rubric(Node):
    version: int
    viewer_can_edit: bool = viewer_can(lambda row: and_(row.competition_id == run(), not_(is_closed(row))))
    template_code: str | None
    is_in_use: bool = sql(_is_in_use, default=False, description="Somebody scored by it: only its texts may change.")
    round: Round | None = one(lambda rubric, round_: round_.id == rubric.round_id)
    criteria: "list[RubricCriterion]" = many(
        lambda rubric, criterion: criterion.rubric_id == rubric.id, limit=CRITERION_LIMIT, order="POSITION_ASC"
    )


@node(RubricCriterionRow, order_by={"POSITION": "position"})
class RubricCriterion(Node):
    position: int
    name: str
    help: str
    weight: Decimal
    max_points: Decimal
    step: Decimal
    scale_words: list[str]


@filter_input
class ScoreSheetFilter:
    state: list[SheetState] | None = any_of("state")
    round: strawberry.ID | None = refers_to("Round", "round_id")
    judge: strawberry.ID | None = refers_to("Judge", "judge_id")
    entry: strawberry.ID | None = refers_to("Entry", "entry_id")


@node(ScoreSheetRow, filter_by=ScoreSheetFilter, order_by={"CREATED": "id", "TOTAL": "total"})
class ScoreSheet(Node):
    version: int
    state: SheetState
    created_at: datetime
    total: Decimal | None = column("total", description="Of 100, while the sheet is sealed.")
    running_total: Decimal | None = sql(_running_total, description="What the marks come to so far; for the judge.")
    digest: str | None = column("digest", description="SHA-256 of what was sealed: the judge's receipt.")
    submitted_at: datetime | None
    skip_reason: str
    return_reason: str
    returned_at: datetime | None
    round: Round | None = one(lambda sheet, round_: round_.id == sheet.round_id)
    judge: Judge | None = one(lambda sheet, judge: judge.id == sheet.judge_id)
    entry: Entry | None = one(lambda sheet, entry: entry.id == sheet.entry_id)
    judge_task: JudgeTaskType | None = one(belongs)
    viewer_can_reopen: bool = viewer_can(_can_reopen)
    marks: "list[ScoreMark]" = many(lambda sheet, mark: mark.sheet_id == sheet.id, limit=CRITERION_LIMIT)
    comment: "ScoreComment | None" = one(lambda sheet, comment: comment.sheet_id == sheet.id)
    seals: "Connection[ScoreSeal]" = many(lambda sheet, seal: seal.sheet_id == sheet.id)


@node(ScoreMarkRow)
class ScoreMark(Node):
    version: int
    points: Decimal | None
    remark: str
    changed_at: datetime
    criterion: RubricCriterion | None = one(lambda mark, criterion: criterion.id == mark.criterion_id)


@node(ScoreCommentRow)
class ScoreComment(Node):
    version: int
    to_organizer: str
    to_entrant: str


@node(ScoreSealRow, order_by={"NUMBER": "number"}, default_order="NUMBER_DESC")
class ScoreSeal(Node):
    number: int
    total: Decimal
    digest: str
    content: str = column("content", description="JSON, byte for byte what the digest was made of.")
    created_at: datetime


@filter_input
class RecusalFilter:
    round: strawberry.ID | None = refers_to("Round", "round_id")
    judge: strawberry.ID | None = refers_to("Judge", "judge_id")
    entry: strawberry.ID | None = refers_to("Entry", "entry_id")


@node(RecusalRow, filter_by=RecusalFilter, order_by={"CREATED": "id"}, default_order="CREATED_DESC")
class Recusal(Node):
    kind: ConflictKind
    note: str
    created_at: datetime
    round: Round | None = one(lambda recusal, round_: round_.id == recusal.round_id)
    judge: Judge | None = one(lambda recusal, judge: judge.id == recusal.judge_id)
    entry: Entry | None = one(lambda recusal, entry: entry.id == recusal.entry_id)


@strawberry.type
class TemplateCriterion:
    name: str
    help: str
    weight: Decimal
    max_points: Decimal
    step: Decimal
    scale_words: list[str] = bounded(WORD_COUNT_LIMIT)


@strawberry.type(description="Criteria to begin a rubric with.")
class RubricTemplate:
    code: str
    title: str
    effective_from: date
    criteria: list[TemplateCriterion] = bounded(CRITERION_LIMIT)
