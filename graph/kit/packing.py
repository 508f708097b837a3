"""A mutation's success as bytes and back, for answers that are repeated: references stay references.

So a repeated answer names the same objects, and shows them as they are now and as far as the actor may see them now.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from importlib import import_module
from typing import Any, Final
from uuid import UUID

import orjson

from graph.kit.references import Reference, References

_KIND: Final = "$"
_TEXTS: Final[Mapping[str, Any]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "Decimal": Decimal,
    "UUID": UUID,
}


def pack(success: Any) -> bytes:
    """Refuses with TypeError what cannot be had back."""
    return orjson.dumps(_packed(success))


def unpack(text: bytes) -> Any:
    """Only for texts of `pack`: classes are found by the names in it."""
    return _unpacked(orjson.loads(text))


def _packed(value: Any) -> Any:
    match value:
        case Enum():
            return {_KIND: "enum", "of": _name_of(type(value)), "name": value.name}
        case None | bool() | int() | float() | str():
            return value
        case datetime() | date() | Decimal() | UUID():
            return {_KIND: type(value).__name__, "text": str(value)}
        case list() | tuple():
            return [_packed(member) for member in value]
        case Mapping():
            return {_KIND: "map", "items": [[name, _packed(member)] for name, member in value.items()]}
    return _packed_object(value)


def _packed_object(value: Any) -> Any:
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError(f"{type(value).__name__} cannot be part of a repeated answer")
    members = {field.name: _packed(getattr(value, field.name)) for field in fields(value)}
    return {_KIND: "object", "of": _name_of(type(value)), "fields": members}


def _unpacked(value: Any) -> Any:
    if isinstance(value, list):
        return [_unpacked(member) for member in value]
    if not isinstance(value, dict):
        return value
    match value[_KIND]:
        case "enum":
            return _class_of(value["of"])[value["name"]]
        case "map":
            return {name: _unpacked(member) for name, member in value["items"]}
        case "object":
            return _object(_class_of(value["of"]), {name: _unpacked(each) for name, each in value["fields"].items()})
    return _TEXTS[value[_KIND]](value["text"])


def _object(kind: Any, members: dict[str, Any]) -> Any:
    if kind is Reference:
        return Reference(members["type_name"], members["key"])
    if kind is References:
        return References(members["type_name"], tuple(members["keys"]))
    return kind(**members)


def _name_of(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


def _class_of(name: str) -> Any:
    module, _, path = name.partition(":")
    found: Any = import_module(module)
    for part in path.split("."):
        found = getattr(found, part)
    return found
