"""OR-Tools' flow on all pairs, as one would write it by hand: arrays in, value out, nothing checked or proven."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from ortools.graph.python import min_cost_flow

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SCALE = 1_000_000


def read(path: Path) -> dict[str, NDArray[np.generic]]:
    """Read the arrays of an instance."""
    with np.load(path) as file:
        return {name: file[name] for name in file.files}


def run(instance: dict[str, NDArray[np.generic]]) -> dict[str, object]:
    """Build the arcs and solve."""
    supply, demand, fit, capacity, needed = to_columns(instance)
    price = round(float(instance.get("shortage_price", 0)) * SCALE)
    supply_count, demand_count = len(capacity), len(needed)
    source = supply_count + demand_count
    demands = np.arange(supply_count, source, dtype=np.int32)
    flow = min_cost_flow.SimpleMinCostFlow()
    pairs = flow.add_arcs_with_capacity_and_unit_cost(supply, demand + np.int32(supply_count), 1, -fit)
    flow.add_arcs_with_capacity_and_unit_cost(source, np.arange(supply_count, dtype=np.int32), capacity, 0)
    if price:
        flow.add_arcs_with_capacity_and_unit_cost(source, demands, needed, price)
    flow.set_nodes_supplies(np.append(demands, np.int32(source)), np.append(-needed, needed.sum()))
    status = flow.solve()
    assert status == flow.OPTIMAL, status
    chosen = flow.flows(pairs) > 0
    lacking = int(needed.sum() - chosen.sum())
    return {"value": int(fit[chosen].sum()) - price * lacking, "gap": None, "proof": "none", "engine": "bare flow"}


def to_columns(instance: dict[str, NDArray[np.generic]]) -> tuple[NDArray[np.generic], ...]:
    """Turn an instance into supply, demand and fit of its allowed pairs, capacities and requirements."""
    if "score" not in instance:
        fit = np.rint(instance["fit"].astype(np.float64) * SCALE).astype(np.int64)
        bounds = (instance["supply_hi"], instance["demand_lo"])
        return instance["pair_supply"], instance["pair_demand"], fit, *bounds
    demand, supply = np.nonzero(~instance["conflict"])
    fit = np.rint(instance["score"][demand, supply].astype(np.float64) * SCALE).astype(np.int64)
    bounds = (instance["capacity"].astype(np.int64), instance["judges_needed"].astype(np.int64))
    return supply.astype(np.int32), demand.astype(np.int32), fit, *bounds
