"""One conversation with HiGHS, which may be silent for long.

A solve that nobody watches runs it here; a watched one in a process of its own, which is ended when the solve must end.
Both give the same answers to the same requests.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from optimizer.engines.branching import solver_process
from optimizer.engines.branching.solver_process import Desk, read_frame, write_frame
from optimizer.pulse import EngineFailed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.progress import Phase
    from optimizer.pulse import Pulse

    Arrays = dict[str, NDArray[Any]]
    Answer = tuple[dict[str, Any], Arrays]

POLL_SECONDS: Final = 0.05
OnNews = Callable[["Arrays"], None]


def _keep_quiet(_arrays: Arrays) -> None:
    """Tell nobody."""


class Session:
    """Sends requests to a desk, here or apart; use it in a with statement."""

    def __init__(self, pulse: Pulse, seed: int) -> None:
        self._pulse = pulse
        self._seed = seed
        self._desk: Desk | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[Answer | None] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        if self._pulse.is_watched:
            self._process = _start()
            threading.Thread(target=_listen, args=(self._process, self._answers), daemon=True).start()
        else:
            self._desk = Desk(self._seed)
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            if self._process.stdin is not None:
                with suppress(BrokenPipeError, ValueError):
                    self._process.stdin.close()

    def ask(self, phase: Phase, command: str, arrays: Arrays, on_news: OnNews = _keep_quiet) -> Answer:
        """Have a request carried out. Raises Interrupted when the pulse says so."""
        self._pulse.beat(phase)
        if self._desk is not None:
            return self._desk.answer(command, arrays, lambda _, found: on_news(found))
        threading.Thread(target=self._send, args=(command, arrays), daemon=True).start()
        while True:
            self._pulse.beat(phase)
            try:
                answer = self._answers.get(timeout=POLL_SECONDS)
            except queue.Empty:
                continue
            if answer is None:
                raise EngineFailed("solver_process_ended")
            if not answer[0].get("is_news"):
                return answer
            on_news(answer[1])

    def _send(self, command: str, arrays: Arrays) -> None:
        if self._process is None or self._process.stdin is None:
            raise EngineFailed("solver_process_ended")
        # When the process was ended, the listener tells.
        with suppress(BrokenPipeError, ValueError):
            write_frame(self._process.stdin, {"command": command, "seed": self._seed}, arrays)


def _start() -> subprocess.Popen[bytes]:
    # -P: the files beside the script must not shadow anything it imports.
    command = [sys.executable, "-P", str(Path(solver_process.__file__))]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    try:
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
    except OSError as error:
        raise EngineFailed("solver_process_missing") from error


def _listen(process: subprocess.Popen[bytes], answers: queue.SimpleQueue[Answer | None]) -> None:
    if process.stdout is not None:
        with process.stdout as pipe, suppress(ValueError):
            while (answer := read_frame(pipe)) is not None:
                answers.put(answer)
    answers.put(None)
