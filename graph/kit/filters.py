"""Filters, declared once per type as an input whose fields say their condition.

@filter_input
class JudgeFilter:
    kind: list[JudgeKind] | None = any_of("kind")
    name: str | None = contains("name")
    organization: strawberry.ID | None = refers_to("Organization", "organization_id")
"""

from collections.abc import Callable
from typing import Any, TypeVar

import strawberry
from sqlalchemy import ColumnElement, any_, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from graph.kit.node_ids import find_row_id
from graph.kit.specs import FIELD_SPEC, FilterSpec

Declared = TypeVar("Declared", bound=type)
Condition = Callable[[Any, Any], ColumnElement[bool]]
"""(row, bound value) -> whether the row belongs."""


def filter_input(declared: Declared) -> Declared:
    """Make a class of filter fields the input type of the same name."""
    return strawberry.input(declared)


def same(column: str) -> Any:
    """The column equals the value."""
    return _filter(FilterSpec(lambda row, value: getattr(row, column) == value))


def any_of(column: str) -> Any:
    """The column is one of the values."""

    def condition(row: Any, value: Any) -> ColumnElement[bool]:
        target: ColumnElement[Any] = getattr(row, column)
        return target == any_(bindparam(value.key, type_=ARRAY(target.type)))

    return _filter(FilterSpec(condition))


def contains(*columns: str) -> Any:
    """Any of the columns contains the text, upper and lower case alike."""

    def condition(row: Any, value: Any) -> ColumnElement[bool]:
        return or_(*(getattr(row, column).ilike(value) for column in columns))

    return _filter(FilterSpec(condition, _pattern))


def searches(table: str) -> Any:
    """Every word of the text occurs in the row, found by the index that the room's policies declare for the table."""

    def condition(row: Any, value: Any) -> ColumnElement[bool]:
        found = getattr(func, f"search_{table}")(value).table_valued("key").render_derived()
        matches: ColumnElement[bool] = row.id.in_(select(found.c.key))
        return matches

    return _filter(FilterSpec(condition, searched=table))


def at_least(column: str) -> Any:
    return _filter(FilterSpec(lambda row, value: getattr(row, column) >= value))


def at_most(column: str) -> Any:
    return _filter(FilterSpec(lambda row, value: getattr(row, column) <= value))


def is_set(column: str) -> Any:
    """The column has a value (true) or has none (false)."""
    return _filter(FilterSpec(lambda row, value: getattr(row, column).is_not(None) == value))


def refers_to(type_name: str, target: str | Condition) -> Any:
    """The column holds the key of this node, or the condition holds for it; the id of another type matches nothing."""

    def condition(row: Any, key: Any) -> ColumnElement[bool]:
        matches: ColumnElement[bool] = getattr(row, target) == key if isinstance(target, str) else target(row, key)
        return matches

    return _filter(FilterSpec(condition, lambda given: find_row_id(type_name, given)))


def where(condition: Condition) -> Any:
    """Any condition over the row and the value."""
    return _filter(FilterSpec(condition))


def _filter(spec: FilterSpec) -> Any:
    return strawberry.field(default=strawberry.UNSET, metadata={FIELD_SPEC: spec})


def _pattern(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
