"""Texts as unit vectors of weighted character n-grams."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from optimizer.affinity.ngrams import GramTable, count_grams
from optimizer.affinity.product import count_columns
from optimizer.affinity.side import Side

TITLE_SHARE: Final = 0.5


class Vectors(NamedTuple):
    """Vectors of demands and supplies over the same n-grams, float64, each of length 1 at most.

    N-grams that cannot bring two texts together have counted for the length and are left out, so a row of zeros may
    still be a text: `demand_known` and `supply_known` tell, bool of shape (n_rows,).
    """

    demand: csr_array
    supply: csr_array
    demand_known: NDArray[np.bool_]
    supply_known: NDArray[np.bool_]


def vectorize(demands: Side, supplies: Side, *, compares_demands: bool = False) -> Vectors:
    """Turn the titles and texts of both sides into vectors; with n-grams that only demands share where asked.

    Tf-idf with dampened counts (Salton and Buckley 1988). Rarity is measured on each side by itself, so that the side
    with more rows does not decide alone; title and text are two vectors of equal shares, so that a long text does not
    drown its title.
    """
    sides = (demands, supplies)
    grams = count_grams([column for side in sides for column in (side.list_texts("titles"), side.list_texts("texts"))])
    demand_counts, supply_counts = grams.counts[0] + grams.counts[1], grams.counts[2] + grams.counts[3]
    weight = _weigh_grams(grams, demand_counts, supply_counts)
    title_demand, text_demand, title_supply, text_supply = (_weigh_rows(counts, weight) for counts in grams.counts)
    useful = _find_useful(demand_counts, supply_counts, compares_demands=compares_demands)
    demand, supply = _unite(title_demand, text_demand), _unite(title_supply, text_supply)
    known = np.diff(demand.indptr) > 0, np.diff(supply.indptr) > 0
    return Vectors(demand[:, useful], supply[:, useful], *known)


def unit_rows(vectors: csr_array) -> csr_array:
    """Scale every row to length 1; a row of zeros stays."""
    length = np.sqrt(vectors.multiply(vectors).sum(axis=1))
    return csr_array(diags_array(1 / np.where(length > 0, length, 1)) @ vectors)


def _find_useful(demand_counts: csr_array, supply_counts: csr_array, *, compares_demands: bool) -> NDArray[np.intp]:
    # A supply's word that no demand uses still leads from one supply to the next, when two supplies have it.
    having_demands, having_supplies = count_columns(demand_counts), count_columns(supply_counts)
    is_useful = (having_supplies > 0) & (having_demands > 0) | (having_supplies > 1)
    return np.flatnonzero(is_useful | (having_demands > 1) & compares_demands)


def _weigh_grams(grams: GramTable, demand_counts: csr_array, supply_counts: csr_array) -> NDArray[np.float64]:
    # A string of n characters is counted by n-grams of every length: the root keeps the long ones from counting thrice.
    rarity = (_rarity(demand_counts) + _rarity(supply_counts)) / 2
    return np.asarray(rarity / np.sqrt(grams.gram_length))


def _rarity(counts: csr_array) -> NDArray[np.float64]:
    row_count, having_count = counts.shape[0], count_columns(counts)
    # The half keeps a word that every row has, or the only row has, above nothing; 1 is a word that no row has.
    rarity = np.log((row_count + 1) / (having_count + 0.5)) / np.log((row_count + 1) / 0.5)
    return np.asarray(rarity, dtype=np.float64)


def _weigh_rows(counts: csr_array, weight: NDArray[np.float64]) -> csr_array:
    dampened = 1 + np.log(counts.data.astype(np.float64))
    weighted = csr_array((dampened * weight[counts.indices], counts.indices, counts.indptr), counts.shape)
    return unit_rows(weighted)


def _unite(title: csr_array, text: csr_array) -> csr_array:
    return unit_rows(csr_array(TITLE_SHARE * title + (1 - TITLE_SHARE) * text))
