import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.affinity import Side, Weights, fit, fit_pairs
from optimizer.affinity.text import ComparedTexts

TEXT_ONLY = Weights(version="text", text=1)


def text_of(demands: list[str], supplies: list[str]) -> list[list[float]]:
    """Text component of all pairs of titles."""
    sides = Side(count=len(demands), titles=demands), Side(count=len(supplies), titles=supplies)
    rows = np.divmod(np.arange(len(demands) * len(supplies)), len(supplies))
    values = fit_pairs(*sides, TEXT_ONLY, *rows).components["text"]
    return values.reshape(len(demands), len(supplies)).tolist()


def test_shared_words_in_two_languages_rank_first() -> None:
    demands = ["污水 除磷 technology", "焊接机器人 vision guidance"]
    supplies = ["机器人焊缝跟踪", "高效除磷药剂", "Vision guided welding", "古籍修复"]
    welding, phosphorus = 0, 1
    table = text_of(demands, supplies)
    assert np.argmax(table[0]) == phosphorus
    assert set(np.argsort(table[1])[-2:].tolist()) == {welding, 2}
    assert table[0][3] == 0.0


def test_the_same_words_fit_fully_and_others_not_at_all() -> None:
    table = text_of(["污水除磷", "古籍修复"], ["污水除磷", "古籍修复"])
    assert table[0][0] == pytest.approx(1, abs=0.01)
    assert table[0][1] == 0.0


def test_a_text_that_shares_no_word_is_known_and_zero() -> None:
    assert text_of(["污水"], ["热泵"]) == [[0.0]]


@pytest.mark.parametrize("blank", ["", "   ", "，。！", "x"])
def test_a_text_without_words_is_missing(blank: str) -> None:
    assert np.isnan(text_of([blank], ["污水"])[0][0])
    assert np.isnan(text_of(["污水"], [blank])[0][0])


def test_a_rare_shared_word_counts_more_than_a_common_one() -> None:
    supplies = ["除磷技术", "热泵研究", "焊接研究", "电池研究", "碳膜研究"]
    table = text_of(["除磷研究"], supplies)
    assert table[0][0] > max(table[0][1:])


def test_the_title_counts_as_much_as_a_long_text() -> None:
    demands = Side(count=1, titles=["除磷药剂"], texts=["本公司成立多年，经营焊接机器人与热泵设备，" * 5])
    supplies = Side(count=3, titles=["除磷药剂", "经营设备", "古籍"])
    table = fit(demands, supplies, TEXT_ONLY)
    assert table.components["text"][0] > table.components["text"][1] > 0


def test_words_of_the_nearest_supplies_lead_further() -> None:
    demands = Side(count=1, titles=["污水除磷"])
    supplies = Side(count=4, titles=["除磷絮凝剂", "絮凝剂制备", "古籍修复", "电池回收"])
    plain = ComparedTexts(demands, supplies).plain_pairs(np.zeros(4, np.int32), np.arange(4, dtype=np.int32))
    widened = fit(demands, supplies, TEXT_ONLY).components["text"]
    assert plain[1:].tolist() == [0.0, 0.0, 0.0]
    assert widened[1] > 0
    assert widened[2:].tolist() == [0.0, 0.0]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text("污水除磷热泵ab ", max_size=400), min_size=1, max_size=6))
def test_block_and_pairs_have_the_same_bits(texts: list[str]) -> None:
    side = Side(count=len(texts), titles=texts)
    pair = np.divmod(np.arange(len(texts) ** 2, dtype=np.int32), np.int32(len(texts)))
    block = ComparedTexts(side, side).block(slice(0, len(texts)))
    assert ComparedTexts(side, side).pairs(*pair).tobytes() == block.tobytes()
    assert 0 <= block.min() <= block.max() <= 1
