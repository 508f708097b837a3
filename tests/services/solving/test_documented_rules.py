"""The examples of docs/rules.md are read, and the page names every shape and every aim."""

import re
from pathlib import Path

import numpy as np
import pytest
import yaml

from optimizer import Assignment, Problem
from optimizer.objectives import Lexicographic
from services.kit.sheets import folded
from services.solving.aims import AIM_WORDS, AimSources, read_objective
from services.solving.rulebook import KEY_WORDS, read_rules
from services.solving.ruling import Columns

PAGE = Path(__file__).parents[3] / "docs" / "rules.md"
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def sources() -> AimSources:
    problem = Problem.from_matrix(fit=np.zeros((2, 2)), supply_hi=[1, 1], demand_lo=[1, 1])
    cells = {folded("C"): ["1", "2"], folded("D"): ["3", "4"]}
    columns = Columns("table", 2, ("C", "D"), cells)
    return AimSources(problem, columns, columns, lambda _: Assignment.of(problem, [0], [0]))


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_are_read(example: str) -> None:
    stated = yaml.safe_load(example)
    rules = stated.get("rules", stated.get("规则"))
    aims = stated.get("objectives", stated.get("目标"))
    assert rules or aims or 0 < stated["probability_cap"] < 1
    assert len(read_rules(rules)) == len(rules or [])
    objective = read_objective(aims, sources())
    assert len(objective.aims if isinstance(objective, Lexicographic) else [objective]) == len(aims or [1])


def test_every_aim_of_the_table_is_read() -> None:
    rows = re.findall(r"^\| (`.*?) \|", PAGE.read_text(encoding="utf-8").partition("| aim |")[2], re.MULTILINE)
    stated = [yaml.safe_load(code) for row in rows for code in re.findall(r"`(.*?)`", row)]
    read = {read_objective([aim], sources()).code for aim in stated}
    assert read == set(AIM_WORDS.values())


def test_every_chinese_key_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [word for word in KEY_WORDS if word not in text] == []
