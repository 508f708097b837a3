"""Recommendations as sheets that people read, filter and edit, and the edited ones read back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from optimizer import Assignment
from services.kit.refusals import CellFault
from services.kit.sheets import (
    BadCell,
    Cell,
    Column,
    Faults,
    Kind,
    References,
    Row,
    Say,
    SheetContent,
    SheetSource,
    Table,
    read_table,
)
from services.matching.problem import MatchingProblem
from services.matching.tables import TITLE_LIMIT
from services.matching.values import NeedValue, PackageValue

_SHARE: Final = "0.000"

PLAN: Final = Table(
    "plan",
    ("方案", "推荐方案"),
    (
        Column("need", ("需求编号",), Kind.CODE, required=True),
        Column("need_title", ("需求名称", "need title"), text_limit=TITLE_LIMIT),
        Column("package", ("成果包编号",), Kind.CODE),
        Column("package_title", ("成果包名称", "package title"), text_limit=TITLE_LIMIT),
    ),
    row_limit=1_000_000,
)


@dataclass(frozen=True, eq=False)
class MatchingPlan:
    """Recommendations with what they were made from. `ranks` counts the better candidates of each need, plus one."""

    needs: Sequence[NeedValue]
    packages: Sequence[PackageValue]
    built: MatchingProblem
    assignment: Assignment
    ranks: NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class EditedPlan:
    """The chosen pairs as row numbers of package and need, the row each stands in, and names of another code."""

    package: NDArray[np.int32]
    need: NDArray[np.int32]
    row: NDArray[np.int32]
    notes: tuple[CellFault, ...]


def plan_sheets(plan: MatchingPlan, say: Say) -> list[SheetContent]:
    """The sheets of a plan: pairs, needs, loads of packages, why."""
    make = (_pair_sheet, _need_sheet, _load_sheet, _why_sheet)
    return [sheet(plan, say) for sheet in make]


def read_plan(source: SheetSource, needs: Sequence[NeedValue], packages: Sequence[PackageValue]) -> EditedPlan:
    """The pairs of an edited plan sheet; a row without a package is an open place. Raises SheetRefused."""
    known_needs = References("needs", [need.code for need in needs])
    known_packages = References("packages", [package.code for package in packages])
    faults, notes = Faults(source.name), Faults(source.name)
    pairs = []
    for row in read_table(source, PLAN):
        need = _find(known_needs, row, "need", faults)
        package = _find(known_packages, row, "package", faults) if row.text("package") else None
        if need is not None:
            _note_other_title(row, "need_title", needs[need].title, notes)
        if package is not None:
            _note_other_title(row, "package_title", packages[package].title, notes)
        if need is not None and package is not None:
            pairs.append((package, need, row.number))
    faults.raise_if_any()
    columns = np.array(pairs, np.int32).reshape(-1, 3).T
    return EditedPlan(columns[0], columns[1], columns[2], tuple(notes.kept))


def _find(known: References, row: Row, column: str, faults: Faults) -> int | None:
    try:
        return known.get(row.text(column))
    except BadCell as bad:
        faults.add(row.number, column, bad.code, bad.params)
        return None


def _note_other_title(row: Row, column: str, known: str, notes: Faults) -> None:
    given = row.text(column)
    if given and given != known.strip():
        notes.add(row.number, column, "NAME_OF_ANOTHER", {"value": given, "known": known})


def _pair_sheet(plan: MatchingPlan, say: Say) -> SheetContent:
    headers = [say(f"plan.{name}") for name in ("need", "need_title", "package", "package_title", "fit")]
    return SheetContent(say("sheet.plan"), headers, list(_pair_rows(plan)), frozenset({1, 3}), {4: _SHARE})


def _pair_rows(plan: MatchingPlan) -> Iterator[list[Cell]]:
    """Pairs by need; an open place of a need is a row without a package."""
    short = plan.assignment.shortage
    missing = dict(zip(short.demand.tolist(), short.demand_units.tolist(), strict=True))
    fits = _fits(plan)
    starts = np.searchsorted(plan.assignment.demand, np.arange(len(plan.needs) + 1)).tolist()
    for number, need in enumerate(plan.needs):
        for at in range(starts[number], starts[number + 1]):
            package = plan.packages[int(plan.assignment.supply[at])]
            yield [need.code, need.title, package.code, package.title, fits[at]]
        for _ in range(missing.get(number, 0)):
            yield [need.code, need.title, "", "", None]


def _need_sheet(plan: MatchingPlan, say: Say) -> SheetContent:
    wanted = plan.built.problem.demand.lo.tolist()
    served = np.bincount(plan.assignment.demand, minlength=len(plan.needs)).tolist()
    candidates = [len(plan.built.problem.store.of_demand(number)[0]) for number in range(len(plan.needs))]
    rows: list[list[Cell]] = []
    for number, need in enumerate(plan.needs):
        lacks = max(0, wanted[number] - served[number])
        rows.append([need.code, need.title, wanted[number], served[number], lacks, candidates[number]])
    names = ("need", "need_title", "wanted", "recommended", "missing", "candidates")
    return SheetContent(say("sheet.needs"), [say(f"plan.{name}") for name in names], rows, frozenset({1}))


def _load_sheet(plan: MatchingPlan, say: Say) -> SheetContent:
    most = plan.built.problem.supply.hi.tolist()
    loads = np.bincount(plan.assignment.supply, minlength=len(plan.packages)).tolist()
    rows: list[list[Cell]] = [
        [package.code, package.title, loads[number], most[number], most[number] - loads[number]]
        for number, package in enumerate(plan.packages)
    ]
    names = ("package", "package_title", "adopters", "max_adopters", "free")
    return SheetContent(say("sheet.adopters"), [say(f"plan.{name}") for name in names], rows, frozenset({1}))


def _why_sheet(plan: MatchingPlan, say: Say) -> SheetContent:
    components = plan.built.components(plan.assignment.supply, plan.assignment.demand)
    shown = {name: values for name, values in components.items() if not np.isnan(values).all()}
    columns = [np.round(values.astype(np.float64), 6).tolist() for values in shown.values()]
    rows: list[list[Cell]] = []
    for at, fit in enumerate(_fits(plan)):
        need = plan.needs[int(plan.assignment.demand[at])]
        package = plan.packages[int(plan.assignment.supply[at])]
        known: list[Cell] = [None if np.isnan(column[at]) else column[at] for column in columns]
        rows.append([need.code, need.title, package.code, package.title, fit, int(plan.ranks[at]), *known])
    names = [say(f"plan.{name}") for name in ("need", "need_title", "package", "package_title", "fit", "rank")]
    headers = [*names, *(say(f"component.{name}") for name in shown)]
    formats = dict.fromkeys((4, *range(6, 6 + len(columns))), _SHARE)
    return SheetContent(say("sheet.why"), headers, rows, frozenset({1, 3}), formats)


def _fits(plan: MatchingPlan) -> list[float]:
    problem = plan.built.problem
    found = problem.store.find(plan.assignment.supply, plan.assignment.demand)
    fits: list[float] = (found.fit / problem.scale).tolist()
    return fits
