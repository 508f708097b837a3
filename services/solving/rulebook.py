"""A rulebook: side rules as an organizer writes them down, by the columns of their own tables.

rules:
  - {column: organization, at_most: 1}                       each entry: one judge per organization
  - {column: seniority, value: senior, at_least: 1}          each entry: a senior judge
  - {column: fields, shared_with: fields, at_least: 1}       each entry: a judge of one of its fields
  - {per: supply, column: track, at_most: 3}                 each judge: three entries of a track
  - {per: all, column: broker, at_most: 40}                  each broker: forty cases
  - {sum: price, per: demand, at_most: budget}               each need: within its own budget
  - {fit_total_at_least: 0.8}                                each entry: nobody is served worse
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from services.kit.refusals import FieldFault, InvalidInput, Param
from services.kit.sheets import folded, nearest

RULE_LIMIT: Final = 50
NAME_LIMIT: Final = 200
UNITS_LIMIT: Final = 1_000_000
MONEY_LIMIT: Final = 1e12


class Per(StrEnum):
    """Whose count a rule limits."""

    DEMAND = "demand"
    SUPPLY = "supply"
    ALL = "all"


PER_WORDS: Final[Mapping[str, Per]] = {
    "demand": Per.DEMAND,
    "entry": Per.DEMAND,
    "need": Per.DEMAND,
    "startup": Per.DEMAND,
    "项目": Per.DEMAND,
    "参赛项目": Per.DEMAND,
    "需求": Per.DEMAND,
    "技术需求": Per.DEMAND,
    "supply": Per.SUPPLY,
    "judge": Per.SUPPLY,
    "package": Per.SUPPLY,
    "incubator": Per.SUPPLY,
    "评委": Per.SUPPLY,
    "专家": Per.SUPPLY,
    "成果包": Per.SUPPLY,
    "all": Per.ALL,
    "全部": Per.ALL,
}
"""The rooms' own words and the optimizer's; the language that a rulebook is written in does not matter."""

KEY_WORDS: Final[Mapping[str, str]] = {
    "名称": "name",
    "对象": "per",
    "列": "column",
    "取值": "value",
    "至多": "at_most",
    "至少": "at_least",
    "同属": "shared_with",
    "合计": "sum",
    "匹配度合计至少": "fit_total_at_least",
}
_SHAPES: Final[Mapping[str, frozenset[str]]] = {
    "column": frozenset({"name", "per", "column", "value", "shared_with", "at_most", "at_least"}),
    "sum": frozenset({"name", "per", "sum", "at_most", "at_least"}),
    "fit_total_at_least": frozenset({"name", "fit_total_at_least"}),
}


@dataclass(frozen=True, slots=True)
class CountRule:
    """At least and at most so many per label of a column, or of some labels only."""

    name: str
    per: Per
    column: str
    values: tuple[str, ...]
    at_least: int
    at_most: int | None


@dataclass(frozen=True, slots=True)
class SharedRule:
    """Of the supplies that share a label with the demand at least and at most so many."""

    name: str
    column: str
    shared_with: str
    at_least: int
    at_most: int | None


@dataclass(frozen=True, slots=True)
class SumRule:
    """What a column of the supplies adds up to: limits are numbers, or columns of whoever the sum belongs to."""

    name: str
    per: Per
    column: str
    at_least: float | str | None
    at_most: float | str | None


@dataclass(frozen=True, slots=True)
class FloorRule:
    """The least total fit of every demand."""

    name: str
    fit_total: float


StatedRule = CountRule | SharedRule | SumRule | FloorRule


def read_rules(stated: object, path: str = "rules") -> tuple[StatedRule, ...]:
    """Read rules out of plain data, as YAML or JSON give it. Raises InvalidInput with every fault."""
    faults: list[FieldFault] = []
    rules: list[StatedRule] = []
    for at, entry in enumerate(_as_list(stated, path, faults)):
        reader = _Reader(entry, f"{path}[{at + 1}]", faults)
        rule = reader.read()
        if rule is not None:
            rules.append(rule)
    names = [rule.name for rule in rules]
    for at, name in enumerate(names):
        if name in names[:at]:
            faults.append(FieldFault(f"{path}[{at + 1}].name", "RULE_NAME_TWICE", {"value": name}))
    if faults:
        raise InvalidInput(faults)
    return tuple(rules)


def _as_list(stated: object, path: str, faults: list[FieldFault]) -> Sequence[object]:
    if stated is None:
        return ()
    if not isinstance(stated, list):
        faults.append(FieldFault(path, "RULES_NOT_A_LIST"))
        return ()
    if len(stated) > RULE_LIMIT:
        faults.append(FieldFault(path, "TOO_MANY_RULES", {"limit": RULE_LIMIT}))
    return stated[:RULE_LIMIT]


class _Reader:
    """Reads one rule and notes what cannot stand."""

    def __init__(self, entry: object, path: str, faults: list[FieldFault]) -> None:
        self._path, self._faults = path, faults
        self._count = len(faults)
        self._given: dict[str, Any] = {}
        if isinstance(entry, Mapping):
            self._given = {KEY_WORDS.get(str(key), str(key)): value for key, value in entry.items()}
        else:
            self._note("", "RULE_NOT_A_MAPPING")

    def read(self) -> StatedRule | None:
        """Return the rule, None when anything in it is wrong."""
        if len(self._faults) > self._count:
            return None
        shape = next((key for key in _SHAPES if key in self._given), None)
        if shape is None:
            self._note("", "RULE_WITHOUT_SUBJECT", known=", ".join(_SHAPES))
            return None
        for key in self._given.keys() - _SHAPES[shape]:
            close = nearest(key, sorted(_SHAPES[shape]), 0.6)
            self._note(key, "RULE_KEY_UNKNOWN", known=", ".join(sorted(_SHAPES[shape])), nearest=close)
        make: Mapping[str, Callable[[], StatedRule]] = {
            "column": self._read_count,
            "sum": self._read_sum,
            "fit_total_at_least": self._read_floor,
        }
        rule = make[shape]()
        return rule if len(self._faults) == self._count else None

    def _read_count(self) -> StatedRule:
        least, most = self._units("at_least"), self._units("at_most")
        self._require_limits(least, most)
        column = self._text("column")
        if "shared_with" in self._given:
            shared = self._text("shared_with")
            for key in ("per", "value"):
                if key in self._given:
                    self._note(key, "RULE_KEYS_APART", other="shared_with")
            name = self._name(f"{column} = {shared}", least, most)
            return SharedRule(name, column, shared, least or 0, most)
        values = self._values()
        subject = f"{column}: {' / '.join(values)}" if values else column
        return CountRule(self._name(subject, least, most), self._per(), column, values, least or 0, most)

    def _read_sum(self) -> StatedRule:
        least, most = self._money("at_least"), self._money("at_most")
        if least is None and most is None:
            self._note("", "RULE_WITHOUT_LIMIT")
        column = self._text("sum")
        return SumRule(self._name(column, least, most), self._per(), column, least, most)

    def _read_floor(self) -> StatedRule:
        floor = self._given["fit_total_at_least"]
        if not _is_number(floor) or not abs(floor) <= MONEY_LIMIT:
            self._note("fit_total_at_least", "NOT_A_NUMBER", value=str(floor))
            floor = 0.0
        return FloorRule(self._name("fit_total", floor, None), float(floor))

    def _name(self, subject: str, least: object, most: object) -> str:
        """The name given, or one that says the rule."""
        if "name" in self._given:
            return self._text("name")
        limits = [f"≥ {least}" if least else "", f"≤ {most}" if most is not None else ""]
        per = "" if "per" not in self._given else f" ({self._given['per']})"
        return f"{subject}{per} {' '.join(filter(None, limits))}".strip()

    def _per(self) -> Per:
        word = str(self._given.get("per", "demand"))
        per = PER_WORDS.get(word) or PER_WORDS.get(folded(word))
        if per is None:
            self._note("per", "RULE_PER_UNKNOWN", value=word, known=", ".join(PER_WORDS))
            return Per.DEMAND
        return per

    def _text(self, key: str) -> str:
        text = self._given.get(key)
        if not isinstance(text, str | int) or isinstance(text, bool) or not 0 < len(str(text).strip()) <= NAME_LIMIT:
            self._note(key, "RULE_TEXT_BAD", value=str(text)[:NAME_LIMIT])
            return ""
        return str(text).strip()

    def _values(self) -> tuple[str, ...]:
        if "value" not in self._given:
            return ()
        given = self._given["value"]
        values = given if isinstance(given, list) else [given]
        if not values or any(isinstance(each, list | dict | bool) or each is None for each in values):
            self._note("value", "RULE_TEXT_BAD", value=str(given)[:NAME_LIMIT])
            return ()
        return tuple(str(each).strip() for each in values)

    def _units(self, key: str) -> int | None:
        units = self._given.get(key)
        if units is None:
            return None
        if type(units) is not int or not 0 <= units <= UNITS_LIMIT:
            self._note(key, "RULE_UNITS_BAD", value=str(units)[:NAME_LIMIT], limit=UNITS_LIMIT)
            return 0
        return units

    def _money(self, key: str) -> float | str | None:
        limit = self._given.get(key)
        if limit is None or (isinstance(limit, str) and limit.strip()):
            return limit
        if not _is_number(limit) or not abs(limit) <= MONEY_LIMIT:
            self._note(key, "NOT_A_NUMBER", value=str(limit)[:NAME_LIMIT])
            return 0.0
        return float(limit)

    def _require_limits(self, least: int | None, most: int | None) -> None:
        if least is None and most is None:
            self._note("", "RULE_WITHOUT_LIMIT")
        elif least is not None and most is not None and least > most:
            self._note("at_least", "MINIMUM_ABOVE_MAXIMUM", minimum=least, maximum=most)

    def _note(self, key: str, code: str, **params: Param) -> None:
        self._faults.append(FieldFault(f"{self._path}.{key}" if key else self._path, code, params))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
