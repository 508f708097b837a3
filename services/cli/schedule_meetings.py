"""A capital day out of a workbook, and its timetable as sheets."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from optimizer.timetable import MeetingPlan, Meetings, Requirement, check_meetings
from services.cli.schedule_book import (
    ABSENT,
    NAME_LIMIT,
    SLOTS,
    YES,
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
from services.kit.refusals import Param
from services.kit.sheets import Cell, Column, Faults, Kind, References, Row, Say, SheetContent, SheetSource, Table

STARTUPS: Final = Table(
    "startups",
    ("初创企业", "项目", "企业", "融资项目"),
    (
        code_column("企业编号", "项目编号", "startup"),
        name_column("企业名称", "项目名称"),
        count_column("min", "最少会面", "最少会面数", "min meetings"),
        count_column("max", "最多会面", "最多会面数", "max meetings"),
        ABSENT,
    ),
)
INVESTORS: Final = Table(
    "investors",
    ("投资人", "投资机构", "投资方"),
    (
        code_column("投资人编号", "机构编号", "investor"),
        name_column("投资人姓名"),
        Column("fund", ("基金", "所属基金", "机构", "所属机构", "organization"), text_limit=NAME_LIMIT),
        count_column("min", "最少会面", "最少会面数", "min meetings"),
        count_column("max", "最多会面", "最多会面数", "max meetings"),
        ABSENT,
    ),
)
WISHES: Final = Table(
    "wishes",
    ("意向", "会面意向", "约见意向", "requests"),
    (
        Column("startup", ("企业编号", "初创企业", "项目编号", "企业"), Kind.CODE, required=True),
        Column("investor", ("投资人编号", "投资人", "机构编号"), Kind.CODE, required=True),
        Column("startup_score", ("企业意向", "企业评分", "项目评分"), Kind.NUMBER, minimum=0, maximum=1_000),
        Column("investor_score", ("投资人意向", "投资人评分"), Kind.NUMBER, minimum=0, maximum=1_000),
        Column("requested", ("必须", "指定会面", "must"), Kind.CHOICE, choices=YES),
    ),
    row_limit=1_000_000,
)
MEETING_TABLES: Final = (STARTUPS, INVESTORS, SLOTS, WISHES)


@dataclass(frozen=True, slots=True)
class MeetingSettings:
    """What the command line says for everybody."""

    tables: int | None
    most: int
    fund_cap: int | None
    is_elastic: bool


@dataclass(frozen=True, eq=False)
class MeetingCase:
    """A problem with the people it is about."""

    problem: Meetings
    startups: list[str]
    investors: list[str]
    funds: list[str]
    slots: Slots

    def violations(self, plan: MeetingPlan) -> int:
        """How many rules a plan breaks."""
        return len(check_meetings(self.problem, plan))

    def counts(self) -> list[tuple[str, int]]:
        """What the problem consists of."""
        return [
            ("startups", len(self.startups)),
            ("investors", len(self.investors)),
            ("slots", len(self.slots.rows)),
            ("wishes", int(self.problem.allowed.sum())),
        ]

    def requirement_words(self, requirement: Requirement) -> dict[str, Param]:
        """The parameters of a requirement as people know them."""
        named: dict[str, list[str]] = {"startup": self.startups, "investor": self.investors, "fund": self.funds}
        words: dict[str, Param] = {
            name: named[name][value] if name in named else value for name, value in requirement.params.items()
        }
        if "slot" in words:
            words["slot"] = self.slots.label(requirement.params["slot"])
        return {"who": words.get("startup", words.get("investor", "")), **words}

    def sheets(self, plan: MeetingPlan, say: Say) -> list[SheetContent]:
        """The timetable by slot and table, and by person of each side."""
        rows: list[list[Cell]] = [
            [self.slots.label(slot), table + 1, self.startups[startup], self.investors[investor]]
            for startup, investor, slot, table in plan.rows()
        ]
        headers = [say(f"schedule.{name}") for name in ("slot", "table", "startup", "investor")]
        sides = (("startups", self.startups, plan.startup), ("investors", self.investors, plan.investor))
        others = {"startups": (self.investors, plan.investor), "investors": (self.startups, plan.startup)}
        pages = [
            self._person_sheet(say(f"schedule.by_{side}"), (names, person), others[side], (plan, say))
            for side, names, person in sides
        ]
        return [SheetContent(say("sheet.timetable"), headers, rows), *pages]

    def _person_sheet(
        self,
        title: str,
        own: tuple[list[str], NDArray[np.int32]],
        others: tuple[list[str], NDArray[np.int32]],
        told: tuple[MeetingPlan, Say],
    ) -> SheetContent:
        """One row for each person, one column for each slot: whom they meet, and at which table."""
        plan, say = told
        cells: list[list[Cell]] = [[name, 0, *[""] * len(self.slots.rows)] for name in own[0]]
        columns = (own[1].tolist(), others[1].tolist(), plan.slot.tolist(), plan.table.tolist())
        for person, other, slot, table in zip(*columns, strict=True):
            cells[person][2 + slot] = say("schedule.meeting", name=others[0][other], table=table + 1)
            cells[person][1] = int(cells[person][1] or 0) + 1
        labels = [self.slots.label(slot) for slot in range(len(self.slots.rows))]
        return SheetContent(title, [say("schedule.person"), say("schedule.count"), *labels], cells)


def read_meetings(book: Book, settings: MeetingSettings) -> MeetingCase:
    """The case of a workbook. Raises SheetRefused with every bad cell of a sheet."""
    startup_source, startups = book.get(STARTUPS)
    investor_source, investors = book.get(INVESTORS)
    slot_source, slot_rows = book.get(SLOTS)
    slots = Slots(slot_rows)
    fit, allowed, requested = _read_wishes(book, startups, investors)
    bounds = [
        _bounds(startup_source, startups, settings),
        _bounds(investor_source, investors, settings),
    ]
    funds = sorted({row.text("fund") for row in investors} - {""})
    problem = Meetings.build(
        fit=fit,
        tables=_read_tables(slot_source, slot_rows, settings),
        startup_lo=bounds[0][0],
        startup_hi=bounds[0][1],
        investor_lo=bounds[1][0],
        investor_hi=bounds[1][1],
        startup_free=read_presence(startup_source, startups, slots),
        investor_free=read_presence(investor_source, investors, slots),
        allowed=allowed,
        requested=requested,
        day=slots.days,
        fund=[funds.index(row.text("fund")) if row.text("fund") else -1 for row in investors],
        fund_cap=settings.fund_cap,
        is_elastic=settings.is_elastic,
    )
    return MeetingCase(problem, [_shown(row) for row in startups], [_shown(row) for row in investors], funds, slots)


def _bounds(source: SheetSource, rows: list[Row], settings: MeetingSettings) -> tuple[list[int], list[int]]:
    least = numbers_of(rows, "min", 0)
    most = numbers_of(rows, "max", settings.most)
    require_ordered(source, rows, least, most)
    return least, most


def _read_tables(source: SheetSource, rows: list[Row], settings: MeetingSettings) -> list[int]:
    faults = Faults(source.name)
    for row in rows:
        if row.find_integer("tables") is None and settings.tables is None:
            faults.add(row.number, "tables", "TABLES_NEEDED")
    faults.raise_if_any()
    return numbers_of(rows, "tables", settings.tables or 0)


def _read_wishes(
    book: Book, startups: list[Row], investors: list[Row]
) -> tuple[
    NDArray[np.float64],
    NDArray[np.bool_],
    NDArray[np.bool_],
]:
    """Fit of the pairs that are listed, the mean of both sides' scores; only these meet."""
    source, rows = book.get(WISHES)
    known = [
        References(table, [row.text("code") for row in people], [row.text("name") for row in people])
        for table, people in (("startups", startups), ("investors", investors))
    ]
    fit = np.zeros((len(startups), len(investors)))
    allowed, requested = np.zeros((2, *fit.shape), np.bool_)
    faults = Faults(source.name)
    first_rows: dict[tuple[int, int], int] = {}
    for row in rows:
        startup = find_row(known[0], row, "startup", faults)
        investor = find_row(known[1], row, "investor", faults)
        if startup is None or investor is None:
            continue
        first = first_rows.setdefault((startup, investor), row.number)
        if first != row.number:
            params: dict[str, Param] = {"value": row.text("investor"), "first_row": first}
            faults.add(row.number, "investor", "DUPLICATE", params)
        scores = [row.find_number(column) or 0.0 for column in ("startup_score", "investor_score")]
        fit[startup, investor] = sum(scores) / 2
        allowed[startup, investor] = True
        requested[startup, investor] = row.text("requested") == "yes"
    faults.raise_if_any()
    return fit, allowed, requested


def _shown(row: Row) -> str:
    return f"{row.text('name')} ({row.text('code')})" if row.text("name") else row.text("code")
