"""Rules and columns to the rules of a problem: each shape decides as brute force over the stated words would."""

import numpy as np
import pytest

from optimizer import Assignment, Problem, check
from services.kit.refusals import InvalidInput
from services.kit.sheets import folded
from services.solving.rulebook import read_rules
from services.solving.ruling import Columns, rule_problem

JUDGES = {
    "organization": ["Alpha", "alpha; Beta", "Beta", ""],
    "title": ["senior", "junior", "Senior", ""],
    "fields": ["solar, wind", "water", "wind", ""],
    "price": ["1.5", "2", "", "4"],
    "broker": ["Bo", "Bo", "Cy", ""],
}
ENTRIES = {"fields": ["wind", "water；solar", ""], "budget": ["3.5", "", "2"], "track": ["A", "A", "B"]}


def columns(table: str, cells: dict[str, list[str]]) -> Columns:
    return Columns(
        table, len(next(iter(cells.values()))), tuple(cells), {folded(name): it for name, it in cells.items()}
    )


def ruled(*stated: dict) -> Problem:
    problem = Problem.from_matrix(fit=np.full((3, 4), 0.25), supply_hi=[3] * 4, demand_lo=[0] * 3, demand_hi=[4] * 3)
    return rule_problem(problem, read_rules(list(stated)), columns("judges", JUDGES), columns("entries", ENTRIES))


def broken(problem: Problem, *pairs: tuple[int, int]) -> list[dict]:
    judges, entries = zip(*pairs, strict=True) if pairs else ((), ())
    found = check(problem, Assignment.of(problem, np.array(judges, int), np.array(entries, int)))
    return [dict(each.params) for each in found if each.code.startswith("rule")]


def test_a_judge_of_two_organizations_counts_in_both() -> None:
    problem = ruled({"column": "organization", "at_most": 1})
    assert broken(problem, (0, 0), (2, 0), (3, 0), (1, 1)) == []
    assert [each["group"] for each in broken(problem, (0, 0), (1, 0), (2, 0))] == ["alpha", "Beta"]


def test_a_value_counts_whatever_its_case() -> None:
    problem = ruled({"column": "title", "value": ["senior"], "at_least": 1})
    assert [each["demand"] for each in broken(problem, (0, 0), (2, 1), (1, 2), (3, 2))] == [2]


def test_sharing_a_field_asks_nothing_of_entries_without_one() -> None:
    problem = ruled({"column": "fields", "shared_with": "fields", "at_least": 1})
    assert [each["demand"] for each in broken(problem, (1, 0))] == [0, 1]
    assert broken(problem, (2, 0), (0, 1)) == []


def test_judges_can_be_limited_per_track() -> None:
    problem = ruled({"per": "judge", "column": "track", "at_most": 1})
    assert broken(problem, (0, 0), (0, 2), (1, 1)) == []
    assert broken(problem, (0, 0), (0, 1)) == [
        {"rule": "track (judge) ≤ 1", "supply": 0, "group": "A", "units": 2, "limit": 1}
    ]


def test_brokers_have_a_caseload() -> None:
    problem = ruled({"per": "all", "column": "broker", "at_most": 2})
    assert broken(problem, (0, 0), (1, 1), (2, 0), (3, 0), (3, 1)) == []
    assert [each["group"] for each in broken(problem, (0, 0), (1, 1), (1, 2))] == ["Bo"]


def test_money_is_exact_and_a_blank_budget_limits_nothing() -> None:
    problem = ruled({"sum": "price", "per": "demand", "at_most": "budget"})
    assert broken(problem, (0, 0), (1, 0), (3, 1), (1, 1)) == []
    assert [(each["demand"], each["units"], each["limit"]) for each in broken(problem, (3, 0), (3, 2))] == [
        (0, 40, 35),
        (2, 40, 20),
    ]


def test_a_floor_is_in_units_of_fit() -> None:
    problem = ruled({"fit_total_at_least": 0.5})
    assert [each["demand"] for each in broken(problem, (0, 0), (1, 0), (0, 1), (0, 2), (1, 2))] == [1]


@pytest.mark.parametrize(
    ("stated", "path", "code"),
    [
        ({"column": "organisation", "at_most": 1}, "rules[1].column", "RULE_COLUMN_MISSING"),
        ({"column": "title", "value": "boss", "at_least": 1}, "rules[1].value", "RULE_VALUE_ABSENT"),
        ({"per": "all", "column": "organization", "at_most": 1}, "rules[1].column", "RULE_ONE_LABEL"),
        ({"sum": "title", "at_most": 1}, "rules[1].sum", "RULE_CELL_BAD"),
        ({"sum": "price", "per": "all", "at_most": "budget"}, "rules[1].at_most", "RULE_LIMIT_NOT_A_COLUMN"),
        ({"column": "fields", "shared_with": "field", "at_least": 1}, "rules[1].shared_with", "RULE_COLUMN_MISSING"),
    ],
)
def test_what_the_tables_do_not_have_is_named(stated: dict, path: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        ruled(stated)
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [(path, code)]
