"""For every demand the cheapest way in through any supply: one pass of numpy over the pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.certificate import row_blocks
from optimizer.store import Matrix, Pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.store import Store

    Costs = NDArray[np.int64]
    Nodes = NDArray[np.int64]

FAR: Final = np.iinfo(np.int64).max


def find_cheapest_access(store: Store, toll: Costs, potential: Costs, closed: Nodes) -> tuple[Costs, Nodes]:
    """Find the least of toll[i] + reduced cost of (i, j) for every demand j, and the supply i it is reached through.

    ``toll`` is FAR where a supply cannot be entered, ``potential`` belongs to supplies, then demands, and ``closed``
    are the sorted keys (demand * n_supply + supply) of pairs that cannot be used. FAR and -1 where there is no way.
    """
    if isinstance(store, Matrix):
        return _find_in_matrix(store, toll, potential, closed)
    if isinstance(store, Pairs):
        return _find_in_list(store, toll, potential, closed)
    raise TypeError(f"unknown store {type(store).__name__}")


def _find_in_list(store: Pairs, toll: Costs, potential: Costs, closed: Nodes) -> tuple[Costs, Nodes]:
    through = np.full(store.demand_count, FAR)
    best = np.full(store.demand_count, -1)
    usable = (store.forbidden == 0) & (toll[store.supply] < FAR)
    usable[np.searchsorted(store.keys, closed[np.isin(closed, store.keys)])] = False
    at = np.flatnonzero(usable)
    if not at.size:
        return through, best
    supply, demand = store.supply[at], store.demand[at]
    costs = toll[supply] + potential[supply] - potential[store.supply_count + demand] - store.fit[at]
    first = np.flatnonzero(np.diff(demand, prepend=-1))
    least = np.minimum.reduceat(costs, first)
    counts = np.diff(first, append=len(at))
    hits = np.flatnonzero(costs == np.repeat(least, counts))
    reached = demand[first]
    through[reached] = least
    best[demand[hits[::-1]]] = supply[hits[::-1]]  # the first of equals stays
    return through, best


def _find_in_matrix(store: Matrix, toll: Costs, potential: Costs, closed: Nodes) -> tuple[Costs, Nodes]:
    demand_count, supply_count = store.fit.shape
    through = np.full(demand_count, FAR)
    best = np.full(demand_count, -1)
    usable = np.flatnonzero(toll < FAR)
    if not usable.size:
        return through, best
    start = toll[usable] + potential[usable]
    closed_demand, closed_supply = np.divmod(closed, supply_count)
    place = np.full(supply_count, -1)
    place[usable] = np.arange(len(usable))
    for rows in row_blocks(store):
        costs = start[None, :] - store.fit[rows][:, usable]
        costs[store.forbidden[rows][:, usable] != 0] = FAR
        inside = slice(*np.searchsorted(closed_demand, [rows.start, rows.stop]))
        line, column = closed_demand[inside] - rows.start, place[closed_supply[inside]]
        costs[line[column >= 0], column[column >= 0]] = FAR
        at = np.argmin(costs, axis=1)
        least = costs[np.arange(len(costs)), at]
        reached = np.flatnonzero(least < FAR)
        demands = rows.start + reached
        through[demands] = least[reached] - potential[supply_count + demands]
        best[demands] = usable[at[reached]]
    return through, best
