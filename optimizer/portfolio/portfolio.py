"""Projects, a budget and the rules between them, as integers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from optimizer.errors import ProblemError
from optimizer.intake import freeze
from optimizer.program import Line, Program

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[np.int64]

NOWHERE: Final = -1
LARGEST_TOTAL: Final = 2**53


class Goal(StrEnum):
    """What a level makes best: the value and the tCO2 saved as large, the cost as small as possible."""

    VALUE = "value"
    SAVED = "saved"
    COST = "cost"


class Axis(StrEnum):
    """What a quota groups projects by."""

    REGION = "region"
    CLASS = "class"


class Measure(StrEnum):
    """What a quota counts."""

    MONEY = "money"
    COUNT = "count"


class RuleKind(StrEnum):
    """The kinds of rules a selection can break."""

    BUDGET = "budget"
    FLOOR = "floor"
    CEILING = "ceiling"
    MUST_TAKE = "must_take"
    MUST_NOT = "must_not"
    REQUIRES = "requires"
    EXCLUSIVE = "exclusive"


@dataclass(frozen=True, slots=True)
class Quota:
    """At least and at most so much for the projects of one region or class.

    Attributes
    ----------
    axis, group
        Region or class, and its number.
    measure
        MONEY limits the cost, COUNT the number of the chosen projects.
    least, most
        Floor and ceiling, None where there is none; money in the unit of the costs.
    """

    axis: Axis
    group: int
    measure: Measure
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule that a selection keeps or breaks.

    Attributes
    ----------
    kind
        BUDGET, FLOOR, CEILING, MUST_TAKE, MUST_NOT, REQUIRES or EXCLUSIVE.
    params
        ``limit`` in integer units of a budget, floor or ceiling, the latter two with ``axis``, ``group`` and
        ``measure``; ``project`` of the musts; ``project`` and ``requires``; ``projects`` that exclude each other.
    """

    kind: RuleKind
    params: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Portfolio:
    """A choice of projects to be made. Make one with :meth:`of`.

    Attributes
    ----------
    value, cost, saved
        int64, one per project, in integer units: what was given times ``scale``.
    regions, classes
        int32 group of each project, -1 for none.
    scale
        Integer units of money, value and savings per unit given.
    rules
        Every rule, in the order of the certificate's multipliers.
    """

    value: NDArray[np.int64]
    cost: NDArray[np.int64]
    saved: NDArray[np.int64]
    regions: NDArray[np.int32]
    classes: NDArray[np.int32]
    scale: int
    rules: tuple[Rule, ...]

    @classmethod
    def of(  # noqa: PLR0913 - the parts of a choice, all but two by keyword
        cls,
        value: ArrayLike,
        cost: ArrayLike,
        *,
        budget: float | None = None,
        saved: ArrayLike | None = None,
        regions: ArrayLike | None = None,
        classes: ArrayLike | None = None,
        quotas: Sequence[Quota] = (),
        requires: Sequence[tuple[int, int]] = (),
        exclusive: Sequence[Sequence[int]] = (),
        must_take: Sequence[int] = (),
        must_not: Sequence[int] = (),
        scale: int = 1,
    ) -> Portfolio:
        """Make a portfolio problem of n projects.

        Parameters
        ----------
        value, cost, saved
            Shape (n,): worth, cost and expected tCO2 saved a year; cost and savings not negative, savings 0 when left
            out.
        budget
            What all chosen projects may cost together, None for no limit.
        regions, classes
            Shape (n,): whole numbers that name the group of each project, -1 for none.
        quotas
            Floors and ceilings.
        requires
            Pairs (a, b): a may be chosen only with b.
        exclusive
            Sets of projects of which at most one may be chosen.
        must_take, must_not
            Projects that are in, or out, whatever else.
        scale
            Numbers are multiplied by this and rounded to integers, once: 10 000 keeps four decimals.

        Returns
        -------
        Portfolio
            Immutable, in integers.

        Raises
        ------
        ProblemError
            ``wrong_shape``, ``not_a_number``, ``not_whole``, ``negative_units``, ``fit_too_large``,
            ``index_out_of_range`` or ``bad_scale``.
        """
        if type(scale) is not int or not 1 <= scale <= LARGEST_TOTAL:
            raise ProblemError("bad_scale", value=repr(scale))
        worth = _to_units(value, "value", None, scale)
        count = len(worth)
        price = _to_units(cost, "cost", count, scale)
        savings = _to_units(np.zeros(count) if saved is None else saved, "saved", count, scale)
        for field, units in (("cost", price), ("saved", savings)):
            if count and int(units.min()) < 0:
                raise ProblemError("negative_units", field=field, index=int(units.argmin()), value=int(units.min()))
        region, class_ = _to_groups(regions, "regions", count), _to_groups(classes, "classes", count)
        rules = [] if budget is None else [Rule(RuleKind.BUDGET, {"limit": _to_limit(budget, "budget", scale)})]
        rules += [rule for quota in quotas for rule in _quota_rules(quota, scale)]
        rules += [Rule(RuleKind.MUST_TAKE, {"project": at}) for at in _to_projects(must_take, "must_take", count)]
        rules += [Rule(RuleKind.MUST_NOT, {"project": at}) for at in _to_projects(must_not, "must_not", count)]
        rules += [Rule(RuleKind.REQUIRES, pair) for pair in _to_requirements(requires, count)]
        for projects in exclusive:
            rules.append(Rule(RuleKind.EXCLUSIVE, {"projects": tuple(_to_projects(projects, "exclusive", count))}))
        return cls(worth, price, savings, region, class_, scale, tuple(rules))

    def __len__(self) -> int:
        """Count the projects."""
        return len(self.value)

    def limited(self, *rules: Rule) -> Portfolio:
        """Return the same projects with more rules."""
        return Portfolio(
            self.value, self.cost, self.saved, self.regions, self.classes, self.scale, (*self.rules, *rules)
        )

    def gain(self, goals: Mapping[Goal, int]) -> NDArray[np.int64]:
        """Return what each project adds to a weighted sum of goals; costs count against it.

        Parameters
        ----------
        goals
            Whole weight of each goal, not negative.

        Returns
        -------
        NDArray
            int64, one per project.

        Raises
        ------
        ProblemError
            ``not_whole`` or ``negative_units`` for a weight, ``fit_too_large`` where sums would not be exact.
        """
        columns = {Goal.VALUE: self.value, Goal.SAVED: self.saved, Goal.COST: -self.cost}
        total = np.zeros(len(self), dtype=object)
        for goal, weight in goals.items():
            if type(weight) is not int:
                raise ProblemError("not_whole", field="weights", index=goal.value, value=str(weight))
            if weight < 0:
                raise ProblemError("negative_units", field="weights", index=goal.value, value=weight)
            total = total + columns[goal].astype(object) * weight
        largest = sum(abs(gain) for gain in total.tolist())
        if largest > LARGEST_TOTAL:
            raise ProblemError("fit_too_large", field="weights", largest=largest, limit=LARGEST_TOTAL)
        return freeze(total.astype(np.int64))

    @cached_property
    def program(self) -> Program:
        """The rules as rows of integers, with nothing to gain yet."""
        return Program.of(np.zeros(len(self), np.int64), [self.line(rule) for rule in self.rules])

    def line(self, rule: Rule) -> Line:
        """Return a rule as a row that stays at or below its limit."""
        params = rule.params
        match rule.kind:
            case RuleKind.BUDGET:
                return Line(np.arange(len(self), dtype=np.int32), self.cost, params["limit"])
            case RuleKind.FLOOR | RuleKind.CEILING:
                return self._quota_line(rule)
            case RuleKind.MUST_TAKE:
                return _line((params["project"],), (-1,), -1)
            case RuleKind.MUST_NOT:
                return _line((params["project"],), (1,), 0)
            case RuleKind.REQUIRES:
                return _line((params["project"], params["requires"]), (1, -1), 0)
            case RuleKind.EXCLUSIVE:
                return _line(params["projects"], (1,) * len(params["projects"]), 1)

    def _quota_line(self, rule: Rule) -> Line:
        groups = self.regions if rule.params["axis"] is Axis.REGION else self.classes
        columns = np.flatnonzero(groups == rule.params["group"]).astype(np.int32)
        is_money = rule.params["measure"] is Measure.MONEY
        weights = self.cost[columns] if is_money else np.ones(len(columns), np.int64)
        sign = 1 if rule.kind is RuleKind.CEILING else -1
        return Line(columns, sign * weights, sign * rule.params["limit"])

    def digest(self) -> str:
        """Return the SHA-256 of all numbers and rules."""
        digest = hashlib.sha256(f"greenbridge portfolio 1 {len(self)} {self.scale}".encode())
        for column in (self.value, self.cost, self.saved, self.regions, self.classes):
            digest.update(np.ascontiguousarray(column).data)
        for rule in self.rules:
            named = [(name, str(value)) for name, value in sorted(rule.params.items())]
            digest.update(f"{rule.kind.value} {named}".encode())
        return digest.hexdigest()


def _line(columns: Sequence[int], weights: Sequence[int], limit: int) -> Line:
    return Line(np.array(columns, np.int32), np.array(weights, np.int64), limit)


def _quota_rules(quota: Quota, scale: int) -> list[Rule]:
    """Floor and ceiling apart, so that each can be named alone."""
    unit = scale if quota.measure is Measure.MONEY else 1
    named = {"axis": Axis(quota.axis), "group": int(quota.group), "measure": Measure(quota.measure)}
    sides = ((RuleKind.FLOOR, quota.least), (RuleKind.CEILING, quota.most))
    return [
        Rule(kind, {**named, "limit": _to_limit(limit, kind.value, unit)}) for kind, limit in sides if limit is not None
    ]


def _to_units(values: ArrayLike, field: str, count: int | None, scale: int) -> Numbers:
    array = np.asarray(values)
    if array.ndim != 1 or (count is not None and len(array) != count):
        raise ProblemError(
            "wrong_shape", field=field, shape=array.shape, expected="(n,)" if count is None else (count,)
        )
    if array.size and array.dtype.kind not in "biuf":
        raise ProblemError("not_a_number", field=field, index=0, value=str(array[0]))
    units = np.zeros(len(array), np.int64)
    total = 0
    for at, value in enumerate(array.tolist()):
        units[at] = _to_limit(value, field, scale, at)
        total += abs(int(units[at]))
    if total > LARGEST_TOTAL:
        raise ProblemError("fit_too_large", field=field, largest=total, limit=LARGEST_TOTAL)
    return freeze(units)


def _to_limit(value: float, field: str, scale: int, at: int = 0) -> int:
    if not np.isfinite(value):
        raise ProblemError("not_a_number", field=field, index=at, value=str(value))
    if abs(value) * scale > LARGEST_TOTAL:
        raise ProblemError("fit_too_large", field=field, largest=abs(value) * scale, limit=LARGEST_TOTAL)
    return round(value * scale)


def _to_groups(values: ArrayLike | None, field: str, count: int) -> NDArray[np.int32]:
    array = np.full(count, NOWHERE, np.int32) if values is None else np.asarray(values)
    if array.shape != (count,):
        raise ProblemError("wrong_shape", field=field, shape=array.shape, expected=(count,))
    if array.size and array.dtype.kind not in "iu":
        raise ProblemError("not_whole", field=field, index=0, value=str(array[0]))
    return freeze(array.astype(np.int32))


def _to_requirements(pairs: Sequence[tuple[int, int]], count: int) -> list[dict[str, int]]:
    """Who requires whom; that a project requires itself says nothing."""
    for pair in pairs:
        if len(pair) != 2:  # noqa: PLR2004 - a pair
            raise ProblemError("wrong_shape", field="requires", shape=(len(pair),), expected="(2,)")
    named = [_to_projects(pair, "requires", count) for pair in pairs]
    return [{"project": pair[0], "requires": pair[1]} for pair in named if len(pair) > 1]


def _to_projects(values: Sequence[int], field: str, count: int) -> list[int]:
    """Whole numbers below the count, each once."""
    for at, value in enumerate(values):
        if isinstance(value, bool) or not isinstance(value, int | np.integer):
            raise ProblemError("not_whole", field=field, index=at, value=str(value))
        if not 0 <= value < count:
            raise ProblemError("index_out_of_range", field=field, index=at, value=int(value), count=count)
    return [int(value) for value in dict.fromkeys(values)]
