"""The Lagrangian bound: what any integer multipliers prove, in integers and numpy alone.

With multipliers y no plan is worth more than the sum over pairs of max(0, fit - y_supply - y_demand - what the pair
counts in each row of a rule times y_row) plus, for each node and row, the most that a number of units within its bounds
can earn at its multiplier. This holds for every y, so the bound needs no trust in whoever found them.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.exact import exact_dot, exact_sum
from optimizer.intake import BLOCK_CELLS, NARROW_FIT
from optimizer.result import Certificate
from optimizer.store import Grid, Pairs

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from optimizer.problem import Problem, Supply
    from optimizer.rules.side import Multipliers, Tariff
    from optimizer.store import Store

    Units = NDArray[np.int64]
    Beat = Callable[[], None]

LARGEST_MULTIPLIER: Final = 2**60
MOST_PARTS: Final = 2**30
CERTAIN: Final = Fraction(1)


def is_wellformed(problem: Problem, certificate: Certificate) -> bool:
    """Whether there is one multiplier per node, each small enough to compute with."""
    if type(certificate.parts) is not int or not 1 <= certificate.parts <= MOST_PARTS:
        return False
    if certificate.parts > 1 and certificate.parts * _largest_number(problem) > LARGEST_MULTIPLIER:
        return False
    nodes = _is_vector(certificate.supply, len(problem.supply)) and _is_vector(certificate.demand, len(problem.demand))
    return nodes and _are_rows(problem, certificate.rows)


def keep_quiet() -> None:
    """Give no sign of life."""


def compute_bound(
    problem: Problem,
    certificate: Certificate,
    *,
    ignore_fit: bool = False,
    cap: Fraction = CERTAIN,
    beat: Beat = keep_quiet,
) -> int:
    """Compute the upper bound that these multipliers prove for the value of every plan.

    With ``ignore_fit`` pairs and shortages count 0; a bound below 0 then proves that there is no plan at all. With a
    cap below 1 it bounds the expected value of every lottery that gives no pair, locks aside, a larger probability,
    and is counted in parts of ``1 / cap.denominator``. ``beat`` is called between the blocks of a grid.
    """
    lock_supply, lock_demand = problem.store.locks()
    parts = certificate.parts
    price = 0 if ignore_fit and problem.is_elastic else problem.shortage_price
    price = None if price is None else price * parts
    nodes = _earn_nodes(problem.supply.lo, problem.supply.hi, lock_supply, certificate.supply, price)
    if problem.supply.cost is not None and not ignore_fit:
        costly = replace(problem.supply, cost=problem.supply.cost * parts)
        nodes = earn_at_cost(costly, lock_supply, certificate.supply, price)
    nodes += _earn_nodes(problem.demand.lo, problem.demand.hi, lock_demand, certificate.demand, price)
    nodes += _earn_rows(problem, certificate.rows, price)
    # Values are whole units, so what exceeds a whole number of them proves nothing.
    return (_earn_pairs(problem, certificate, cap, beat, ignore_fit=ignore_fit) + cap.denominator * nodes) // parts


def bound_by_own_best(problem: Problem) -> Certificate:
    """Make the multipliers of the simplest bound: every demand gets its own best pairs, as if it were alone."""
    hi = problem.demand.hi
    marginal = np.array([_marginal_fit(problem.store, demand, int(hi[demand])) for demand in range(len(hi))], np.int64)
    free = problem.demand.lo < hi
    marginal[free] = np.maximum(marginal[free], 0)
    return Certificate(np.zeros(len(problem.supply), np.int64), marginal)


def _marginal_fit(store: Store, demand: int, units: int) -> int:
    """Fit of the last of the best ``units`` pairs of a demand, 0 when there are fewer."""
    _, found = store.of_demand(demand)
    fit = found.fit[found.forbidden == 0]
    if not 0 < units <= len(fit):
        return 0
    return int(np.partition(fit, len(fit) - units)[len(fit) - units])


def _largest_number(problem: Problem) -> int:
    """Largest fit, price or cost of a unit."""
    cost = problem.supply.cost
    return max(problem.store.largest_fit(), problem.shortage_price or 0, 0 if cost is None else _largest(cost))


def _is_vector(values: Units, count: int) -> bool:
    if values.shape != (count,) or values.dtype != np.int64:
        return False
    return count == 0 or max(abs(int(values.min())), abs(int(values.max()))) <= LARGEST_MULTIPLIER


def _are_rows(problem: Problem, rows: Multipliers) -> bool:
    """Whether these are rows of the problem, ascending, each with a multiplier small enough to compute with."""
    shapes_agree = rows.row.ndim == 1 and rows.row.shape == rows.value.shape
    if not shapes_agree or rows.row.dtype != np.int64 or rows.value.dtype != np.int64:
        return False
    if not rows.row.size:
        return True
    is_within = int(rows.row[0]) >= 0 and int(rows.row[-1]) < problem.side.row_count
    if not is_within or not bool((rows.row[1:] > rows.row[:-1]).all()):
        return False
    heaviest = _largest(rows.value) * problem.side.largest_weight() * len(problem.rules)
    return heaviest <= LARGEST_MULTIPLIER


def _earn_rows(problem: Problem, rows: Multipliers, price: int | None) -> int:
    """Most that all rows together can earn within their limits; where units may lack, below them at their price."""
    side = problem.side
    least, most = side.limits(rows.row)
    if price is None:
        return exact_dot(rows.value, np.where(rows.value < 0, least, most))
    priced = side.counts_units(rows.row) & (rows.value < -price) & (least > 0)
    # At best everything lacks: 0 units, but for what is locked, which only makes the bound larger than need be.
    total = exact_dot(rows.value, np.where(priced, 0, np.where(rows.value < 0, least, most)))
    return total - price * exact_sum(least[priced])


def earn_at_cost(supply: Supply, locked: NDArray[np.int32], multiplier: Units, price: int | None) -> int:
    """Most that supplies can earn when their units cost something: every unit that earns more than it costs."""
    gain = gain_per_unit(supply, multiplier, price)
    fewest = np.bincount(locked, minlength=len(supply))
    required = fewest if price is not None else np.maximum(supply.lo, fewest)
    unit = np.arange(gain.shape[1])
    taken = (unit < required[:, None]) | ((gain > 0) & (unit < supply.hi[:, None]))
    return exact_sum(gain[taken]) - (price or 0) * exact_sum(supply.lo)


def gain_per_unit(supply: Supply, multiplier: Units, price: int | None) -> Units:
    """What each further unit of a supply earns at its multiplier, less its cost; shape (n_supply, k), never rising.

    Where minimums may be missed at a price, a unit below the minimum saves that price besides.
    """
    if supply.cost is None:
        raise AssertionError("only supplies with costs are asked")
    gain = multiplier[:, None] - supply.cost
    if price:
        gain += price * (np.arange(gain.shape[1]) < supply.lo[:, None])
    return gain


def _earn_nodes(lo: Units, hi: Units, locked: NDArray[np.int32], multiplier: Units, price: int | None) -> int:
    """Most that all nodes together can earn; earning is piecewise linear in units, so only its corners count."""
    fewest = np.bincount(locked, minlength=len(lo))
    required = np.maximum(lo, fewest)
    negative = multiplier < 0
    if price is None:
        return exact_dot(multiplier, np.where(negative, required, hi))
    cheap = multiplier < -price
    units = np.where(cheap, fewest, np.where(negative, required, hi))
    return exact_dot(multiplier, units) - price * exact_sum(np.maximum(0, lo - units))


def _earn_pairs(problem: Problem, certificate: Certificate, cap: Fraction, beat: Beat, *, ignore_fit: bool) -> int:
    store = problem.store
    tariff = problem.side.tariff(certificate.rows) if certificate.rows.row.size else None
    if isinstance(store, Grid):
        free = _earn_grid(store, certificate, tariff, beat, ignore_fit=ignore_fit)
    elif isinstance(store, Pairs):
        free = _earn_list(store, certificate, tariff, ignore_fit=ignore_fit)
    else:
        raise TypeError(f"unknown store {type(store).__name__}")
    return cap.numerator * free + _settle_locks(problem, certificate, cap, ignore_fit=ignore_fit)


def _settle_locks(problem: Problem, certificate: Certificate, cap: Fraction, *, ignore_fit: bool) -> int:
    """Locked pairs count whole, whatever they earn: take that instead of what the free count has taken."""
    supply, demand = problem.store.locks()
    fit = problem.store.find(supply, demand).fit * (0 if ignore_fit else certificate.parts)
    earned = fit - certificate.supply[supply] - certificate.demand[demand]
    earned -= problem.side.tariff(certificate.rows).charge(supply, demand)
    return cap.denominator * exact_sum(earned) - cap.numerator * exact_sum(np.maximum(0, earned))


def _earn_list(store: Pairs, certificate: Certificate, tariff: Tariff | None, *, ignore_fit: bool) -> int:
    total = 0
    for start in range(0, store.pair_count(), BLOCK_CELLS):
        at = slice(start, start + BLOCK_CELLS)
        earned = -certificate.supply[store.supply[at]]
        earned -= certificate.demand[store.demand[at]]
        if not ignore_fit:
            earned += store.fit[at] if certificate.parts == 1 else store.fit[at] * certificate.parts
        if tariff is not None:
            earned -= tariff.charge(store.supply[at], store.demand[at])
        total += _add_gains(earned, store.forbidden[at])
    return total


def _earn_grid(store: Grid, certificate: Certificate, tariff: Tariff | None, beat: Beat, *, ignore_fit: bool) -> int:
    total = 0
    for rows in row_blocks(store):
        beat()
        fit = store.fit_rows(rows)
        if ignore_fit:
            fit = np.zeros_like(fit)
        if certificate.parts > 1:
            fit = fit.astype(np.int64) * certificate.parts
        reduced = reduce_fit(fit, certificate, rows, tariff)
        total += _add_gains(reduced, store.forbidden_rows(rows))
    return total


def row_blocks(store: Grid) -> list[slice]:
    """Cut a grid into blocks of rows that stay in the processor's cache."""
    demand_count, supply_count = store.shape
    rows = max(1, BLOCK_CELLS // max(1, supply_count))
    return [slice(start, min(start + rows, demand_count)) for start in range(0, demand_count, rows)]


def reduce_fit(
    fit: NDArray[np.int32 | np.int64], certificate: Certificate, rows: slice, tariff: Tariff | None = None
) -> NDArray[np.signedinteger]:
    """Take the multipliers off the fits of these rows, in 32 bits where nothing can overflow; rules by their tariff."""
    supply, demand = certificate.supply, certificate.demand[rows]
    width: type[np.int32 | np.int64] = (
        np.int32 if tariff is None and _largest(fit) + _largest(supply) + _largest(demand) < NARROW_FIT else np.int64
    )
    reduced: NDArray[np.signedinteger] = np.subtract(fit, supply.astype(width)[None, :], dtype=width)
    np.subtract(reduced, demand.astype(width)[:, None], out=reduced)
    if tariff is not None:
        lines = np.arange(rows.start, rows.start + len(fit), dtype=np.int32)[:, None]
        reduced -= tariff.charge(np.arange(fit.shape[1], dtype=np.int32)[None, :], lines)
    return reduced


def _largest(values: NDArray[np.signedinteger]) -> int:
    return max(abs(int(values.min())), abs(int(values.max()))) if values.size else 0


def _add_gains(reduced: NDArray[np.signedinteger], forbidden: NDArray[np.uint8]) -> int:
    """Add up what is positive and allowed; few pairs are, so they are picked before anything is added."""
    gaining = np.flatnonzero(reduced > 0)
    gaining = gaining[forbidden.ravel()[gaining] == 0]
    return exact_sum(reduced.ravel()[gaining])
