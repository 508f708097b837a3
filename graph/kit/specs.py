"""What a declaration says about a field: the planner reads these, Strawberry carries them as field metadata."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from graphql import GraphQLField, GraphQLInputField, GraphQLNamedType
from sqlalchemy import ColumnElement, Table
from sqlalchemy.sql.base import ReadOnlyColumnCollection

FIELD_SPEC: Final = "greenbridge-field"
NODE_SPEC: Final = "__node_spec__"
LIMIT: Final = "greenbridge-limit"
"""Field metadata: how many members a list of plain values or types may have."""
CONNECTION_FRAME: Final = "__connection_frame__"
"""Marks Connection, Edge and PageInfo."""

Columns = ReadOnlyColumnCollection[str, Any]
"""The columns of one row in a statement, as attributes: `row.title`."""

Expression = Callable[[Any], ColumnElement[Any]]
Relation = Callable[[Any, Any], ColumnElement[bool]]
"""(parent row, child row) -> how they belong together."""


class DeclarationError(TypeError):
    """A type is declared in a way the planner cannot keep; raised when the schema is built."""


@dataclass(frozen=True, slots=True)
class ColumnField:
    """A column of the type's own row; no name means the column is called like the field."""

    column: str | None = None


@dataclass(frozen=True, slots=True)
class SqlField:
    """A value computed by the database from the row."""

    expression: Expression
    default: Any = None


@dataclass(frozen=True, slots=True)
class PartField:
    """An object made of columns of the same row; null where `when` does not hold."""

    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class OneField:
    """One other row, joined; null when there is none or the actor may not see it."""

    relation: Relation


@dataclass(frozen=True, slots=True)
class ManyField:
    """Many other rows: a connection, or with `limit` a short list. No relation means all rows of the table."""

    relation: Relation | None = None
    limit: int | None = None
    order: str | None = None
    about: Relation | None = None
    """(row, key) -> whether the row is about the node whose id is asked for, of whatever type."""


@dataclass(frozen=True, slots=True)
class PythonField:
    """A value computed in Python from other fields of the type: the planner cannot plan it, a law counts them."""

    compute: Callable[[Mapping[str, Any]], Any]
    needs: Sequence[str]


@dataclass(frozen=True, slots=True)
class ByIdField:
    """A root field: the row with the given id. Without a type of its own it is Relay's `node`."""


@dataclass(frozen=True, slots=True)
class SingleField:
    """A root field: the row for which `where(row, **arguments)` holds."""

    where: Callable[..., ColumnElement[bool]]


FieldSpec = ColumnField | SqlField | PartField | OneField | ManyField | PythonField | ByIdField | SingleField


@dataclass(frozen=True, slots=True)
class FilterSpec:
    """One field of a filter: a condition over the row and a bound parameter, and the value the parameter takes."""

    condition: Callable[[Any, Any], ColumnElement[bool]]
    to_parameter: Callable[[Any], Any] = lambda value: value
    searched: str | None = None
    """The table whose search answers the condition."""


@dataclass(frozen=True, slots=True)
class SortKey:
    """One expression of an ordering."""

    expression: Expression
    descending: bool = False


@dataclass(frozen=True, slots=True)
class NodeSpec:
    """What `node()` keeps of a type: its table, what one may filter by and order by."""

    type_name: str
    table: Table
    filter_type: type | None
    orderings: Mapping[str, Sequence[SortKey]]
    order_enum: Any = field(compare=False)
    default_order: str = ""


def field_spec(definition: GraphQLField) -> FieldSpec | None:
    """The specification behind a field of the schema, if it was declared for the planner."""
    declared = definition.extensions.get("strawberry-definition")
    spec: FieldSpec | None = declared.metadata.get(FIELD_SPEC) if declared is not None else None
    return spec


def is_planned(definition: GraphQLField, parent: GraphQLNamedType) -> bool:
    """Whether the planner can answer this field: it was declared so, or it belongs to the frame of a connection."""
    spec = field_spec(definition)
    if spec is not None:
        return not isinstance(spec, PythonField)
    origin = getattr(parent.extensions.get("strawberry-definition"), "origin", None)
    return hasattr(origin, CONNECTION_FRAME)


def filter_spec(definition: GraphQLInputField) -> FilterSpec:
    declared = definition.extensions["strawberry-definition"]
    spec: FilterSpec = declared.metadata[FIELD_SPEC]
    return spec


def find_node_spec(type_: GraphQLNamedType) -> NodeSpec | None:
    """The table behind a type of the schema, if it has one."""
    definition = type_.extensions.get("strawberry-definition")
    spec: NodeSpec | None = getattr(getattr(definition, "origin", None), NODE_SPEC, None)
    return spec


def get_node_spec(type_: GraphQLNamedType) -> NodeSpec:
    spec = find_node_spec(type_)
    if spec is None:
        raise DeclarationError(f"{type_.name} is no node: declare it with @node(...)")
    return spec


def column_name(definition: GraphQLField, spec: ColumnField) -> str:
    name: str = spec.column or definition.extensions["strawberry-definition"].python_name
    return name
