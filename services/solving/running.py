"""One attempt at a solve run, from claim to end. Each step is a transaction of its own, as the system."""

import asyncio
import time
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import orjson
import structlog
from sqlalchemy.exc import InterfaceError, OperationalError

from optimizer import ProblemError
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.refusals import Param, Refusal
from services.kit.settings import Settings
from services.solving import commands
from services.solving.child import SILENT_SECONDS, TICK_SECONDS, Orders, SolveEnded, SolveFailed, run_child
from services.solving.evening import write_common
from services.solving.kinds import Snapshot, SolveKind, get_kind
from services.solving.models import SolveRun
from services.solving.queries import find_snapshot
from services.solving.shortages import name_shortage
from services.solving.snapshots import read_objective, read_problem, read_result, write_objective, write_problem
from services.solving.stated import rule_places

log = structlog.get_logger(__name__)

Prepared = tuple[Snapshot, bytes]
"""The problem with its labels, and the problem as bytes."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A claimed run and what is needed to solve it."""

    database: Database
    run: SolveRun
    kind: SolveKind
    memory_mb: int

    @property
    def run_id(self) -> UUID:
        return self.run.id

    @property
    def number(self) -> int:
        return self.run.attempt_count


class Pulse:
    """Writes the signs of life when they change, and every second when they do not."""

    def __init__(self, attempt: Attempt) -> None:
        self._attempt = attempt
        self._last: commands.Signs | None = None
        self._written_at = 0.0

    async def __call__(self, signs: commands.Signs) -> bool:
        attempt = self._attempt
        is_due = signs != self._last or time.monotonic() - self._written_at >= SILENT_SECONDS
        async with attempt.database.transaction(SYSTEM) as tx:
            if not is_due:
                return await commands.is_wanted(tx, attempt.run_id, attempt.number)
            self._last, self._written_at = signs, time.monotonic()
            return await commands.note_signs(tx, attempt.run_id, attempt.number, signs)


async def run_solve(database: Database, settings: Settings, run_id: UUID) -> None:
    """Claim a run and bring it to its end; given back when this worker is told to stop meanwhile."""
    async with database.transaction(SYSTEM) as tx:
        run = await commands.claim_run(tx, run_id)
    if run is None:
        return
    attempt = Attempt(database, run, get_kind(run.kind), settings.solve_memory_mb)
    log.info("solve started", run=str(run_id), kind=run.kind, attempt=attempt.number)
    try:
        await _solve(attempt)
    except asyncio.CancelledError:
        await asyncio.shield(_give_back(attempt))
        raise
    except SolveEnded:
        await _end(attempt, None, {})
    except (SolveFailed, Refusal) as failure:
        await _end(attempt, failure.code, failure.params)
    except ProblemError as error:
        await _end(attempt, error.code.upper(), {name: str(value) for name, value in error.params.items()})
    except (InterfaceError, OperationalError):
        raise
    except Exception:
        log.exception("solve broke", run=str(run_id))
        await _end(attempt, "INTERNAL_ERROR", {})


async def _solve(attempt: Attempt) -> None:
    with TemporaryDirectory(prefix="greenbridge-solve-") as name:
        folder = Path(name)
        pulse = Pulse(attempt)
        snapshot, content = await _while_wanted(pulse, _take_snapshot(attempt))
        await asyncio.to_thread((folder / "problem").write_bytes, content)
        objective = write_objective(snapshot.objective)
        if objective is not None:
            await asyncio.to_thread((folder / "objective").write_bytes, objective)
        if snapshot.common is not None:
            await asyncio.to_thread(write_common, snapshot.common, folder / "common.npz")
        orders = Orders(folder, attempt.run.limit_seconds, attempt.run.seed, attempt.memory_mb)
        await run_child(orders, pulse)
        await _complete(attempt, snapshot, folder)


async def _while_wanted(pulse: Pulse, work: Coroutine[Any, Any, Prepared]) -> Prepared:
    """Show signs of life while something is prepared, and drop it when nobody wants the run any more."""
    task = asyncio.create_task(work)
    try:
        while not (await asyncio.wait([task], timeout=TICK_SECONDS))[0]:
            if not await pulse(commands.Signs("PREPARE")):
                raise SolveEnded
        return task.result()
    finally:
        task.cancel()
        await asyncio.wait([task])


async def _take_snapshot(attempt: Attempt) -> Prepared:
    """The problem of an earlier attempt, or a new one from the rows as they are now."""
    async with attempt.database.transaction(SYSTEM) as tx:
        stored = await find_snapshot(tx, attempt.run_id)
        if stored is None:
            build = await attempt.kind.prepare(tx, attempt.run)
    if stored is not None:
        problem = await asyncio.to_thread(read_problem, stored.problem)
        labels = (stored.supply_ids, stored.demand_ids, stored.supply_labels, stored.demand_labels)
        return Snapshot(problem, *labels, read_objective(stored.objective)), stored.problem
    snapshot = await asyncio.to_thread(build)
    content = await asyncio.to_thread(write_problem, snapshot.problem)
    async with attempt.database.transaction(SYSTEM) as tx:
        await commands.store_snapshot(tx, attempt.run_id, snapshot, content)
    return snapshot, content


async def _complete(attempt: Attempt, snapshot: Snapshot, folder: Path) -> None:
    content = await asyncio.to_thread((folder / "result").read_bytes)
    result = await asyncio.to_thread(read_result, snapshot.problem, content)
    shortage = _read_shortage(folder, snapshot, attempt)
    async with attempt.database.transaction(SYSTEM) as tx:
        run = await commands.find_held_run(tx, attempt.run_id, attempt.number)
        if run is None:
            raise SolveEnded
        await commands.end_run(tx, run, result, content, shortage)
        await attempt.kind.complete(tx, run, snapshot, result)
    log.info("solve ended", run=str(attempt.run_id), state=run.state.value, seconds=run.seconds)


def _read_shortage(folder: Path, snapshot: Snapshot, attempt: Attempt) -> Mapping[str, Any] | None:
    path = folder / "shortage.json"
    if not path.exists():
        return None
    settings, kind = attempt.run.settings, attempt.kind
    found = orjson.loads(path.read_bytes())
    return name_shortage(found, snapshot, lambda mend: kind.patch(mend, settings), rule_places(settings))


async def _end(attempt: Attempt, code: str | None, params: Mapping[str, Param]) -> None:
    async with attempt.database.transaction(SYSTEM) as tx:
        await commands.end_without_result(tx, attempt.run_id, attempt.number, code, params)
    log.info("solve ended", run=str(attempt.run_id), failure=code or "CANCELED")


async def _give_back(attempt: Attempt) -> None:
    async with attempt.database.transaction(SYSTEM) as tx:
        await commands.give_back_run(tx, attempt.run_id, attempt.number)
    log.info("solve given back", run=str(attempt.run_id))
