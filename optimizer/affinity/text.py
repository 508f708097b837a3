"""Texts as sparse vectors of character n-grams, and what two texts share."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from optimizer.affinity.components import SharedFeatures, Values
from optimizer.affinity.ngrams import count_grams
from optimizer.affinity.side import Side

TITLE_SHARE: Final = 0.5
VECTOR_STEPS: Final = 4096.0


def compare_texts(demands: Side, supplies: Side) -> SharedFeatures:
    """Compare titles and texts by cosine similarity of weighted character n-grams."""
    demand_title, demand_text, supply_title, supply_text = count_grams(
        [
            demands.list_texts("titles"),
            demands.list_texts("texts"),
            supplies.list_texts("titles"),
            supplies.list_texts("texts"),
        ]
    )
    rarity = (_rarity(demand_title + demand_text) + _rarity(supply_title + supply_text)) / 2
    demand = _blend(_unit_rows(demand_title, rarity), _unit_rows(demand_text, rarity))
    supply = _blend(_unit_rows(supply_title, rarity), _unit_rows(supply_text, rarity))
    return SharedFeatures(_on_grid(demand), _on_grid(supply), np.ones(demands.count, np.float32), np.sqrt)


def _rarity(counts: csr_array) -> NDArray[np.float64]:
    row_count = np.bincount(counts.indices, minlength=counts.shape[1])
    return np.asarray(np.log((1 + counts.shape[0]) / (1 + row_count)) + 0.5)


def _unit_rows(counts: csr_array, rarity: NDArray[np.float64]) -> csr_array:
    dampened = csr_array((1 + np.log(counts.data), counts.indices, counts.indptr), shape=counts.shape)
    weighted = csr_array(dampened @ diags_array(rarity))
    length = np.sqrt(weighted.multiply(weighted).sum(axis=1))
    return csr_array(diags_array(1 / np.where(length > 0, length, 1)) @ weighted)


def _blend(title: csr_array, text: csr_array) -> csr_array:
    has_title, has_text = np.diff(title.indptr) > 0, np.diff(text.indptr) > 0
    title_share = np.where(has_title & has_text, TITLE_SHARE, has_title.astype(float))
    return csr_array(diags_array(title_share) @ title + diags_array(1 - title_share) @ text)


def _on_grid(vectors: csr_array) -> csr_array:
    # Rounded down to 2^-12, so that no product of two unit vectors exceeds 1 and float32 adds every product exactly.
    data: Values = (np.floor(vectors.data * VECTOR_STEPS) / VECTOR_STEPS).astype(np.float32)
    return csr_array((data, vectors.indices, vectors.indptr), shape=vectors.shape)
