"""References: what a mutation or a subscription answers in place of a node, which the planner then reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast
from uuid import UUID

from graph.kit.plan import ReadPlan

NodeType = TypeVar("NodeType")


@dataclass(frozen=True, slots=True)
class Reference:
    """One row of a node type."""

    type_name: str
    key: UUID


@dataclass(frozen=True, slots=True)
class References:
    """Rows of one node type, read together."""

    type_name: str
    keys: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class Answered:
    """A row that was read with the commit already: its JSON, and the plan that read it."""

    type_name: str
    text: bytes
    plan: ReadPlan


@dataclass(frozen=True, slots=True)
class RootRead:
    """A planned root field of a query that Strawberry runs because other fields need Python."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A value that is in its final form already."""

    value: Any


def node_ref(type_: type[NodeType], key: UUID) -> NodeType:
    """Stands for the node in a payload: `PublishPlanSuccess(plan=node_ref(Plan, plan.id))`."""
    return cast("NodeType", Reference(type_.__name__, key))


def node_refs(type_: type[NodeType], keys: Sequence[UUID]) -> list[NodeType]:
    """Stands for a list of nodes in a payload, in this order."""
    return cast("list[NodeType]", References(type_.__name__, tuple(keys)))
