"""How to knock at a door: what each argument stands for, a value for everything that must be given."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    Undefined,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_non_null_type,
)

from graph.kit.node_ids import node_id
from graph.kit.specs import ManyField, field_spec
from tests.journeys.world import RECORDED, World

TARGETS: Final = {
    "file": "StoredFile",
    "import": "SheetImport",
    "target": "Competition",
    "session": "SignInSession",
    "deputy": "Account",
    "consentedOrganization": "Organization",
    "merged": "Organization",
    "mergedOrganization": "Organization",
    "sourceRound": "Round",
    "otherPlan": "Plan",
    "otherPoolPlan": "PoolPlan",
}


REQUIRED_IDS: Final = ("ID!", "[ID!]!")
"""Types of ids that must be given: one, or a list."""


def target_type(key: str, field: str = "") -> str:
    """The node type that an id argument or an id field of an input stands for."""
    if key == "id":
        return field[0].upper() + field[1:]
    name = key.removesuffix("Ids").removesuffix("Id")
    return TARGETS.get(name, name[0].upper() + name[1:])


def absent_id(world: World, key: str, field: str = "") -> str:
    assert target_type(key, field) in world.nodes
    return node_id(target_type(key, field), UUID(int=7))


def list_connections(type_: GraphQLObjectType) -> Iterator[tuple[str, GraphQLField, str]]:
    for name, field in type_.fields.items():
        spec = field_spec(field)
        if isinstance(spec, ManyField) and spec.limit is None:
            connection: Any = get_named_type(field.type)
            listed = get_named_type(connection.fields["nodes"].type).name
            if listed != RECORDED:
                yield name, field, listed


SAMPLES: Final[Mapping[str, Any]] = {
    "String": "x",
    "Int": 1,
    "Float": 1.0,
    "Boolean": False,
    "Date": "2026-01-01",
    "DateTime": "2026-01-01T00:00:00Z",
    "Decimal": "1",
}


def sample(type_: Any) -> Any:
    """A value of an input type with what is required; ids are left to the test."""
    inner = get_nullable_type(type_)
    if is_list_type(inner):
        return [sample(inner.of_type)]
    if isinstance(inner, GraphQLEnumType):
        return next(iter(inner.values))
    if isinstance(inner, GraphQLInputObjectType):
        return {
            name: sample(field.type)
            for name, field in inner.fields.items()
            if is_non_null_type(field.type) and get_named_type(field.type).name != "ID" and not has_default(field)
        }
    return SAMPLES[inner.name]


def has_default(field: Any) -> bool:
    return "default_value" in field.to_kwargs() and field.default_value is not Undefined


def gestures_on_something(world: World) -> Iterator[tuple[str, Any, list[str]]]:
    """Every mutation on something that exists: its name, its input type, the required ids of its input."""
    mutations = world.schema._schema.mutation_type
    assert mutations is not None
    for name, field in mutations.fields.items():
        given: Any = get_nullable_type(field.args["input"].type) if field.args else None
        members = given.fields.items() if given else ()
        keys = [key for key, member in members if str(member.type) in REQUIRED_IDS and not has_default(member)]
        if keys:
            yield name, given, keys


def gesture_document(name: str, given: Any) -> str:
    refused = "... on Refused { code params { name value } } ... on InvalidInput { faults { path code } }"
    return f"mutation ($input: {given.name}!) {{ {name}(input: $input) {{ __typename {refused} }} }}"


def fill_input(given: Any, targets: Mapping[str, str], versions: Mapping[str, int]) -> dict[str, Any]:
    first = next(iter(targets.values()))
    lists = {key for key in targets if is_list_type(get_nullable_type(given.fields[key].type))}
    filled = {**sample(given), **{key: [target] if key in lists else target for key, target in targets.items()}}
    return {**filled, "version": versions.get(first, 1)} if "version" in filled else filled
