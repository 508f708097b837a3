"""One schema out of the rooms: query classes are merged, mutations and subscriptions are collected from modules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from strawberry.tools import create_type, merge_types
from strawberry.types.field import StrawberryField

from graph.kit.api import PlannedSchema
from graph.kit.gestures import PERMISSION
from graph.kit.scalars import schema_config


@dataclass(frozen=True, slots=True)
class Room:
    """What a room offers: a class of root fields, modules of mutations and subscriptions, nodes nothing refers to."""

    query: type | None = None
    mutations: ModuleType | None = None
    subscriptions: ModuleType | None = None
    types: Sequence[type] = field(default=())


def assemble(rooms: Sequence[Room], *, suggestions: bool) -> PlannedSchema:
    """The schema of all rooms together."""
    queries = tuple(room.query for room in rooms if room.query is not None)
    return PlannedSchema(
        merge_types("Query", queries),
        mutation=_collected("Mutation", (room.mutations for room in rooms)),
        subscription=_collected("Subscription", (room.subscriptions for room in rooms)),
        types=[type_ for room in rooms for type_ in room.types],
        config=schema_config(suggestions=suggestions),
    )


def _collected(name: str, modules: Iterable[ModuleType | None]) -> type[Any] | None:
    fields = [found for module in modules if module is not None for found in declared_gestures(module)]
    return create_type(name, fields) if fields else None


def declared_gestures(module: ModuleType) -> list[StrawberryField]:
    """The mutations or subscriptions that a module declares, in its order."""
    return [
        found for found in vars(module).values() if isinstance(found, StrawberryField) and PERMISSION in found.metadata
    ]
