"""Choice of candidates: the exact best of every demand and every supply, in blocks of bounded memory."""

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # ships no types

from optimizer.affinity.product import Values
from optimizer.affinity.table import Top

BLOCK_PAIR_COUNT: Final = 2_000_000

WORKER_LIMIT: Final = 4

Keys = NDArray[np.uint64]
Result = TypeVar("Result")
_LOW: Final = np.uint64(0xFFFFFFFF)
_SHIFT: Final = np.uint64(32)


def list_blocks(demand_count: int, supply_count: int) -> Iterator[slice]:
    """Cut the demands into blocks of a bounded number of pairs."""
    size = max(BLOCK_PAIR_COUNT // max(supply_count, 1), 1)
    return (slice(start, min(start + size, demand_count)) for start in range(0, demand_count, size))


def choose_pairs(
    shape: tuple[int, int], block_fit: Callable[[slice], Values], top: Top, on_block: Callable[[int], None]
) -> NDArray[np.int64]:
    """Choose the best supplies of every demand and the best demands of every supply.

    Parameters
    ----------
    shape
        Number of demands and supplies.
    block_fit
        Fit of a block of demands with all supplies, float32 of shape (n_rows, n_supplies), non-negative.
    top
        How many each side keeps; ties go to the lower row number.
    on_block
        Told after each block how many demands are done.

    Returns
    -------
    ndarray
        Sorted distinct pair numbers, demand * n_supplies + supply.
    """
    demand_count, supply_count = shape
    chosen: list[NDArray[np.int64]] = []
    best_of_supply = np.empty((supply_count, 0), dtype=np.uint64)
    blocks = list(list_blocks(demand_count, supply_count))
    for demands, (of_demand, of_supply) in _map_in_threads(lambda block: _choose(block_fit(block), block, top), blocks):
        rows = np.arange(demands.start, demands.stop, dtype=np.int64)
        chosen.append((rows[:, None] * supply_count + _row_numbers(of_demand)).ravel())
        best_of_supply = _keep_largest(np.concatenate([best_of_supply, of_supply], axis=1), top.per_supply)
        on_block(demands.stop)
    chosen.append((_row_numbers(best_of_supply) * supply_count + np.arange(supply_count)[:, None]).ravel())
    return np.unique(np.concatenate(chosen))


def _choose(fit: Values, demands: slice, top: Top) -> tuple[Keys, Keys]:
    of_demand = _keep_largest(_as_keys(fit), top.per_demand)
    of_supply = _keep_largest(_as_keys(np.ascontiguousarray(fit.T)), top.per_supply)
    return of_demand, of_supply - np.uint64(demands.start)


def _map_in_threads(work: Callable[[slice], Result], blocks: list[slice]) -> Iterator[tuple[slice, Result]]:
    # In the order of the blocks, a few at a time: what numpy and scipy compute runs beside the interpreter. The linear
    # algebra library must not start threads of its own in each of ours: measured, that takes twice as long.
    worker_count = min(os.cpu_count() or 1, WORKER_LIMIT)
    executor = ThreadPoolExecutor(worker_count)
    with threadpool_limits(limits=1, user_api="blas"):
        try:
            running = deque(executor.submit(work, block) for block in blocks[:worker_count])
            for number, block in enumerate(blocks):
                result = running.popleft().result()
                running.extend(executor.submit(work, later) for later in blocks[number + worker_count :][:1])
                yield block, result
        finally:
            executor.shutdown(cancel_futures=True)


def list_nearest(values: Values, count: int) -> csr_array:
    """Return the `count` largest positive values of every row, ties to the lower column, as a sparse matrix."""
    best = _keep_largest(_as_keys(values), count)
    value = (best >> _SHIFT).astype(np.uint32).view(np.float32).ravel()
    row = np.repeat(np.arange(len(best)), best.shape[1])
    positive = np.flatnonzero(value)
    nearest = csr_array((value[positive], (row[positive], _row_numbers(best).ravel()[positive])), values.shape)
    nearest.sort_indices()
    return nearest


def _as_keys(values: Values) -> Keys:
    bits = values.view(np.uint32).astype(np.uint64) << _SHIFT
    return bits | (_LOW - np.arange(values.shape[1], dtype=np.uint64))


def _keep_largest(keys: Keys, count: int) -> Keys:
    # A key holds the bits of a fit, which sort like the fit, above the inverted row number: all keys of a row differ.
    surplus = keys.shape[1] - count
    if surplus <= 0:
        return keys
    return keys[:, :0] if count == 0 else np.partition(keys, surplus, axis=1)[:, surplus:].copy()


def _row_numbers(keys: Keys) -> NDArray[np.int64]:
    return (_LOW - (keys & _LOW)).astype(np.int64)
