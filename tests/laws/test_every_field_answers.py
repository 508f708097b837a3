"""Every field, ordering and filter that any room declares is asked once of a migrated database: its SQL must run."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)

from graph.kit.api import Api
from graph.kit.context import Context
from graph.kit.limits import Limits
from graph.kit.node_ids import node_id
from graph.kit.specs import ManyField, field_spec, find_node_spec
from graph.schema import build_schema
from services.kit.actor import NOBODY, SYSTEM
from services.kit.database import Database

PAGE = "totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id } }"
SAMPLES = {
    "String": '"x"',
    "Int": "1",
    "Long": "1",
    "Float": "0.5",
    "Boolean": "true",
    "ID": f'"{node_id("Account", UUID(int=1))}"',
    "UUID": f'"{UUID(int=1)}"',
    "Decimal": '"1.5"',
    "Date": '"2026-01-01"',
    "DateTime": '"2026-01-01T00:00:00Z"',
}


def _sample(type_: Any) -> str:
    """A literal of this input type."""
    inner: Any = get_nullable_type(type_)
    if is_list_type(inner):
        return f"[{_sample(inner.of_type)}]"
    if isinstance(inner, GraphQLEnumType):
        return next(iter(inner.values))
    if isinstance(inner, GraphQLInputObjectType):
        members = ", ".join(f"{name}: {_sample(field.type)}" for name, field in inner.fields.items())
        return f"{{{members}}}"
    return SAMPLES[inner.name]


def _asked(name: str, definition: GraphQLField, depth: int = 0) -> str:
    """The field with everything below it to a small depth."""
    needed = [f"{key}: {_sample(arg.type)}" for key, arg in definition.args.items() if is_non_null_type(arg.type)]
    head = f"{name}({', '.join(needed)})" if needed else name
    type_: Any = get_named_type(definition.type)
    return head if is_leaf_type(type_) else f"{head} {_body(type_, definition, depth)}"


def _body(type_: Any, definition: GraphQLField, depth: int) -> str:
    spec = field_spec(definition)
    if isinstance(spec, ManyField) and spec.limit is None:
        listed: Any = get_named_type(type_.fields["nodes"].type)
        return f"{{ {PAGE} nodes {_everything(listed, depth + 1)} }}"
    return _everything(type_, depth + 1)


def _everything(type_: Any, depth: int) -> str:
    if depth > 2:
        return "{ __typename }"
    fields = (_asked(name, field, depth) for name, field in type_.fields.items())
    return f"{{ __typename {' '.join(fields)} }}"


def _listings(name: str, definition: GraphQLField) -> Iterator[str]:
    """The connection in every ordering, page by page, and with every filter."""
    order: Any = definition.args.get("orderBy")
    needed = "".join(
        f"{key}: {_sample(arg.type)}, " for key, arg in definition.args.items() if is_non_null_type(arg.type)
    )
    for word in get_named_type(order.type).values if order else ():
        for size in ("first", "last"):
            yield f"{name}({needed}{size}: 1, orderBy: {word}) {{ {PAGE} }}"
    given: Any = definition.args.get("filter")
    for key, field in get_named_type(given.type).fields.items() if given else ():
        yield f"{name}({needed}filter: {{{key}: {_sample(field.type)}}}) {{ totalCount }}"


def _questions(schema: GraphQLSchema) -> Iterator[str]:
    query = schema.query_type
    assert query is not None
    yield from (f"{{ {_asked(name, field)} }}" for name, field in query.fields.items() if field_spec(field))
    yield from (f"{{ {listings} }}" for listings in _all_listings(query))
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType) and find_node_spec(type_):
            about = f'node(id: "{node_id(type_.name, UUID(int=1))}") {{ ... on {type_.name}'
            yield f"{{ {about} {_everything(type_, 0)} }} }}"
            yield from (f"{{ {about} {{ {listings} }} }} }}" for listings in _all_listings(type_))


def _all_listings(type_: GraphQLObjectType) -> Iterator[str]:
    """For every connection of the type all its listings at once, under aliases."""
    for name, field in type_.fields.items():
        spec = field_spec(field)
        if isinstance(spec, ManyField) and spec.limit is None:
            yield "__typename " + " ".join(f"a{place}: {each}" for place, each in enumerate(_listings(name, field)))


async def test_every_field_ordering_and_filter_answers(database: Database) -> None:
    schema = build_schema(suggestions=True)
    generous = Limits(
        depth=30, fields=100_000, aliases=1000, tokens=100_000, text_length=1_000_000, rows=10**12, cost_budget=10**15
    )
    api = Api(schema, limits=generous, is_development=True)
    questions = list(_questions(schema._schema))
    for question in questions:
        for actor in (NOBODY, SYSTEM):
            result = await schema.execute(question, context_value=Context(api, database, actor=actor))
            assert result.errors is None, (question, result.errors)
    assert len(questions) > 10
