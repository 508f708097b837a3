"""CP-SAT on the same problem: right for timetables, not for this."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python import cp_model
from peers import bare_flow

if TYPE_CHECKING:
    from numpy.typing import NDArray

read = bare_flow.read
WORKERS = 2


def run(instance: dict[str, NDArray[np.generic]]) -> dict[str, object]:
    """Build the model and solve."""
    supply, demand, fit, capacity, needed = bare_flow.to_columns(instance)
    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in range(len(fit))]
    for nodes, limits, is_exact in ((supply, capacity, False), (demand, needed, True)):
        order = np.argsort(nodes, kind="stable")
        starts = np.searchsorted(nodes[order], np.arange(len(limits) + 1))
        for node, limit in enumerate(limits.tolist()):
            total = sum(chosen[at] for at in order[starts[node] : starts[node + 1]].tolist())
            model.add(total == limit if is_exact else total <= limit)
    model.maximize(cp_model.LinearExpr.weighted_sum(chosen, fit.tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    status = solver.solve(model)
    assert status == cp_model.OPTIMAL, solver.status_name(status)
    return {"value": round(solver.objective_value), "gap": None, "proof": "none", "engine": "CP-SAT"}
