"""Integer multipliers of an optimal choice of pairs.

OR-Tools gives no potentials, so they are recovered as the least solution of the difference constraints that
complementary slackness states. With ``price`` what a supply's unit is worth and ``paid`` the negative multiplier of a
demand:

    price >= fit + paid   for a pair that is not chosen,        paid >= price - fit   for a chosen one,

both for a pair that gives some of its units and not all, each at least what the bounds of its node say. Only demands
whose ``paid`` rose are looked at again: on instances from practice that makes two to four passes over the pairs in all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from optimizer.intake import BLOCK_CELLS, largest_of
from optimizer.pulse import EngineFailed
from optimizer.result import Certificate

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from optimizer.engines.candidates import Candidates

    Units = NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class _Chosen:
    """The chosen pairs, sorted by demand; ``served`` are the demands that have any, ``start`` where theirs begin."""

    supply: NDArray[np.int32]
    fit: NDArray[np.int64]
    served: NDArray[np.int32]
    start: NDArray[np.int64]


def find_multipliers(
    candidates: Candidates, units: NDArray[np.bool_ | np.int64], beat: Callable[[], None]
) -> Certificate:
    """Recover the multipliers of optimal units of the pairs; ``beat`` is called between passes.

    Raises
    ------
    EngineFailed
        ``choice_not_optimal`` when there are no multipliers, which means that the choice is not optimal.
    """
    given = np.flatnonzero(units)
    taken = _collect_chosen(candidates, given)
    full = units == candidates.pair_capacity
    start = np.searchsorted(candidates.demand, np.arange(len(candidates.bounds.demand_hi) + 1, dtype=np.int32))
    price, paid = _floors(candidates, given, units[given])
    _raise_paid(taken, price, paid)
    risen = np.arange(len(paid), dtype=np.int32)
    for _ in range(len(price) + len(paid) + 2):
        beat()
        for demands in _cut(risen, start):
            at = _pairs_of(start, demands)
            offered = candidates.fit[at] + paid[candidates.demand[at]]
            raising = np.flatnonzero(offered > price[candidates.supply[at]])
            raising = raising[~full[at[raising]]]
            np.maximum.at(price, candidates.supply[at[raising]], offered[raising])
        risen = _raise_paid(taken, price, paid)
        if not risen.size:
            return Certificate(price, -paid)
    raise EngineFailed("choice_not_optimal")


def _collect_chosen(candidates: Candidates, at: NDArray[np.int64]) -> _Chosen:
    served, start = np.unique(candidates.demand[at], return_index=True)
    return _Chosen(candidates.supply[at], candidates.fit[at], served, start)


def _raise_paid(taken: _Chosen, price: Units, paid: Units) -> NDArray[np.int32]:
    """Raise what demands pay to what their chosen supplies cost; returns the demands whose pay rose."""
    if not taken.served.size:
        return taken.served
    needed = np.maximum.reduceat(price[taken.supply] - taken.fit, taken.start)
    up = np.flatnonzero(needed > paid[taken.served])
    risen = taken.served[up]
    paid[risen] = needed[up]
    return risen


def _cut(demands: NDArray[np.int32], start: NDArray[np.int64]) -> list[NDArray[np.int32]]:
    """Cut demands into groups whose pairs together stay in the processor's cache."""
    ends = np.cumsum(start[demands + 1] - start[demands])
    return np.split(demands, np.flatnonzero(np.diff(ends // BLOCK_CELLS)) + 1)


def _pairs_of(start: NDArray[np.int64], demands: NDArray[np.int32]) -> NDArray[np.int64]:
    """Positions of all pairs of these demands."""
    first, counts = start[demands], start[demands + 1] - start[demands]
    ends = np.cumsum(counts)
    at: NDArray[np.int64] = np.repeat(first - (ends - counts), counts)
    at += np.arange(len(at))
    return at


def _floors(candidates: Candidates, at: NDArray[np.int64], units: NDArray[np.bool_ | np.int64]) -> tuple[Units, Units]:
    """Least values of price and paid that the units at each node allow.

    A supply above its minimum, or without one, can give a unit less at no cost, so its price is at least 0; one at its
    minimum only by a shortage. A demand below its requirement pays the price of a shortage for one unit more.
    """
    bounds = candidates.bounds
    lowest = -(len(bounds.supply_hi) + len(bounds.demand_hi) + 2) * _largest_cost(candidates)
    given = np.bincount(candidates.supply[at], units, minlength=len(bounds.supply_hi))
    got = np.bincount(candidates.demand[at], units, minlength=len(bounds.demand_hi))
    short = candidates.shortage_price
    price = np.where((given > bounds.supply_lo) | (bounds.supply_lo == 0), 0, lowest if short is None else -short)
    if bounds.loads is not None:
        price += np.where(price == lowest, 0, bounds.loads.of_next(np.maximum(0, given.astype(np.int64) - 1)))
    paid = np.where(got < bounds.demand_hi, 0, lowest)
    if short is not None:
        paid[got < bounds.demand_lo] = short
    return price.astype(np.int64), paid.astype(np.int64)


def _largest_cost(candidates: Candidates) -> int:
    largest = max(abs(int(candidates.fit.min())), abs(int(candidates.fit.max()))) if len(candidates) else 0
    loads = candidates.bounds.loads
    dearest = 0 if loads is None else largest_of(loads.cost)
    return max(largest, (candidates.shortage_price or 0) + dearest, 1)
