"""Packages to needs from the command line."""

from pathlib import Path

import openpyxl
import pytest

from services.seed.data_files import DATA, read_csv, read_toml
from tests.services.cli.command import NEEDS, PACKAGES, greenbridge, written


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Two needs, each with one package that fits, and one package that fits nothing."""
    return written(tmp_path, "needs.csv", NEEDS, "gbk"), written(tmp_path, "packages.csv", PACKAGES)


def test_needs_get_the_packages_that_fit(files: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "plan.xlsx"
    told = greenbridge("match", *files, "--wanted", "1", "--json", "--out", out)
    assert told.exit_code == 0
    answer = told.json
    assert (answer["status"], answer["proof"], answer["pairs"], answer["missing_units"]) == ("proven", "verified", 2, 0)
    plan = openpyxl.load_workbook(out).worksheets[0]
    assert [row[:3:2] for row in plan.iter_rows(min_row=2, values_only=True)] == [("N1", "R1"), ("N2", "R2")]


def test_places_that_nothing_fits_stay_open(files: tuple[Path, Path], tmp_path: Path) -> None:
    arguments = ("--needs", files[0], "--packages", files[1], "--out", tmp_path / "plan.xlsx")
    answer = greenbridge("match", *arguments, "--wanted", "2", "--language", "zh")
    assert answer.exit_code == 0
    assert "未满足：N1 (污水除磷) -1; N2 (焊接机器人) -1" in answer.out


def test_a_strict_wish_is_refused_with_the_mends(files: tuple[Path, Path]) -> None:
    answer = greenbridge("match", *files, "--wanted", "2", "--strict", "--language", "en")
    assert answer.exit_code == 1
    lines = answer.err.splitlines()
    assert lines[0] == "Only the best candidates were considered: 2 of 6 pairs; the proof speaks of these."
    assert lines[1].startswith("There is no plan. These needs (")
    assert lines[-1] == "Or leave out --strict: the best partial plan, with what lacks."


def test_both_tables_are_needed(files: tuple[Path, Path]) -> None:
    told = greenbridge("match", files[0], "--json")
    assert (told.exit_code, told.json["code"]) == (2, "NEEDS_AND_PACKAGES")


def test_the_sample_can_be_matched_as_the_first_page_says(tmp_path: Path) -> None:
    for table, name in (("needs", "need"), ("packages", "package")):
        rows = [(row["编号"], row["名称"]) for row in read_csv(f"{table}.csv")]
        assert rows == [(each["code"], each["title"]) for each in read_toml(f"{table}.toml")[name]]
    tables = ("--needs", f"{DATA}/needs.csv", "--packages", f"{DATA}/packages.csv")
    answer = greenbridge("match", *tables, "--json", "--out", tmp_path / "plan.xlsx").json
    assert (answer["status"], answer["proof"], answer["missing_units"]) == ("proven", "verified", 0)
