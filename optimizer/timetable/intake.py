"""From what callers give to frozen arrays of a timetable, or to a refusal that names field and row."""

from __future__ import annotations

import hashlib
from dataclasses import Field, fields
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol

import numpy as np

from optimizer.errors import ProblemError
from optimizer.intake import freeze, scale_fit

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

LARGEST_COUNT: Final = 2**31 - 1


class HasFields(Protocol):
    """Any dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


def to_mask(values: ArrayLike | None, field: str, shape: tuple[int, ...], *, default: bool = True) -> NDArray[np.bool_]:
    """Turn flags into an own array of this shape."""
    if values is None:
        return freeze(np.full(shape, default, np.bool_))
    array = np.asarray(values)
    if array.size == 0 and 0 in shape:
        array = np.zeros(shape, np.bool_)
    if array.shape != shape:
        raise ProblemError("wrong_shape", field=field, shape=array.shape, expected=str(shape))
    if array.dtype != np.bool_ and not np.isin(array, (0, 1)).all():
        wrong = np.argwhere(~np.isin(array, (0, 1)))[0]
        raise ProblemError("not_whole", field=field, index=tuple(wrong.tolist()), value=str(array[tuple(wrong)]))
    return freeze(array.astype(np.bool_))


def to_counts(values: ArrayLike | None, field: str, count: int, default: int = 0) -> NDArray[np.int64]:
    """Turn whole numbers from 0, one for all or one each, into an own array of this length."""
    array = np.asarray(default if values is None else values)
    if array.ndim == 0:
        array = np.full(count, array)
    if array.size == 0 and count == 0:
        return freeze(np.zeros(0, np.int64))
    if array.shape != (count,):
        raise ProblemError("wrong_shape", field=field, shape=array.shape, expected=str((count,)))
    if array.dtype.kind not in "biu":
        wrong = np.flatnonzero(array != np.floor(array)) if array.dtype.kind == "f" else np.arange(1)
        if wrong.size:
            raise ProblemError("not_whole", field=field, index=int(wrong[0]), value=str(array[wrong[0]]))
    outside = np.flatnonzero((array < 0) | (array > LARGEST_COUNT))
    if outside.size:
        at = int(outside[0])
        code = "negative_units" if array[at] < 0 else "too_many_units"
        raise ProblemError(code, field=field, index=at, value=int(array[at]))
    return freeze(array.astype(np.int64))


def scale_grid(fit: ArrayLike, scale: int, expected: str) -> tuple[NDArray[np.int64], int]:
    """Turn the fits of two sides into integers at least 0; returns them with the scale that was used."""
    array = np.asarray(fit)
    if array.ndim != 2:  # noqa: PLR2004 - two sides
        raise ProblemError("wrong_shape", field="fit", shape=array.shape, expected=expected)
    scaled, used = scale_fit(array if array.size else array.astype(np.int64), scale)
    negative = np.argwhere(scaled < 0)
    if len(negative):
        raise ProblemError("negative_fit", field="fit", index=tuple(negative[0].tolist()))
    return freeze(scaled.astype(np.int64)), used


def to_labels(values: ArrayLike | None, field: str, count: int, largest: int | None = None) -> NDArray[np.int32]:
    """Turn labels, -1 for none, into an own array of this length; each stands below ``largest``."""
    array = np.full(count, -1) if values is None else np.asarray(values)
    if array.size == 0 and count == 0:
        return freeze(np.zeros(0, np.int32))
    if array.shape != (count,):
        raise ProblemError("wrong_shape", field=field, shape=array.shape, expected=str((count,)))
    if array.dtype.kind not in "iu":
        raise ProblemError("not_whole", field=field, index=0, value=str(array[0]))
    limit = LARGEST_COUNT if largest is None else largest
    outside = np.flatnonzero((array < -1) | (array >= limit))
    if outside.size:
        at = int(outside[0])
        raise ProblemError("index_out_of_range", field=field, index=at, value=int(array[at]), count=limit)
    return freeze(array.astype(np.int32))


def require_order(lo: NDArray[np.int64], hi: NDArray[np.int64], field: str) -> None:
    """Raise ProblemError where a minimum is above its maximum."""
    wrong = np.flatnonzero(lo > hi)
    if wrong.size:
        at = int(wrong[0])
        raise ProblemError("lo_above_hi", field=field, index=at, lo=int(lo[at]), hi=int(hi[at]))


def require_seed(seed: int) -> None:
    """Raise ProblemError unless the seed is a whole number that the engines take."""
    if type(seed) is not int or not 0 <= seed <= LARGEST_COUNT:
        raise ProblemError("bad_seed", value=repr(seed))


def digest_of_fields(kind: str, thing: HasFields, parts: tuple[str, ...]) -> str:
    """Return the SHA-256 of all fields, arrays by their content; the fields of the named parts come last."""
    content = {each.name: getattr(thing, each.name) for each in fields(thing)}
    for name in parts:
        part = content.pop(name)
        content |= {f"{name}.{each.name}": getattr(part, each.name) for each in fields(part)}
    digest = hashlib.sha256(f"greenbridge {kind} 1".encode())
    for name, value in content.items():
        if isinstance(value, np.ndarray):
            digest.update(f"{name} {value.dtype.str} {value.shape}".encode())
            digest.update(np.ascontiguousarray(value).data)
        else:
            digest.update(f"{name} {value!r}".encode())
    return digest.hexdigest()
