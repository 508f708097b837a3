"""Run 0/1 programs and stay able to tell, to cancel and to keep time.

CP-SAT may be silent for long. A session that nobody watches solves here; a watched one asks a process of its own, which
is ended when the solve must end. What it had found by then is kept.
"""

from __future__ import annotations

import importlib
import json
import os
import queue
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import optimizer
from optimizer.engines.binary_wire import Found, pack_program, unpack_certificate
from optimizer.progress import Phase, Progress
from optimizer.pulse import EngineFailed, Pulse

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from optimizer.program import Certificate, Program

POLL_SECONDS: Final = 0.05
ENDED: Final = ""


@dataclass
class TierPulse(Pulse):
    """The pulse of a solve that climbs goal by goal: value and bound are those of the goal it is at."""

    value: int | None = None
    chosen: list[int] | None = None

    def tell(self, phase: Phase) -> None:
        """Give a sign of life now."""
        self._phase, self._last = phase, self.seconds()
        self._heartbeat += 1
        self.on_progress(Progress(phase, self.value, self.bound, self._heartbeat, self._last))

    def begin(self) -> None:
        """Forget value and bound of the goal before; the plan stays."""
        self.value = self.bound = None

    def learn(self, chosen: list[int], value: int, bound: int) -> None:
        """Keep a better plan and a lower bound."""
        self.chosen, self.value = chosen, value
        self.bound = bound if self.bound is None else min(self.bound, bound)


class Session:
    """Answers questions about 0/1 programs, one after the other; use it in a with statement."""

    def __init__(self, pulse: TierPulse, seed: int) -> None:
        self._pulse = pulse
        self._seed = seed
        self._process: subprocess.Popen[str] | None = None
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._couriers: list[threading.Thread] = []

    def __enter__(self) -> Self:
        if self._pulse.is_watched:
            self._process = _start()
            self._send_off(_listen, self._process, self._lines)
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for courier in self._couriers:
                courier.join()
            if self._process.stdin is not None:
                # What nobody has read when the process was killed cannot be flushed.
                with suppress(BrokenPipeError):
                    self._process.stdin.close()

    def maximize(self, program: Program) -> Found:
        """Find the best plan. Raises Interrupted when the pulse says so, EngineFailed with the status of CP-SAT."""
        self._pulse.beat(Phase.SOLVE)
        if self._process is None:
            found: Found = _native().maximize(program, self._seed, None)
        else:
            found = Found(*self._ask(program, Phase.SOLVE, {"task": "maximize", "seed": self._seed})["found"])
        if found.status not in {"OPTIMAL", "INFEASIBLE"}:
            raise EngineFailed(f"binary_{found.status.lower()}")
        return found

    def bound(self, program: Program) -> Certificate:
        """Find the multipliers of the plain Lagrangian bound."""
        self._pulse.beat(Phase.PREPARE)
        if self._process is None:
            root: Certificate = _native().prove_root(program)
            return root
        packed = self._ask(program, Phase.PREPARE, {"task": "root"})["certificate"]
        certificate = unpack_certificate(packed, len(program.limit))
        if certificate is None:
            raise EngineFailed("binary_no_bound")
        return certificate

    def prove(self, program: Program, target: int) -> Certificate | None:
        """Find a tree that proves the target as bound, None when it would grow too large."""
        self._pulse.beat(Phase.CERTIFY)
        if self._process is None:
            tree: Certificate | None = _native().Prover(program, target).prove()
            return tree
        packed = self._ask(program, Phase.CERTIFY, {"task": "prove", "target": target})["certificate"]
        return unpack_certificate(packed, len(program.limit))

    def _ask(self, program: Program, phase: Phase, request: dict[str, Any]) -> dict[str, Any]:
        """Send a request and wait for its answer; plans found on the way go to the pulse."""
        self._send_off(self._write, json.dumps({**request, "program": pack_program(program)}) + "\n")
        while True:
            self._pulse.beat(phase)
            try:
                told = self._lines.get(timeout=POLL_SECONDS)
            except queue.Empty:
                continue
            if told == ENDED:
                raise EngineFailed("solver_process_ended")
            news: dict[str, Any] = json.loads(told)
            if "chosen" not in news:
                return news
            self._pulse.learn(news["chosen"], news["value"], news["bound"])
            self._pulse.tell(phase)

    def _send_off(self, run: Callable[..., None], *args: object) -> None:
        """Do something beside this thread, which must stay free to look at the clock."""
        courier = threading.Thread(target=run, args=args, daemon=True)
        self._couriers.append(courier)
        courier.start()

    def _write(self, line: str) -> None:
        if self._process is None or self._process.stdin is None:
            raise EngineFailed("solver_process_ended")
        # When the process was ended, the listener tells.
        with suppress(BrokenPipeError, ValueError):
            self._process.stdin.write(line)
            self._process.stdin.flush()


def _native() -> ModuleType:
    """Import the solvers only when they are asked for: CP-SAT brings pandas, which takes 0.3 s and 60 MB."""
    return importlib.import_module("optimizer.engines.binary_process")


def _start() -> subprocess.Popen[str]:
    root = str(Path(optimizer.__file__).parents[1])
    places = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": places}
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "optimizer.engines.binary_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            encoding="ascii",
        )
    except OSError as error:
        raise EngineFailed("solver_process_missing") from error


def _listen(process: subprocess.Popen[str], lines: queue.SimpleQueue[str]) -> None:
    if process.stdout is not None:
        with process.stdout as pipe:
            for line in pipe:
                lines.put(line)
    lines.put(ENDED)
