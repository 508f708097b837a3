"""Requirements, limits and rules that cannot hold together: the system they form, and a part of it nothing can leave.

Every limit of a problem is one element: units of a demand or supply, or a row of a rule, at least or at most so much.
A set of elements clashes when no choice among the pairs keeps all of them. Leaving out whatever can be left out, in
halves first, ends with a set that clashes while no smaller part of it does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.program import Program

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.engines.candidates import Candidates
    from optimizer.problem import Problem
    from optimizer.result import Certificate

    Numbers = NDArray[np.int64]

CanHold = Callable[[Program], bool]
LEAST: Final = 1
MOST: Final = -1


@dataclass(frozen=True, eq=False)
class System:
    """The limits of a problem over the pairs that may be chosen; what locks use up is taken off.

    Rows are the demands, then the supplies, then the rows of rules that matter.

    Attributes
    ----------
    supply, demand
        The pairs: one column each.
    entry_row, entry_column, entry_weight
        What counts where, sorted by row.
    lo, hi
        Per row.
    rule_row
        Per row behind the demands and supplies: its number among all rows of the rules.
    """

    supply: NDArray[np.int32]
    demand: NDArray[np.int32]
    entry_row: Numbers
    entry_column: Numbers
    entry_weight: Numbers
    lo: Numbers
    hi: Numbers
    node_count: int
    rule_row: Numbers

    @cached_property
    def starts(self) -> Numbers:
        """Where each row's entries begin; shape (n_rows + 1,)."""
        return np.searchsorted(self.entry_row, np.arange(len(self.lo) + 1))

    @cached_property
    def elements(self) -> tuple[Numbers, Numbers]:
        """Row and sense (LEAST or MOST) of every limit that some choice could break."""
        gains = np.zeros(len(self.lo), np.int64)
        losses = np.zeros(len(self.lo), np.int64)
        np.add.at(gains, self.entry_row, np.maximum(0, self.entry_weight))
        np.add.at(losses, self.entry_row, np.minimum(0, self.entry_weight))
        least, most = np.flatnonzero(self.lo > losses), np.flatnonzero(self.hi < gains)
        rows = np.concatenate((least, most))
        return rows, np.repeat([LEAST, MOST], [len(least), len(most)])

    def entries_of(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        """List the entries of these rows, one row after the other: which of the rows, and the place of the entry."""
        counts = self.starts[rows + 1] - self.starts[rows]
        which = np.repeat(np.arange(len(rows)), counts)
        first = np.repeat(self.starts[rows] - (np.cumsum(counts) - counts), counts)
        return which, first + np.arange(len(which))

    def program(self, kept: Numbers) -> Program:
        """State these elements alone, over the pairs that could help to keep any of them."""
        rows, senses = (part[kept] for part in self.elements)
        which, places = self.entries_of(rows)
        weights = -senses[which] * self.entry_weight[places]
        helpful = np.unique(self.entry_column[places[weights < 0]])
        column = np.searchsorted(helpful, self.entry_column[places])
        column = np.minimum(column, max(0, len(helpful) - 1))
        inside = helpful[column] == self.entry_column[places] if len(helpful) else np.zeros(len(places), np.bool_)
        limit = np.where(senses == LEAST, -self.lo[rows], self.hi[rows])
        return Program(
            np.zeros(len(helpful), np.int64),
            which[inside].astype(np.int32),
            column[inside].astype(np.int32),
            weights[inside],
            limit,
        )


def build_system(problem: Problem, candidates: Candidates) -> System:
    """Build the system of a problem from the pairs that are allowed and not locked."""
    bounds, side = candidates.bounds, problem.side
    demands, supplies = len(problem.demand), len(problem.supply)
    columns = np.arange(len(candidates))
    found = side.incidence(candidates.supply, candidates.demand)
    lock_rows, locked = side.activity(*problem.store.locks())
    rule_row = np.unique(np.concatenate((found.row, side.required_rows(), lock_rows)))
    least, most = side.limits(rule_row)
    used = np.zeros(len(rule_row), np.int64)
    used[np.searchsorted(rule_row, lock_rows)] = locked
    entry_row = np.concatenate(
        (
            candidates.demand.astype(np.int64),
            demands + candidates.supply.astype(np.int64),
            demands + supplies + np.searchsorted(rule_row, found.row),
        )
    )
    order = np.argsort(entry_row, kind="stable")
    return System(
        supply=candidates.supply,
        demand=candidates.demand,
        entry_row=entry_row[order],
        entry_column=np.concatenate((columns, columns, found.at))[order],
        entry_weight=np.concatenate((np.ones(2 * len(columns), np.int64), found.weight))[order],
        lo=np.concatenate((bounds.demand_lo, bounds.supply_lo, least - used)),
        hi=np.concatenate((bounds.demand_hi, bounds.supply_hi, most - used)),
        node_count=demands + supplies,
        rule_row=rule_row,
    )


def find_clash(system: System, can_hold: CanHold, suspects: Numbers | None = None) -> Numbers:
    """Find elements that clash, none of which can be left out; ``suspects`` are known to clash.

    Returns
    -------
    ndarray of int64
        Positions in ``system.elements``, ascending; none when all elements hold together.
    """
    kept = np.arange(len(system.elements[0])) if suspects is None else suspects
    if can_hold(system.program(kept)):
        return kept[:0]
    size = len(kept)
    while size > 1:
        size = (size + 1) // 2
        kept = _drop_blocks(system, can_hold, kept, size)
    return kept


def _drop_blocks(system: System, can_hold: CanHold, kept: Numbers, size: int) -> Numbers:
    at = 0
    while at < len(kept):
        fewer = np.concatenate((kept[:at], kept[at + size :]))
        if can_hold(system.program(fewer)):
            at += size
        else:
            kept = fewer
    return kept


def suspect(system: System, certificate: Certificate, demand_count: int) -> Numbers:
    """List the elements that a refutation uses: those with a multiplier of their own sense."""
    rows, senses = system.elements
    values = np.zeros(len(system.lo), np.int64)
    values[:demand_count] = certificate.demand
    values[demand_count : system.node_count] = certificate.supply
    at = np.searchsorted(system.rule_row, certificate.rows.row)
    known = (at < len(system.rule_row)) & (
        system.rule_row[np.minimum(at, max(0, len(system.rule_row) - 1))] == certificate.rows.row
        if len(system.rule_row)
        else np.zeros(len(at), np.bool_)
    )
    values[system.node_count + at[known]] = certificate.rows.value[known]
    return np.flatnonzero(np.where(senses == LEAST, values[rows] < 0, values[rows] > 0))


def narrow_columns(system: System, kept: NDArray[np.bool_]) -> System:
    """Keep some columns only."""
    inside = kept[system.entry_column]
    place = np.cumsum(kept) - 1
    return replace(
        system,
        supply=system.supply[kept],
        demand=system.demand[kept],
        entry_row=system.entry_row[inside],
        entry_column=place[system.entry_column[inside]],
        entry_weight=system.entry_weight[inside],
    )
