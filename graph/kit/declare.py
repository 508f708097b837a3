"""How a room declares its types: once, over its tables. docs/graphql.md shows a whole room.

@node(JudgeRow, filter_by=JudgeFilter, order_by={"NAME": "name"})
class Judge(Node):
    name: str
    organization: "Organization | None" = one(lambda judge, organization: organization.id == judge.organization_id)
    entries: "Connection[Entry]" = many(lambda judge, entry: entry.judge_id == judge.id)
"""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from inspect import get_annotations
from typing import Any, Generic, TypeVar

import strawberry
from sqlalchemy import ColumnElement, Table
from strawberry.types.field import StrawberryField

from graph.kit.connection_arguments import ConnectionArguments, NodeArguments, SingleArguments
from graph.kit.specs import (
    FIELD_SPEC,
    LIMIT,
    NODE_SPEC,
    ByIdField,
    ColumnField,
    DeclarationError,
    Expression,
    FieldSpec,
    ManyField,
    NodeSpec,
    OneField,
    PartField,
    PythonField,
    Relation,
    SingleField,
    SortKey,
    SqlField,
)

NodeType = TypeVar("NodeType")
Declared = TypeVar("Declared", bound=type)
Ordering = str | SortKey | Sequence[str | SortKey]


@strawberry.interface(description="Anything with an id that `node(id:)` finds again.")
class Node:
    id: strawberry.ID = strawberry.field(metadata={FIELD_SPEC: ColumnField()})

    @classmethod
    def resolve_type(cls, source: Mapping[str, Any], *_: object) -> str:
        name: str = source["__typename"]
        return name


@strawberry.type(description="Where a page of a connection stands.")
class PageInfo:
    __connection_frame__ = True

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type(description="One row of a connection and its cursor.")
class Edge(Generic[NodeType]):
    __connection_frame__ = True

    cursor: str
    node: NodeType


@strawberry.type(description="A page of rows; `totalCount` is counted only when asked for.")
class Connection(Generic[NodeType]):
    __connection_frame__ = True

    edges: list[Edge[NodeType]]
    nodes: list[NodeType]
    page_info: PageInfo
    total_count: int


def node(
    row: type,
    *,
    filter_by: type | None = None,
    order_by: Mapping[str, Ordering] | None = None,
    default_order: str | None = None,
) -> Callable[[Declared], Declared]:
    """Declare a type over a table. Plain annotations are columns of the same name.

    `order_by` names what connections of this type may be ordered by; each name gives `NAME_ASC` and `NAME_DESC`, the
    key always breaks ties. Without `default_order` the first name ascends; without any name the key orders.
    """
    table = _table_of(row)
    orderings = {name: _sort_keys(keys) for name, keys in (order_by or {}).items()}

    def declare(declared: Declared) -> Declared:
        made = strawberry.type(_with_column_fields(declared))
        spec = NodeSpec(
            type_name=declared.__name__,
            table=table,
            filter_type=filter_by,
            orderings=_directed(orderings),
            order_enum=_order_enum(declared.__name__, list(orderings)),
            default_order=default_order or (f"{next(iter(orderings))}_ASC" if orderings else ""),
        )
        if spec.default_order and spec.default_order not in spec.orderings:
            raise DeclarationError(f"{declared.__name__}: default_order {spec.default_order} is not declared")
        setattr(made, NODE_SPEC, spec)
        return made

    return declare


def part(declared: Declared) -> Declared:
    """Declare a type made of columns of the row of the node that holds it."""
    return strawberry.type(_with_column_fields(declared))


def column(name: str, *, description: str | None = None) -> Any:
    """A column whose name is not the field's."""
    return _field(ColumnField(name), description)


def sql(expression: Expression, *, default: Any = None, description: str | None = None) -> Any:
    """A value the database computes from the row; a field that may not be null needs a default."""
    return _field(SqlField(expression, default), description)


def same_row(*, when: Expression | None = None) -> Any:
    """A `part` of the same row, null where `when` does not hold."""
    return _field(PartField(when))


def one(relation: Relation, *, description: str | None = None) -> Any:
    """One other row: `lambda judge, organization: organization.id == judge.organization_id`. Always nullable."""
    return _field(OneField(relation), description)


def many(
    relation: Relation, *, limit: int | None = None, order: str | None = None, description: str | None = None
) -> Any:
    """Many other rows: `lambda round, entry: entry.round_id == round.id`.

    Annotated `Connection[Entry]` it pages; annotated `list[Entry]` it needs a `limit`, beyond which nothing is shown.
    """
    return _field(ManyField(relation, limit, order), description, ConnectionArguments(paged=limit is None))


def bounded(limit: int, *, description: str | None = None) -> Any:
    """A list of plain values or types in a payload: `violations: list[Violation] = bounded(200)`.

    Whoever fills it keeps to the limit; a law finds lists that declare none.
    """
    said = f"{description} At most {limit}." if description else f"At most {limit}."
    return strawberry.field(description=said, metadata={LIMIT: limit})


def computed(compute: Callable[[Mapping[str, Any]], Any], *, needs: Sequence[str]) -> Any:
    """A value computed in Python from other fields, given by their GraphQL names in their form on the wire."""
    return _field(PythonField(compute, tuple(needs)))


def listing(*, limit: int | None = None, order: str | None = None, description: str | None = None) -> Any:
    """A root field: all rows the actor may see."""
    return _field(ManyField(None, limit, order), description, ConnectionArguments(paged=limit is None))


def listing_about(relation: Relation, *, description: str | None = None) -> Any:
    """A root field: rows about the node with the given id, of any type: `lambda row, key: row.subject_id == key`."""
    return _field(ManyField(about=relation), description, ConnectionArguments(paged=True, about=True))


def by_id(*, description: str | None = None) -> Any:
    """A root field: the row with the given node id; null when there is none or the actor may not see it."""
    return _field(ByIdField(), description, NodeArguments())


def single(where: Callable[..., ColumnElement[bool]], *, description: str | None = None) -> Any:
    """A root field: the row for which `where(row, **arguments)` holds; its further parameters become arguments."""
    return _field(SingleField(where), description, SingleArguments(where))


def ascending(expression: Expression) -> SortKey:
    return SortKey(expression)


def descending(expression: Expression) -> SortKey:
    return SortKey(expression, descending=True)


def _field(spec: FieldSpec, description: str | None = None, *extensions: Any) -> Any:
    return strawberry.field(description=description, metadata={FIELD_SPEC: spec}, extensions=list(extensions))


def _with_column_fields(declared: Declared) -> Declared:
    """Give every plain annotation of the class the specification of a column."""
    for name in get_annotations(declared):
        given = declared.__dict__.get(name)
        if given is None:
            setattr(declared, name, _field(ColumnField()))
        elif not isinstance(given, StrawberryField):
            raise DeclarationError(f"{declared.__name__}.{name}: a field has no default value")
    return declared


def _table_of(row: type) -> Table:
    table = getattr(row, "__table__", None)
    if not isinstance(table, Table) or "id" not in table.c:
        raise DeclarationError(f"{row.__name__} is no table with an id")
    return table


def _sort_keys(ordering: Ordering) -> tuple[SortKey, ...]:
    keys = [ordering] if isinstance(ordering, (str, SortKey)) else ordering
    return tuple(key if isinstance(key, SortKey) else _column_key(key) for key in keys)


def _column_key(name: str) -> SortKey:
    return SortKey(lambda row: getattr(row, name))


def _directed(orderings: Mapping[str, Sequence[SortKey]]) -> dict[str, tuple[SortKey, ...]]:
    """Every ordering both ways."""
    directed: dict[str, tuple[SortKey, ...]] = {}
    for name, keys in orderings.items():
        directed[f"{name}_ASC"] = tuple(keys)
        directed[f"{name}_DESC"] = tuple(SortKey(key.expression, not key.descending) for key in keys)
    return directed


def _order_enum(type_name: str, names: Sequence[str]) -> Any:
    if not names:
        return None
    members = {f"{name}_{way}": f"{name}_{way}" for name in names for way in ("ASC", "DESC")}
    make: Any = Enum
    return strawberry.enum(make(f"{type_name}Order", members))
