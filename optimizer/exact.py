"""Sums that cannot overflow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAFE_SUM: Final = 2**62
LOW_BITS: Final = 32


def exact_sum(values: NDArray[Any]) -> int:
    """Add up integers, whatever their size."""
    if values.size == 0:
        return 0
    largest = max(abs(int(values.min())), abs(int(values.max())))
    if largest * values.size < SAFE_SUM:
        return int(values.sum(dtype=np.int64))
    wide = values.astype(np.int64, copy=False)
    high = int((wide >> LOW_BITS).sum())
    low = int((wide & (2**LOW_BITS - 1)).sum())
    return (high << LOW_BITS) + low


def exact_dot(left: NDArray[np.int64], right: NDArray[np.int64]) -> int:
    """Add up the products of two integer vectors, whatever their size."""
    if left.size == 0:
        return 0
    bound = max(abs(int(left.min())), abs(int(left.max()))) * max(abs(int(right.min())), abs(int(right.max())))
    if bound < SAFE_SUM:
        return exact_sum(left * right)
    return sum(a * b for a, b in zip(left.tolist(), right.tolist(), strict=True))
