"""The linear program so far: some pairs as columns, some rows of rules; it grows and is solved again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from optimizer.engines.branching.scan import Found, Prices
from optimizer.engines.branching.solver_process import INFEASIBLE, OPTIMAL
from optimizer.progress import Phase
from optimizer.pulse import EngineFailed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.engines.branching.layout import Layout, Slacks
    from optimizer.engines.branching.session import Session

    Whole = NDArray[np.int64]
    Real = NDArray[np.float64]

BROKEN: Final = 1e-6  # by how much a row must be broken, or a column used, to count


class Sheet:
    """The columns and rows of one linear program, and its last solution.

    Attributes
    ----------
    pairs
        The pairs among the columns; ``gain`` is not kept.
    rows
        Rows of rules, in the order in which they came.
    shares, prices, missing
        Of the last solution: the share of each pair, what nodes and rows ask, and by how much artificial columns miss.
    """

    def __init__(self, layout: Layout, session: Session) -> None:
        self._layout, self._session = layout, session
        self._problem = layout.problem
        nothing = np.zeros(0, np.int64)
        self.pairs = Found(nothing.astype(np.int32), nothing.astype(np.int32), nothing, np.zeros(0))
        self.rows = nothing
        self._width = 0
        self._pair_columns = nothing
        self._other = {"column": nothing, "gain": np.zeros(0), "most": nothing, "is_artificial": np.zeros(0, np.bool_)}
        self.counts_fit = True
        self._is_closed = False
        self.shares = np.zeros(0)
        self.missing = 0.0
        limits = layout.node_limits
        self._ask("begin", {})
        self._ask("add_rows", _bare_rows(limits.lower, limits.upper))
        self._add_slacks(layout.node_slacks(), 0)
        self._add_loads()

    def add_pairs(self, found: Found) -> None:
        """Make pairs columns."""
        count = len(found.supply)
        if not count:
            return
        at, row, weight = self._entries(found)
        order = np.argsort(at, kind="stable")
        columns = {
            "gain": found.fit if self.counts_fit else np.zeros(count),
            "upper": np.ones(count),
            "count": np.bincount(at, minlength=count),
            "index": row[order],
            "value": weight[order],
        }
        self._ask("add_columns", columns)
        self._pair_columns = np.concatenate((self._pair_columns, self._claim(count)))
        joined = [np.concatenate(both) for both in zip(_sides(self.pairs), _sides(found), strict=True)]
        self.pairs = Found(joined[0], joined[1], joined[2], np.zeros(len(joined[0])))

    def add_rows(self, rows: Whole) -> None:
        """Make rows of rules rows."""
        if not rows.size:
            return
        found = self._problem.side.incidence(self.pairs.supply, self.pairs.demand)
        order = np.argsort(rows)
        place = np.minimum(np.searchsorted(rows[order], found.row), len(rows) - 1)
        kept = np.flatnonzero(rows[order][place] == found.row)
        place = order[place[kept]]
        by_row = np.argsort(place, kind="stable")
        limits = self._layout.rule_limits(rows)
        entries = {
            "lower": limits.lower,
            "upper": limits.upper,
            "count": np.bincount(place, minlength=len(rows)),
            "index": self._pair_columns[found.at[kept[by_row]]],
            "value": found.weight[kept[by_row]],
        }
        self._ask("add_rows", entries)
        first = self._layout.node_count + len(self.rows)
        self.rows = np.concatenate((self.rows, rows))
        self._add_slacks(self._layout.rule_slacks(rows), first)

    def solve(self) -> bool:
        """Solve it; False when it has no solution, which happens only while artificial columns are closed."""
        told, found = self._ask("solve", {})
        if told["status"] == INFEASIBLE and self._is_closed:
            return False
        if told["status"] != OPTIMAL:
            raise EngineFailed("linear_program_unsolved")
        self.shares = found["share"][self._pair_columns]
        artificial = self._other["column"][self._other["is_artificial"]]
        self.missing = float(found["share"][artificial].sum())
        self.prices = self._read_prices(found["multiplier"])
        return True

    def count_fit(self, *, counts_fit: bool) -> None:
        """Let pairs count their fit, or let only what artificial columns miss count."""
        self.counts_fit = counts_fit
        artificial = self._other["is_artificial"]
        other = self._other["gain"] if counts_fit else np.where(artificial, -1.0, 0.0)
        pairs = self.pairs.fit if counts_fit else np.zeros(len(self.pairs.fit))
        columns = np.concatenate((self._other["column"], self._pair_columns))
        self._ask("change_gains", {"column": columns, "gain": np.concatenate((other, pairs))})

    def close(self, *, is_closed: bool) -> None:
        """Forbid artificial columns, or allow them again."""
        self._is_closed = is_closed
        at = np.flatnonzero(self._other["is_artificial"])
        upper = self._other["most"][at] * (not is_closed)
        self._ask("change_uppers", {"column": self._other["column"][at], "upper": upper})

    def find_broken(self) -> Whole:
        """List the rows of rules that the last solution breaks and that are not in the program yet."""
        side = self._problem.side
        used = np.flatnonzero(self.shares > BROKEN * BROKEN)
        found = side.incidence(self.pairs.supply[used], self.pairs.demand[used])
        touched, place = np.unique(found.row, return_inverse=True)
        rows = np.union1d(touched, self._layout.standing_rows)
        total = np.zeros(len(rows))
        sums = np.bincount(place, found.weight * self.shares[used][found.at], minlength=len(touched))
        total[np.searchsorted(rows, touched)] = sums
        limits = self._layout.rule_limits(rows)
        width = BROKEN * np.maximum(1.0, np.abs(total))
        broken = rows[(total > limits.upper + width) | (total < limits.lower - width)]
        return broken[~np.isin(broken, self.rows)]

    def is_new(self, found: Found) -> NDArray[np.bool_]:
        """Whether each pair is no column yet."""
        count = len(self._problem.supply)
        is_new: NDArray[np.bool_] = ~np.isin(found.keys(count), self.pairs.keys(count))
        return is_new

    def _read_prices(self, multiplier: Real) -> Prices:
        supply_count, node_count = len(self._problem.supply), self._layout.node_count
        order = np.argsort(self.rows)
        row_price = multiplier[node_count:][order]
        used = np.flatnonzero(row_price)
        nodes = multiplier[:supply_count], multiplier[supply_count:node_count]
        return Prices(*nodes, self.rows[order][used], row_price[used], self.counts_fit)

    def _entries(self, found: Found) -> tuple[Whole, Whole, Whole]:
        """Column, row and weight of the pairs in the rows that are there."""
        side = self._problem.side
        inside = side.incidence(found.supply, found.demand)
        order = np.argsort(self.rows)
        at, row, weight = inside.at, inside.row, inside.weight
        if self.rows.size:
            place = np.minimum(np.searchsorted(self.rows[order], row), len(self.rows) - 1)
            kept = np.flatnonzero(self.rows[order][place] == row)
            at, row, weight = at[kept], order[place[kept]] + self._layout.node_count, weight[kept]
        else:
            at, row, weight = at[:0], row[:0], weight[:0]
        each, one = np.arange(len(found.supply)), np.ones(len(found.supply), np.int64)
        demand_row = found.demand.astype(np.int64) + len(self._problem.supply)
        return (
            np.concatenate((each, each, at)),
            np.concatenate((found.supply.astype(np.int64), demand_row, row)),
            np.concatenate((one, one, weight)),
        )

    def _add_slacks(self, slacks: Slacks, first_row: int) -> None:
        gain = slacks.gain if self.counts_fit else np.where(slacks.is_artificial, -1.0, 0.0)
        upper = slacks.most * ~(slacks.is_artificial & self._is_closed)
        self._add_single(slacks.row + first_row, slacks.sign, gain, upper)
        known = {"gain": slacks.gain, "most": slacks.most, "is_artificial": slacks.is_artificial}
        self._remember(known, len(slacks.row))

    def _add_loads(self) -> None:
        supply, gain = self._layout.loads
        count = len(supply)
        self._add_single(supply, -np.ones(count), gain.astype(float), np.ones(count))
        known = {"gain": gain.astype(float), "most": np.ones(count, np.int64), "is_artificial": np.zeros(count, bool)}
        self._remember(known, count)

    def _add_single(self, row: Whole, value: NDArray[Any], gain: Real, upper: NDArray[Any]) -> None:
        """Add columns that are in one row each."""
        if len(row):
            columns = {"gain": gain, "upper": upper, "count": np.ones(len(row)), "index": row, "value": value}
            self._ask("add_columns", columns)

    def _remember(self, known: dict[str, NDArray[Any]], count: int) -> None:
        known = {"column": self._claim(count), **known}
        self._other = {name: np.concatenate((values, known[name])) for name, values in self._other.items()}

    def _claim(self, count: int) -> Whole:
        self._width += count
        return np.arange(self._width - count, self._width)

    def _ask(self, command: str, arrays: dict[str, NDArray[Any]]) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        return self._session.ask(Phase.SOLVE, command, arrays)


def _bare_rows(lower: Whole, upper: Whole) -> dict[str, NDArray[Any]]:
    nothing = np.zeros(0, np.int64)
    return {"lower": lower, "upper": upper, "count": np.zeros(len(lower)), "index": nothing, "value": nothing}


def _sides(found: Found) -> tuple[NDArray[Any], ...]:
    return found.supply, found.demand, found.fit
