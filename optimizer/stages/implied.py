"""What follows from a floor under every demand, before any solver is asked.

Let a demand take ``u`` units, and ``S_k`` be the sum of its best ``k`` allowed fits. With a pair it has at most
``S_(u-1) + fit``, without it at most ``S_(u+1) - fit``. So pairs below ``floor - S_(u-1)`` are out and pairs above
``S_(u+1) - floor`` are in. Who is full by then serves nobody else, which moves the sums.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Self

import numpy as np

from optimizer.events import with_columns
from optimizer.intake import freeze
from optimizer.objectives.fairness import own_best
from optimizer.store import Matrix, Pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.problem import Problem
    from optimizer.store import Store

    Units = NDArray[np.int64]
    Flags = NDArray[np.bool_]

WIDEST: Final = 64  # demands with more pairs above their floor are left to the solver
LARGEST_FIT: Final = 2**46  # beyond it the sums below could not be told from "never"
NEVER: Final = -(2**54)


def imply(problem: Problem, floor: Units) -> Problem | None:
    """Fix pairs that every plan above the floors has or has not; None when no plan is."""
    store = problem.store
    if not isinstance(store, Pairs | Matrix) or store.largest_fit() > LARGEST_FIT:
        return problem
    grid = _Grid.of(store)
    lock_supply, lock_demand = store.locks()
    is_plain = (problem.demand.lo == problem.demand.hi) & (problem.demand.hi > 0) & (not problem.is_elastic)
    is_plain[lock_demand] = False
    best = own_best(problem)
    if (best.total < floor).any():
        return None
    least = np.where(is_plain, floor - best.before, NEVER)
    low = grid.below(least)
    lines = _Lines.of(grid, low, np.flatnonzero(is_plain))
    free = problem.supply.hi - np.bincount(lock_supply, minlength=len(problem.supply))
    found: bool | None = True
    while found:
        found = lines.settle(floor[lines.demand], problem.demand.hi[lines.demand], free)
    if found is None:
        return None
    low[lines.at[lines.is_out & (lines.at >= 0)]] = True
    return replace(problem, store=grid.fix(low, lines.at[lines.is_in]))


@dataclass(frozen=True, eq=False, slots=True)
class _Grid:
    """The pairs of a store in one row, sorted by demand."""

    store: Pairs | Matrix
    fit: NDArray[np.signedinteger]
    forbidden: NDArray[np.uint8]

    @classmethod
    def of(cls, store: Pairs | Matrix) -> Self:
        """Flatten a store."""
        return cls(store, store.fit.ravel(), store.forbidden.ravel())

    def below(self, least: Units) -> Flags:
        """Tell the allowed pairs whose fit is below what their demand can use."""
        if isinstance(self.store, Pairs):
            small = self.fit < least[self.store.demand]
        else:
            small = (self.store.fit < least[:, None]).ravel()
        found: Flags = small & (self.forbidden == 0)
        return found

    def nodes(self, at: Units) -> tuple[Units, Units]:
        """Find supply and demand of these pairs."""
        if isinstance(self.store, Pairs):
            return self.store.supply[at].astype(np.int64), self.store.demand[at].astype(np.int64)
        demand, supply = np.divmod(at, max(1, self.store.fit.shape[1]))
        return supply, demand

    def fix(self, is_out: Flags, is_in: Units) -> Store:
        """Forbid some pairs and lock others."""
        forbidden = np.where(is_out, 1, self.forbidden).astype(np.uint8)
        if isinstance(self.store, Pairs):
            locked = self.store.locked.copy()
            locked[is_in] = True
            return with_columns(self.store, forbidden=freeze(forbidden), locked=freeze(locked))
        demand, supply = np.divmod(np.union1d(self.store.lock_keys, is_in), max(1, self.store.fit.shape[1]))
        locks = freeze(supply.astype(np.int32)), freeze(demand.astype(np.int32))
        return Matrix(self.store.fit, freeze(forbidden.reshape(self.store.fit.shape)), *locks)


@dataclass(eq=False)
class _Lines:
    """Demands with few pairs above their floor, a line each; places without a pair are out from the start."""

    demand: Units
    at: Units
    supply: Units
    fit: Units
    is_in: Flags
    is_out: Flags

    @classmethod
    def of(cls, grid: _Grid, low: Flags, plain: Units) -> Self:
        """Collect the pairs of these demands that are not too low, where they are few."""
        at = np.flatnonzero(~low & (grid.forbidden == 0))
        supply, demand = grid.nodes(at)
        count = np.bincount(demand, minlength=int(plain.max(initial=-1)) + 1)
        few = plain[count[plain] <= WIDEST]
        line = np.full(len(count), -1)
        line[few] = np.arange(len(few))
        kept = np.flatnonzero(line[demand] >= 0)
        at, supply, demand = at[kept], supply[kept], demand[kept]
        place = np.arange(len(at)) - np.searchsorted(demand, demand)
        shape = (len(few), int(place.max(initial=-1)) + 1)
        where, sides = (line[demand], place), (np.full(shape, -1), np.zeros(shape, np.int64), np.full(shape, NEVER))
        for table, column in zip(sides, (at, supply, grid.fit[at].astype(np.int64)), strict=True):
            table[where] = column
        return cls(few, *sides, np.zeros(shape, np.bool_), sides[0] < 0)

    def settle(self, floor: Units, units: Units, free: Units) -> bool | None:
        """Draw conclusions once: True when something is new, None when the floors contradict each other."""
        before = int(self.is_in.sum()) + int(self.is_out.sum())
        load = np.bincount(self.supply[self.is_in], minlength=len(free))
        inside = self.is_in.sum(axis=1)
        if (load > free).any() or (inside > units).any():
            return None
        full = (inside == units)[:, None]
        self.is_out |= ~self.is_in & (full | (load == free)[self.supply])
        is_open = ~self.is_in & ~self.is_out
        sums = np.cumsum(-np.sort(-np.where(is_open, self.fit, NEVER), axis=1), axis=1)
        own = np.where(self.is_in, self.fit, 0).sum(axis=1)
        if (own + _sum_first(sums, units - inside) < floor).any():
            return None
        with_one, without = (own + _sum_first(sums, units - inside + step) for step in (-1, 1))
        self.is_out |= is_open & (self.fit < (floor - with_one)[:, None])
        self.is_in |= is_open & (self.fit > (without - floor)[:, None])
        return int(self.is_in.sum()) + int(self.is_out.sum()) > before


def _sum_first(sums: Units, count: Units) -> Units:
    """Take the sum of the first so many of each line; NEVER where there are fewer."""
    padded = np.concatenate((np.zeros((len(sums), 1), np.int64), sums), axis=1)
    found = padded[np.arange(len(sums)), np.clip(count, 0, sums.shape[1])]
    return np.where((count > sums.shape[1]) | (found < NEVER // 2), NEVER, found)
