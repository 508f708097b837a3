from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike, NDArray

from optimizer.affinity import AffinityError, Side, Weights, encode_side, fit_pairs
from optimizer.affinity.meaning import ComparedMeanings

ONLY_MEANING = Weights(version="meaning-1", meaning=1)


class CountingEncoder:
    """Says how long a text is and how many spaces it has, and remembers what it was asked."""

    name, version = "counting", "1"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.floating]:
        self.asked += texts
        return np.array([[len(text), text.count("\n")] for text in texts], dtype=np.float32)


class BrokenEncoder(CountingEncoder):
    def encode(self, texts: Sequence[str]) -> NDArray[np.floating]:
        return np.full((len(texts), 2), np.nan)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 40))
def test_meaning_is_the_positive_cosine_to_the_last_bit_in_blocks_and_pairs(seed: int, dimension_count: int) -> None:
    rng = np.random.default_rng(seed)
    left, right = rng.normal(size=(4, dimension_count)), rng.normal(size=(5, dimension_count))
    left[1] = np.nan
    component = ComparedMeanings(Side(count=4, meanings=left), Side(count=5, meanings=right))
    demand, supply = np.divmod(np.arange(20, dtype=np.int32), np.int32(5))
    block = component.block(slice(0, 4))
    assert block.ravel().tobytes() == component.pairs(demand, supply).tobytes()
    assert np.concatenate([component.block(slice(row, row + 1)) for row in range(4)]).tobytes() == block.tobytes()
    unit = [np.nan_to_num(side / np.linalg.norm(side, axis=1, keepdims=True)) for side in (left, right)]
    np.testing.assert_allclose(block, np.maximum(unit[0] @ unit[1].T, 0), atol=5e-3)
    assert not component.known_block(slice(0, 4))[1].any()


def test_every_text_is_encoded_once_and_no_text_has_no_meaning() -> None:
    encoder = CountingEncoder()
    side = encode_side(Side(count=4, titles=["a", "", "a", " "], texts=["b", "", "b", "cc"]), encoder)
    assert encoder.asked == ["a\nb", "cc"]
    np.testing.assert_array_equal(side.meanings, [[3, 1], [np.nan, np.nan], [3, 1], [2, 0]])


def test_a_side_without_texts_asks_for_nothing() -> None:
    encoder = CountingEncoder()
    side = encode_side(Side(count=1), encoder)
    assert encoder.asked == []
    table = fit_pairs(side, side, ONLY_MEANING, [0], [0])
    assert np.isnan(table.components["meaning"]).all()


def test_a_missing_side_leaves_the_component_out() -> None:
    table = fit_pairs(Side(count=1, meanings=[[1.0, 0.0]]), Side(count=1), ONLY_MEANING, [0], [0])
    assert np.isnan(table.components["meaning"]).all()


def test_vectors_that_cannot_be_compared_are_refused() -> None:
    cases: list[tuple[ArrayLike, ArrayLike]] = [([[1.0]], [[1.0, 2.0]]), ([[np.inf]], [[1.0]]), ([1.0], [[1.0]])]
    for demands, supplies in cases:
        with pytest.raises(AffinityError) as refusal:
            ComparedMeanings(Side(count=1, meanings=demands), Side(count=1, meanings=supplies))
        assert refusal.value.code == "bad_vectors"
    with pytest.raises(AffinityError) as refusal:
        encode_side(Side(count=1, titles=["a"]), BrokenEncoder())
    assert refusal.value.code == "bad_vectors"
