"""Values of the API as cells: times in the zone asked for, numbers as numbers, lists as people write them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from graph.exchange.lists import ListColumn
from services.exchange.comparing import LIST_MARK
from services.kit.sheets import CELL_LETTERS_LIMIT, Cell, Say

EXACT_DIGITS: Final = 15
"""A spreadsheet keeps no more digits of a number."""

Write = Callable[[Any], Cell]


def writers(columns: Sequence[ListColumn], say: Say, zone: ZoneInfo) -> list[Write]:
    """How each column is written."""
    return [_writer(column.type_name, say, zone) for column in columns]


def _writer(type_name: str, say: Say, zone: ZoneInfo) -> Write:
    def moment(value: str) -> Cell:
        return datetime.fromisoformat(value).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")

    def flag(value: bool) -> Cell:  # noqa: FBT001 - the cell itself
        return say("export.yes") if value else say("export.no")

    of_type: dict[str, Write] = {"DateTime": moment, "Boolean": flag, "Decimal": _decimal}
    one = of_type.get(type_name, _plain)

    def write(value: Any) -> Cell:
        if value is None:
            return None
        if isinstance(value, list):
            return LIST_MARK.join(str(one(each)) for each in value)
        return one(value)

    return write


def _plain(value: Any) -> Cell:
    if isinstance(value, str):
        return value if len(value) <= CELL_LETTERS_LIMIT else value[: CELL_LETTERS_LIMIT - 1] + "…"
    cell: Cell = value
    return cell


def _decimal(value: str) -> Cell:
    digits = len(Decimal(value).normalize().as_tuple().digits)
    return float(value) if digits <= EXACT_DIGITS else value
