from collections.abc import Callable
from typing import Any

import pytest

from graph.kit.api import Api, PlannedSchema
from graph.kit.limits import BadRequest, Limits
from services.kit.database import Database
from tests.graph.kit.asking import ask_planned

SMALL = Limits(text_length=2000, tokens=300, depth=5, fields=40, aliases=4, rows=1000)


def _deep(levels: int) -> str:
    return "{ judges " + "{ nodes { scores " * levels + "{ totalCount }" + "} }" * levels + "}"


def _doubling(levels: int) -> str:
    """A few fragments that would be spread 2^levels times."""
    spreads = " ".join(f"fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }}" for i in range(levels))
    return f"{{ ...F0 }} {spreads} fragment F{levels} on Query {{ __typename }}"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ version #" + "x" * 2000 + "\n}", "TEXT_TOO_LONG"),
        ("{ " + "a " * 400 + "}", None),
        (_deep(3), "TOO_DEEP"),
        ("{ " * 120, None),
        ("{ " + " ".join(f"a{i}: version" for i in range(5)) + " }", "TOO_MANY_ALIASES"),
        ("{ " + "version " * 41 + "}", "TOO_MANY_FIELDS"),
        (_doubling(12), "TOO_MANY_FIELDS"),
        ("query { ...A } fragment A on Query { ...B } fragment B on Query { ...A }", None),
        ("{ judges { nodes { nothing } } }", None),
        ("", None),
    ],
)
def test_a_document_beyond_the_limits_is_refused(demo_schema: PlannedSchema, query: str, code: str | None) -> None:
    document = Api(demo_schema, limits=SMALL).documents.get(query)
    codes = [(error.extensions or {}).get("code") for error in document.errors]
    assert (codes[0], document.operations) == (code, {})


@pytest.mark.parametrize("query", ["{ version }", _deep(1), "query a { version } query b { version }"])
def test_a_document_within_the_limits_is_taken_and_remembered(demo_schema: PlannedSchema, query: str) -> None:
    documents = Api(demo_schema, limits=SMALL).documents
    assert documents.get(query).errors == []
    assert documents.get(query) is documents.get(query)


async def test_nested_pages_may_not_multiply_beyond_the_row_budget(
    demo_schema: PlannedSchema, read_database: Database
) -> None:
    api = Api(demo_schema, limits=SMALL)
    query = "query ($n: Int!) { judges(first: $n) { nodes { scores(first: $n) { nodes { points } } } } }"
    await ask_planned(api, read_database, query, n=30)
    with pytest.raises(BadRequest) as refused:
        await ask_planned(api, read_database, query, n=32)
    assert refused.value.extensions == {"code": "TOO_MANY_ROWS", "params": {"asked": 1056, "allowed": 1000}}


@pytest.mark.parametrize("is_development", [True, False])
def test_suggestions_and_introspection_are_for_development(demo_schema: PlannedSchema, *, is_development: bool) -> None:
    documents = Api(demo_schema, is_development=is_development).documents
    assert ("Did you mean" in documents.get("{ versio }").errors[0].message) is is_development
    assert (documents.get("{ __schema { queryType { name } } }").errors == []) is is_development


def _shape(api: Api, query: str, **variables: Any) -> Any:
    operation = api.documents.get(query).find_operation(None)
    assert operation is not None
    values: Any = operation.coerce(variables)
    return operation.arguments(values).shape


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ({"first": 1}, {"first": 2}, True),
        ({"first": 1, "after": "a"}, {"first": 1, "after": "b"}, True),
        ({"first": 1}, {"first": 1, "after": "b"}, False),
        ({"order": "NAME_ASC"}, {"order": "NAME_DESC"}, False),
        ({"filter": {"name": "a"}}, {"filter": {"name": "b"}}, True),
        ({"filter": {"name": "a"}}, {"filter": {"isActive": True}}, False),
        ({"filter": {"isActive": False}}, {"filter": {"isActive": True}}, True),
        ({"filter": {"name": None}}, {"filter": {}}, True),
    ],
)
def test_a_plan_serves_every_argument_of_the_same_shape(
    api: Api, one: dict[str, Any], other: dict[str, Any], *, is_same: bool
) -> None:
    query = """query ($first: Int, $after: String, $filter: JudgeFilter, $order: JudgeOrder) {
        judges(first: $first, after: $after, filter: $filter, orderBy: $order) { totalCount } }"""
    assert (_shape(api, query, **one) == _shape(api, query, **other)) is is_same


def test_an_operation_is_found_by_its_name_or_alone(api: Api) -> None:
    find: Callable[[str, str | None], Any] = lambda text, name: api.documents.get(text).find_operation(name)  # noqa: E731 - one line
    assert find("{ version }", None) is not None
    assert find("query a { version }", "a") is not None
    assert find("query a { version }", "b") is None
    assert find("query a { version } query b { version }", None) is None
