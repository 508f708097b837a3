"""Which of the need's indicators the package speaks of."""

from collections.abc import Collection, Sequence
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from optimizer.affinity.components import SharedFeatures, read_share
from optimizer.affinity.ngrams import count_grams
from optimizer.affinity.side import Side

INDICATOR_STEPS: Final = 1024.0


def indicators_covered(demands: Sequence[Collection[str]], supplies: Side) -> SharedFeatures:
    """Return the mean, over the demand's indicators, of the share of the name found in the supply's words.

    Found in titles, texts or indicators of the supply; n-grams that few supplies have count more.
    """
    names = [sorted(row) for row in demands]
    words = _join_columns(supplies) if any(names) else [""] * supplies.count
    name_counts, supply_counts = count_grams([list(chain.from_iterable(names)), words]).counts
    rarity = _rarity(supply_counts)
    weighted = csr_array(diags_array(_inverse(name_counts @ rarity)) @ name_counts.sign() @ diags_array(rarity))
    # Whole numbers, so that every sum is exact; rounded up, so that no n-gram of a name is lost.
    steps = np.ceil(weighted.data * INDICATOR_STEPS).astype(np.float32)
    by_name = csr_array((steps, weighted.indices, weighted.indptr), shape=weighted.shape)
    demand_features = csr_array(_membership([len(row) for row in names]) @ by_name)
    return SharedFeatures(demand_features, csr_array(supply_counts.sign()), read_share)


def _join_columns(supplies: Side) -> list[str]:
    rows = zip(
        supplies.list_texts("titles"), supplies.list_texts("texts"), supplies.list_sets("indicators"), strict=True
    )
    return ["\n".join([title, text, *sorted(indicators)]) for title, text, indicators in rows]


def _rarity(counts: csr_array) -> NDArray[np.float64]:
    row_counts = np.bincount(counts.indices, minlength=counts.shape[1])
    return np.asarray(np.log((1 + counts.shape[0]) / (1 + row_counts)) + 1)


def _inverse(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / np.where(values > 0, values, 1))


def _membership(counts: list[int]) -> csr_array:
    indptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    shape = (len(counts), int(indptr[-1]))
    return csr_array((np.ones(shape[1], np.float32), np.arange(shape[1], dtype=np.int32), indptr), shape=shape)
