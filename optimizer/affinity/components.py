"""The components of the fit: each compares whole blocks of demands with all supplies, or single pairs.

Both ways give the same float32 bits. What is summed are integers, or numbers on the grid of 2^-24 that never exceed
1, which float32 adds without rounding: no order of summation, thread or vector unit can change a fit, so the same
snapshot gives the same plan on every machine.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Rows = NDArray[np.int32]
Values = NDArray[np.float32]

PAIR_CHUNK_COUNT: Final = 20_000
FREQUENT_COLUMN_COUNT: Final = 512
EXACT_SUM_LIMIT: Final = float(2**24)


class Component(ABC):
    """One aspect of the fit, in [0, 1] wherever both sides are known.

    Parameters
    ----------
    demand_known, supply_known
        Whether the aspect is known, bool of shape (n_demands,) and (n_supplies,).
    """

    def __init__(self, demand_known: NDArray[np.bool_], supply_known: NDArray[np.bool_]) -> None:
        self.demand_known = demand_known
        self.supply_known = supply_known

    @abstractmethod
    def block(self, demands: slice) -> Values:
        """Compare some demands with all supplies: shape (n_rows, n_supplies), 0 where not known."""

    @abstractmethod
    def pairs(self, demand: Rows, supply: Rows) -> Values:
        """Compare given pairs: shape (n_pairs,), 0 where not known."""

    def known_block(self, demands: slice) -> NDArray[np.bool_]:
        """Tell for which pairs of a block the aspect is known."""
        return self.demand_known[demands, None] & self.supply_known[None, :]

    def known_pairs(self, demand: Rows, supply: Rows) -> NDArray[np.bool_]:
        """Tell for which of the given pairs the aspect is known."""
        return self.demand_known[demand] & self.supply_known[supply]


class SharedFeatures(Component):
    """A component that adds up what both sides share: the product of two sparse matrices, divided, then shaped.

    Parameters
    ----------
    demand_features, supply_features
        Float32 of shape (n_demands, n_features) and (n_supplies, n_features), non-negative, with sums that float32
        adds exactly.
    whole
        What the sum of a demand is divided by, float32 of shape (n_demands,).
    shape
        Elementwise function applied last, from [0, 1] to [0, 1].
    """

    def __init__(
        self,
        demand_features: csr_array,
        supply_features: csr_array,
        whole: Values,
        shape: Callable[[Values], Values] = np.asarray,
    ) -> None:
        super().__init__(np.diff(demand_features.indptr) > 0, np.diff(supply_features.indptr) > 0)
        self._whole = np.where(whole > 0, whole, 1).astype(np.float32)
        self._shape = shape
        shared = np.flatnonzero(_column_counts(demand_features) * _column_counts(supply_features))
        self._demand, self._supply = demand_features[:, shared], supply_features[:, shared]
        self._split_frequent_columns()

    def _split_frequent_columns(self) -> None:
        # A few hundred features make most of the products; dense arithmetic is ten times faster on those.
        product_counts = _column_counts(self._demand) * _column_counts(self._supply)
        order = np.argsort(-product_counts, kind="stable")
        frequent, rare = np.sort(order[:FREQUENT_COLUMN_COUNT]), np.sort(order[FREQUENT_COLUMN_COUNT:])
        self._frequent_demand = self._demand[:, frequent]
        self._frequent_supply = np.ascontiguousarray(self._supply[:, frequent].toarray().T)
        self._rare_demand = self._demand[:, rare]
        self._rare_supply = self._supply[:, rare].T.tocsr()

    def block(self, demands: slice) -> Values:
        shared: Values = self._frequent_demand[demands].toarray() @ self._frequent_supply
        rare = self._rare_demand[demands] @ self._rare_supply
        if rare.nnz:
            shared += rare.toarray()
        return self._shape(shared / self._whole[demands, None])

    def pairs(self, demand: Rows, supply: Rows) -> Values:
        shared = np.zeros(len(demand), dtype=np.float32)
        for start in range(0, len(demand), PAIR_CHUNK_COUNT):
            chunk = slice(start, start + PAIR_CHUNK_COUNT)
            product = self._demand[demand[chunk]].multiply(self._supply[supply[chunk]])
            shared[chunk] = product.sum(axis=1)
        return self._shape(shared / self._whole[demand])


class ComparedNumbers(Component):
    """A component of two numbers, one on each side.

    Parameters
    ----------
    demand_number, supply_number
        Float64 of shape (n_demands,) and (n_supplies,), NaN where not known.
    compare
        Elementwise function of two broadcastable arrays, to [0, 1].
    """

    def __init__(
        self,
        demand_number: NDArray[np.float64],
        supply_number: NDArray[np.float64],
        compare: Callable[[Values, Values], Values],
    ) -> None:
        super().__init__(~np.isnan(demand_number), ~np.isnan(supply_number))
        self._demand, self._supply = demand_number.astype(np.float32), supply_number.astype(np.float32)
        self._compare = compare

    def block(self, demands: slice) -> Values:
        return np.nan_to_num(self._compare(self._demand[demands, None], self._supply[None, :]), nan=0.0)

    def pairs(self, demand: Rows, supply: Rows) -> Values:
        return np.nan_to_num(self._compare(self._demand[demand], self._supply[supply]), nan=0.0)


def _column_counts(matrix: csr_array) -> NDArray[np.int64]:
    return np.bincount(matrix.indices, minlength=matrix.shape[1]).astype(np.int64)
