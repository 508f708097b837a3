"""From prices in floating point to multipliers in whole parts of a unit, which anybody can check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.certificate import LARGEST_MULTIPLIER
from optimizer.engines.branching.layout import NO_SUM
from optimizer.result import Certificate
from optimizer.rules.side import Multipliers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.engines.branching.layout import Layout
    from optimizer.engines.branching.scan import Prices

    Real = NDArray[np.float64]

FINEST: Final = 20  # parts of a unit, as a power of two: what rounding leaves of some thousand prices is no unit
WHOLE: Final = 1e-7


def to_certificate(layout: Layout, prices: Prices) -> Certificate:
    """Round prices to multipliers; in whole units where they are such, else in parts as fine as numbers allow."""
    row_price = _admit(layout, prices)
    vectors = (prices.supply, prices.demand, row_price)
    parts = 1 if all(_is_whole(vector) for vector in vectors) else 2 ** _fineness(layout, vectors)
    supply, demand, value = (np.rint(vector * parts).astype(np.int64) for vector in vectors)
    used = np.flatnonzero(value)
    return Certificate(supply, demand, Multipliers(prices.row[used], value[used]), parts)


def _admit(layout: Layout, prices: Prices) -> Real:
    """Drop what a row cannot ask: anything where it has no limit, more than a missing unit costs."""
    side, shortage_price = layout.problem.side, layout.problem.shortage_price
    lower, upper = side.limits(prices.row)
    asked = np.where((prices.row_price > 0) & (upper >= NO_SUM), 0.0, prices.row_price)
    asked = np.where((asked < 0) & (lower <= -NO_SUM), 0.0, asked)
    if shortage_price is not None:
        floor = -float(shortage_price) if prices.counts_fit else 0.0
        asked = np.where(side.counts_units(prices.row), np.maximum(asked, floor), asked)
    return asked


def _is_whole(vector: Real) -> bool:
    return bool((np.abs(vector - np.rint(vector)) <= WHOLE).all())


def _fineness(layout: Layout, vectors: tuple[Real, ...]) -> int:
    problem = layout.problem
    rows = problem.side.largest_weight() * max(1, len(problem.rules))
    largest = [float(np.abs(vector).max(initial=0.0)) for vector in vectors]
    largest = [layout.largest_number, largest[0], largest[1], largest[2] * max(1, rows)]
    room = LARGEST_MULTIPLIER / (2 * max(1.0, *largest))
    return int(np.clip(np.floor(np.log2(room)), 0, FINEST))
