"""Re-solve around a change: one shortest path in the residual graph of a proven plan per changed pair.

With the plan's own multipliers every residual arc has a reduced cost of at least 0, so Dijkstra applies, and the
length of the shortest path that makes room for a pair is exactly what the change costs. Arcs are looked up per node,
a whole row or column of the problem at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from optimizer.access import FAR, Access
from optimizer.engines.loads import Loads
from optimizer.errors import ProblemError
from optimizer.result import Proof
from optimizer.solution import Assignment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.objectives import Measure
    from optimizer.problem import Demand, Problem, Supply
    from optimizer.result import Result

    Nodes = NDArray[np.int64]
    Costs = NDArray[np.int64]
    Flags = NDArray[np.bool_]

Pair = tuple[int, int]


@dataclass(frozen=True)
class Detour:
    """What one change moves: its exact loss, the pairs that come in and the pairs that go, itself included.

    Where the problem was solved again: the plan that holds the change, what both plans have of the aims in which they
    differ, and who vouches for both.
    """

    loss: int
    added: tuple[Pair, ...]
    removed: tuple[Pair, ...]
    plan: Assignment | None = None
    measures: tuple[tuple[Measure, Measure], ...] = ()
    proof: Proof = Proof.VERIFIED


@dataclass(frozen=True, eq=False)
class Arcs:
    """Residual arcs with their reduced costs: out of supplies, out of demands, into the hub and out of it."""

    access: Access
    heads: Nodes
    tails: Nodes
    costs: Costs
    into_hub: Costs
    out_of_hub: Costs
    supply_count: int

    def relax(self, distance: Costs, active: Flags) -> tuple[Costs, Nodes]:
        """Find the shortest continuation from the active nodes to every node, and the node it comes from."""
        hub, supply_count = len(self.into_hub), self.supply_count
        shorter = np.full(hub + 1, FAR)
        before = np.full(hub + 1, -1)
        toll = np.where(active[:supply_count], distance[:supply_count], FAR)
        shorter[supply_count:hub], before[supply_count:hub] = self.access.find_cheapest(toll)
        used = np.flatnonzero(active[self.tails])
        lengths = distance[self.tails[used]] + self.costs[used]
        np.minimum.at(shorter, self.heads[used], lengths)
        hits = used[lengths == shorter[self.heads[used]]]
        before[self.heads[hits]] = self.tails[hits]
        leaving = np.flatnonzero(active[:hub] & (self.into_hub < FAR))
        if leaving.size:
            lengths = distance[leaving] + self.into_hub[leaving]
            shorter[hub], before[hub] = lengths.min(), leaving[lengths.argmin()]
        if active[hub]:
            lengths = distance[hub] + np.minimum(self.out_of_hub, FAR - distance[hub])
            nearer = np.flatnonzero(lengths < shorter[:hub])
            shorter[nearer], before[nearer] = lengths[nearer], hub
        return shorter, before


class Reroute:
    """A proven plan that changes can be forced into, one after the other, each at the least loss.

    Nodes are the supplies, then the demands, then one hub through which a supply gives, or a demand takes, a unit more
    or less.
    """

    def __init__(self, problem: Problem, result: Result) -> None:
        certificate, assignment = result.certificate, result.assignment
        if certificate is None or assignment is None or result.gap != 0 or certificate.parts != 1:
            raise ProblemError("not_proven", status=str(result.status))
        if result.problem_digest != problem.digest():
            raise ProblemError("wrong_problem", expected=problem.digest(), found=result.problem_digest)
        self._problem = problem
        cost = problem.supply.cost
        self._loads = None if cost is None else Loads(cost, np.zeros(len(problem.supply), np.int64))
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

    def measure_entering(self) -> tuple[Costs, Costs]:
        """Lengths, per supply and per demand, of the shortest path of a unit that enters the plan there: a supply gives
        one more, or a demand needs one less. FAR where there is none; a supply that gives nothing
        though it could is not looked at.
        """
        arcs = self._list_arcs()
        length = arcs.into_hub.copy()
        matters = (self._given > 0) | (self._given >= self._problem.supply.hi)
        before = np.zeros_like(length)
        while (length != before).any():
            before = length.copy()
            usable = np.flatnonzero(length[arcs.heads] < FAR)
            np.minimum.at(length, arcs.tails[usable], arcs.costs[usable] + length[arcs.heads[usable]])
            # No path is shorter than 0, and only a supply that gives something lies on one, or is full.
            supplies = np.flatnonzero((length[: self._supply_count] > 0) & matters)
            nearer = arcs.access.find_nearest(supplies, length[self._supply_count :])
            length[supplies] = np.minimum(length[supplies], nearer)
        return length[: self._supply_count], length[self._supply_count :]

    def measure_leaving(self, at_most: int) -> tuple[Costs, Costs]:
        """Lengths, per supply and per demand, of the shortest path of a unit that leaves the plan there: a supply must
        give one less, or a demand takes one more. FAR where it is longer than ``at_most``.
        """
        distance, _ = self._find_paths(self._hub, None, at_most)
        distance = np.where(distance <= at_most, distance, FAR)
        return distance[: self._supply_count], distance[self._supply_count : self._hub]

    def _key(self, supply: NDArray[np.int32], demand: NDArray[np.int32]) -> Nodes:
        return demand.astype(np.int64) * self._supply_count + supply

    def _turn(self, keys: Nodes) -> Nodes:
        demand, supply = np.divmod(keys, max(1, self._supply_count))
        return supply * self._demand_count + demand

    def _reduced_cost(self, supply: int, demand: int) -> int:
        """Fit of a pair less its multipliers: what taking it away costs, or forcing it in gains."""
        found = self._problem.store.find(np.array([supply], np.int32), np.array([demand], np.int32))
        return int(found.fit[0] - self._potential[supply] + self._potential[self._supply_count + demand])

    def _find_paths(self, source: int, target: int | None, at_most: int = FAR) -> tuple[Costs, Nodes]:
        """Lengths of the shortest paths, exact up to the target's and ``at_most``, and the node before each on it.

        All nodes whose length fell are looked at together, round after round: Bellman and Ford's way, which numpy can
        walk, cut off at the length to the target, which soon is short.
        """
        arcs = self._list_arcs()
        distance = np.full(self._hub + 1, FAR)
        before = np.full(self._hub + 1, -1)
        distance[source] = 0
        active = np.zeros(self._hub + 1, np.bool_)
        active[source] = True
        while active.any():
            shorter, tails = arcs.relax(distance, active)
            if shorter.min(initial=0) < 0:
                raise ProblemError("not_proven", status="multipliers do not belong to the plan")
            nearer = shorter < distance
            distance[nearer] = shorter[nearer]
            before[nearer] = tails[nearer]
            # A node as far as the target leads to nothing nearer; a way that is only as short is none worth walking.
            active = nearer & ((distance <= at_most) if target is None else (distance < distance[target]))
        return distance, before

    def _list_arcs(self) -> Arcs:
        """Gather the residual arcs of the plan as it is now."""
        problem, price = self._problem, self._problem.shortage_price
        demand, supply = np.divmod(self._chosen, max(1, self._supply_count))
        found = problem.store.find(supply.astype(np.int32), demand.astype(np.int32))
        free = ~found.locked & ~np.isin(self._chosen, self._fixed_keys())
        heads, tails = supply[free], demand[free] + self._supply_count
        more, less = self._cost_of_units(problem.supply, self._given, self._potential[: self._supply_count], price)
        if self._loads is not None:
            more += np.where(more < FAR, self._loads.of_next(self._given), 0)
            less -= np.where(less < FAR, self._loads.of_next(self._given - 1), 0)
        taken, dropped = self._cost_of_units(
            problem.demand, self._got, -self._potential[self._supply_count : -1], price
        )
        return Arcs(
            access=Access(problem.store, self._potential, np.sort(np.concatenate((self._chosen, self._fixed_keys())))),
            heads=heads,
            tails=tails,
            costs=found.fit[free] + self._potential[tails] - self._potential[heads],
            into_hub=np.concatenate((less, taken)),
            out_of_hub=np.concatenate((more, dropped)),
            supply_count=self._supply_count,
        )

    @staticmethod
    def _cost_of_units(
        bounds: Supply | Demand, units: Costs, multiplier: Costs, price: int | None
    ) -> tuple[Costs, Costs]:
        """Reduced cost of one unit more and of one unit less at each node, FAR where its bounds forbid it."""
        more = np.where(units < bounds.lo, -(price or 0), 0) - multiplier
        less = np.where(units > bounds.lo, 0, price or 0) + multiplier
        can_lack = units > (bounds.lo if price is None else 0)
        return np.where(units < bounds.hi, more, FAR), np.where(can_lack & (units > 0), less, FAR)

    def _fixed_keys(self) -> Nodes:
        return np.array(sorted(j * self._supply_count + i for i, j in self._fixed), np.int64)

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
