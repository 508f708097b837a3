"""Run CP-SAT so that the caller stays able to tell, to cancel and to keep time.

The solver runs in a thread of its own and lets the interpreter go while it works. The calling thread looks every
twentieth of a second: it tells progress, hands over what was found, and asks the solver to stop when it must. A solver
that does not listen is left to end by itself: the caller returns with what was found before. One worker, a fixed seed
and limits in deterministic time, so that the same model gives the same answer on every machine unless it was stopped.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from ortools.sat.python import cp_model

from optimizer.progress import Phase
from optimizer.pulse import EngineFailed, Interrupted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from optimizer.timetable.heartbeat import TimetablePulse

Model = cp_model.CpModel
Variable = cp_model.IntVar
Expression = cp_model.LinearExpr
Rule = cp_model.BoundedLinearExpression | bool

POLL_SECONDS: Final = 0.05
GRACE_SECONDS: Final = 0.4
UNLIMITED: Final = float("inf")


class Found(NamedTuple):
    """What a search ended with.

    ``values`` has one entry per variable of the model and is None when nothing was found; ``bound`` is None when the
    solver has none; ``is_closed`` says that nothing better exists, or nothing at all.
    """

    values: NDArray[np.int64] | None
    bound: int | None
    is_closed: bool
    core: tuple[int, ...] = ()

    @property
    def is_infeasible(self) -> bool:
        """Whether the solver says that there is no solution."""
        return self.is_closed and self.values is None


@dataclass
class _Watch(cp_model.CpSolverSolutionCallback):
    """Keeps the last solution and its value for the calling thread."""

    latest: NDArray[np.int64] | None = field(default=None)
    worth: int | None = None

    def __post_init__(self) -> None:
        super().__init__()

    def on_solution_callback(self) -> None:
        """Take the solution."""
        self.latest = np.array(self.response_proto.solution, np.int64)
        self.worth = round(self.objective_value)


def search(
    model: Model,
    pulse: TimetablePulse,
    *,
    seed: int,
    effort: float = UNLIMITED,
    on_found: Callable[[NDArray[np.int64]], None] | None = None,
    assumptions: Sequence[Variable] = (),
) -> Found:
    """Search for the best solution of the model from its hint.

    ``effort`` is a limit in deterministic time, about seconds. ``on_found`` is called in this thread with the best
    solution at the end and, before an interrupt is raised, with the best so far.

    Raises
    ------
    Interrupted
        When the pulse says so.
    EngineFailed
        ``model_invalid``.
    """
    model.clear_assumptions()
    if assumptions:
        model.add_assumptions(assumptions)
    solver, watch = _make_solver(seed, effort), _Watch()
    bounds: list[float] = []
    solver.best_bound_callback = bounds.append
    status: list[cp_model.CpSolverStatus] = []
    worker = threading.Thread(target=lambda: status.append(solver.solve(model, watch)), daemon=True)
    pulse.beat(Phase.SOLVE)
    worker.start()
    try:
        while worker.is_alive():
            worker.join(POLL_SECONDS)
            if model.has_objective():
                _note(pulse, watch, bounds)
            pulse.beat(Phase.SOLVE)
    except Interrupted:
        _stop(solver, worker)
        if watch.latest is not None and on_found is not None:
            on_found(watch.latest)
        raise
    found = _conclude(solver, status, model)
    if found.values is not None and on_found is not None:
        on_found(found.values)
    return found


def _make_solver(seed: int, effort: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    if effort < UNLIMITED:
        solver.parameters.max_deterministic_time = effort
    return solver


def _note(pulse: TimetablePulse, watch: _Watch, bounds: list[float]) -> None:
    if watch.worth is not None:
        pulse.value = watch.worth
    if bounds:
        pulse.bound = round(bounds[-1])


def _stop(solver: cp_model.CpSolver, worker: threading.Thread) -> None:
    deadline = time.perf_counter() + GRACE_SECONDS
    while worker.is_alive() and time.perf_counter() < deadline:
        solver.stop_search()
        worker.join(POLL_SECONDS)


def _conclude(solver: cp_model.CpSolver, status: list[cp_model.CpSolverStatus], model: Model) -> Found:
    if not status or status[0] == cp_model.MODEL_INVALID:
        raise EngineFailed("model_invalid")
    if status[0] == cp_model.INFEASIBLE:
        return Found(None, None, is_closed=True, core=tuple(solver.sufficient_assumptions_for_infeasibility()))
    if status[0] == cp_model.UNKNOWN:
        return Found(None, None, is_closed=False)
    values = np.array(solver.response_proto.solution, np.int64)
    bound = round(solver.best_objective_bound) if model.has_objective() else None
    return Found(values, bound, is_closed=status[0] == cp_model.OPTIMAL)


def aim(model: Model, expression: Expression, *, largest: bool, hints: Iterable[tuple[Variable, int]] = ()) -> None:
    """Give a model that is searched again another objective and another hint."""
    model.proto.clear_objective()
    model.proto.clear_solution_hint()
    for variable, value in hints:
        model.add_hint(variable, value)
    (model.maximize if largest else model.minimize)(expression)
