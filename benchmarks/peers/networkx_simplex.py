"""The network simplex of networkx, in pure Python: another author's answer to the same flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from peers import bare_flow

if TYPE_CHECKING:
    from numpy.typing import NDArray

read = bare_flow.read


def run(instance: dict[str, NDArray[np.generic]]) -> dict[str, object]:
    """Build the graph and solve."""
    supply, demand, fit, capacity, needed = bare_flow.to_columns(instance)
    graph = nx.DiGraph()
    graph.add_node("source", demand=-int(needed.sum()))
    for node, units in enumerate(capacity.tolist()):
        graph.add_edge("source", ("supply", node), capacity=units, weight=0)
    for node, units in enumerate(needed.tolist()):
        graph.add_node(("demand", node), demand=units)
    for i, j, worth in zip(supply.tolist(), demand.tolist(), fit.tolist(), strict=True):
        graph.add_edge(("supply", i), ("demand", j), capacity=1, weight=-worth)
    cost, _ = nx.network_simplex(graph)
    return {"value": -cost, "gap": None, "proof": "none", "engine": "networkx"}
