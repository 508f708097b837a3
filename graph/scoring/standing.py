"""How far scoring is, as SQL over the tasks of judges: what a desk, a progress page and a home count alike."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    DateTime,
    Text,
    and_,
    any_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    not_,
    select,
)
from sqlmodel import col

from graph.kit.abilities import actor_keys
from services.competitions.models import Round as RoundRow
from services.competitions.models import RoundState
from services.judging.models import JudgeTask as JudgeTaskRow
from services.scoring.models import Recusal as RecusalRow
from services.scoring.models import Rubric as RubricRow
from services.scoring.models import ScoreSheet as ScoreSheetRow
from services.scoring.models import TaskState

Condition = ColumnElement[bool]

TO_DO: Final = (TaskState.OPEN, TaskState.DRAFT, TaskState.RETURNED)
"""What still waits for its judge."""


def belongs(row: Any, task: Any) -> Condition:
    """The sheet or recusal is that of the task."""
    same: Condition = (
        (row.round_id == task.round_id) & (row.judge_id == task.judge_id) & (row.entry_id == task.entry_id)
    )
    return same


def task_state(task: Any) -> ColumnElement[Any]:
    recusal, sheet = RecusalRow.__table__.alias(), ScoreSheetRow.__table__.alias()  # type: ignore[attr-defined]  # a table model
    recused = exists(select(literal(1)).select_from(recusal).where(belongs(recusal.c, task)))
    written = select(cast(sheet.c.state, Text)).where(belongs(sheet.c, task)).scalar_subquery()
    state: ColumnElement[Any] = case(
        (recused, TaskState.RECUSED.value), else_=func.coalesce(written, TaskState.OPEN.value)
    )
    return state


def due_at(task: Any) -> ColumnElement[Any]:
    due: ColumnElement[Any] = (
        select(col(RoundRow.scores_due_at)).where(col(RoundRow.id) == task.round_id).scalar_subquery()
    )
    return due


def has_state(task: Any, value: Any) -> Condition:
    matches: Condition = task_state(task) == any_(bindparam(value.key, type_=ARRAY(Text)))
    return matches


def among(state: ColumnElement[Any], states: Sequence[TaskState]) -> Condition:
    found: Condition = state == any_(literal([each.value for each in states], ARRAY(Text)))
    return found


def waits(task: Any) -> Condition:
    """The judge may and should still write: in a round that is judged, before it is due, nothing handed in."""
    round_ = RoundRow.__table__.alias()  # type: ignore[attr-defined]  # a table model
    state = task_state(task)
    in_time = (round_.c.scores_due_at.is_(None)) | (round_.c.scores_due_at > func.now(type_=DateTime(timezone=True)))
    writable = exists(
        select(literal(1)).select_from(round_).where(
            round_.c.id == task.round_id,
            round_.c.state == RoundState.JUDGING.value,
            in_time | (state == TaskState.RETURNED.value),
        )
    )  # fmt: skip
    waiting: Condition = writable & among(state, TO_DO)
    return waiting


def count_tasks(relation: Callable[[Any, Any], Condition], states: Sequence[TaskState] = ()) -> Callable[[Any], Any]:
    """How many tasks belong to a row, in one of the states if any are named."""

    def counted(row: Any) -> ColumnElement[Any]:
        task = JudgeTaskRow.__table__.alias()  # type: ignore[attr-defined]  # a table model
        query = select(func.count()).select_from(task).where(relation(row, task.c))
        if states:
            query = query.where(among(task_state(task.c), states))
        number: ColumnElement[Any] = query.scalar_subquery()
        return number

    return counted


def of_round(round_: Any, task: Any) -> Condition:
    belonging: Condition = task.round_id == round_.id
    return belonging


def _is_judged(task: Any) -> Condition:
    judged: Condition = task.round_id.in_(select(col(RoundRow.id)).where(col(RoundRow.state) == RoundState.JUDGING))
    return judged


def of_judge(judge: Any, task: Any) -> Condition:
    belonging: Condition = (task.judge_id == judge.id) & _is_judged(task)
    return belonging


def of_entry(entry: Any, task: Any) -> Condition:
    belonging: Condition = (task.entry_id == entry.id) & _is_judged(task)
    return belonging


def is_free_entry(entry: Any) -> Condition:
    """Nobody was told to judge it, and nobody wrote about it."""
    return ~_refers(JudgeTaskRow, "entry_id", entry) & ~_refers(ScoreSheetRow, "entry_id", entry)


def is_free_judge(judge: Any) -> Condition:
    return ~_refers(JudgeTaskRow, "judge_id", judge) & ~_refers(ScoreSheetRow, "judge_id", judge)


def _refers(row: Any, column: str, to: Any) -> Condition:
    table = row.__table__.alias()
    return exists(select(literal(1)).select_from(table).where(table.c[column] == to.id))


def can_score(task: Any) -> Condition:
    """The task is the actor's own, waits, and there is a rubric to score by."""
    rubric = RubricRow.__table__.alias()  # type: ignore[attr-defined]  # a table model
    has_rubric = exists(select(literal(1)).select_from(rubric).where(rubric.c.round_id == task.round_id))
    scorable: Condition = and_(task.judge_id == actor_keys("actor_judges"), waits(task), has_rubric)
    return scorable


def can_recuse(task: Any) -> Condition:
    """The task is the actor's own and nothing was handed in."""
    recusable: Condition = and_(
        task.judge_id == actor_keys("actor_judges"), among(task_state(task), TO_DO), not_(is_closed(task))
    )
    return recusable


def is_closed(row: Any) -> Condition:
    """The row's round is closed."""
    round_ = RoundRow.__table__.alias()  # type: ignore[attr-defined]  # a table model
    closed = select(literal(1)).select_from(round_).where(round_.c.id == row.round_id)
    return exists(closed.where(round_.c.state == RoundState.CLOSED.value))
