"""A first timetable by simple choices, for the solver to start from: it may break rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.timetable.sessions.plan import NOWHERE, SessionPlan

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.timetable.sessions.problem import Sessions

    Labels = NDArray[np.int64]


def make_start(sessions: Sessions, lot_seed: int) -> SessionPlan:
    """Group by track, spread sessions over the slots, and give each the best judges that are still free."""
    session = _ease(sessions, _group(sessions))
    room, slot = _place(sessions, np.bincount(session[session >= 0], minlength=sessions.session_count))
    panel = _staff(sessions, session, slot)
    return SessionPlan.of(sessions, session=session, panel=panel, room=room, slot=slot, lot_seed=lot_seed)


def make_empty(sessions: Sessions, lot_seed: int) -> SessionPlan:
    """Hold nothing: where entries may stay uncovered, this breaks no rule."""
    nowhere = np.full(sessions.session_count, NOWHERE)
    panel = np.zeros((sessions.session_count, len(sessions.judges)), np.bool_)
    session = np.full(sessions.entry_count, NOWHERE)
    return SessionPlan.of(sessions, session=session, panel=panel, room=nowhere, slot=nowhere, lot_seed=lot_seed)


def _group(sessions: Sessions) -> Labels:
    """Keep the given grouping; the others go where fewest sit."""
    session = sessions.given.astype(np.int64)
    sizes = np.bincount(session[session >= 0], minlength=sessions.session_count)
    for entry in np.flatnonzero(session < 0).tolist():
        own = [each for each in sessions.sessions_of[entry] if sizes[each] < sessions.size_hi[each]]
        if own:
            session[entry] = min(own, key=lambda each: (sizes[each] >= sessions.size_lo[each], sizes[each], each))
            sizes[session[entry]] += 1
    return session


def _ease(sessions: Sessions, session: Labels) -> Labels:
    """Move entries out of sessions that too few judges could hear: those that most judges are barred by come first."""
    conflict = sessions.judges.conflict.astype(np.int64)
    for crowded in range(sessions.session_count):
        for _ in range(sessions.entry_count):
            members = np.flatnonzero(session == crowded)
            bars = conflict[:, members].sum(axis=1)
            if len(members) <= sessions.size_lo[crowded] or (bars == 0).sum() >= sessions.panels.size[crowded]:
                break
            freed = (conflict[:, members] & (bars == 1)[:, None]).sum(axis=0)
            entry = int(members[np.lexsort((conflict[:, members].sum(axis=0), freed))[-1]])
            goal = _find_ease(sessions, session, entry)
            if goal == NOWHERE:
                break
            session[entry] = goal
    return session


def _find_ease(sessions: Sessions, session: Labels, entry: int) -> int:
    """The smallest session of the same track where enough judges can still hear everybody."""
    best, least = NOWHERE, sessions.entry_count
    for other in sessions.sessions_of[entry]:
        members = np.flatnonzero(session == other)
        barred = sessions.judges.conflict[:, [*members.tolist(), entry]].any(axis=1)
        able = int((~barred).sum())
        is_open = other != session[entry] and len(members) < min(least, int(sessions.size_hi[other]))
        if is_open and able >= sessions.panels.size[other]:
            best, least = other, len(members)
    return best


def _place(sessions: Sessions, sizes: Labels) -> tuple[Labels, Labels]:
    """Give long sessions first the choice of slots; among those that suffice, the slot with fewest sessions."""
    room, slot = np.full((2, sessions.session_count), NOWHERE)
    open_rooms = [np.flatnonzero(column).tolist()[::-1] for column in sessions.room_free.T]
    used = [0] * len(open_rooms)
    for session in np.argsort(-sizes, kind="stable").tolist():
        minutes = sizes[session] * sessions.entry_minutes
        suited = [when for when, rooms in enumerate(open_rooms) if rooms and sessions.minutes[when] >= minutes]
        if suited:
            when = min(suited, key=lambda each: (used[each], each))
            room[session], slot[session] = open_rooms[when].pop(), when
            used[when] += 1
    return room, slot


def _staff(sessions: Sessions, session: Labels, slot: Labels) -> NDArray[np.bool_]:
    """Choose each panel: whoever fills most of what lacks, then fits best."""
    judges, panels = sessions.judges, sessions.panels
    panel = np.zeros((sessions.session_count, len(judges)), np.bool_)
    load, busy = np.zeros(len(judges), np.int64), ~judges.free
    for each in np.flatnonzero(slot >= 0).tolist():
        entries = session == each
        fit = judges.fit[:, entries].sum(axis=1)
        barred = judges.conflict[:, entries].any(axis=1) | busy[:, slot[each]] | (load >= judges.hi)
        lacks = np.append(panels.kind_lo, panels.expert_lo)
        gives = np.column_stack((judges.kinds, judges.expert[:, sessions.session_track[each]])).astype(np.int64)
        for _ in range(int(panels.size[each])):
            order = np.lexsort((-load, fit, gives @ (lacks > 0), ~barred))
            best = int(order[-1]) if len(order) else NOWHERE
            if best < 0 or barred[best]:
                break
            panel[each, best] = barred[best] = True
            lacks = lacks - gives[best]
        load += panel[each]
        busy[panel[each], slot[each]] = True
    return panel
