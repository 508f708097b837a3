"""Who edits something says which version of it they saw, or here stands why they need not."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLSchema, get_named_type, get_nullable_type

from graph.schema import build_schema

EDITS = re.compile(r"(edit|change|publish|withdraw|accept|decline)[A-Z]")

WITHOUT = {
    "acceptRequest": "a request is never edited, and the first answer ends it",
    "declineRequest": "the same",
    "withdrawConflict": "a conflict is never edited: it stands or is gone",
}


@pytest.fixture(scope="module")
def inputs() -> dict[str, Any]:
    """The input type of every mutation that edits something that is named by an id."""
    schema: GraphQLSchema = build_schema()._schema
    assert schema.mutation_type is not None
    found = {
        name: get_nullable_type(field.args["input"].type)
        for name, field in schema.mutation_type.fields.items()
        if EDITS.match(name) and "input" in field.args
    }
    return {name: each for name, each in found.items() if _has_id(each)}


def _has_id(given: Any) -> bool:
    return any(str(member.type) == "ID!" for member in given.fields.values())


def test_every_edit_names_the_version_it_saw(inputs: dict[str, Any]) -> None:
    without = {name for name, given in inputs.items() if "version" not in given.fields}
    assert without == set(WITHOUT)


def test_every_edit_with_a_version_may_be_stale(inputs: dict[str, Any]) -> None:
    schema = build_schema()._schema
    assert schema.mutation_type is not None
    silent = []
    for name in inputs.keys() - WITHOUT:
        union: Any = get_named_type(schema.mutation_type.fields[name].type)
        if "Stale" not in {each.name for each in union.types}:
            silent.append(name)
    assert silent == []


def test_whatever_names_a_version_may_be_stale() -> None:
    """Also removals, decisions and imports: not only what is called an edit."""
    schema = build_schema()._schema
    assert schema.mutation_type is not None
    silent = []
    for name, field in schema.mutation_type.fields.items():
        given: Any = get_nullable_type(field.args["input"].type) if "input" in field.args else None
        union: Any = get_named_type(field.type)
        if given is not None and "version" in given.fields and "Stale" not in {each.name for each in union.types}:
            silent.append(name)
    assert silent == []


def test_every_stale_refusal_says_what_it_is_of() -> None:
    """`current` is read by the key among the parameters: kit/versions.py puts it there, as does who refuses by hand."""
    mute = [
        f"{path.name}:{call.lineno}"
        for path in sorted(Path("services").rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Stale"
        if not any(each.arg is None or each.arg.endswith("_id") for each in call.keywords)
    ]
    assert mute == []


def test_what_a_stale_edit_was_of_has_a_version_that_can_be_read(inputs: dict[str, Any]) -> None:
    """The first id of the input names the object; its node type shows the version to send."""
    schema = build_schema()._schema
    unread = []
    for name in inputs.keys() - WITHOUT:
        key = next(each for each, member in inputs[name].fields.items() if str(member.type) == "ID!")
        type_name = {"changeMemberRole": "Membership"}.get(name, key[0].upper() + key.removesuffix("Id")[1:])
        node: Any = schema.get_type(type_name)
        if node is None or "version" not in node.fields:
            unread.append((name, type_name))
    assert unread == []
