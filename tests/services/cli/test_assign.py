"""Judges to entries from the command line."""

import json
from io import BytesIO
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from services.kit.sheets import SheetContent, write_workbook
from tests.services.cli.command import ENTRIES, JUDGES, greenbridge, tables, written


def test_two_spreadsheets_become_a_proven_plan(tmp_path: Path) -> None:
    out = tmp_path / "plan.xlsx"
    answer = greenbridge("assign", *tables(tmp_path), "--per-entry", "1", "--max-load", "2", "--out", out, "--json")
    assert answer.exit_code == 0
    told = answer.json
    assert (told["status"], told["proof"], told["gap"], told["pairs"], told["missing_units"]) == (
        "proven",
        "verified",
        0,
        3,
        0,
    )
    assert (told["value"], told["out"]) == (told["bound"], str(out))
    assert told["loads"] == {"least": 0, "mean": 0.75, "most": 1}


def test_the_workbook_says_plan_load_reason_and_proof(tmp_path: Path) -> None:
    out = tmp_path / "plan.xlsx"
    greenbridge("assign", *tables(tmp_path), "--per-entry", "1", "--max-load", "2", "--out", out, "--language", "zh")
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["方案", "项目", "评审量", "理由", "回避", "证明", "greenbridge"]
    assert book["greenbridge"].sheet_state == "veryHidden"
    plan = list(book["方案"].iter_rows(values_only=True))
    assert [row[:4] for row in plan] == [
        ("项目编号", "项目名称", "参赛单位", "评委编号"),
        ("X1", "光伏清洗机器人", "清华大学", "P1"),
        ("X2", "余热回收", "绿能科技(北京)有限责任公司", "P2"),
        ("X3", "污泥减量", "碧水公司", "P4"),
    ]
    assert {row[4] for row in book["回避"].iter_rows(min_row=2, values_only=True)} == {"同单位", "持股/投资"}
    proof = {row[0]: row[1] for row in book["证明"].iter_rows(values_only=True)}
    assert (proof["状态"], proof["最优性证明"]) == ("最优，已证明", "已复核（整数证书，重新计算）")
    assert proof["目标值（整数单位）"] == proof["上界（整数单位）"]
    assert (proof["设置：每个项目的评委数"], proof["设置：每位评委最多评审数"], proof["随机种子"]) == (1, 2, 0)
    assert (proof["设置：允许缺额"], proof["设置：没有得分的配对"]) == ("否", "不参与指派")
    assert str(proof["输入：judges.csv"]).startswith("SHA-256 ")
    for page in book.worksheets[:5]:
        assert (page.freeze_panes, page.auto_filter.ref is not None) == ("A2", True)


def test_people_read_value_bound_and_proof(tmp_path: Path) -> None:
    arguments = ("--per-entry", "1", "--max-load", "2", "--out", tmp_path / "plan.xlsx", "--language", "en")
    answer = greenbridge("assign", *tables(tmp_path), *arguments)
    assert (answer.exit_code, answer.err) == (0, "")
    for words in ("value (total fit)", "bound", "0.000000 (0.0000%)", "verified (integer certificate", "0 / 0.75 / 1"):
        assert words in answer.out


def test_nothing_is_said_when_quiet(tmp_path: Path) -> None:
    answer = greenbridge("assign", *tables(tmp_path), "--per-entry", "1", "--out", tmp_path / "plan.xlsx", "--quiet")
    assert (answer.exit_code, answer.out, answer.err) == (0, "", "")


def test_an_impossible_wish_names_entries_judges_and_mends(tmp_path: Path) -> None:
    arguments = ("--per-entry", "2", "--max-load", "2", "--out", tmp_path / "plan.xlsx")
    answer = greenbridge("assign", *tables(tmp_path), *arguments, "--language", "zh")
    assert (answer.exit_code, answer.out) == (1, "")
    assert answer.err.splitlines() == [
        "无可行方案。这些参赛项目（1）共需 2 次评审，仍可用的评委（1）最多提供 1，缺 1。",
        "参赛项目：X1 (光伏清洗机器人)",
        "仍可用的评委：P1 (张一)",
        "使其可行的一组最小改动：",
        "  - 允许P2 (李二)承担X1 (光伏清洗机器人)（原因：同单位）",
        "或加上 --elastic：给出最好的部分方案并列出缺额。",
    ]
    assert not (tmp_path / "plan.xlsx").exists()
    told = greenbridge("assign", *tables(tmp_path), *arguments, "--json")
    assert (told.exit_code, told.json["status"]) == (1, "infeasible")
    assert told.json["shortage"]["demands"] == ["X1"]
    assert told.json["shortage"]["supplies"] == ["P1"]
    assert told.json["shortage"]["even_load"] is None  # a conflict: no load helps


def test_too_little_capacity_is_mended_by_capacity(tmp_path: Path) -> None:
    judges = written(tmp_path, "judges.csv", "code,name\nA,Ann\nB,Bob\n")
    entries = written(tmp_path, "entries.csv", "code\nE1\nE2\nE3\n")
    answer = greenbridge("assign", judges, entries, "--per-entry", "2", "--max-load", "2", "--language", "en")
    assert answer.exit_code == 1
    assert "Missing among them: 2." in answer.err.splitlines()[0]
    assert sum("let " in line and " take " in line and " more" in line for line in answer.err.splitlines()) > 0


@pytest.mark.parametrize("asked", [("--max-load", "1"), ()], ids=["stated", "usual"])
def test_a_load_for_all_is_offered_first_and_does_it(tmp_path: Path, asked: tuple[str, ...]) -> None:
    judges = written(tmp_path, "judges.csv", "code,max_load\nA,\nB,\nC,1\n")
    entries = written(tmp_path, "entries.csv", "code\nE1\nE2\nE3\nE4\n")
    scores = written(tmp_path, "scores.csv", "entry,judge,score\n" + "".join(f"E{at},A,1\n" for at in range(1, 5)))
    files = ("assign", judges, entries, "--scores", scores, "--per-entry", "1", "--out", tmp_path / "plan.xlsx")
    answer = greenbridge(*files, *asked, "--language", "en")
    assert answer.exit_code == 1
    assert answer.err.splitlines()[-2:] == [
        "Or give every judge up to 4: --max-load 4",
        "Or add --elastic: the best partial plan, with what lacks.",
    ]
    assert "或让每位评委最多评 4 个：--max-load 4" in greenbridge(*files, *asked, "--language", "zh").err.splitlines()
    assert greenbridge(*files, *asked, "--json").json["shortage"]["even_load"] == 4
    assert greenbridge(*files, "--max-load", "3").exit_code == 1
    assert greenbridge(*files, "--max-load", "4").exit_code == 0


def test_an_elastic_wish_gives_the_best_part_and_what_lacks(tmp_path: Path) -> None:
    arguments = ("--per-entry", "2", "--max-load", "3", "--elastic", "--out", tmp_path / "plan.xlsx")
    told = greenbridge("assign", *tables(tmp_path), *arguments, "--json").json
    assert (told["status"], told["proof"], told["pairs"], told["missing_units"]) == ("proven", "verified", 5, 1)
    assert told["fit_total"] > 0 > told["value"]
    people = greenbridge("assign", *tables(tmp_path), *arguments, "--language", "en")
    assert people.exit_code == 0
    assert "Places left open: X1 (光伏清洗机器人) -1" in people.out


def test_stated_conflicts_and_scores_are_obeyed(tmp_path: Path) -> None:
    judges = written(tmp_path, "judges.csv", "code\nA\nB\n")
    entries = written(tmp_path, "entries.csv", "code\nE1\nE2\n")
    rows: list[list[str | float]] = [["E1", 1.0, 0.5], ["E2", 1.0, 0.0]]
    scores = tmp_path / "scores.xlsx"
    scores.write_bytes(write_workbook([SheetContent("scores", ["entry", "A", "B"], rows)]))
    common = ("--scores", scores, "--per-entry", "1", "--max-load", "1", "--json", "--out", tmp_path / "plan.xlsx")
    assert greenbridge("assign", judges, entries, *common).json["value"] == 1.5
    conflicts = written(tmp_path, "conflicts.csv", "judge,entry,kind\nA,E2,kin\n")
    assert greenbridge("assign", judges, entries, *common, "--conflicts", conflicts).json["value"] == 1.0


def test_a_list_of_scores_leaves_the_other_pairs_out(tmp_path: Path) -> None:
    judges = written(tmp_path, "judges.csv", "code\nA\nB\n")
    entries = written(tmp_path, "entries.csv", "code\nE1\nE2\n")
    scores = written(tmp_path, "scores.csv", "entry,judge,score\nE1,A,0.5\nE2,A,0.25\n")
    common = ("--scores", scores, "--per-entry", "1", "--max-load", "1", "--json", "--out", tmp_path / "plan.xlsx")
    assert greenbridge("assign", judges, entries, *common).json["status"] == "infeasible"
    told = greenbridge("assign", judges, entries, *common, "--unscored", "zero").json
    assert (told["value"], told["notes"]) == (0.5, [])


def test_one_workbook_may_hold_both_tables(tmp_path: Path) -> None:
    book = tmp_path / "event.xlsx"
    sheets = [SheetContent("评委", ["编号"], [["A"], ["B"]]), SheetContent("项目", ["编号"], [["E1"], ["E2"]])]
    book.write_bytes(write_workbook(sheets))
    told = greenbridge("assign", book, book, "--per-entry", "2", "--json", "--out", tmp_path / "plan.xlsx").json
    assert (told["demands"], told["supplies"], told["pairs"]) == (2, 2, 4)
    assert told["notes"] == [{"code": "note.default_load", "params": {"load": 3}}]


def test_an_instance_stands_in_place_of_the_tables(tmp_path: Path) -> None:
    instance = tmp_path / "small.npz"
    score = np.array([[0.5, 0.25, 1.0], [0.75, 0.5, 0.0]], np.float32)
    conflict = np.array([[False, False, True], [False, False, False]])
    np.savez(instance, score=score, conflict=conflict, judges_needed=np.array([1, 1]), capacity=np.array([1, 1, 1]))
    common = ("--instance", instance, "--json", "--out", tmp_path / "plan.xlsx")
    assert greenbridge("assign", *common).json["value"] == 1.0
    assert greenbridge("assign", *common, "--max-load", "2").json["value"] == 1.25
    assert greenbridge("assign", *common, "--per-entry", "2", "--max-load", "2").json["pairs"] == 4


def test_the_same_input_gives_the_same_plan(tmp_path: Path) -> None:
    judges, entries = tables(tmp_path)
    common = ("--per-entry", "1", "--max-load", "2", "--seed", "7", "--json")
    told = [
        greenbridge("assign", judges, entries, *common, "--out", tmp_path / f"plan-{turn}.xlsx").json
        for turn in range(2)
    ]
    assert told[0]["plan_digest"] == told[1]["plan_digest"]
    assert told[0]["problem_digest"] == told[1]["problem_digest"]


def test_a_plan_nobody_named_never_overwrites_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    judges, entries = tables(tmp_path)
    names = [greenbridge("assign", judges, entries, "--per-entry", "1", "--json").json["out"] for _ in range(2)]
    assert names == ["plan.xlsx", "plan-2.xlsx"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], "TABLES_OR_INSTANCE"),
        (["--judges", "judges.csv"], "JUDGES_AND_ENTRIES"),
        (["judges.csv", "entries.csv", "--entries", "entries.csv"], "GIVEN_TWICE"),
        (["--instance", "a.npz", "--scores", "s.csv"], "INSTANCE_ALONE"),
        (["--judges", "judges.csv", "--entries", "entries.csv", "--out", "plan.csv"], "OUT_NOT_XLSX"),
        (["--judges", "judges.csv", "--entries", "entries.csv", "--out", "nowhere/plan.xlsx"], "OUT_NO_FOLDER"),
        (["--instance", "judges.csv"], "bad_file"),
    ],
)
def test_wrong_usage_is_told_in_one_sentence(
    arguments: list[str], code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "judges.csv", JUDGES)
    written(tmp_path, "entries.csv", ENTRIES)
    told = greenbridge("assign", *arguments, "--json")
    assert (told.exit_code, told.json["code"]) == (2, code)
    people = greenbridge("assign", *arguments, "--language", "zh")
    assert (people.exit_code, people.out, len(people.err.splitlines())) == (2, "", 1)


def test_a_plan_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").mkdir()
    answer = greenbridge("assign", *tables(tmp_path), "--per-entry", "1", "--out", tmp_path / "plan.xlsx", "--json")
    assert (answer.exit_code, json.loads(answer.out)["code"]) == (2, "OUT_UNWRITABLE")
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_the_workbook_opens_in_another_program(tmp_path: Path) -> None:
    out = tmp_path / "plan.xlsx"
    greenbridge("assign", *tables(tmp_path), "--per-entry", "1", "--out", out, "--language", "en")
    book = openpyxl.load_workbook(BytesIO(out.read_bytes()))
    assert book.sheetnames == ["plan", "entries", "load", "why", "conflicts", "proof", "greenbridge"]
    why = list(book["why"].iter_rows(values_only=True))
    assert why[0][:6] == ("entry", "title", "judge", "judge name", "fit", "rank among the allowed")
    assert set(why[0][6:]) == {"text", "field"}


def test_a_column_nobody_reads_is_told(tmp_path: Path) -> None:
    judges = written(tmp_path, "judges.csv", "编号,姓名,职称,可以看几个\nP1,张一,教授,3\nP2,李二,教授,3\n")
    entries = written(tmp_path, "entries.csv", "编号,名称\nX1,光伏\n")
    out = tmp_path / "plan.xlsx"
    answer = greenbridge("assign", judges, entries, "--per-entry", "1", "--out", out, "--language", "en")
    assert answer.out.splitlines()[-2:] == [
        ("judges.csv: columns not read: 职称, 可以看几个. `greenbridge template judges` shows the headers that are."),
        "No --max-load given: 1 for each judge without a limit of their own.",
    ]


def test_limits_are_read_under_the_headers_of_an_office(tmp_path: Path) -> None:
    judges = written(tmp_path, "judges.csv", '编号,"最多评审\n数量","最少评审\n数量"\nP1,7,1\nP2,5,0\n')
    entries = written(tmp_path, "entries.csv", "编号,名称\nX1,光伏\n")
    out = tmp_path / "plan.xlsx"
    assert greenbridge("assign", judges, entries, "--per-entry", "1", "--out", out, "--language", "zh").exit_code == 0
    rows = list(openpyxl.load_workbook(out)["评审量"].iter_rows(min_row=2, values_only=True))
    assert [row[4:6] for row in rows] == [(1, 7), (0, 5)]


def test_a_least_load_above_the_most_is_refused(tmp_path: Path) -> None:
    answer = greenbridge("assign", *tables(tmp_path), "--min-load", "5", "--max-load", "3", "--language", "en")
    assert (answer.exit_code, answer.err) == (2, "The least load 5 is more than the most 3.\n")


def test_the_usual_load_is_never_below_the_least(tmp_path: Path) -> None:
    arguments = ("--per-entry", "1", "--min-load", "2", "--elastic", "--json", "--out", tmp_path / "plan.xlsx")
    notes = greenbridge("assign", *tables(tmp_path), *arguments).json["notes"]
    assert {"code": "note.default_load", "params": {"load": 2}} in notes
