"""Side rules from a YAML file: obeyed, proven, checked after edits, explained when they clash, and refused in words."""

import json
from pathlib import Path

import openpyxl
import pytest

from optimizer import Proof, Status
from services import seed
from services.cli.aim_words import proof_words
from services.cli.words import Language, words_in
from tests.services.cli.command import NEEDS, Answer, greenbridge, written

JUDGES = """编号,姓名,单位,职称,领域
P1,张一,甲所,高级,光伏
P2,李二,甲所,中级,光伏
P3,王三,乙所,中级,水
P4,赵四,丙所,高级,水
"""
ENTRIES = "项目编号,项目名称,领域\nX1,光伏清洗,光伏\nX2,污泥减量,水\n"
RULES = """
规则:
  - {列: 单位, 至多: 1}
  - {列: 职称, 取值: 高级, 至少: 1, 名称: 资深评委}
  - {列: 领域, 同属: 领域, 至少: 1}
"""


def assign(folder: Path, rules: str, *more: str | Path) -> Answer:
    files = (written(folder, "judges.csv", JUDGES), written(folder, "entries.csv", ENTRIES))
    known = ("--rules", written(folder, "rules.yaml", rules), "--out", folder / "plan.xlsx", "--json")
    return greenbridge("assign", *files, "--per-entry", "2", "--max-load", "1", *known, *more)


def test_rules_are_obeyed_and_proven(tmp_path: Path) -> None:
    answer = assign(tmp_path, RULES)
    assert answer.exit_code == 0
    assert answer.json["status"] == "proven"
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    sheet = book.worksheets[0].iter_rows(min_row=2, values_only=True)
    pairs = {(row[0], row[3]) for row in sheet}
    assert pairs in (
        {("X1", "P1"), ("X1", "P3"), ("X2", "P2"), ("X2", "P4")},
        {("X1", "P2"), ("X1", "P4"), ("X2", "P1"), ("X2", "P3")},
    )
    proof = [str(row[1]) for row in book.worksheets[-2].iter_rows(values_only=True)]
    assert any("资深评委" in line for line in proof)


@pytest.mark.parametrize("proof", list(Proof))
def test_only_what_was_recomputed_is_called_proven(proof: Proof) -> None:
    say = words_in(Language.EN)
    called = proof_words(say, Status.PROVEN, proof)
    assert (called == "optimal, proven") is (proof is Proof.VERIFIED)


def test_a_plan_that_the_solver_vouches_for_says_so_on_every_page(tmp_path: Path) -> None:
    sample = Path(seed.__file__).parent / "data"
    tables = [sample / "judges.csv", sample / "entries.csv", "--rules", sample / "rules.yaml"]
    out = tmp_path / "fair.xlsx"
    answer = greenbridge("assign", *tables, "--per-entry", "3", "--max-load", "10", "--out", out, "--language", "en")
    page = {row[0]: str(row[1]) for row in openpyxl.load_workbook(out)["proof"].iter_rows(values_only=True)}
    is_recomputed = page["proof"].startswith("verified")
    assert ("optimal according to the solver" not in answer.out) is is_recomputed
    assert (page["status"] == "optimal, proven") is is_recomputed
    assert ("its search was not recomputed" not in page["what it means"]) is is_recomputed


def test_an_edit_against_a_rule_is_named(tmp_path: Path) -> None:
    assign(tmp_path, RULES)
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    sheet = book.worksheets[0]
    for row, judge in zip(range(2, 6), ("P1", "P2", "P3", "P4"), strict=True):
        sheet.cell(row, 4).value = judge
    book.save(tmp_path / "plan.xlsx")
    answer = greenbridge("check", tmp_path / "plan.xlsx", "--json", "--language", "en")
    assert answer.exit_code == 1
    told = [violation["message"] for violation in answer.json["violations"]]
    assert any("单位 ≤ 1" in message and "X1" in message and "甲所" in message for message in told)


def test_a_full_rule_is_named_with_the_price(tmp_path: Path) -> None:
    assign(tmp_path, RULES)
    plan = openpyxl.load_workbook(tmp_path / "plan.xlsx").worksheets[0]
    first = [row[3] for row in plan.iter_rows(min_row=2, values_only=True) if row[0] == "X1"]
    other = "P2" if "P1" in first else "P1"
    told = greenbridge("explain", tmp_path / "plan.xlsx", "--judge", other, "--entry", "X1", "--bottlenecks", "--json")
    assert told.exit_code == 0
    reason = told.json["reason"]
    assert reason["code"] in {"costs", "ties", "impossible"}
    full = [detail for detail in reason["details"] if detail["code"] == "rule_full"]
    assert [(detail["rule"], detail["group"]) for detail in full] == [("单位 ≤ 1", "甲所")]
    assert any("单位 ≤ 1" in sentence for sentence in reason["sentences"])


def test_a_clash_is_told_with_its_mends(tmp_path: Path) -> None:
    stated = "rules:\n  - {column: 职称, value: 高级, at_least: 2, name: two seniors}\n"
    answer = assign(tmp_path, stated, "--language", "en")
    assert answer.exit_code == 1
    shortage = answer.json["shortage"]
    assert shortage["code"] == "limits_clash"
    assert {limit["code"] for limit in shortage["requirements"]} == {"rule_minimum", "capacity"}
    assert {limit.get("supply") for limit in shortage["requirements"]} & {"P1", "P4"}
    assert [mend["code"] for mend in shortage["mends"]] == ["raise_capacity", "raise_capacity"]
    assert {limit.get("rule") for limit in shortage["requirements"]} >= {"two seniors"}


@pytest.mark.parametrize(
    ("rules", "code", "said"),
    [
        ("rules: [", "RULES_FILE_UNREADABLE", "line"),
        ("- a", "RULES_FILE_SHAPE", "rules:"),
        ("rule: []", "INVALID_INPUT", "rules"),
        ("rules:\n - {column: 单价, at_most: 1}", "INVALID_INPUT", "rules[1].column: judges.csv"),
        ("rules:\n - {column: 单位, at_most: -1}", "INVALID_INPUT", "rules[1].at_most"),
    ],
)
def test_a_bad_file_is_refused_in_words(tmp_path: Path, rules: str, code: str, said: str) -> None:
    answer = assign(tmp_path, rules, "--language", "en")
    assert answer.exit_code == 2
    assert answer.json["code"] == code
    told = json.dumps(answer.json, ensure_ascii=False)
    assert said in told


def test_needs_keep_their_budget(tmp_path: Path) -> None:
    packages = "result,title_words,price\nR1,高效 除磷 药剂,30\nR2,机器人 焊缝 跟踪,5\nR3,除磷 设备,4.5\n"
    rules = written(tmp_path, "rules.yaml", "rules:\n  - {sum: price, per: need, at_most: 10}\n")
    files = (written(tmp_path, "needs.csv", NEEDS), written(tmp_path, "packages.csv", packages))
    answer = greenbridge("match", *files, "--rules", rules, "--out", tmp_path / "plan.xlsx", "--json")
    assert answer.exit_code == 0
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx").worksheets[0].iter_rows(values_only=True)
    assert not any("R1" in row for row in sheet)


AIMS = """
rules:
  - {column: 单位, at_most: 1}
目标:
  - 最差优先
  - {加权: [[1, 匹配度], [0.001, 均衡]]}
"""


def test_aims_are_met_in_their_order_and_checked_again(tmp_path: Path) -> None:
    answer = assign(tmp_path, AIMS)
    assert answer.exit_code == 0
    told = answer.json
    assert [(stage["status"], stage["value_units"] == stage["bound_units"]) for stage in told["stages"]] == [
        ("proven", True)
    ] * len(told["stages"])
    assert set(told["measures"]) >= {"worst_served", "total_fit", "balance"}
    again = greenbridge("check", tmp_path / "plan.xlsx", "--json")
    assert (again.exit_code, again.json["proof"], again.json["proof_faults"]) == (0, told["proof"], [])


def test_a_known_plan_is_kept_where_it_can_be(tmp_path: Path) -> None:
    assign(tmp_path, "rules: []")
    (tmp_path / "plan.xlsx").rename(tmp_path / "before.xlsx")
    answer = assign(tmp_path, RULES + "\nobjectives:\n  - {fewest_changes: before.xlsx}\n  - fit\n")
    assert answer.exit_code == 0
    before, after = (
        {(row[0], row[3]) for row in openpyxl.load_workbook(tmp_path / name).worksheets[0].values}
        for name in ("before.xlsx", "plan.xlsx")
    )
    assert answer.json["measures"]["fewest_changes"] == -len(before ^ after)


@pytest.mark.parametrize(
    ("aims", "path", "code"),
    [
        ("fit", "objectives", "OBJECTIVES_NOT_A_LIST"),
        ("[[]]", "objectives[1]", "OBJECTIVE_SHAPE"),
        ("[joy]", "objectives[1]", "OBJECTIVE_UNKNOWN"),
        ("[{fit: 1}]", "objectives[1].fit", "OBJECTIVE_TAKES_NOTHING"),
        ("[{balance: some}]", "objectives[1].balance", "OBJECTIVE_VALUE"),
        ("[{priority: 单价}]", "objectives[1].priority", "RULE_COLUMN_MISSING"),
        ("[{priority: 领域}]", "objectives[1].priority", "RULE_CELL_BAD"),
        ("[{saved: 1}]", "objectives[1].saved", "OBJECTIVE_SAVED_SHAPE"),
        ("[{comparability: 2}]", "objectives[1].comparability", "OBJECTIVE_SHARE"),
        ("[{fewest_changes: 2}]", "objectives[1].fewest_changes", "OBJECTIVE_PLAN"),
        ("[{weighted: [fit]}]", "objectives[1].weighted[1]", "OBJECTIVE_WEIGHTED_SHAPE"),
        ("[{weighted: [[0, fit]]}]", "objectives[1].weighted[1]", "OBJECTIVE_WEIGHT"),
        ("[{weighted: [[1, leximin]]}]", "objectives[1].weighted[1]", "OBJECTIVE_NOT_LINEAR"),
    ],
)
def test_bad_aims_are_named(tmp_path: Path, aims: str, path: str, code: str) -> None:
    answer = assign(tmp_path, f"objectives: {aims}")
    assert answer.exit_code == 2
    assert [(fault["path"], fault["code"]) for fault in answer.json["faults"]] == [(path, code)]
