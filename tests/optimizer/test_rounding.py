"""Dependent rounding by itself: any parts, any number of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.rounding import round_parts


@given(data=st.data(), whole=st.integers(1, 24), seed=st.integers(0, 9))
@settings(max_examples=300, deadline=None)
def test_loads_round_to_a_neighbor_and_certain_pairs_stay(data: st.DataObject, whole: int, seed: int) -> None:
    rows, columns = data.draw(st.integers(1, 7)), data.draw(st.integers(1, 7))
    cells = st.lists(st.integers(0, whole), min_size=rows * columns, max_size=rows * columns)
    parts = np.array(data.draw(cells)).reshape(rows, columns)
    chosen = round_matrix(parts, whole, np.random.default_rng(seed))
    assert not chosen[parts == 0].any()
    assert chosen[parts == whole].all()
    for axis in (0, 1):
        assert (np.abs(chosen.sum(axis=axis) * whole - parts.sum(axis=axis)) < whole).all()


@pytest.mark.parametrize("whole", [2, 3, 4, 5, 6, 7, 10, 12, 16])
def test_every_pair_is_chosen_as_often_as_its_parts_say(whole: int) -> None:
    count = 4000
    parts = np.random.default_rng(whole).integers(0, whole + 1, (6, 5))
    draw = np.random.default_rng(1)
    seen = sum(round_matrix(parts, whole, draw).astype(np.int64) for _ in range(count))
    share = parts / whole
    spread = np.sqrt(count * share * (1 - share))
    open_cells = spread > 0
    assert (np.abs(seen - count * share)[open_cells] / spread[open_cells]).max() < 4
    assert (seen[~open_cells] == (count * share)[~open_cells]).all()


def test_a_long_trail_tosses_one_coin() -> None:
    length = 501
    supply, demand = np.arange(length) // 2, (np.arange(length) + 1) // 2
    outcomes = set()
    for seed in range(20):
        draw = np.random.default_rng(seed)
        ones = np.ones(length, np.int64)
        chosen = round_parts(supply.astype(np.int32), demand.astype(np.int32), ones, 2, draw)
        assert (chosen[1:] != chosen[:-1]).all()
        outcomes.add(bool(chosen[0]))
    assert outcomes == {True, False}


def round_matrix(parts: np.ndarray, whole: int, draw: np.random.Generator) -> np.ndarray:
    supply, demand = np.nonzero(parts)
    units = parts[supply, demand].astype(np.int64)
    chosen = np.zeros(parts.shape, bool)
    chosen[supply, demand] = round_parts(supply.astype(np.int32), demand.astype(np.int32), units, whole, draw)
    return chosen
