"""Who meets whom, slots aside: a minimum-cost flow, and the integer potentials that prove it.

Units flow from the source through a hub that holds no more meetings than there are places in all slots, to the
startups, through groups (a startup and a fund) where a fund is capped, over the pairs to the investors, and into the
sink. What is required counts more than all fit together, so one flow answers both goals, and one vector of
potentials proves both. Slots are ignored, so the bound holds for every timetable.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.engines.mincost import find_flow
from optimizer.engines.network import Network
from optimizer.exact import exact_dot
from optimizer.progress import Phase
from optimizer.pulse import EngineFailed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.pulse import Pulse
    from optimizer.timetable.meetings.problem import Meetings, MeetingSide

    Units = NDArray[np.int64]
    Indices = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Choice:
    """The pairs that meet, and the potentials of the flow that says that there are no better ones."""

    startup: Indices
    investor: Indices
    potentials: Units


def choose_meetings(meetings: Meetings, pulse: Pulse) -> Choice:
    """Choose the pairs that miss least of what is required, and of these choices the one of largest fit.

    Raises
    ------
    Interrupted, EngineFailed
    """
    network = _build_network(meetings)
    answer = find_flow(network, pulse, Phase.SOLVE)
    if answer is None:
        raise EngineFailed("flow_infeasible")
    startup, investor = meetings.pairs
    potentials = _find_potentials(network, answer.chosen, answer.units, pulse)
    return Choice(startup[answer.chosen], investor[answer.chosen], potentials)


def bound_choice(meetings: Meetings, potentials: Units) -> int | None:
    """Compute what no choice exceeds: required units met times their weight, plus fit; None for malformed potentials.

    For any potentials p the cost of a flow is at least the sum over arcs of capacity times min(0, cost + p_tail -
    p_head), less what the nodes emit times p: weak duality, so the potentials need no trust.
    """
    network = _build_network(meetings)
    if potentials.shape != network.node_units.shape or potentials.dtype != np.int64:
        return None
    if potentials.size and int(np.abs(potentials).max()) > np.iinfo(np.int64).max // 4:
        return None
    tail, head, capacity, cost = _all_arcs(network)
    reduced = cost + potentials[tail] - potentials[head]
    return -(exact_dot(capacity, np.minimum(reduced, 0)) - exact_dot(network.node_units, potentials))


def split_bound(meetings: Meetings, bound: int, unmet: int) -> tuple[int, int]:
    """Turn the bound of a choice into one of unmet requirements, and one of fit when that many are missed."""
    weight = _requirement_weight(meetings)
    fewest = max(0, meetings.required_units - bound // weight)
    return fewest, bound - weight * (meetings.required_units - unmet)


def _requirement_weight(meetings: Meetings) -> int:
    largest = int(meetings.fit.max()) if meetings.fit.size else 0
    return int(meetings.places.sum()) * largest + 1


def _build_network(meetings: Meetings) -> Network:
    """Build the flow; nodes are source, sink, hub, startups, investors, groups."""
    startup, investor = meetings.pairs
    startup_count, investor_count = meetings.fit.shape
    weight = _requirement_weight(meetings)
    groups, group_of = _group_pairs(meetings)
    first_investor = 3 + startup_count
    pair_tail = np.where(group_of >= 0, first_investor + investor_count + group_of, 3 + startup)
    held = int(meetings.places.sum())
    arcs = [
        _arcs(0, 2, held, 0),
        _arcs(0, 1, held, 0),
        *_side_arcs(meetings.startups, 3, weight, hub=2),
        *[arcs[[1, 0, 2, 3]] for arcs in _side_arcs(meetings.investors, first_investor, weight, hub=1)],
        _arcs(3 + groups, first_investor + investor_count + np.arange(len(groups)), meetings.fund_cap or 0, 0),
    ]
    tail, head, capacity, cost = np.concatenate(arcs, axis=1)
    units = np.zeros(first_investor + investor_count + len(groups), np.int64)
    units[:2] = held, -held
    return Network(
        pair_tail=pair_tail.astype(np.int32),
        pair_head=(first_investor + investor).astype(np.int32),
        pair_cost=-(meetings.fit[startup, investor] + weight * meetings.requested[startup, investor]),
        tail=tail.astype(np.int32),
        head=head.astype(np.int32),
        capacity=capacity,
        cost=cost,
        node_units=units,
    )


def _group_pairs(meetings: Meetings) -> tuple[Indices, NDArray[np.int64]]:
    """Startup of each group that a fund cap binds, and the group of each pair, -1 for none."""
    startup, investor = meetings.pairs
    group_of = np.full(len(startup), -1, np.int64)
    if meetings.fund_cap is None or not len(startup):
        return np.zeros(0, np.int32), group_of
    fund = meetings.fund[investor]
    funded = fund >= 0
    width = max(1, int(fund.max()) + 1)
    keys, numbers = np.unique(startup[funded].astype(np.int64) * width + fund[funded], return_inverse=True)
    group_of[funded] = numbers
    return (keys // width).astype(np.int32), group_of


def _side_arcs(side: MeetingSide, first: int, weight: int, hub: int) -> list[Units]:
    """Arcs between a hub and the people of a side: those up to the minimum earn the weight of a requirement."""
    people = first + np.arange(len(side))
    required = np.minimum(side.lo, side.most)
    return [_arcs(hub, people, required, -weight), _arcs(hub, people, side.most - required, 0)]


def _arcs(tail: Any, head: Any, capacity: Any, cost: int) -> Units:
    return np.stack(
        np.broadcast_arrays(*(np.atleast_1d(part).astype(np.int64) for part in (tail, head, capacity, cost)))
    )


def _all_arcs(network: Network) -> tuple[Indices, Indices, Units, Units]:
    return (
        np.concatenate((network.pair_tail, network.tail)),
        np.concatenate((network.pair_head, network.head)),
        np.concatenate((np.ones(len(network.pair_tail), np.int64), network.capacity)),
        np.concatenate((network.pair_cost, network.cost)),
    )


def _find_potentials(network: Network, chosen: NDArray[np.bool_], units: Units, pulse: Pulse) -> Units:
    """Shortest distances in the residual network: none has a negative cycle, or the flow were not cheapest."""
    tail, head, capacity, cost = _all_arcs(network)
    flow = np.concatenate((chosen.astype(np.int64), units))
    forward, backward = flow < capacity, flow > 0
    source = np.concatenate((tail[forward], head[backward]))
    target = np.concatenate((head[forward], tail[backward]))
    length = np.concatenate((cost[forward], -cost[backward]))
    distance = np.zeros(len(network.node_units), np.int64)
    for _ in range(len(distance) + 1):
        pulse.beat(Phase.CERTIFY)
        offered = distance[source] + length
        shorter = np.flatnonzero(offered < distance[target])
        if not shorter.size:
            return distance
        np.minimum.at(distance, target[shorter], offered[shorter])
    raise EngineFailed("choice_not_optimal")
