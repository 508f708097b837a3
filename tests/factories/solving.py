"""Solve runs of generated problems, and a real worker process that solves them.

`python -m tests.factories.solving DATABASE_URL` is that worker: the platform's own, with one more kind.
"""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from optimizer import Problem, Result
from services.kit.actor import SYSTEM, Actor
from services.kit.database import Database
from services.kit.ids import new_id
from services.organizations.models import Organization
from services.solving.commands import NewRun, queue_run
from services.solving.kinds import Builder, Snapshot, SolveKind, register_kind
from services.solving.models import SolveRun
from services.solving.queries import get_run
from services.worker import run_worker

KIND = "generated"
MARK = "GREENBRIDGE_TEST_MARK"
BURIAL_SECONDS = 2.0
SMALL: Mapping[str, Any] = {"demand_count": 20, "supply_count": 15, "per_demand": 8}
LONG: Mapping[str, Any] = {"demand_count": 20_000, "supply_count": 8_000, "per_demand": 20}
"""0.4 million pairs: about a second, most of it inside native code; long enough to be frozen in the middle."""

SLOWLY_PREPARED: Mapping[str, Any] = {**SMALL, "preparation_seconds": 30}
IMPOSSIBLE: Mapping[str, Any] = {**SMALL, "supply_hi": 1}
BROKEN: Mapping[str, Any] = {**SMALL, "supply_hi": -1}


async def _prepare(_tx: AsyncSession, run: SolveRun) -> Builder:
    settings = dict(run.settings)
    return lambda: generated_snapshot(settings, run.seed)


async def _complete(_tx: AsyncSession, run: SolveRun, snapshot: Snapshot, result: Result) -> None:
    pairs = result.assignment.pairs() if result.assignment else []
    run.settings = {**run.settings, "completed_with": len(pairs), "supplies": len(snapshot.supply_ids)}


GENERATED = SolveKind(KIND, _prepare, _complete)


def generated_snapshot(settings: Mapping[str, Any], seed: int) -> Snapshot:
    """A random list of candidates: each demand needs three of its candidates."""
    time.sleep(settings.get("preparation_seconds", 0))
    demands, supplies = settings["demand_count"], settings["supply_count"]
    random = np.random.default_rng(seed)
    demand = np.repeat(np.arange(demands, dtype=np.int64), settings["per_demand"])
    keys = np.unique(demand * supplies + random.integers(0, supplies, len(demand)))
    pair_demand, pair_supply = np.divmod(keys, supplies)
    problem = Problem.from_pairs(
        supply_hi=np.full(supplies, settings.get("supply_hi", 4 * demands // supplies + 1)),
        demand_lo=np.full(demands, 3),
        pair_supply=pair_supply,
        pair_demand=pair_demand,
        fit=random.random(len(keys)),
    )
    # Thousands of real ids would cost the tests seconds and show nothing.
    return Snapshot(problem, [new_id()] * supplies, [new_id()] * demands, _labels("s", supplies), _labels("d", demands))


def _labels(letter: str, count: int) -> list[str]:
    return [f"{letter}{number}" for number in range(count)]


async def queue_generated(
    tx: AsyncSession, organization: Organization, settings: Mapping[str, Any], *, actor: Actor = SYSTEM
) -> SolveRun:
    new = NewRun(KIND, organization.id, organization.id, seed=7, settings=settings)
    return await queue_run(tx, actor, new)


@dataclass(frozen=True, slots=True)
class WorkerProcess:
    """A worker of its own process group, as a deployment runs it."""

    process: subprocess.Popen[bytes]
    mark: str

    def kill(self) -> None:
        """What `kill -9` does: no word of farewell."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(10)

    def freeze_solver(self) -> None:
        """Stop the solver where it stands, deaf as in native code: whatever is done now finds it solving."""
        for pid in self.solver_processes():
            with contextlib.suppress(OSError):
                if b"python" in Path(f"/proc/{pid}/cmdline").read_bytes():  # not the guard, which must stay awake
                    os.kill(pid, signal.SIGSTOP)

    def lasting_processes(self) -> list[int]:
        """What still solves for this worker after it should have ended."""
        return lasting_processes(self.mark, besides=self.process.pid)

    def solver_processes(self) -> list[int]:
        """What solves for this worker, or still does after it died."""
        return [pid for pid in solver_processes(self.mark) if pid != self.process.pid]


@contextmanager
def worker_process(database_url: str) -> Iterator[WorkerProcess]:
    """A running worker; ended with the block, however it went."""
    mark = new_id().hex
    command = [sys.executable, "-m", "tests.factories.solving", database_url]
    process = subprocess.Popen(command, env={**os.environ, MARK: mark})
    try:
        yield WorkerProcess(process, mark)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        process.wait()


async def wait_for_run(
    database: Database, run_id: UUID, wanted: Callable[[SolveRun], bool], *, seconds: float = 40
) -> SolveRun:
    """The run as soon as it is as wanted; it is looked at whenever its bell rings, and now and then."""
    async with asyncio.timeout(seconds):
        while True:
            async with database.transaction(SYSTEM) as tx:
                run = await get_run(tx, run_id)
            if wanted(run):
                return run
            await asyncio.sleep(0.05)


def is_finished(run: SolveRun) -> bool:
    return run.finished_at is not None


def lasting_processes(mark: str, *, besides: int = 0) -> list[int]:
    """The processes of this mark that are still there when the system has had time to bury the killed ones."""
    until = time.monotonic() + BURIAL_SECONDS
    while (left := [pid for pid in solver_processes(mark) if pid != besides]) and time.monotonic() < until:
        time.sleep(0.05)
    return left


def solver_processes(mark: str) -> list[int]:
    """The living processes below the one that was started with this mark in its environment."""
    found = []
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if f"{MARK}={mark}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
    return [pid for pid in found if pid != os.getpid()]


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(30))
    register_kind(GENERATED)
    asyncio.run(run_worker(sys.argv[1]))
