"""The measures on cases counted by hand, and the fit's floor on real judged pairs."""

import os
from pathlib import Path

import numpy as np
import pytest

from benchmarks.fit import measure, read_judged, score_component
from optimizer.affinity.quality import Judgment, auc, ndcg

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


def test_errors_are_taken_over_demands() -> None:
    demand, level = np.repeat([0, 1], 2), np.array([1, 2, 1, 2])
    judgment = Judgment(demand, level)
    right, wrong = np.array([0.1, 0.9, 0.2, 0.8]), np.array([0.1, 0.9, 0.8, 0.2])
    assert (judgment.measure(right).auc, judgment.measure(right).auc_error) == (1.0, 0.0)
    assert judgment.measure(wrong).auc_error > 0
    gain = judgment.compare(right, wrong)
    assert gain.auc == 1.0 - auc(wrong, level >= 2)
    assert gain.ndcg == pytest.approx((1 - 1 / np.log2(3)) / 2)


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason=f"{DATA} is not there; set GREENBRIDGE_DATA")
def test_the_text_component_ranks_real_results_without_labels() -> None:
    judged = read_judged()
    quality = measure("text", score_component(judged), judged).quality
    assert quality.auc > 0.80
    assert quality.ndcg > 0.74
