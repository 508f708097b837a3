from typing import Any

import numpy as np
import pytest

from optimizer.affinity import AffinityError, Side


@pytest.mark.parametrize(
    ("columns", "code", "params"),
    [
        ({"titles": ["a"]}, "wrong_length", {"column": "titles", "found": 1, "expected": 2}),
        ({"texts": ["a", None]}, "not_text", {"column": "texts", "row": 1, "found": "NoneType"}),
        ({"fields": [{"A"}, "WATER"]}, "not_text", {"column": "fields", "row": 1, "found": "'WATER'"}),
        ({"regions": [[3], []]}, "not_text", {"column": "regions", "row": 0, "found": "[3]"}),
        ({"indicators": [None, []]}, "not_text", {"column": "indicators", "row": 0, "found": "None"}),
        ({"amounts": ["x", 1]}, "not_a_number", {"column": "amounts"}),
        (
            {"maturities": [9, 10]},
            "out_of_range",
            {"column": "maturities", "row": 1, "found": 10.0, "low": 1.0, "high": 9.0},
        ),
        (
            {"amounts": [np.nan, -1]},
            "out_of_range",
            {"column": "amounts", "row": 1, "found": -1.0, "low": 0.0, "high": np.inf},
        ),
        (
            {"amounts": [np.inf, 1]},
            "out_of_range",
            {"column": "amounts", "row": 0, "found": np.inf, "low": 0.0, "high": np.inf},
        ),
    ],
)
def test_a_bad_column_is_named_with_its_row(columns: dict[str, Any], code: str, params: dict[str, object]) -> None:
    with pytest.raises(AffinityError) as refusal:
        Side(count=2, **columns)
    assert (refusal.value.code, refusal.value.params) == (code, params)


def test_a_column_left_out_is_unknown_in_every_row() -> None:
    side = Side(count=2)
    assert side.list_texts("titles") == ["", ""]
    assert side.list_sets("fields") == [(), ()]
    assert np.isnan(side.numbers("amounts")).tolist() == [True, True]


def test_none_among_numbers_is_unknown() -> None:
    assert Side(count=2, amounts=[None, 3]).numbers("amounts").tolist() == [pytest.approx(np.nan, nan_ok=True), 3.0]
