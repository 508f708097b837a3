"""An on-site review out of a workbook, and its timetable as sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from optimizer.timetable import Requirement, SessionPlan, Sessions, check_sessions
from services.cli.schedule_book import (
    ABSENT,
    NAME_LIMIT,
    SLOTS,
    Book,
    Slots,
    code_column,
    count_column,
    find_row,
    name_column,
    numbers_of,
    read_presence,
    require_ordered,
)
from services.judging.problem import build_problem
from services.judging.rules import derive_conflicts, merge_conflicts
from services.judging.scores import read_scores
from services.judging.tables import (
    CONFLICTS,
    ENTRIES,
    JUDGES,
    SCORES,
    entry_of,
    judge_of,
    read_conflicts,
)
from services.judging.values import EntryValue, JudgeKind, JudgeValue, Judging, JudgingSettings, Unscored
from services.kit.refusals import Param
from services.kit.sheets import Cell, Column, Faults, Kind, References, Row, Say, SheetContent, Table, folded

MINUTES_MISSING: Final = 240

SESSION_JUDGES: Final = Table(
    "judges",
    JUDGES.headers,
    (*JUDGES.columns, count_column("max_sessions", "最多场次", "场次上限", "max sessions"), ABSENT),
)
SESSION_ENTRIES: Final = Table(
    "entries", ENTRIES.headers, (*ENTRIES.columns, Column("session", ("场次", "所在场次", "场次编号"), Kind.CODE))
)
SESSIONS: Final = Table(
    "sessions",
    ("场次", "评审场次"),
    (
        code_column("场次", "场次编号", "session"),
        Column("track", ("赛道", "组别", "group"), text_limit=NAME_LIMIT),
        count_column("panel_size", "评委数", "评审小组人数", "panel"),
        count_column("min", "最少项目", "最少项目数"),
        count_column("max", "最多项目", "最多项目数"),
    ),
)
ROOMS: Final = Table(
    "rooms",
    ("会场", "会议室", "教室"),
    (
        code_column("会场编号", "会场", "room"),
        name_column("会场名称"),
        Column("closed", ("不可用时段", "停用时段"), Kind.LIST),
    ),
)
SESSION_TABLES: Final = (SESSION_JUDGES, SESSION_ENTRIES, SESSIONS, ROOMS, SLOTS, CONFLICTS)


@dataclass(frozen=True, slots=True)
class SessionSettings:
    """What the command line says for every session."""

    panel_size: int
    investors: int
    experts: int
    present_minutes: int
    question_minutes: int
    spread: int | None
    is_elastic: bool


@dataclass(frozen=True, eq=False)
class SessionCase:
    """A problem with the people it is about."""

    problem: Sessions
    judges: Sequence[JudgeValue]
    entries: Sequence[EntryValue]
    sessions: Sequence[Row]
    rooms: Sequence[Row]
    tracks: Sequence[str]
    slots: Slots

    def violations(self, plan: SessionPlan) -> int:
        """How many rules a plan breaks."""
        return len(check_sessions(self.problem, plan))

    def counts(self) -> list[tuple[str, int]]:
        """What the problem consists of."""
        parts = (self.entries, self.judges, self.sessions, self.rooms, self.slots.rows)
        return list(zip(("entries", "judges", "sessions", "rooms", "slots"), map(len, parts), strict=True))

    def requirement_words(self, requirement: Requirement) -> dict[str, Param]:
        """The parameters of a requirement as people know them."""
        params = requirement.params
        words: dict[str, Param] = dict(params)
        if "judge" in params:
            words["judge"] = words["who"] = _judge_name(self.judges[params["judge"]])
        if "entry" in params:
            words["entry"] = _entry_name(self.entries[params["entry"]])
        if "session" in params:
            words["session"] = self.sessions[params["session"]].text("code")
        if "track" in params:
            words["track"] = self.tracks[params["track"]]
        return words

    def sheets(self, plan: SessionPlan, say: Say) -> list[SheetContent]:
        """The timetable by room, the order of entries with their times, and the day of each judge."""
        return [self._room_sheet(plan, say), self._entry_sheet(plan, say), self._judge_sheet(plan, say)]

    def _room_sheet(self, plan: SessionPlan, say: Say) -> SheetContent:
        rows: list[list[Cell]] = []
        sizes = np.bincount(plan.session[plan.session >= 0], minlength=len(self.sessions))
        for session in np.lexsort((plan.room, plan.slot)).tolist():
            row, slot = self.sessions[session], int(plan.slot[session])
            panel = "、".join(_judge_name(self.judges[judge]) for judge in np.flatnonzero(plan.panel[session]).tolist())
            last = self.slots.start(slot, int(sizes[session]) * self.problem.entry_minutes) if slot >= 0 else ""
            place: list[Cell] = [self._room(plan, session), self.slots.label(slot), last] if slot >= 0 else ["", "", ""]
            rows.append([*place, row.text("code"), row.text("track"), int(sizes[session]), panel])
        names = ("room", "slot", "end", "session", "track", "entries", "panel")
        return SheetContent(say("sheet.timetable"), [say(f"schedule.{name}") for name in names], rows, frozenset({6}))

    def _entry_sheet(self, plan: SessionPlan, say: Say) -> SheetContent:
        starts, rows = plan.starts(self.problem), []
        order = np.lexsort((plan.position, plan.session, plan.session < 0)).tolist()
        for entry in order:
            value, session = self.entries[entry], int(plan.session[entry])
            row: list[Cell] = [value.code, value.title, value.organization]
            if session < 0 or plan.slot[session] < 0:
                rows.append(["", "", "", "", *row, ""])
                continue
            slot, given = int(plan.slot[session]), int(self.problem.given[entry])
            at: list[Cell] = [self.sessions[session].text("code"), int(plan.position[entry]) + 1]
            when: list[Cell] = [self._room(plan, session), self.slots.start(slot, int(starts[entry]))]
            moved = self.sessions[given].text("code") if given not in {-1, session} else ""
            rows.append([*at, *when, *row, moved])
        names = ("session", "lot", "room", "start", "entry", "title_of", "organization", "moved_from")
        return SheetContent(say("schedule.order"), [say(f"schedule.{name}") for name in names], rows, frozenset({5}))

    def _judge_sheet(self, plan: SessionPlan, say: Say) -> SheetContent:
        rows: list[list[Cell]] = []
        for judge, value in enumerate(self.judges):
            own = np.flatnonzero(plan.panel[:, judge])
            day: list[Cell] = [""] * len(self.slots.rows)
            for session in own[plan.slot[own] >= 0].tolist():
                where = self._room(plan, session)
                day[int(plan.slot[session])] = f"{self.sessions[session].text('code')} · {where}"
            rows.append([value.code, value.name, value.organization, len(own), *day])
        labels = [self.slots.label(slot) for slot in range(len(self.slots.rows))]
        heads = [say(f"schedule.{name}") for name in ("judge", "name", "organization", "count")]
        return SheetContent(say("schedule.by_judges"), [*heads, *labels], rows)

    def _room(self, plan: SessionPlan, session: int) -> str:
        row = self.rooms[int(plan.room[session])]
        return row.text("name") or row.text("code")


def read_sessions(book: Book, settings: SessionSettings) -> SessionCase:
    """The case of a workbook. Raises SheetRefused with every bad cell of a sheet."""
    judge_source, judge_rows = book.get(SESSION_JUDGES)
    _, entry_rows = book.get(SESSION_ENTRIES)
    session_source, session_rows = book.get(SESSIONS)
    room_source, room_rows = book.get(ROOMS)
    slots = Slots(book.get(SLOTS)[1])
    judges, entries = [judge_of(row) for row in judge_rows], [entry_of(row) for row in entry_rows]
    tracks = sorted({row.text("track") for row in session_rows})
    least, most = numbers_of(session_rows, "min", 0), numbers_of(session_rows, "max", max(1, len(entries)))
    require_ordered(session_source, session_rows, least, most)
    fit, conflict = _read_fit(book, judges, entries)
    problem = Sessions.build(
        fit=fit,
        conflict=conflict,
        session_track=[tracks.index(row.text("track")) for row in session_rows],
        track=_read_tracks(book, entry_rows, tracks),
        given=_read_given(book, entry_rows, session_rows),
        room_free=read_presence(room_source, room_rows, slots, "closed"),
        minutes=numbers_of(slots.rows, "minutes", MINUTES_MISSING),
        day=slots.days,
        panel_size=numbers_of(session_rows, "panel_size", settings.panel_size),
        size_lo=least,
        size_hi=most,
        spread=settings.spread,
        judge_free=read_presence(judge_source, judge_rows, slots),
        judge_hi=numbers_of(judge_rows, "max_sessions", len(slots.rows)),
        kinds=np.array([[judge.kind is JudgeKind.INVESTOR] for judge in judges]),
        kind_lo=[settings.investors],
        expert=_find_experts(judges, entries, tracks),
        expert_lo=settings.experts,
        present_minutes=settings.present_minutes,
        question_minutes=settings.question_minutes,
        is_elastic=settings.is_elastic,
    )
    return SessionCase(problem, judges, entries, session_rows, room_rows, tracks, slots)


def _read_fit(
    book: Book, judges: list[JudgeValue], entries: list[EntryValue]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Given scores where there are any, else the fit that `greenbridge assign` computes; and all conflicts."""
    stated = book.find(CONFLICTS)
    listed = [] if stated is None else read_conflicts(stated[0], judges, entries)
    conflicts = merge_conflicts(listed, derive_conflicts(judges, entries))
    scored = book.find_source(SCORES)
    scores = None if scored is None else read_scores(scored, judges, entries)
    settings = JudgingSettings(per_entry=0, unscored=Unscored.ZERO)
    problem = build_problem(Judging(judges, entries, conflicts, scores, settings)).problem
    entry, judge = (index.ravel().astype(np.int32) for index in np.indices((len(entries), len(judges))))
    found = problem.store.find(judge, entry)
    shape = (len(entries), len(judges))
    conflict = np.zeros(shape, np.bool_)
    numbers = {value.code: at for at, value in enumerate(judges)}, {value.code: at for at, value in enumerate(entries)}
    for each in conflicts:
        conflict[numbers[1][each.entry], numbers[0][each.judge]] = True
    return found.fit.reshape(shape).T, conflict.T


def _read_tracks(book: Book, rows: Sequence[Row], tracks: list[str]) -> list[int]:
    """The track of each entry; it needs a session of its track."""
    faults = Faults(f"{book.path.name}: {SESSION_ENTRIES.name}")
    for row in rows:
        if row.text("track") not in tracks:
            faults.add(row.number, "track", "TRACK_WITHOUT_SESSION", {"value": row.text("track")})
    faults.raise_if_any()
    return [tracks.index(row.text("track")) for row in rows]


def _read_given(book: Book, rows: Sequence[Row], sessions: Sequence[Row]) -> list[int]:
    """The session each entry was grouped into, -1 for none."""
    known = References("sessions", [row.text("code") for row in sessions])
    faults, given = Faults(f"{book.path.name}: {SESSION_ENTRIES.name}"), []
    for row in rows:
        found = find_row(known, row, "session", faults) if row.text("session") else None
        given.append(-1 if found is None else found)
        if found is not None and sessions[found].text("track") != row.text("track"):
            faults.add(row.number, "session", "SESSION_OF_ANOTHER_TRACK", {"value": row.text("session")})
    faults.raise_if_any()
    return given


def _find_experts(judges: list[JudgeValue], entries: list[EntryValue], tracks: list[str]) -> NDArray[np.bool_]:
    """An expert of a track names it, or a field of one of its entries, among their fields."""
    fields = [{folded(track)} for track in tracks]
    for entry in entries:
        fields[tracks.index(entry.track)] |= {folded(field) for field in entry.fields}
    own = [{folded(field) for field in judge.fields} for judge in judges]
    return np.array([[bool(mine & of_track) for of_track in fields] for mine in own]).reshape(len(judges), len(tracks))


def _judge_name(judge: JudgeValue) -> str:
    return f"{judge.name} ({judge.code})" if judge.name else judge.code


def _entry_name(entry: EntryValue) -> str:
    return f"{entry.code} ({entry.title})" if entry.title else entry.code
