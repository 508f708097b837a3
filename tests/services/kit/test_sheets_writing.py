"""What is written is read back as it was, by us and by another reader."""

import random
from io import BytesIO

import openpyxl
import pytest

from services.kit.refusals import SheetRefused
from services.kit.sheets import (
    Column,
    Kind,
    SheetContent,
    SheetSource,
    Table,
    display_width,
    embed,
    find_embedded,
    read_table,
    write_csv,
    write_workbook,
)

SCORES = Table(
    "scores",
    (),
    (
        Column("code", ("编号",), Kind.CODE, required=True),
        Column("note", ("备注",)),
        Column("score", ("得分",), Kind.NUMBER),
    ),
)
ROWS: list[list[str | float | None]] = [["A", "=1+1", 0.125], ["B", "多行\n文字", None]]
CONTENT = SheetContent("得分", ["编号", "备注", "得分"], ROWS, formats={2: "0.000"})


def test_a_written_workbook_is_read_back() -> None:
    rows = read_table(SheetSource("scores.xlsx", write_workbook([CONTENT])), SCORES)
    assert [[row.text("code"), row.text("note"), row.find_number("score")] for row in rows] == ROWS


def test_a_workbook_is_laid_out_for_people() -> None:
    hidden = SheetContent("data", ["x"], [["1"]], visibility="very_hidden")
    book = openpyxl.load_workbook(BytesIO(write_workbook([CONTENT, hidden])))
    page = book["得分"]
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:C3")
    assert page["C2"].number_format == "0.000"
    assert page["B2"].data_type == "s"
    assert page.column_dimensions["B"].width > 8
    assert book["data"].sheet_state == "veryHidden"


def test_a_csv_is_marked_and_inert() -> None:
    written = write_csv(CONTENT)
    assert written.startswith(b"\xef\xbb\xbf")
    rows = read_table(SheetSource("scores.csv", written), SCORES)
    assert [row.text("note") for row in rows] == ["'=1+1", "多行\n文字"]


def test_a_chinese_sign_takes_two_columns() -> None:
    assert display_width("绿桥 ab") == 7


PAYLOAD = random.Random(7).randbytes(100_000)  # noqa: S311 - bytes of a test


def test_bytes_are_carried_through_another_program() -> None:
    written = write_workbook([CONTENT, embed("data", PAYLOAD)])
    book = openpyxl.load_workbook(BytesIO(written))
    target = BytesIO()
    book.save(target)
    assert find_embedded(SheetSource("scores.xlsx", target.getvalue()), "data") == PAYLOAD
    assert find_embedded(SheetSource("scores.xlsx", write_workbook([CONTENT])), "data") is None


def test_carried_bytes_that_were_changed_are_refused() -> None:
    book = openpyxl.load_workbook(BytesIO(write_workbook([CONTENT, embed("data", PAYLOAD)])))
    book["data"]["A3"] = "AAAA"
    target = BytesIO()
    book.save(target)
    with pytest.raises(SheetRefused) as refused:
        find_embedded(SheetSource("scores.xlsx", target.getvalue()), "data")
    assert refused.value.faults[0].code == "EMBEDDED_DAMAGED"
