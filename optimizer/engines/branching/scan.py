"""Look through all pairs of a problem for those that pay at given prices, block by block.

A pair pays what its nodes and its rows ask, and rows with a minimum pay for it. So pairs are sorted out by their nodes
first, with the most that any row of theirs could add, and only what remains is looked up row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from optimizer.certificate import row_blocks
from optimizer.intake import BLOCK_CELLS
from optimizer.rules.rule import OUTSIDE
from optimizer.store import Grid, Pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.problem import Problem

    Whole = NDArray[np.int64]
    Nodes = NDArray[np.int32]
    Real = NDArray[np.float64]
    Flags = NDArray[np.bool_]

FIRST_PER_DEMAND: Final = 12
FIRST_PER_UNIT: Final = 3
FIRST_PER_ROW: Final = 4
Beat = Callable[[], None]


@dataclass(frozen=True, eq=False, slots=True)
class Prices:
    """What nodes and rows ask of a pair, in units of fit; rows ascend, those not named ask nothing."""

    supply: Real
    demand: Real
    row: Whole
    row_price: Real
    counts_fit: bool = True


@dataclass(frozen=True, eq=False, slots=True)
class Found:
    """Some allowed pairs that are not locked, and what each gains: its fit less what it is asked."""

    supply: Nodes
    demand: Nodes
    fit: Whole
    gain: Real

    def at(self, places: NDArray[Any]) -> Found:
        """Take some of them."""
        return Found(self.supply[places], self.demand[places], self.fit[places], self.gain[places])

    def keys(self, supply_count: int) -> Whole:
        """Position of each pair in the whole grid."""
        keys: Whole = self.demand.astype(np.int64) * supply_count + self.supply
        return keys


@dataclass(frozen=True, eq=False, slots=True)
class _Bonus:
    """Most that the rows of a demand, of a supply, or of anybody could add to a pair."""

    demand: Real
    supply: Real
    rest: float


def find_gaining(problem: Problem, prices: Prices, least: float, beat: Beat) -> Found:
    """Find the pairs that gain more than ``least``, sorted by demand, then supply."""
    bonus = _bound_bonus(problem, prices)
    parts = [_nothing()]
    for block in _blocks(problem, prices, beat):
        reach = bonus.demand[block.demand] + bonus.supply[block.supply] + bonus.rest
        near = block.pick(block.gain + reach > least)
        gain = near.gain - charge(problem, prices, near.supply, near.demand)
        exact = Found(near.supply, near.demand, near.fit, gain)
        parts.append(exact.at(np.flatnonzero(gain > least)))
    return _drop_locked(problem, _join(parts))


def pick_first(problem: Problem, prices: Prices, beat: Beat) -> Found:
    """Pick the best pairs of every demand, and of every row whose minimum counts pairs; prices ask nothing of rows."""
    hi = problem.demand.hi
    count = np.maximum(FIRST_PER_DEMAND, FIRST_PER_UNIT * hi) * (hi > 0)
    required = _flag_required(problem)
    parts = [_nothing()]
    for block in _blocks(problem, prices, beat):
        parts.append(block.pick(_best_per_demand(block, count)))
        parts += _best_per_row(problem, block, required)
    picked = _join(parts)
    _, first = np.unique(picked.keys(len(problem.supply)), return_index=True)
    return _drop_locked(problem, picked.at(first))


def charge(problem: Problem, prices: Prices, supply: Nodes, demand: Nodes) -> Real:
    """Add up what rows ask of pairs."""
    total = np.zeros(len(supply))
    if not prices.row.size:
        return total
    rows, asked = np.append(prices.row, problem.side.row_count), np.append(prices.row_price, 0.0)
    for start, row, weight in problem.side.layers(supply, demand):
        at = np.searchsorted(rows, row + start)
        paid = np.where((row != OUTSIDE) & (rows[at] == row + start), asked[at], 0.0)
        total += paid if weight is None else paid * weight
    return total


@dataclass(frozen=True, eq=False, slots=True)
class _Block:
    """Some pairs and what they gain before any row is asked; shapes broadcast, demands go down, supplies across."""

    supply: Nodes
    demand: Nodes
    fit: NDArray[np.signedinteger]
    gain: Real
    is_open: Flags

    def pick(self, wanted: Flags) -> Found:
        """Take the open pairs that are wanted."""
        at = np.flatnonzero(wanted & self.is_open)
        if self.gain.ndim == 1:
            sides = self.supply[at], self.demand[at]
        else:
            line, column = np.divmod(at, self.gain.shape[1])
            sides = self.supply[0, column], self.demand[line, 0]
        return Found(*sides, self.fit.ravel()[at].astype(np.int64), self.gain.ravel()[at])


def _blocks(problem: Problem, prices: Prices, beat: Beat) -> Iterator[_Block]:
    store = problem.store
    if isinstance(store, Grid):
        yield from _grid_blocks(store, prices, beat)
    elif isinstance(store, Pairs):
        yield from _list_blocks(store, prices, beat)
    else:
        raise TypeError(f"unknown store {type(store).__name__}")


def _grid_blocks(store: Grid, prices: Prices, beat: Beat) -> Iterator[_Block]:
    demand_count, supply_count = store.shape
    supply = np.arange(supply_count, dtype=np.int32)[None, :]
    for rows in row_blocks(store):
        beat()
        fit = store.fit_rows(rows)
        demand = np.arange(rows.start, min(rows.stop, demand_count), dtype=np.int32)[:, None]
        gain = (fit if prices.counts_fit else 0.0) - prices.supply[None, :] - prices.demand[rows][:, None]
        yield _Block(supply, demand, fit, gain, store.forbidden_rows(rows) == 0)


def _list_blocks(store: Pairs, prices: Prices, beat: Beat) -> Iterator[_Block]:
    start, starts = 0, store.demand_start
    while start < store.pair_count():
        beat()
        # Blocks end where a demand ends, so that its best pairs can be picked.
        end = int(starts[np.searchsorted(starts, min(start + BLOCK_CELLS, store.pair_count()))])
        at = slice(start, end)
        supply, demand, fit = store.supply[at], store.demand[at], store.fit[at]
        gain = (fit if prices.counts_fit else 0.0) - prices.supply[supply] - prices.demand[demand]
        yield _Block(supply, demand, fit, gain, store.forbidden[at] == 0)
        start = end


def _bound_bonus(problem: Problem, prices: Prices) -> _Bonus:
    demand, supply, rest = np.zeros(len(problem.demand)), np.zeros(len(problem.supply)), 0.0
    side = problem.side
    owner = side.rule_of(prices.row)
    for index, rule in enumerate(side.rules):
        at = np.flatnonzero(owner == index)
        if not at.size:
            continue
        price = prices.row_price[at]
        most = np.maximum(0, -price) if rule.counts_units else np.abs(price) * rule.largest_weight(side.store)
        if rule.owner is None:
            rest += float(most.max())
            continue
        nodes = rule.owner_of(prices.row[at] - int(side.starts[index]))
        np.add.at(demand if rule.owner == "demand" else supply, nodes, most)
    return _Bonus(demand, supply, rest)


def _best_per_demand(block: _Block, count: Whole) -> Flags:
    """Flag the best pairs of each demand, ``count`` of each; more where gains are equal in a matrix."""
    gain = np.where(block.is_open, block.gain, -np.inf)
    if gain.ndim == 1:
        order = np.lexsort((-gain, block.demand))
        demand = block.demand[order]
        rank = np.arange(len(order)) - np.searchsorted(demand, demand)
        wanted = np.zeros(len(order), np.bool_)
        wanted[order[rank < count[demand]]] = True
        return wanted
    most = min(gain.shape[1], int(count[block.demand[:, 0]].max(initial=0)))
    wanted = np.zeros(gain.shape, np.bool_)
    if most:
        columns = np.argpartition(gain, gain.shape[1] - most, axis=1)[:, gain.shape[1] - most :]
        np.put_along_axis(wanted, columns, values=True, axis=1)
    return wanted


def _best_per_row(problem: Problem, block: _Block, required: list[Flags]) -> Iterator[Found]:
    """Yield the best pairs of each row whose minimum counts pairs; ``required`` has a flag per row, rule by rule."""
    side = problem.side
    for rule, flags in zip(side.rules, required, strict=True):
        if not flags.any():
            continue
        for layer in rule.layers(side.store, block.supply, block.demand):
            members = np.broadcast_to(flags[layer.row], block.gain.shape) & block.is_open
            found = block.pick(members)
            rows = np.broadcast_to(layer.row, block.gain.shape)[members]
            order = np.lexsort((-found.gain, rows))
            ordered = rows[order]
            rank = np.arange(len(order)) - np.searchsorted(ordered, ordered)
            yield found.at(order[rank < FIRST_PER_ROW])


def _flag_required(problem: Problem) -> list[Flags]:
    """Flag the rows of each rule whose minimum counts pairs; OUTSIDE reads the last flag, which is False."""
    side = problem.side
    flags = [np.zeros(rule.row_count() + 1, np.bool_) for rule in side.rules]
    required = side.required_rows()
    required = required[side.counts_units(required)]
    of = side.rule_of(required)
    for index, each in enumerate(flags):
        each[required[of == index] - side.starts[index]] = True
    return flags


def _drop_locked(problem: Problem, found: Found) -> Found:
    supply, demand = problem.store.locks()
    if not len(supply):
        return found
    locked = demand.astype(np.int64) * len(problem.supply) + supply
    return found.at(np.flatnonzero(~np.isin(found.keys(len(problem.supply)), locked)))


def _join(parts: list[Found]) -> Found:
    return Found(
        np.concatenate([part.supply for part in parts]),
        np.concatenate([part.demand for part in parts]),
        np.concatenate([part.fit for part in parts]),
        np.concatenate([part.gain for part in parts]),
    )


def _nothing() -> Found:
    return Found(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.int64), np.zeros(0))
