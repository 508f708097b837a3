"""Products of sparse feature rows: every demand of a block with all supplies, or listed pairs.

Both ways give the same float32 bits. What is added are whole numbers below 2^24, or multiples of 2^-24 whose sum stays
below 1, which float32 adds without rounding: neither the order of summation nor the number of threads nor the linear
algebra library can change a product.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Rows = NDArray[np.int32]
Values = NDArray[np.float32]

FREQUENT_COLUMN_COUNT: Final = 512
SCATTERED_VALUE_COUNT: Final = 8_000_000
PAIR_CHUNK_COUNT: Final = 2_000


class SupplyFeatures:
    """Features of all supplies, laid out for products.

    Parameters
    ----------
    features
        Float32 of shape (n_supplies, n_features), non-negative.
    """

    def __init__(self, features: csr_array) -> None:
        self.features = features
        # A few hundred features make most of the products; dense arithmetic is far faster on those.
        order = np.argsort(-count_columns(features), kind="stable")
        self._frequent, self._rare = (np.sort(part) for part in np.split(order, [FREQUENT_COLUMN_COUNT]))
        self._frequent_features = np.ascontiguousarray(features[:, self._frequent].toarray().T)
        self._rare_features = features[:, self._rare].T.tocsr()

    def multiply(self, demands: csr_array) -> Values:
        """Return the products of some demand rows with all supplies, of shape (n_rows, n_supplies)."""
        products: Values = demands[:, self._frequent].toarray() @ self._frequent_features
        rare = demands[:, self._rare] @ self._rare_features
        if rare.nnz:
            products += rare.toarray()
        return products

    def multiply_pairs(self, demands: csr_array, demand: Rows, supply: Rows) -> Values:
        """Return the product of `demands[demand[k]]` with supply `supply[k]` for each pair, of shape (n_pairs,)."""
        products = np.zeros(len(demand), dtype=np.float32)
        used, place = np.unique(demand, return_inverse=True)
        order = np.argsort(place, kind="stable")
        step = max(SCATTERED_VALUE_COUNT // max(demands.shape[1], 1), 1)
        for start in range(0, len(used), step):
            first, last = np.searchsorted(place, [start, start + step], sorter=order)
            scattered = demands[used[start : start + step]].toarray()
            for chunk in np.split(order[first:last], range(PAIR_CHUNK_COUNT, last - first, PAIR_CHUNK_COUNT)):
                products[chunk] = _gather(scattered, place[chunk] - start, self.features[supply[chunk]])
        return products


def count_columns(matrix: csr_array) -> NDArray[np.int64]:
    """Return how many rows have each column, of shape (n_columns,)."""
    return np.bincount(matrix.indices, minlength=matrix.shape[1]).astype(np.int64)


def _gather(scattered: Values, row: NDArray[np.intp], features: csr_array) -> Values:
    length = np.diff(features.indptr)
    products = scattered.ravel().take(np.repeat(row * scattered.shape[1], length) + features.indices) * features.data
    # A sentinel, because reduceat knows no empty segment at the end, and empty ones elsewhere repeat a neighbor.
    sums = np.add.reduceat(np.append(products, np.float32(0)), features.indptr[:-1])
    return np.where(length > 0, sums, np.float32(0))
