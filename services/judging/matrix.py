"""The whole fit matrix of a plan, compact: one byte a pair, with conflicts, chosen pairs and loads."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.ext.asyncio import AsyncSession

from services.competitions.models import EventRole
from services.competitions.queries import require_organizer
from services.judging.models import Plan
from services.judging.problem import REASONS
from services.judging.queries import ConflictRow, PeopleNames, get_plan, list_conflicts_since, list_names
from services.judging.standing import Standing, load_standing
from services.kit.actor import Actor
from services.solving.matrices import FitWindow, read_window
from services.solving.queries import get_run

LOCKED, BY_HAND = 1, 2


@dataclass(frozen=True, eq=False, slots=True)
class PlanMatrix:
    """A window of rows (entries) by all columns (judges). Cells are numbered from the window's first one.

    `chosen` are the cells of the plan in the window; `chosen_flags` add 1 where a pair is locked and 2 where a person
    put it there. `forbidden_reason` counts in `reasons` from 1.
    """

    plan: Plan
    standing: Standing
    window: FitWindow
    names: PeopleNames
    forbidden: NDArray[np.uint32]
    forbidden_reason: NDArray[np.uint8]
    chosen: NDArray[np.uint32]
    chosen_flags: NDArray[np.uint8]
    reasons: Sequence[str] = REASONS


async def read_matrix(
    tx: AsyncSession, actor: Actor, plan_id: UUID, first_row: int = 0, row_count: int | None = None
) -> PlanMatrix:
    """The matrix for whoever runs the competition; nobody else may see who fits what."""
    plan = await get_plan(tx, plan_id)
    await require_organizer(tx, actor, plan.competition_id, at_least=EventRole.OBSERVER)
    standing = await load_standing(tx, plan)
    run = await get_run(tx, plan.solve_run_id)
    later = await list_conflicts_since(tx, plan.competition_id, run.started_at or run.created_at)
    names = await list_names(tx, plan.competition_id)
    window = await asyncio.to_thread(read_window, standing.solved.problem, first_row, row_count)
    forbidden, reason = _with_later(standing, window, later)
    inside = (standing.entry >= window.first_row) & (standing.entry < window.first_row + window.row_count)
    chosen = standing.keys()[inside] - window.first_row * window.column_count
    flags = LOCKED * standing.is_locked[inside] + BY_HAND * standing.is_by_hand[inside]
    return PlanMatrix(
        plan, standing, window, names, forbidden, reason, chosen.astype(np.uint32), flags.astype(np.uint8)
    )


def _with_later(
    standing: Standing, window: FitWindow, later: Sequence[ConflictRow]
) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """The conflicts of the run and those that became known since."""
    solved, first = standing.solved, window.first_row
    code = {name: at for at, name in enumerate(REASONS, start=1)}
    known = [
        ((solved.entry_index[row.entry_id] - first) * window.column_count + solved.judge_index[row.judge_id], row.kind)
        for row in later
        if row.entry_id in solved.entry_index and row.judge_id in solved.judge_index
    ]
    here = [(cell, code[str(kind)]) for cell, kind in known if 0 <= cell < window.row_count * window.column_count]
    if not here:
        return window.forbidden, window.forbidden_reason
    cells, reasons = (np.array(column) for column in zip(*here, strict=True))
    fresh = ~np.isin(cells, window.forbidden)
    return (
        np.concatenate((window.forbidden, cells[fresh].astype(np.uint32))),
        np.concatenate((window.forbidden_reason, reasons[fresh].astype(np.uint8))),
    )
