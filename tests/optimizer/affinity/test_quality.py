"""The benchmark's measures on cases counted by hand, and the fit's floor on real judged pairs."""

import os
from pathlib import Path

import numpy as np
import pytest

from benchmarks.fit import auc, measure, ndcg, read_judged, score_component

DATA = Path(os.environ.get("GREENBRIDGE_DATA", "../shared/data")) / "needs-results-2019"


def test_auc_counts_pairs_in_the_right_order() -> None:
    scores, is_relevant = np.array([0.9, 0.5, 0.5, 0.1]), np.array([True, True, False, False])
    assert auc(scores, is_relevant) == (1 + 1 + 0.5 + 1) / 4


def test_ndcg_discounts_by_rank() -> None:
    level = np.array([1, 4, 2], dtype=np.int32)
    found = 7 / np.log2(3) + 1 / np.log2(4)
    assert ndcg(np.array([0.9, 0.5, 0.1]), level) == pytest.approx(found / (7 + 1 / np.log2(3)))
    assert ndcg(np.array([0.1, 0.9, 0.5]), level) == 1.0
    assert np.isnan(ndcg(np.array([1.0]), np.array([1], dtype=np.int32)))


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason=f"{DATA} is not there; set GREENBRIDGE_DATA")
def test_the_text_component_ranks_real_results_without_labels() -> None:
    judged = read_judged()
    quality = measure("text", score_component(judged), judged)
    assert quality.auc > 0.80
    assert quality.ndcg > 0.74
