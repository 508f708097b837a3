"""Timetables from the command line: a workbook in, a workbook out."""

from pathlib import Path

import openpyxl
import pytest

from tests.services.cli.command import greenbridge, written

Rows = list[list[object]]

STARTUPS: Rows = [["S1", "光伏公司"], ["S2", "储能公司"]]
INVESTORS: Rows = [["I1", "赵", "绿色基金"], ["I2", "钱", "绿色基金"], ["I3", "孙"]]
MEETING_SLOTS: Rows = [
    ["A", "5月1日", "09:00", 20, 2],
    ["B", "5月1日", "09:20", 20, 2],
    ["C", "5月1日", "09:40", 20, 2],
]
WISHES: Rows = [["S1", "I1", 5, 5], ["S1", "I2", 4, 5], ["S1", "I3", 3], ["S2", "I1", 1, 1], ["S2", "I3", 5, 5, "是"]]

JUDGES: Rows = [
    ["P1", "张", "甲投资", "投资", "清洁能源"],
    ["P2", "李", "乙投资", "投资", "清洁生产"],
    ["P3", "王", "丙大学", "技术", "清洁能源"],
    ["P4", "赵", "丁大学", "技术", "清洁生产"],
    ["P5", "钱", "X1公司", "技术", "清洁能源"],
]
ENTRIES: Rows = [[f"X{number}", f"项目{number}", f"X{number}公司", "清洁能源"] for number in range(1, 7)]
GROUPS = ["E1", "E1", "E1", "E2", "E2", "E2"]


def workbook(folder: Path, use: str, sheets: dict[str, Rows]) -> Path:
    """The template, filled."""
    path = folder / f"{use}.xlsx"
    assert greenbridge("schedule", use, "--template", "--language", "zh", "--out", path).exit_code == 0
    book = openpyxl.load_workbook(path)
    for name, rows in sheets.items():
        for row in rows:
            book[name].append(row)
    book.save(path)
    return path


def meetings(folder: Path, **changed: Rows) -> Path:
    sheets = {"初创企业": STARTUPS, "投资人": INVESTORS, "时段": MEETING_SLOTS, "意向": WISHES}
    return workbook(folder, "meetings", {**sheets, **changed})


def review(folder: Path, **changed: Rows) -> Path:
    entries: Rows = [
        [code, title, "", company, track, "", "", "", "", "", "", "", "", group]
        for (code, title, company, track), group in zip(ENTRIES, GROUPS, strict=True)
    ]
    sheets: dict[str, Rows] = {
        "评委": [[*row[:5]] for row in JUDGES],
        "项目": entries,
        "场次": [["E1", "清洁能源", 2, 2, 4], ["E2", "清洁能源", 2, 2, 4]],
        "会场": [["R1", "一号厅"], ["R2", "二号厅"]],
        "时段": [["上午", "5月1日", "09:00", 180]],
    }
    return workbook(folder, "sessions", {**sheets, **changed})


def column(path: Path, sheet: str, header: str) -> list[object]:
    page = openpyxl.load_workbook(path)[sheet]
    at = [cell.value for cell in page[1]].index(header)
    return [row[at] for row in page.iter_rows(min_row=2, values_only=True)]


def test_a_capital_day_is_placed_and_written_by_slot_and_by_person(tmp_path: Path) -> None:
    out = tmp_path / "day.xlsx"
    answer = greenbridge("schedule", "meetings", meetings(tmp_path), "--fund-cap", "1", "--out", out, "--json")
    assert answer.exit_code == 0
    told = answer.json
    assert (told["status"], told["proof"], told["violations"]) == ("proven", "verified", 0)
    assert {goal["name"]: goal["value"] for goal in told["goals"]} == {"unmet": 0, "fit": 12_500_000, "idle": 0}
    assert sorted(map(str, column(out, "timetable", "startup"))) == ["储能公司 (S2)"] * 2 + ["光伏公司 (S1)"] * 2
    assert column(out, "by startup", "count") == [2, 2]
    assert set(map(str, column(out, "by investor", "5月1日 09:00"))) <= {
        "None",
        "光伏公司 (S1) · table 1",
        "储能公司 (S2) · table 1",
        "光伏公司 (S1) · table 2",
        "储能公司 (S2) · table 2",
    }


def test_a_folder_of_csv_files_is_read_like_a_workbook(tmp_path: Path) -> None:
    folder = tmp_path / "day"
    folder.mkdir()
    written(folder, "startups.csv", "企业编号,缺席时段\nS1,A\nS2,\n", "gbk")
    written(folder, "投资人.csv", "投资人编号\nI1\nI2\n")
    written(folder, "slots.csv", "slot\nA\nB\n")
    written(folder, "wishes.csv", "startup,investor,startup_score\nS1,I1,2\nS2,I1,1\nS2,I2,1\n")
    out = tmp_path / "plan.xlsx"
    answer = greenbridge("schedule", "meetings", folder, "--tables", "2", "--out", out, "--language", "zh")
    assert answer.exit_code == 0
    assert "最优，已证明" in answer.out
    assert column(out, "日程", "时段") == ["A", "B", "B"]


def test_a_review_keeps_conflicts_and_tells_times_in_the_order_of_the_lot(tmp_path: Path) -> None:
    out = tmp_path / "review.xlsx"
    answer = greenbridge("schedule", "sessions", review(tmp_path), "--out", out, "--lot", "7", "--json")
    assert answer.exit_code == 0, answer.err
    assert answer.json["status"] == "proven"
    assert answer.json["violations"] == 0
    goals = {goal["name"]: goal["value"] for goal in answer.json["goals"]}
    assert (goals["uncovered"], goals["moves"]) == (0, 0)
    starts = column(out, "order of entries", "starts")
    assert starts == ["09:00", "09:15", "09:30"] * 2
    panels = dict(zip(column(out, "timetable", "session"), column(out, "timetable", "panel"), strict=True))
    assert "P5" not in str(panels["E1"])  # of the same company as X1
    assert ("P1" in str(panels["E1"])) != ("P1" in str(panels["E2"]))  # nobody is in two rooms at once


def test_what_cannot_be_done_is_told_as_requirements(tmp_path: Path) -> None:
    path = review(tmp_path, 会场=[["R1", "一号厅"]])
    answer = greenbridge("schedule", "sessions", path, "--language", "zh")
    assert answer.exit_code == 1
    assert answer.err.splitlines() == [
        "无可行日程。以下要求不能同时满足；去掉其中任何一条，其余即可满足：",
        "  - 场次E1须有会场和时段",
        "  - 场次E2须有会场和时段",
        "请改变其中一条，或加上 --elastic：给出最好的日程并列出缺项。",
    ]
    partly = greenbridge("schedule", "sessions", path, "--elastic", "--json", "--out", tmp_path / "partly.xlsx").json
    assert partly["goals"][0]["name"] == "uncovered"
    assert partly["goals"][0]["value"] == 2  # at most four entries fit the session that is held


def test_what_cannot_be_done_is_told_to_machines_too(tmp_path: Path) -> None:
    path = meetings(tmp_path, 初创企业=[["S1", "光伏公司", 3, 3], ["S2", "储能公司"]])
    told = greenbridge("schedule", "meetings", path, "--fund-cap", "1", "--json")
    assert told.exit_code == 1
    assert told.json["status"] == "infeasible"
    assert {each["code"] for each in told.json["requirements"]} == {"minimum", "fund_cap"}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"意向": [["S1", "I9", 1]]},
            "meetings.xlsx: 意向, row 2, column investor: “I9” is not among the investors.",
        ),
        (
            {"意向": [["S1", "I1", -1]]},
            "meetings.xlsx: 意向, row 2, column 企业意向: -1 is less than 0.",
        ),
        (
            {"意向": [["S1", "I1"], ["S1", "I1"]]},
            "meetings.xlsx: 意向, row 3, column investor: “I1” stands in row 2 already.",
        ),
        (
            {"初创企业": [["S1", "光伏", 3, 2], ["S2", "储能"]]},
            "meetings.xlsx: 初创企业, row 2, column min: The least load 3 is more than the most 2.",
        ),
        (
            {"投资人": [["I1", "赵", "", "", "", "D"], ["I2"], ["I3"]]},
            "meetings.xlsx: 投资人, row 2, column absent: “D” is not among the slots.",
        ),
        (
            {"时段": [["A"]]},
            (
                "meetings.xlsx: 时段, row 2, column tables: "
                "The number of tables is missing; fill the column or add --tables."
            ),
        ),
    ],
)
def test_bad_cells_are_told_with_sheet_row_and_column(changed: dict[str, Rows], sentence: str, tmp_path: Path) -> None:
    answer = greenbridge("schedule", "meetings", meetings(tmp_path, **changed), "--language", "en")
    assert answer.exit_code == 2
    assert answer.err.splitlines()[0] == sentence


def test_entries_need_a_session_of_their_track(tmp_path: Path) -> None:
    path = review(tmp_path, 场次=[["E1", "清洁生产", 2], ["E2", "清洁能源", 2]])
    answer = greenbridge("schedule", "sessions", path, "--language", "en")
    assert (answer.exit_code, answer.err.splitlines()) == (
        2,
        [
            f"sessions.xlsx: entries, row {row}, column session: The session “E1” is of another track."
            for row in (2, 3, 4)
        ],
    )


def test_a_missing_sheet_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, "startups.csv", "企业编号\nS1\n").parent
    answer = greenbridge("schedule", "meetings", path, "--language", "en")
    assert (answer.exit_code, answer.err) == (2, f"{path.name} has no sheet “investors” (“投资人”).\n")


def test_a_workbook_is_needed_and_a_template_overwrites_nothing(tmp_path: Path) -> None:
    assert greenbridge("schedule", "meetings", "--language", "en").exit_code == 2
    path = tmp_path / "book.xlsx"
    path.write_text("mine", encoding="utf-8")
    answer = greenbridge("schedule", "sessions", "--template", "--out", path, "--language", "en")
    assert (answer.exit_code, path.read_text(encoding="utf-8")) == (2, "mine")
