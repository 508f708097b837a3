"""The pulse of a running solve: heartbeat out, cancel and time limit in."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field
from typing import Final

from optimizer.limits import Limits
from optimizer.progress import OnProgress, Phase, Progress, ShouldStop, ignore, never
from optimizer.result import Certificate, Status
from optimizer.solution import Assignment

QUIET_SECONDS: Final = 0.5


class Interrupted(Exception):
    """The solve must end now: CANCELED or STOPPED."""

    def __init__(self, status: Status) -> None:
        self.status = status
        super().__init__(status)


class EngineFailed(Exception):
    """An engine gave no answer; the code says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass
class Pulse:
    """Carries what is known so far, so that an interrupted solve still returns it.

    Attributes
    ----------
    assignment, certificate, bound
        The best so far; engines set them as soon as they have them.
    """

    on_progress: OnProgress = ignore
    should_stop: ShouldStop = never
    limits: Limits = field(default_factory=Limits)
    assignment: Assignment | None = None
    certificate: Certificate | None = None
    bound: int | None = None
    _started: float = field(default_factory=time.perf_counter)
    _last: float = -QUIET_SECONDS
    _heartbeat: int = 0
    _phase: Phase | None = None

    @property
    def is_watched(self) -> bool:
        """Whether anybody could notice that a solve is silent or late."""
        return self.on_progress is not ignore or self.should_stop is not never or self.limits.seconds < math.inf

    def seconds(self) -> float:
        """Return the wall time since the start."""
        return time.perf_counter() - self._started

    def beat(self, phase: Phase) -> None:
        """Give a sign of life when one is due; raise Interrupted when the solve must end."""
        now = self.seconds()
        if self.should_stop():
            raise Interrupted(Status.CANCELED)
        if now > self.limits.seconds:
            raise Interrupted(Status.STOPPED)
        self.show(phase)

    def insist(self) -> None:
        """Hear that an engine has found nothing quickly and begins a search that may take long."""

    def show(self, phase: Phase) -> None:
        """Give a sign of life when one is due, where a solve is too far to be ended."""
        if phase is not self._phase or self.seconds() - self._last >= QUIET_SECONDS:
            self.tell(phase)

    def tell(self, phase: Phase) -> None:
        """Give a sign of life now."""
        self._phase, self._last = phase, self.seconds()
        self._heartbeat += 1
        value = None if self.assignment is None else self.assignment.value
        self.on_progress(Progress(phase, value, self.bound, self._heartbeat, self._last))

    def improve(self, assignment: Assignment) -> None:
        """Keep a plan that breaks no rule if it is the best so far."""
        if self.assignment is None or assignment.value > self.assignment.value:
            self.assignment = assignment

    def tighten(self, bound: int, certificate: Certificate) -> None:
        """Keep a bound if it is the best so far."""
        if self.bound is None or bound < self.bound:
            self.bound, self.certificate = bound, certificate
