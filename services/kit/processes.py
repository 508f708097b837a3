"""Child processes that live and end together: started, watched, restarted when they die, ended with their parent."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Final

import structlog

SUPERVISED: Final = "GREENBRIDGE_SUPERVISED"
LOOK_SECONDS: Final = 0.2
GRACE_SECONDS: Final = 15.0
"""How long a child may take to finish what it is doing before it is killed."""
RESTART_WINDOW_SECONDS: Final = 60.0
RESTARTS_PER_WINDOW: Final = 5
"""A child that dies more often has a fault that restarting does not mend."""

log = structlog.get_logger(__name__)


class TooManyRestarts(RuntimeError):
    """A child keeps dying."""


@dataclass(slots=True)
class Child:
    """One kind of child process and the one that runs now."""

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started_at: list[float] = field(default_factory=list)

    def start(self) -> None:
        recent = [moment for moment in self.started_at if time.monotonic() - moment < RESTART_WINDOW_SECONDS]
        if len(recent) > RESTARTS_PER_WINDOW:
            raise TooManyRestarts(self.name)
        self.started_at = [*recent, time.monotonic()]
        self.process = subprocess.Popen(
            self.arguments,
            env={**os.environ, **self.environment, SUPERVISED: "1"},
            stdin=subprocess.PIPE,  # its end tells the child that this process is gone, however it went
            start_new_session=True,  # Ctrl-C reaches the supervisor only, which then ends the children in order
        )

    def restart_if_dead(self) -> None:
        if self.process is not None and self.process.poll() is not None:
            log.warning("process died, starting it again", process=self.name, exit_code=self.process.returncode)
            self._close_lifeline()
            self.start()

    def end(self) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            log.warning("process did not end in time, killing it", process=self.name)
            self.process.kill()
            self.process.wait()
        self._close_lifeline()

    def _close_lifeline(self) -> None:
        if self.process is not None and self.process.stdin is not None:
            self.process.stdin.close()


@contextmanager
def terminate_as_interrupt() -> Iterator[None]:
    """Let SIGTERM leave through the same doors as Ctrl-C, so that every `with` block closes what it opened."""

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """A second Ctrl-C must not leave children behind."""
    before = {kind: signal.signal(kind, signal.SIG_IGN) for kind in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


def supervise(children: Sequence[Child], on_started: Callable[[], None]) -> None:
    """Run the children until Ctrl-C or SIGTERM; a child that dies is started again.

    Raises TooManyRestarts when one dies over and over. Whatever happens, no child is left behind.
    """
    with terminate_as_interrupt():
        try:
            for child in children:
                child.start()
            on_started()
            while True:
                time.sleep(LOOK_SECONDS)
                for child in children:
                    child.restart_if_dead()
        except KeyboardInterrupt:
            return
        finally:
            with _deaf_to_interrupts():
                for child in children:
                    child.end()


def is_supervised() -> bool:
    """Whether this process is a child of `supervise`."""
    return os.environ.get(SUPERVISED) == "1"


def end_with_parent() -> None:
    """In a supervised child: end as on SIGTERM when the supervisor is gone, even if it was killed."""
    if not is_supervised():
        return

    lifeline = sys.stdin.fileno()

    def watch() -> None:
        while os.read(lifeline, 1):  # not through sys.stdin, whose lock would be held when the interpreter ends
            continue
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
