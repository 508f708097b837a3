"""For every demand the cheapest way in through any supply: one pass of numpy over the pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.certificate import row_blocks
from optimizer.intake import BLOCK_CELLS
from optimizer.store import Grid, Pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.problem import Problem
    from optimizer.store import Store

    Costs = NDArray[np.int64]
    Nodes = NDArray[np.int64]

FAR: Final = np.iinfo(np.int64).max


class Access:
    """The ways from supplies to demands through pairs that are not in the plan.

    ``potential`` belongs to supplies, then demands; ``closed`` are the sorted keys (demand * n_supply + supply) of
    pairs that cannot be brought in.
    """

    def __init__(self, store: Store, potential: Costs, closed: Nodes) -> None:
        if isinstance(store, Pairs) and store.full_grid is not None:
            store = store.full_grid
        self._store = store
        self._potential = potential
        self._closed = closed
        if isinstance(store, Pairs):
            self._is_open = store.forbidden == 0
            at = np.searchsorted(store.keys, closed)
            listed = at < len(store.keys)
            at = at[listed]
            self._is_open[at[store.keys[at] == closed[listed]]] = False

    def find_cheapest(self, toll: Costs) -> tuple[Costs, Nodes]:
        """Find the least of toll[i] + reduced cost of (i, j) for every demand j, and the supply i it comes through.

        ``toll`` is FAR where a supply cannot be entered; FAR and -1 come back where there is no way.
        """
        if isinstance(self._store, Grid):
            return self._find_in_grid(self._store, toll)
        if isinstance(self._store, Pairs):
            return self._find_in_list(self._store, toll)
        raise TypeError(f"unknown store {type(self._store).__name__}")

    def _find_in_list(self, store: Pairs, toll: Costs) -> tuple[Costs, Nodes]:
        through = np.full(store.demand_count, FAR)
        best = np.full(store.demand_count, -1)
        at = _pairs_of(store, np.flatnonzero(toll < FAR))
        at = at[self._is_open[at]]
        supply, demand = store.supply[at], store.demand[at]
        potential = self._potential
        costs = toll[supply] + potential[supply] - potential[store.supply_count + demand] - store.fit[at]
        np.minimum.at(through, demand, costs)
        hits = np.flatnonzero(costs == through[demand])
        best[demand[hits]] = supply[hits]
        return through, best

    def _find_in_grid(self, store: Grid, toll: Costs) -> tuple[Costs, Nodes]:
        demand_count, supply_count = store.shape
        through = np.full(demand_count, FAR)
        best = np.full(demand_count, -1)
        usable = np.flatnonzero(toll < FAR)
        if not usable.size:
            return through, best
        start = toll[usable] + self._potential[usable]
        closed_demand, closed_supply = np.divmod(self._closed, supply_count)
        place = np.full(supply_count, -1)
        place[usable] = np.arange(len(usable))
        for rows in row_blocks(store):
            costs = start[None, :] - store.fit_rows(rows)[:, usable]
            costs[store.forbidden_rows(rows)[:, usable] != 0] = FAR
            inside = slice(*np.searchsorted(closed_demand, [rows.start, rows.stop]))
            line, column = closed_demand[inside] - rows.start, place[closed_supply[inside]]
            costs[line[column >= 0], column[column >= 0]] = FAR
            at = np.argmin(costs, axis=1)
            least = costs[np.arange(len(costs)), at]
            reached = np.flatnonzero(least < FAR)
            demands = rows.start + reached
            through[demands] = least[reached] - self._potential[supply_count + demands]
            best[demands] = usable[at[reached]]
        return through, best

    def find_nearest(self, supplies: Nodes, length: Costs) -> Costs:
        """Find the least of reduced cost of (i, j) + length[j] over all demands j, for each of these supplies i.

        ``length`` is FAR where a demand leads nowhere; FAR comes back where there is no way.
        """
        if isinstance(self._store, Grid):
            return self._nearest_in_grid(self._store, supplies, length)
        if isinstance(self._store, Pairs):
            return self._nearest_in_list(self._store, supplies, length)
        raise TypeError(f"unknown store {type(self._store).__name__}")

    def _nearest_in_list(self, store: Pairs, supplies: Nodes, length: Costs) -> Costs:
        nearest = np.full(store.supply_count, FAR)
        at = _pairs_of(store, supplies)
        at = at[self._is_open[at] & (length[store.demand[at]] < FAR)]
        supply, demand = store.supply[at], store.demand[at]
        start = length[demand] - self._potential[store.supply_count + demand]
        np.minimum.at(nearest, supply, start + self._potential[supply] - store.fit[at])
        return nearest[supplies]

    def _nearest_in_grid(self, store: Grid, supplies: Nodes, length: Costs) -> Costs:
        nearest = np.full(len(supplies), FAR)
        closed_demand, closed_supply = np.divmod(self._closed, max(1, store.shape[1]))
        open_ends = np.flatnonzero(length < FAR)
        for start in range(0, len(supplies), width := max(1, BLOCK_CELLS // max(1, len(length)))):
            columns = supplies[start : start + width]
            costs = self._potential[columns][None, :] - store.fit_columns(columns)
            costs[store.forbidden_columns(columns) != 0] = FAR
            place = np.full(store.shape[1], -1)
            place[columns] = np.arange(len(columns))
            inside = np.flatnonzero(place[closed_supply] >= 0)
            costs[closed_demand[inside], place[closed_supply[inside]]] = FAR
            onward = (length - self._potential[store.shape[1] :][: len(length)])[open_ends, None]
            ways = costs[open_ends]
            reached = np.where(ways < FAR, np.where(ways < FAR, ways, 0) + onward, FAR)
            nearest[start : start + width] = reached.min(axis=0, initial=FAR)
        return nearest


def prepare(problem: Problem) -> None:
    """Arrange a problem for questions: what the first :func:`why`, :func:`price` or :func:`repair` would do once.

    Parameters
    ----------
    problem
        Any problem; nothing of it changes.
    """
    nobody = np.zeros(0, np.int32)
    problem.store.find(nobody, nobody)
    potential = np.zeros(len(problem.supply) + len(problem.demand), np.int64)
    Access(problem.store, potential, np.zeros(0, np.int64)).find_cheapest(np.full(len(problem.supply), FAR))


def _pairs_of(store: Pairs, supplies: Nodes) -> Nodes:
    """Positions of all pairs of these supplies."""
    start = store.supply_start
    counts = start[supplies + 1] - start[supplies]
    ends = np.cumsum(counts)
    places = np.repeat(start[supplies] - (ends - counts), counts) + np.arange(counts.sum())
    positions: Nodes = store.by_supply[places]
    return positions
