"""The chosen pairs and their value, recomputed from the problem."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from optimizer.exact import exact_sum
from optimizer.intake import freeze, to_indices

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from optimizer.problem import Problem


@dataclass(frozen=True, eq=False)
class Shortage:
    """Units that lack: per demand against its requirement, per supply against its minimum load, per row of a rule.

    Attributes
    ----------
    demand, supply : int32, the nodes that lack something, ascending
    demand_units, supply_units : int64, how many units each lacks, all positive
    rows : int64, the rows of rules that lack something, ascending; only rules that count pairs
    row_units : int64, how many units each lacks, all positive
    """

    demand: NDArray[np.int32]
    demand_units: NDArray[np.int64]
    supply: NDArray[np.int32]
    supply_units: NDArray[np.int64]
    rows: NDArray[np.int64]
    row_units: NDArray[np.int64]

    @property
    def units(self) -> int:
        """All missing units."""
        return int(self.demand_units.sum()) + int(self.supply_units.sum()) + int(self.row_units.sum())


@dataclass(frozen=True, eq=False)
class Assignment:
    """Chosen pairs, sorted by demand, then supply. It may break rules: ``check`` says so.

    Attributes
    ----------
    supply, demand : int32, one entry per chosen pair
    value
        Total fit less the cost of loads and the price of the shortage, integer units; pairs the problem does not know
        count nothing.
    fit_total
        Total fit alone.
    load_cost
        What the units of the supplies cost, 0 where the problem has no costs.
    shortage
        What lacks against the minimums, whether or not the problem allows it.
    """

    supply: NDArray[np.int32]
    demand: NDArray[np.int32]
    value: int
    fit_total: int
    shortage: Shortage
    load_cost: int = 0

    @classmethod
    def of(cls, problem: Problem, supply: ArrayLike, demand: ArrayLike) -> Assignment:
        """Make an assignment from the indices of the chosen pairs, in any order.

        Parameters
        ----------
        problem
            What the pairs belong to, which also values them.
        supply, demand
            Whole numbers, shape (n,).

        Returns
        -------
        Assignment
            Sorted by demand, then supply; it may break rules.

        Raises
        ------
        ProblemError
            ``wrong_shape``, ``not_whole`` or ``index_out_of_range``.
        """
        sources = to_indices(supply, "supply", len(problem.supply))
        targets = to_indices(demand, "demand", len(problem.demand))
        keys = np.sort(targets.astype(np.int64) * max(1, len(problem.supply)) + sources)
        targets, sources = (half.astype(np.int32) for half in np.divmod(keys, max(1, len(problem.supply))))
        shortage = _measure_shortage(problem, sources, targets)
        fit_total = exact_sum(problem.store.find(sources, targets).fit)
        load_cost = exact_sum(problem.supply.cost_of(np.bincount(sources, minlength=len(problem.supply))))
        value = fit_total - load_cost - (problem.shortage_price or 0) * shortage.units
        return cls(freeze(sources), freeze(targets), value, fit_total, shortage, load_cost)

    def __len__(self) -> int:
        return len(self.supply)

    def digest(self) -> str:
        """Return the SHA-256 of the chosen pairs."""
        digest = hashlib.sha256(b"greenbridge assignment 1")
        digest.update(np.ascontiguousarray(self.supply).data)
        digest.update(np.ascontiguousarray(self.demand).data)
        return digest.hexdigest()

    def pairs(self) -> list[tuple[int, int]]:
        """Return the chosen (supply, demand) pairs as Python integers."""
        return list(zip(self.supply.tolist(), self.demand.tolist(), strict=True))


def _measure_shortage(problem: Problem, supply: NDArray[np.int32], demand: NDArray[np.int32]) -> Shortage:
    lacking_demand, demand_units = _lacking(problem.demand.lo, demand)
    lacking_supply, supply_units = _lacking(problem.supply.lo, supply)
    return Shortage(lacking_demand, demand_units, lacking_supply, supply_units, *_lacking_rows(problem, supply, demand))


def _lacking_rows(
    problem: Problem, supply: NDArray[np.int32], demand: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    side = problem.side
    if not side:
        return freeze(np.zeros(0, np.int64)), freeze(np.zeros(0, np.int64))
    rows, total = side.measure(supply, demand)
    units = np.where(side.counts_units(rows), side.limits(rows)[0] - total, 0)
    at = np.flatnonzero(units > 0)
    return freeze(rows[at]), freeze(units[at])


def _lacking(lo: NDArray[np.int64], nodes: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    units = lo - np.bincount(nodes, minlength=len(lo))
    at = np.flatnonzero(units > 0)
    return freeze(at.astype(np.int32)), freeze(units[at])
