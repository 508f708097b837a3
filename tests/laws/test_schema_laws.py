"""What holds for the whole schema, whichever room adds to it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
)

from graph.export import schema_text
from graph.kit.gestures import PERMISSION
from graph.kit.specs import LIMIT, ColumnField, ManyField, PythonField, SqlField, field_spec, is_planned
from graph.schema import build_schema

COMMITTED = Path(__file__).parents[2] / "frontend_schema" / "schema.graphql"

FIELDS_COMPUTED_IN_PYTHON: list[str] = []
"""Each takes its operations out of the fast lane; add one only when the database cannot compute it."""

ROOTS_ANSWERED_IN_PYTHON = [
    "entrance", "similarOrganizations", "noticePreferences", "noticeSchedule", "selfCheck", "assignmentColumns",
    "explainPair", "planMatrix", "planInsight", "planBottlenecks", "comparePlans", "suggestSwaps", "publishPreview",
    "planProof", "search", "rubricTemplates", "explainRecommendation", "poolColumns", "poolFlow", "poolBottlenecks",
    "poolProof", "comparePoolPlans", "poolLosses",
]  # fmt: skip
"""What no statement can say: how the deployment is set up, a rule pack applied to figures, explanations that the
optimizer gives on the spot, names that are nearly the same, templates that come as files, and a search over
everything, whose hits are of many types. In the order of the schema, which is that of its rooms."""


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema()._schema


def _fields(schema: GraphQLSchema) -> Iterator[tuple[str, Any, GraphQLField]]:
    for type_ in schema.type_map.values():
        if isinstance(type_, (GraphQLObjectType, GraphQLInterfaceType)) and not type_.name.startswith("__"):
            for name, definition in type_.fields.items():
                yield f"{type_.name}.{name}", type_, definition


def _gestures(schema: GraphQLSchema) -> dict[str, GraphQLField]:
    return dict(schema.mutation_type.fields) if schema.mutation_type else {}


def _declared(definition: GraphQLField) -> Any:
    return definition.extensions["strawberry-definition"]


def test_every_mutation_and_subscription_declares_a_permission(schema: GraphQLSchema) -> None:
    watched = dict(schema.subscription_type.fields) if schema.subscription_type else {}
    without = [
        name
        for name, definition in (_gestures(schema) | watched).items()
        if PERMISSION not in _declared(definition).metadata
    ]
    assert without == []


def test_every_mutation_answers_with_its_own_result_union(schema: GraphQLSchema) -> None:
    answers = {name: str(get_nullable_type(definition.type)) for name, definition in _gestures(schema).items()}
    assert answers == {name: f"{name[0].upper()}{name[1:]}Result" for name in answers}


def test_every_result_union_has_one_success_and_refusals(schema: GraphQLSchema) -> None:
    for name, definition in _gestures(schema).items():
        union = get_named_type(definition.type)
        assert isinstance(union, GraphQLUnionType), name
        refused = [type_ for type_ in union.types if any(each.name == "Refused" for each in type_.interfaces)]
        success = [type_.name for type_ in union.types if type_ not in refused]
        assert success == [f"{name[0].upper()}{name[1:]}Success"], name
        assert refused, name


def test_every_list_has_a_limit(schema: GraphQLSchema) -> None:
    unlimited = [
        place
        for place, type_, definition in _fields(schema)
        if is_list_type(get_nullable_type(definition.type)) and not _is_limited(type_, definition)
    ]
    assert unlimited == []


def _is_limited(type_: Any, definition: GraphQLField) -> bool:
    """By its declaration, by the page it stands in, or because it is a column, which its table bounds."""
    match field_spec(definition):
        case ManyField(limit=limit):
            return limit is not None
        case ColumnField() | SqlField():
            return bool(is_leaf_type(get_named_type(definition.type)))
    return LIMIT in _declared(definition).metadata or is_planned(definition, type_)


def test_fields_computed_in_python_are_few_and_known(schema: GraphQLSchema) -> None:
    found = [place for place, _, definition in _fields(schema) if isinstance(field_spec(definition), PythonField)]
    assert found == FIELDS_COMPUTED_IN_PYTHON


def test_the_database_answers_the_queries_but_for_a_known_few(schema: GraphQLSchema) -> None:
    assert schema.query_type is not None
    unplanned = [
        name for name, definition in schema.query_type.fields.items() if not is_planned(definition, schema.query_type)
    ]
    assert unplanned == ROOTS_ANSWERED_IN_PYTHON


def test_the_committed_schema_is_the_exported_one() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == schema_text(), "run `make schema` and commit the file"
