"""The even way out of a shortage: what holds for everybody is raised for everybody, as little as will do."""

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from optimizer import Interrupted, Problem, Supply, even_raise, never
from optimizer.progress import ShouldStop

SEARCH_SECONDS: Final = 15.0
"""Who waits for the cause of a shortage waits this long at most for a way out that is nice to have."""

Units = NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class CommonLimit:
    """The most that holds for every supply without a limit of its own.

    `now` is what each supply may take while the limit stands at `most`, `ceiling` what it may take however high it is.
    """

    most: int
    now: Units
    ceiling: Units

    def own_count(self, units: int) -> int:
        """How many supplies may take another number all the same, once the limit is raised so far."""
        return int(np.count_nonzero(np.minimum(self.now + units, self.ceiling) != self.most + units))


def find_even_raise(problem: Problem, common: CommonLimit, should_stop: ShouldStop = never) -> int | None:
    """By how much the common limit must rise for a plan; None where that is no way out, or not known in time."""
    if problem.is_elastic:  # what lacks there is no load
        return None
    narrowed = replace(problem, supply=Supply(problem.supply.lo, common.now, problem.supply.cost))
    until = time.monotonic() + SEARCH_SECONDS
    try:
        return even_raise(narrowed, common.ceiling, should_stop=lambda: should_stop() or time.monotonic() > until)
    except Interrupted:
        return None


def write_common(common: CommonLimit, path: Path) -> None:
    np.savez(path, most=common.most, now=common.now, ceiling=common.ceiling)


def read_common(path: Path) -> CommonLimit:
    with np.load(path) as stored:
        return CommonLimit(int(stored["most"]), stored["now"], stored["ceiling"])
