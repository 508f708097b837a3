from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, Double, Uuid, and_, cast, exists, func, literal_column, not_, select
from sqlmodel import col
from strawberry.scalars import JSON

from graph.competitions.types import Competition, Entry, Judge, Round
from graph.kit.abilities import run, viewer_can
from graph.kit.declare import Connection, Node, ascending, bounded, column, many, node, one, sql
from graph.kit.filters import any_of, filter_input, refers_to, same, where
from graph.kit.scalars import Long
from graph.scoring.standing import belongs, can_recuse, can_score, due_at, has_state, is_closed, task_state, waits
from graph.solving.columns import COLUMN_LIMIT, RuleColumn
from graph.solving.types import SolveRun, in_fit
from services.competitions.models import Judge as JudgeRow
from services.judging.explaining import REASON_LIMIT
from services.judging.models import AssignmentDefaults as AssignmentDefaultsRow
from services.judging.models import Conflict as ConflictRow
from services.judging.models import ConflictSource, PairOrigin, PlanState
from services.judging.models import JudgeTask as JudgeTaskRow
from services.judging.models import Plan as PlanRow
from services.judging.models import PlanEdit as PlanEditRow
from services.judging.models import PlanPair as PlanPairRow
from services.judging.values import ConflictKind
from services.scoring.models import TaskState
from services.solving.models import ProofWord

if TYPE_CHECKING:
    from graph.identity.types import Account
    from graph.scoring.types import Recusal, ScoreSheet

AccountType = Annotated["Account", strawberry.lazy("graph.identity.types")]
ScoreSheetType = Annotated["ScoreSheet", strawberry.lazy("graph.scoring.types")]
RecusalType = Annotated["Recusal", strawberry.lazy("graph.scoring.types")]


def _pair_fit(pair: Any) -> ColumnElement[Any]:
    scale = select(col(PlanRow.scale)).where(col(PlanRow.id) == pair.plan_id).scalar_subquery()
    fit: ColumnElement[Any] = cast(pair.fit, Double) / scale
    return fit


def _is_mine(task: Any, value: Any) -> ColumnElement[bool]:
    mine = select(col(JudgeRow.id)).where(col(JudgeRow.account_id) == func.actor_id(type_=Uuid()))
    is_mine: ColumnElement[bool] = task.judge_id.in_(mine) == value
    return is_mine


def _gap(plan: Any) -> ColumnElement[Any]:
    gap: ColumnElement[Any] = plan.bound - plan.value
    return gap


def _is_my_draft(plan: Any) -> ColumnElement[bool]:
    return and_(plan.competition_id == run(), plan.state == PlanState.DRAFT.value)


def _worst_fit(plan: Any) -> ColumnElement[Any]:
    totals = (
        select(func.sum(col(PlanPairRow.fit)).label("total"))
        .where(col(PlanPairRow.plan_id) == plan.id)
        .group_by(col(PlanPairRow.entry_id))
        .subquery()
    )
    worst: ColumnElement[Any] = cast(select(func.min(totals.c.total)).scalar_subquery(), Double) / plan.scale
    return worst


def _highest_load(plan: Any) -> ColumnElement[Any]:
    loads = (
        select(func.count().label("load"))
        .where(col(PlanPairRow.plan_id) == plan.id)
        .group_by(col(PlanPairRow.judge_id))
        .subquery()
    )
    return select(func.max(loads.c.load)).scalar_subquery()


def _pair_count(plan: Any) -> ColumnElement[Any]:
    return select(func.count()).where(col(PlanPairRow.plan_id) == plan.id).scalar_subquery()


def _has_edit(plan: Any, *, is_undone: bool) -> ColumnElement[bool]:
    of_plan = col(PlanEditRow.plan_id) == plan.id
    return exists().where(of_plan, col(PlanEditRow.is_undone) == is_undone)


def _codes(column_name: str) -> Any:
    return lambda edit: func.jsonb_path_query_array(
        getattr(edit, column_name), literal_column("'$[*].codes'::jsonpath")
    )


def _edit_scale(edit: Any) -> ColumnElement[Any]:
    return select(col(PlanRow.scale)).where(col(PlanRow.id) == edit.plan_id).scalar_subquery()


def _change(edit: Any) -> ColumnElement[Any]:
    change: ColumnElement[Any] = cast(edit.value_after - edit.value_before, Double) / _edit_scale(edit)
    return change


def _edit_price(edit: Any) -> ColumnElement[Any]:
    price: ColumnElement[Any] = cast(edit.loss, Double) / _edit_scale(edit)
    return price


@filter_input
class ConflictFilter:
    kind: list[ConflictKind] | None = any_of("kind")
    source: list[ConflictSource] | None = any_of("source")
    judge: strawberry.ID | None = refers_to("Judge", "judge_id")
    entry: strawberry.ID | None = refers_to("Entry", "entry_id")


@node(ConflictRow, filter_by=ConflictFilter, order_by={"CREATED": "id"})
class Conflict(Node):
    kind: ConflictKind
    source: ConflictSource
    judge: Judge | None = one(lambda conflict, judge: judge.id == conflict.judge_id)
    entry: Entry | None = one(lambda conflict, entry: entry.id == conflict.entry_id)


@node(AssignmentDefaultsRow)
class AssignmentDefaults(Node):
    version: int
    settings: JSON = column("settings", description="In the form of AssignmentSettings.")
    round: Round | None = one(lambda defaults, round_: round_.id == defaults.round_id)


@filter_input
class PlanFilter:
    state: list[PlanState] | None = any_of("state")
    round: strawberry.ID | None = refers_to("Round", "round_id")
    solve_run: strawberry.ID | None = refers_to("SolveRun", "solve_run_id")


@node(PlanRow, filter_by=PlanFilter, order_by={"NUMBER": "number"}, default_order="NUMBER_DESC")
class Plan(Node):
    number: int
    version: int
    state: PlanState
    value: Long
    bound: Long | None
    scale: Long
    gap: Long | None = sql(_gap, description="Bound less value: 0 when nothing better exists.")
    total_fit: float = in_fit("value", default=0.0)
    total_bound: float | None = in_fit("bound")
    proof: ProofWord
    missing_count: int
    edit_count: int
    created_at: datetime
    published_at: datetime | None
    accepted_violations: JSON
    viewer_can_edit: bool = viewer_can(_is_my_draft)
    viewer_can_publish: bool = viewer_can(lambda plan: and_(_is_my_draft(plan), not_(is_closed(plan))))
    competition: Competition | None = one(lambda plan, competition: competition.id == plan.competition_id)
    round: Round | None = one(lambda plan, round_: round_.id == plan.round_id)
    solve_run: SolveRun | None = one(lambda plan, run: run.id == plan.solve_run_id)
    worst_fit: float | None = sql(_worst_fit, description="Total fit of the entry that is served worst.")
    highest_load: int = sql(_highest_load, default=0)
    pair_count: int = sql(_pair_count, default=0)
    can_undo: bool = sql(lambda plan: _has_edit(plan, is_undone=False), default=False)
    can_redo: bool = sql(lambda plan: _has_edit(plan, is_undone=True), default=False)
    edits: "Connection[PlanEdit]" = many(lambda plan, edit: edit.plan_id == plan.id)
    pairs: "Connection[PlanPair]" = many(lambda plan, pair: pair.plan_id == plan.id)
    tasks: "Connection[JudgeTask]" = many(
        lambda plan, task: task.plan_id == plan.id, description="What judges were told to do; none before publication."
    )


@filter_input
class PlanEditFilter:
    is_undone: bool | None = same("is_undone")


@node(PlanEditRow, filter_by=PlanEditFilter, order_by={"NUMBER": "number"}, default_order="NUMBER_DESC")
class PlanEdit(Node):
    number: int
    created_at: datetime
    is_undone: bool
    account: AccountType | None = one(lambda edit, account: account.id == edit.account_id)
    added: JSON = sql(_codes("added"), default=[], description="Codes of judge and entry of each pair.")
    removed: JSON = sql(_codes("removed"), default=[], description="Codes of judge and entry of each pair.")
    lock_count: int = sql(lambda edit: func.jsonb_array_length(edit.locked), default=0)
    unlock_count: int = sql(lambda edit: func.jsonb_array_length(edit.unlocked), default=0)
    change: float = sql(_change, default=0.0, description="What the plan's total fit changed by.")
    price: float | None = sql(_edit_price, description="What the edit cost the best plan, where that was known.")


@filter_input
class PlanPairFilter:
    judge: strawberry.ID | None = refers_to("Judge", "judge_id")
    entry: strawberry.ID | None = refers_to("Entry", "entry_id")
    origin: PairOrigin | None = same("origin")
    is_locked: bool | None = same("is_locked")


@node(PlanPairRow, filter_by=PlanPairFilter, order_by={"ENTRY": ["entry_id", "judge_id"], "FIT": "fit"})
class PlanPair(Node):
    fit: float = sql(_pair_fit, default=0.0)
    components: JSON = column("components", description="What the fit is made of: name to share in [0, 1].")
    is_locked: bool
    origin: PairOrigin
    judge: Judge | None = one(lambda pair, judge: judge.id == pair.judge_id)
    entry: Entry | None = one(lambda pair, entry: entry.id == pair.entry_id)


@filter_input
class JudgeTaskFilter:
    is_mine: bool | None = where(_is_mine)
    round: strawberry.ID | None = refers_to("Round", "round_id")
    judge: strawberry.ID | None = refers_to("Judge", "judge_id")
    entry: strawberry.ID | None = refers_to("Entry", "entry_id")
    competition: strawberry.ID | None = refers_to("Competition", "competition_id")
    state: list[TaskState] | None = where(has_state)
    is_waiting: bool | None = where(lambda task, value: waits(task) == value)


@node(
    JudgeTaskRow,
    filter_by=JudgeTaskFilter,
    order_by={
        "CREATED": "id",
        "ENTRY": ["entry_id", "judge_id"],
        "DUE": [ascending(due_at), "round_id"],
        "STATE": ascending(task_state),
    },
)
class JudgeTask(Node):
    created_at: datetime
    state: TaskState = sql(task_state, default=TaskState.OPEN.value)
    is_waiting: bool = sql(waits, default=False, description="Its judge may and should still write.")
    due_at: datetime | None = sql(due_at, description="When the sheet is due; what was sent back has until the end.")
    viewer_can_score: bool = viewer_can(can_score)
    viewer_can_recuse: bool = viewer_can(can_recuse)
    score_sheet: ScoreSheetType | None = one(lambda task, sheet: belongs(sheet, task))
    recusal: RecusalType | None = one(lambda task, recusal: belongs(recusal, task))
    round: Round | None = one(lambda task, round_: round_.id == task.round_id)
    judge: Judge | None = one(lambda task, judge: judge.id == task.judge_id)
    entry: Entry | None = one(lambda task, entry: entry.id == task.entry_id)


@strawberry.type(description="What rules and aims of a round may speak of.")
class AssignmentColumns:
    judges: list[RuleColumn] = bounded(COLUMN_LIMIT)
    entries: list[RuleColumn] = bounded(COLUMN_LIMIT)


@strawberry.type(description="Why a pair is in the plan, or why not: a code, and parameters for the sentence.")
class PairReason:
    code: str
    params: JSON


@strawberry.type
class PairExplanation:
    is_in_plan: bool
    origin: PairOrigin | None
    is_locked: bool
    fit: float
    components: JSON
    reasons: list[PairReason] = bounded(REASON_LIMIT, description="The answer first, then what it rests on.")
