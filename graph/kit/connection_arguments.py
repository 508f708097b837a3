"""Arguments that Strawberry publishes for planned fields, found when the schema is built and every type is known."""

from collections.abc import Callable
from inspect import signature
from typing import Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.extensions import FieldExtension
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import StrawberryContainer, StrawberryObjectDefinition, get_object_definition
from strawberry.types.field import StrawberryField
from strawberry.types.lazy_type import LazyType

from graph.kit.specs import NODE_SPEC, DeclarationError, NodeSpec


class ConnectionArguments(FieldExtension):
    """`first, after, last, before, filter, orderBy` of a connection; `filter` and `orderBy` of a short list.

    A connection about one node asks for its `id` before.
    """

    def __init__(self, *, paged: bool, about: bool = False) -> None:
        self._paged = paged
        self._about = about

    def apply(self, field: StrawberryField) -> None:
        spec = _listed_node(field)
        arguments = dict(_PAGE) if self._paged else {}
        if spec.filter_type is not None:
            arguments["filter"] = spec.filter_type
        if spec.order_enum is not None:
            arguments["order_by"] = spec.order_enum
        field.arguments = [
            *([_ID] if self._about else []),
            *(_optional(name, type_) for name, type_ in arguments.items()),
        ]


_ID: StrawberryArgument = StrawberryArgument("id", None, StrawberryAnnotation(strawberry.ID))
_PAGE: dict[str, Any] = {"first": int, "after": str, "last": int, "before": str}


class NodeArguments(FieldExtension):
    """`id: ID!`."""

    def apply(self, field: StrawberryField) -> None:
        field.arguments = [_ID]


class SingleArguments(FieldExtension):
    """The parameters of the condition after the row."""

    def __init__(self, where: Callable[..., Any]) -> None:
        self._where = where

    def apply(self, field: StrawberryField) -> None:
        parameters = list(signature(self._where, eval_str=True).parameters.values())[1:]
        field.arguments = [
            StrawberryArgument(parameter.name, None, StrawberryAnnotation(parameter.annotation))
            for parameter in parameters
        ]


def _optional(name: str, type_: Any) -> StrawberryArgument:
    return StrawberryArgument(name, None, StrawberryAnnotation(type_ | None))


def _listed_node(field: StrawberryField) -> NodeSpec:
    """The node type inside `Connection[X]` or `list[X]`."""
    found = field.resolve_type()
    if isinstance(found, StrawberryContainer):
        found = found.of_type
    definition = get_object_definition(_resolved(found))
    if isinstance(definition, StrawberryObjectDefinition) and definition.type_var_map:
        found = next(iter(definition.type_var_map.values()))
    spec: NodeSpec | None = getattr(_resolved(found), NODE_SPEC, None)
    if spec is None:
        raise DeclarationError(f"{field.python_name}: annotate Connection[X] or list[X] of a @node type")
    return spec


def _resolved(found: Any) -> Any:
    return found.resolve_type() if isinstance(found, LazyType) else found
