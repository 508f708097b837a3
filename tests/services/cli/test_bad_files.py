"""Every bad file gets one clear answer with row and column, exit code 2, and no traceback."""

from pathlib import Path

import pytest

from services.kit.sheets import SIZE_LIMIT_BYTES
from tests.services.cli.command import ENTRIES, JUDGES, Answer, greenbridge, written


def assign(folder: Path, judges: bytes, name: str = "judges.csv", *arguments: str | Path) -> Answer:
    """Assign with these judges and good entries."""
    path = folder / name
    path.write_bytes(judges)
    entries = written(folder, "entries.csv", ENTRIES)
    out = folder / "plan.xlsx"
    return greenbridge("assign", path, entries, "--out", out, "--language", "en", *arguments)


@pytest.mark.parametrize(
    ("judges", "said"),
    [
        (b"", "judges.csv: The file is empty (0 bytes)."),
        (b"\n\n", "judges.csv: There are no rows below the header."),
        ("编号,姓名\n".encode(), "judges.csv: There are no rows below the header."),
        (
            "编码,姓名\nP1,张一\n".encode(),
            (
                "judges.csv, row 1, column code: The column “code” is missing; it may be headed "
                "code / 编号 / 评委编号 / 专家编号 / 评委代码 / 代码. Found: 编码, 姓名. Did you mean “编码”?"
            ),
        ),
        (
            "编号,最多评审数\nP1,很多\n".encode(),
            "judges.csv, row 2, column 最多评审数: “很多” is no number.",
        ),
        (
            "编号,姓名\nP1,张一\nP2,李二\nP1,王三\n".encode(),
            "judges.csv, row 4, column 编号: “P1” stands in row 2 already.",
        ),
        (b"%PDF-1.7", "judges.csv: This is no spreadsheet; the content is PDF. Save it as .xlsx or .csv."),
        (
            b"PK\x03\x04" + bytes(100),
            (
                "judges.csv: The workbook is damaged and cannot be opened. "
                "Open and save it anew in Excel, WPS or LibreOffice."
            ),
        ),
        (
            "编号,姓名\nP1,".encode() + b"\xff\xfe\xfd" + "张一张一张一\n".encode(),
            (
                "judges.csv, row 2, column 2: The text cannot be read here (byte 0xFF): neither UTF-8, UTF-16 nor "
                "GBK/GB18030, or damaged. Save it as “CSV UTF-8”."
            ),
        ),
        (
            '编号,姓名\nP1,"张一\nP2,李二\n'.encode(),
            (
                "judges.csv, row 2: The row cannot be cut into cells: "
                "a quotation mark is not closed, or a cell is too long."
            ),
        ),
    ],
)
def test_a_bad_table_is_told(judges: bytes, said: str, tmp_path: Path) -> None:
    answer = assign(tmp_path, judges)
    assert (answer.exit_code, answer.out, answer.err) == (2, "", said + "\n")
    assert not (tmp_path / "plan.xlsx").exists()


def test_the_same_is_told_in_chinese(tmp_path: Path) -> None:
    answer = assign(tmp_path, "编号,最多评审数\nP1,很多\nP1,2\n".encode(), "judges.csv", "--language", "zh")
    assert answer.err.splitlines() == [
        "judges.csv 第 2 行，“最多评审数”列：“很多”不是数字。",
        "judges.csv 第 3 行，“编号”列：“P1”已出现在第 2 行。",
    ]


def test_an_unknown_judge_in_the_conflicts_is_told(tmp_path: Path) -> None:
    conflicts = written(tmp_path, "conflicts.csv", "judge,entry\nP1,X1\nP11,X2\n")
    answer = assign(tmp_path, JUDGES.encode(), "judges.csv", "--conflicts", conflicts)
    assert (answer.exit_code, answer.err) == (
        2,
        "conflicts.csv, row 3, column judge: “P11” is not among the judges. Did you mean “P1”?\n",
    )


def test_an_unknown_entry_in_the_scores_is_told(tmp_path: Path) -> None:
    scores = written(tmp_path, "scores.csv", "entry,judge,score\nX1,P1,0.5\nX0,P2,a\n")
    answer = assign(tmp_path, JUDGES.encode(), "judges.csv", "--scores", scores)
    assert (answer.exit_code, answer.err.splitlines()) == (
        2,
        [
            "scores.csv, row 3, column entry: “X0” is not among the entries.",
            "scores.csv, row 3, column score: “a” is no number.",
        ],
    )


def test_many_bad_cells_are_cut_and_counted(tmp_path: Path) -> None:
    rows = "".join(f"P{number},x\n" for number in range(300))
    answer = assign(tmp_path, f"code,capacity\n{rows}".encode())
    assert answer.exit_code == 2
    lines = answer.err.splitlines()
    assert (len(lines), lines[-1]) == (21, "... and 280 more; all in all 300.")


def test_a_file_beyond_the_limit_is_not_even_read(tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as stream:
        stream.truncate(SIZE_LIMIT_BYTES + (1 << 20))
    answer = greenbridge("assign", large, large, "--language", "en")
    assert (answer.exit_code, answer.err) == (
        2,
        "large.csv: The file has 65 MB; at most 64 MB are read. Remove columns that are not needed, or split it.\n",
    )


def test_a_file_that_is_absent_is_told(tmp_path: Path) -> None:
    absent = tmp_path / "absent.csv"
    answer = greenbridge("assign", absent, absent, "--language", "en")
    assert (answer.exit_code, answer.err) == (2, f"absent.csv: There is no file {absent}.\n")


def test_machines_get_every_cell_with_code_and_parameters(tmp_path: Path) -> None:
    told = assign(tmp_path, b"code,capacity\nA,x\n", "judges.csv", "--json").json
    assert told == {
        "status": "refused",
        "code": "SHEET_REFUSED",
        "sheet": "judges.csv",
        "fault_count": 1,
        "faults": [
            {
                "row": 2,
                "column": "capacity",
                "code": "NOT_A_NUMBER",
                "params": {"value": "x"},
                "message": "judges.csv, row 2, column capacity: “x” is no number.",
            }
        ],
    }
