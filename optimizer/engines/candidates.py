"""The pairs an engine may choose from, and what it returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.engines.loads import Loads
from optimizer.errors import ProblemError
from optimizer.result import Certificate
from optimizer.store import Grid, Pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.problem import Problem

    Units = NDArray[np.int64]
    Indices = NDArray[np.int32]

LARGEST_GRID: Final = 1 << 27  # one flow on more pairs would need tens of gigabytes


@dataclass(frozen=True, eq=False, slots=True)
class Bounds:
    """Minimum and maximum units of each supply and demand, and what a supply's cost; what locks use up is taken off."""

    supply_lo: Units
    supply_hi: Units
    demand_lo: Units
    demand_hi: Units
    loads: Loads | None = None

    def are_consistent(self) -> bool:
        """Whether no maximum is negative, which happens when locks exceed a limit."""
        return bool((self.supply_hi >= 0).all() and (self.demand_hi >= 0).all())


@dataclass(frozen=True, eq=False, slots=True)
class Candidates:
    """Allowed pairs that are not locked, sorted by demand, then supply; each gives ``pair_capacity`` units at most."""

    supply: Indices
    demand: Indices
    fit: NDArray[np.int64]
    bounds: Bounds
    shortage_price: int | None
    pair_capacity: int = 1

    def __len__(self) -> int:
        return len(self.supply)


@dataclass(frozen=True, eq=False, slots=True)
class Choice:
    """What an engine found: the chosen pairs, locks included, and multipliers that prove them best.

    Where there is no plan, both columns are None and the multipliers prove that. Where rules made an engine branch,
    ``bound`` is all that the multipliers prove, and the rest is the engine's word.
    """

    supply: Indices | None
    demand: Indices | None
    certificate: Certificate
    bound: int | None = None


def collect_candidates(problem: Problem) -> Candidates:
    """Collect all pairs that are allowed and not locked."""
    store = problem.store
    if isinstance(store, Pairs):
        supply, demand, fit = _collect_list(store)
    elif isinstance(store, Grid):
        supply, demand, fit = _collect_grid(store)
    else:
        raise TypeError(f"unknown store {type(store).__name__}")
    return Candidates(supply, demand, fit, reduce_bounds(problem), problem.shortage_price)


def reduce_bounds(problem: Problem) -> Bounds:
    """Take what the locks use up off the bounds."""
    lock_supply, lock_demand = problem.store.locks()
    given = np.bincount(lock_supply, minlength=len(problem.supply))
    got = np.bincount(lock_demand, minlength=len(problem.demand))
    return Bounds(
        supply_lo=np.maximum(0, problem.supply.lo - given),
        supply_hi=problem.supply.hi - given,
        demand_lo=np.maximum(0, problem.demand.lo - got),
        demand_hi=problem.demand.hi - got,
        loads=None if problem.supply.cost is None else Loads(problem.supply.cost, given),
    )


def join_locks(problem: Problem, candidates: Candidates, chosen: NDArray[np.bool_]) -> tuple[Indices, Indices]:
    """Put the chosen candidates and the locks together, as supplies and demands."""
    lock_supply, lock_demand = problem.store.locks()
    supply = np.concatenate((candidates.supply[chosen], lock_supply))
    return supply, np.concatenate((candidates.demand[chosen], lock_demand))


def _collect_list(store: Pairs) -> tuple[Indices, Indices, NDArray[np.int64]]:
    kept = (store.forbidden == 0) & ~store.locked
    if kept.all():
        return store.supply, store.demand, store.fit
    return store.supply[kept], store.demand[kept], store.fit[kept]


def _collect_grid(store: Grid) -> tuple[Indices, Indices, NDArray[np.int64]]:
    if store.pair_count() > LARGEST_GRID:
        raise ProblemError("too_many_pairs", found=store.pair_count(), limit=LARGEST_GRID)
    every = slice(0, store.shape[0])
    kept = store.forbidden_rows(every) == 0
    kept[store.lock_demand, store.lock_supply] = False
    demand, supply = np.nonzero(kept)
    return supply.astype(np.int32), demand.astype(np.int32), store.fit_rows(every)[kept].astype(np.int64)
