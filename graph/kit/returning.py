"""The row that a brief gesture answers with, planned before its commit, so that both travel together."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, cast

import strawberry
from graphql import FieldNode, GraphQLObjectType
from graphql.execution.values import VariableValues

from graph.kit.context import Context
from graph.kit.operation import Arguments, Operation
from graph.kit.plan import ReadPlan
from graph.kit.references import Answered, Reference
from services.kit.reader import Request


@dataclass(frozen=True, slots=True)
class WantedRow:
    """One reference of an answer with the read that resolves it."""

    attribute: str
    reference: Reference
    plan: ReadPlan
    request: Request

    def put_into(self, answer: Any, text: bytes) -> Any:
        return replace(answer, **{self.attribute: Answered(self.reference.type_name, text, self.plan)})


def wanted_row(info: strawberry.Info[Context, None], answer: Any) -> WantedRow | None:
    """What to read for the only row an answer refers to, if it was asked for once; the executor reads all else."""
    references = {
        field.name: value for field in fields(answer) if isinstance(value := getattr(answer, field.name), Reference)
    }
    if len(references) != 1:
        return None
    [(attribute, reference)] = references.items()
    context, raw = info.context, info._raw_info  # noqa: SLF001 - Strawberry shows no more of the selection
    operation = context.api.documents.operation_of(raw.operation, raw.fragments)
    coerced: Any = raw.variable_values  # without their sources: so Strawberry shows them to resolvers
    arguments = operation.arguments(VariableValues({}, coerced))
    nodes = _nodes_of(info, operation, arguments, type(answer), attribute)
    if nodes is None:
        return None
    arguments = arguments.for_keys([reference.key])
    node_type = cast("GraphQLObjectType", raw.schema.get_type(reference.type_name))
    plan = context.api.planner.plan_references(operation, arguments, node_type, nodes)
    context.spend(plan, arguments, may_owe=True)
    bound = plan.bind(arguments.acting_as(context.actor.setting, context.token))
    return WantedRow(attribute, reference, plan, (plan.sql, bound))


def _nodes_of(
    info: strawberry.Info[Context, None], operation: Operation, arguments: Arguments, success: Any, attribute: str
) -> Sequence[FieldNode] | None:
    """Where the document asks for a field of the answer; None where it does not, or under two names."""
    definition = success.__strawberry_definition__
    [field] = [each for each in definition.fields if each.python_name == attribute]
    names = info.schema.config.name_converter
    type_ = cast("GraphQLObjectType", info._raw_info.schema.get_type(names.from_object(definition)))  # noqa: SLF001 - as above
    asked = operation.select(type_, [node.selection_set for node in info._raw_info.field_nodes], arguments)  # noqa: SLF001 - as above
    found = [nodes for nodes in asked.values() if nodes[0].name.value == names.get_graphql_name(field)]
    return found[0] if len(found) == 1 else None
