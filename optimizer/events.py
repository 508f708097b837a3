"""What happens to a solved problem before its plan is used, and the problem that remains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.errors import ProblemError
from optimizer.intake import freeze, require_length, require_range, scale_fit, to_indices
from optimizer.problem import Demand, Problem, Supply
from optimizer.store import Matrix, Pairs
from optimizer.vectors import Vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.store import Store

    Flags = NDArray[np.bool_]

WITHOUT_FIT: Final = "not_listed"
MOST_REASONS: Final = 255


@dataclass(frozen=True)
class SupplyWithdrawn:
    """A supply gives nothing any more."""

    supply: int


@dataclass(frozen=True)
class DemandWithdrawn:
    """A demand takes nothing any more."""

    demand: int


@dataclass(frozen=True)
class PairForbidden:
    """A pair may not be chosen any more.

    Attributes
    ----------
    supply, demand
        Indices of the pair.
    reason
        Code that explains it later; added to the reasons of the problem where it is new.
    """

    supply: int
    demand: int
    reason: str = "conflict"


@dataclass(frozen=True)
class CapacityChanged:
    """A supply can give more or fewer units.

    Attributes
    ----------
    supply
        Index of the supply.
    hi
        Units it can give at most from now on.
    lo
        Its new minimum; None leaves the old one, as far as ``hi`` allows.
    """

    supply: int
    hi: int
    lo: int | None = None


@dataclass(frozen=True)
class DemandAdded:
    """A new demand, after all others: what it requires, and the supplies that can serve it with their fits.

    Attributes
    ----------
    lo, hi
        Units required, and units taken at most; the latter defaults to the former.
    supplies
        Indices of the supplies that can serve it.
    fits
        One per supply. Floats are fits in the unit of the problem and are scaled like its own; integers are integer
        units.
    """

    lo: int
    supplies: Sequence[int]
    fits: Sequence[float]
    hi: int | None = None


Event = SupplyWithdrawn | DemandWithdrawn | PairForbidden | CapacityChanged | DemandAdded


@dataclass(frozen=True, eq=False)
class Aftermath:
    """The problem after the events; ``lifted`` are the locks (supply, demand) that an event has taken back."""

    problem: Problem
    lifted: tuple[tuple[int, int], ...]


def apply_events(problem: Problem, events: Sequence[Event]) -> Aftermath:
    """Make the problem that remains after the events, one after the other; all old indices keep their meaning.

    Raises
    ------
    ProblemError
        ``index_out_of_range``, ``duplicate_pair`` or ``unknown_reason`` (there are 255 at most); for the new numbers
        ``not_whole``, ``not_a_number``, ``negative_units``, ``fit_too_large``, ``wrong_shape`` or ``bad_scale``;
        ``store_unsupported`` where fits are products of vectors and a demand or a forbidden pair comes in.
    """
    before = problem.store.locks()
    for event in events:
        if isinstance(event, DemandAdded):
            problem = _add_demand(problem, event)
    problem = _change_bounds(problem, events)
    forbidden = [event for event in events if isinstance(event, PairForbidden)]
    _require_pairs(problem, forbidden)
    problem = _keep_locks(problem, _locks_kept(problem, forbidden))
    if forbidden:
        problem = _forbid(problem, forbidden)
    after = set(zip(*(side.tolist() for side in problem.store.locks()), strict=True))
    pairs = zip(*(side.tolist() for side in before), strict=True)
    return Aftermath(problem, tuple(pair for pair in pairs if pair not in after))


def _change_bounds(problem: Problem, events: Sequence[Event]) -> Problem:
    supply_lo, supply_hi = problem.supply.lo.copy(), problem.supply.hi.copy()
    demand_lo, demand_hi = problem.demand.lo.copy(), problem.demand.hi.copy()
    for event in events:
        if isinstance(event, SupplyWithdrawn):
            require_index("supply", event.supply, len(supply_hi))
            supply_lo[event.supply] = supply_hi[event.supply] = 0
        elif isinstance(event, DemandWithdrawn):
            require_index("demand", event.demand, len(demand_hi))
            demand_lo[event.demand] = demand_hi[event.demand] = 0
        elif isinstance(event, CapacityChanged):
            require_index("supply", event.supply, len(supply_hi))
            _require_units("capacity", event.hi)
            supply_hi[event.supply] = event.hi
            least = min(int(supply_lo[event.supply]), event.hi) if event.lo is None else event.lo
            _require_units("capacity", least)
            supply_lo[event.supply] = least
    supply = Supply(freeze(supply_lo), freeze(supply_hi))
    return replace(problem, supply=supply, demand=Demand(freeze(demand_lo), freeze(demand_hi)))


def _locks_kept(problem: Problem, forbidden: Sequence[PairForbidden]) -> Flags:
    """Which locks stay: not those of who is withdrawn, nor of pairs that are forbidden now."""
    supply, demand = problem.store.locks()
    gone = {(event.supply, event.demand) for event in forbidden}
    pairs = zip(supply.tolist(), demand.tolist(), strict=True)
    kept = np.array([pair not in gone for pair in pairs], np.bool_)
    open_ends: Flags = kept & (problem.supply.hi[supply] > 0) & (problem.demand.hi[demand] > 0)
    return open_ends


def _keep_locks(problem: Problem, kept: Flags) -> Problem:
    store = problem.store
    if kept.all():
        return problem
    changed: Store
    if isinstance(store, Matrix | Vectors):
        changed = replace(
            store, lock_supply=freeze(store.lock_supply[kept]), lock_demand=freeze(store.lock_demand[kept])
        )
    elif isinstance(store, Pairs):
        locked = np.zeros(store.pair_count(), np.bool_)
        locked[np.flatnonzero(store.locked)[kept]] = True
        changed = replace(store, locked=freeze(locked))
    else:
        raise ProblemError("store_unsupported", store=type(store).__name__)
    return replace(problem, store=changed)


def _forbid(problem: Problem, events: Sequence[PairForbidden]) -> Problem:
    reasons = tuple(dict.fromkeys((*problem.reasons, *(event.reason for event in events))))
    if len(reasons) > MOST_REASONS:
        raise ProblemError("unknown_reason", reason=len(reasons), known=MOST_REASONS)
    supply = np.array([event.supply for event in events], np.int32)
    demand = np.array([event.demand for event in events], np.int32)
    codes = np.array([reasons.index(event.reason) + 1 for event in events], np.uint8)
    at = find_places(problem.store, supply, demand)
    forbidden = problem.store.arrays()["forbidden"].copy()
    # Who was forbidden already keeps the first reason; what is not listed cannot be forbidden further.
    at, codes = at[at >= 0], codes[at >= 0]
    fresh = forbidden.ravel()[at] == 0
    forbidden.ravel()[at[fresh]] = codes[fresh]
    return replace(problem, store=with_columns(problem.store, forbidden=freeze(forbidden)), reasons=reasons)


def _add_demand(problem: Problem, event: DemandAdded) -> Problem:
    supplies = to_indices(np.array(event.supplies), "pair_supply", len(problem.supply))
    fits, _ = scale_fit(np.array(event.fits), problem.scale)
    require_length(fits, "fit", len(supplies))
    if len(np.unique(supplies)) != len(supplies):
        raise ProblemError("duplicate_pair", supply=int(supplies[0]), demand=len(problem.demand))
    hi = event.lo if event.hi is None else event.hi
    for units in (event.lo, hi):
        _require_units("demand_lo", units)
    demand = Demand(freeze(np.append(problem.demand.lo, event.lo)), freeze(np.append(problem.demand.hi, hi)))
    if isinstance(problem.store, Matrix):
        return _add_row(problem, problem.store, demand, (supplies, fits))
    if isinstance(problem.store, Pairs):
        store = _add_pairs(problem.store, supplies, fits)
        return replace(problem, demand=demand, store=store)
    raise ProblemError("store_unsupported", store=type(problem.store).__name__)


def _add_row(
    problem: Problem, store: Matrix, demand: Demand, row: tuple[NDArray[np.int32], NDArray[np.int64]]
) -> Problem:
    """A matrix has a cell for everybody: those who cannot serve the new demand are forbidden, with a reason."""
    supplies, fits = row
    reasons = tuple(dict.fromkeys((*problem.reasons, WITHOUT_FIT)))
    line, barred = np.zeros(len(problem.supply), np.int64), np.full(len(problem.supply), 0, np.uint8)
    barred[:] = reasons.index(WITHOUT_FIT) + 1
    line[supplies], barred[supplies] = fits, 0
    wide = np.vstack((store.fit, line.astype(np.int64)[None, :]))
    if max(abs(int(line.min(initial=0))), abs(int(line.max(initial=0)))) <= np.iinfo(store.fit.dtype).max:
        wide = wide.astype(store.fit.dtype)
    forbidden = np.vstack((store.forbidden, barred[None, :]))
    changed = replace(store, fit=freeze(wide), forbidden=freeze(forbidden))
    used = reasons if len(supplies) < len(problem.supply) else problem.reasons
    return replace(problem, demand=demand, store=changed, reasons=used)


def _add_pairs(store: Pairs, supplies: NDArray[np.int32], fits: NDArray[np.int64]) -> Pairs:
    count = len(supplies)
    return Pairs.from_arrays(
        supply=np.concatenate((store.supply, supplies)),
        demand=np.concatenate((store.demand, np.full(count, store.demand_count, np.int32))),
        fit=np.concatenate((store.fit, fits)),
        forbidden=np.concatenate((store.forbidden, np.zeros(count, np.uint8))),
        locked=np.concatenate((store.locked, np.zeros(count, np.bool_))),
        shape=(store.supply_count, store.demand_count + 1),
    )


def find_places(store: Store, supply: NDArray[np.int32], demand: NDArray[np.int32]) -> NDArray[np.int64]:
    """Positions of these pairs in the columns (or the flat matrix) of a store, -1 where one is not listed."""
    if isinstance(store, Matrix):
        cells: NDArray[np.int64] = demand.astype(np.int64) * store.fit.shape[1] + supply
        return cells
    if not isinstance(store, Pairs):
        raise ProblemError("store_unsupported", store=type(store).__name__)
    if not store.pair_count():
        return np.full(len(supply), -1)
    asked = demand.astype(np.int64) * store.supply_count + supply
    at = np.minimum(np.searchsorted(store.keys, asked), store.pair_count() - 1)
    return np.where(store.keys[at] == asked, at, -1)


def with_columns(store: Store, **columns: NDArray[np.generic]) -> Store:
    """The same pairs with other fits, or forbidden otherwise."""
    if isinstance(store, Matrix):
        return replace(store, **columns)  # type: ignore[arg-type] # columns are fields of the store, by name
    if isinstance(store, Pairs):
        return replace(store, **columns)  # type: ignore[arg-type] # same
    raise ProblemError("store_unsupported", store=type(store).__name__)


def require_index(side: str, index: int, count: int) -> None:
    """Raise ProblemError unless this is the index of a supply or a demand."""
    if not 0 <= index < count:
        raise ProblemError("index_out_of_range", field=side, index=0, value=index, count=count)


def _require_pairs(problem: Problem, events: Sequence[PairForbidden]) -> None:
    for event in events:
        require_index("supply", event.supply, len(problem.supply))
        require_index("demand", event.demand, len(problem.demand))


def _require_units(field: str, units: int) -> None:
    if units < 0:
        raise ProblemError("negative_units", field=field, index=0, value=units)
    require_range(np.array([units]), field, 2**31)
