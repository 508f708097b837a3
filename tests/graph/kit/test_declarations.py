"""What a declaration may not say, told when the schema is built and by the name of the field."""

from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

import pytest
import strawberry
from sqlalchemy import BigInteger, DateTime
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from graph.kit.assembly import Room, assemble
from graph.kit.declare import Connection, Node, by_id, column, computed, listing, many, node, one, part, same_row, sql
from graph.kit.specs import DeclarationError


class Apart(SQLModel, registry=registry()):
    """Keeps the table below out of the platform's."""


class ThingRow(Apart, table=True):
    __tablename__ = "demo_thing"

    id: UUID = Field(primary_key=True)
    name: str
    note: str | None = None
    size: int = Field(sa_type=BigInteger)
    seen_at: datetime = Field(sa_type=DateTime)
    word: str


class Word(Enum):
    GREEN = "green"


def _make(**fields: tuple[Any, Any]) -> type:
    """A node type with these annotations and defaults."""
    body: dict[str, Any] = {"__annotations__": {name: kind for name, (kind, _) in fields.items()}}
    body |= {name: default for name, (_, default) in fields.items() if default is not None}
    return node(ThingRow)(type("Thing", (Node,), body))


def _build(thing: type) -> None:
    body = {"__annotations__": {"thing": thing | None}, "thing": by_id()}
    assemble([Room(strawberry.type(type("Query", (), body)))], suggestions=False)


def _related(thing: Any, other: Any) -> Any:
    return other.id == thing.id


@pytest.mark.parametrize(
    ("kind", "default", "complaint"),
    [
        (str, column("nothing"), "Thing.field table demo_thing has no column nothing"),
        (str, column("note"), "Thing.field is required but its column is not"),
        (int, column("size"), "Thing.field is a bigint: use Long"),
        (datetime, column("seen_at"), "Thing.field needs a column with a time zone"),
        (strawberry.enum(Word), column("word"), "Thing.field keeps words that the API does not name: ['green']"),
        (int, sql(lambda row: row.size), "Thing.field may not be null, so it needs a default"),
        (strawberry.ID, column("name"), "Thing.field ID is no form of a column: declare a part or a relation"),
        (bytes, column("name"), None),
    ],
)
def test_a_field_its_table_cannot_keep(kind: Any, default: Any, complaint: str | None) -> None:
    with pytest.raises(TypeError) as refused:
        _build(_make(field=(kind, default)))
    if complaint:
        assert (type(refused.value), str(refused.value)) == (DeclarationError, complaint)


def test_a_relation_must_be_nullable_because_its_row_may_be_hidden() -> None:
    other = _make(name=(str, None))
    body = {"__annotations__": {"other": other}, "other": one(_related)}
    owner = node(ThingRow)(type("Owner", (Node,), body))
    with pytest.raises(DeclarationError, match=r"Owner\.other must be nullable"):
        _build(owner)


@pytest.mark.parametrize(
    ("default", "is_list"), [(many(_related), True), (many(_related, limit=3), False)], ids=["unbounded", "bounded"]
)
def test_a_list_needs_a_limit_and_a_connection_has_none(default: Any, *, is_list: bool) -> None:
    other: Any = _make(name=(str, None))
    kind = list[other] if is_list else Connection[other]
    owner = node(ThingRow)(type("Owner", (Node,), {"__annotations__": {"others": kind}, "others": default}))
    with pytest.raises(DeclarationError, match=r"Owner\.others a list needs a limit, a connection has none"):
        _build(owner)


def test_a_part_is_checked_against_the_row_of_its_node() -> None:
    inner = part(type("Inner", (), {"__annotations__": {"note": str}}))
    with pytest.raises(DeclarationError, match=r"Inner\.note is required but its column is not"):
        _build(_make(inner=(inner, same_row())))


def test_a_list_is_ordered_by_a_declared_ordering() -> None:
    other: Any = _make(name=(str, None))
    body = {"__annotations__": {"others": list[other]}, "others": many(_related, limit=3, order="SIZE_ASC")}
    with pytest.raises(DeclarationError, match=r"Owner\.others is ordered by SIZE_ASC, not declared"):
        _build(node(ThingRow)(type("Owner", (Node,), body)))


def test_a_field_in_python_needs_plain_fields() -> None:
    with pytest.raises(DeclarationError, match=r"Thing\.field needs nothing, which is no plain field of Thing"):
        _build(_make(field=(str, computed(str, needs=("nothing",)))))


def test_an_ordering_must_be_declared_before_it_is_the_default() -> None:
    with pytest.raises(DeclarationError, match="default_order SIZE_ASC is not declared"):
        node(ThingRow, default_order="SIZE_ASC")(type("Thing", (Node,), {"__annotations__": {}}))


def test_a_plain_default_is_no_declaration() -> None:
    with pytest.raises(DeclarationError, match=r"Thing\.name: a field has no default value"):
        _make(name=(str, "x"))


def test_a_node_needs_a_table() -> None:
    with pytest.raises(DeclarationError, match="Word is no table with an id"):
        node(Word)


def test_a_listing_of_a_plain_type_is_refused() -> None:
    plain: Any = strawberry.type(type("Plain", (), {"__annotations__": {"name": str}}))
    query = strawberry.type(type("Query", (), {"__annotations__": {"plain": list[plain]}, "plain": listing(limit=3)}))
    with pytest.raises(TypeError, match="annotate Connection"):
        assemble([Room(query)], suggestions=False)
