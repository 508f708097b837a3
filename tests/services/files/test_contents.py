from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.files import contents
from services.files.contents import detect_type, is_plain_text
from services.files.models import FilePurpose
from services.files.rules import ALLOWED
from tests.factories.contents import (
    DOCX,
    JPEG,
    MACROS,
    MP4,
    PDF,
    PNG,
    PPTX,
    PROGRAM,
    XLSX,
    ole,
    open_document,
    zipped,
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PDF, "application/pdf"),
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (MP4, "video/mp4"),
        (DOCX, contents.DOCX),
        (XLSX, contents.XLSX),
        (PPTX, contents.PPTX),
        (MACROS, contents.MACROS),
        (zipped("[Content_Types].xml", "xl/workbook.bin"), contents.XLSB),
        (open_document("text"), "application/vnd.oasis.opendocument.text"),
        (open_document("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"),
        (zipped("a.exe"), "application/zip"),
        (zipped("mimetype", mimetype=b"text/html"), "application/zip"),
        (ole("WordDocument"), contents.DOC),
        (ole("Workbook"), contents.XLS),
        (ole("PowerPoint Document"), contents.PPT),
        (ole("EncryptedPackage"), contents.OLE),
        ("编号,姓名\n".encode("gbk"), contents.TEXT),
        ("编号,姓名\n".encode("utf-16"), contents.TEXT),
        (b"a,b\n" * 50_000, contents.TEXT),
        (b"BM,price\n1,2\n", contents.TEXT),
        (b"MZ,price\n1,2\n", contents.TEXT),
        (b"\x00\x01\x02", contents.OCTETS),
        (b"PK\x03\x04 and then nothing", contents.OCTETS),
    ],
)
def test_a_file_is_what_its_content_says(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "评委.pdf"
    path.write_bytes(content)
    assert detect_type(path) == expected


def test_a_program_is_nothing_that_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    for content in (PROGRAM, b"\x7fELF\x02\x01\x01" + bytes(60), b"#!/bin/sh\n\x00", MACROS):
        path.write_bytes(content)
        assert detect_type(path) not in ALLOWED[FilePurpose.MATERIAL]


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_text_however_it_is_cut(text: str) -> None:
    whole = text.encode()
    assert all(is_plain_text(whole[:length]) for length in range(len(whole) + 1))


@given(st.binary(max_size=400))
def test_any_bytes_have_some_type(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(content)
    assert "/" in detect_type(path)
