"""Strawberry's executor with one addition: references and planned root fields are read by the planner.

A read whose every field the database knows passes through as finished JSON; otherwise its rows become the sources of
the resolvers below, so that planned and Python fields share a document.
"""

from collections.abc import Callable
from inspect import isawaitable
from typing import Any, cast

import orjson
from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    get_named_type,
    is_leaf_type,
)
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from graph.kit.context import Context
from graph.kit.node_ids import find_node_id
from graph.kit.operation import Arguments
from graph.kit.plan import ReadPlan
from graph.kit.references import Answered, Ready, Reference, References, RootRead
from graph.kit.specs import PythonField

ResolveInfo = GraphQLResolveInfo[Any]
_PENDING = (Reference, References, RootRead)


class PlanningExecutor(StrawberryGraphQLCoreExecutionContext):
    """Completes what `graph.kit.references` stands for."""

    def complete_value(
        self,
        return_type: GraphQLOutputType,
        field_details_list: Any,
        info: ResolveInfo,
        path: Any,
        result: Any,
        position_context: Any,
    ) -> Any:
        if isinstance(result, Ready):
            return result.value
        if isinstance(result, Answered):
            found = _row(result.text, result.plan, self.context_value, result.type_name)
            return self.complete_value(return_type, field_details_list, info, path, found, position_context)
        if isinstance(result, _PENDING):
            return self._complete_read(return_type, field_details_list, info, path, result, position_context)
        return super().complete_value(return_type, field_details_list, info, path, result, position_context)

    async def _complete_read(
        self, return_type: GraphQLOutputType, details: Any, info: Any, path: Any, result: Any, position: Any
    ) -> Any:
        found = await self._read(info, result)
        completed = self.complete_value(return_type, details, info, path, found, position)
        return await completed if isawaitable(completed) else completed

    async def _read(self, info: ResolveInfo, asked: Reference | References | RootRead) -> Any:
        context: Context = self.context_value
        operation = context.api.documents.operation_of(self.operation, self.fragment_definitions)
        arguments = operation.arguments(self.variable_values)
        if isinstance(asked, RootRead):
            key = str(info.path.key)
            plan = context.api.planner.plan_root(operation, arguments, key, info.field_nodes)
            text = await context.read(plan, arguments)
            return _typed(_passed(text[len(key) + 4 : -1], plan, context), info, arguments)
        arguments = arguments.for_keys([asked.key] if isinstance(asked, Reference) else asked.keys)
        plan = context.api.planner.plan_references(operation, arguments, self._node_type(asked), info.field_nodes)
        text = await context.read(plan, arguments, may_owe=True)
        if not isinstance(asked, Reference):
            return orjson.loads(text)
        return _row(text, plan, context, asked.type_name)

    def _node_type(self, asked: Reference | References) -> GraphQLObjectType:
        return cast("GraphQLObjectType", self.schema.get_type(asked.type_name))


def _row(text: bytes, plan: ReadPlan, context: Context, type_name: str) -> Any:
    """The one row of a list that a plan for references answered."""
    found = _passed(text[1:-1], plan, context)
    return {**found, "__typename": type_name} if isinstance(found, dict) else found


def _passed(text: bytes, plan: ReadPlan, context: Context) -> Any:
    """Finished JSON as it is; rows that Python adds to, or a null, as values."""
    if text == b"null" or not plan.is_complete or context.resolves_all:
        return orjson.loads(text)
    return Ready(orjson.Fragment(text))


def _typed(value: Any, info: ResolveInfo, arguments: Arguments) -> Any:
    """A row behind an interface, told by the id that was asked for."""
    if isinstance(value, dict) and isinstance(get_named_type(info.return_type), GraphQLInterfaceType):
        found = find_node_id(arguments.of(info.field_nodes[0])["id"])
        value["__typename"] = found[0] if found else None
    return value


def resolve_planned(source: Any, info: ResolveInfo, **_: Any) -> Any:
    """The resolver of every planned field: its value stands in the row the planner read."""
    value = source[info.path.key]
    return value if value is None or not _is_leaf(info) else Ready(value)


def _is_leaf(info: ResolveInfo) -> bool:
    return is_leaf_type(get_named_type(info.return_type))


def resolve_root(_source: Any, _info: ResolveInfo, **_: Any) -> RootRead:
    """The resolver of every planned root field."""
    return RootRead()


def resolve_in_python(spec: PythonField) -> Callable[..., Any]:
    """The resolver of a field computed in Python from its neighbours."""

    def resolve(source: Any, info: ResolveInfo, **_: Any) -> Any:
        return spec.compute(source[info.path.key])

    return resolve
