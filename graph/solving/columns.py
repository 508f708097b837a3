from collections.abc import Sequence
from typing import Any, Final

import strawberry

from graph.kit.declare import bounded

COLUMN_LIMIT: Final = 100
VALUE_LIMIT: Final = 200


@strawberry.type(description="A label of a column and how many have it.")
class RuleColumnValue:
    value: str
    count: int


@strawberry.type(description="A column that rules and aims may name.")
class RuleColumn:
    name: str
    is_numeric: bool
    blank_count: int
    value_count: int
    values: list[RuleColumnValue] = bounded(VALUE_LIMIT, description="The most frequent first.")


def shown_columns(columns: Sequence[Any]) -> list[RuleColumn]:
    """Summaries of columns, whichever room made them."""
    return [
        RuleColumn(
            name=column.name,
            is_numeric=column.is_numeric,
            blank_count=column.blank_count,
            value_count=column.value_count,
            values=[RuleColumnValue(value=each.value, count=each.count) for each in column.values[:VALUE_LIMIT]],
        )
        for column in columns[:COLUMN_LIMIT]
    ]
