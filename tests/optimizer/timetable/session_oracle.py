"""Brute force over every timetable of two sessions at once, as columns, and small problems to try it on."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import product

import numpy as np
from hypothesis import strategies as st

from optimizer.timetable import Requirement, SessionPlan, Sessions

ENTRIES, SESSIONS, JUDGES, ROOMS, SLOTS = 3, 2, 3, 2, 3
NOWHERE = -1


@cache
def everything() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Session of each entry, panel, room and slot of each session, one row per conceivable timetable."""
    seats = np.array(list(product(range(-1, SESSIONS), repeat=ENTRIES)))
    panels = np.array(list(product((0, 1), repeat=SESSIONS * JUDGES))).reshape(-1, SESSIONS, JUDGES)
    cells = [(NOWHERE, NOWHERE), *product(range(ROOMS), range(SLOTS))]
    places = np.array(list(product(cells, repeat=SESSIONS)))
    a, b, c = (index.ravel() for index in np.indices((len(seats), len(panels), len(places))))
    return seats[a], panels[b], places[c, :, 0], places[c, :, 1]


class Oracle:
    """Every timetable that the walls allow, whatever is required of it."""

    def __init__(self, problem: Sessions) -> None:
        self.problem = problem
        session, panel, room, slot = everything()
        held = slot >= 0
        kept = (panel.sum(axis=2) <= problem.panels.size).all(axis=1)
        kept &= ~((room[:, 0] == room[:, 1]) & (slot[:, 0] == slot[:, 1]) & held[:, 0])
        kept &= (~held | problem.room_free[room, slot]).all(axis=1)
        kept &= ~((slot[:, 0] == slot[:, 1]) & held[:, 0] & (panel[:, 0] & panel[:, 1]).any(axis=1))
        for entry in range(ENTRIES):
            own = np.append(problem.session_track == problem.track[entry], [True])
            kept &= own[session[:, entry]]
        self.session, self.panel, self.room, self.slot = session[kept], panel[kept], room[kept], slot[kept]
        self.size = np.stack([(self.session == each).sum(axis=1) for each in range(SESSIONS)], axis=1)

    def requirements(self) -> list[Requirement]:
        """Everything an explanation may name."""
        problem = self.problem
        found = [Requirement("cover", {"entry": entry}) for entry in range(ENTRIES)]
        for session in range(SESSIONS):
            at = {"session": session}
            found += [Requirement("held", at), Requirement("minutes", at)]
            found.append(Requirement("panel", {**at, "units": int(problem.panels.size[session])}))
            found.append(Requirement("size_least", {**at, "units": int(problem.size_lo[session])}))
            found.append(Requirement("size_most", {**at, "limit": int(problem.size_hi[session])}))
            found.append(Requirement("expert", {**at, "units": problem.panels.expert_lo}))
            found += [
                Requirement("kind", {**at, "kind": kind, "units": int(units)})
                for kind, units in enumerate(problem.panels.kind_lo)
            ]
        if problem.spread is not None:
            tracks = np.unique(problem.session_track).tolist()
            found += [Requirement("spread", {"track": track, "limit": problem.spread}) for track in tracks]
        for judge in range(JUDGES):
            found.append(Requirement("judge_cap", {"judge": judge, "limit": int(problem.judges.hi[judge])}))
            found += [Requirement(code, {"judge": judge}) for code in ("absence", "conflicts")]
        return found

    def holds(self, requirement: Requirement) -> np.ndarray:
        """Which timetables keep one requirement."""
        params = requirement.params
        if "judge" in params:
            return self._of_judge(requirement.code, params["judge"])
        if requirement.code == "cover":
            return self.session[:, params["entry"]] >= 0
        if requirement.code == "spread":
            sizes = self.size[:, self.problem.session_track == params["track"]]
            return sizes.max(axis=1) - sizes.min(axis=1) <= params["limit"]
        return self._of_session(requirement, params["session"])

    def _of_session(self, requirement: Requirement, session: int) -> np.ndarray:
        problem, params = self.problem, requirement.params
        members, size, slot = self.panel[:, session], self.size[:, session], self.slot[:, session]
        expert = problem.judges.expert[:, problem.session_track[session]]
        minutes = np.append(problem.minutes, 10**6)[slot]
        return {
            "held": lambda: slot >= 0,
            "minutes": lambda: size * problem.entry_minutes <= minutes,
            "panel": lambda: members.sum(axis=1) >= params["units"],
            "size_least": lambda: size >= params["units"],
            "size_most": lambda: size <= params["limit"],
            "expert": lambda: members[:, expert].sum(axis=1) >= params["units"],
            "kind": lambda: members[:, problem.judges.kinds[:, params["kind"]]].sum(axis=1) >= params["units"],
        }[requirement.code]()

    def _of_judge(self, code: str, judge: int) -> np.ndarray:
        problem, serves = self.problem, self.panel[:, :, judge] > 0
        if code == "judge_cap":
            return serves.sum(axis=1) <= problem.judges.hi[judge]
        if code == "absence":
            there = np.append(problem.judges.free[judge], [True])[self.slot]
            return (~serves | there).all(axis=1)
        heard = [
            (self.session[:, entry] == session) & serves[:, session]
            for entry in np.flatnonzero(problem.judges.conflict[judge])
            for session in range(SESSIONS)
        ]
        return ~np.any(heard, axis=0) if heard else np.ones(len(serves), bool)

    def can_hold(self, asked: Iterable[Requirement]) -> bool:
        """Whether some timetable keeps all of these."""
        return bool(np.logical_and.reduce([np.ones(len(self.size), bool), *map(self.holds, asked)]).any())

    def best(self) -> list[int] | None:
        """Uncovered entries, moves, less fit, squared loads and discomfort of the best timetable, None without any."""
        soft = {"cover", "held", "panel", "size_least", "expert", "kind", "spread"}
        asked = [each for each in self.requirements() if not (self.problem.is_elastic and each.code in soft)]
        kept = np.logical_and.reduce([self.holds(each) for each in asked])
        held = np.append(self.slot >= 0, np.ones((len(self.slot), 1), bool), axis=1)
        kept &= np.take_along_axis(held, self.session, axis=1).all(axis=1)
        ranks = np.stack([self._uncovered(), self._moves(), -self._fit(), self._balance(), self._comfort()], axis=1)[
            kept
        ]
        return ranks[np.lexsort(ranks.T[::-1])[0]].tolist() if len(ranks) else None

    def _uncovered(self) -> np.ndarray:
        whole = [self.slot[:, session] >= 0 for session in range(SESSIONS)]
        for each in self.requirements():
            if each.code in {"panel", "kind", "expert"}:
                whole[each.params["session"]] = whole[each.params["session"]] & self.holds(each)
        covered = np.stack([*whole, np.zeros(len(whole[0]), bool)], axis=1)
        return (~np.take_along_axis(covered, self.session, axis=1)).sum(axis=1)

    def _moves(self) -> np.ndarray:
        given = self.problem.given
        return ((self.session != given) & (self.session >= 0) & (given >= 0)).sum(axis=1)

    def _fit(self) -> np.ndarray:
        total = np.zeros(len(self.size), np.int64)
        for entry, session, judge in product(range(ENTRIES), range(SESSIONS), range(JUDGES)):
            heard = (self.session[:, entry] == session) & (self.panel[:, session, judge] > 0)
            total += heard * self.problem.judges.fit[judge, entry]
        return total

    def _balance(self) -> np.ndarray:
        return (self.panel.sum(axis=1) ** 2).sum(axis=1)

    def _comfort(self) -> np.ndarray:
        day = np.append(self.problem.day, -9)
        first, last = self.slot.min(axis=1), self.slot.max(axis=1)
        same_day = (day[first] == day[last]) & (first >= 0)
        total = np.zeros(len(first), np.int64)
        for judge in range(JUDGES):
            both = self.panel[:, :, judge].all(axis=1) & same_day
            waits = both & (last - first == 2) & self.problem.judges.free[judge, 1]
            total += both & (self.room[:, 0] != self.room[:, 1])
            total += waits
        return total

    def plan(self, row: int) -> SessionPlan:
        """One of the timetables."""
        columns = {"session": self.session, "panel": self.panel, "room": self.room, "slot": self.slot}
        return SessionPlan.of(self.problem, **{name: column[row] for name, column in columns.items()})


@st.composite
def session_problems(draw: st.DrawFn, *, elastic: bool | None = None) -> Sessions:
    """Small problems with everything in them."""

    def flags(*shape: int, rare: int = 3) -> np.ndarray:
        count = int(np.prod(shape))
        return np.array(draw(st.lists(st.integers(0, rare), min_size=count, max_size=count))).reshape(shape) == 0

    def numbers(count: int, least: int, most: int) -> list[int]:
        return draw(st.lists(st.integers(least, most), min_size=count, max_size=count))

    session_track = draw(st.sampled_from([[0, 0], [0, 1]]))
    track = [draw(st.sampled_from(session_track)) for _ in range(ENTRIES)]
    given = [draw(st.sampled_from([-1, *(s for s in range(SESSIONS) if session_track[s] == own)])) for own in track]
    size_hi = numbers(SESSIONS, 1, 3)
    return Sessions.build(
        fit=np.array(numbers(JUDGES * ENTRIES, 0, 4)).reshape(JUDGES, ENTRIES),
        session_track=session_track,
        track=track,
        given=given,
        room_free=~flags(ROOMS, SLOTS),
        minutes=[each * 15 for each in numbers(SLOTS, 1, 3)],
        day=[0, 0, draw(st.integers(0, 1))],
        panel_size=numbers(SESSIONS, 1, 2),
        size_lo=[draw(st.integers(0, 1)) for _ in size_hi],
        size_hi=size_hi,
        spread=draw(st.sampled_from([None, 0, 1])),
        conflict=flags(JUDGES, ENTRIES, rare=4),
        judge_free=~flags(JUDGES, SLOTS, rare=4),
        judge_hi=numbers(JUDGES, 1, 2),
        kinds=~flags(JUDGES, 1, rare=1),
        kind_lo=numbers(1, 0, 1),
        expert=~flags(JUDGES, max(session_track) + 1),
        expert_lo=draw(st.integers(0, 1)),
        is_elastic=draw(st.booleans()) if elastic is None else elastic,
    )
