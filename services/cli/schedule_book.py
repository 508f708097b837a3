"""A workbook, or a folder of tables, from which a timetable is read sheet by sheet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from services.cli.options import digest_of
from services.kit.refusals import Param, RuleBroken
from services.kit.sheets import (
    BadCell,
    Column,
    Faults,
    Kind,
    References,
    Row,
    SheetSource,
    Table,
    folded,
    list_sheets,
    list_unread_columns,
    read_source,
    read_table,
)

SUFFIXES: Final = frozenset({".csv", ".txt", ".tsv", ".xlsx", ".xls"})
CODE_LIMIT: Final = 100
NAME_LIMIT: Final = 500
MOST_MINUTES: Final = 1_440
MOST_UNITS: Final = 10_000

ABSENT: Final = Column("absent", ("缺席时段", "不在时段", "缺席", "unavailable"), Kind.LIST)
YES: Final = {"是": "yes", "必须": "yes", "yes": "yes", "y": "yes", "1": "yes", "否": "no", "no": "no", "0": "no"}


def code_column(*headers: str) -> Column:
    """The column that names a row for other sheets."""
    return Column(
        "code", (*headers, "编号", "代码", "id"), Kind.CODE, required=True, unique=True, text_limit=CODE_LIMIT
    )


def name_column(*headers: str) -> Column:
    """The column that people read."""
    return Column("name", (*headers, "名称", "姓名", "title"), text_limit=NAME_LIMIT)


def count_column(name: str, *headers: str, least: int = 0, most: int = MOST_UNITS) -> Column:
    """A column of whole numbers."""
    return Column(name, headers, Kind.INTEGER, minimum=least, maximum=most)


SLOTS: Final = Table(
    "slots",
    ("时段", "时间", "时间段"),
    (
        code_column("时段", "时段编号", "slot"),
        Column("day", ("日期", "天", "date"), text_limit=NAME_LIMIT),
        Column("start", ("开始", "开始时间", "时间", "begin"), text_limit=NAME_LIMIT),
        count_column("minutes", "时长", "分钟", "时长分钟", "length", least=1, most=MOST_MINUTES),
        count_column("tables", "桌数", "桌位"),
    ),
)


@dataclass
class Book:
    """The sheets of a workbook, or the files of a folder, by the tables they hold."""

    path: Path
    inputs: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, Mapping[str, Param]]] = field(default_factory=list)
    _source: SheetSource | None = None

    def __post_init__(self) -> None:
        if not self.path.is_dir():
            self._source = read_source(self.path)
            self.inputs.append(digest_of(self._source))

    def get(self, table: Table) -> tuple[SheetSource, list[Row]]:
        """The rows of a table. Raises RuleBroken when the sheet is missing, SheetRefused with every bad cell."""
        found = self.find(table)
        if found is None:
            raise RuleBroken("SHEET_MISSING", book=self.path.name, table=table.name, sheet=table.headers[0])
        return found

    def find(self, table: Table) -> tuple[SheetSource, list[Row]] | None:
        """The rows of a table, None when there is no such sheet."""
        source = self.find_source(table)
        if source is None:
            return None
        rows = read_table(source, table)
        unread = list_unread_columns(source, table) if rows else []
        if unread:
            self.notes.append(("schedule.unread", {"sheet": source.name, "columns": ", ".join(unread)}))
        return source, rows

    def find_source(self, table: Table) -> SheetSource | None:
        """The sheet or file that holds a table, None when there is none."""
        if self._source is not None:
            sheet = next((name for name in list_sheets(self._source) if folded(name) in table.known_sheets), None)
            return None if sheet is None else SheetSource(f"{self._source.name}: {sheet}", self._source.content)
        files = sorted(each for each in self.path.iterdir() if each.suffix.lower() in SUFFIXES)
        path = next((each for each in files if folded(each.stem) in table.known_sheets), None)
        if path is None:
            return None
        source = read_source(path)
        self.inputs.append(digest_of(source))
        return source


@dataclass(frozen=True, eq=False)
class Slots:
    """The slots of an event as people know them."""

    rows: Sequence[Row]

    @property
    def codes(self) -> list[str]:
        """Their codes."""
        return [row.text("code") for row in self.rows]

    @property
    def days(self) -> NDArray[np.int32]:
        """Number of the day of each; a day is one run of rows."""
        names = [row.text("day") for row in self.rows]
        return np.cumsum([at > 0 and name != names[at - 1] for at, name in enumerate(names)]).astype(np.int32)

    def label(self, slot: int) -> str:
        """Day and start of a slot, or its code."""
        row = self.rows[slot]
        return " ".join(filter(None, (row.text("day"), row.text("start")))) or row.text("code")

    def start(self, slot: int, minutes: int) -> str:
        """The time of day so many minutes after the start of a slot, or the minutes where no start is known."""
        hour, _, minute = self.rows[slot].text("start").partition(":")
        if not (hour.isdigit() and minute[:2].isdigit()):
            return f"+{minutes}"
        total = int(hour) * 60 + int(minute[:2]) + minutes
        return f"{total // 60 % 24:02d}:{total % 60:02d}"


def read_presence(source: SheetSource, rows: Sequence[Row], slots: Slots, column: str = "absent") -> NDArray[np.bool_]:
    """Who is there when, from the slots in which each is absent. Raises SheetRefused with every unknown slot."""
    known, faults = References("slots", slots.codes), Faults(source.name)
    free = np.ones((len(rows), len(slots.rows)), np.bool_)
    for at, row in enumerate(rows):
        for term in row.terms(column):
            try:
                free[at, known.get(term)] = False
            except BadCell as bad:
                faults.add(row.number, column, bad.code, bad.params)
    faults.raise_if_any()
    return free


def find_row(known: References, row: Row, column: str, faults: Faults) -> int | None:
    """The number of the row a cell refers to; an unknown one is noted."""
    try:
        return known.get(row.text(column))
    except BadCell as bad:
        faults.add(row.number, column, bad.code, bad.params)
        return None


def numbers_of(rows: Iterable[Row], column: str, default: int) -> list[int]:
    """A column of whole numbers with a default for empty cells."""
    found = (row.find_integer(column) for row in rows)
    return [default if number is None else number for number in found]


def require_ordered(source: SheetSource, rows: Sequence[Row], least: Sequence[int], most: Sequence[int]) -> None:
    """Refuse rows whose minimum is above their maximum."""
    faults = Faults(source.name)
    for row, minimum, maximum in zip(rows, least, most, strict=True):
        if minimum > maximum:
            faults.add(row.number, "min", "MINIMUM_ABOVE_MAXIMUM", {"minimum": minimum, "maximum": maximum})
    faults.raise_if_any()
