"""Similarity of texts in Chinese, English or both.

The cosine of character n-gram vectors, improved in two ways that need no labels. A demand is widened a little by the
words of the supplies nearest to it (pseudo-relevance feedback, Rocchio 1971), which finds what is said in other words.
And similarities are read against what the demand's nearest supplies reach, so that a demand in a crowded field and one
in an empty field become comparable. benchmarks/fit.md says what each brings.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from optimizer.affinity.candidates import list_blocks, list_nearest
from optimizer.affinity.components import Component
from optimizer.affinity.product import Rows, SupplyFeatures, Values
from optimizer.affinity.side import Side
from optimizer.affinity.vectors import unit_rows, vectorize

NEAREST_COUNT: Final = 50
WIDENING_SHARE: Final = np.float32(0.1)
WORD_COUNT: Final = 100
LOWEST_REFERENCE: Final = 0.1
VECTOR_STEPS: Final = 4096.0


class ComparedTexts(Component):
    """Similarity of titles and texts.

    Parameters
    ----------
    demands, supplies
        Both sides; of each row, title and text are used as far as they are there.
    """

    def __init__(self, demands: Side, supplies: Side) -> None:
        vectors = vectorize(demands, supplies)
        super().__init__(vectors.demand_known, vectors.supply_known)
        self._demand = _on_grid(vectors.demand)
        self._supply = SupplyFeatures(_on_grid(vectors.supply))
        self._heaviest = _keep_heaviest(self._supply.features.astype(np.float64))
        # Filled in for a demand when it is first asked for: one pair must not cost a pass over all demands.
        self._is_widened = np.zeros(demands.count, dtype=bool)
        self._word = np.zeros((demands.count, WORD_COUNT), dtype=np.int32)
        self._word_weight = np.zeros((demands.count, WORD_COUNT), dtype=np.float32)
        self._length = np.ones(demands.count, dtype=np.float32)
        self._reference = np.full(demands.count, LOWEST_REFERENCE, dtype=np.float32)

    def block(self, demands: slice) -> Values:
        rows = np.arange(demands.start, demands.stop, dtype=np.int32)
        direct = self._supply.multiply(self._demand[demands])
        new = ~self._is_widened[demands]
        if new.any():
            self._widen(rows[new], direct[new])
        related = self._supply.multiply(self._words(rows))
        return _read(direct, related, self._length[demands, None], self._reference[demands, None])

    def pairs(self, demand: Rows, supply: Rows) -> Values:
        asked = np.unique(demand)
        new = asked[~self._is_widened[asked]]
        for part in list_blocks(len(new), self._supply.features.shape[0]):
            self._widen(new[part], self._supply.multiply(self._demand[new[part]]))
        direct = self._supply.multiply_pairs(self._demand, demand, supply)
        related = self._supply.multiply_pairs(
            self._words(asked), np.searchsorted(asked, demand).astype(np.int32), supply
        )
        return _read(direct, related, self._length[demand], self._reference[demand])

    def plain_pairs(self, demand: Rows, supply: Rows) -> Values:
        """Return the plain cosine of given pairs, of shape (n_pairs,): what the two improvements start from."""
        return self._supply.multiply_pairs(self._demand, demand, supply)

    def _widen(self, rows: Rows, direct: Values) -> None:
        nearest = list_nearest(direct, NEAREST_COUNT)
        words = _on_grid(unit_rows(_keep_heaviest(nearest.astype(np.float64) @ self._heaviest)))
        place = np.arange(words.nnz) - np.repeat(words.indptr[:-1], np.diff(words.indptr))
        row = np.repeat(rows, np.diff(words.indptr))
        self._word[row, place], self._word_weight[row, place] = words.indices, words.data
        overlap = self._demand[rows].multiply(self._words(rows)).sum(axis=1)
        self._length[rows] = np.sqrt(1 + WIDENING_SHARE * (2 * overlap + WIDENING_SHARE))
        self._reference[rows] = np.maximum(nearest.sum(axis=1) / NEAREST_COUNT, LOWEST_REFERENCE)
        self._is_widened[rows] = True

    def _words(self, rows: Rows) -> csr_array:
        weight = self._word_weight[rows]
        used = weight > 0
        indptr = np.concatenate([[0], np.cumsum(used.sum(axis=1))])
        return csr_array((weight[used], self._word[rows][used], indptr), shape=(len(rows), self._demand.shape[1]))


def _keep_heaviest(vectors: csr_array) -> csr_array:
    rows = [
        first + _find_heaviest(vectors.indices[first:last], vectors.data[first:last])
        for first, last in zip(vectors.indptr[:-1], vectors.indptr[1:], strict=True)
    ]
    kept = np.concatenate([*rows, np.empty(0, np.intp)])
    indptr = np.cumsum([0, *(len(row) for row in rows)])
    return csr_array((vectors.data[kept], vectors.indices[kept], indptr), vectors.shape)


def _find_heaviest(word: Rows, weight: NDArray[np.float64]) -> NDArray[np.intp]:
    """Find the places of the heaviest words in the order of the words, ties going to the lower word."""
    place = np.arange(len(word))
    if len(word) > WORD_COUNT:
        place = np.flatnonzero(weight >= np.partition(weight, -WORD_COUNT)[-WORD_COUNT])
        place = place[np.lexsort((word[place], -weight[place]))[:WORD_COUNT]]
    return place[np.argsort(word[place])]


def _on_grid(vectors: csr_array) -> csr_array:
    # Rounded down to 2^-12, so that a product of two vectors is a sum of multiples of 2^-24 and stays below 1.
    data: Values = (np.floor(vectors.data * VECTOR_STEPS) / VECTOR_STEPS).astype(np.float32)
    return csr_array((data, vectors.indices, vectors.indptr), vectors.shape)


def _read(direct: Values, related: Values, length: Values, reference: Values) -> Values:
    similarity: Values = np.minimum((direct + WIDENING_SHARE * related) / length, np.float32(1))
    # One half near what the nearest supplies reach, 0 at 0, 1 at 1; rising, so the order within a demand stays.
    component: Values = similarity * (1 + reference) / (similarity + reference)
    return component
