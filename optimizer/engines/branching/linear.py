"""Shares of pairs of greatest total fit: rows come when a solution breaks them, columns when they pay.

Where requirements cannot be met by the columns that are there, artificial columns stand in at a price; where they still
do in the end, the program is solved once more for the least that they must miss, which refutes the problem or finds the
columns that it lacked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.engines.branching.scan import Prices, find_gaining, pick_first
from optimizer.engines.branching.sheet import BROKEN
from optimizer.progress import Phase
from optimizer.pulse import EngineFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from optimizer.engines.branching.layout import Layout
    from optimizer.engines.branching.scan import Found
    from optimizer.engines.branching.sheet import Sheet
    from optimizer.pulse import Pulse
    from optimizer.result import Certificate

MOST_ADDED: Final = 15  # per demand and round, so that useless prices of early rounds do no harm
PAYING: Final = 1e-9  # of the largest number: below it a gain is rounding
LEAST_GAIN: Final = 1e-3
LEAST_MISS: Final = 1e-6
MOST_ROUNDS: Final = 50


def settle(layout: Layout, sheet: Sheet, relaxed: Certificate, pulse: Pulse) -> bool:
    """Solve the linear program of the whole problem; False when it has no solution, and the prices prove that."""
    problem = layout.problem
    none = np.zeros(0, np.int64)
    prices = Prices(relaxed.supply.astype(float), relaxed.demand.astype(float), none, np.zeros(0))
    sheet.add_pairs(pick_first(problem, prices, _beats(pulse)))
    required = problem.side.required_rows()
    sheet.add_rows(required[problem.side.counts_units(required)])
    for _ in range(MOST_ROUNDS):
        if _grow(layout, sheet, pulse, is_enough=None) and sheet.missing <= BROKEN:
            return True
        sheet.close(is_closed=False)
        sheet.count_fit(counts_fit=False)
        _grow(layout, sheet, pulse, is_enough=lambda: sheet.missing <= BROKEN)
        if sheet.missing > BROKEN:
            return False
        sheet.close(is_closed=True)
        sheet.count_fit(counts_fit=True)
    raise EngineFailed("linear_program_unsolved")


def _grow(layout: Layout, sheet: Sheet, pulse: Pulse, is_enough: Callable[[], bool] | None) -> bool:
    """Solve until no row is broken and no column pays, or it is enough; False when the columns have no solution."""
    tolerance = max(LEAST_GAIN, PAYING * layout.largest_number) if sheet.counts_fit else LEAST_MISS
    while sheet.solve():
        broken = sheet.find_broken()
        if is_enough is not None and is_enough() and not broken.size:
            return True
        paying = find_gaining(layout.problem, sheet.prices, tolerance, _beats(pulse))
        paying = _keep_best(paying.at(np.flatnonzero(sheet.is_new(paying))))
        if not broken.size and not len(paying.supply):
            return True
        sheet.add_rows(broken)
        sheet.add_pairs(paying)
    return False


def _keep_best(found: Found) -> Found:
    """Keep the pairs of each demand that gain most."""
    order = np.lexsort((found.supply, -found.gain, found.demand))
    demand = found.demand[order]
    rank = np.arange(len(order)) - np.searchsorted(demand, demand)
    return found.at(np.sort(order[rank < MOST_ADDED]))


def _beats(pulse: Pulse) -> Callable[[], None]:
    return lambda: pulse.beat(Phase.PRICE)


def is_whole(shares: NDArray[np.float64]) -> bool:
    """Whether every share is none or all."""
    return bool((np.abs(shares - np.rint(shares)) <= BROKEN).all())
