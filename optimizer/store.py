"""Ways to keep pairs: a list of some (:class:`Pairs`) or a grid of all, such as a matrix (:class:`Matrix`)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.errors import ProblemError
from optimizer.intake import (
    FULL_SHARE,
    freeze,
    largest_of,
    refuse_lock,
    require_ascending,
    require_length,
    require_range,
    require_reasons,
    to_flags,
    to_forbidden,
    to_indices,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[Any]


@dataclass(frozen=True)
class Found:
    """What a store knows about asked pairs, one entry per asked pair."""

    listed: NDArray[np.bool_]
    fit: NDArray[np.int64]
    forbidden: NDArray[np.uint8]
    locked: NDArray[np.bool_]


class Store(ABC):
    """What every way of keeping pairs can answer."""

    @abstractmethod
    def require_valid(self, supply_count: int, demand_count: int, reason_count: int) -> None:
        """Raise ProblemError when the pairs do not fit these counts."""

    @abstractmethod
    def find(self, supply: NDArray[np.int32], demand: NDArray[np.int32]) -> Found:
        """Look up pairs by their indices, which are in range; a pair that is not listed has ``listed`` False."""

    @abstractmethod
    def of_demand(self, demand: int) -> tuple[NDArray[np.int32], Found]:
        """List the supplies of one demand, ascending, and what is known of each pair."""

    @abstractmethod
    def of_supply(self, supply: int) -> tuple[NDArray[np.int32], Found]:
        """List the demands of one supply, ascending, and what is known of each pair."""

    @abstractmethod
    def locks(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """List the locked pairs as (supply, demand), sorted by demand, then supply."""

    @abstractmethod
    def pair_count(self) -> int:
        """Count the pairs, forbidden ones included."""

    @abstractmethod
    def largest_fit(self) -> int:
        """Return the largest absolute fit."""

    @abstractmethod
    def arrays(self) -> dict[str, Array]:
        """Return the content as named arrays, always the same for the same pairs."""


@dataclass(frozen=True, eq=False)
class Pairs(Store):
    """A list of pairs sorted by demand, then supply; arrays of one length.

    Attributes
    ----------
    supply, demand : int32
    fit : int64
    forbidden : uint8, 0 where allowed, else a reason code
    locked : bool
    supply_count, demand_count
        Nodes on either side.
    """

    supply: NDArray[np.int32]
    demand: NDArray[np.int32]
    fit: NDArray[np.int64]
    forbidden: NDArray[np.uint8]
    locked: NDArray[np.bool_]
    supply_count: int
    demand_count: int

    @classmethod
    def from_arrays(
        cls,
        *,
        supply: ArrayLike,
        demand: ArrayLike,
        fit: Array,
        forbidden: ArrayLike | None,
        locked: ArrayLike | None,
        shape: tuple[int, int],
    ) -> Pairs:
        """Check the columns and sort them.

        Parameters
        ----------
        supply, demand, fit
            Columns of one length: indices of each pair and its fit in integer units.
        forbidden, locked
            Columns of the same length, or None: reason codes (0 is allowed) and flags.
        shape
            (n_supply, n_demand).

        Returns
        -------
        Pairs
            Sorted by demand, then supply.

        Raises
        ------
        ProblemError
            ``wrong_shape``, ``not_whole``, ``not_a_number``, ``index_out_of_range`` or ``unknown_reason``.
        """
        sources = to_indices(supply, "pair_supply", shape[0])
        targets = to_indices(demand, "pair_demand", shape[1])
        count = len(sources)
        require_length(targets, "pair_demand", count)
        require_length(fit, "fit", count)
        columns: list[Array] = [sources, targets, fit.astype(np.int64, copy=False)]
        columns += [to_forbidden(forbidden, (count,)), to_flags(locked, count)]
        order = _find_order(sources, targets, shape[0])
        if order is not None:
            columns = [column[order] for column in columns]
        frozen = [freeze(column) for column in columns]
        return cls(frozen[0], frozen[1], frozen[2], frozen[3], frozen[4], *shape)

    def require_valid(self, supply_count: int, demand_count: int, reason_count: int) -> None:
        """Raise ProblemError when the pairs do not fit these counts."""
        if (supply_count, demand_count) != (self.supply_count, self.demand_count):
            shape = (self.supply_count, self.demand_count)
            raise ProblemError("wrong_shape", field="pairs", shape=shape, expected=str((supply_count, demand_count)))
        require_ascending(self.keys, self.supply, self.demand)
        require_reasons(self.forbidden, reason_count)
        wrong = np.flatnonzero(self.locked & (self.forbidden != 0))
        if wrong.size:
            refuse_lock(int(self.supply[wrong[0]]), int(self.demand[wrong[0]]))

    def find(self, supply: NDArray[np.int32], demand: NDArray[np.int32]) -> Found:
        """Look up pairs by binary search."""
        if self.pair_count() == 0:
            return _nothing(len(supply))
        asked = demand.astype(np.int64) * self.supply_count + supply
        at = np.minimum(np.searchsorted(self.keys, asked), self.pair_count() - 1)
        listed = self.keys[at] == asked
        found = self._at(at)
        return Found(listed, np.where(listed, found.fit, 0), found.forbidden * listed, found.locked & listed)

    def of_demand(self, demand: int) -> tuple[NDArray[np.int32], Found]:
        """List the supplies of one demand."""
        at = slice(int(self.demand_start[demand]), int(self.demand_start[demand + 1]))
        return self.supply[at], self._at(at)

    def of_supply(self, supply: int) -> tuple[NDArray[np.int32], Found]:
        """List the demands of one supply."""
        at = self.by_supply[self.supply_start[supply] : self.supply_start[supply + 1]]
        return self.demand[at], self._at(at)

    def locks(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """List the locked pairs."""
        return self.supply[self.locked], self.demand[self.locked]

    def pair_count(self) -> int:
        """Count the pairs."""
        return len(self.fit)

    def largest_fit(self) -> int:
        """Return the largest absolute fit."""
        return largest_of(self.fit)

    def arrays(self) -> dict[str, Array]:
        """Return the columns."""
        names = ("supply", "demand", "fit", "forbidden", "locked")
        return {name: getattr(self, name) for name in names}

    @cached_property
    def demand_start(self) -> NDArray[np.int64]:
        """Where each demand's pairs begin; shape (n_demand + 1,)."""
        return np.searchsorted(self.demand, np.arange(self.demand_count + 1)).astype(np.int64)

    @cached_property
    def supply_start(self) -> NDArray[np.int64]:
        """Where each supply's pairs begin in :attr:`by_supply`; shape (n_supply + 1,)."""
        counts = np.bincount(self.supply, minlength=self.supply_count)
        return np.concatenate(([0], np.cumsum(counts))).astype(np.int64)

    @cached_property
    def by_supply(self) -> NDArray[np.int64]:
        """Positions of the pairs sorted by supply, then demand."""
        order: NDArray[np.int64] = np.argsort(self.supply, kind="stable")
        return order

    @cached_property
    def keys(self) -> NDArray[np.int64]:
        """Position of each pair in the whole grid, demand * n_supply + supply, ascending."""
        return self.demand.astype(np.int64) * self.supply_count + self.supply

    @cached_property
    def full_grid(self) -> Matrix | None:
        """The same pairs as a matrix with all others forbidden; None where the list is far shorter than that."""
        shape = (self.demand_count, self.supply_count)
        if shape[0] * shape[1] > FULL_SHARE * self.pair_count():
            return None
        fit, forbidden = np.zeros(shape, np.int64), np.ones(shape, np.uint8)
        fit[self.demand, self.supply] = self.fit
        forbidden[self.demand, self.supply] = self.forbidden
        return Matrix(fit, forbidden, *self.locks())

    def _at(self, at: slice | NDArray[np.int64]) -> Found:
        fit = self.fit[at]
        return Found(np.ones(len(fit), np.bool_), fit, self.forbidden[at], self.locked[at])


class Grid(Store):
    """All pairs, demands in rows and supplies in columns: whoever looks at all of them takes some lines at a time.

    Attributes
    ----------
    lock_supply, lock_demand : int32, the locked pairs, sorted by demand, then supply
    """

    lock_supply: NDArray[np.int32]
    lock_demand: NDArray[np.int32]

    @property
    @abstractmethod
    def shape(self) -> tuple[int, int]:
        """Counts of demands and of supplies."""

    @abstractmethod
    def fit_rows(self, rows: slice) -> Array:
        """Fits of some demands with all supplies; all blocks are of one integer type."""

    @abstractmethod
    def fit_columns(self, columns: NDArray[np.int64]) -> Array:
        """Fits of all demands with some supplies."""

    @abstractmethod
    def forbidden_rows(self, rows: slice) -> NDArray[np.uint8]:
        """Reason codes of some demands with all supplies, 0 where allowed."""

    @abstractmethod
    def forbidden_columns(self, columns: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Reason codes of all demands with some supplies."""

    @abstractmethod
    def fit_cells(self, cells: NDArray[np.int64]) -> NDArray[np.int64]:
        """Fits of pairs by their position in the whole grid, demand * n_supply + supply."""

    @abstractmethod
    def without_fit(self) -> Grid:
        """Return the same pairs with a fit of 0."""

    @abstractmethod
    def list_forbidden(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]]:
        """List the forbidden pairs as supply, demand and reason code, sorted by demand, then supply."""

    def locks(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """List the locked pairs."""
        return self.lock_supply, self.lock_demand

    def pair_count(self) -> int:
        """Count the cells."""
        return self.shape[0] * self.shape[1]

    @cached_property
    def lock_keys(self) -> NDArray[np.int64]:
        """Position of each locked cell in the whole grid, ascending."""
        keys: NDArray[np.int64] = self.lock_demand.astype(np.int64) * max(self.shape[1], 1) + self.lock_supply
        return keys


@dataclass(frozen=True, eq=False)
class Matrix(Grid):
    """All pairs: demands in rows, supplies in columns.

    Attributes
    ----------
    fit : int32 where that is wide enough, else int64; shape (n_demand, n_supply)
    forbidden : uint8, same shape, 0 where allowed, else a reason code
    lock_supply, lock_demand : int32, the locked pairs, sorted by demand, then supply
    """

    fit: Array
    forbidden: NDArray[np.uint8]
    lock_supply: NDArray[np.int32]
    lock_demand: NDArray[np.int32]

    def require_valid(self, supply_count: int, demand_count: int, reason_count: int) -> None:
        """Raise ProblemError when the matrix does not fit these counts."""
        if self.fit.shape != (demand_count, supply_count):
            expected = str((demand_count, supply_count))
            raise ProblemError("wrong_shape", field="fit", shape=self.fit.shape, expected=expected)
        require_reasons(self.forbidden, reason_count)
        require_range(self.lock_supply, "locked_supply", supply_count)
        require_range(self.lock_demand, "locked_demand", demand_count)
        require_ascending(self.lock_keys, self.lock_supply, self.lock_demand)
        wrong = np.flatnonzero(self.forbidden[self.lock_demand, self.lock_supply])
        if wrong.size:
            refuse_lock(int(self.lock_supply[wrong[0]]), int(self.lock_demand[wrong[0]]))

    def find(self, supply: NDArray[np.int32], demand: NDArray[np.int32]) -> Found:
        """Look up pairs by their cells."""
        fit = self.fit[demand, supply].astype(np.int64)
        asked = demand.astype(np.int64) * max(self.fit.shape[1], 1) + supply
        locked = np.isin(asked, self.lock_keys)
        return Found(np.ones(len(fit), np.bool_), fit, self.forbidden[demand, supply], locked)

    def of_demand(self, demand: int) -> tuple[NDArray[np.int32], Found]:
        """List the supplies of one demand."""
        supply = np.arange(self.fit.shape[1], dtype=np.int32)
        locked = np.zeros(len(supply), np.bool_)
        locked[self.lock_supply[self.lock_demand == demand]] = True
        return supply, self._line(self.fit[demand], self.forbidden[demand], locked)

    def of_supply(self, supply: int) -> tuple[NDArray[np.int32], Found]:
        """List the demands of one supply."""
        demand = np.arange(self.fit.shape[0], dtype=np.int32)
        locked = np.zeros(len(demand), np.bool_)
        locked[self.lock_demand[self.lock_supply == supply]] = True
        return demand, self._line(self.fit[:, supply], self.forbidden[:, supply], locked)

    @property
    def shape(self) -> tuple[int, int]:
        """Counts of demands and of supplies."""
        return self.fit.shape[0], self.fit.shape[1]

    def fit_rows(self, rows: slice) -> Array:
        """Fits of some demands with all supplies, not copied."""
        return self.fit[rows]

    def fit_columns(self, columns: NDArray[np.int64]) -> Array:
        """Fits of all demands with some supplies."""
        block: Array = self.fit[:, columns]
        return block

    def forbidden_rows(self, rows: slice) -> NDArray[np.uint8]:
        """Reason codes of some demands with all supplies, not copied."""
        return self.forbidden[rows]

    def forbidden_columns(self, columns: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Reason codes of all demands with some supplies."""
        return self.forbidden[:, columns]

    def fit_cells(self, cells: NDArray[np.int64]) -> NDArray[np.int64]:
        """Fits of pairs by their position."""
        return self.fit.ravel()[cells].astype(np.int64)

    def without_fit(self) -> Matrix:
        """Return the same pairs with a fit of 0."""
        return replace(self, fit=np.zeros(self.fit.shape, np.int32))

    def list_forbidden(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]]:
        """List the forbidden pairs."""
        demand, supply = np.nonzero(self.forbidden)
        return supply.astype(np.int32), demand.astype(np.int32), self.forbidden[demand, supply]

    def largest_fit(self) -> int:
        """Return the largest absolute fit."""
        return largest_of(self.fit)

    def arrays(self) -> dict[str, Array]:
        """Return the matrices and the locks."""
        names = ("fit", "forbidden", "lock_supply", "lock_demand")
        return {name: getattr(self, name) for name in names}

    @staticmethod
    def _line(fit: Array, forbidden: NDArray[np.uint8], locked: NDArray[np.bool_]) -> Found:
        return Found(np.ones(len(fit), np.bool_), fit.astype(np.int64), forbidden, locked)


def _nothing(count: int) -> Found:
    return Found(
        np.zeros(count, np.bool_), np.zeros(count, np.int64), np.zeros(count, np.uint8), np.zeros(count, np.bool_)
    )


def _find_order(supply: NDArray[np.int32], demand: NDArray[np.int32], supply_count: int) -> NDArray[np.int64] | None:
    keys = demand.astype(np.int64) * max(supply_count, 1) + supply
    if bool(np.all(keys[1:] >= keys[:-1])):
        return None
    return np.argsort(keys, kind="stable")
