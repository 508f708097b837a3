"""Every select of this room."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.kit.refusals import NotFound
from services.solving.models import SolveResult, SolveRun, SolveSnapshot
from services.solving.rules import OPEN_STATES


@dataclass(frozen=True, slots=True)
class SolvedBytes:
    """A finished run as it is stored."""

    snapshot: SolveSnapshot
    result: bytes


async def get_run(tx: AsyncSession, run_id: UUID) -> SolveRun:
    run = await tx.get(SolveRun, run_id, populate_existing=True)
    if run is None:
        raise NotFound("SOLVE_RUN_NOT_FOUND", id=str(run_id))
    return run


async def is_run_open(tx: AsyncSession, run_id: UUID) -> bool:
    """Whether the run can still change; one that does not exist, or not for this actor, cannot."""
    return await tx.scalar(select(col(SolveRun.state)).where(col(SolveRun.id) == run_id)) in OPEN_STATES


async def get_run_to_change(tx: AsyncSession, run_id: UUID) -> SolveRun:
    """The run, locked until the transaction ends, as it stands now."""
    run = await tx.get(SolveRun, run_id, with_for_update=True, populate_existing=True)
    if run is None:
        raise NotFound("SOLVE_RUN_NOT_FOUND", id=str(run_id))
    return run


async def find_snapshot(tx: AsyncSession, run_id: UUID) -> SolveSnapshot | None:
    return await tx.scalar(select(SolveSnapshot).where(col(SolveSnapshot.solve_run_id) == run_id))


async def get_solved(tx: AsyncSession, run_id: UUID) -> SolvedBytes:
    """Snapshot and result of a run that ended with a plan."""
    snapshot = await find_snapshot(tx, run_id)
    result = await tx.scalar(select(col(SolveResult.result)).where(col(SolveResult.solve_run_id) == run_id))
    if snapshot is None or result is None:
        raise NotFound("SOLVE_RESULT_NOT_FOUND", id=str(run_id))
    return SolvedBytes(snapshot, result)


async def find_open_run(tx: AsyncSession, kind: str, subject_id: UUID) -> SolveRun | None:
    """The newest run of a subject that has not ended."""
    return await tx.scalar(
        select(SolveRun)
        .where(col(SolveRun.kind) == kind, col(SolveRun.subject_id) == subject_id, col(SolveRun.finished_at).is_(None))
        .order_by(col(SolveRun.id).desc())
        .limit(1)
    )


async def list_runs(tx: AsyncSession, kind: str, subject_id: UUID, limit: int = 50) -> list[SolveRun]:
    """Newest first."""
    found = await tx.scalars(
        select(SolveRun)
        .where(col(SolveRun.kind) == kind, col(SolveRun.subject_id) == subject_id)
        .order_by(col(SolveRun.id).desc())
        .limit(limit)
    )
    return list(found)
