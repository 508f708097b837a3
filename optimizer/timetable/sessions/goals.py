"""The goals of sessions as expressions over the model, exact whatever part of the plan is held."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from optimizer.timetable.outcome import GoalName
from optimizer.timetable.sessions.model import SessionModel, add_panel, sum_of

if TYPE_CHECKING:
    from optimizer.timetable.cpsat import Expression, Variable
    from optimizer.timetable.sessions.problem import Sessions


class Sizes(NamedTuple):
    """How many helping variables the goals need, which says what can be solved whole."""

    presence: int
    products: int
    rooms: int


def size_of(sessions: Sessions) -> Sizes:
    """Count the helping variables of a model in which nothing is held."""
    presence = len(sessions.judges) * sessions.session_count * len(sessions.minutes)
    seats = sum(len(own) for own in sessions.sessions_of)
    return Sizes(presence, seats * len(sessions.judges), presence * max(1, len(sessions.room_free)))


def express(built: SessionModel, name: GoalName) -> Expression:
    """Make the expression of a goal, with the helping variables it needs."""
    return {
        GoalName.UNCOVERED: _uncovered,
        GoalName.MOVES: _moves,
        GoalName.FIT: _fit,
        GoalName.BALANCE: _balance,
        GoalName.COMFORT: _comfort,
    }[name](built)


def _uncovered(built: SessionModel) -> Expression:
    sessions, model = built.sessions, built.model
    if not sessions.is_elastic:
        return sum_of(model, [])
    covered: list[Variable] = []
    for session in range(sessions.session_count):
        complete = model.new_bool_var("")
        add_panel(built, session, complete)
        model.add(complete <= built.placed(session))
        for (_, which), seat in built.seat.items():
            if which == session:
                counts = model.new_bool_var("")
                model.add_implication(counts, complete)
                model.add_implication(counts, seat)
                covered.append(counts)
    return sessions.entry_count - sum_of(model, covered)


def _moves(built: SessionModel) -> Expression:
    given = built.sessions.given.tolist()
    moved = [seat for (entry, session), seat in built.seat.items() if given[entry] not in {-1, session}]
    return sum_of(built.model, moved)


def _fit(built: SessionModel) -> Expression:
    fit, held = built.sessions.judges.fit, built.held
    if held.plan is not None and held.grouping:
        session = held.plan.session
        of_panel = np.stack([fit[:, session == each].sum(axis=1) for each in range(built.sessions.session_count)])
        terms = [int(of_panel[cell]) * member for cell, member in built.member.items()]
    elif held.plan is not None and held.panels:
        of_entry = held.plan.panel.astype(np.int64) @ fit
        terms = [int(of_entry[session, entry]) * seat for (entry, session), seat in built.seat.items()]
    else:
        terms = [
            _heard(built, cell, judge) * int(fit[judge, cell[0]]) for cell in built.seat for judge in range(len(fit))
        ]
    return sum_of(built.model, terms)


def _heard(built: SessionModel, cell: tuple[int, int], judge: int) -> Variable:
    """Whether a judge hears an entry in a session; counted upwards only, as more fit is better."""
    heard = built.model.new_bool_var("")
    built.model.add_implication(heard, built.seat[cell])
    built.model.add_implication(heard, built.member[cell[1], judge])
    return heard


def _balance(built: SessionModel) -> Expression:
    """Squares as sums of odd numbers: the k-th session of a judge adds 2 k - 1."""
    sessions, model = built.sessions, built.model
    terms: list[Expression] = []
    for judge, hi in enumerate(sessions.judges.hi.tolist()):
        own = [built.member[session, judge] for session in range(sessions.session_count)]
        steps = [model.new_bool_var("") for _ in range(min(hi, len(own)))]
        model.add(sum_of(model, steps) == sum_of(model, own))
        terms += [(2 * number + 1) * step for number, step in enumerate(steps)]
    return sum_of(model, terms)


def _comfort(built: SessionModel) -> Expression:
    sessions = built.sessions
    terms: list[Variable] = []
    for judge in range(len(sessions.judges)):
        if len(built.sessions_of(judge)) < 2:  # noqa: PLR2004 - who serves once neither moves nor waits
            continue
        built.beat()
        for day in np.unique(sessions.day).tolist():
            terms += _comfort_of(built, judge, np.flatnonzero(sessions.day == day).tolist())
    return sum_of(built.model, terms)


def _comfort_of(built: SessionModel, judge: int, slots: list[int]) -> list[Variable]:
    """Room changes and idle slots of one judge on one day."""
    model, rooms = built.model, range(len(built.sessions.room_free))
    attended: dict[int, list[Variable]] = {slot: [] for slot in slots}
    for session in built.sessions_of(judge):
        for slot in slots:
            if (judge, session, slot) in built.attends:
                attended[slot].append(built.attends[judge, session, slot])
    terms: list[Variable] = []
    last: dict[int, Variable] = {}
    for at, slot in enumerate(slots):
        here = _rooms_of(built, judge, slot, sum_of(model, attended[slot]))
        now = {}
        for room in rooms:
            changed, now[room] = model.new_bool_var(""), model.new_bool_var("")
            elsewhere = sum_of(model, [last[other] for other in last if other != room])
            model.add(changed >= here[room] + elsewhere - 1)
            model.add(now[room] >= here[room])
            if last:
                model.add(now[room] >= last[room] - sum_of(model, attended[slot]))
            terms.append(changed)
        terms += _idle_of(built, judge, (at, slots), attended)
        last = now
    return terms


def _rooms_of(built: SessionModel, judge: int, slot: int, serves: Expression) -> list[Variable]:
    """In which room a judge is in a slot, exactly."""
    model = built.model
    here = [model.new_bool_var("") for _ in range(len(built.sessions.room_free))]
    model.add(sum_of(model, here) == serves)
    for session in built.sessions_of(judge):
        for room, inside in enumerate(here):
            place = built.place.get((session, room, slot))
            if place is not None:
                model.add(inside >= built.attends[judge, session, slot] + place - 1)
    return here


def _idle_of(
    built: SessionModel, judge: int, where: tuple[int, list[int]], attended: dict[int, list[Variable]]
) -> list[Variable]:
    (at, slots), model = where, built.model
    before, after = ([each for slot in part for each in attended[slot]] for part in (slots[:at], slots[at + 1 :]))
    if not before or not after or not built.sessions.judges.free[judge, slots[at]]:
        return []
    started, unfinished, waits = (model.new_bool_var("") for _ in range(3))
    model.add_max_equality(started, before)
    model.add_max_equality(unfinished, after)
    model.add(waits >= started + unfinished - 1 - sum_of(model, attended[slots[at]]))
    return [waits]
