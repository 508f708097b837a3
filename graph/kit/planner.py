"""The planner: remembers the plan of every operation it has seen, by the operation and the shape of its arguments."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from cachetools import LRUCache
from graphql import FieldNode, GraphQLObjectType, GraphQLSchema

from graph.kit.limits import Limits
from graph.kit.operation import Arguments, Operation
from graph.kit.plan import ReadPlan
from graph.kit.statement import Statement

CACHED_PLANS: Final = 2_000

Roots = Mapping[str, Sequence[FieldNode]]


class Planner:
    """Plans the reads of one schema."""

    def __init__(self, schema: GraphQLSchema, limits: Limits) -> None:
        self.schema = schema
        self.limits = limits
        self._plans: LRUCache[Any, tuple[ReadPlan, Operation]] = LRUCache(CACHED_PLANS)

    def plan_query(self, operation: Operation, arguments: Arguments) -> ReadPlan:
        """A plan for a whole query, which answers the response itself: `{"data": ...}`."""
        key = (id(operation), arguments.shape)
        return self._cached(key, operation, arguments, lambda statement: statement.query(None))

    def plan_root(self, operation: Operation, arguments: Arguments, key: str, nodes: Sequence[FieldNode]) -> ReadPlan:
        """A plan for one root field of a query that Strawberry runs."""
        plan_key = (id(operation), arguments.shape, key)
        return self._cached(plan_key, operation, arguments, lambda statement: statement.query({key: nodes}))

    def plan_references(
        self, operation: Operation, arguments: Arguments, type_: GraphQLObjectType, nodes: Sequence[FieldNode]
    ) -> ReadPlan:
        """A plan for rows of one type by key; the list of keys is the argument `keys` of the first node."""
        key = (id(operation), arguments.shape, type_.name, tuple(id(node) for node in nodes))
        return self._cached(key, operation, arguments, lambda statement: statement.references(type_, nodes))

    def _cached(
        self, key: Any, operation: Operation, arguments: Arguments, build: Callable[[Statement], ReadPlan]
    ) -> ReadPlan:
        found = self._plans.get(key)
        if found is None:
            # The operation is kept with its plan: the key holds its identity, which must not pass to another.
            found = build(Statement(self.schema, operation, arguments, self.limits)), operation
            self._plans[key] = found
        return found[0]
