"""The smallest set of changes after which a problem has a plan: a flow in which every change has a price."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.engines.mincost import find_flow
from optimizer.engines.network import Bundle, bundle_from, bundle_into, join_network, node_units
from optimizer.progress import Phase

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.engines.candidates import Candidates
    from optimizer.pulse import Pulse

    Units = NDArray[np.int64]

# Among changes of equal size people would rather be asked for these, in this order.
PREFERENCES: Final = ("raise_capacity", "raise_limit", "allow_pair", "lower_minimum", "lower_requirement")


@dataclass(frozen=True, eq=False)
class Mends:
    """By how many units to change each node, and which of the forbidden pairs to allow."""

    raise_capacity: Units
    raise_limit: Units
    lower_minimum: Units
    lower_requirement: Units
    allow_pair: NDArray[np.int64]


def find_mends(candidates: Candidates, forbidden: Candidates, missing_units: int, pulse: Pulse) -> Mends:
    """Find the fewest units of change; ``forbidden`` holds the pairs that may be allowed."""
    bounds = candidates.bounds
    base = len(PREFERENCES) * (missing_units + 1)  # preferences never outweigh one unit
    price = {code: base + rank for rank, code in enumerate(PREFERENCES)}
    pairs = replace(
        candidates,
        supply=np.concatenate((candidates.supply, forbidden.supply)),
        demand=np.concatenate((candidates.demand, forbidden.demand)),
        fit=np.concatenate((np.zeros(len(candidates), np.int64), np.full(len(forbidden), -price["allow_pair"]))),
    )
    bundles = _build_bundles(pairs, price, missing_units)
    units = node_units(bounds)
    units[-2:] += (missing_units, -missing_units)
    answer = find_flow(join_network(pairs, bundles, units), pulse, Phase.CERTIFY)
    if answer is None:
        raise AssertionError("a flow in which every minimum may be lowered is feasible")
    flows = np.split(answer.units, np.cumsum([len(bundle.tail) for bundle in bundles]))
    supply_count, demand_count = len(bounds.supply_hi), len(bounds.demand_hi)
    return Mends(
        raise_capacity=_spread(bundles[3].head, flows[3], 0, supply_count),
        raise_limit=_spread(bundles[4].tail, flows[4], supply_count, demand_count),
        lower_minimum=_spread(bundles[5].tail, flows[5], 0, supply_count),
        lower_requirement=_spread(bundles[6].head, flows[6], supply_count, demand_count),
        allow_pair=np.flatnonzero(answer.chosen[len(candidates) :]),
    )


def _build_bundles(pairs: Candidates, price: dict[str, int], missing_units: int) -> list[Bundle]:
    bounds = pairs.bounds
    supply_count, demand_count = len(bounds.supply_hi), len(bounds.demand_hi)
    supplies = np.arange(supply_count, dtype=np.int32)
    demands = np.arange(supply_count, supply_count + demand_count, dtype=np.int32)
    source, sink = supply_count + demand_count, supply_count + demand_count + 1
    most_supply, most_demand = np.full(supply_count, missing_units), np.full(demand_count, missing_units)
    emitted = int(bounds.demand_hi.sum()) + missing_units
    return [
        bundle_from(source, supplies, bounds.supply_hi - bounds.supply_lo),
        bundle_into(sink, demands, bounds.demand_hi - bounds.demand_lo),
        bundle_from(source, np.array([sink], np.int32), np.array([emitted], np.int64)),
        bundle_from(source, supplies, most_supply, price["raise_capacity"]),
        bundle_into(sink, demands, most_demand, price["raise_limit"]),
        bundle_into(sink, supplies, bounds.supply_lo, price["lower_minimum"]),
        bundle_from(source, demands, bounds.demand_lo, price["lower_requirement"]),
    ]


def _spread(nodes: NDArray[np.int32], units: Units, offset: int, count: int) -> Units:
    return np.bincount(nodes - offset, weights=units, minlength=count).astype(np.int64)
