"""Recommendations as sheets, and the edited ones read back."""

import numpy as np
import pytest

from optimizer import Assignment
from services.cli.words import Language, words_in
from services.kit.sheets import SheetSource, write_workbook
from services.matching.problem import build_problem
from services.matching.values import Matching, MatchingSettings, NeedValue, PackageValue
from services.matching.workbook import MatchingPlan, plan_sheets, read_plan

NEEDS = [NeedValue("N1", "污水除磷"), NeedValue("N2", "焊接")]
PACKAGES = [PackageValue("P1", "除磷药剂"), PackageValue("P2", "轴承", max_adopters=1)]


def plan() -> MatchingPlan:
    built = build_problem(Matching(NEEDS, PACKAGES, MatchingSettings(wanted=1, max_adopters=2)))
    return MatchingPlan(NEEDS, PACKAGES, built, Assignment.of(built.problem, [0], [0]), np.array([1]))


def test_every_sheet_says_what_is_recommended() -> None:
    sheets = {sheet.name: sheet for sheet in plan_sheets(plan(), words_in(Language.EN))}
    fit = sheets["plan"].rows[0][4]
    assert isinstance(fit, float)
    assert 0 < fit <= 1
    assert {name: list(sheet.rows) for name, sheet in sheets.items()} == {
        "plan": [["N1", "污水除磷", "P1", "除磷药剂", fit], ["N2", "焊接", "", "", None]],
        "needs": [["N1", "污水除磷", 1, 1, 0, 1], ["N2", "焊接", 1, 0, 1, 0]],
        "adopters": [["P1", "除磷药剂", 1, 2, 1], ["P2", "轴承", 0, 1, 1]],
        "why": [["N1", "污水除磷", "P1", "除磷药剂", fit, 1, fit]],
    }
    assert sheets["why"].headers[-1] == "text"


@pytest.mark.parametrize("language", list(Language))
def test_recommendations_are_read_back_in_both_languages(language: Language) -> None:
    source = SheetSource("plan.xlsx", write_workbook(plan_sheets(plan(), words_in(language))))
    read = read_plan(source, NEEDS, PACKAGES)
    assert (read.package.tolist(), read.need.tolist(), read.row.tolist(), read.notes) == ([0], [0], [2], ())
