"""The components of the fit: each compares whole blocks of demands with all supplies, or single pairs."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from optimizer.affinity.product import Rows, SupplyFeatures, Values, count_columns

SMALLEST_WHOLE: Final = np.float32(1)


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

    @property
    def is_ever_known(self) -> bool:
        """Tell whether there is any pair for which the aspect is known."""
        return bool(self.demand_known.any() and self.supply_known.any())

    @abstractmethod
    def block(self, demands: slice) -> Values:
        """Compare some demands with all supplies: shape (n_rows, n_supplies), 0 where not known."""

    @abstractmethod
    def pairs(self, demand: Rows, supply: Rows) -> Values:
        """Compare given pairs: shape (n_pairs,), 0 where not known, the same bits as in a block."""

    def known_block(self, demands: slice) -> NDArray[np.bool_]:
        """Tell for which pairs of a block the aspect is known."""
        return self.demand_known[demands, None] & self.supply_known[None, :]

    def known_pairs(self, demand: Rows, supply: Rows) -> NDArray[np.bool_]:
        """Tell for which of the given pairs the aspect is known."""
        return self.demand_known[demand] & self.supply_known[supply]


class SharedFeatures(Component):
    """The share of what a demand asks for that a supply has: a product of sparse matrices, then read on a scale.

    Parameters
    ----------
    demand_features, supply_features
        Float32 of shape (n_demands, n_features) and (n_supplies, n_features): whole numbers, not negative.
    read
        Elementwise function of what is shared and of the demand's whole, to [0, 1], with 0 where nothing is shared.
    """

    def __init__(
        self, demand_features: csr_array, supply_features: csr_array, read: Callable[[Values, Values], Values]
    ) -> None:
        super().__init__(np.diff(demand_features.indptr) > 0, np.diff(supply_features.indptr) > 0)
        self._whole = np.asarray(demand_features.sum(axis=1), dtype=np.float32)
        self._read = read
        shared = np.flatnonzero(count_columns(demand_features) * count_columns(supply_features))
        self._demand, self._supply = demand_features[:, shared], SupplyFeatures(supply_features[:, shared])

    def block(self, demands: slice) -> Values:
        return self._read(self._supply.multiply(self._demand[demands]), self._whole[demands, None])

    def pairs(self, demand: Rows, supply: Rows) -> Values:
        return self._read(self._supply.multiply_pairs(self._demand, demand, supply), self._whole[demand])


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


def read_share(shared: Values, whole: Values) -> Values:
    """Return which share of the whole is shared; the whole of a row that is not known is 0."""
    share: Values = np.divide(shared, np.maximum(whole, SMALLEST_WHOLE))
    return share
