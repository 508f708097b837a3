"""Hypothesis strategies: small sides with every column, known or not."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from optimizer.affinity import Side

WORDS = ("除磷 污水", "焊接机器人", "电池回收", "heat pump", "膜", "CO2 捕集", "除磷药剂", "a", "", "，。", "ＡＢ热泵")
NAMES = ("WATER", "ENERGY/STORAGE", "ENERGY/HEAT", "ENERGY", "AIR")


def texts(count: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.lists(st.sampled_from(WORDS), max_size=3).map("，".join), min_size=count, max_size=count)


def names(count: int) -> st.SearchStrategy[list[set[str]]]:
    return st.lists(st.sets(st.sampled_from(NAMES), max_size=3), min_size=count, max_size=count)


def numbers(count: int, low: float, high: float) -> st.SearchStrategy[list[float]]:
    return st.lists(st.one_of(st.floats(low, high), st.just(np.nan)), min_size=count, max_size=count)


@st.composite
def sides(draw: st.DrawFn, largest: int = 7) -> Side:
    count = draw(st.integers(1, largest))
    columns: dict[str, Any] = {
        "titles": texts(count),
        "texts": texts(count),
        "fields": names(count),
        "chain_nodes": names(count),
        "indicators": texts(count).map(lambda rows: [[row] for row in rows]),
        "regions": names(count),
        "transfer_modes": names(count),
        "maturities": numbers(count, 1, 9),
        "amounts": numbers(count, 0, 1000),
    }
    given_columns = draw(st.sets(st.sampled_from(sorted(columns))))
    return Side(count=count, **{name: draw(columns[name]) for name in sorted(given_columns)})


def reorder(side: Side, order: list[int]) -> Side:
    columns = (
        "titles",
        "texts",
        "fields",
        "chain_nodes",
        "indicators",
        "regions",
        "transfer_modes",
        "maturities",
        "amounts",
    )
    given_columns = {name: getattr(side, name) for name in columns if getattr(side, name) is not None}
    return Side(count=side.count, **{name: [values[row] for row in order] for name, values in given_columns.items()})
