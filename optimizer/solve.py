"""The only door: solve a problem, then check and verify what came out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.limits import Limits
from optimizer.progress import OnProgress, ShouldStop, ignore, never
from optimizer.result import Objective

if TYPE_CHECKING:
    from optimizer.problem import Problem
    from optimizer.result import Result
    from optimizer.solution import Assignment

UNLIMITED = Limits()


def solve(  # noqa: PLR0913 - the settings of a solve, all by keyword
    problem: Problem,
    *,
    objective: Objective = Objective.TOTAL_FIT,
    limits: Limits = UNLIMITED,
    seed: int = 0,
    start: Assignment | None = None,
    on_progress: OnProgress = ignore,
    should_stop: ShouldStop = never,
) -> Result:
    """Find the best assignment and prove it.

    Parameters
    ----------
    limits
        Wall time; when it ends the status is STOPPED.
    seed
        Breaks ties between engines' random choices; recorded in the result. Same problem, settings and seed give the
        same plan.
    start
        A plan to fall back on when the solve is stopped before it has a better one.
    on_progress
        Called in this thread at least once a second.
    should_stop
        Asked several times a second; True ends the solve with status CANCELED within a second.

    Returns
    -------
    Result
        PROVEN with a verified certificate of gap 0, INFEASIBLE (ask ``shortage`` why), STOPPED, CANCELED or FAILED.
    """
    raise NotImplementedError
