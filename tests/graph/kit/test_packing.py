"""What a repeated answer is made of, whichever room it comes from."""

import typing
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

import pytest
from graphql import get_named_type
from strawberry.scalars import JSON

from graph.kit.packing import pack, unpack
from graph.kit.references import node_ref, node_refs
from graph.kit.scalars import Long
from graph.kit.specs import find_node_spec
from graph.schema import build_schema
from tests.graph.kit.demo import Judge


class Tone(StrEnum):
    GREEN = "green"


@dataclass
class Part:
    tone: Tone
    note: str | None


@dataclass
class Whole:
    parts: list[Part]
    judge: Judge
    judges: list[Judge]
    at: datetime
    day: date
    price: Decimal
    key: UUID
    counts: dict[str, int]


def test_an_answer_comes_back_as_it_was() -> None:
    one, two = UUID(int=201), UUID(int=202)
    given = Whole(
        parts=[Part(Tone.GREEN, None), Part(Tone.GREEN, "节能")],
        judge=node_ref(Judge, one),
        judges=node_refs(Judge, [two, one]),
        at=datetime(2026, 11, 23, 8, tzinfo=UTC),
        day=date(2026, 11, 23),
        price=Decimal("1.10"),
        key=one,
        counts={"$": 1, "kind": 2},
    )
    assert unpack(pack(given)) == given


def test_what_cannot_be_had_back_is_refused() -> None:
    with pytest.raises(TypeError, match="cannot be part"):
        pack(Part(Tone.GREEN, object()))  # type: ignore[arg-type]


PLAIN = (JSON, Long, str, int, float, bool, datetime, date, Decimal, UUID, type(None))


def test_every_success_of_every_room_can_be_repeated() -> None:
    schema = build_schema()._schema
    assert schema.mutation_type is not None
    odd = []
    for name, field in schema.mutation_type.fields.items():
        union: Any = get_named_type(field.type)
        success = next(each for each in union.types if each.name.endswith("Success"))
        origin = success.extensions["strawberry-definition"].origin
        odd += [(name, kind) for kind in _leaves(origin, set()) if not _is_repeatable(kind, schema)]
    assert odd == []


def _is_repeatable(kind: Any, schema: Any) -> bool:
    if kind in PLAIN or getattr(kind, "__supertype__", None) is str:
        return True
    if isinstance(kind, type) and (issubclass(kind, Enum) or kind is dict):
        return True
    node = schema.get_type(getattr(kind, "__name__", ""))
    return node is not None and find_node_spec(node) is not None


def _leaves(kind: type, seen: set[type]) -> Iterator[Any]:
    """The types of all values in a success; nodes are leaves, for references stand in their place."""
    if kind in seen:
        return
    seen.add(kind)
    for field in fields(kind):
        for inner in _parts(_hint(kind, field.name)):
            definition = getattr(inner, "__strawberry_definition__", None)
            is_node = definition is not None and any(
                each.name == "Node" for each in getattr(definition, "interfaces", ())
            )
            if is_dataclass(inner) and isinstance(inner, type) and not is_node:
                yield from _leaves(inner, seen)
            else:
                yield inner


def _hint(kind: type, name: str) -> Any:
    return typing.get_type_hints(kind, include_extras=False)[name]


def _parts(hint: Any) -> Iterator[Any]:
    origin = get_origin(hint)
    if origin in {Union, UnionType, list, Annotated}:
        for part in get_args(hint):
            yield from _parts(part)
    else:
        yield hint
