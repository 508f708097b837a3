"""Re-solve around a change: one shortest path in the residual graph of a proven plan per changed pair.

With the plan's own multipliers every residual arc has a reduced cost of at least 0, so Dijkstra applies, and the
length of the shortest path that makes room for a pair is exactly what the change costs. Arcs are looked up per node,
a whole row or column of the problem at a time.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from optimizer.access import FAR, find_cheapest_access
from optimizer.errors import ProblemError
from optimizer.solution import Assignment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.problem import Problem
    from optimizer.result import Result

    Nodes = NDArray[np.int64]
    Costs = NDArray[np.int64]

Pair = tuple[int, int]


@dataclass(frozen=True)
class Detour:
    """What one change moves: its exact loss, the pairs that come in and the pairs that go, itself included."""

    loss: int
    added: tuple[Pair, ...]
    removed: tuple[Pair, ...]


class Reroute:
    """A proven plan that changes can be forced into, one after the other, each at the least loss.

    Nodes are the supplies, then the demands, then one hub through which a supply gives, or a demand takes, a unit more
    or less.
    """

    def __init__(self, problem: Problem, result: Result) -> None:
        certificate, assignment = result.certificate, result.assignment
        if certificate is None or assignment is None or result.gap != 0:
            raise ProblemError("not_proven", status=str(result.status))
        if result.problem_digest != problem.digest():
            raise ProblemError("wrong_problem", expected=problem.digest(), found=result.problem_digest)
        self._problem = problem
        self._supply_count, self._demand_count = len(problem.supply), len(problem.demand)
        self._hub = self._supply_count + self._demand_count
        self._potential = np.concatenate((certificate.supply, -certificate.demand, [0]))
        self._chosen = np.sort(self._key(assignment.supply, assignment.demand))
        self._by_supply = np.sort(self._turn(self._chosen))
        self._given = np.bincount(assignment.supply, minlength=self._supply_count)
        self._got = np.bincount(assignment.demand, minlength=self._demand_count)
        self._fixed: set[Pair] = set()

    def has(self, supply: int, demand: int) -> bool:
        """Whether the pair is in the plan as it is now."""
        return _contains(self._chosen, demand * self._supply_count + supply)

    def assignment(self) -> Assignment:
        """Return the plan as it is now."""
        demand, supply = np.divmod(self._chosen, max(1, self._supply_count))
        return Assignment.of(self._problem, supply, demand)

    def suppliers_of(self, demand: int) -> Nodes:
        """Supplies that serve a demand now."""
        start = demand * self._supply_count
        return _between(self._chosen, start, start + self._supply_count) - start

    def served_by(self, supply: int) -> Nodes:
        """Demands that a supply serves now."""
        start = supply * self._demand_count
        return _between(self._by_supply, start, start + self._demand_count) - start

    def fix(self, pair: Pair) -> None:
        """Keep a pair as it is through all further changes."""
        self._fixed.add(pair)

    def force(self, pair: Pair) -> Detour | None:
        """Turn a pair over, in if it was out and out if it was in, and fix it; None when no plan allows that."""
        supply, demand = pair
        is_in = self.has(supply, demand)
        self.fix(pair)
        source, target = supply, self._supply_count + demand
        reduced = self._reduced_cost(supply, demand)
        if not is_in:
            source, target, reduced = target, source, -reduced
        distance, before = self._find_paths(source, target)
        if distance[target] == FAR:
            return None
        nodes = _trace(before, source, target)
        self._raise_potentials(distance, int(distance[target]))
        added, removed = self._flip(pair, nodes, is_in=is_in)
        return Detour(reduced + int(distance[target]), added, removed)

    def _key(self, supply: NDArray[np.int32], demand: NDArray[np.int32]) -> Nodes:
        return demand.astype(np.int64) * self._supply_count + supply

    def _turn(self, keys: Nodes) -> Nodes:
        demand, supply = np.divmod(keys, max(1, self._supply_count))
        return supply * self._demand_count + demand

    def _reduced_cost(self, supply: int, demand: int) -> int:
        """Fit of a pair less its multipliers: what taking it away costs, or forcing it in gains."""
        found = self._problem.store.find(np.array([supply], np.int32), np.array([demand], np.int32))
        return int(found.fit[0] - self._potential[supply] + self._potential[self._supply_count + demand])

    def _find_paths(self, source: int, target: int) -> tuple[Costs, Nodes]:
        """Lengths of the shortest paths, exact below the length to the target, and the node before each on its path."""
        distance = np.full(self._hub + 1, FAR)
        before = np.full(self._hub + 1, -1)
        distance[source] = 0
        queue = [(0, source)]
        while queue:
            length, node = heapq.heappop(queue)
            if node == target:
                break
            if length > distance[node]:
                continue
            heads, costs, tails = self._arcs_of(node)
            lengths = length + costs
            better = (lengths < distance[heads]) & (lengths < distance[target])
            heads, lengths = heads[better], lengths[better]
            distance[heads] = lengths
            before[heads] = node if tails is None else tails[better]
            if node == self._hub:  # what lies behind its supplies is reached already
                queued = (heads >= self._supply_count) | (heads == target)
                heads, lengths = heads[queued], lengths[queued]
            for entry in zip(lengths.tolist(), heads.tolist(), strict=True):
                heapq.heappush(queue, entry)
        return distance, before

    def _arcs_of(self, node: int) -> tuple[Nodes, Costs, Nodes | None]:
        """Heads and reduced costs of the arcs out of a node, and their tails where those are not the node itself."""
        tails = None
        if node == self._hub:
            heads, costs, tails = self._arcs_of_hub()
        elif node < self._supply_count:
            heads, costs = self._arcs_of_supply(node)
        else:
            heads, costs = self._arcs_of_demand(node - self._supply_count)
        if costs.size and costs.min() < 0:
            raise ProblemError("not_proven", status="multipliers do not belong to the plan")
        return heads, costs, tails

    def _arcs_of_supply(self, supply: int) -> tuple[Nodes, Costs]:
        """Give a unit to another demand, or one unit less."""
        demands, found = self._problem.store.of_supply(supply)
        is_open = found.forbidden == 0
        _close(is_open, demands, self.served_by(supply))
        _close(is_open, demands, np.array([j for i, j in self._fixed if i == supply], np.int64))
        heads = demands[is_open].astype(np.int64) + self._supply_count
        costs = self._potential[supply] - self._potential[heads] - found.fit[is_open]
        less = _cost_of_less(self._given[supply], self._problem.supply.lo[supply], self._problem.shortage_price)
        if less is None:
            return heads, costs
        return np.append(heads, self._hub), np.append(costs, self._potential[supply] + less)

    def _arcs_of_demand(self, demand: int) -> tuple[Nodes, Costs]:
        """Give up one of its supplies, or take a unit more."""
        supplies = self.suppliers_of(demand)
        found = self._problem.store.find(supplies.astype(np.int32), np.full(len(supplies), demand, np.int32))
        is_free = ~found.locked
        _close(is_free, supplies, np.array([i for i, j in self._fixed if j == demand], np.int64))
        potential = self._potential[self._supply_count + demand]
        heads = supplies[is_free]
        costs = found.fit[is_free] + potential - self._potential[heads]
        bounds = self._problem.demand
        if self._got[demand] >= bounds.hi[demand]:
            return heads, costs
        gain = (self._problem.shortage_price or 0) if self._got[demand] < bounds.lo[demand] else 0
        return np.append(heads, self._hub), np.append(costs, potential - gain)

    def _arcs_of_hub(self) -> tuple[Nodes, Costs, Nodes]:
        """Let a supply give a unit more, or a demand take a unit less.

        Most supplies can give more, and each leads to most demands. So beside the arcs to the supplies there is, for
        each demand, the best way through any of them, and the supplies themselves need not be looked at again.
        """
        problem, price = self._problem, self._problem.shortage_price
        more = np.flatnonzero(self._given < problem.supply.hi)
        gains = np.where(self._given[more] < problem.supply.lo[more], price or 0, 0)
        toll = np.full(self._supply_count, FAR)
        toll[more] = -gains - self._potential[more]
        can_lack = self._got > (problem.demand.lo if price is None else 0)
        losses = (
            np.where(self._got > problem.demand.lo, 0, price or 0) - self._potential[self._supply_count : self._hub]
        )
        through, best = find_cheapest_access(problem.store, toll, self._potential, self._closed_keys())
        is_direct = can_lack & (losses < through)
        costs = np.where(is_direct, losses, through)
        tails = np.where(is_direct, self._hub, best)
        reached = np.flatnonzero(costs < FAR)
        heads = np.concatenate((more, reached + self._supply_count))
        tails = np.concatenate((np.full(len(more), self._hub), tails[reached]))
        return heads, np.concatenate((toll[more], costs[reached])), tails

    def _closed_keys(self) -> Nodes:
        """Pairs that cannot be brought in: they are in, or fixed."""
        fixed = [j * self._supply_count + i for i, j in self._fixed]
        return np.union1d(self._chosen, np.array(fixed, np.int64))

    def _raise_potentials(self, distance: Costs, reach: int) -> None:
        self._potential += np.minimum(distance, reach)
        self._potential -= self._potential[self._hub]

    def _flip(self, pair: Pair, nodes: list[int], *, is_in: bool) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
        added, removed = ([], [pair]) if is_in else ([pair], [])
        for tail, head in pairwise(nodes):
            if self._hub in {tail, head}:
                continue
            if tail < head:
                added.append((tail, head - self._supply_count))
            else:
                removed.append((head, tail - self._supply_count))
        self._replace(added, removed)
        return tuple(added), tuple(removed)

    def _replace(self, added: list[Pair], removed: list[Pair]) -> None:
        gone = [j * self._supply_count + i for i, j in removed]
        come = [j * self._supply_count + i for i, j in added]
        kept = self._chosen[~np.isin(self._chosen, gone)]
        self._chosen = np.sort(np.concatenate((kept, np.array(come, np.int64))))
        self._by_supply = np.sort(self._turn(self._chosen))
        for pairs, step in ((added, 1), (removed, -1)):
            for supply, demand in pairs:
                self._given[supply] += step
                self._got[demand] += step


def _close(flags: NDArray[np.bool_], nodes: NDArray[np.signedinteger], closed: Nodes) -> None:
    """Clear the flags of some nodes; ``nodes`` ascend."""
    if closed.size and nodes.size:
        at = np.minimum(np.searchsorted(nodes, closed), len(nodes) - 1)
        flags[at[nodes[at] == closed]] = False


def _cost_of_less(units: int, lo: int, price: int | None) -> int | None:
    if units <= 0:
        return None
    return 0 if units > lo else price


def _between(keys: Nodes, start: int, end: int) -> Nodes:
    first, last = np.searchsorted(keys, [start, end])
    return keys[first:last]


def _contains(keys: Nodes, key: int) -> bool:
    return bool(_between(keys, key, key + 1).size)


def _trace(before: Nodes, source: int, target: int) -> list[int]:
    nodes = [target]
    while nodes[-1] != source:
        nodes.append(int(before[nodes[-1]]))
    return nodes[::-1]
