"""Plans drawn by lot: the same seed draws the same plan, tampering shows, and a cap that is too small is explained."""

from pathlib import Path

import openpyxl

from services.cli.bundle import Bundle, pack, read_bundle
from services.kit.sheets import read_source
from tests.services.cli.command import Answer, greenbridge, written

JUDGES = "编号,姓名\n" + "".join(f"P{number},评委{number}\n" for number in range(1, 7))
ENTRIES = "项目编号,项目名称\n" + "".join(f"X{number},项目{number}\n" for number in range(1, 5))


def draw(folder: Path, cap: str, *more: str | Path) -> Answer:
    files = (written(folder, "judges.csv", JUDGES), written(folder, "entries.csv", ENTRIES))
    rules = written(folder, "rules.yaml", f"probability_cap: {cap}\n")
    limits = ("--per-entry", "2", "--max-load", "2")
    return greenbridge("assign", *files, *limits, "--rules", rules, "--out", folder / "plan.xlsx", "--json", *more)


def test_a_seed_draws_the_same_plan_and_no_pair_is_too_probable(tmp_path: Path) -> None:
    first, again = (draw(tmp_path, "1/2", "--seed", "7").json for _ in range(2))
    assert (first["status"], first["proof"], first["pairs"]) == ("proven", "verified", 8)
    assert first["plan_digest"] == again["plan_digest"]
    assert {draw(tmp_path, "1/2", "--seed", str(seed)).json["plan_digest"] for seed in range(8)} != {
        first["plan_digest"]
    }
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    table = next(page for page in sheet.worksheets if page.cell(1, 5).value in {"probability", "概率"})
    probabilities = [row[4] for row in table.iter_rows(min_row=2, values_only=True)]
    assert max(probabilities) <= 0.5
    assert abs(sum(probabilities) - 8) < 1e-9


def test_a_drawn_plan_is_checked_with_its_lottery(tmp_path: Path) -> None:
    draw(tmp_path, "0.5", "--seed", "7")
    plan = tmp_path / "plan.xlsx"
    good = greenbridge("check", plan, "--json")
    assert (good.exit_code, good.json["status"], good.json["proof"]) == (0, "good", "verified")
    bundle = read_bundle(plan, read_source(plan))
    assert bundle.lottery is not None
    assert pack(bundle) == pack(Bundle(*(getattr(bundle, name) for name in bundle.__dataclass_fields__)))


def test_a_cap_that_is_too_small_is_explained(tmp_path: Path) -> None:
    answer = draw(tmp_path, "0.3")
    assert answer.exit_code == 1
    shortage = answer.json["shortage"]
    assert (shortage["side"], shortage["required"], shortage["least_cap"]) == ("demand", 2, 0.334)


def test_a_bad_cap_is_refused(tmp_path: Path) -> None:
    assert draw(tmp_path, "[1]").json["faults"][0]["code"] == "CAP_BAD"
    assert draw(tmp_path, "2").json["code"] == "bad_cap"
    assert draw(tmp_path, "0.5\nrules:\n - {column: 姓名, at_most: 1}").json["faults"][0]["code"] == "CAP_ALONE"
