"""Objectives one after the other, exactly: among all plans best for the first, the best for the second, and so on.

An optimal certificate says by itself which plans are optimal: those that hold every pair of positive reduced fit and
none of negative, and give each node a number of units that its multiplier earns most at. These are rules of the same
kind as the problem's own, so the next objective meets an ordinary problem, and every level has an ordinary certificate.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from optimizer.certificate import gain_per_unit, reduce_fit, row_blocks
from optimizer.errors import ProblemError
from optimizer.intake import freeze
from optimizer.problem import Demand, Problem, Supply
from optimizer.store import Matrix, Pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.result import Certificate

    Units = NDArray[np.int64]
    Signs = NDArray[np.int8]

OUTSIDE: tuple[str, ...] = ("outside_best",)


def narrow(problem: Problem, certificate: Certificate) -> Problem:
    """Keep exactly the plans whose value is the bound of these multipliers; where no plan reaches it, none remains.

    The result has the same pairs in the same order and the same costs of loads, every minimum is strict, and 1 is its
    only reason code.
    """
    lock_supply, lock_demand = problem.store.locks()
    narrow_supply = _narrow_units if problem.supply.cost is None else _narrow_loads
    supply = narrow_supply(problem.supply, lock_supply, certificate.supply, problem.shortage_price)
    demand = _narrow_units(problem.demand, lock_demand, certificate.demand, problem.shortage_price)
    store = _narrow_pairs(problem.store, certificate)
    narrowed = Supply(*supply, problem.supply.cost)
    return replace(problem, supply=narrowed, demand=Demand(*demand), store=store, reasons=OUTSIDE, shortage_price=None)


def _narrow_units(
    bounds: Supply | Demand, locked: NDArray[np.int32], multiplier: Units, price: int | None
) -> tuple[Units, Units]:
    """Fewest and most units at which each node earns most: its earning is concave and linear between corners."""
    fewest = np.bincount(locked, minlength=len(bounds))
    required = np.maximum(bounds.lo, fewest)
    low, high = required, np.where(multiplier < 0, required, bounds.hi)
    if price is not None:
        low = np.where(multiplier <= -price, fewest, low)
        high = np.where(multiplier < -price, fewest, high)
    low = np.where(multiplier > 0, bounds.hi, low)
    return freeze(low.astype(np.int64)), freeze(high.astype(np.int64))


def _narrow_loads(
    supply: Supply, locked: NDArray[np.int32], multiplier: Units, price: int | None
) -> tuple[Units, Units]:
    """Fewest and most units at which each supply earns most, where its units cost something: gains never rise."""
    gain = gain_per_unit(supply, multiplier, price)
    is_free = np.arange(gain.shape[1]) < supply.hi[:, None]
    fewest = np.bincount(locked, minlength=len(supply))
    required = fewest if price is not None else np.maximum(supply.lo, fewest)
    low, high = (np.maximum(required, (is_free & kept).sum(axis=1)) for kept in (gain > 0, gain >= 0))
    return freeze(low), freeze(high)


def _narrow_pairs(store: object, certificate: Certificate) -> Matrix | Pairs:
    if isinstance(store, Matrix):
        return _narrow_matrix(store, certificate)
    if isinstance(store, Pairs):
        return _narrow_list(store, certificate)
    raise ProblemError("store_unsupported", store=type(store).__name__)


def _narrow_list(store: Pairs, certificate: Certificate) -> Pairs:
    reduced = store.fit - certificate.supply[store.supply] - certificate.demand[store.demand]
    allowed = store.forbidden == 0
    locked = store.locked | (allowed & (reduced > 0))
    barred = (~allowed | (reduced < 0)) & ~store.locked
    return replace(store, forbidden=freeze(barred.astype(np.uint8)), locked=freeze(locked))


def _narrow_matrix(store: Matrix, certificate: Certificate) -> Matrix:
    barred = np.empty(store.fit.shape, np.uint8)
    locked = [store.lock_keys]
    for rows in row_blocks(store):
        reduced = reduce_fit(store.fit[rows], certificate, rows)
        allowed = store.forbidden[rows] == 0
        barred[rows] = ~allowed | (reduced < 0)
        locked.append(np.flatnonzero((reduced > 0) & allowed) + rows.start * store.fit.shape[1])
    keys = np.unique(np.concatenate(locked))
    demand, supply = (half.astype(np.int32) for half in np.divmod(keys, max(1, store.fit.shape[1])))
    barred[demand, supply] = 0
    return Matrix(store.fit, freeze(barred), freeze(supply), freeze(demand))
