"""All rows of all rules of one problem, numbered through: what engines, checks and certificates ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.errors import ProblemError
from optimizer.rules.rule import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from optimizer.rules.rule import Rule
    from optimizer.store import Store

    Rows = NDArray[np.int64]
    Nodes = NDArray[np.int32]

MOST_RULES: Final = 100
LARGEST_ACTIVITY: Final = 2**60
MOST_TABLE_ROWS: Final = 1 << 22  # multipliers of so many rows are looked up in a table, those of more by bisection


@dataclass(frozen=True, eq=False, slots=True)
class Incidence:
    """Which pair counts how much in which row.

    Attributes
    ----------
    at
        Position among the pairs asked for, ascending per rule.
    row, weight
        The row, and what the pair counts there.
    """

    at: Rows
    row: Rows
    weight: Rows


@dataclass(frozen=True, eq=False, slots=True)
class Multipliers:
    """One integer multiplier per row, those of 0 left out; rows ascend."""

    row: Rows
    value: Rows

    @classmethod
    def none(cls) -> Multipliers:
        """Make the multipliers that are all 0."""
        return cls(np.zeros(0, np.int64), np.zeros(0, np.int64))


@dataclass(frozen=True, eq=False)
class Side:
    """The rules of a problem as one family of rows.

    Attributes
    ----------
    rules
        Bound to the problem.
    store
        The pairs they speak of.
    lasting
        Per side, whether each node can take or give anything: the minimums of others do not hold.
    """

    rules: tuple[Rule, ...]
    store: Store
    lasting: Mapping[str, NDArray[np.bool_]]

    def __bool__(self) -> bool:
        return bool(self.rules)

    @cached_property
    def starts(self) -> Rows:
        """First row of each rule, and one behind the last; shape (n_rules + 1,)."""
        return np.concatenate(([0], np.cumsum([rule.row_count() for rule in self.rules]))).astype(np.int64)

    @property
    def row_count(self) -> int:
        """Count all rows."""
        return int(self.starts[-1])

    def incidence(self, supply: Nodes, demand: Nodes) -> Incidence:
        """Find the rows of these pairs; both arrays have the shape (n,)."""
        parts = [np.zeros((3, 0), np.int64)]
        for start, layer_row, weight in self.layers(supply, demand):
            at = np.flatnonzero(layer_row != OUTSIDE)
            weights = np.ones(len(at), np.int64) if weight is None else weight[at]
            parts.append(np.stack((at, layer_row[at] + start, weights)))
        joined = np.concatenate(parts, axis=1)
        return Incidence(joined[0], joined[1], joined[2])

    def tariff(self, multipliers: Multipliers) -> Tariff:
        """Prepare to say what pairs pay at these multipliers."""
        return Tariff(self, multipliers)

    def limits(self, rows: Rows) -> tuple[Rows, Rows]:
        """Return the least and the most of these rows; the minimums of nodes that can take nothing do not hold."""
        low, high = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
        for rule, at in self._by_rule(rows):
            own = rows[at] - self._start_of(rule)
            least, most = rule.limits(own)
            if rule.owner is not None:
                least = np.where((least > 0) & ~self.lasting[rule.owner][rule.owner_of(own)], 0, least)
            low[at], high[at] = least, most
        return low, high

    def required_rows(self) -> Rows:
        """List the rows whose minimum is above 0."""
        rows = [rule.required_rows() + start for rule, start in zip(self.rules, self.starts.tolist(), strict=False)]
        joined = np.concatenate([np.zeros(0, np.int64), *rows])
        return joined[self.limits(joined)[0] > 0]

    def counts_units(self, rows: Rows) -> NDArray[np.bool_]:
        """Whether each row counts pairs by one, so that what it lacks is units."""
        counted = np.array([rule.counts_units for rule in self.rules], np.bool_)
        return counted[self.rule_of(rows)] if len(counted) else np.zeros(0, np.bool_)

    def activity(self, supply: Nodes, demand: Nodes) -> tuple[Rows, Rows]:
        """Add up chosen pairs: the rows that they touch, ascending, and the sum of weights in each."""
        found = self.incidence(supply, demand)
        rows, place = np.unique(found.row, return_inverse=True)
        sums = np.zeros(len(rows), np.int64)
        np.add.at(sums, place, found.weight)
        return rows, sums

    def measure(self, supply: Nodes, demand: Nodes) -> tuple[Rows, Rows]:
        """Add up chosen pairs in every row that they touch or that has a minimum above 0; rows ascend."""
        touched, sums = self.activity(supply, demand)
        rows = np.union1d(touched, self.required_rows())
        total = np.zeros(len(rows), np.int64)
        total[np.searchsorted(rows, touched)] = sums
        return rows, total

    def rule_of(self, rows: Rows) -> Rows:
        """Find the index of the rule that each row belongs to."""
        return np.searchsorted(self.starts, rows, side="right") - 1

    def describe(self, row: int) -> dict[str, int | str]:
        """Return what a row stands for: the name of its rule, its node and group."""
        rule = self.rules[int(self.rule_of(np.array([row]))[0])]
        return {"rule": rule.name, **rule.describe(row - self._start_of(rule))}

    def largest_weight(self) -> int:
        """Return the largest absolute weight of a pair in any row."""
        return max((rule.largest_weight(self.store) for rule in self.rules), default=0)

    def require_valid(self, most_pairs: int) -> None:
        """Raise ProblemError when names repeat or sums could leave 64 bits."""
        names = [rule.name for rule in self.rules]
        if len(set(names)) < len(names):
            raise ProblemError("duplicate_rule", rule=next(name for name in names if names.count(name) > 1))
        if len(names) > MOST_RULES:
            raise ProblemError("too_many_rules", count=len(names), limit=MOST_RULES)
        largest, limit = self.largest_weight(), LARGEST_ACTIVITY // max(1, most_pairs)
        if largest > limit:
            raise ProblemError("weight_too_large", field="rules", limit=limit)

    def layers(self, supply: Nodes, demand: Nodes) -> Iterator[tuple[int, Rows, Rows | None]]:
        """Yield, layer by layer, the first row of its rule, the own row of each pair (-1: none) and the weights."""
        for rule in self.rules:
            start = self._start_of(rule)
            for layer in rule.layers(self.store, supply, demand):
                yield start, layer.row, layer.weight

    def _by_rule(self, rows: Rows) -> Iterator[tuple[Rule, Rows]]:
        owner = self.rule_of(rows)
        for index, rule in enumerate(self.rules):
            at = np.flatnonzero(owner == index)
            if at.size:
                yield rule, at

    def _start_of(self, rule: Rule) -> int:
        return int(self.starts[next(index for index, each in enumerate(self.rules) if each is rule)])


class Tariff:
    """What pairs pay at given multipliers of the rows."""

    def __init__(self, side: Side, multipliers: Multipliers) -> None:
        self._side = side
        self._look_up = (_Table if side.row_count <= MOST_TABLE_ROWS else _Bisection)(multipliers, side.row_count)

    def charge(self, supply: Nodes, demand: Nodes) -> Rows:
        """Add up what each pair pays; the arrays broadcast against each other."""
        total = np.zeros(np.broadcast_shapes(supply.shape, demand.shape), np.int64)
        for start, row, weight in self._side.layers(supply, demand):
            paid = np.where(row == OUTSIDE, 0, self._look_up(row + start))
            total += paid if weight is None else paid * weight
        return total


class _Table:
    """Multipliers by row, in one table; row -1 reads the last one, which stays 0."""

    def __init__(self, multipliers: Multipliers, row_count: int) -> None:
        self._values = np.zeros(row_count + 1, np.int64)
        self._values[multipliers.row] = multipliers.value

    def __call__(self, rows: Rows) -> Rows:
        return self._values[rows]


class _Bisection:
    """Multipliers by row, looked up among those that are not 0."""

    def __init__(self, multipliers: Multipliers, row_count: int) -> None:
        self._rows = np.append(multipliers.row, row_count)
        self._values = np.append(multipliers.value, 0)

    def __call__(self, rows: Rows) -> Rows:
        at = np.searchsorted(self._rows, rows)
        return np.where(self._rows[at] == rows, self._values[at], 0)
