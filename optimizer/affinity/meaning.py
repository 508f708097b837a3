"""Nearness in meaning: the cosine of vectors that an encoder made."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from optimizer.affinity.components import Component
from optimizer.affinity.errors import AffinityError
from optimizer.affinity.product import Rows, Values
from optimizer.affinity.side import Side

VECTOR_STEPS: Final = np.float64(4096)
GATHERED_VALUE_COUNT: Final = 8_000_000


class ComparedMeanings(Component):
    """The cosine where it is positive, else 0.

    Parameters
    ----------
    demands, supplies
        Both sides; without meanings on both, nothing is known.

    Raises
    ------
    AffinityError
        ``bad_vectors``: not finite, or not of the same number of dimensions on both sides.
    """

    def __init__(self, demands: Side, supplies: Side) -> None:
        demand, supply = _to_vectors("demands", demands), _to_vectors("supplies", supplies)
        if demand.shape[1] and supply.shape[1] and demand.shape[1] != supply.shape[1]:
            raise AffinityError("bad_vectors", side="supplies", found=supply.shape[1], expected=demand.shape[1])
        shared = min(demand.shape[1], supply.shape[1])
        super().__init__(_find_known(demand[:, :shared]), _find_known(supply[:, :shared]))
        self._demand, self._supply = _on_grid(demand[:, :shared]), _on_grid(supply[:, :shared])

    def block(self, demands: slice) -> Values:
        cosine: Values = np.maximum(self._demand[demands] @ self._supply.T, np.float32(0))
        return cosine

    def pairs(self, demand: Rows, supply: Rows) -> Values:
        values = np.zeros(len(demand), dtype=np.float32)
        step = max(GATHERED_VALUE_COUNT // max(self._demand.shape[1], 1), 1)
        for start in range(0, len(demand), step):
            at = slice(start, start + step)
            values[at] = (self._demand[demand[at]] * self._supply[supply[at]]).sum(axis=1)
        return np.maximum(values, np.float32(0))


def _to_vectors(name: str, side: Side) -> NDArray[np.float64]:
    if side.meanings is None:
        return np.zeros((side.count, 0))
    array = np.asarray(side.meanings, dtype=np.float64)
    if array.ndim != 2 or np.isinf(array).any():  # noqa: PLR2004 - rows and dimensions
        raise AffinityError("bad_vectors", side=name, found=array.shape, expected="(count, n_dimensions), finite")
    return array


def _find_known(vectors: NDArray[np.float64]) -> NDArray[np.bool_]:
    known: NDArray[np.bool_] = ~np.isnan(vectors).any(axis=1) & (vectors.shape[1] > 0)
    return known


def _on_grid(vectors: NDArray[np.float64]) -> Values:
    # Cut towards zero to multiples of 2^-12: a product of two such vectors is a sum of multiples of 2^-24 that never
    # leaves [-1, 1], which float32 adds without rounding, in whatever order.
    known = np.nan_to_num(vectors)
    length = np.sqrt((known * known).sum(axis=1, keepdims=True))
    unit = known / np.where(length > 0, length, 1)
    return (np.trunc(unit * VECTOR_STEPS) / VECTOR_STEPS).astype(np.float32)
