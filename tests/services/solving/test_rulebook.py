"""Rules as people write them: what is read, and how every mistake is named at once."""

import pytest

from services.kit.refusals import InvalidInput
from services.solving.rulebook import CountRule, FloorRule, Per, SharedRule, SumRule, read_rules


def test_every_shape_is_read() -> None:
    assert read_rules(
        [
            {"column": "organization", "at_most": 1},
            {"column": "seniority", "value": "senior", "at_least": 1, "name": "a senior"},
            {"column": "fields", "shared_with": "fields", "at_least": 1},
            {"per": "judge", "column": "track", "at_most": 3},
            {"per": "all", "column": "broker", "at_most": 40},
            {"sum": "price", "per": "need", "at_most": "budget"},
            {"fit_total_at_least": 0.8},
        ]
    ) == (
        CountRule("organization ≤ 1", Per.DEMAND, "organization", (), 0, 1),
        CountRule("a senior", Per.DEMAND, "seniority", ("senior",), 1, None),
        SharedRule("fields = fields ≥ 1", "fields", "fields", 1, None),
        CountRule("track (judge) ≤ 3", Per.SUPPLY, "track", (), 0, 3),
        CountRule("broker (all) ≤ 40", Per.ALL, "broker", (), 0, 40),
        SumRule("price (need) ≤ budget", Per.DEMAND, "price", None, "budget"),
        FloorRule("fit_total ≥ 0.8", 0.8),
    )


def test_chinese_keys_mean_the_same() -> None:
    chinese = read_rules([{"列": "职称", "取值": ["高级", "正高"], "至少": 1, "名称": "资深评委", "对象": "项目"}])
    assert chinese == (CountRule("资深评委", Per.DEMAND, "职称", ("高级", "正高"), 1, None),)


def test_no_rules_are_no_rules() -> None:
    assert read_rules(None) == ()


@pytest.mark.parametrize(
    ("stated", "faults"),
    [
        ({"column": "x"}, [("rules", "RULES_NOT_A_LIST")]),
        (["x"], [("rules[1]", "RULE_NOT_A_MAPPING")]),
        ([{"at_most": 1}], [("rules[1]", "RULE_WITHOUT_SUBJECT")]),
        ([{"column": "x"}], [("rules[1]", "RULE_WITHOUT_LIMIT")]),
        ([{"column": "x", "at_mst": 1, "at_least": 1}], [("rules[1].at_mst", "RULE_KEY_UNKNOWN")]),
        ([{"column": "x", "at_most": 1.5}], [("rules[1].at_most", "RULE_UNITS_BAD")]),
        ([{"column": "x", "at_most": True}], [("rules[1].at_most", "RULE_UNITS_BAD")]),
        ([{"column": "x", "at_least": 2, "at_most": 1}], [("rules[1].at_least", "MINIMUM_ABOVE_MAXIMUM")]),
        ([{"column": "x", "per": "moon", "at_most": 1}], [("rules[1].per", "RULE_PER_UNKNOWN")]),
        ([{"column": "", "at_most": 1}], [("rules[1].column", "RULE_TEXT_BAD")]),
        ([{"column": "x", "value": [[]], "at_most": 1}], [("rules[1].value", "RULE_TEXT_BAD")]),
        ([{"column": "x", "shared_with": "y", "value": 1, "at_least": 1}], [("rules[1].value", "RULE_KEYS_APART")]),
        ([{"sum": "x", "at_most": float("nan")}], [("rules[1].at_most", "NOT_A_NUMBER")]),
        ([{"fit_total_at_least": "much"}], [("rules[1].fit_total_at_least", "NOT_A_NUMBER")]),
        ([{"column": "x", "at_most": 1}] * 2, [("rules[2].name", "RULE_NAME_TWICE")]),
        ([{"column": f"x{at}", "at_most": 1} for at in range(51)], [("rules", "TOO_MANY_RULES")]),
        ([{"column": "x"}, {"sum": "y"}], [("rules[1]", "RULE_WITHOUT_LIMIT"), ("rules[2]", "RULE_WITHOUT_LIMIT")]),
    ],
)
def test_mistakes_are_named(stated: object, faults: list[tuple[str, str]]) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_rules(stated)
    assert [(fault.path, fault.code) for fault in refused.value.faults] == faults
