"""The file of `--rules`: YAML in, side rules and objective of a problem out."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from optimizer import Assignment, Problem
from optimizer.objectives import Objective, TotalFit
from services.kit.refusals import FieldFault, InvalidInput, Param, RuleBroken
from services.kit.sheets import SheetSource, Table, folded, nearest, read_columns
from services.solving.aims import AimSources, read_objective
from services.solving.rulebook import StatedRule, read_rules
from services.solving.ruling import Columns, rule_problem

ReadPlan = Callable[[Problem, Path], Assignment]
SIZE_LIMIT_BYTES: Final = 262_144
_KEYS: Final = {
    "rules": "rules",
    "规则": "rules",
    "objectives": "objectives",
    "目标": "objectives",
    "probability_cap": "cap",
    "概率上限": "cap",
}


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What the file states; the aims stay as they are written until the tables are there."""

    rules: tuple[StatedRule, ...] = ()
    aims: Any = None
    folder: Path = Path()
    cap: str | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing beyond total fit is asked."""
        return not self.rules and self.aims is None


@dataclass(frozen=True, eq=False, slots=True)
class Task:
    """A problem under its rules, with what is to be made best."""

    problem: Problem
    objective: Objective
    settings: dict[str, Param]


NO_RULES: Final = Rulebook()


def read_rulebook(path: Path | None) -> Rulebook:
    """Read the file; without one there are no rules."""
    if path is None:
        return NO_RULES
    stated = _load(path)
    if not isinstance(stated, dict):
        raise RuleBroken("RULES_FILE_SHAPE", file=path.name)
    known = "rules, objectives, probability_cap"
    faults = [
        FieldFault(str(key), "RULE_KEY_UNKNOWN", {"known": known, "nearest": nearest(str(key), list(_KEYS))})
        for key in stated
        if key not in _KEYS
    ]
    if faults:
        raise InvalidInput(faults)
    parts = {_KEYS[key]: value for key, value in stated.items()}
    rulebook = Rulebook(read_rules(parts.get("rules")), parts.get("objectives"), path.parent, _read_cap(parts))
    if rulebook.cap is not None and not rulebook.is_empty:
        raise InvalidInput([FieldFault("probability_cap", "CAP_ALONE")])
    return rulebook


def _read_cap(parts: dict[str, Any]) -> str | None:
    cap = parts.get("cap")
    if cap is None:
        return None
    if isinstance(cap, bool) or not isinstance(cap, str | int | float):
        raise InvalidInput([FieldFault("probability_cap", "CAP_BAD", {"value": str(cap)})])
    return str(cap)


def _load(path: Path) -> Any:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RuleBroken("RULES_FILE_MISSING", file=str(path), reason=error.strerror or "") from error
    if len(content) > SIZE_LIMIT_BYTES:
        raise RuleBroken("RULES_FILE_LARGE", file=path.name, limit=SIZE_LIMIT_BYTES)
    try:
        return yaml.safe_load(content)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (0, 0) if mark is None else (mark.line + 1, mark.column + 1)
        params: dict[str, Param] = {"file": path.name, "line": line, "column": column, "problem": error.problem or ""}
        raise RuleBroken("RULES_FILE_UNREADABLE", **params) from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise RuleBroken("RULES_FILE_UNREADABLE", file=path.name, line=0, column=0, problem=str(error)) from error


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table and the file it was read from, with how some of its columns name several labels."""

    source: SheetSource
    table: Table
    split: dict[str, Any]

    def columns(self) -> Columns:
        """All columns of the file."""
        titles, cells = read_columns(self.source, self.table)
        count = len(next(iter(cells.values()), ()))
        split = {folded(name): by for name, by in self.split.items()}
        return Columns(self.source.name, count, titles, cells, split, self._synonyms())

    def _synonyms(self) -> dict[str, dict[str, str]]:
        """What cells of declared choices mean, whatever word the file has for them."""
        return {
            folded(name): {folded(word): meant for word, meant in column.choices.items()}
            for column in self.table.columns
            if column.choices
            for name in (column.name, *column.headers)
        }


def obey(problem: Problem, rulebook: Rulebook, supplies: TableFile, demands: TableFile, read_plan: ReadPlan) -> Task:
    """The problem under the rules, and its objective; an empty rulebook reads no table twice."""
    if rulebook.is_empty:
        return Task(problem, TotalFit(), {})
    sides = supplies.columns(), demands.columns()
    ruled = rule_problem(problem, rulebook.rules, *sides)
    sources = AimSources(ruled, *sides, lambda path: read_plan(ruled, rulebook.folder / path))
    objective = read_objective(rulebook.aims, sources)
    settings: dict[str, Param] = {}
    if rulebook.rules:
        settings["rules"] = "; ".join(rule.name for rule in rulebook.rules)
    return Task(ruled, objective, settings)
