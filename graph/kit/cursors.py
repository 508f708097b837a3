"""Cursors: base64 of the ordering and the sort keys of a row, so that a page stays right while rows come and go."""

import binascii
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import Column, ColumnElement, Text, and_, bindparam, cast, func, or_, tuple_

from graph.kit.json_text import as_text, base64, constant
from graph.kit.limits import BadRequest


@dataclass(frozen=True, slots=True)
class Key:
    """One sort key of a statement."""

    expression: ColumnElement[Any]
    descending: bool

    @property
    def is_nullable(self) -> bool:
        return not (isinstance(self.expression, Column) and not self.expression.nullable)

    @property
    def order(self) -> ColumnElement[Any]:
        directed = self.expression.desc() if self.descending else self.expression.asc()
        if not self.is_nullable:
            return directed
        return directed.nulls_last()

    def reversed(self) -> "ReversedKey":
        return ReversedKey(self.expression, not self.descending)


@dataclass(frozen=True, slots=True)
class ReversedKey(Key):
    """The same key read backward, so that nulls, last when read forward, come first."""

    @property
    def order(self) -> ColumnElement[Any]:
        directed = self.expression.desc() if self.descending else self.expression.asc()
        if not self.is_nullable:
            return directed
        return directed.nulls_first()


def cursor_text(order: str, keys: Sequence[Key]) -> ColumnElement[Any]:
    """The cursor of a row, written by the database."""
    values = func.json_build_array(constant(order), *(as_text(key.expression) for key in keys))
    return base64(as_text(values))


def cursor_values(cursor: str, order: str, key_count: int) -> Sequence[str | None]:
    """The sort keys inside a cursor; refuses one of another ordering."""
    values = _decoded(cursor)
    if len(values) != key_count + 1 or values[0] != order:
        raise BadRequest("BAD_CURSOR", cursor=cursor[:200])
    return values[1:]


@lru_cache(maxsize=1024)
def _decoded(cursor: str) -> Sequence[str | None]:
    try:
        values = orjson.loads(b64decode(cursor, validate=True))
    except (binascii.Error, ValueError):
        return ()
    if not isinstance(values, list) or not all(value is None or isinstance(value, str) for value in values):
        return ()
    return tuple(values)


def beyond(keys: Sequence[Key], names: Sequence[str]) -> ColumnElement[bool]:
    """The rows after the one whose keys are bound under `names`."""
    bounds: list[ColumnElement[Any]] = [
        cast(bindparam(name, type_=Text()), key.expression.type) for key, name in zip(keys, names, strict=True)
    ]
    ways = {key.descending for key in keys}
    if len(ways) == 1 and not any(key.is_nullable for key in keys):
        row, limit = tuple_(*(key.expression for key in keys)), tuple_(*bounds)
        return row < limit if ways.pop() else row > limit
    steps = []
    for position, (key, bound) in enumerate(zip(keys, bounds, strict=True)):
        tied = [before.expression.is_not_distinct_from(bounds[index]) for index, before in enumerate(keys[:position])]
        steps.append(and_(*tied, _strictly_beyond(key, bound)))
    return or_(*steps)


def _strictly_beyond(key: Key, bound: ColumnElement[Any]) -> ColumnElement[bool]:
    value = key.expression
    further = value < bound if key.descending else value > bound
    if not key.is_nullable:
        return further
    if isinstance(key, ReversedKey):
        return or_(further, and_(bound.is_(None), value.is_not(None)))
    return or_(further, and_(bound.is_not(None), value.is_(None)))
