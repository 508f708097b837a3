"""Projects under a budget from the command line."""

import itertools
from pathlib import Path

import openpyxl
import pytest

from tests.services.cli.command import greenbridge, written

PROJECTS = """编号,名称,价值,投资额,年减排量,地区,类别,取舍,前置项目,互斥项目
G1,余热发电,90,520.5,1200,华北,节能降碳,,,
G2,污泥处置,70,300,100,华北,环境保护,必选,,
G3,光伏屋顶,60,310,800,华东,能源绿色低碳转型,,,G4
G4,风电储能,65,330,900,华东,能源绿色低碳转型,,,
G5,再生塑料,40,150,300,西南,资源循环利用,,G6,
G6,回收网络,5,100,20,西南,资源循环利用,,,
G7,绿色园区,80,400,500,华北,基础设施绿色升级,不选,,
"""
QUOTAS = "维度,组,计量,下限,上限\n地区,西南,数量,1,\n地区,华北,金额,,700\n类别,能源绿色低碳转型,金额,300,\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Seven projects in an office's own encoding, and three quotas."""
    return written(tmp_path, "projects.csv", PROJECTS, "gbk"), written(tmp_path, "quotas.csv", QUOTAS)


def test_the_best_projects_are_chosen_and_proven(files: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "plan.xlsx"
    answer = greenbridge("select", *files, "--budget", "900", "--out", out, "--json")
    assert answer.exit_code == 0
    told = answer.json
    assert (told["status"], told["proof"]) == ("proven", "verified")
    assert told["projects"] == ["G2", "G4", "G5", "G6"]
    assert (told["value"], told["cost"], told["saved"]) == (180.0, 880.0, 1320.0)
    assert [(goal["goals"], goal["value"], goal["gap"]) for goal in told["goals"]] == [
        ({"value": 1}, 180.0, 0.0),
        ({"saved": 1}, 1320.0, 0.0),
        ({"cost": 1}, -880.0, 0.0),
    ]
    book = openpyxl.load_workbook(out)
    assert [sheet.title for sheet in book.worksheets] == ["selected", "left out", "limits", "proof"]
    assert [row[0] for row in book["left out"].iter_rows(min_row=2, values_only=True)] == ["G1", "G3", "G7"]
    assert list(book["limits"].iter_rows(min_row=2, max_row=3, values_only=True)) == [
        ("budget of 900", 900, 880),
        ("region 西南: at least 1 (projects)", 1, 2),
    ]


def test_quotas_may_stand_in_the_workbook_of_the_projects(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, text in (("储备项目", PROJECTS), ("额度", QUOTAS)):
        sheet = book.create_sheet(name)
        for line in text.splitlines():
            sheet.append(line.split(","))
    book.remove(book.worksheets[0])
    path = tmp_path / "reserve.xlsx"
    book.save(path)
    told = greenbridge("select", path, "--budget", "900", "--json", "--out", tmp_path / "plan.xlsx").json
    assert told["projects"] == ["G2", "G4", "G5", "G6"]


def test_goals_may_be_weighed(files: tuple[Path, Path], tmp_path: Path) -> None:
    arguments = ("--budget", "1300", "--weights", "value=0,saved=1", "--out", tmp_path / "plan.xlsx", "--json")
    told = greenbridge("select", files[0], *arguments).json
    worth = {"G1": (520.5, 1200), "G3": (310, 800), "G4": (330, 900), "G5": (150, 300), "G6": (100, 20)}
    best = max(
        100 + sum(worth[code][1] for code in chosen)
        for count in range(6)
        for chosen in itertools.combinations(worth, count)
        if 300 + sum(worth[code][0] for code in chosen) <= 1300
        and not {"G3", "G4"} <= set(chosen)
        and ("G5" not in chosen or "G6" in chosen)
    )
    assert [goal["value"] for goal in told["goals"]] == [best]


def test_other_budgets_are_answered_beside_the_plan(files: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "plan.xlsx"
    arguments = ("--budget", "900", "--frontier", "4", "--out", out, "--language", "zh", "--quiet")
    assert greenbridge("select", files[0], *arguments).exit_code == 0
    rows = list(openpyxl.load_workbook(out)["预算前沿"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == [527.625, 1055.25, 1582.875, 2110.5]
    assert [row[1:] for row in rows] == [(75, 400, 2), (180, 880, 4), (270, 1400.5, 5), (270, 1400.5, 5)]


def test_what_contradicts_itself_is_named_with_what_would_do(files: tuple[Path, Path]) -> None:
    answer = greenbridge("select", *files, "--budget", "650", "--language", "zh")
    assert (answer.exit_code, answer.out) == (1, "")
    assert answer.err.splitlines() == [
        "没有选取能满足全部规则。以下 4 条不能同时成立，且没有更小的矛盾组合：",
        "  - 预算 650",
        "  - 地区 西南：至少 1（项目数）",
        "  - 类别 能源绿色低碳转型：至少 300（金额）",
        "  - G2 (污泥处置) 必选",
        "下列任一修改即可：",
        "  - 预算 650：可改为 710",
        "  - 地区 西南：至少 1（项目数）：可改为 0",
        "  - 类别 能源绿色低碳转型：至少 300（金额）：可改为 0",
        "  - 取消：G2 (污泥处置) 必选",
    ]
    told = greenbridge("select", *files, "--budget", "650", "--json").json
    assert (told["status"], told["proof"]) == ("infeasible", "verified")
    assert [rule["nearest"] for rule in told["contradiction"]["rules"]] == [710.0, 0, 0.0, None]


@pytest.mark.parametrize(
    ("projects", "quotas", "said"),
    [
        (
            "编号,价值,投资额\nA,1,-2\n",
            "",
            "projects.csv, row 2, column 投资额: -2 is less than 0.",
        ),
        (
            "编号,价值,投资额,前置项目\nA,1,2,B9\nB,1,2,B\n",
            "",
            (
                "projects.csv, row 2, column requires: “B9” is not among the projects. Did you mean “B”?\n"
                "projects.csv, row 3, column requires: “B” names itself."
            ),
        ),
        (
            "编号,价值,投资额,地区\nA,1,2,华北\n",
            "维度,组,计量,下限\n地区,华东,数量,1\n",
            "quotas.csv, row 2, column group: “华东” is not among the regions of the projects.",
        ),
        (
            "编号,价值,投资额,地区\nA,1,2,华北\n",
            "维度,组,计量,下限\n地区,华北,数量,1.5\n地区,华北,金额,\n",
            (
                "quotas.csv, row 2, column least: “1.5” is no whole number.\n"
                "quotas.csv, row 3, column least: Neither a floor nor a ceiling is given."
            ),
        ),
    ],
)
def test_bad_cells_are_refused_with_row_and_column(projects: str, quotas: str, said: str, tmp_path: Path) -> None:
    files = [written(tmp_path, "projects.csv", projects)]
    if quotas:
        files.append(written(tmp_path, "quotas.csv", quotas))
    out = tmp_path / "plan.xlsx"
    answer = greenbridge("select", *files, "--out", out, "--language", "en")
    assert (answer.exit_code, answer.err) == (2, said + "\n")
    assert not out.exists()


def test_a_bad_quota_in_the_same_workbook_names_its_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "projects"
    for row in (["code", "value", "cost", "region"], ["A", 1, 2, "North"]):
        book.worksheets[0].append(row)
    sheet = book.create_sheet("quotas")
    for row in (["axis", "group", "measure", "least"], ["region", "North", "money", "much"]):
        sheet.append(row)
    path = tmp_path / "reserve.xlsx"
    book.save(path)
    answer = greenbridge("select", path, "--language", "en")
    assert (answer.exit_code, answer.err) == (2, "reserve.xlsx [quotas], row 2, column least: “much” is no number.\n")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--goals", "value,beauty"), "UNKNOWN_GOAL"),
        (("--goals", "value,value"), "GOAL_TWICE"),
        (("--weights", "value"), "BAD_WEIGHT"),
        (("--weights", "value=1,value=2"), "GOAL_TWICE"),
        (("--out", "plan.txt"), "OUT_NOT_XLSX"),
    ],
)
def test_bad_options_are_refused(arguments: tuple[str, ...], code: str, files: tuple[Path, Path]) -> None:
    answer = greenbridge("select", *files, *arguments, "--json")
    assert (answer.exit_code, answer.json["code"]) == (2, code)


def test_the_table_of_projects_is_needed() -> None:
    told = greenbridge("select", "--json")
    assert (told.exit_code, told.json["code"]) == (2, "PROJECTS_NEEDED")
