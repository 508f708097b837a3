"""The whole problem of meetings as a CP-SAT model: small ones are solved exactly, and infeasible ones explained."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from optimizer.timetable.cpsat import Expression, Model, Variable
from optimizer.timetable.outcome import Requirement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from optimizer.timetable.meetings.plan import MeetingPlan
    from optimizer.timetable.meetings.problem import Meetings, MeetingSide

    Cells = dict[tuple[int, int, int], Variable]


@dataclass(eq=False)
class MeetingModel:
    """Variables and what they add up to.

    Attributes
    ----------
    cells
        One variable for each (startup, investor, slot) that is possible.
    literals
        With requirements as assumptions: the literal and the requirement of each.
    """

    model: Model
    cells: Cells
    by_pair: dict[tuple[int, int], list[Variable]]
    by_person: tuple[list[list[list[Variable]]], list[list[list[Variable]]]]
    literals: list[tuple[Variable, Requirement]] = field(default_factory=list)

    def hints(self, plan: MeetingPlan | None) -> list[tuple[Variable, int]]:
        """Say of each variable whether this plan has the meeting."""
        if plan is None:
            return []
        held = {(startup, investor, slot) for startup, investor, slot, _ in plan.rows()}
        return [(variable, int(cell in held)) for cell, variable in self.cells.items()]

    def read(self, values: NDArray[np.int64]) -> list[tuple[int, int, int]]:
        """List the meetings of a solution as (startup, investor, slot)."""
        return [cell for cell, variable in self.cells.items() if values[variable.index]]


def build_model(meetings: Meetings, beat: Callable[[], None], *, explained: bool = False) -> MeetingModel:
    """Build the rules; with ``explained`` each requirement holds only when its literal does, and presence is one.

    ``beat`` is called all the while: the model of a large problem takes seconds to build.
    """
    built = _make_cells(meetings, beat, ignore_presence=explained)
    for people in built.by_person:
        for slots in people:
            beat()
            for variables in slots:
                built.model.add_at_most_one(variables)
    for variables in built.by_pair.values():
        built.model.add_at_most_one(variables)
    if explained:
        _add_requirements(meetings, built, beat)
        return built
    for slot, tables in enumerate(meetings.tables.tolist()):
        _at_most(built, _in_slot(built, slot), tables)
    for side, people in zip((meetings.startups, meetings.investors), built.by_person, strict=True):
        for person, slots in enumerate(people):
            _at_most(built, _flat(slots), int(side.hi[person]))
    for (_, _), variables in _fund_groups(meetings, built):
        _at_most(built, variables, int(meetings.fund_cap or 0))
    return built


def unmet_units(meetings: Meetings, built: MeetingModel) -> Expression:
    """Add variables that count missed requests and minimums; returns their sum."""
    model, parts = built.model, []
    for startup, investor in np.argwhere(meetings.requested).tolist():
        parts.append(1 - sum(built.by_pair.get((startup, investor), [])))
    for side, people in zip((meetings.startups, meetings.investors), built.by_person, strict=True):
        for person in np.flatnonzero(side.lo).tolist():
            lo = int(side.lo[person])
            lacking = model.new_int_var(0, lo, "")
            model.add(lacking >= lo - sum(_flat(people[person])))
            parts.append(lacking)
    return sum(parts) + model.new_constant(0)


def total_fit(meetings: Meetings, built: MeetingModel) -> Expression:
    """The fit of all meetings."""
    fit = meetings.fit
    terms = [int(fit[startup, investor]) * variable for (startup, investor, _), variable in built.cells.items()]
    return sum(terms) + built.model.new_constant(0)


def idle_slots(meetings: Meetings, built: MeetingModel) -> Expression:
    """Add variables that count idle slots; returns their sum."""
    idle: list[Variable] = []
    sides = (meetings.startups, meetings.investors)
    for side, people in zip(sides, built.by_person, strict=True):
        for person, slots in enumerate(people):
            for day in np.unique(meetings.day).tolist():
                on_day = np.flatnonzero(meetings.day == day).tolist()
                idle += _idle_on(built.model, side, person, [(slot, slots[slot]) for slot in on_day])
    return sum(idle) + built.model.new_constant(0)


def _idle_on(model: Model, side: MeetingSide, person: int, slots: list[tuple[int, list[Variable]]]) -> list[Variable]:
    """One variable for each slot that could be spent waiting: some meeting before it and some after it that day."""
    idle = []
    for at, (slot, now) in enumerate(slots):
        before, after = (_flat([each for _, each in part]) for part in (slots[:at], slots[at + 1 :]))
        if not before or not after or not side.free[person, slot]:
            continue
        started, unfinished, waits = (model.new_bool_var("") for _ in range(3))
        model.add_max_equality(started, before)
        model.add_max_equality(unfinished, after)
        model.add(waits >= started + unfinished - 1 - sum(now))
        idle.append(waits)
    return idle


def _make_cells(meetings: Meetings, beat: Callable[[], None], *, ignore_presence: bool) -> MeetingModel:
    slots = range(meetings.slot_count)
    model, cells = Model(), {}
    by_pair: dict[tuple[int, int], list[Variable]] = {}
    by_person: tuple[list[list[list[Variable]]], ...] = tuple(
        [[[] for _ in slots] for _ in range(count)] for count in meetings.fit.shape
    )
    for startup, investor in np.argwhere(meetings.allowed).tolist():
        beat()
        both = meetings.startups.free[startup] & meetings.investors.free[investor]
        for slot in slots if ignore_presence else np.flatnonzero(both).tolist():
            variable = model.new_bool_var("")
            cells[startup, investor, slot] = variable
            by_pair.setdefault((startup, investor), []).append(variable)
            by_person[0][startup][slot].append(variable)
            by_person[1][investor][slot].append(variable)
    return MeetingModel(model, cells, by_pair, (by_person[0], by_person[1]))


def _add_requirements(meetings: Meetings, built: MeetingModel, beat: Callable[[], None]) -> None:
    for startup, investor in np.argwhere(meetings.requested).tolist():
        literal = _literal(built, Requirement("request", {"startup": startup, "investor": investor}))
        built.model.add(sum(built.by_pair.get((startup, investor), [])) >= 1).only_enforce_if(literal)
    sides = (("startup", meetings.startups), ("investor", meetings.investors))
    for (name, side), people in zip(sides, built.by_person, strict=True):
        for person, slots in enumerate(people):
            beat()
            _add_person(built, name, side, (person, slots))
    for (startup, fund), variables in _fund_groups(meetings, built):
        cap = int(meetings.fund_cap or 0)
        requirement = Requirement("fund_cap", {"startup": startup, "fund": fund, "limit": cap})
        _at_most(built, variables, cap, requirement)
    for slot, tables in enumerate(meetings.tables.tolist()):
        beat()
        _at_most(built, _in_slot(built, slot), tables, Requirement("tables", {"slot": slot, "limit": tables}))


def _add_person(built: MeetingModel, name: str, side: MeetingSide, who: tuple[int, list[list[Variable]]]) -> None:
    person, slots = who
    meetings = _flat(slots)
    lo, hi = int(side.lo[person]), int(side.hi[person])
    if lo:
        literal = _literal(built, Requirement("minimum", {name: person, "units": lo}))
        built.model.add(sum(meetings) >= lo).only_enforce_if(literal)
    _at_most(built, meetings, hi, Requirement("cap", {name: person, "limit": hi}))
    absent = np.flatnonzero(~side.free[person]).tolist()
    if absent:
        _at_most(built, _flat([slots[slot] for slot in absent]), 0, Requirement("absence", {name: person}))


def _at_most(
    built: MeetingModel, variables: list[Variable], limit: int, requirement: Requirement | None = None
) -> None:
    if len(variables) <= limit:
        return
    rule = built.model.add(sum(variables) <= limit)
    if requirement is not None:
        rule.only_enforce_if(_literal(built, requirement))


def _literal(built: MeetingModel, requirement: Requirement) -> Variable:
    literal = built.model.new_bool_var("")
    built.literals.append((literal, requirement))
    return literal


def _fund_groups(meetings: Meetings, built: MeetingModel) -> Iterable[tuple[tuple[int, int], list[Variable]]]:
    if meetings.fund_cap is None:
        return []
    groups: dict[tuple[int, int], list[Variable]] = {}
    for (startup, investor), variables in built.by_pair.items():
        fund = int(meetings.fund[investor])
        if fund >= 0:
            groups.setdefault((startup, fund), []).extend(variables)
    return groups.items()


def _in_slot(built: MeetingModel, slot: int) -> list[Variable]:
    return _flat([slots[slot] for slots in built.by_person[0]])


def _flat(parts: Iterable[list[Variable]]) -> list[Variable]:
    return [variable for part in parts for variable in part]
