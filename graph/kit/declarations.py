"""Checks, when the schema is built, that what the types promise is what the tables keep."""

from enum import Enum
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_enum_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)
from sqlalchemy import BigInteger, Column, DateTime
from sqlalchemy import Enum as EnumColumn

from graph.kit.json_text import has_form
from graph.kit.specs import (
    ByIdField,
    ColumnField,
    DeclarationError,
    ManyField,
    NodeSpec,
    OneField,
    PartField,
    PythonField,
    SingleField,
    SqlField,
    column_name,
    field_spec,
    find_node_spec,
    get_node_spec,
    is_planned,
)


def check_declarations(schema: GraphQLSchema) -> None:
    """Raise a DeclarationError naming the first field that the planner could not keep."""
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__"):
            spec = find_node_spec(type_)
            for name, definition in type_.fields.items():
                if spec is None or name != "id":
                    _check_field(f"{type_.name}.{name}", definition, spec)
                if isinstance(declared := field_spec(definition), PythonField):
                    _check_needs(f"{type_.name}.{name}", type_, declared)


def _check_field(place: str, definition: GraphQLField, node: NodeSpec | None) -> None:
    is_required = is_non_null_type(definition.type)
    match field_spec(definition):
        case ColumnField() as spec:
            _check_form(place, definition)
            if node is not None:
                _check_column(place, definition, node, column_name(definition, spec))
        case SqlField(_, default):
            _check_form(place, definition)
            _require(not is_required or default is not None, place, "may not be null, so it needs a default")
        case PartField(when):
            _require(when is None or not is_required, place, "has a `when`, so it must be nullable")
            _check_part(definition, node)
        case OneField() | ByIdField() | SingleField():
            _require(not is_required, place, "must be nullable: row-level security may hide the row")
        case ManyField() as spec:
            _check_many(place, definition, spec)


def _check_many(place: str, definition: GraphQLField, spec: ManyField) -> None:
    is_list = is_list_type(get_nullable_type(definition.type))
    _require(is_list == (spec.limit is not None), place, "a list needs a limit, a connection has none")
    _require(is_non_null_type(definition.type), place, "is never null")
    listed: Any = get_named_type(definition.type)
    target = get_node_spec(listed if is_list else get_named_type(listed.fields["nodes"].type))
    _require(spec.order is None or spec.order in target.orderings, place, f"is ordered by {spec.order}, not declared")


def _check_part(definition: GraphQLField, node: NodeSpec | None) -> None:
    """The columns of a part are those of the node that holds it."""
    part: Any = get_named_type(definition.type)
    for name, member in part.fields.items():
        _check_field(f"{part.name}.{name}", member, node)


def _check_needs(place: str, type_: GraphQLObjectType, spec: PythonField) -> None:
    for name in spec.needs:
        needed = type_.fields.get(name)
        _require(
            needed is not None and is_leaf_type(get_named_type(needed.type)) and is_planned(needed, type_),
            place,
            f"needs {name}, which is no plain field of {type_.name}",
        )


def _check_form(place: str, definition: GraphQLField) -> None:
    named = get_named_type(definition.type)
    _require(has_form(named), place, f"{named.name} is no form of a column: declare a part or a relation")


def _check_column(place: str, definition: GraphQLField, node: NodeSpec, name: str) -> None:
    _require(name in node.table.c, place, f"table {node.table.name} has no column {name}")
    column: Column[Any] = node.table.c[name]
    _require(not (is_non_null_type(definition.type) and column.nullable), place, "is required but its column is not")
    _require(
        not isinstance(column.type, DateTime) or bool(column.type.timezone), place, "needs a column with a time zone"
    )
    named = get_named_type(definition.type)
    _require(not (named.name == "Int" and isinstance(column.type, BigInteger)), place, "is a bigint: use Long")
    if is_enum_type(named):
        _check_words(place, named, column)


def _check_words(place: str, type_: GraphQLEnumType, column: Column[Any]) -> None:
    """The words the column keeps must be the names the API shows: then nothing needs translation."""
    item_type = getattr(column.type, "item_type", column.type)
    if isinstance(item_type, EnumColumn):
        stored = set(item_type.enums)
    else:
        stored = {
            str(value.value.value if isinstance(value.value, Enum) else value.value) for value in type_.values.values()
        }
    _require(
        stored <= set(type_.values),
        place,
        f"keeps words that the API does not name: {sorted(stored - set(type_.values))}",
    )


def _require(holds: bool, place: str, complaint: str) -> None:  # noqa: FBT001 - the condition is the point
    if not holds:
        raise DeclarationError(f"{place} {complaint}")
