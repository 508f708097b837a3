"""The file of `--rules`: YAML in, side rules of a problem out."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from optimizer import Problem
from services.kit.refusals import FieldFault, InvalidInput, Param, RuleBroken
from services.kit.sheets import SheetSource, Table, folded, nearest, read_columns
from services.solving.rulebook import StatedRule, read_rules
from services.solving.ruling import Columns, rule_problem

SIZE_LIMIT_BYTES: Final = 262_144
_KEYS: Final = {"rules": "rules", "规则": "rules"}


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What the file states."""

    rules: tuple[StatedRule, ...] = ()

    @property
    def settings(self) -> dict[str, Param]:
        """What the proof page says of them."""
        return {"rules": "; ".join(rule.name for rule in self.rules)} if self.rules else {}


NO_RULES: Final = Rulebook()


def read_rulebook(path: Path | None) -> Rulebook:
    """Read the file; without one there are no rules."""
    if path is None:
        return Rulebook()
    stated = _load(path)
    if not isinstance(stated, dict):
        raise RuleBroken("RULES_FILE_SHAPE", file=path.name)
    faults = [
        FieldFault(str(key), "RULE_KEY_UNKNOWN", {"known": "rules", "nearest": nearest(str(key), list(_KEYS))})
        for key in stated
        if key not in _KEYS
    ]
    if faults:
        raise InvalidInput(faults)
    return Rulebook(read_rules(next((value for key, value in stated.items() if _KEYS[key] == "rules"), None)))


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
        return Columns(self.source.name, count, titles, cells, {folded(name): by for name, by in self.split.items()})


def obey(problem: Problem, rulebook: Rulebook, supplies: TableFile, demands: TableFile) -> Problem:
    """The problem under the rules; a rulebook without rules reads no table twice."""
    if not rulebook.rules:
        return problem
    return rule_problem(problem, rulebook.rules, supplies.columns(), demands.columns())
