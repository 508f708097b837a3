"""Files that are no spreadsheet, or want to be one that fills the memory."""

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from services.kit.refusals import CellFault, SheetRefused
from services.kit.sheets import SIZE_LIMIT_BYTES, Column, Kind, SheetSource, Table, read_source, read_table
from services.kit.sheets.archives import UNFOLDED_LIMIT_BYTES, require_bounded_archive

CODES = Table("codes", (), (Column("code", ("编号",), Kind.CODE, required=True),))


def fault(content: bytes, name: str = "codes.xlsx") -> CellFault:
    with pytest.raises(SheetRefused) as refused:
        read_table(SheetSource(name, content), CODES)
    (only,) = refused.value.faults
    return only


def plain_workbook() -> bytes:
    target = BytesIO()
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["编号"])
    page.append(["A"])
    book.save(target)
    return target.getvalue()


def with_member(name: str, content: bytes) -> bytes:
    """The workbook with one member of its archive replaced."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(plain_workbook())) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"<html><table><tr><td>1</td></tr></table>", "HTML/XML"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "HTML/XML"),
        (b"code\x00\x01\x02\x03\xff", "binary"),
        (b"\x7fELF\x02\x01\x01\x00", "program"),
    ],
)
def test_what_is_no_spreadsheet_is_said_by_content(content: bytes, found: str) -> None:
    assert fault(content) == CellFault(0, "", "NOT_A_SPREADSHEET", {"found": found})


def test_a_text_document_is_no_spreadsheet() -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    assert fault(target.getvalue()) == CellFault(0, "", "NOT_A_SPREADSHEET", {"found": "docx"})


def test_an_open_document_is_asked_to_be_saved_anew() -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    assert fault(target.getvalue()) == CellFault(0, "", "SAVE_AS_XLSX", {"found": "ods"})


@pytest.mark.parametrize("cut", [100, 2_000, 4_000])
def test_a_cut_workbook_is_damaged(cut: int) -> None:
    assert fault(plain_workbook()[:cut]) == CellFault(0, "", "SHEET_DAMAGED", {})


def test_a_workbook_with_broken_xml_is_damaged() -> None:
    content = with_member("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row r='1'><c r='A1'><v>1</oops>")
    assert fault(content) == CellFault(0, "", "SHEET_DAMAGED", {})


def test_an_old_workbook_that_is_none_is_damaged() -> None:
    assert fault(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == CellFault(0, "", "SHEET_DAMAGED", {})


def test_the_two_far_corners_of_a_sheet_are_refused_before_they_are_laid_out() -> None:
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet()
    page.write(0, 0, "编号")
    page.write(1_048_575, 16_383, "A")
    book.close()
    params = {"last_row": 1_048_576, "last_column": 16_384}
    assert fault(target.getvalue()) == CellFault(0, "", "SHEET_TOO_SPREAD", params)


def unfolding_fault(content: bytes) -> CellFault:
    with pytest.raises(SheetRefused) as refused:
        require_bounded_archive(SheetSource("codes.xlsx", content), limit_bytes=8 << 20)
    return refused.value.faults[0]


@pytest.mark.parametrize("member", ["xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_an_archive_is_metered_while_it_unfolds(member: str) -> None:
    fault_found = unfolding_fault(with_member(member, b" " * (9 << 20)))
    assert fault_found == CellFault(0, "", "SHEET_UNFOLDS_TOO_FAR", {"limit_mb": 8})


def test_an_archive_that_lies_about_its_sizes_is_metered() -> None:
    honest = with_member("xl/worksheets/sheet1.xml", b" " * (9 << 20))
    size = (9 << 20).to_bytes(4, "little")
    assert honest.count(size) == 2
    lying = honest.replace(size, (1000).to_bytes(4, "little"))
    assert unfolding_fault(lying).code == "SHEET_UNFOLDS_TOO_FAR"


def test_a_zip_bomb_is_refused() -> None:
    content = with_member("xl/worksheets/sheet1.xml", b" " * (UNFOLDED_LIMIT_BYTES + 1))
    assert len(content) < 1 << 20
    assert fault(content).code == "SHEET_UNFOLDS_TOO_FAR"


def test_a_damaged_encoding_names_row_and_column() -> None:
    lines = "编号,姓名\nA,甲\nB,乙乙乙乙乙乙\n".encode()
    broken = lines[:-3] + b"\xff" + lines[-3:]
    assert fault(broken) == CellFault(3, "2", "ENCODING_UNKNOWN", {"byte": "0xE4"})


def test_an_open_quotation_names_its_row() -> None:
    assert fault(b'code\nA\n"B\nC\n') == CellFault(3, "", "CSV_BROKEN", {})


def test_files_that_are_none(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    large = tmp_path / "large.csv"
    with large.open("wb") as stream:
        stream.truncate(SIZE_LIMIT_BYTES + 1)
    codes = []
    for path in (empty, large, tmp_path, tmp_path / "absent.csv"):
        with pytest.raises(SheetRefused) as refused:
            read_source(path)
        codes.append(refused.value.faults[0].code)
    assert codes == ["FILE_EMPTY", "FILE_TOO_LARGE", "FILE_IS_NO_FILE", "FILE_NOT_FOUND"]


def test_a_large_file_of_rows_stops_at_the_limit() -> None:
    content = b"code\n" + b"".join(b"A%09d\n" % number for number in range(5_000_000))
    assert len(content) > 50 << 20
    assert fault(content, "codes.csv") == CellFault(200_002, "", "TOO_MANY_ROWS", {"limit": 200_000})
