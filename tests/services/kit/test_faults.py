from datetime import date
from decimal import Decimal

import pytest

from services.kit.faults import InputFaults
from services.kit.refusals import InvalidInput


def test_nothing_wrong_raises_nothing() -> None:
    faults = InputFaults()
    faults.require_text("title", "题目", 10)
    faults.check_range("trl", 9, 1, 9)
    faults.check_date("on", date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 1))
    faults.check_terms("words", ["一", "二"], 2, 1)
    faults.raise_if_any()
    assert faults.found == []


def test_everything_wrong_is_named_at_once_with_its_path() -> None:
    faults = InputFaults()
    faults.require_text("title", " ", 10)
    faults.check_text("text", "x" * 11, 10)
    faults.check_text("note", "a\x00", 10)
    faults.within("indicators.2").check_range("target", Decimal("NaN"), 0, 1)
    faults.check_range("ratio", float("inf"), 0, 1)
    faults.check_date("on", date(2027, 1, 1), date(2026, 1, 1), date(2026, 12, 31))
    faults.check_terms("words", ["一", "一", ""], 2, 1)
    with pytest.raises(InvalidInput) as refused:
        faults.raise_if_any()
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [
        ("title", "REQUIRED"),
        ("text", "TOO_LONG"),
        ("note", "UNKNOWN_CHARACTER"),
        ("indicators.2.target", "OUT_OF_RANGE"),
        ("ratio", "OUT_OF_RANGE"),
        ("on", "OUT_OF_RANGE"),
        ("words", "TOO_MANY"),
        ("words", "NOT_UNIQUE"),
    ]


def test_parameters_say_how_to_mend() -> None:
    faults = InputFaults("settings.")
    faults.check_range("seed", -1, 0, 9)
    faults.check_text("name", "abc", 2)
    assert [dict(fault.params) for fault in faults.found] == [
        {"value": "-1", "minimum": "0", "maximum": "9"},
        {"length": 3, "max_length": 2},
    ]


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity"), float("nan")])
def test_what_is_no_number_is_out_of_every_range(value: Decimal | float) -> None:
    faults = InputFaults()
    faults.check_range("figure", value, 0, 1)
    assert [(fault.path, fault.code) for fault in faults.found] == [("figure", "OUT_OF_RANGE")]
