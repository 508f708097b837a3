"""How well scores put judged pairs in order: AUC over all pairs, NDCG@10 within each demand, with standard errors."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

Scores = NDArray[np.float64]
Flags = NDArray[np.bool_]

RELEVANT_LEVEL: Final = 2
RANKING_DEPTH: Final = 10
RESAMPLE_COUNT: Final = 300


@dataclass(frozen=True, kw_only=True)
class Quality:
    """Two measures of one way of scoring, and their standard errors over demands.

    Parameters
    ----------
    auc, auc_error
        Chance that a relevant pair (level 2 and above) scores above an irrelevant one; error by bootstrap over demands.
    ndcg, ndcg_error
        Mean NDCG@10 over the demands that have anything relevant.
    """

    auc: float
    auc_error: float
    ndcg: float
    ndcg_error: float


class Judgment:
    """Judged pairs grouped by demand, against which scores are measured.

    Parameters
    ----------
    demand, level
        Demand and judged level of each pair, of shape (n_pairs,); level 1 is irrelevant.
    """

    def __init__(self, demand: NDArray[np.integer], level: NDArray[np.integer]) -> None:
        self._level = level
        self._is_relevant: Flags = level >= RELEVANT_LEVEL
        self._rows = [np.flatnonzero(demand == one) for one in np.unique(demand)]
        # The same resamples for every way of scoring: what two ways differ by is then measured on the same demands.
        rng = np.random.default_rng(0)
        drawn = rng.integers(len(self._rows), size=(RESAMPLE_COUNT, len(self._rows)))
        self._resamples = [np.concatenate([self._rows[at] for at in sample]) for sample in drawn]

    def measure(self, scores: Scores) -> Quality:
        """Measure one way of scoring the pairs."""
        return self._summarize(auc(scores, self._is_relevant), self._resample_auc(scores), self._ndcg_by_demand(scores))

    def compare(self, scores: Scores, other: Scores) -> Quality:
        """Measure what ``scores`` gain over ``other``, with the errors of the difference."""
        gain = auc(scores, self._is_relevant) - auc(other, self._is_relevant)
        return self._summarize(
            gain,
            self._resample_auc(scores) - self._resample_auc(other),
            self._ndcg_by_demand(scores) - self._ndcg_by_demand(other),
        )

    def _summarize(self, whole: float, resampled: Scores, ndcg_by_demand: Scores) -> Quality:
        return Quality(
            auc=whole,
            auc_error=float(np.nanstd(resampled)),
            ndcg=float(np.nanmean(ndcg_by_demand)),
            ndcg_error=float(np.nanstd(ndcg_by_demand) / np.sqrt(np.isfinite(ndcg_by_demand).sum())),
        )

    def _resample_auc(self, scores: Scores) -> Scores:
        return np.array([auc(scores[rows], self._is_relevant[rows]) for rows in self._resamples])

    def _ndcg_by_demand(self, scores: Scores) -> Scores:
        return np.array([ndcg(scores[rows], self._level[rows]) for rows in self._rows])


def auc(scores: Scores, is_relevant: Flags) -> float:
    """Return the chance that a relevant pair scores above an irrelevant one, ties counting half; NaN without both."""
    relevant_count = int(is_relevant.sum())
    pair_count = relevant_count * (len(scores) - relevant_count)
    surplus = rankdata(scores)[is_relevant].sum() - relevant_count * (relevant_count + 1) / 2
    return float(surplus / pair_count) if pair_count else float("nan")


def ndcg(scores: Scores, level: NDArray[np.integer], depth: int = RANKING_DEPTH) -> float:
    """Return NDCG of one demand with gain 2^(level-1) - 1, NaN where no pair has a gain."""
    gain, discount = 2.0 ** (level - 1) - 1, 1 / np.log2(np.arange(2, depth + 2))
    found = gain[np.argsort(-scores, kind="stable")[:depth]]
    ideal = np.sort(gain)[::-1][:depth]
    best = ideal @ discount[: len(ideal)]
    return float(found @ discount[: len(found)] / best) if best > 0 else float("nan")
