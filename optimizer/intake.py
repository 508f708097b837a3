"""From what callers give to frozen integer arrays, or to a refusal that names the field and the place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from optimizer.errors import ProblemError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[Any]

FULL_SHARE: Final = 2
"""A list with every second pair or more is gone through faster as a matrix."""

BLOCK_CELLS: Final = 1 << 18  # what is worked on at once, so that it stays in the processor's cache
LARGEST_FIT: Final = 2**53  # beyond it a float no longer tells whole numbers apart
NARROW_FIT: Final = 2**31 - 1
LARGEST_UNITS: Final = 2**31 - 1


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


def to_flags(values: ArrayLike | None, count: int) -> NDArray[np.bool_]:
    """Turn flags into an own array of this length."""
    if values is None:
        return np.zeros(count, np.bool_)
    array = np.asarray(values, np.bool_)
    require_length(array, "locked", count)
    return array.copy()


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
    require_range(array, field, NARROW_FIT if count is None else count)
    return array.astype(np.int32)


def to_units(values: ArrayLike, field: str) -> NDArray[np.int64]:
    """Turn whole numbers of units into int64, or refuse what is negative, too large or no number."""
    array = np.asarray(values)
    if array.ndim != 1:
        raise ProblemError("wrong_shape", field=field, shape=array.shape, expected="(n,)")
    if array.size == 0:
        return np.zeros(0, np.int64)
    if array.dtype.kind not in "biuf":
        raise ProblemError("not_a_number", field=field, index=0, value=str(array[0]))
    if array.dtype.kind == "f":
        _require_whole(array, field)
    wrong = np.flatnonzero((array < 0) | (array > LARGEST_UNITS))
    if wrong.size:
        code = "negative_units" if array[wrong[0]] < 0 else "too_many_units"
        raise ProblemError(code, field=field, index=int(wrong[0]), value=int(array[wrong[0]]))
    return array.astype(np.int64)


def _require_whole(array: NDArray[np.floating], field: str) -> None:
    wrong = np.flatnonzero(~np.isfinite(array))
    if wrong.size:
        raise ProblemError("not_a_number", field=field, index=int(wrong[0]), value=str(array[wrong[0]]))
    wrong = np.flatnonzero(array != np.floor(array))
    if wrong.size:
        raise ProblemError("not_whole", field=field, index=int(wrong[0]), value=float(array[wrong[0]]))


def freeze(array: Array) -> Array:
    """Return a read-only view, leaving the caller's own array writable."""
    view = array.view()
    view.flags.writeable = False
    return view


def largest_of(array: Array) -> int:
    """Return the largest absolute value, 0 of nothing."""
    return max(abs(int(array.min())), abs(int(array.max()))) if array.size else 0


def require_length(array: Array, field: str, count: int) -> None:
    """Raise ProblemError unless this is one column of this length."""
    if array.shape != (count,):
        raise ProblemError("wrong_shape", field=field, shape=array.shape, expected=str((count,)))


def require_range(array: Array, field: str, count: int) -> None:
    """Raise ProblemError unless all values are indices below ``count``."""
    if array.size and not 0 <= int(array.min()) <= int(array.max()) < count:
        at = int(np.flatnonzero((array < 0) | (array >= count))[0])
        raise ProblemError("index_out_of_range", field=field, index=at, value=int(array[at]), count=count)


def _scale_floats(array: Array, scale: int) -> Array:
    out = np.empty(array.shape, np.int64 if array.ndim == 1 else _integer_width(array, scale))
    rows = max(1, BLOCK_CELLS // max(1, array.size // max(1, len(array))))
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
        raise ProblemError("fit_too_large", field="fit", largest=largest_of(array), limit=LARGEST_FIT)
    return array.astype(np.int32 if array.ndim > 1 and largest_of(array) <= NARROW_FIT else np.int64)


def require_reasons(forbidden: NDArray[np.uint8], reason_count: int) -> None:
    """Raise ProblemError where a reason code has no reason."""
    largest = int(forbidden.max()) if forbidden.size else 0
    if largest > reason_count:
        raise ProblemError("unknown_reason", reason=largest, known=reason_count)


def require_ascending(keys: NDArray[np.int64], supply: NDArray[np.int32], demand: NDArray[np.int32]) -> None:
    """Raise ProblemError where pairs repeat or are out of order."""
    wrong = np.flatnonzero(keys[1:] <= keys[:-1]) + 1
    if wrong.size:
        at = int(wrong[0])
        code = "duplicate_pair" if keys[at] == keys[at - 1] else "not_sorted"
        raise ProblemError(code, supply=int(supply[at]), demand=int(demand[at]))


def refuse_lock(supply: int, demand: int) -> None:
    """Raise ProblemError for a pair that is locked and forbidden."""
    raise ProblemError("locked_pair_forbidden", supply=supply, demand=demand)
