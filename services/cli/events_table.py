"""What happened after a plan was made, as people write it down: who dropped out, what must not be any more."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from optimizer import CapacityChanged, DemandWithdrawn, Event, PairForbidden, SupplyWithdrawn
from services.cli.bundle import Bundle
from services.cli.case import ROOM_WORDS, Party
from services.judging.tables import CONFLICT_KINDS
from services.judging.values import ConflictKind
from services.kit.sheets import BadCell, Column, Faults, Kind, References, Row, SheetSource, Table, read_table

EVENT_LIMIT: Final = 10_000
UNITS_LIMIT: Final = 100_000


class EventKind(StrEnum):
    """What can happen."""

    SUPPLY_OUT = "supply_out"
    DEMAND_OUT = "demand_out"
    CONFLICT = "conflict"
    CAPACITY = "capacity"


EVENT_KINDS: Final[Mapping[str, str]] = {
    "评委退出": EventKind.SUPPLY_OUT,
    "成果包退出": EventKind.SUPPLY_OUT,
    "项目退出": EventKind.DEMAND_OUT,
    "需求退出": EventKind.DEMAND_OUT,
    "回避": EventKind.CONFLICT,
    "容量变更": EventKind.CAPACITY,
    "judge out": EventKind.SUPPLY_OUT,
    "package out": EventKind.SUPPLY_OUT,
    "entry out": EventKind.DEMAND_OUT,
    "need out": EventKind.DEMAND_OUT,
    "conflict": EventKind.CONFLICT,
    "capacity": EventKind.CAPACITY,
}

EVENTS: Final = Table(
    "events",
    ("变动", "变动清单", "事件"),
    (
        Column("event", ("变动", "事件", "what"), Kind.CHOICE, required=True, choices=EVENT_KINDS),
        Column("supply", ("评委", "评委编号", "成果包", "成果包编号", "judge", "package"), Kind.CODE),
        Column("demand", ("项目", "项目编号", "需求", "需求编号", "entry", "need"), Kind.CODE),
        Column("reason", ("原因", "回避原因", "kind"), Kind.CHOICE, choices=CONFLICT_KINDS),
        Column("most", ("最多", "最多承担", "at most"), Kind.INTEGER, minimum=0, maximum=UNITS_LIMIT),
    ),
    EVENT_LIMIT,
)


def read_events(source: SheetSource, bundle: Bundle) -> list[Event]:
    """The events of a sheet, for the supplies and demands of a plan. Raises SheetRefused with every bad cell."""
    words = ROOM_WORDS[bundle.room]
    known = {
        "supply": References(words.supply, *_columns(bundle.supplies)),
        "demand": References(words.demand, *_columns(bundle.demands)),
    }
    faults = Faults(source.name)
    events = [_event_of(row, known, faults) for row in read_table(source, EVENTS)]
    faults.raise_if_any()
    return [event for event in events if event is not None]


def _columns(parties: Sequence[Party]) -> tuple[list[str], list[str]]:
    return [party.code for party in parties], [party.name for party in parties]


def _event_of(row: Row, known: Mapping[str, References], faults: Faults) -> Event | None:
    kind = row.text("event")
    if kind == EventKind.DEMAND_OUT:
        demand = _find(row, "demand", known, faults)
        return None if demand is None else DemandWithdrawn(demand)
    supply = _find(row, "supply", known, faults)
    if supply is None:
        return None
    if kind == EventKind.SUPPLY_OUT:
        return SupplyWithdrawn(supply)
    if kind == EventKind.CAPACITY:
        most = row.find_integer("most")
        if most is None:
            faults.add(row.number, "most", "CELL_EMPTY")
            return None
        return CapacityChanged(supply, most)
    demand = _find(row, "demand", known, faults)
    reason = row.text("reason") or ConflictKind.SELF_DECLARED.value
    return None if demand is None else PairForbidden(supply, demand, reason)


def _find(row: Row, column: str, known: Mapping[str, References], faults: Faults) -> int | None:
    try:
        return known[column].get(row.text(column))
    except BadCell as bad:
        faults.add(row.number, column, bad.code, bad.params)
        return None
