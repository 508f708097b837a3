"""From a rulebook and the columns of both tables to the side rules of a problem."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, assert_never

import numpy as np
from numpy.typing import NDArray

from optimizer import NO_LIMIT, Budget, Caseload, FitFloor, GroupLimit, KindLimit, Problem, Rule
from services.kit.refusals import FieldFault, InvalidInput, Param
from services.kit.sheets import BadCell, folded, nearest, parse_number
from services.solving.rulebook import CountRule, FloorRule, Per, SharedRule, StatedRule, SumRule

LABELS_PER_CELL: Final = 20
MONEY_DECIMALS: Final = 6
_SEPARATORS: Final = re.compile(r"[;；、|\n]+")
_LIST_SEPARATORS: Final = re.compile(r"[;；,，、|\n]+")

Labels = Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table as text, one cell per supply or demand.

    `cells` are by folded header; `titles` are the headers as people see them; `split` says how the cells of some
    columns name several labels, `synonyms` what the labels of some columns are also called.
    """

    table: str
    count: int
    titles: tuple[str, ...]
    cells: Mapping[str, Sequence[str]]
    split: Mapping[str, Callable[[str], Iterable[str]]] = field(default_factory=dict)
    synonyms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def find(self, title: str) -> Sequence[str] | None:
        """The cells under a header."""
        return self.cells.get(folded(title))

    def labels(self, title: str, *, is_list: bool = False) -> Labels | None:
        """The labels of each cell."""
        cells = self.find(title)
        if cells is None:
            return None
        usual = _LIST_SEPARATORS if is_list else _SEPARATORS
        split = self.split.get(folded(title), usual.split)
        return [_distinct(self.proper(title, label) for label in split(cell)) for cell in cells]

    def proper(self, title: str, label: str) -> str:
        """The label by its proper name."""
        return self.synonyms.get(folded(title), {}).get(folded(label), label)


def rule_problem(problem: Problem, rules: Sequence[StatedRule], supplies: Columns, demands: Columns) -> Problem:
    """Add the rules to a problem. Raises InvalidInput with every column or cell that cannot stand."""
    ruler = _Ruler(problem, supplies, demands)
    made = [ruler.make(rule, f"rules[{at + 1}]") for at, rule in enumerate(rules)]
    if ruler.faults:
        raise InvalidInput(ruler.faults)
    return replace(problem, rules=(*problem.rules, *(rule for rule in made if rule is not None)))


@dataclass(frozen=True, eq=False, slots=True)
class _Groups:
    """The group, or groups, of each member, and what the groups are called."""

    label: NDArray[np.int32]
    names: tuple[str, ...]


class _Ruler:
    """Makes rules and notes what cannot stand."""

    def __init__(self, problem: Problem, supplies: Columns, demands: Columns) -> None:
        self._problem, self._supplies, self._demands = problem, supplies, demands
        self.faults: list[FieldFault] = []

    def make(self, rule: StatedRule, path: str) -> Rule | None:
        """Make one rule; None after a fault."""
        match rule:
            case CountRule():
                return self._count(rule, path)
            case SharedRule():
                return self._shared(rule, path)
            case SumRule():
                return self._sum(rule, path)
            case FloorRule():
                return FitFloor.of(rule.name, round(rule.fit_total * self._problem.scale))
            case _:
                assert_never(rule)

    def _count(self, rule: CountRule, path: str) -> Rule | None:
        if rule.per is Per.ALL:
            return self._caseload(rule, path)
        members = self._supplies if rule.per is Per.DEMAND else self._demands
        labels = self._labels(members, rule.column, f"{path}.column")
        if labels is None:
            return None
        group = self._groups(labels, rule, members, path)
        owner: Any = rule.per.value
        most = NO_LIMIT if rule.at_most is None else rule.at_most
        if group is None:
            return None
        limit = GroupLimit.of(rule.name, group.label, lo=rule.at_least, hi=most, per=owner)
        return replace(limit, groups=group.names)

    def _caseload(self, rule: CountRule, path: str) -> Rule | None:
        """A column of either table may name who looks after it."""
        members, by = self._supplies, "supply"
        if members.find(rule.column) is None and self._demands.find(rule.column) is not None:
            members, by = self._demands, "demand"
        labels = self._labels(members, rule.column, f"{path}.column")
        group = None if labels is None else self._groups(labels, rule, members, path)
        if group is None:
            return None
        if group.label.ndim > 1:
            self._note(f"{path}.column", "RULE_ONE_LABEL", column=rule.column)
            return None
        most = NO_LIMIT if rule.at_most is None else rule.at_most
        side: Any = by
        return replace(Caseload.of(rule.name, group.label, lo=rule.at_least, hi=most, by=side), groups=group.names)

    def _groups(self, labels: Labels, rule: CountRule, members: Columns, path: str) -> _Groups | None:
        """Number the labels; where some are named, those together are one group and the others none."""
        known: dict[str, int] = {}
        values = [members.proper(rule.column, value) for value in rule.values]
        if values:
            present = {folded(label) for cell in labels for label in cell}
            for value in values:
                if folded(value) not in present:
                    near = sorted({label for cell in labels for label in cell})[:LABELS_PER_CELL]
                    params = {"value": value, "column": rule.column, "table": members.table}
                    close = nearest(value, near)
                    self._note(f"{path}.value", "RULE_VALUE_ABSENT", known=", ".join(near), nearest=close, **params)
            known = {folded(value): 0 for value in values}
        shown = {folded(label): label for cell in labels for label in cell}
        rows = [_number_labels(cell, known, is_open=not rule.values) for cell in labels]
        width = max((len(row) for row in rows), default=1)
        if width > LABELS_PER_CELL:
            self._note(f"{path}.column", "RULE_TOO_MANY_LABELS", column=rule.column, limit=LABELS_PER_CELL)
            return None
        table = np.full((len(rows), max(width, 1)), -1, np.int32)
        for at, row in enumerate(rows):
            table[at, : len(row)] = row
        names = (" / ".join(rule.values),) if rule.values else tuple(shown[label] for label in known)
        return _Groups(table[:, 0] if width <= 1 else table, names)

    def _shared(self, rule: SharedRule, path: str) -> Rule | None:
        offered = self._labels(self._supplies, rule.column, f"{path}.column", is_list=True)
        asked = self._labels(self._demands, rule.shared_with, f"{path}.shared_with", is_list=True)
        if offered is None or asked is None:
            return None
        kinds: dict[frozenset[str], str] = {}
        for cell in filter(None, asked):
            kinds.setdefault(frozenset(map(folded, cell)), " / ".join(cell))
        number = {kind: at for at, kind in enumerate(kinds)}
        wanted = np.array([number.get(frozenset(map(folded, cell)), -1) for cell in asked], np.int32)
        sets = [frozenset(map(folded, cell)) for cell in offered]
        member = np.array([[bool(labels & kind) for kind in kinds] for labels in sets], np.bool_)
        member = member.reshape(len(sets), len(kinds))
        most = NO_LIMIT if rule.at_most is None else rule.at_most
        lo = np.where(wanted < 0, 0, rule.at_least)
        return replace(KindLimit.of(rule.name, member, wanted, lo=lo, hi=most), groups=tuple(kinds.values()))

    def _sum(self, rule: SumRule, path: str) -> Rule | None:
        costs = self._numbers(self._supplies, rule.column, f"{path}.sum", blank=0.0)
        owners = {Per.DEMAND: self._demands, Per.SUPPLY: self._supplies, Per.ALL: None}[rule.per]
        least = self._limit(rule.at_least, owners, f"{path}.at_least", none=-np.inf)
        most = self._limit(rule.at_most, owners, f"{path}.at_most", none=np.inf)
        if costs is None or least is None or most is None:
            return None
        factor = 10 ** max(_decimals(each) for each in (costs, least, most))
        per: Any = rule.per.value
        limits = _whole(least, factor), _whole(most, factor)
        budget = Budget.of(rule.name, _whole(costs, factor), lo=limits[0], hi=limits[1], per=per)
        return replace(budget, scale=factor)

    def _limit(
        self, limit: float | str | None, owners: Columns | None, path: str, *, none: float
    ) -> NDArray[np.float64] | None:
        if isinstance(limit, str):
            if owners is None:
                self._note(path, "RULE_LIMIT_NOT_A_COLUMN", value=limit)
                return None
            return self._numbers(owners, limit, path, blank=none)
        return np.full(1 if owners is None else owners.count, none if limit is None else limit)

    def _labels(self, columns: Columns, title: str, path: str, *, is_list: bool = False) -> Labels | None:
        labels = columns.labels(title, is_list=is_list)
        if labels is None:
            self._note_missing(columns, title, path)
        return labels

    def _numbers(self, columns: Columns, title: str, path: str, *, blank: float) -> NDArray[np.float64] | None:
        """Numbers of a column; a blank limit limits nothing, a blank price costs nothing."""
        cells = columns.find(title)
        if cells is None:
            self._note_missing(columns, title, path)
            return None
        numbers = np.full(len(cells), blank)
        for at, cell in enumerate(cells):
            if cell.strip():
                try:
                    numbers[at] = parse_number(cell)
                except BadCell:
                    self._note(path, "RULE_CELL_BAD", column=title, table=columns.table, place=at + 1, value=cell)
                    return None
        return numbers

    def _note_missing(self, columns: Columns, title: str, path: str) -> None:
        known, close = ", ".join(columns.titles), nearest(title, list(columns.titles))
        self._note(path, "RULE_COLUMN_MISSING", column=title, table=columns.table, known=known, nearest=close)

    def _note(self, path: str, code: str, **params: Param) -> None:
        self.faults.append(FieldFault(path, code, params))


def _distinct(labels: Iterable[str]) -> tuple[str, ...]:
    tidied = (" ".join(label.split()) for label in labels)
    return tuple(dict.fromkeys(label for label in tidied if label))


def _number_labels(cell: tuple[str, ...], known: dict[str, int], *, is_open: bool) -> list[int]:
    found = []
    for label in map(folded, cell):
        if is_open:
            known.setdefault(label, len(known))
        if label in known:
            found.append(known[label])
    return list(dict.fromkeys(found))


def _decimals(numbers: NDArray[np.float64]) -> int:
    """How many decimals money is written with."""
    finite = numbers[np.isfinite(numbers)]
    for decimals in range(MONEY_DECIMALS):
        scaled = finite * 10**decimals
        if bool(np.all(np.abs(scaled - np.rint(scaled)) <= 1e-9 * np.maximum(1, np.abs(scaled)))):
            return decimals
    return MONEY_DECIMALS


def _whole(numbers: NDArray[np.float64], factor: int) -> NDArray[np.int64]:
    """Money in whole units; without a limit the largest there is."""
    whole = np.rint(np.where(np.isfinite(numbers), numbers, 0) * factor).astype(np.int64)
    return np.where(np.isposinf(numbers), NO_LIMIT, np.where(np.isneginf(numbers), -NO_LIMIT, whole))
