"""Dependent rounding: from parts of units to whole units, at random, every pair with its own probability exactly.

Parts move along alternating trails and cycles, so that no node ever leaves the two whole numbers around its load
(Gandhi, Khuller, Parthasarathy and Srinivasan, 2006). While the number of parts is even, pairs with an odd count are
strung into trails and each trail tosses one coin, all at once; that halves the number of parts. Where it ends odd,
cycles are rounded one after the other, each fixing at least one pair.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Nodes = NDArray[np.int32]
    Parts = NDArray[np.int64]
    Couples = tuple[NDArray[np.int64], NDArray[np.int64]]


def round_parts(supply: Nodes, demand: Nodes, parts: Parts, whole: int, draw: np.random.Generator) -> NDArray[np.bool_]:
    """Choose each pair with probability ``parts / whole``; no pair twice, parts from 0 to ``whole``."""
    parts = parts.copy()
    while whole % 2 == 0:
        odd = np.flatnonzero(parts & 1)
        parts[odd] += _toss_trails(supply[odd], demand[odd], draw)
        parts >>= 1
        whole >>= 1
    open_pairs = np.flatnonzero(parts % whole)
    if open_pairs.size:
        parts[open_pairs] = _round_cycles(supply[open_pairs], demand[open_pairs], parts[open_pairs], whole, draw)
    return parts > 0


def _toss_trails(supply: Nodes, demand: Nodes, draw: np.random.Generator) -> Parts:
    """String pairs into trails and let each trail go up and down in turn: 1 or -1 per pair, both equally likely."""
    first, is_odd = _find_trails(_couple(supply, draw), _couple(demand, draw), len(supply))
    is_down = draw.integers(0, 2, len(supply)).astype(np.bool_)[first] ^ is_odd
    return np.where(is_down, -1, 1)


def _find_trails(by_supply: Couples, by_demand: Couples, count: int) -> tuple[Parts, NDArray[np.bool_]]:
    """Find the least pair on the trail of each pair, and whether it is an odd number of steps away.

    Every pair stands here twice, once for each way along its trail; jumps double until nobody sees a lesser pair.
    """
    onward = np.arange(2 * count)
    for here, there, (left, right) in ((0, count, by_supply), (count, 0, by_demand)):
        onward[left + here] = right + there
        onward[right + here] = left + there
    least, is_odd = np.tile(np.arange(count), 2), np.zeros(2 * count, np.bool_)
    jump_is_odd = onward != np.arange(2 * count)
    while (lesser := np.flatnonzero(least[onward] < least)).size:
        ahead = onward[lesser]
        least[lesser], is_odd[lesser] = least[ahead], is_odd[ahead] ^ jump_is_odd[lesser]
        jump_is_odd = jump_is_odd ^ jump_is_odd[onward]
        onward = onward[onward]
    backward = least[count:] < least[:count]
    return np.minimum(least[:count], least[count:]), np.where(backward, is_odd[count:], is_odd[:count])


def _couple(nodes: Nodes, draw: np.random.Generator) -> Couples:
    """Couple the pairs of each node two by two at random; one of an odd number stays alone."""
    order = draw.permutation(len(nodes))
    order = order[np.argsort(nodes[order], kind="stable")]
    ordered = nodes[order]
    rank = np.arange(len(ordered)) - np.searchsorted(ordered, ordered)
    second = np.flatnonzero(rank & 1)
    return order[second - 1], order[second]


def _round_cycles(supply: Nodes, demand: Nodes, parts: Parts, whole: int, draw: np.random.Generator) -> Parts:
    """Close the graph and round cycle after cycle until every pair has all parts or none."""
    tails, heads, weights = _close(supply, demand, parts, whole)
    order = draw.permutation(len(weights))
    weights = weights[order]
    walk = _Walk(weights.tolist(), whole, draw)
    walk.join(tails[order].tolist(), heads[order].tolist())
    walk.round_all()
    rounded = np.empty(len(order), np.int64)
    rounded[order] = walk.parts
    return rounded[: len(parts)] // whole


def _close(supply: Nodes, demand: Nodes, parts: Parts, whole: int) -> tuple[Parts, Parts, Parts]:
    """Add a hub to each side that takes what lacks at a node to a whole unit; then everything lies on cycles."""
    supplies, tails = np.unique(supply, return_inverse=True)
    demands, heads = np.unique(demand, return_inverse=True)
    supply_slack = -np.bincount(tails, parts).astype(np.int64) % whole
    demand_slack = -np.bincount(heads, parts).astype(np.int64) % whole
    heads = heads + len(supplies)
    supply_hub, demand_hub = len(supplies) + len(demands), len(supplies) + len(demands) + 1
    lacking, wanting = np.flatnonzero(supply_slack), np.flatnonzero(demand_slack)
    tails = np.concatenate((tails, lacking, np.full(len(wanting) + 1, supply_hub)))
    heads = np.concatenate((heads, np.full(len(lacking), demand_hub), wanting + len(supplies), [demand_hub]))
    between = [-int(supply_slack.sum()) % whole]
    return tails, heads, np.concatenate((parts, supply_slack[lacking], demand_slack[wanting], between))


@dataclass
class _Walk:
    """A walk over edges that have some of their parts and not all; it rounds every cycle it closes.

    The parts at each node add up to whole units, so a walk that arrives by an open edge can leave by another.
    """

    parts: list[int]
    whole: int
    draw: np.random.Generator
    ends: list[int] = field(default_factory=list)  # sum of both ends: one end gives the other
    touching: dict[int, list[int]] = field(default_factory=dict)
    edges: list[int] = field(default_factory=list)
    nodes: list[int] = field(default_factory=list)
    place: dict[int, int] = field(default_factory=dict)

    def join(self, tails: list[int], heads: list[int]) -> None:
        """Set the two ends of every edge."""
        for edge, (tail, head) in enumerate(zip(tails, heads, strict=True)):
            self.ends.append(tail + head)
            self.touching.setdefault(tail, []).append(edge)
            self.touching.setdefault(head, []).append(edge)

    def round_all(self) -> None:
        """Walk from every node until no open edge is left."""
        for start in self.touching:
            self.edges, self.nodes, self.place = [], [start], {start: 0}
            while (edge := self._find_onward()) is not None:
                self._step(edge)

    def _find_onward(self) -> int | None:
        """Find an open edge other than the one we came by."""
        touching = self.touching[self.nodes[-1]]
        self._drop_closed(touching)
        if not (self.edges and touching and touching[-1] == self.edges[-1]):
            return touching[-1] if touching else None
        came_by = touching.pop()
        self._drop_closed(touching)
        onward = touching[-1] if touching else None
        touching.append(came_by)
        return onward

    def _drop_closed(self, touching: list[int]) -> None:
        while touching and self.parts[touching[-1]] % self.whole == 0:
            touching.pop()

    def _step(self, edge: int) -> None:
        node = self.ends[edge] - self.nodes[-1]
        self.edges.append(edge)
        first = self.place.get(node)
        if first is None:
            self.place[node] = len(self.nodes)
            self.nodes.append(node)
            return
        self._round(self.edges[first:])
        for left in self.nodes[first + 1 :]:
            del self.place[left]
        del self.edges[first:], self.nodes[first + 1 :]

    def _round(self, cycle: list[int]) -> None:
        """Move as many parts around the cycle as fit, one way or the other, so that nothing moves on average."""
        rising, falling = cycle[::2], cycle[1::2]
        parts, whole = self.parts, self.whole
        forth = min(*(whole - parts[edge] for edge in rising), *(parts[edge] for edge in falling))
        back = min(*(parts[edge] for edge in rising), *(whole - parts[edge] for edge in falling))
        moved = forth if self.draw.integers(forth + back) < back else -back
        for edge in rising:
            parts[edge] += moved
        for edge in falling:
            parts[edge] -= moved
