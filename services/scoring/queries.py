"""Every select of the room."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.competitions.models import Judge
from services.judging.models import JudgeTask
from services.kit.actor import Actor
from services.kit.refusals import NotAllowed, NotFound
from services.scoring.models import Recusal, Rubric, RubricCriterion, ScoreComment, ScoreMark, ScoreSeal, ScoreSheet
from services.scoring.rules import Scale

HOLD: Final = "SELECT pg_advisory_xact_lock(hashtextextended('rubric:' || :round_id, 0))"
HOLD_SHARED: Final = "SELECT pg_advisory_xact_lock_shared(hashtextextended('rubric:' || :round_id, 0))"


async def hold_rubric(tx: AsyncSession, round_id: UUID, *, shared: bool = False) -> None:
    """Until the transaction ends nobody changes the round's rubric; unless shared, nobody scores by it either.

    A judge may not lock the rubric's row, which is the organizer's.
    """
    await tx.execute(text(HOLD_SHARED if shared else HOLD), {"round_id": str(round_id)})


async def get_task(tx: AsyncSession, task_id: UUID) -> JudgeTask:
    task = await tx.get(JudgeTask, task_id)
    if task is None:
        raise NotFound("TASK_NOT_FOUND", id=str(task_id))
    return task


async def get_own_task(tx: AsyncSession, actor: Actor, task_id: UUID) -> JudgeTask:
    """The task, when it is the actor's own; the organizer, who sees it too, does not judge in another's name."""
    task = await get_task(tx, task_id)
    owner = await tx.scalar(select(col(Judge.account_id)).where(col(Judge.id) == task.judge_id))
    if actor.account_id is None or owner != actor.account_id:
        raise NotAllowed("NOT_YOUR_TASK")
    return task


async def find_rubric(tx: AsyncSession, round_id: UUID) -> Rubric | None:
    return await tx.scalar(select(Rubric).where(col(Rubric.round_id) == round_id))


async def find_rubric_to_change(tx: AsyncSession, round_id: UUID) -> Rubric | None:
    query = select(Rubric).where(col(Rubric.round_id) == round_id).with_for_update()
    return await tx.scalar(query.execution_options(populate_existing=True))


async def list_criteria(tx: AsyncSession, rubric_id: UUID) -> Sequence[RubricCriterion]:
    """In the order of the rubric; at most CRITERION_LIMIT."""
    query = select(RubricCriterion).where(col(RubricCriterion.rubric_id) == rubric_id)
    return (await tx.scalars(query.order_by(col(RubricCriterion.position)))).all()


def scale_of(criterion: RubricCriterion) -> Scale:
    return Scale(
        criterion.id,
        criterion.name,
        criterion.weight,
        criterion.max_points,
        criterion.step,
        len(criterion.scale_words),
    )


async def count_sheets(tx: AsyncSession, round_id: UUID) -> int:
    counted = select(func.count()).select_from(ScoreSheet).where(col(ScoreSheet.round_id) == round_id)
    return await tx.scalar(counted) or 0


async def find_sheet(tx: AsyncSession, task: JudgeTask, *, to_change: bool = False) -> ScoreSheet | None:
    """The sheet of a task. To change it, it is locked; a judge cannot lock one that is sealed, and finds none."""
    query = select(ScoreSheet).where(
        col(ScoreSheet.round_id) == task.round_id,
        col(ScoreSheet.judge_id) == task.judge_id,
        col(ScoreSheet.entry_id) == task.entry_id,
    )
    if to_change:
        query = query.with_for_update().execution_options(populate_existing=True)
    return await tx.scalar(query)


async def get_sheet_to_change(tx: AsyncSession, sheet_id: UUID) -> ScoreSheet:
    """The sheet, locked; only one that the actor may change in its state is found."""
    sheet = await tx.get(ScoreSheet, sheet_id, with_for_update=True, populate_existing=True)
    if sheet is None:
        raise NotFound("SHEET_NOT_FOUND", id=str(sheet_id))
    return sheet


async def get_sheet(tx: AsyncSession, sheet_id: UUID) -> ScoreSheet:
    sheet = await tx.get(ScoreSheet, sheet_id)
    if sheet is None:
        raise NotFound("SHEET_NOT_FOUND", id=str(sheet_id))
    return sheet


async def list_marks(tx: AsyncSession, sheet_id: UUID) -> dict[UUID, ScoreMark]:
    """By criterion."""
    found = await tx.scalars(select(ScoreMark).where(col(ScoreMark.sheet_id) == sheet_id))
    return {mark.criterion_id: mark for mark in found}


async def find_comment(tx: AsyncSession, sheet_id: UUID) -> ScoreComment | None:
    return await tx.scalar(select(ScoreComment).where(col(ScoreComment.sheet_id) == sheet_id))


async def count_seals(tx: AsyncSession, sheet_id: UUID) -> int:
    counted = select(func.count()).select_from(ScoreSeal).where(col(ScoreSeal.sheet_id) == sheet_id)
    return await tx.scalar(counted) or 0


async def find_recusal(tx: AsyncSession, task: JudgeTask) -> Recusal | None:
    return await tx.scalar(
        select(Recusal).where(
            col(Recusal.round_id) == task.round_id,
            col(Recusal.judge_id) == task.judge_id,
            col(Recusal.entry_id) == task.entry_id,
        )
    )
