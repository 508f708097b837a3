"""A plan is verified again, as it was written and after people edited it."""

from pathlib import Path

import openpyxl
import pytest

from services.cli import bundle
from services.kit.sheets import SheetContent, write_workbook
from tests.services.cli.command import NEEDS, PACKAGES, greenbridge, tables, written


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """X1 has P1, X2 has P2, X3 has P4; two entries a judge at most."""
    out = tmp_path / "plan.xlsx"
    arguments = ("--per-entry", "1", "--max-load", "2", "--out", out, "--language", "en", "--quiet")
    assert greenbridge("assign", *tables(tmp_path), *arguments).exit_code == 0
    return out


def edit(plan: Path, changes: dict[str, str | None]) -> None:
    """Change cells of the plan sheet and save as another program does."""
    book = openpyxl.load_workbook(plan)
    for cell, value in changes.items():
        book["plan"][cell] = value
    book.save(plan)


def test_an_untouched_plan_is_good(plan: Path) -> None:
    told = greenbridge("check", plan, "--json")
    assert told.exit_code == 0
    answer = told.json
    assert (answer["status"], answer["proof"], answer["below_bound"]) == ("good", "verified", 0)
    assert (answer["added"], answer["removed"], answer["violations"]) == (0, 0, [])


def test_a_plan_saved_by_another_program_is_good(plan: Path) -> None:
    edit(plan, {})
    assert greenbridge("check", plan).exit_code == 0


def test_a_worse_plan_within_the_rules_shows_its_distance_to_the_bound(plan: Path) -> None:
    edit(plan, {"D4": "P3", "E4": "王三"})
    told = greenbridge("check", plan, "--json")
    answer = told.json
    assert (told.exit_code, answer["added"], answer["removed"]) == (0, 1, 1)
    assert answer["below_bound"] == pytest.approx(answer["bound"] - answer["value"])
    assert answer["below_bound"] > 0


def test_broken_rules_are_named_with_their_rows(plan: Path) -> None:
    edit(plan, {"D2": "P4", "E2": "赵四", "D3": "P4", "E3": "赵四", "D4": "P4"})
    answer = greenbridge("check", plan, "--language", "en")
    assert answer.exit_code == 1
    assert answer.err.splitlines() == [
        "The plan breaks 2 rules:",
        "  - row 2: P4 (赵四) may not take X1 (光伏清洗机器人): same organization.",
        "  - row 2, 3, 4: P4 (赵四) has 3; at most 2.",
    ]
    assert "not comparable: the plan breaks rules" in answer.out


def test_missing_and_repeated_judges_are_named(plan: Path) -> None:
    edit(plan, {"D2": None, "A3": "X3", "B3": "污泥减量", "D3": "P4", "E3": "赵四"})
    told = greenbridge("check", plan, "--json")
    assert told.exit_code == 1
    found = {violation["code"]: violation["rows"] for violation in told.json["violations"]}
    assert found == {"pair_repeated": [3, 4], "demand_over": [3, 4], "demand_under": []}
    assert told.json["violation_count"] == 4


def test_a_name_left_behind_is_noted(plan: Path) -> None:
    edit(plan, {"D4": "P3"})
    answer = greenbridge("check", plan, "--language", "en")
    assert answer.exit_code == 0
    assert "row 4, column name: “赵四” is not the name that belongs to the code (王三); the code counts." in answer.out


def test_an_unknown_judge_is_bad_input(plan: Path) -> None:
    edit(plan, {"D4": "P33"})
    answer = greenbridge("check", plan, "--language", "en")
    assert (answer.exit_code, answer.err) == (
        2,
        "plan.xlsx, row 4, column judge: “P33” is not among the judges. Did you mean “P3”?\n",
    )


def test_a_tampered_proof_is_refused(plan: Path) -> None:
    book = openpyxl.load_workbook(plan)
    cell = book["greenbridge"]["A2"]
    text = str(cell.value)
    cell.value = ("A" if text[500] != "A" else "B").join((text[:500], text[501:]))
    book.save(plan)
    told = greenbridge("check", plan, "--json")
    assert (told.exit_code, told.json["faults"][0]["code"]) == (2, "EMBEDDED_DAMAGED")


def test_a_workbook_of_another_kind_is_no_plan(tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    other.write_bytes(write_workbook([SheetContent("plan", ["entry", "judge"], [["E1", "J1"]])]))
    told = greenbridge("check", other, "--json")
    assert (told.exit_code, told.json["faults"][0]["code"]) == (2, "NOT_A_PLAN")


def test_a_large_proof_lies_beside_the_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "EMBEDDED_LIMIT_BYTES", 10)
    out = tmp_path / "plan.xlsx"
    answer = greenbridge("assign", *tables(tmp_path), "--per-entry", "1", "--out", out, "--language", "en")
    assert "The proof is large; it is in plan.proof beside the plan." in answer.out
    assert greenbridge("check", out).exit_code == 0
    beside = tmp_path / "plan.proof"
    beside.write_bytes(beside.read_bytes() + b"\0")
    assert greenbridge("check", out, "--json").json["faults"][0]["code"] == "PROOF_FILE_OTHER"
    beside.unlink()
    assert greenbridge("check", out, "--json").json["faults"][0]["code"] == "PROOF_FILE_MISSING"


def test_recommendations_are_checked_in_the_same_way(tmp_path: Path) -> None:
    needs, packages = written(tmp_path, "needs.csv", NEEDS), written(tmp_path, "packages.csv", PACKAGES)
    out = tmp_path / "plan.xlsx"
    greenbridge("match", needs, packages, "--wanted", "1", "--out", out, "--language", "en")
    assert greenbridge("check", out).exit_code == 0
    edit(out, {"C2": "R3"})
    told = greenbridge("check", out, "--json")
    assert (told.exit_code, [found["code"] for found in told.json["violations"]]) == (1, ["pair_not_listed"])
