"""0/1 programs by CP-SAT, and certificates for them by GLOP; as a script it answers requests on standard input."""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from ortools.linear_solver import pywraplp
from ortools.sat.python import cp_model

from optimizer.engines.binary_wire import Found, pack_certificate, unpack_program
from optimizer.program import IN, LEAF, OUT, Certificate, Program, compute_leaf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MOST_NODES: Final = 5_000
MOST_NODE_ENTRIES: Final = 4_000_000
LARGEST_MULTIPLIER: Final = 2.0**56
FRACTIONAL: Final = 1e-7


Report = Callable[[list[int], int, int], None]
"""Takes chosen columns, their gain and the bound."""


def maximize(program: Program, seed: int, report: Report | None) -> Found:
    """Find the best plan exactly; CP-SAT reckons in integers, so no tolerance can spoil its answer."""
    model = cp_model.CpModel()
    columns = [model.new_bool_var("") for _ in program.gain]
    starts = np.searchsorted(program.row, np.arange(len(program.limit) + 1))
    for row, limit in enumerate(program.limit.tolist()):
        at = slice(int(starts[row]), int(starts[row + 1]))
        terms = [columns[column] for column in program.column[at].tolist()]
        model.add(cp_model.LinearExpr.weighted_sum(terms, program.weight[at].tolist()) <= limit)
    model.maximize(cp_model.LinearExpr.weighted_sum(columns, program.gain.tolist()))
    for column, share in enumerate(Relaxation(program).shares({}) or []):
        model.add_hint(columns[column], share > 0.5)  # noqa: PLR2004 - rounded
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    # Measured on reserves of 1 000 projects: 0.1 s with the whole linear relaxation, more than 40 s without.
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = seed % 2**31
    # Ctrl-C ends a solve of this process; in a process of its own it is for whoever asks.
    solver.parameters.catch_sigint_signal = report is None
    status = solver.status_name(solver.solve(model, None if report is None else _Teller(columns, report)))
    if status not in {"OPTIMAL", "FEASIBLE"}:
        return Found(status, None, 0)
    chosen = [at for at, column in enumerate(columns) if solver.boolean_value(column)]
    return Found(status, chosen, round(solver.best_objective_bound))


class _Teller(cp_model.CpSolverSolutionCallback):
    """Passes on every better plan as it is found."""

    def __init__(self, columns: Sequence[Any], report: Report) -> None:
        super().__init__()
        self._columns = columns
        self._report = report

    def on_solution_callback(self) -> None:
        chosen = [at for at, column in enumerate(self._columns) if self.boolean_value(column)]
        self._report(chosen, round(self.objective_value), round(self.best_objective_bound))


class Relaxation:
    """The program with shares of columns allowed, by GLOP; knows its multipliers also where there is no plan."""

    def __init__(self, program: Program, *, is_elastic: bool = False) -> None:
        self._program = program
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        self._columns = [self._solver.NumVar(0.0, 1.0, "") for _ in program.gain]
        self._rows = [self._solver.Constraint(-self._solver.infinity(), limit) for limit in program.limit.tolist()]
        for row, column, weight in zip(
            program.row.tolist(), program.column.tolist(), program.weight.tolist(), strict=True
        ):
            self._rows[row].SetCoefficient(self._columns[column], weight)
        self._goal = goal = self._solver.Objective()
        goal.SetMaximization()
        if is_elastic:
            self._add_slacks(goal)
        else:
            for column, gain in zip(self._columns, program.gain.tolist(), strict=True):
                goal.SetCoefficient(column, gain)
        self._fixed: dict[int, int] = {}

    def _add_slacks(self, goal: Any) -> None:
        """Rows may be exceeded, and the excess, in units of the row's largest weight, is what counts."""
        widest = np.ones(len(self._rows), np.int64)
        np.maximum.at(widest, self._program.row, np.abs(self._program.weight))
        for row, width in zip(self._rows, widest.tolist(), strict=True):
            slack = self._solver.NumVar(0.0, self._solver.infinity(), "")
            row.SetCoefficient(slack, -width)
            goal.SetCoefficient(slack, -1.0)

    def shares(self, fixed: dict[int, int]) -> list[float] | None:
        """Solve with these columns fixed; None when there is no solution."""
        for column in self._fixed.keys() - fixed.keys():
            self._columns[column].SetBounds(0.0, 1.0)
        for column, side in fixed.items():
            self._columns[column].SetBounds(side, side)
        self._fixed = fixed
        if self._solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        return [column.solution_value() for column in self._columns]

    def value(self) -> float:
        """Return the best value of the last solve, about."""
        return float(self._goal.Value())

    def multipliers(self) -> tuple[NDArray[np.int64], int]:
        """Return the duals of the last solve as integers, with what they are parts of."""
        duals = np.array([max(0.0, abs(row.dual_value())) for row in self._rows])
        largest = float(duals.max()) if len(duals) else 0.0
        parts = 40 if largest <= 0 else int(np.clip(np.floor(np.log2(LARGEST_MULTIPLIER / largest)), 0, 60))
        return np.rint(duals * 2.0**parts).astype(np.int64), 2**parts


class Prover:
    """Grows a tree until every leaf is proven to exceed the target nowhere."""

    def __init__(self, program: Program, target: int) -> None:
        self._program = program
        self._target = target
        self._largest = np.abs(program.gain).tolist()
        self._relaxation = Relaxation(program)
        self._elastic: Relaxation | None = None
        self._leaves: list[tuple[NDArray[np.int64], int]] = []
        self._branch: list[int] = []

    def prove(self) -> Certificate | None:
        """Return the tree, None when it would grow too large."""
        most = min(MOST_NODES, MOST_NODE_ENTRIES // max(1, len(self._program.row)))
        stack: list[dict[int, int]] = [{}]
        while stack:
            fixed = stack.pop()
            column = self._close_or_branch(fixed)
            if column is None or len(self._branch) > most:
                return None
            if column != LEAF:
                stack += [{**fixed, column: OUT}, {**fixed, column: IN}]
            self._branch.append(column)
        return seal(self._branch, self._leaves)

    def _close_or_branch(self, fixed: dict[int, int]) -> int | None:
        shares = self._relaxation.shares(fixed)
        if shares is None:
            return LEAF if self._close_elastic(fixed) else None
        # The exact bound is computed only where it can be low enough.
        if self._relaxation.value() < self._target + 2 and self._close(fixed, *self._relaxation.multipliers()):
            return LEAF
        torn = [
            column for column, share in enumerate(shares) if column not in fixed and FRACTIONAL < share < 1 - FRACTIONAL
        ]
        # The largest gain first: measured, that halves the tree against the most torn.
        return max(torn, key=lambda column: self._largest[column], default=None)

    def _close_elastic(self, fixed: dict[int, int]) -> bool:
        """Where rows contradict each other, how much they do multiplies to any bound that is wanted."""
        self._elastic = self._elastic or Relaxation(self._program, is_elastic=True)
        if self._elastic.shares(fixed) is None:
            return False
        multipliers, _ = self._elastic.multipliers()
        return self._close(fixed, multipliers, 1)

    def _close(self, fixed: dict[int, int], multipliers: NDArray[np.int64], denominator: int) -> bool:
        total = compute_leaf(self._program, multipliers, denominator, fixed)
        if total // denominator > self._target:
            return False
        self._leaves.append((multipliers, denominator))
        return True


def prove_root(program: Program) -> Certificate:
    """Return the plain Lagrangian bound, a tree of one leaf."""
    relaxation = Relaxation(program)
    if relaxation.shares({}) is None:
        return seal([LEAF], [(np.zeros(len(program.limit), np.int64), 1)])
    return seal([LEAF], [relaxation.multipliers()])


def seal(branch: list[int], leaves: Sequence[tuple[NDArray[np.int64], int]]) -> Certificate:
    """Make arrays of a tree and its leaves."""
    return Certificate(
        np.array(branch, np.int32),
        np.stack([multipliers for multipliers, _ in leaves]),
        np.array([denominator for _, denominator in leaves], np.int64),
    )


def answer(request: dict[str, Any], tell: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """Answer one request: maximize, bound at the root, or prove a target."""
    program = unpack_program(request["program"])
    if request["task"] == "maximize":

        def report(chosen: list[int], value: int, bound: int) -> None:
            tell({"chosen": chosen, "value": value, "bound": bound})

        return {"found": list(maximize(program, request["seed"], report))}
    if request["task"] == "root":
        return {"certificate": pack_certificate(prove_root(program))}
    return {"certificate": pack_certificate(Prover(program, request["target"]).prove())}


def serve() -> None:
    """Answer line by line until the input ends; what solvers print goes nowhere near the answers."""
    # Ctrl-C reaches this process too; whoever asks decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(lines,), daemon=True).start()
    with os.fdopen(os.dup(1), "w", encoding="ascii") as pipe:
        os.dup2(2, 1)

        def tell(line: dict[str, Any]) -> None:
            pipe.write(json.dumps(line) + "\n")
            pipe.flush()

        while True:
            tell(answer(json.loads(lines.get()), tell))


def _read(lines: queue.SimpleQueue[str]) -> None:
    """Pass on requests; when the one who asks is gone, so is this process, whatever it is solving."""
    for line in sys.stdin:
        lines.put(line)
    os._exit(0)


if __name__ == "__main__":
    serve()
