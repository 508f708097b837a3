"""The parent's side of the solving process: start it, read what it tells, end it."""

import asyncio
import contextlib
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import orjson
import structlog

from services.kit.refusals import Param
from services.solving.commands import Signs
from services.solving.process import OUT_OF_MEMORY_EXIT

TICK_SECONDS: Final = 0.3
SILENT_SECONDS: Final = 1.0
GRACE_SECONDS: Final = 60.0
"""What loading, verifying and writing may take beyond the time limit before the process is ended."""

LINE_LIMIT_BYTES: Final = 1 << 16
STDERR_TAIL_CHARACTERS: Final = 2000

log = structlog.get_logger(__name__)

OnSigns = Callable[[Signs], Awaitable[bool]]
"""Called with the signs of life at most every TICK_SECONDS and at least every SILENT_SECONDS; False ends the solve."""


class SolveFailed(Exception):
    """The process ended without a result."""

    def __init__(self, code: str, **params: Param) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, Param] = params


class SolveEnded(Exception):
    """The solve was ended because nobody wants it any more."""


@dataclass(frozen=True, slots=True)
class Orders:
    """How one process is to solve."""

    folder: Path
    seconds: int
    seed: int
    memory_mb: int

    def command(self, lifeline: int) -> list[str]:
        words = (self.folder, self.seconds, self.seed, self.memory_mb, lifeline)
        return [sys.executable, "-m", "services.solving.process", *map(str, words)]


@dataclass(slots=True)
class _Heard:
    """What the process has told so far."""

    signs: Signs = field(default_factory=lambda: Signs("START"))
    failure: SolveFailed | None = None
    stderr: str = ""


async def run_child(orders: Orders, on_signs: OnSigns) -> None:
    """Solve in a process of its own; the answer is in the folder. Raises SolveFailed or SolveEnded.

    The process never outlives this call: it is killed when the call is canceled or raises, whatever it is doing.
    """
    heard = _Heard()
    async with _process(orders, heard) as process:
        await _watch(process, heard, on_signs, orders.seconds + GRACE_SECONDS)
    _require_answer(process, heard)


@asynccontextmanager
async def _process(orders: Orders, heard: _Heard) -> AsyncIterator[Process]:
    lifeline, ours = os.pipe()
    try:
        try:
            process = await asyncio.create_subprocess_exec(
                *orders.command(lifeline),
                stdin=DEVNULL,
                stdout=PIPE,
                stderr=PIPE,
                limit=LINE_LIMIT_BYTES,
                pass_fds=[lifeline],
                start_new_session=True,
            )
        finally:
            os.close(lifeline)
        listening = asyncio.gather(_listen(process, heard), _keep_stderr(process, heard))
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await asyncio.shield(process.wait())
            await asyncio.shield(listening)  # what it told last
    finally:
        os.close(ours)


async def _watch(process: Process, heard: _Heard, on_signs: OnSigns, most_seconds: float) -> None:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + most_seconds
    ended = asyncio.ensure_future(process.wait())
    while not (await asyncio.wait([ended], timeout=TICK_SECONDS))[0]:
        if not await on_signs(heard.signs):
            raise SolveEnded
        if loop.time() > deadline:
            raise SolveFailed("TIME_LIMIT_EXCEEDED", seconds=round(most_seconds))


async def _listen(process: Process, heard: _Heard) -> None:
    while process.stdout is not None and (line := await process.stdout.readline()):
        told: dict[str, Any] = orjson.loads(line)
        if "failure" in told:
            heard.failure = SolveFailed(told["failure"], **told["params"])
        else:
            heard.signs = Signs(told["phase"], told["value"], told["bound"])


async def _keep_stderr(process: Process, heard: _Heard) -> None:
    while process.stderr is not None and (block := await process.stderr.read(LINE_LIMIT_BYTES)):
        heard.stderr = (heard.stderr + block.decode(errors="replace"))[-STDERR_TAIL_CHARACTERS:]


def _require_answer(process: Process, heard: _Heard) -> None:
    if heard.failure is not None:
        raise heard.failure
    if process.returncode == 0:
        return
    log.error("solver process died", returncode=process.returncode, stderr=heard.stderr)
    if process.returncode == OUT_OF_MEMORY_EXIT or "bad_alloc" in heard.stderr:
        raise SolveFailed("OUT_OF_MEMORY")
    raise SolveFailed("SOLVER_DIED", exit_code=process.returncode or 0)
