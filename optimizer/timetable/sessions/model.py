"""The rules of sessions as a CP-SAT model: who sits where, which judges, which room and slot.

Parts of a plan can be held fast, which makes large problems small: with the slots held a judge's day is one sum, with
the grouping held the fit of a panel is linear in its members.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from optimizer.timetable.cpsat import Expression, Model, Rule, Variable
from optimizer.timetable.outcome import Requirement
from optimizer.timetable.sessions.plan import NOWHERE, SessionPlan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from optimizer.timetable.sessions.problem import Sessions


@dataclass(frozen=True, slots=True)
class Held:
    """Which parts of a plan may not change."""

    plan: SessionPlan | None = None
    grouping: bool = False
    panels: bool = False
    slots: bool = False


@dataclass(eq=False)
class SessionModel:
    """Variables and what they stand for.

    Attributes
    ----------
    beat
        Called while the model is built: that of a large problem takes seconds.
    seat
        Entry and session.
    member
        Session and judge.
    place, at_slot
        Session, room and slot; session and slot.
    attends
        Judge, session and slot.
    literals
        With requirements as assumptions: the literal and the requirement of each.
    """

    sessions: Sessions
    held: Held
    beat: Callable[[], None]
    model: Model = field(default_factory=Model)
    seat: dict[tuple[int, int], Variable] = field(default_factory=dict)
    member: dict[tuple[int, int], Variable] = field(default_factory=dict)
    place: dict[tuple[int, int, int], Variable] = field(default_factory=dict)
    at_slot: dict[tuple[int, int], Variable] = field(default_factory=dict)
    attends: dict[tuple[int, int, int], Variable] = field(default_factory=dict)
    literals: list[tuple[Variable, Requirement]] = field(default_factory=list)
    is_explained: bool = False

    def seats_of(self, session: int) -> list[Variable]:
        """Variables of the entries that may sit in a session."""
        entries = np.flatnonzero(self.sessions.track == self.sessions.session_track[session]).tolist()
        return [self.seat[entry, session] for entry in entries]

    def members_of(self, session: int, which: NDArray[np.bool_] | None = None) -> list[Variable]:
        """Variables of the judges of a session, all or some."""
        judges = range(len(self.sessions.judges)) if which is None else np.flatnonzero(which).tolist()
        return [self.member[session, judge] for judge in judges]

    def placed(self, session: int) -> Expression:
        """Whether a session is held."""
        return sum_of(self.model, [variable for (which, _), variable in self.at_slot.items() if which == session])

    def sessions_of(self, judge: int) -> list[int]:
        """Sessions that a judge may serve."""
        plan = self.held.plan if self.held.panels else None
        return (
            list(range(self.sessions.session_count)) if plan is None else np.flatnonzero(plan.panel[:, judge]).tolist()
        )

    def hints(self, plan: SessionPlan | None) -> list[tuple[Variable, int]]:
        """Say of each variable what it is in this plan."""
        if plan is None:
            return []
        return [
            *((variable, int(plan.session[entry] == session)) for (entry, session), variable in self.seat.items()),
            *((variable, int(plan.panel[cell])) for cell, variable in self.member.items()),
            *(
                (variable, int((plan.room[session], plan.slot[session]) == (room, slot)))
                for (session, room, slot), variable in self.place.items()
            ),
        ]

    def read(self, values: NDArray[np.int64], lot_seed: int) -> SessionPlan:
        """Turn a solution into a plan."""
        sessions = self.sessions
        session = np.full(sessions.entry_count, NOWHERE)
        panel = np.zeros((sessions.session_count, len(sessions.judges)), np.bool_)
        room, slot = np.full((2, sessions.session_count), NOWHERE)
        for (entry, which), variable in self.seat.items():
            if values[variable.index]:
                session[entry] = which
        for cell, variable in self.member.items():
            panel[cell] = bool(values[variable.index])
        for (which, where, when), variable in self.place.items():
            if values[variable.index]:
                room[which], slot[which] = where, when
        return SessionPlan.of(sessions, session=session, panel=panel, room=room, slot=slot, lot_seed=lot_seed)


def build_model(sessions: Sessions, held: Held, beat: Callable[[], None], *, explained: bool = False) -> SessionModel:
    """Build the rules; with ``explained`` each requirement holds only when its literal does."""
    built = SessionModel(sessions, held, beat, is_explained=explained)
    _make_variables(built)
    _add_places(built)
    _add_entries(built)
    _add_judges(built)
    if not sessions.is_elastic:
        for session in range(sessions.session_count):
            add_panel(built, session)
    return built


def sum_of(model: Model, terms: Iterable[Variable | Expression]) -> Expression:
    """Add up, also nothing."""
    return sum(terms) + model.new_constant(0)


def add_panel(built: SessionModel, session: int, enforced: Variable | None = None) -> None:
    """Ask for a complete panel; ``enforced`` says whether it is asked at all."""
    sessions, panels = built.sessions, built.sessions.panels
    at = {"session": session}
    size = int(panels.size[session])
    members = sum_of(built.model, built.members_of(session))
    require(built, members >= size, Requirement("panel", {**at, "units": size}), enforced)
    for kind, units in enumerate(panels.kind_lo.tolist()):
        if units:
            of_kind = sum_of(built.model, built.members_of(session, sessions.judges.kinds[:, kind]))
            require(built, of_kind >= units, Requirement("kind", {**at, "kind": kind, "units": units}), enforced)
    if panels.expert_lo:
        expert = sessions.judges.expert[:, sessions.session_track[session]]
        experts = sum_of(built.model, built.members_of(session, expert))
        requirement = Requirement("expert", {**at, "units": panels.expert_lo})
        require(built, experts >= panels.expert_lo, requirement, enforced)


def require(built: SessionModel, rule: Rule, requirement: Requirement, enforced: Variable | None = None) -> None:
    """Add a rule, behind a literal where requirements are explained."""
    literals = [] if enforced is None else [enforced]
    if built.is_explained:
        literals.append(_literal_of(built, requirement))
    added = built.model.add(rule)
    if literals:
        added.only_enforce_if(literals)


def _literal_of(built: SessionModel, requirement: Requirement) -> Variable:
    """One literal for each requirement, however many rules it has; they come one after the other."""
    if built.literals and built.literals[-1][1] == requirement:
        return built.literals[-1][0]
    built.literals.append((built.model.new_bool_var(""), requirement))
    return built.literals[-1][0]


def _make_variables(built: SessionModel) -> None:
    sessions, held, model = built.sessions, built.held, built.model
    for entry, own in enumerate(sessions.sessions_of):
        for session in own:
            built.seat[entry, session] = model.new_bool_var("")
    for session in range(sessions.session_count):
        built.beat()
        for judge in range(len(sessions.judges)):
            built.member[session, judge] = model.new_bool_var("")
    cells = np.argwhere(sessions.room_free).tolist()
    for session in range(sessions.session_count):
        for room, slot in cells:
            if not held.slots or held.plan is None or held.plan.slot[session] == slot:
                built.place[session, room, slot] = model.new_bool_var("")
    if held.plan is None:
        return
    fixed = chain(built.seat.items() if held.grouping else (), built.member.items() if held.panels else ())
    known = {variable.index: value for variable, value in built.hints(held.plan)}
    for _, variable in fixed:
        model.add(variable == known[variable.index])


def _add_places(built: SessionModel) -> None:
    sessions, model = built.sessions, built.model
    by_cell: dict[tuple[int, int], list[Variable]] = {}
    by_slot: dict[tuple[int, int], list[Variable]] = {}
    for (session, room, slot), variable in built.place.items():
        by_cell.setdefault((room, slot), []).append(variable)
        by_slot.setdefault((session, slot), []).append(variable)
    for variables in by_cell.values():
        model.add_at_most_one(variables)
    for cell, variables in sorted(by_slot.items()):
        built.at_slot[cell] = model.new_bool_var("")
        model.add(built.at_slot[cell] == sum_of(model, variables))
    for session in range(sessions.session_count):
        model.add(built.placed(session) <= 1)
        if not sessions.is_elastic:
            require(built, built.placed(session) >= 1, Requirement("held", {"session": session}))


def _add_entries(built: SessionModel) -> None:
    sessions, model = built.sessions, built.model
    for entry, own in enumerate(sessions.sessions_of):
        seats = [built.seat[entry, session] for session in own]
        model.add_at_most_one(seats)
        if not sessions.is_elastic:
            require(built, sum_of(model, seats) >= 1, Requirement("cover", {"entry": entry}))
    for session in range(sessions.session_count):
        built.beat()
        size = sum_of(model, built.seats_of(session))
        at = {"session": session}
        lo, hi = int(sessions.size_lo[session]), int(sessions.size_hi[session])
        require(built, size <= hi, Requirement("size_most", {**at, "limit": hi}))
        if lo and not sessions.is_elastic:
            require(built, size >= lo, Requirement("size_least", {**at, "units": lo}))
        for slot, minutes in enumerate(sessions.minutes.tolist()):
            most = minutes // sessions.entry_minutes
            if most < min(hi, sessions.entry_count):
                excess = (sessions.entry_count - most) * (1 - built.at_slot.get((session, slot), 0))
                require(built, size <= most + excess, Requirement("minutes", at))
        if sessions.is_elastic:
            model.add(size <= sessions.entry_count * built.placed(session))
    _add_spread(built)


def _add_spread(built: SessionModel) -> None:
    sessions = built.sessions
    if sessions.spread is None or sessions.is_elastic:
        return
    for track in np.unique(sessions.session_track).tolist():
        own = np.flatnonzero(sessions.session_track == track).tolist()
        least, most = (built.model.new_int_var(0, sessions.entry_count, "") for _ in range(2))
        for session in own:
            size = sum_of(built.model, built.seats_of(session))
            built.model.add(size >= least)
            built.model.add(size <= most)
        requirement = Requirement("spread", {"track": track, "limit": sessions.spread})
        require(built, most - least <= sessions.spread, requirement)


def _add_judges(built: SessionModel) -> None:
    sessions, judges = built.sessions, built.sessions.judges
    for session, size in enumerate(sessions.panels.size.tolist()):
        built.model.add(sum_of(built.model, built.members_of(session)) <= size)
    slots_of: list[list[int]] = [[] for _ in range(sessions.session_count)]
    for session, slot in built.at_slot:
        slots_of[session].append(slot)
    for judge in range(len(judges)):
        built.beat()
        own = [built.member[session, judge] for session in range(sessions.session_count)]
        hi = int(judges.hi[judge])
        if hi < len(own):
            limit = Requirement("judge_cap", {"judge": judge, "limit": hi})
            require(built, sum_of(built.model, own) <= hi, limit)
        absence = Requirement("absence", {"judge": judge})
        for session, slots in enumerate(slots_of):
            for slot in slots:
                if not judges.free[judge, slot]:
                    require(built, own[session] + built.at_slot[session, slot] <= 1, absence)
        conflicts = Requirement("conflicts", {"judge": judge})
        for entry in np.flatnonzero(judges.conflict[judge]).tolist():
            for session in sessions.sessions_of[entry]:
                require(built, built.seat[entry, session] + own[session] <= 1, conflicts)
        _add_presence(built, judge, slots_of)


def _add_presence(built: SessionModel, judge: int, slots_of: list[list[int]]) -> None:
    """Nobody is in two rooms at once: ``attends`` says exactly whether a judge serves a session in a slot."""
    by_slot: dict[int, list[Variable]] = {}
    for session, slots in enumerate(slots_of):
        member = built.member[session, judge]
        if built.held.slots and len(slots) == 1 and not built.sessions.is_elastic:
            built.attends[judge, session, slots[0]] = member
            by_slot.setdefault(slots[0], []).append(member)
            continue
        for slot in slots:
            attends, placed = built.model.new_bool_var(""), built.at_slot[session, slot]
            built.model.add(attends >= member + placed - 1)
            built.model.add(attends <= member)
            built.model.add(attends <= placed)
            built.attends[judge, session, slot] = attends
            by_slot.setdefault(slot, []).append(attends)
    for variables in by_slot.values():
        built.model.add_at_most_one(variables)
