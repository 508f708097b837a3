"""Two ways to keep pairs: a list of some (:class:`Pairs`) and a matrix of all (:class:`Matrix`)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from optimizer.errors import ProblemError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[Any]

ROW_BLOCK_CELLS: Final = 1 << 18
LARGEST_FIT: Final = 2**53  # beyond it a float no longer tells whole numbers apart
NARROW_FIT: Final = 2**31 - 1


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
        """Check the columns and sort them; ``shape`` is (n_supply, n_demand)."""
        sources = to_indices(supply, "pair_supply", shape[0])
        targets = to_indices(demand, "pair_demand", shape[1])
        count = len(sources)
        _require_length(targets, "pair_demand", count)
        _require_length(fit, "fit", count)
        columns: list[Array] = [sources, targets, fit.astype(np.int64, copy=False)]
        columns += [to_forbidden(forbidden, (count,)), _to_flags(locked, count)]
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
        _require_ascending(self.keys, self.supply, self.demand)
        _require_reasons(self.forbidden, reason_count)
        wrong = np.flatnonzero(self.locked & (self.forbidden != 0))
        if wrong.size:
            _refuse_lock(int(self.supply[wrong[0]]), int(self.demand[wrong[0]]))

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
        return _largest(self.fit)

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

    def _at(self, at: slice | NDArray[np.int64]) -> Found:
        fit = self.fit[at]
        return Found(np.ones(len(fit), np.bool_), fit, self.forbidden[at], self.locked[at])


@dataclass(frozen=True, eq=False)
class Matrix(Store):
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
        _require_reasons(self.forbidden, reason_count)
        _require_range(self.lock_supply, "locked_supply", supply_count)
        _require_range(self.lock_demand, "locked_demand", demand_count)
        _require_ascending(self._lock_keys, self.lock_supply, self.lock_demand)
        wrong = np.flatnonzero(self.forbidden[self.lock_demand, self.lock_supply])
        if wrong.size:
            _refuse_lock(int(self.lock_supply[wrong[0]]), int(self.lock_demand[wrong[0]]))

    def find(self, supply: NDArray[np.int32], demand: NDArray[np.int32]) -> Found:
        """Look up pairs by their cells."""
        fit = self.fit[demand, supply].astype(np.int64)
        asked = demand.astype(np.int64) * max(self.fit.shape[1], 1) + supply
        locked = np.isin(asked, self._lock_keys)
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

    def locks(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """List the locked pairs."""
        return self.lock_supply, self.lock_demand

    def pair_count(self) -> int:
        """Count the cells."""
        return int(self.fit.size)

    def largest_fit(self) -> int:
        """Return the largest absolute fit."""
        return _largest(self.fit)

    def arrays(self) -> dict[str, Array]:
        """Return the matrices and the locks."""
        names = ("fit", "forbidden", "lock_supply", "lock_demand")
        return {name: getattr(self, name) for name in names}

    @cached_property
    def _lock_keys(self) -> NDArray[np.int64]:
        keys: NDArray[np.int64] = self.lock_demand.astype(np.int64) * max(self.fit.shape[1], 1) + self.lock_supply
        return keys

    @staticmethod
    def _line(fit: Array, forbidden: NDArray[np.uint8], locked: NDArray[np.bool_]) -> Found:
        return Found(np.ones(len(fit), np.bool_), fit.astype(np.int64), forbidden, locked)


def scale_fit(fit: ArrayLike, scale: int) -> tuple[Array, int]:
    """Turn fits into integers; returns them with the scale that was used (1 where they were integers already)."""
    if type(scale) is not int or not 1 <= scale <= LARGEST_FIT:
        raise ProblemError("bad_scale", value=repr(scale))
    array = np.asarray(fit)
    if array.ndim not in {1, 2}:
        raise ProblemError("wrong_shape", field="fit", shape=array.shape, expected="(n,) or (n_demand, n_supply)")
    if array.dtype.kind in "biu":
        return freeze(_narrow(array)), 1
    if array.dtype.kind != "f":
        raise ProblemError("not_a_number", field="fit", index=0, value=str(array.flat[0]) if array.size else "")
    return freeze(_scale_floats(array, scale)), scale


def to_forbidden(forbidden: ArrayLike | None, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """Turn flags or reason codes into codes of this shape."""
    if forbidden is None:
        return freeze(np.zeros(shape, np.uint8))
    array = np.asarray(forbidden)
    if array.shape != shape:
        raise ProblemError("wrong_shape", field="forbidden", shape=array.shape, expected=str(shape))
    if array.dtype == np.bool_:
        return freeze(array.view(np.uint8).copy())
    if array.size and array.dtype.kind not in "iu":
        raise ProblemError("not_a_number", field="forbidden", index=0, value=str(array.flat[0]))
    if array.size and (array.min() < 0 or array.max() > np.iinfo(np.uint8).max):
        raise ProblemError("unknown_reason", reason=int(array.max()), known=np.iinfo(np.uint8).max)
    return freeze(array.astype(np.uint8))


def to_locks(locked: ArrayLike | None) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Turn (supply, demand) rows into two sorted columns."""
    array = np.zeros((0, 2), np.int64) if locked is None else np.asarray(locked)
    if array.size == 0:
        array = np.zeros((0, 2), np.int64)
    if array.ndim != 2 or array.shape[1] != 2:  # noqa: PLR2004 - a pair
        raise ProblemError("wrong_shape", field="locked", shape=array.shape, expected="(n, 2)")
    supply = to_indices(array[:, 0], "locked_supply", None)
    demand = to_indices(array[:, 1], "locked_demand", None)
    order = np.lexsort((supply, demand))
    return freeze(supply[order]), freeze(demand[order])


def to_indices(values: ArrayLike, field: str, count: int | None) -> NDArray[np.int32]:
    """Turn whole numbers into int32 indices below ``count``."""
    array = np.asarray(values)
    if array.ndim != 1:
        raise ProblemError("wrong_shape", field=field, shape=array.shape, expected="(n,)")
    if array.size == 0:
        return np.zeros(0, np.int32)
    if array.dtype.kind not in "iu":
        raise ProblemError("not_whole", field=field, index=0, value=str(array[0]))
    _require_range(array, field, NARROW_FIT if count is None else count)
    return array.astype(np.int32)


def freeze(array: Array) -> Array:
    """Return a read-only view, leaving the caller's own array writable."""
    view = array.view()
    view.flags.writeable = False
    return view


def _scale_floats(array: Array, scale: int) -> Array:
    out = np.empty(array.shape, np.int64 if array.ndim == 1 else _integer_width(array, scale))
    rows = max(1, ROW_BLOCK_CELLS // max(1, array.size // max(1, len(array))))
    for start in range(0, len(array), rows):
        at = slice(start, start + rows)
        block = np.multiply(array[at], scale, dtype=np.float64)
        wrong = np.flatnonzero(~(np.abs(block) <= LARGEST_FIT))
        if wrong.size:
            _refuse_fit(array, start, int(wrong[0]))
        out[at] = np.rint(block, out=block)
    return out


def _integer_width(array: Array, scale: int) -> type[np.int32 | np.int64]:
    if array.size == 0:
        return np.int32
    largest = max(abs(float(array.min())), abs(float(array.max()))) * scale
    return np.int32 if np.rint(largest) <= NARROW_FIT else np.int64


def _refuse_fit(array: Array, start: int, offset: int) -> None:
    at = np.unravel_index(start * (array.size // len(array)) + offset, array.shape)
    value = float(array[at])
    code = "fit_too_large" if np.isfinite(value) else "not_a_number"
    raise ProblemError(code, field="fit", index=tuple(int(i) for i in at), value=str(value))


def _narrow(array: Array) -> Array:
    if array.size and (int(array.max()) > LARGEST_FIT or int(array.min()) < -LARGEST_FIT):
        raise ProblemError("fit_too_large", field="fit", largest=_largest(array), limit=LARGEST_FIT)
    return array.astype(np.int32 if array.ndim > 1 and _largest(array) <= NARROW_FIT else np.int64)


def _largest(array: Array) -> int:
    return max(abs(int(array.min())), abs(int(array.max()))) if array.size else 0


def _to_flags(values: ArrayLike | None, count: int) -> NDArray[np.bool_]:
    if values is None:
        return np.zeros(count, np.bool_)
    array = np.asarray(values, np.bool_)
    _require_length(array, "locked", count)
    return array.copy()


def _require_length(array: Array, field: str, count: int) -> None:
    if array.shape != (count,):
        raise ProblemError("wrong_shape", field=field, shape=array.shape, expected=str((count,)))


def _require_range(array: Array, field: str, count: int) -> None:
    if array.size and not 0 <= int(array.min()) <= int(array.max()) < count:
        at = int(np.flatnonzero((array < 0) | (array >= count))[0])
        raise ProblemError("index_out_of_range", field=field, index=at, value=int(array[at]), count=count)


def _require_reasons(forbidden: NDArray[np.uint8], reason_count: int) -> None:
    largest = int(forbidden.max()) if forbidden.size else 0
    if largest > reason_count:
        raise ProblemError("unknown_reason", reason=largest, known=reason_count)


def _require_ascending(keys: NDArray[np.int64], supply: NDArray[np.int32], demand: NDArray[np.int32]) -> None:
    wrong = np.flatnonzero(keys[1:] <= keys[:-1]) + 1
    if wrong.size:
        at = int(wrong[0])
        code = "duplicate_pair" if keys[at] == keys[at - 1] else "not_sorted"
        raise ProblemError(code, supply=int(supply[at]), demand=int(demand[at]))


def _refuse_lock(supply: int, demand: int) -> None:
    raise ProblemError("locked_pair_forbidden", supply=supply, demand=demand)


def _nothing(count: int) -> Found:
    return Found(
        np.zeros(count, np.bool_), np.zeros(count, np.int64), np.zeros(count, np.uint8), np.zeros(count, np.bool_)
    )


def _find_order(supply: NDArray[np.int32], demand: NDArray[np.int32], supply_count: int) -> NDArray[np.int64] | None:
    keys = demand.astype(np.int64) * max(supply_count, 1) + supply
    if bool(np.all(keys[1:] >= keys[:-1])):
        return None
    return np.argsort(keys, kind="stable")
