"""The same schema answered the plain way: rows in memory, every field resolved on its own, pages cut from sorted lists.

It shares no SQL with the planner: relations are evaluated by Python on the rows, values are written by graphql-core.
What it knows of the demo room by itself are the filters and the few expressions that are SQL.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cmp_to_key
from typing import Any
from uuid import UUID

import orjson
from graphql import GraphQLResolveInfo, execute, get_named_type, parse
from sqlmodel import select

from graph.kit.api import Api
from graph.kit.executor import PlanningExecutor
from graph.kit.node_ids import find_node_id, node_id
from graph.kit.specs import (
    ByIdField,
    ColumnField,
    ManyField,
    OneField,
    PartField,
    PythonField,
    SingleField,
    SortKey,
    SqlField,
    column_name,
    field_spec,
    find_node_spec,
    get_node_spec,
)
from services.kit.actor import Actor
from services.kit.database import Database
from tests.graph.kit import demo

Row = Any
ROWS = {"Organization": demo.OrganizationRow, "Judge": demo.JudgeRow, "Entry": demo.EntryRow, "Score": demo.ScoreRow}


def _referred(type_name: str, value: str) -> UUID | None:
    found = find_node_id(value)
    return found[1] if found and found[0] == type_name else None


def _has(text: str | None, part: str) -> bool:
    return text is not None and part.lower() in text.lower()


class Oracle:
    """Everything one actor may see, and the plain way to every answer."""

    def __init__(self, tables: Mapping[str, Sequence[Row]]) -> None:
        self.tables = tables
        self.filters: dict[str, Callable[[Row, Any], bool]] = {
            "Organization.name": lambda row, value: _has(row.name, value),
            "Judge.name": lambda row, value: _has(row.name, value),
            "Judge.kind": lambda row, value: row.kind in value,
            "Judge.isActive": lambda row, value: row.is_active == value,
            "Judge.organization": lambda row, value: row.organization_id == (_referred("Organization", value) or 0),
            "Judge.hasOrganization": lambda row, value: (row.organization_id is not None) == value,
            "Entry.state": lambda row, value: row.state == value,
            "Entry.title": lambda row, value: _has(row.title, value),
            "Entry.rankAtLeast": lambda row, value: row.rank is not None and row.rank >= value,
            "Entry.isTitled": lambda row, value: row.title == value,
            "Entry.judgedBy": lambda row, value: self._judged(row, _referred("Judge", value)),
        }

    def _judged(self, entry: Row, judge_id: UUID | None) -> bool:
        return any(score.entry_id == entry.id and score.judge_id == judge_id for score in self.tables["Score"])

    def resolve(self, next_: Any, source: Any, info: GraphQLResolveInfo[Any], **given: Any) -> Any:
        """Graphql-core's middleware: answers every declared field, leaves the others alone."""
        if info.field_name.startswith("__"):
            return next_(source, info, **given)
        if isinstance(source, dict) and info.field_name in source:
            return source[info.field_name]
        if field_spec(info.parent_type.fields[info.field_name]) is None:
            return next_(source, info, **given)
        return self._value(source, info, given) if source else self._root(info, given)

    def _value(  # noqa: PLR0911 - one answer a kind of field
        self, source: Any, info: GraphQLResolveInfo[Any], given: Mapping[str, Any]
    ) -> Any:
        type_ = info.parent_type
        definition = type_.fields[info.field_name]
        match field_spec(definition):
            case ColumnField() as spec if info.field_name == "id" and find_node_spec(type_):
                return node_id(type_.name, source["row"].id)
            case ColumnField() as spec:
                return getattr(source["row"], column_name(definition, spec))
            case SqlField():
                return sum(score.judge_id == source["row"].id for score in self.tables["Score"])
            case PythonField(compute, _):
                return compute({"name": source["row"].name, "kind": source["row"].kind.value})
            case PartField():
                return source if source["row"].proof_value is not None else None
            case OneField(relation):
                name = get_named_type(definition.type).name
                return self._first(name, lambda row: relation(source["row"], row))
            case ManyField() as spec:
                return self._many(definition, source, spec, given)
        raise AssertionError(info.field_name)

    def _root(self, info: GraphQLResolveInfo[Any], given: Mapping[str, Any]) -> Any:
        definition = info.parent_type.fields[info.field_name]
        match field_spec(definition):
            case ManyField() as spec:
                return self._many(definition, None, spec, given)
            case ByIdField():
                return self._by_id(get_named_type(definition.type).name, given["id"])
            case SingleField():
                return self._first("Entry", lambda row: row.title == given["title"])
        raise AssertionError(info.field_name)

    def _first(self, name: str, matches: Callable[[Row], bool]) -> Any:
        return next(({"row": row, "__typename": name} for row in self.tables[name] if matches(row)), None)

    def _by_id(self, name: str, given: str) -> Any:
        found = find_node_id(given)
        if not found or found[0] not in self.tables or name not in {"Node", found[0]}:
            return None
        return self._first(found[0], lambda row: row.id == found[1])

    def _many(self, definition: Any, source: Any, spec: ManyField, given: Mapping[str, Any]) -> Any:
        listed: Any = get_named_type(definition.type)
        type_ = listed if spec.limit is not None else get_named_type(listed.fields["nodes"].type)
        target = get_node_spec(type_)
        order = given["orderBy"].value if given.get("orderBy") else spec.order or target.default_order
        rows = [row for row in self.tables[type_.name] if self._belongs(type_.name, source, row, spec, given)]
        keys = [*target.orderings[order]]
        keys.append(SortKey(lambda row: row.id, keys[-1].descending))
        rows.sort(key=cmp_to_key(lambda one, other: _compare(keys, one, other)))
        cursors = {row.id: _cursor(order, keys, row) for row in rows}
        if spec.limit is not None:
            return [{"row": row, "__typename": type_.name} for row in rows[: spec.limit]]
        return _page(rows, type_.name, cursors, given)

    def _belongs(self, name: str, source: Any, row: Row, spec: ManyField, given: Mapping[str, Any]) -> bool:
        if spec.relation is not None and not spec.relation(source["row"], row):
            return False
        filters = given.get("filter") or {}
        return all(self.filters[f"{name}.{key}"](row, value) for key, value in filters.items() if value is not None)


def _value(key: SortKey, row: Row) -> Any:
    value = key.expression(row)
    return value.encode() if isinstance(value, str) else value


def _compare(keys: Sequence[SortKey], one: Row, other: Row) -> int:
    """By each key in turn, nulls last whichever way."""
    for key in keys:
        left, right = _value(key, one), _value(key, other)
        if left == right:
            continue
        if left is None or right is None:
            return 1 if left is None else -1
        return (1 if left > right else -1) * (-1 if key.descending else 1)
    return 0


def _cursor(order: str, keys: Sequence[SortKey], row: Row) -> str:
    values = [order, *(_text(key.expression(row)) for key in keys)]
    body = ", ".join(orjson.dumps(value).decode() for value in values)
    return b64encode(f"[{body}]".encode()).decode()


def _text(value: Any) -> str | None:
    """As PostgreSQL casts it to text."""
    if isinstance(value, datetime):
        fraction = f"{value.microsecond:06d}".rstrip("0")
        return f"{value:%Y-%m-%d %H:%M:%S}{'.' + fraction if fraction else ''}+00"
    if isinstance(value, float):
        return f"{value:g}"
    return None if value is None else str(value)


def _page(rows: list[Row], name: str, cursors: Mapping[UUID, str], given: Mapping[str, Any]) -> Any:
    first, last, after, before = (given.get(each) for each in ("first", "last", "after", "before"))
    is_backward = last is not None or (before is not None and first is None)
    shown = rows
    if is_backward and before is not None:
        shown = rows[: _place(rows, before)]
    if not is_backward and after is not None:
        shown = rows[_place(rows, after) + 1 :]
    size = (last if is_backward else first) if (last if is_backward else first) is not None else 20
    cut = shown[max(len(shown) - size, 0) :] if is_backward else shown[:size]
    nodes = [{"row": row, "__typename": name} for row in cut]
    more = len(shown) > size
    return {
        "nodes": nodes,
        "edges": [{"cursor": cursors[node["row"].id], "node": node} for node in nodes],
        "totalCount": len(rows),
        "pageInfo": {
            "hasNextPage": before is not None if is_backward else more,
            "hasPreviousPage": more if is_backward else after is not None,
            "startCursor": cursors[cut[0].id] if cut else None,
            "endCursor": cursors[cut[-1].id] if cut else None,
        },
    }


def _place(rows: Sequence[Row], cursor: str) -> int:
    key = UUID(orjson.loads(b64decode(cursor))[-1])
    return next(place for place, row in enumerate(rows) if row.id == key)


async def load(database: Database, actor: Actor) -> Oracle:
    """Every row this actor may see."""
    async with database.transaction(actor) as tx:
        tables = {name: list((await tx.execute(select(row))).scalars()) for name, row in ROWS.items()}
    return Oracle(tables)


async def ask_oracle(oracle: Oracle, api: Api, query: str, **variables: Any) -> Any:
    """The oracle's answer, which must have no errors."""
    result = execute(
        api.schema._schema,
        parse(query),
        variable_values=variables,
        middleware=[oracle],
        executor_class=PlanningExecutor,
    )
    assert not hasattr(result, "__await__")
    assert result.errors is None, result.errors
    return result.data
