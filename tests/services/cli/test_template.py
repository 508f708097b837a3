"""An empty spreadsheet with the right headers."""

from pathlib import Path

import openpyxl
import pytest

from services.cli.template import TableName
from tests.services.cli.command import greenbridge


@pytest.mark.parametrize("language", ["zh", "en"])
def test_filled_templates_are_read(language: str, tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.xlsx" for name in ("judges", "entries")]
    for path in paths:
        assert greenbridge("template", path.stem, "--out", path, "--language", language).exit_code == 0
        book = openpyxl.load_workbook(path)
        book.worksheets[0].append(["A1", "甲"])
        book.save(path)
    told = greenbridge("assign", *paths, "--per-entry", "1", "--out", tmp_path / "plan.xlsx", "--json").json
    assert (told["status"], told["pairs"]) == ("proven", 1)


@pytest.mark.parametrize("table", list(TableName))
def test_every_column_is_explained(table: TableName, tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    greenbridge("template", table.value, "--out", path, "--language", "zh")
    book = openpyxl.load_workbook(path)
    headers = [cell.value for cell in book.worksheets[0][1]]
    explained = [row[0] for row in book["列说明"].iter_rows(min_row=2, values_only=True)]
    assert headers == explained
    assert None not in headers


def test_a_file_that_exists_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "judges.xlsx"
    path.write_text("mine", encoding="utf-8")
    answer = greenbridge("template", "judges", "--out", path, "--language", "en")
    assert (answer.exit_code, answer.err) == (2, f"{path} exists; name another with --out.\n")
    assert path.read_text(encoding="utf-8") == "mine"
