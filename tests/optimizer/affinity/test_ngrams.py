from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.affinity import ngrams
from optimizer.affinity.ngrams import count_grams, normalize

ALPHABET = "污水除磷aＢ é1，。 \n\U00020000"


def grams_by_hand(text: str) -> Counter[str]:
    characters = normalize(text)
    windows = (characters[start : start + n] for n in (1, 2, 3) for start in range(len(characters) - n + 1))
    return Counter(w for w in windows if w.isalnum() and (len(w) > 1 or w >= ngrams.FIRST_IDEOGRAPH))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(ALPHABET, max_size=12), max_size=5), st.lists(st.text(ALPHABET, max_size=12), max_size=5))
def test_counts_are_those_of_a_plain_count(left: list[str], right: list[str]) -> None:
    table = count_grams([left, right])
    by_hand = [[grams_by_hand(text) for text in column] for column in (left, right)]
    vocabulary = sorted({w for column in by_hand for row in column for w in row}, key=lambda w: (len(w), w))
    expected = [[[row[w] for w in vocabulary] for row in column] for column in by_hand]
    assert table.gram_length.tolist() == [len(w) for w in vocabulary]
    assert [matrix.toarray().tolist() for matrix in table.counts] == expected


@pytest.mark.parametrize("batch_size", [1, 5, 1000])
def test_the_size_of_a_batch_changes_nothing(batch_size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["".join(letters) for letters in product("污水a", repeat=3)]
    whole = count_grams([texts])
    monkeypatch.setattr(ngrams, "BATCH_CHARACTER_COUNT", batch_size)
    cut = count_grams([texts])
    assert (cut.counts[0] != whole.counts[0]).nnz == 0
    assert cut.gram_length.tolist() == whole.gram_length.tolist()


def test_half_a_character_pair_is_a_break_and_no_error() -> None:
    assert count_grams([["污\ud800水"]]).gram_length.tolist() == [1, 1]
