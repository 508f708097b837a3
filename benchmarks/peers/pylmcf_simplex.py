"""LEMON's network simplex as pylmcf packages it: the same flow as the bare one, by another author's engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pylmcf
from peers import bare_flow

if TYPE_CHECKING:
    from numpy.typing import NDArray

read = bare_flow.read


def run(instance: dict[str, NDArray[np.generic]]) -> dict[str, object]:
    """Build the arcs and solve."""
    supply, demand, fit, capacity, needed = bare_flow.to_columns(instance)
    price = round(float(instance.get("shortage_price", 0)) * bare_flow.SCALE)
    supply_count, demand_count = len(capacity), len(needed)
    source = supply_count + demand_count
    demands = np.arange(supply_count, source)
    tails = [supply, np.full(supply_count, source)]
    heads = [demand.astype(np.int64) + supply_count, np.arange(supply_count)]
    capacities = [np.ones(len(fit), np.int64), capacity.astype(np.int64)]
    offset = int(fit.max())  # costs must not be negative, and every unit takes one pair, or is missing
    costs = [offset - fit, np.zeros(supply_count, np.int64)]
    if price:
        tails.append(np.full(demand_count, source))
        heads.append(demands)
        capacities.append(needed.astype(np.int64))
        costs.append(np.full(demand_count, offset + price))
    tail, head, most, cost = (np.concatenate(parts) for parts in (tails, heads, capacities, costs))
    order = np.lexsort((head, tail))  # pylmcf asks for that
    graph = pylmcf.Graph(source + 1, tail[order].astype(np.int64), head[order])
    graph.set_edge_capacities(most[order])
    graph.set_edge_costs(cost[order])
    units = np.zeros(source + 1, np.int64)
    units[demands], units[source] = -needed, needed.sum()
    graph.set_node_supply(units)
    graph.solve()
    value = offset * int(needed.sum()) - int(graph.total_cost())
    return {"value": value, "gap": None, "proof": "none", "engine": "pylmcf"}
