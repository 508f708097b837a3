"""All pairs of a grid whose fits are products of vectors: the matrix never exists, blocks of it are computed again.

The vectors are whole numbers, so short that every product, and every sum on the way to it, is a whole number that the
floating-point type tells apart. A matrix product is then exact whatever the size of the blocks, the order of summation
or the linear algebra library, and everything after it stays integer arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property
from math import isqrt
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from optimizer.errors import ProblemError
from optimizer.intake import (
    BLOCK_CELLS,
    LARGEST_FIT,
    NARROW_FIT,
    freeze,
    largest_of,
    refuse_lock,
    require_ascending,
    require_range,
    require_reasons,
    to_indices,
)
from optimizer.store import Found, Grid

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[Any]

STEPS: Final = 1 << 12  # vectors of this length have products up to 2^24, which float32 tells apart
FLOAT32_WHOLE: Final = 1 << 24
FLOAT64_WHOLE: Final = 1 << 53
LARGEST_REASON: Final = 255


@dataclass(frozen=True, eq=False)
class Vectors(Grid):
    """All pairs; the fit of a pair is the product of its two vectors plus the two offsets.

    Attributes
    ----------
    demand_vectors, supply_vectors : int32, shape (n_demand, n_dimensions) and (n_supply, n_dimensions)
    demand_offset, supply_offset : int64, shape (n_demand,) and (n_supply,)
    barred_supply, barred_demand : int32, the forbidden pairs, sorted by demand, then supply
    barred_reason : uint8, their reason codes
    lock_supply, lock_demand : int32, the locked pairs, sorted by demand, then supply
    """

    demand_vectors: NDArray[np.int32]
    supply_vectors: NDArray[np.int32]
    demand_offset: NDArray[np.int64]
    supply_offset: NDArray[np.int64]
    barred_supply: NDArray[np.int32]
    barred_demand: NDArray[np.int32]
    barred_reason: NDArray[np.uint8]
    lock_supply: NDArray[np.int32]
    lock_demand: NDArray[np.int32]

    def require_valid(self, supply_count: int, demand_count: int, reason_count: int) -> None:
        """Raise ProblemError when vectors, offsets or pairs do not fit these counts."""
        _require_side(self.demand_vectors, self.demand_offset, "demand", demand_count)
        _require_side(self.supply_vectors, self.supply_offset, "supply", supply_count)
        if self.demand_vectors.shape[1] != self.supply_vectors.shape[1]:
            expected = str((supply_count, self.demand_vectors.shape[1]))
            shape = self.supply_vectors.shape
            raise ProblemError("wrong_shape", field="supply_vectors", shape=shape, expected=expected)
        if self.largest_step > FLOAT64_WHOLE:
            raise ProblemError("fit_too_large", field="vectors", largest=self.largest_step, limit=FLOAT64_WHOLE)
        for name, supply, demand in (
            ("forbidden", self.barred_supply, self.barred_demand),
            ("locked", self.lock_supply, self.lock_demand),
        ):
            require_range(supply, f"{name}_supply", supply_count)
            require_range(demand, f"{name}_demand", demand_count)
            require_ascending(self._key(supply, demand), supply, demand)
        if not len(self.barred_reason) == len(self.barred_supply) == len(self.barred_demand):
            shape, expected = self.barred_reason.shape, str(self.barred_supply.shape)
            raise ProblemError("wrong_shape", field="forbidden", shape=shape, expected=expected)
        require_reasons(self.barred_reason, reason_count)
        wrong = np.flatnonzero(np.isin(self.lock_keys, self.barred_keys))
        if wrong.size:
            refuse_lock(int(self.lock_supply[wrong[0]]), int(self.lock_demand[wrong[0]]))

    def find(self, supply: NDArray[np.int32], demand: NDArray[np.int32]) -> Found:
        """Look up pairs, computing their fits."""
        keys = self._key(supply, demand)
        locked = np.isin(keys, self.lock_keys)
        return Found(np.ones(len(keys), np.bool_), self.fit_cells(keys), self._reasons_of(keys), locked)

    def of_demand(self, demand: int) -> tuple[NDArray[np.int32], Found]:
        """List the supplies of one demand."""
        supply = np.arange(self.shape[1], dtype=np.int32)
        return supply, self.find(supply, np.full(len(supply), demand, np.int32))

    def of_supply(self, supply: int) -> tuple[NDArray[np.int32], Found]:
        """List the demands of one supply."""
        demand = np.arange(self.shape[0], dtype=np.int32)
        return demand, self.find(np.full(len(demand), supply, np.int32), demand)

    def arrays(self) -> dict[str, Array]:
        """Return the vectors, the offsets, the forbidden pairs and the locks."""
        return {part.name: getattr(self, part.name) for part in fields(self)}

    def largest_fit(self) -> int:
        """Return the largest absolute fit: once, in one pass over all pairs."""
        return self._largest_fit

    @property
    def shape(self) -> tuple[int, int]:
        """Counts of demands and of supplies."""
        return len(self.demand_vectors), len(self.supply_vectors)

    def fit_rows(self, rows: slice) -> Array:
        """Compute the fits of some demands with all supplies."""
        product = self._demand_rows[rows] @ self._supply_rows.T
        return self._add_offsets(product, self.demand_offset[rows], self.supply_offset)

    def fit_columns(self, columns: NDArray[np.int64]) -> Array:
        """Compute the fits of all demands with some supplies."""
        product = self._demand_rows @ self._supply_rows[columns].T
        return self._add_offsets(product, self.demand_offset, self.supply_offset[columns])

    def fit_cells(self, cells: NDArray[np.int64]) -> NDArray[np.int64]:
        """Compute the fits of pairs by their position."""
        demand, supply = np.divmod(cells, max(1, self.shape[1]))
        fit = self.demand_offset[demand] + self.supply_offset[supply]
        step = max(1, BLOCK_CELLS // max(1, self.demand_vectors.shape[1]))
        for start in range(0, len(cells), step):
            at = slice(start, start + step)
            product = np.einsum("ij,ij->i", self._demand_rows[demand[at]], self._supply_rows[supply[at]])
            fit[at] += product.astype(np.int64)
        return fit

    def forbidden_rows(self, rows: slice) -> NDArray[np.uint8]:
        """Reason codes of some demands with all supplies."""
        width = self.shape[1]
        codes = np.zeros((rows.stop - rows.start) * width, np.uint8)
        inside = slice(*np.searchsorted(self.barred_keys, [rows.start * width, rows.stop * width]))
        codes[self.barred_keys[inside] - rows.start * width] = self.barred_reason[inside]
        return codes.reshape(-1, width)

    def forbidden_columns(self, columns: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Reason codes of all demands with some supplies."""
        codes = np.zeros((self.shape[0], len(columns)), np.uint8)
        place = np.full(self.shape[1], -1)
        place[columns] = np.arange(len(columns))
        inside = np.flatnonzero(place[self.barred_supply] >= 0)
        codes[self.barred_demand[inside], place[self.barred_supply[inside]]] = self.barred_reason[inside]
        return codes

    def without_fit(self) -> Vectors:
        """Return the same pairs with a fit of 0: vectors of no dimension."""
        return replace(
            self,
            demand_vectors=self.demand_vectors[:, :0],
            supply_vectors=self.supply_vectors[:, :0],
            demand_offset=np.zeros_like(self.demand_offset),
            supply_offset=np.zeros_like(self.supply_offset),
        )

    def list_forbidden(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]]:
        """List the forbidden pairs."""
        return self.barred_supply, self.barred_demand, self.barred_reason

    @cached_property
    def barred_keys(self) -> NDArray[np.int64]:
        """Position of each forbidden pair in the whole grid, ascending."""
        return self._key(self.barred_supply, self.barred_demand)

    @cached_property
    def largest_step(self) -> int:
        """What no product, and no sum on the way to one, can exceed (Cauchy and Schwarz)."""
        return (isqrt(_longest(self.demand_vectors)) + 1) * (isqrt(_longest(self.supply_vectors)) + 1)

    @cached_property
    def _wide(self) -> type[np.float32 | np.float64]:
        # Rounding up both lengths above is too careful for vectors of exactly STEPS: their squares tell.
        squares = _longest(self.demand_vectors) * _longest(self.supply_vectors)
        return np.float32 if squares <= FLOAT32_WHOLE**2 else np.float64

    @cached_property
    def _narrow(self) -> type[np.int32 | np.int64]:
        most = self.largest_step + largest_of(self.demand_offset) + largest_of(self.supply_offset)
        return np.int32 if most <= NARROW_FIT else np.int64

    @cached_property
    def _supply_rows(self) -> Array:
        return self.supply_vectors.astype(self._wide)

    @cached_property
    def _demand_rows(self) -> Array:
        return self.demand_vectors.astype(self._wide)

    @cached_property
    def _largest_fit(self) -> int:
        step = max(1, BLOCK_CELLS // max(1, self.shape[1]))
        blocks = (slice(start, start + step) for start in range(0, self.shape[0], step))
        return max((largest_of(self.fit_rows(rows)) for rows in blocks), default=0)

    def _add_offsets(self, product: Array, demand: NDArray[np.int64], supply: NDArray[np.int64]) -> Array:
        fit: NDArray[np.int32 | np.int64] = product.astype(self._narrow)
        if self._has_offsets:
            np.add(fit, demand.astype(self._narrow)[:, None], out=fit)
            np.add(fit, supply.astype(self._narrow)[None, :], out=fit)
        return fit

    @cached_property
    def _has_offsets(self) -> bool:
        return bool(self.demand_offset.any() or self.supply_offset.any())

    def _key(self, supply: NDArray[np.int32], demand: NDArray[np.int32]) -> NDArray[np.int64]:
        return demand.astype(np.int64) * max(1, self.shape[1]) + supply

    def _reasons_of(self, keys: NDArray[np.int64]) -> NDArray[np.uint8]:
        if not self.barred_keys.size:
            return np.zeros(len(keys), np.uint8)
        at = np.minimum(np.searchsorted(self.barred_keys, keys), len(self.barred_keys) - 1)
        return np.where(self.barred_keys[at] == keys, self.barred_reason[at], 0).astype(np.uint8)


def quantize(demand: ArrayLike, supply: ArrayLike) -> tuple[NDArray[np.int32], NDArray[np.int32], int]:
    """Turn the vectors of both sides into whole numbers; returns them with the integer units per unit of fit.

    Integers are taken as they are. Floats are cut towards zero to multiples of a power of two, the finest at which the
    longest vector of each side stays as long as products in float32 stay exact.
    """
    sides = [_to_vectors(demand, "demand_vectors"), _to_vectors(supply, "supply_vectors")]
    if all(side.dtype.kind in "biu" for side in sides):
        return _narrow_vectors(sides[0]), _narrow_vectors(sides[1]), 1
    wide = [side.astype(np.float64) for side in sides]
    steps = [_find_steps(side) for side in wide]
    scale = steps[0] * steps[1]
    if not 1 <= scale <= LARGEST_FIT:
        raise ProblemError("fit_too_large", field="vectors", largest=str(1 / scale), limit=STEPS**2)
    whole = [np.trunc(side * step).astype(np.int32) for side, step in zip(wide, steps, strict=True)]
    return freeze(whole[0]), freeze(whole[1]), int(scale)


def to_offsets(values: ArrayLike | None, count: int, scale: int, field: str) -> NDArray[np.int64]:
    """Turn what is added per node into integer units."""
    array = np.zeros(count) if values is None else np.asarray(values)
    if array.shape != (count,):
        raise ProblemError("wrong_shape", field=field, shape=array.shape, expected=str((count,)))
    scaled = array.astype(np.float64) * scale
    wrong = np.flatnonzero(~(np.abs(scaled) <= LARGEST_FIT))
    if wrong.size:
        code = "fit_too_large" if np.isfinite(array[wrong[0]]) else "not_a_number"
        raise ProblemError(code, field=field, index=int(wrong[0]), value=str(array[wrong[0]]))
    return freeze(np.rint(scaled).astype(np.int64))


def to_barred(forbidden: ArrayLike | None) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]]:
    """Turn (supply, demand) or (supply, demand, reason) rows into three columns, sorted by demand, then supply."""
    array = np.zeros((0, 2), np.int64) if forbidden is None else np.asarray(forbidden)
    if array.size == 0:
        array = np.zeros((0, 2), np.int64)
    if array.ndim != 2 or array.shape[1] not in {2, 3}:  # noqa: PLR2004 - a pair, with or without its reason
        raise ProblemError("wrong_shape", field="forbidden", shape=array.shape, expected="(n, 2) or (n, 3)")
    supply = to_indices(array[:, 0], "forbidden_supply", None)
    demand = to_indices(array[:, 1], "forbidden_demand", None)
    codes = array[:, 2] if array.shape[1] == 3 else np.ones(len(array), np.int64)  # noqa: PLR2004 - with its reason
    if codes.size and not 1 <= int(codes.min()) <= int(codes.max()) <= LARGEST_REASON:
        raise ProblemError("unknown_reason", reason=int(codes.max()), known=LARGEST_REASON)
    order = np.lexsort((supply, demand))
    return freeze(supply[order]), freeze(demand[order]), freeze(codes.astype(np.uint8)[order])


def _to_vectors(values: ArrayLike, field: str) -> Array:
    array = np.asarray(values)
    if array.ndim != 2:  # noqa: PLR2004 - rows and dimensions
        raise ProblemError("wrong_shape", field=field, shape=array.shape, expected="(n, n_dimensions)")
    if array.dtype.kind not in "biuf" or not np.isfinite(array).all():
        wrong = np.argwhere(~np.isfinite(array))[0] if array.dtype.kind == "f" else (0, 0)
        raise ProblemError("not_a_number", field=field, index=tuple(int(i) for i in wrong), value=str(array.dtype))
    return array


def _narrow_vectors(array: Array) -> NDArray[np.int32]:
    if largest_of(array) > FLOAT32_WHOLE:
        raise ProblemError("fit_too_large", field="vectors", largest=largest_of(array), limit=FLOAT32_WHOLE)
    return freeze(array.astype(np.int32))


def _find_steps(vectors: NDArray[np.float64]) -> float:
    """Steps per unit, a power of two: the most at which no vector is longer than STEPS."""
    longest = float(np.sqrt((vectors * vectors).sum(axis=1)).max(initial=0.0))
    return float(2.0 ** np.floor(np.log2(STEPS / longest))) if longest > 0 else 1.0


def _longest(vectors: NDArray[np.int32]) -> int:
    """Square of the length of the longest vector."""
    squares = np.einsum("ij,ij->i", vectors, vectors, dtype=np.int64)
    return int(squares.max(initial=0))


def _require_side(vectors: NDArray[np.int32], offset: NDArray[np.int64], side: str, count: int) -> None:
    if vectors.ndim != 2 or len(vectors) != count:  # noqa: PLR2004 - rows and dimensions
        expected = str((count, "n_dimensions"))
        raise ProblemError("wrong_shape", field=f"{side}_vectors", shape=vectors.shape, expected=expected)
    if largest_of(vectors) > FLOAT32_WHOLE:
        raise ProblemError("fit_too_large", field="vectors", largest=largest_of(vectors), limit=FLOAT32_WHOLE)
    if offset.shape != (count,):
        raise ProblemError("wrong_shape", field=f"{side}_offset", shape=offset.shape, expected=str((count,)))
