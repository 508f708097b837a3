"""A plan as sheets that people read, filter and edit, and the edited plan read back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from optimizer import Assignment
from services.judging.problem import JudgingProblem
from services.judging.tables import NAME_LIMIT, entry_references, judge_references
from services.judging.values import ConflictKind, EntryValue, JudgeValue
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

CONFLICT_SHEET_LIMIT: Final = 200_000
_SHARE: Final = "0.000"

PLAN: Final = Table(
    "plan",
    ("方案", "指派方案"),
    (
        Column("entry", ("项目编号",), Kind.CODE, required=True),
        Column("title", ("项目名称",), text_limit=NAME_LIMIT),
        Column("judge", ("评委编号",), Kind.CODE),
        Column("name", ("评委姓名", "judge name"), text_limit=NAME_LIMIT),
    ),
    row_limit=1_000_000,
)


@dataclass(frozen=True, eq=False)
class JudgingPlan:
    """A plan with what it was made from. `ranks` says how many allowed judges fit each entry better, plus one."""

    judges: Sequence[JudgeValue]
    entries: Sequence[EntryValue]
    built: JudgingProblem
    assignment: Assignment
    ranks: NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class EditedPlan:
    """The chosen pairs of a plan sheet as row numbers of judge and entry, and the row of the sheet each stands in.

    `notes` are rows whose name belongs to another code: the code counts, but the sheet says two things.
    """

    judge: NDArray[np.int32]
    entry: NDArray[np.int32]
    row: NDArray[np.int32]
    notes: tuple[CellFault, ...]


def plan_sheets(plan: JudgingPlan, say: Say) -> list[SheetContent]:
    """The sheets of a plan: pairs, entries, loads, why, conflicts."""
    make = (_pair_sheet, _entry_sheet, _load_sheet, _why_sheet, _conflict_sheet)
    return [sheet(plan, say) for sheet in make]


def read_plan(source: SheetSource, judges: Sequence[JudgeValue], entries: Sequence[EntryValue]) -> EditedPlan:
    """The pairs of an edited plan sheet; a row without a judge is an open place. Raises SheetRefused."""
    known_judges, known_entries = judge_references(judges), entry_references(entries)
    faults, notes = Faults(source.name), Faults(source.name)
    pairs = []
    for row in read_table(source, PLAN):
        entry = _find(known_entries, row, "entry", faults)
        judge = _find(known_judges, row, "judge", faults) if row.text("judge") else None
        if entry is not None:
            _note_other_name(row, "title", entries[entry].title, notes)
        if judge is not None:
            _note_other_name(row, "name", judges[judge].name, notes)
        if entry is not None and judge is not None:
            pairs.append((judge, entry, row.number))
    faults.raise_if_any()
    columns = np.array(pairs, np.int32).reshape(-1, 3).T
    return EditedPlan(columns[0], columns[1], columns[2], tuple(notes.kept))


def _find(known: References, row: Row, column: str, faults: Faults) -> int | None:
    try:
        return known.get(row.text(column))
    except BadCell as bad:
        faults.add(row.number, column, bad.code, bad.params)
        return None


def _note_other_name(row: Row, column: str, known: str, notes: Faults) -> None:
    given = row.text(column)
    if given and given != known.strip():
        notes.add(row.number, column, "NAME_OF_ANOTHER", {"value": given, "known": known})


def _pair_sheet(plan: JudgingPlan, say: Say) -> SheetContent:
    headers = [say(f"plan.{name}") for name in _PAIR_COLUMNS]
    return SheetContent(say("sheet.plan"), headers, list(_pair_rows(plan)), frozenset({1}), {6: _SHARE})


_PAIR_COLUMNS: Final = ("entry", "title", "entry_organization", "judge", "name", "judge_organization", "fit")


def _pair_rows(plan: JudgingPlan) -> Iterator[list[Cell]]:
    """Pairs by entry; an open place of an entry that lacks judges is a row without a judge."""
    missing = dict(zip(*_lacking(plan.assignment), strict=True))
    fits = _fits(plan)
    starts = np.searchsorted(plan.assignment.demand, np.arange(len(plan.entries) + 1))
    for number, entry in enumerate(plan.entries):
        for at in range(int(starts[number]), int(starts[number + 1])):
            judge = plan.judges[int(plan.assignment.supply[at])]
            row: list[Cell] = [entry.code, entry.title, entry.organization, judge.code, judge.name, judge.organization]
            yield [*row, fits[at]]
        for _ in range(missing.get(number, 0)):
            yield [entry.code, entry.title, entry.organization, "", "", "", None]


def _entry_sheet(plan: JudgingPlan, say: Say) -> SheetContent:
    names = ("entry", "title", "track", "needed", "assigned", "missing", "judges", "fit_total")
    return SheetContent(
        say("sheet.entries"),
        [say(f"plan.{name}") for name in names],
        list(_entry_rows(plan)),
        frozenset({1, 6}),
        {7: _SHARE},
    )


def _entry_rows(plan: JudgingPlan) -> Iterator[list[Cell]]:
    needed = plan.built.problem.demand.lo.tolist()
    fits = _fits(plan)
    starts = np.searchsorted(plan.assignment.demand, np.arange(len(plan.entries) + 1)).tolist()
    for number, entry in enumerate(plan.entries):
        at = slice(starts[number], starts[number + 1])
        names = [_shown_name(plan.judges[judge]) for judge in plan.assignment.supply[at].tolist()]
        lacks = max(0, needed[number] - len(names))
        row: list[Cell] = [entry.code, entry.title, entry.track, needed[number], len(names), lacks]
        yield [*row, "、".join(names), round(sum(fits[at]), 6)]


def _load_sheet(plan: JudgingPlan, say: Say) -> SheetContent:
    names = ("judge", "name", "judge_organization", "load", "min_load", "max_load", "free", "fit_mean")
    supply = plan.built.problem.supply
    loads = np.bincount(plan.assignment.supply, minlength=len(plan.judges))
    totals = np.bincount(plan.assignment.supply, weights=_fits(plan), minlength=len(plan.judges))
    rows: list[list[Cell]] = []
    for number, judge in enumerate(plan.judges):
        load, most = int(loads[number]), int(supply.hi[number])
        mean = float(totals[number]) / load if load else None
        row: list[Cell] = [judge.code, judge.name, judge.organization, load, int(supply.lo[number]), most]
        rows.append([*row, most - load, mean])
    return SheetContent(say("sheet.load"), [say(f"plan.{name}") for name in names], rows, formats={7: _SHARE})


def _why_sheet(plan: JudgingPlan, say: Say) -> SheetContent:
    components = plan.built.components(plan.assignment.supply, plan.assignment.demand)
    shown = {name: values for name, values in components.items() if not np.isnan(values).all()}
    columns = [np.round(values.astype(np.float64), 6).tolist() for values in shown.values()]
    names = [say(f"plan.{name}") for name in ("entry", "title", "judge", "name", "fit", "rank")]
    rows: list[list[Cell]] = []
    for at, fit in enumerate(_fits(plan)):
        entry = plan.entries[int(plan.assignment.demand[at])]
        judge = plan.judges[int(plan.assignment.supply[at])]
        known: list[Cell] = [None if np.isnan(column[at]) else column[at] for column in columns]
        rows.append([entry.code, entry.title, judge.code, judge.name, fit, int(plan.ranks[at]), *known])
    headers = [*names, *(say(f"component.{name}") for name in shown)]
    formats = dict.fromkeys((4, *range(6, 6 + len(columns))), _SHARE)
    return SheetContent(say("sheet.why"), headers, rows, frozenset({1}), formats)


def _conflict_sheet(plan: JudgingPlan, say: Say) -> SheetContent:
    problem = plan.built.problem
    kinds = [_kind_words(reason, say) for reason in problem.reasons]
    rows: list[list[Cell]] = []
    for number, entry in enumerate(plan.entries):
        judges, found = problem.store.of_demand(number)
        barred = np.flatnonzero(found.forbidden)
        for judge, reason in zip(judges[barred].tolist(), found.forbidden[barred].tolist(), strict=True):
            other = plan.judges[judge]
            rows.append([entry.code, entry.title, other.code, other.name, kinds[reason - 1]])
        if len(rows) >= CONFLICT_SHEET_LIMIT:
            rows[CONFLICT_SHEET_LIMIT:] = [[say("plan.more_conflicts", limit=CONFLICT_SHEET_LIMIT), "", "", "", ""]]
            break
    headers = [say(f"plan.{name}") for name in ("entry", "title", "judge", "name", "conflict_kind")]
    return SheetContent(say("sheet.conflicts"), headers, rows, frozenset({1}))


def _kind_words(reason: str, say: Say) -> str:
    return say(f"conflict.{reason}") if reason in ConflictKind.__members__ else say("conflict.given")


def _fits(plan: JudgingPlan) -> list[float]:
    problem = plan.built.problem
    found = problem.store.find(plan.assignment.supply, plan.assignment.demand)
    fits: list[float] = (found.fit / problem.scale).tolist()
    return fits


def _lacking(assignment: Assignment) -> tuple[list[int], list[int]]:
    return assignment.shortage.demand.tolist(), assignment.shortage.demand_units.tolist()


def _shown_name(judge: JudgeValue) -> str:
    return f"{judge.name} ({judge.code})" if judge.name else judge.code
