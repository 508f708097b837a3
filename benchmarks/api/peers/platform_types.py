"""The types of the benchmark, declared as every room declares its own."""

from datetime import date, datetime

import strawberry
from tables import EntryRow, IncubatorRow, ScoreRow, StartupRow

from graph.kit.declare import Connection, Node, by_id, listing, many, node, one
from graph.kit.filters import filter_input, same


@node(IncubatorRow, order_by={"NAME": "name"})
class Incubator(Node):
    name: str
    city: str
    founded_on: date
    startups: "Connection[Startup]" = many(lambda incubator, startup: startup.incubator_id == incubator.id)


@filter_input
class StartupFilter:
    city: str | None = same("city")


@node(StartupRow, filter_by=StartupFilter, order_by={"NAME": "name"})
class Startup(Node):
    name: str
    city: str
    field: str
    founded_on: date
    employee_count: int
    version: int
    incubator: Incubator | None = one(lambda startup, incubator: incubator.id == startup.incubator_id)
    entries: "Connection[Entry]" = many(lambda startup, entry: entry.startup_id == startup.id)


@node(EntryRow, order_by={"TITLE": "title"})
class Entry(Node):
    title: str
    state: str
    submitted_at: datetime
    startup: Startup | None = one(lambda entry, startup: startup.id == entry.startup_id)
    scores: "Connection[Score]" = many(lambda entry, score: score.entry_id == entry.id)


@node(ScoreRow)
class Score(Node):
    points: int
    remark: str


@strawberry.type
class BenchmarkQuery:
    startup: Startup | None = by_id()
    incubators: Connection[Incubator] = listing()
    startups: Connection[Startup] = listing()
