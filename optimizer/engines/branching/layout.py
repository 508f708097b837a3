"""What every linear or 0/1 program of a problem has besides its pairs: rows with limits, slacks, and loads at a cost.

Rows are the supplies, then the demands, then rows of rules; what locks use up is already taken off. Limits of rules are
whole numbers, and those beyond ``NO_SUM`` are none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from optimizer.engines.candidates import reduce_bounds
from optimizer.intake import largest_of
from optimizer.rules.rule import NO_LIMIT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.problem import Problem

    Whole = NDArray[np.int64]
    Arrays = dict[str, NDArray[Any]]

NO_SUM: Final = NO_LIMIT // 2
DETERRENT: Final = 8  # times the largest fit: what only a requirement that cannot be met is worth


@dataclass(frozen=True, eq=False, slots=True)
class Limits:
    """Least and most of some rows."""

    lower: Whole
    upper: Whole


@dataclass(frozen=True, eq=False, slots=True)
class Slacks:
    """Columns by which rows may miss their limits: a shortage at a price, or what no plan may have.

    Attributes
    ----------
    row : int64, positions among the rows asked for
    sign : int64, 1 where a minimum is missed, -1 where a maximum is exceeded
    most : int64
    gain : float64
    is_artificial : bool
    """

    row: Whole
    sign: Whole
    most: Whole
    gain: NDArray[np.float64]
    is_artificial: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Layout:
    """The rows of a problem, and the columns that are no pairs."""

    problem: Problem

    @property
    def node_count(self) -> int:
        """Count supplies and demands."""
        return len(self.problem.supply) + len(self.problem.demand)

    @cached_property
    def node_limits(self) -> Limits:
        """Limits of supplies and demands; those of supplies whose units cost something leave the units to columns."""
        bounds = reduce_bounds(self.problem)
        supply = bounds.supply_lo, bounds.supply_hi
        if self.problem.supply.cost is not None:
            required = np.zeros_like(bounds.supply_lo) if self.problem.is_elastic else bounds.supply_lo
            supply = required, required
        lower, upper = np.concatenate((supply[0], bounds.demand_lo)), np.concatenate((supply[1], bounds.demand_hi))
        return Limits(lower, upper)

    @cached_property
    def loads(self) -> tuple[Whole, Whole]:
        """Supply and gain of every further unit that it may give, dearer ones after cheaper ones."""
        supply = self.problem.supply
        if supply.cost is None:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        given = np.bincount(self.problem.store.locks()[0], minlength=len(supply))
        unit = np.arange(supply.cost.shape[1])
        first = given if self.problem.is_elastic else np.maximum(given, supply.lo)
        at, step = np.nonzero((unit >= first[:, None]) & (unit < supply.hi[:, None]))
        gain = -np.broadcast_to(supply.cost, (len(supply), len(unit)))[at, step]
        if self.problem.shortage_price is not None:
            gain = gain + self.problem.shortage_price * (step < supply.lo[at])
        return at.astype(np.int64), gain.astype(np.int64)

    @cached_property
    def standing_rows(self) -> Whole:
        """Rows of rules that can be broken by choosing nothing: those with a minimum, and those that locks touch."""
        return np.union1d(self.problem.side.required_rows(), self._locked[0])

    @cached_property
    def _locked(self) -> tuple[Whole, Whole]:
        return self.problem.side.activity(*self.problem.store.locks())

    def rule_limits(self, rows: Whole) -> Limits:
        """Limits of rows of rules, less what locks count there."""
        lower, upper = self.problem.side.limits(rows)
        locked, sums = self._locked
        if locked.size:
            at = np.minimum(np.searchsorted(locked, rows), len(locked) - 1)
            taken = np.where(locked[at] == rows, sums[at], 0)
            lower = np.where(lower > -NO_SUM, lower - taken, lower)
            upper = np.where(upper < NO_SUM, upper - taken, upper)
        return Limits(lower, upper)

    def node_slacks(self) -> Slacks:
        """Slacks of supplies and demands."""
        limits = self.node_limits
        return self._slacks(limits, np.ones(self.node_count, np.bool_), np.ones(self.node_count, np.int64))

    def rule_slacks(self, rows: Whole) -> Slacks:
        """Slacks of rows of rules."""
        side = self.problem.side
        weights = np.array([rule.largest_weight(side.store) for rule in side.rules] or [1], np.int64)
        return self._slacks(self.rule_limits(rows), side.counts_units(rows), weights[side.rule_of(rows)])

    def _slacks(self, limits: Limits, counts: NDArray[np.bool_], weight: Whole) -> Slacks:
        short, over = np.flatnonzero(limits.lower > 0), np.flatnonzero(limits.upper < 0)
        row = np.concatenate((short, over))
        sign = np.concatenate((np.ones(len(short), np.int64), -np.ones(len(over), np.int64)))
        most = np.concatenate((limits.lower[short], -limits.upper[over]))
        price = self.problem.shortage_price
        is_artificial = ~counts[row] | (sign < 0) | (price is None)
        deterrent = DETERRENT * (self.largest_number + 1) / np.maximum(1, weight[row])
        gain = np.where(is_artificial, -np.maximum(deterrent, DETERRENT), -float(price or 0))
        return Slacks(row, sign, most, gain, is_artificial)

    @cached_property
    def largest_number(self) -> int:
        """Largest fit, price or cost of a unit."""
        cost = self.problem.supply.cost
        dearest = 0 if cost is None else largest_of(cost)
        return max(self.problem.store.largest_fit(), self.problem.shortage_price or 0, dearest)
