"""Bounded counts as SQL: what a home shows says "very many" rather than count for seconds."""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.sql.selectable import FromClause

COUNT_LIMIT: Final = 1000
"""A count that stands here means as many or more."""


def bounded_count(source: FromClause, *conditions: ColumnElement[bool]) -> ColumnElement[Any]:
    """How many rows there are that the actor sees, up to COUNT_LIMIT."""
    some = select(literal(1).label("one")).select_from(source).where(*conditions).limit(COUNT_LIMIT).subquery()
    counted: ColumnElement[Any] = select(func.count()).select_from(some).scalar_subquery()
    return counted


def counting(row: type, condition: Callable[[Any], ColumnElement[bool]]) -> Callable[[Any], ColumnElement[Any]]:
    """A count over a table that does not depend on the row it stands in."""
    table: FromClause = row.__table__  # type: ignore[attr-defined]  # a table model

    def counted(_: Any) -> ColumnElement[Any]:
        source = table.alias()
        return bounded_count(source, condition(source.c))

    return counted


def holding(row: type, condition: Callable[[Any], ColumnElement[bool]]) -> Callable[[Any], ColumnElement[bool]]:
    """Whether there is any such row."""
    table: FromClause = row.__table__  # type: ignore[attr-defined]  # a table model

    def found(_: Any) -> ColumnElement[bool]:
        source = table.alias()
        return select(literal(1)).select_from(source).where(condition(source.c)).exists()

    return found
