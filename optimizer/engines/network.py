"""From pairs and bounds to the arcs of a minimum-cost flow.

The nodes are the supplies, the demands, and two hubs: units that a supply may give on top of its minimum come from
the source, units that a demand may take on top of its requirement go to the sink, and what nobody uses takes the bypass
between them. Minimums are supplies of the nodes themselves, so a feasible flow meets them by construction. Where the
units of a supply cost something, every run of units of equal cost has an arc of its own; as costs never fall, the
cheapest flow fills them in their order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.engines.candidates import Bounds, Candidates

    Units = NDArray[np.int64]
    Indices = NDArray[np.int32]


@dataclass(frozen=True, eq=False, slots=True)
class Network:
    """A minimum-cost flow: first the pairs, each for one unit, then the other arcs with their capacities."""

    pair_tail: Indices
    pair_head: Indices
    pair_cost: NDArray[np.int64]
    tail: Indices
    head: Indices
    capacity: Units
    cost: Units
    node_units: Units

    @property
    def arc_count(self) -> int:
        """Count all arcs."""
        return len(self.pair_tail) + len(self.tail)


@dataclass(frozen=True, eq=False, slots=True)
class Bundle:
    """Arcs of one kind."""

    tail: Indices
    head: Indices
    capacity: Units
    cost: Units


def build_network(candidates: Candidates) -> Network:
    """Build the flow whose cheapest solution is the best choice of pairs."""
    bounds = candidates.bounds
    supply_count, demand_count = len(bounds.supply_hi), len(bounds.demand_hi)
    demands = np.arange(supply_count, supply_count + demand_count, dtype=np.int32)
    source, sink = supply_count + demand_count, supply_count + demand_count + 1
    units = node_units(bounds)
    # Where nothing can be left over, a bypass without use would still cost the solver a tenth of its time.
    bypass = units[source] if units[sink] else 0
    bundles = [
        _join_source(bounds, source),
        bundle_into(sink, demands, bounds.demand_hi - bounds.demand_lo),
        bundle_from(source, np.array([sink], np.int32), np.array([bypass], np.int64)),
    ]
    if candidates.shortage_price is not None:
        bundles.append(bundle_from(source, demands, bounds.demand_lo, candidates.shortage_price))
        bundles.append(_join_sink(bounds, sink, candidates.shortage_price))
    return join_network(candidates, bundles, units)


def _join_source(bounds: Bounds, source: int) -> Bundle:
    """What supplies give on top of their minimums: an arc for each, or for each run of units of equal cost."""
    if bounds.loads is None:
        supplies = np.arange(len(bounds.supply_hi), dtype=np.int32)
        return bundle_from(source, supplies, bounds.supply_hi - bounds.supply_lo)
    supply, capacity, cost = bounds.loads.list_steps(bounds.supply_lo, bounds.supply_hi)
    return Bundle(np.full(len(supply), source, np.int32), supply, capacity, cost)


def _join_sink(bounds: Bounds, sink: int, shortage_price: int) -> Bundle:
    """What supplies lack of their minimums: the price of a shortage, less what the unit would have cost."""
    if bounds.loads is None:
        return bundle_into(sink, np.arange(len(bounds.supply_lo), dtype=np.int32), bounds.supply_lo, shortage_price)
    supply, capacity, cost = bounds.loads.list_steps(np.zeros_like(bounds.supply_lo), bounds.supply_lo)
    return Bundle(supply, np.full(len(supply), sink, np.int32), capacity, shortage_price - cost)


def node_units(bounds: Bounds) -> Units:
    """What each node emits (positive) or swallows (negative): supplies, demands, source, sink."""
    emitted = int(bounds.demand_hi.sum())
    swallowed = emitted + int(bounds.supply_lo.sum()) - int(bounds.demand_lo.sum())
    return np.concatenate((bounds.supply_lo, -bounds.demand_lo, [emitted, -swallowed]))


def join_network(candidates: Candidates, bundles: list[Bundle], units: Units) -> Network:
    """Put the pairs and the other arcs together."""
    offset = np.int32(len(candidates.bounds.supply_hi))
    return Network(
        pair_tail=candidates.supply,
        pair_head=candidates.demand + offset,
        pair_cost=-candidates.fit,
        tail=np.concatenate([bundle.tail for bundle in bundles]),
        head=np.concatenate([bundle.head for bundle in bundles]),
        capacity=np.concatenate([bundle.capacity for bundle in bundles]),
        cost=np.concatenate([bundle.cost for bundle in bundles]),
        node_units=units,
    )


def bundle_from(hub: int, nodes: Indices, capacity: Units, cost: int = 0) -> Bundle:
    """Arcs from one hub to many nodes, those without capacity left out."""
    kept = np.flatnonzero(capacity > 0)
    hubs = np.full(len(kept), hub, np.int32)
    return Bundle(hubs, nodes[kept], capacity[kept], np.full(len(kept), cost, np.int64))


def bundle_into(hub: int, nodes: Indices, capacity: Units, cost: int = 0) -> Bundle:
    """Arcs from many nodes into one hub, those without capacity left out."""
    outward = bundle_from(hub, nodes, capacity, cost)
    return Bundle(outward.head, outward.tail, outward.capacity, outward.cost)
