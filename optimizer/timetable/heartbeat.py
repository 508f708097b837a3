"""The pulse of a timetable solve: the same heartbeat, told with the goal that is worked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimizer.progress import Phase, Progress
from optimizer.pulse import Pulse

if TYPE_CHECKING:
    from optimizer.timetable.outcome import GoalName


@dataclass(frozen=True, slots=True)
class TimetableProgress(Progress):
    """One sign of life of a timetable solve.

    Attributes
    ----------
    goal
        The goal that ``value`` and ``bound`` speak of, None before any is worked at.
    """

    goal: GoalName | None = None


@dataclass
class TimetablePulse(Pulse):
    """Carries the goal that is worked at, with what the engine has found of it so far."""

    goal: GoalName | None = None
    value: int | None = None

    def work_at(self, goal: GoalName, value: int | None = None, bound: int | None = None) -> None:
        """Say which goal comes next, and what is known of it; the next beat tells it."""
        self._phase = None
        self.goal, self.value, self.bound = goal, value, bound

    def tell(self, phase: Phase) -> None:
        """Give a sign of life now."""
        self._phase, self._last = phase, self.seconds()
        self._heartbeat += 1
        self.on_progress(TimetableProgress(phase, self.value, self.bound, self._heartbeat, self._last, self.goal))
