"""Typed rows out of real files, and every bad cell at once."""

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest

from services.kit.refusals import CellFault, SheetRefused
from services.kit.sheets import FAULT_LIMIT, Column, Kind, SheetSource, Table, list_unread_columns, read_table

PEOPLE = Table(
    "people",
    ("人员",),
    (
        Column("code", ("编号", "人员编号"), Kind.CODE, required=True, unique=True),
        Column("name", ("姓名",), required=True),
        Column("age", ("年龄",), Kind.INTEGER, minimum=0, maximum=150),
        Column("weight", ("权重",), Kind.NUMBER),
        Column("born", ("出生日期",), Kind.DATE),
        Column("fields", ("领域",), Kind.LIST),
        Column("kind", ("类别",), Kind.CHOICE, choices={"技术": "TECHNICAL", "投资": "INVESTOR"}),
    ),
    row_limit=1_000,
)


def text(content: str, encoding: str = "utf-8") -> SheetSource:
    return SheetSource("people.csv", content.encode(encoding))


def workbook(*rows: list[object]) -> SheetSource:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> SheetSource:
    target = BytesIO()
    book.save(target)
    return SheetSource("people.xlsx", target.getvalue())


def faults(source: SheetSource) -> list[CellFault]:
    with pytest.raises(SheetRefused) as refused:
        read_table(source, PEOPLE)
    return list(refused.value.faults)


def test_every_kind_is_read_from_a_workbook() -> None:
    rows = read_table(
        workbook(
            ["人员编号", "姓名", "年龄", "权重", "出生日期", "领域", "类别", "备注"],
            [12.0, "陈", 41, 0.5, datetime(1980, 2, 29), "节能；环保、节能", "投资", "不读"],  # noqa: DTZ001 - Excel has no zones
        ),
        PEOPLE,
    )
    assert [(row.number, dict(row.values)) for row in rows] == [
        (
            2,
            {
                "code": "12",
                "name": "陈",
                "age": 41,
                "weight": 0.5,
                "born": date(1980, 2, 29),
                "fields": ("节能", "环保"),
                "kind": "INVESTOR",
            },
        )
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_encoding_and_delimiter_is_read(encoding: str, delimiter: str) -> None:
    lines = [["编号", "姓名", "年龄"], ["Ｐ１", "欧阳　修", "５７"], ["P2", "李清照", ""]]
    rows = read_table(text("\r\n".join(delimiter.join(line) for line in lines), encoding), PEOPLE)
    assert [(row.text("code"), row.text("name"), row.find_integer("age")) for row in rows] == [
        ("P1", "欧阳　修", 57),
        ("P2", "李清照", None),
    ]


def test_traditional_chinese_in_big5_is_read() -> None:
    body = "編號,name\nP1,臺灣綠能科技發展協會與環境保護基金會\nP2,資源回收與廢棄物處理技術研究發展中心\n"
    table = Table(
        "people", (), (Column("code", ("編號",), Kind.CODE, required=True), Column("name", (), required=True))
    )
    rows = read_table(text(body, "big5"), table)
    assert [row.text("name") for row in rows] == [
        "臺灣綠能科技發展協會與環境保護基金會",
        "資源回收與廢棄物處理技術研究發展中心",
    ]


def test_every_bad_cell_is_named_at_once() -> None:
    bad = "编号,姓名,年龄,权重,出生日期,类别\nA,甲,很大,1,2020-02-30,技\nA,,1.5,x,2020/2/3,技术\nB,乙,-1,nan,,\n"
    assert faults(text(bad)) == [
        CellFault(2, "年龄", "NOT_A_NUMBER", {"value": "很大"}),
        CellFault(2, "出生日期", "NOT_A_DATE", {"value": "2020-02-30"}),
        CellFault(2, "类别", "NOT_A_CHOICE", {"value": "技", "allowed": "技术, 投资", "nearest": "技术"}),
        CellFault(3, "姓名", "CELL_EMPTY", {}),
        CellFault(3, "年龄", "NOT_AN_INTEGER", {"value": "1.5"}),
        CellFault(3, "权重", "NOT_A_NUMBER", {"value": "x"}),
        CellFault(3, "编号", "DUPLICATE", {"value": "A", "first_row": 2}),
        CellFault(4, "年龄", "BELOW_MINIMUM", {"value": -1.0, "minimum": 0}),
        CellFault(4, "权重", "NOT_A_NUMBER", {"value": "nan"}),
    ]


def test_faults_are_bounded_and_counted() -> None:
    source = text("编号,姓名,年龄\n" + "".join(f"P{number},甲,x\n" for number in range(250)))
    with pytest.raises(SheetRefused) as refused:
        read_table(source, PEOPLE)
    assert (len(refused.value.faults), refused.value.params["fault_count"]) == (FAULT_LIMIT, 250)


def test_rows_beyond_the_limit_stop_the_reading() -> None:
    source = text("编号,姓名\n" + "".join(f"P{number},甲\n" for number in range(1_500)))
    assert faults(source) == [CellFault(1_002, "", "TOO_MANY_ROWS", {"limit": 1_000})]


def test_missing_column_names_what_looks_like_it() -> None:
    assert faults(text("人员编码,姓名\nA,甲\n")) == [
        CellFault(
            1,
            "code",
            "COLUMN_MISSING",
            {
                "column": "code",
                "headers": "code / 编号 / 人员编号",
                "nearest": "人员编码",
                "found": "人员编码, 姓名",
            },
        )
    ]


def test_a_column_given_twice_is_refused() -> None:
    assert faults(text("编号,姓名,姓名\nA,甲,乙\n")) == [CellFault(1, "姓名", "COLUMN_TWICE", {"position": 3})]


@pytest.mark.parametrize("blank", ["编号,姓名\n", "编号,姓名\n,\n \n", "\n\n \n"])
def test_a_table_without_rows_is_refused(blank: str) -> None:
    assert faults(text(blank)) == [CellFault(0, "", "NO_ROWS", {})]


def test_a_title_above_the_header_and_blank_rows_keep_their_numbers() -> None:
    rows = read_table(
        workbook(["二〇二六年评审专家一览"], [], ["编号", "姓名"], ["A", "甲"], [], ["B", "乙"], [" ", None]), PEOPLE
    )
    assert [(row.number, row.text("code")) for row in rows] == [(4, "A"), (6, "B")]


def test_a_title_above_a_delimited_header_is_skipped() -> None:
    rows = read_table(text("专家一览\n编号;姓名\nA;甲,乙\n"), PEOPLE)
    assert [(row.number, row.text("name")) for row in rows] == [(3, "甲,乙")]


def test_a_vertical_merge_fills_the_rows_below() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (["编号", "姓名"], ["A", "同名"], ["B", None], ["C", None], ["D", "另名"]):
        page.append(row)
    page.merge_cells("B2:B4")
    rows = read_table(saved(book), PEOPLE)
    assert [row.text("name") for row in rows] == ["同名", "同名", "同名", "另名"]


def test_the_sheet_named_like_the_table_is_preferred() -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.append(["说明"])
    second = book.create_sheet("人员")
    second.append(["编号", "姓名"])
    second.append(["A", "甲"])
    assert [row.text("code") for row in read_table(saved(book), PEOPLE)] == ["A"]


def test_a_hidden_sheet_is_not_the_first_one() -> None:
    book = openpyxl.Workbook()
    hidden = book.active
    assert hidden is not None
    hidden.append(["编号", "姓名"])
    hidden.append(["X", "藏"])
    hidden.sheet_state = "hidden"
    shown = book.create_sheet("二")
    shown.append(["编号", "姓名"])
    shown.append(["A", "甲"])
    assert [row.text("code") for row in read_table(saved(book), PEOPLE)] == ["A"]


def test_a_separator_line_of_excel_is_obeyed() -> None:
    rows = read_table(text("sep=;\r\n编号;姓名\r\nA;甲\r\n"), PEOPLE)
    assert [(row.number, row.text("code")) for row in rows] == [(3, "A")]


@pytest.mark.parametrize("note", ["注：以上名单保密", " 备注:仅供内部", "合计：7项", "总计", "Note 1: secret", "TOTAL"])
def test_a_note_below_the_table_is_no_row_of_it(note: str) -> None:
    assert faults(workbook(["编号", "姓名"], ["A", "甲"], [None, note])) == [
        CellFault(3, "", "ROW_IS_A_NOTE", {"value": note.strip()})
    ]


def test_a_code_that_begins_like_a_note_is_a_code() -> None:
    rows = read_table(workbook(["编号", "姓名"], ["注塑-01", "甲"], ["Total-2", "乙"]), PEOPLE)
    assert [row.text("code") for row in rows] == ["注塑-01", "Total-2"]


def test_columns_nobody_reads_are_listed() -> None:
    source = workbook(["名单"], ["序号", "编 号", "姓名", "职称\n（高级）", None], [1, "A", "甲", "教授", None])
    assert list_unread_columns(source, PEOPLE) == ["序号", "职称 （高级）"]
    assert list_unread_columns(text("编号,姓名\nA,甲\n"), PEOPLE) == []
