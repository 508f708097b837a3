"""Use cases of a solve run: people queue and cancel, the worker claims, reports and ends."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from optimizer import Result
from services.kit import clock
from services.kit.actor import Actor
from services.kit.database import ring
from services.kit.jobs import defer
from services.kit.refusals import Param
from services.kit.settings import get_settings
from services.solving.kinds import Snapshot
from services.solving.models import ProofWord, SolveResult, SolveRun, SolveSnapshot, SolveState
from services.solving.queries import find_snapshot, get_run, get_run_to_change
from services.solving.rules import ATTEMPT_LIMIT, STATE_OF_STATUS, is_finished, require_open, require_seconds
from services.solving.snapshots import write_objective

BELL: Final = "solve_run"
"""The channel that rings with a run's id whenever its row changed."""

JOB: Final = "solving.solve_run"


@dataclass(frozen=True, slots=True)
class NewRun:
    """What is to be solved, for whom and how long at most."""

    kind: str
    subject_id: UUID
    organization_id: UUID
    seed: int = 0
    limit_seconds: int | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signs:
    """The last signs of life of a running solve."""

    phase: str
    value: int | None = None
    bound: int | None = None


async def queue_run(tx: AsyncSession, actor: Actor, new: NewRun) -> SolveRun:
    """Ask for a solve; the job exists if and only if the run does."""
    most_seconds = get_settings().solve_seconds
    limit_seconds = most_seconds if new.limit_seconds is None else new.limit_seconds
    require_seconds(limit_seconds, most_seconds)
    run = SolveRun(
        kind=new.kind,
        subject_id=new.subject_id,
        organization_id=new.organization_id,
        account_id=actor.account_id,
        name=new.name,
        settings=dict(new.settings),
        seed=new.seed,
        limit_seconds=limit_seconds,
    )
    tx.add(run)
    await tx.flush()
    await defer(tx, JOB, run_id=str(run.id))
    await ring(tx, BELL, str(run.id))
    return run


async def request_cancel(tx: AsyncSession, _actor: Actor, run_id: UUID) -> SolveRun:
    """A queued run is canceled at once; a running one as soon as its worker has ended the process."""
    run = await get_run_to_change(tx, run_id)
    require_open(run.state)
    run.cancel_requested_at = run.cancel_requested_at or clock.now()
    if run.state is SolveState.QUEUED:
        _end(run, SolveState.CANCELED)
    await _save(tx, run)
    return run


async def claim_run(tx: AsyncSession, run_id: UUID) -> SolveRun | None:
    """Take a run up, or None when there is nothing left to do. The attempt fences out whoever had it before."""
    run = await get_run_to_change(tx, run_id)
    if is_finished(run.state):
        return None
    if run.cancel_requested_at is not None:
        _end(run, SolveState.CANCELED)
    elif run.attempt_count >= ATTEMPT_LIMIT:
        _fail(run, "TOO_MANY_ATTEMPTS", {"attempt_count": run.attempt_count})
    else:
        run.state = SolveState.RUNNING
        run.attempt_count += 1
        run.phase, run.value, run.bound = "PREPARE", None, None
        run.started_at = run.heartbeat_at = clock.now()
    await _save(tx, run)
    return run if run.state is SolveState.RUNNING else None


async def store_snapshot(tx: AsyncSession, run_id: UUID, snapshot: Snapshot, content: bytes) -> None:
    """Keep the problem before it is solved, so that a second attempt solves the same one."""
    run = await get_run_to_change(tx, run_id)
    problem = snapshot.problem
    run.problem_digest = problem.digest()
    run.scale = problem.scale
    run.supply_count, run.demand_count = len(problem.supply), len(problem.demand)
    run.pair_count = problem.store.pair_count()
    if await find_snapshot(tx, run_id) is None:
        tx.add(
            SolveSnapshot(
                solve_run_id=run.id,
                organization_id=run.organization_id,
                problem=content,
                objective=write_objective(snapshot.objective),
                supply_ids=list(snapshot.supply_ids),
                demand_ids=list(snapshot.demand_ids),
                supply_labels=list(snapshot.supply_labels),
                demand_labels=list(snapshot.demand_labels),
            )
        )
    await _save(tx, run)


async def note_signs(tx: AsyncSession, run_id: UUID, attempt: int, signs: Signs) -> bool:
    """Write the signs of life; False when this attempt must end (canceled, or taken over by another worker)."""
    run = await get_run_to_change(tx, run_id)
    if not _is_held(run, attempt) or run.cancel_requested_at is not None:
        return False
    run.phase, run.value, run.bound = signs.phase, signs.value, signs.bound
    run.heartbeat_at = clock.now()
    await _save(tx, run)
    return True


async def is_wanted(tx: AsyncSession, run_id: UUID, attempt: int) -> bool:
    """Whether this attempt still holds the run and nobody wants it canceled; takes no lock."""
    run = await get_run(tx, run_id)
    return _is_held(run, attempt) and run.cancel_requested_at is None


async def end_run(
    tx: AsyncSession, run: SolveRun, result: Result, content: bytes, shortage: Mapping[str, Any] | None
) -> None:
    """Keep what came out. The caller holds the run's lock and completes the room's side in the same transaction."""
    run.value, run.bound = result.value, result.bound
    run.claimed_bound, run.stages = result.claimed_bound, _stages(result)
    run.proof = ProofWord(result.proof.value.upper())
    run.shortage = dict(shortage) if shortage else None
    if result.failure:
        run.failure_code = result.failure.upper()[:60]
    tx.add(SolveResult(solve_run_id=run.id, organization_id=run.organization_id, result=content))
    _end(run, STATE_OF_STATUS[result.status.value])
    await _save(tx, run)


async def end_without_result(
    tx: AsyncSession, run_id: UUID, attempt: int, code: str | None, params: Mapping[str, Param]
) -> None:
    """End a run that has no result: canceled (no code) or failed."""
    run = await get_run_to_change(tx, run_id)
    if not _is_held(run, attempt):
        return
    if code is None or run.cancel_requested_at is not None:
        _end(run, SolveState.CANCELED)
    else:
        _fail(run, code, params)
    await _save(tx, run)


async def give_back_run(tx: AsyncSession, run_id: UUID, attempt: int) -> None:
    """Queue the run again because its worker is told to stop; this attempt does not count."""
    run = await get_run_to_change(tx, run_id)
    if not _is_held(run, attempt):
        return
    run.state = SolveState.QUEUED
    run.attempt_count -= 1
    run.phase = ""
    await _save(tx, run)
    await defer(tx, JOB, run_id=str(run.id))


async def find_held_run(tx: AsyncSession, run_id: UUID, attempt: int) -> SolveRun | None:
    """The run, locked, if this attempt still holds it and nobody wants it canceled."""
    run = await get_run_to_change(tx, run_id)
    return run if _is_held(run, attempt) and run.cancel_requested_at is None else None


def _stages(result: Result) -> list[dict[str, Any]]:
    """The aims as they were met, each in units of `1 / scale` of its own."""
    scales = {measure.name: measure.scale for measure in result.measures}
    return [
        {
            "name": stage.name,
            "status": stage.status.value.upper(),
            "value": stage.value,
            "bound": stage.bound,
            "scale": scales.get(stage.name, 1),
            "proof": stage.proof.value.upper(),
        }
        for stage in result.stages
    ]


def _is_held(run: SolveRun, attempt: int) -> bool:
    return run.state is SolveState.RUNNING and run.attempt_count == attempt


def _end(run: SolveRun, state: SolveState) -> None:
    run.state = state
    run.finished_at = run.heartbeat_at = clock.now()
    run.phase = ""
    if run.started_at is not None:
        run.seconds = (run.finished_at - run.started_at).total_seconds()


def _fail(run: SolveRun, code: str, params: Mapping[str, Param]) -> None:
    run.failure_code = code
    run.failure_params = dict(params)
    _end(run, SolveState.FAILED)


async def _save(tx: AsyncSession, run: SolveRun) -> None:
    await tx.flush()
    await ring(tx, BELL, str(run.id))
