"""A plan as sheets, and the edited plan read back."""

from io import BytesIO

import numpy as np
import openpyxl
import pytest

from optimizer import Assignment
from services.cli.words import Language, words_in
from services.judging.problem import build_problem
from services.judging.scores import score_table
from services.judging.values import (
    ConflictKind,
    ConflictValue,
    EntryValue,
    JudgeValue,
    Judging,
    JudgingSettings,
    ScoreValue,
)
from services.judging.workbook import JudgingPlan, plan_sheets, read_plan
from services.kit.refusals import CellFault, SheetRefused
from services.kit.sheets import SheetSource, write_workbook

JUDGES = [JudgeValue("J1", "张一", "清华大学"), JudgeValue("J2", "李二", "蓝天创投")]
ENTRIES = [EntryValue("E1", "余热回收", track="初创"), EntryValue("E2", "污泥减量")]
SCORES = [ScoreValue(judge.code, entry.code, 0.25) for judge in JUDGES for entry in ENTRIES]


def plan() -> JudgingPlan:
    """E1 has both judges, E2 lacks one and has a conflict."""
    conflicts = [ConflictValue("J1", "E2", ConflictKind.STAKE)]
    settings = JudgingSettings(per_entry=2, max_load=2, elastic=True)
    built = build_problem(Judging(JUDGES, ENTRIES, conflicts, score_table(SCORES, JUDGES, ENTRIES), settings))
    assignment = Assignment.of(built.problem, [0, 1, 1], [0, 0, 1])
    return JudgingPlan(JUDGES, ENTRIES, built, assignment, np.array([1, 1, 1]))


def test_every_sheet_says_what_the_plan_is() -> None:
    sheets = {
        sheet.name: (list(sheet.headers), list(sheet.rows)) for sheet in plan_sheets(plan(), words_in(Language.ZH))
    }
    assert sheets == {
        "方案": (
            ["项目编号", "项目名称", "参赛单位", "评委编号", "评委姓名", "评委单位", "匹配度"],
            [
                ["E1", "余热回收", "", "J1", "张一", "清华大学", 0.25],
                ["E1", "余热回收", "", "J2", "李二", "蓝天创投", 0.25],
                ["E2", "污泥减量", "", "J2", "李二", "蓝天创投", 0.25],
                ["E2", "污泥减量", "", "", "", "", None],
            ],
        ),
        "项目": (
            ["项目编号", "项目名称", "赛道", "所需评委数", "已指派评委数", "缺额", "评委", "匹配度合计"],
            [
                ["E1", "余热回收", "初创", 2, 2, 0, "张一 (J1)、李二 (J2)", 0.5],
                ["E2", "污泥减量", "", 2, 1, 1, "李二 (J2)", 0.25],
            ],
        ),
        "评审量": (
            ["评委编号", "评委姓名", "评委单位", "评审量", "下限", "上限", "剩余", "平均匹配度"],
            [["J1", "张一", "清华大学", 1, 0, 2, 1, 0.25], ["J2", "李二", "蓝天创投", 2, 0, 2, 0, 0.25]],
        ),
        "理由": (
            ["项目编号", "项目名称", "评委编号", "评委姓名", "匹配度", "在可选者中的名次", "给定得分"],
            [
                ["E1", "余热回收", "J1", "张一", 0.25, 1, 0.25],
                ["E1", "余热回收", "J2", "李二", 0.25, 1, 0.25],
                ["E2", "污泥减量", "J2", "李二", 0.25, 1, 0.25],
            ],
        ),
        "回避": (
            ["项目编号", "项目名称", "评委编号", "评委姓名", "冲突类型"],
            [["E2", "污泥减量", "J1", "张一", "持股/投资"]],
        ),
    }


def edited(language: Language, changes: dict[str, str]) -> SheetSource:
    content = write_workbook(plan_sheets(plan(), words_in(language)))
    book = openpyxl.load_workbook(BytesIO(content))
    page = book.worksheets[0]
    for cell, value in changes.items():
        page[cell] = value
    target = BytesIO()
    book.save(target)
    return SheetSource("plan.xlsx", target.getvalue())


@pytest.mark.parametrize("language", list(Language))
def test_a_plan_is_read_back_in_both_languages(language: Language) -> None:
    read = read_plan(edited(language, {}), JUDGES, ENTRIES)
    assert (read.judge.tolist(), read.entry.tolist(), read.row.tolist()) == ([0, 1, 1], [0, 0, 1], [2, 3, 4])
    assert read.notes == ()


def test_an_edit_counts_by_its_code_and_a_name_left_behind_is_noted() -> None:
    read = read_plan(edited(Language.ZH, {"D2": "J2", "D5": "J1", "E5": "张一"}), JUDGES, ENTRIES)
    assert (read.judge.tolist(), read.entry.tolist()) == ([1, 1, 1, 0], [0, 0, 1, 1])
    assert read.notes == (CellFault(2, "name", "NAME_OF_ANOTHER", {"value": "张一", "known": "李二"}),)


def test_an_unknown_judge_in_an_edited_plan_is_named() -> None:
    with pytest.raises(SheetRefused) as refused:
        read_plan(edited(Language.EN, {"D2": "J11"}), JUDGES, ENTRIES)
    params = {"value": "J11", "table": "judges", "nearest": "J1"}
    assert refused.value.faults == (CellFault(2, "judge", "UNKNOWN_REFERENCE", params),)
