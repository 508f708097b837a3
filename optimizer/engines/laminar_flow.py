"""The flow through two trees of nested sets, and the integer multipliers of its nodes and rows.

All units go round: from one hub through the tree of the supplies, over a pair, through the tree of the demands, back to
the hub. Minimums are units that nodes must pass on; where they may be missed at a price, the first units of a node
earn that price instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.engines.laminar_tree import HUB, Limits, Tree, grow_tree
from optimizer.engines.mincost import find_flow
from optimizer.engines.network import Network
from optimizer.intake import largest_of
from optimizer.pulse import EngineFailed
from optimizer.result import Certificate
from optimizer.rules.rule import OUTSIDE
from optimizer.rules.side import Multipliers

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from optimizer.engines.candidates import Candidates
    from optimizer.progress import Phase
    from optimizer.pulse import Pulse

    Units = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Indices = NDArray[np.int32]

LOWEST: Final = -(2**58)


@dataclass(frozen=True, eq=False, slots=True)
class Forest:
    """The trees of both sides over some candidates; demands' nodes are numbered behind those of the supplies."""

    candidates: Candidates
    supply: Tree
    demand: Tree

    @classmethod
    def grow(cls, candidates: Candidates, limits: Limits) -> Forest:
        """Build both trees."""
        return cls(candidates, grow_tree(candidates, limits, "supply"), grow_tree(candidates, limits, "demand"))

    @property
    def hub(self) -> int:
        """The node that all units pass."""
        return len(self.supply) + len(self.demand)

    @property
    def tail(self) -> Indices:
        """Node that each candidate leaves."""
        return self.supply.leaf

    @property
    def head(self) -> Indices:
        """Node that each candidate enters."""
        return self.demand.leaf + np.int32(len(self.supply))

    def choose(self, pulse: Pulse, phase: Phase) -> Flags | None:
        """Choose the candidates of greatest total fit; None when no choice meets every minimum."""
        answer = find_flow(self._build_network(), pulse, phase)
        return None if answer is None else answer.chosen

    def list_ends(self) -> tuple[Indices, Indices, Units, Units]:
        """Tail and head of the arc of every node, which leads from or to its parent, and its limits."""
        up, down = _over_hub(self.supply.parent, self.hub), _over_hub(self.demand.parent, self.hub, len(self.supply))
        nodes = np.arange(self.hub, dtype=np.int32)
        tail = np.concatenate((up, nodes[len(self.supply) :]))
        head = np.concatenate((nodes[: len(self.supply)], down))
        lo, hi = (np.concatenate(both) for both in ((self.supply.lo, self.demand.lo), (self.supply.hi, self.demand.hi)))
        return tail, head, lo, hi

    def _build_network(self) -> Network:
        tail, head, lo, hi = self.list_ends()
        units = np.zeros(self.hub + 1, np.int64)
        if self.candidates.shortage_price is None:
            np.add.at(units, head, lo)
            np.subtract.at(units, tail, lo)
        at, capacity, cost = self._list_steps(lo, hi)
        return Network(
            pair_tail=self.tail,
            pair_head=self.head,
            pair_cost=-self.candidates.fit,
            tail=tail[at],
            head=head[at],
            capacity=capacity,
            cost=cost,
            node_units=units,
        )

    def _list_steps(self, lo: Units, hi: Units) -> tuple[Indices, Units, Units]:
        """Arcs of the nodes, as node, capacity and cost of a unit: one for each run of units of equal cost."""
        loads, price = self.candidates.bounds.loads, self.candidates.shortage_price
        nodes = np.arange(self.hub, dtype=np.int32)
        plain = np.ones(self.hub, np.bool_)
        plain[self.supply.own] = loads is None
        parts = [(nodes[plain], (hi - lo)[plain], np.zeros(plain.sum(), np.int64))]
        if price is not None:
            parts.append((nodes[plain], lo[plain], np.full(plain.sum(), -price)))
        if loads is not None:
            own, fewest = self.supply.own, lo[self.supply.own]
            supply, capacity, cost = loads.list_steps(fewest, hi[own])
            parts.append((own[supply], capacity, cost))
            if price is not None:
                supply, capacity, cost = loads.list_steps(np.zeros_like(fewest), fewest)
                parts.append((own[supply], capacity, cost - price))
        at, capacity, cost = (np.concatenate(column) for column in zip(*parts, strict=True))
        used = capacity > 0
        return at[used], capacity[used], cost[used]

    def cost_of_next(self, units: Units, lo: Units) -> Units:
        """What the next unit costs after so many through each node, whether or not there can be one."""
        loads, price = self.candidates.bounds.loads, self.candidates.shortage_price
        cost = np.zeros(self.hub, np.int64)
        if loads is not None:
            cost[self.supply.own] = loads.of_next(units[self.supply.own])
        if price is not None:
            cost -= np.where(units < lo, price, 0)
        return cost

    def count_units(self, chosen: Flags) -> Units:
        """Count the units through each node."""
        return np.concatenate([_count_up(tree, chosen) for tree in (self.supply, self.demand)])


def find_certificate(forest: Forest, chosen: Flags, beat: Callable[[], None]) -> Certificate:
    """Recover the multipliers of an optimal choice: the least prices of a unit at each node that it allows.

    Raises
    ------
    EngineFailed
        ``choice_not_optimal`` when there are none.
    """
    source, target, least = _list_constraints(forest, chosen)
    beat()
    order = np.argsort(source, kind="stable")
    source, target, least = source[order], target[order], least[order]
    start = np.searchsorted(source, np.arange(forest.hub + 2))
    price = np.full(forest.hub + 1, _find_lowest(forest))
    price[forest.hub] = 0
    at: slice | Units = slice(0, len(source))
    for _ in range(forest.hub + 2):
        beat()
        before = price.copy()
        np.maximum.at(price, target[at], price[source[at]] + least[at])
        risen = np.flatnonzero(price > before)
        if price[forest.hub] > 0:
            break
        if not risen.size:
            return _to_certificate(forest, price)
        at = _spread(start, risen)
    raise EngineFailed("choice_not_optimal")


def _list_constraints(forest: Forest, chosen: Flags) -> tuple[Indices, Indices, Units]:
    """Every arc along which a unit more could go: the price at ``target`` is at least that at ``source`` and ``least``.

    A node that passes nothing may be priced as if it could pass a unit less: nobody depends on its price.
    """
    tail, head, lo, hi = forest.list_ends()
    units = forest.count_units(chosen)
    can_more = np.flatnonzero(units < hi)
    fewest = lo if forest.candidates.shortage_price is None else np.zeros_like(lo)
    can_less = np.flatnonzero((units > fewest) | ((units == 0) & (fewest == 0)))
    # On the side of the demands a price that nothing holds down falls by itself.
    can_less = can_less[(units[can_less] > 0) | (can_less < len(forest.supply))]
    more, less = forest.cost_of_next(units, lo), forest.cost_of_next(np.maximum(units - 1, 0), lo)
    fit = forest.candidates.fit
    return (
        np.concatenate((forest.head[~chosen], forest.tail[chosen], head[can_more], tail[can_less])),
        np.concatenate((forest.tail[~chosen], forest.head[chosen], tail[can_more], head[can_less])),
        np.concatenate((fit[~chosen], -fit[chosen], -more[can_more], less[can_less])),
    )


def _to_certificate(forest: Forest, price: Units) -> Certificate:
    """Turn prices of nodes into multipliers: what the price changes by on the way through each node."""
    tail, head, _, _ = forest.list_ends()
    multiplier = price[head] - price[tail]
    count = len(forest.supply)
    row = np.concatenate((forest.supply.row, forest.demand.row))
    at = np.flatnonzero((row != OUTSIDE) & (multiplier != 0))
    rows, place = np.unique(row[at], return_inverse=True)
    values = np.full(len(rows), LOWEST)
    np.maximum.at(values, place, multiplier[at])
    own = multiplier[forest.supply.own], multiplier[count:][forest.demand.own]
    return Certificate(own[0], own[1], Multipliers(rows, values))


def _find_lowest(forest: Forest) -> int:
    """A price below all that can come about along arcs from the hub."""
    loads, price = forest.candidates.bounds.loads, forest.candidates.shortage_price or 0
    dearest = largest_of(forest.candidates.fit) + price + (0 if loads is None else largest_of(loads.cost)) + 1
    lowest = -(forest.hub + 2) * dearest
    if lowest < LOWEST // 4:
        raise EngineFailed("flow_bad_cost_range")
    return lowest


def _count_up(tree: Tree, chosen: Flags) -> Units:
    """Count units from the innermost nodes outward; children come behind their parents, level by level."""
    units = np.bincount(tree.leaf[chosen], minlength=len(tree))
    depth = _measure_depth(tree)
    for level in range(int(depth.max(initial=0)), 0, -1):
        at = np.flatnonzero(depth == level)
        np.add.at(units, tree.parent[at], units[at])
    return units


def _measure_depth(tree: Tree) -> Units:
    depth = np.zeros(len(tree), np.int64)
    above = tree.parent
    while (inner := np.flatnonzero(above != HUB)).size:
        depth[inner] += 1
        above = np.where(above == HUB, HUB, tree.parent[np.maximum(above, 0)])
    return depth


def _over_hub(parent: Indices, hub: int, offset: int = 0) -> Indices:
    return np.where(parent == HUB, hub, parent + offset).astype(np.int32)


def _spread(start: Units, nodes: Units) -> Units:
    """Positions of all constraints that begin at these nodes."""
    counts = start[nodes + 1] - start[nodes]
    ends = np.cumsum(counts)
    return np.repeat(start[nodes] - (ends - counts), counts) + np.arange(ends[-1] if ends.size else 0)
