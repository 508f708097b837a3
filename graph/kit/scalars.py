"""Scalars whose form on the wire is the same whether the database or Python writes it, and names."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final, NewType

import strawberry
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.name_converter import NameConverter
from strawberry.types.scalar import ScalarDefinition
from strawberry.utils.str_converters import to_camel_case

Long = NewType("Long", int)
"""An integer beyond 32 bits that JavaScript still holds exactly (up to 2^53)."""


def write_datetime(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_datetime(value: str) -> datetime:
    read = datetime.fromisoformat(value)
    if read.tzinfo is None:
        raise ValueError("a time without a zone: add Z or an offset such as +08:00")
    return read


SCALARS: Final[Mapping[object, ScalarDefinition]] = {
    datetime: strawberry.scalar(
        name="DateTime",
        description="A moment, ISO 8601 in UTC with microseconds; input may carry any offset but must carry one.",
        serialize=write_datetime,
        parse_value=read_datetime,
    ),
    Long: strawberry.scalar(name="Long", description="An integer of up to 53 bits.", serialize=int, parse_value=int),
}


_camel: Final = cache(to_camel_case)


class RememberedNames(NameConverter):
    """Strawberry's own names, each made once: it asks for those of every input with every request."""

    def apply_naming_config(self, name: str) -> str:
        return _camel(name)


def schema_config(*, suggestions: bool) -> StrawberryConfig:
    options: dict[str, Any] = {"scalar_map": SCALARS, "disable_field_suggestions": not suggestions}
    options["name_converter"] = RememberedNames()
    return StrawberryConfig(**options)
