"""Laws of reading: what was written is read, and no bytes whatever do more than be refused."""

import string
from io import BytesIO

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.kit.refusals import SheetRefused
from services.kit.sheets import (
    Cell,
    Column,
    Kind,
    SheetContent,
    SheetSource,
    Table,
    read_table,
    write_csv,
    write_workbook,
)

TABLE = Table(
    "people",
    (),
    (
        Column("code", ("编号",), Kind.CODE, required=True, unique=True),
        Column("note", ("备注",)),
        Column("count", ("数量",), Kind.INTEGER),
        Column("share", ("占比",), Kind.NUMBER),
    ),
)
HEADERS = ["编号", "备注", "数量", "占比"]
CODES = st.text(string.ascii_letters + string.digits + "-", min_size=1, max_size=8)
NOTES = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=20).map(str.strip)
NUMBERS = st.one_of(st.none(), st.integers(-(10**12), 10**12))
# Workbooks keep sixteen digits of a number.
SHARES = st.one_of(st.none(), st.integers(-(10**12), 10**12).map(lambda thousandths: thousandths / 1000))
DAMAGES = st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4)), max_size=8)
ROWS = st.lists(st.tuples(CODES, NOTES, NUMBERS, SHARES), min_size=1, max_size=12, unique_by=lambda row: row[0])
PLAIN = write_workbook([SheetContent("people", HEADERS, [["A", "甲", 1, 0.5], ["B", "乙", 2, 0.25]])])
DELIMITED = "编号,备注,数量,占比\nA,甲,1,0.5\n".encode("gb18030")


def read_back(source: SheetSource) -> list[tuple[Cell, ...]]:
    return [
        (row.text("code"), row.text("note"), row.find_integer("count"), row.find_number("share"))
        for row in read_table(source, TABLE)
    ]


@given(ROWS)
@settings(max_examples=40, deadline=None)
def test_a_workbook_is_read_as_it_was_written(rows: list[tuple[str, str, int | None, float | None]]) -> None:
    content = write_workbook([SheetContent("people", HEADERS, rows)])
    assert read_back(SheetSource("people.xlsx", content)) == rows


@given(ROWS.filter(lambda rows: not any(row[0].startswith("-") or row[1][:1] in set("=+-@'") for row in rows)))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_a_csv_is_read_as_it_was_written(rows: list[tuple[str, str, int | None, float | None]]) -> None:
    assert read_back(SheetSource("people.csv", write_csv(SheetContent("people", HEADERS, rows)))) == rows


@given(
    st.sampled_from([PLAIN, DELIMITED, b""]), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4)), max_size=8)
)
@settings(max_examples=150, deadline=None)
def test_damaged_bytes_are_read_or_refused(content: bytes, damages: list[tuple[float, bytes]]) -> None:
    damaged = BytesIO(content)
    for place, new in damages:
        damaged.seek(int(place * len(content)))
        damaged.write(new)
    try:
        rows = read_table(SheetSource("people", damaged.getvalue()), TABLE)
    except SheetRefused as refused:
        assert 0 < len(refused.faults) <= int(refused.params["fault_count"])  # noqa: PT017 - either answer is right
    else:
        assert len({row.text("code") for row in rows}) == len(rows) > 0
