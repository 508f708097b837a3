"""A plan repaired after people dropped out: fewest changes, proven, checked again, and bad event tables refused."""

from pathlib import Path

import openpyxl
import pytest

from tests.services.cli.command import Answer, greenbridge, written

JUDGES = "编号,姓名\n" + "".join(f"P{number},评委{number}\n" for number in range(1, 7))
ENTRIES = "项目编号,项目名称\n" + "".join(f"X{number},项目{number}\n" for number in range(1, 5))
SCORES = "entry,judge,score\n" + "".join(
    f"X{entry},P{judge},{0.1 * ((entry * judge) % 7) + 0.2:.1f}\n" for entry in range(1, 5) for judge in range(1, 7)
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    files = (written(tmp_path, "judges.csv", JUDGES), written(tmp_path, "entries.csv", ENTRIES))
    scores = written(tmp_path, "scores.csv", SCORES)
    limits = ("--per-entry", "2", "--max-load", "2")
    out = tmp_path / "plan.xlsx"
    assert greenbridge("assign", *files, "--scores", scores, *limits, "--out", out, "--json").exit_code == 0
    return out


def repaired(plan: Path, events: str) -> Answer:
    table = written(plan.parent, "events.csv", events)
    return greenbridge("repair", plan, table, "--out", plan.with_name("repaired.xlsx"), "--json", "--language", "en")


def pairs(path: Path) -> set[tuple[str, str]]:
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=2, values_only=True))
    return {(str(row[0]), str(row[3])) for row in rows}


def test_only_what_must_change_changes(plan: Path) -> None:
    before = pairs(plan)
    lost = {pair for pair in before if pair[1] == "P1"}
    answer = repaired(plan, "event,judge,entry\njudge out,P1,\n")
    assert answer.exit_code == 0
    after = pairs(plan.with_name("repaired.xlsx"))
    assert not {pair for pair in after if pair[1] == "P1"}
    changes = len(after - before) + len(before - after - lost)
    assert answer.json["measures"]["fewest_changes"] == -changes
    assert (answer.json["status"], answer.json["proof"]) == ("proven", "verified")
    sheet = openpyxl.load_workbook(plan.with_name("repaired.xlsx"))["changes"]
    told = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert told.count("dropped out") == len(lost)
    assert told.count("new") == len(after - before)


def test_a_repaired_plan_is_checked_like_any_other(plan: Path) -> None:
    repaired(plan, "变动,评委,项目,原因\n回避,P2,X1,亲属\n项目退出,,X4,\n")
    again = greenbridge("check", plan.with_name("repaired.xlsx"), "--json")
    assert (again.exit_code, again.json["status"], again.json["proof"]) == (0, "good", "verified")
    assert not {pair for pair in pairs(plan.with_name("repaired.xlsx")) if pair[0] == "X4" or pair == ("X1", "P2")}


def test_hand_edits_are_what_people_know(plan: Path) -> None:
    book = openpyxl.load_workbook(plan)
    sheet = book.worksheets[0]
    free = next(f"P{number}" for number in range(1, 7) if ("X1", f"P{number}") not in pairs(plan))
    sheet.cell(2, 4).value = free
    sheet.cell(2, 5).value = None
    book.save(plan)
    answer = repaired(plan, "event,judge,most\ncapacity,P6,2\n")
    kept = pairs(plan)
    after = pairs(plan.with_name("repaired.xlsx"))
    loads = [sum(pair[1] == f"P{number}" for pair in kept) for number in range(1, 7)]
    assert answer.exit_code == 0
    assert (after == kept) == (max(loads) <= 2)


def test_what_cannot_be_repaired_is_explained(plan: Path) -> None:
    events = "event,judge\n" + "".join(f"judge out,P{number}\n" for number in range(1, 6))
    answer = repaired(plan, events)
    assert answer.exit_code == 1
    assert answer.json["shortage"]["mends"]


@pytest.mark.parametrize(
    ("events", "codes"),
    [
        ("event,judge\njudge out,P9\n", ["UNKNOWN_REFERENCE"]),
        ("event,judge\ngone,P1\n", ["NOT_A_CHOICE"]),
        ("event,judge,most\ncapacity,P1,\n", ["CELL_EMPTY"]),
        ("event,entry\nentry out,\n", ["CELL_EMPTY"]),
        ("event,judge,entry\nconflict,P1,X9\n", ["UNKNOWN_REFERENCE"]),
        ("judge\nP1\n", ["COLUMN_MISSING"]),
    ],
)
def test_bad_events_are_named(plan: Path, events: str, codes: list[str]) -> None:
    answer = repaired(plan, events)
    assert answer.exit_code == 2
    assert [fault["code"] for fault in answer.json["faults"]] == codes
