"""How many units each candidate pair gives in a cheapest flow: one at most, or several."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from optimizer.engines.mincost import choose_pairs, find_flow
from optimizer.engines.network import build_network

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.engines.candidates import Candidates
    from optimizer.engines.network import Network
    from optimizer.progress import Phase
    from optimizer.pulse import Pulse


def choose_units(candidates: Candidates, pulse: Pulse, phase: Phase) -> NDArray[np.bool_ | np.int64] | None:
    """Choose the units of every pair, as flags where a pair gives one at most; None when no flow is feasible."""
    network = build_network(candidates)
    if candidates.pair_capacity == 1:
        return choose_pairs(network, pulse, phase)
    answer = find_flow(_widen(network, candidates.pair_capacity), pulse, phase)
    return None if answer is None else answer.units[: len(candidates)]


def _widen(network: Network, pair_capacity: int) -> Network:
    """Move the pairs among the other arcs, of which a flow tells the units."""
    none = np.zeros(0, np.int32)
    return replace(
        network,
        pair_tail=none,
        pair_head=none,
        pair_cost=none.astype(np.int64),
        tail=np.concatenate((network.pair_tail, network.tail)),
        head=np.concatenate((network.pair_head, network.head)),
        capacity=np.concatenate((np.full(len(network.pair_tail), pair_capacity), network.capacity)),
        cost=np.concatenate((network.pair_cost, network.cost)),
    )
