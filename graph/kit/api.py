"""The schema with what it needs to answer: documents, planner, limits."""

from collections.abc import Iterator
from inspect import isawaitable
from typing import Any, Final
from uuid import uuid4

import strawberry
import structlog
from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    default_field_resolver,
    default_type_resolver,
)
from graphql.execution.collect_fields import FragmentDetails
from graphql.execution.values import VariableValues
from strawberry.execution.is_awaitable import optimized_is_awaitable
from strawberry.extensions import SchemaExtension
from strawberry.types.execution import ExecutionContext
from strawberry.types.graphql import OperationType

from graph.kit.budgets import Budgets
from graph.kit.context import Context
from graph.kit.declarations import check_declarations
from graph.kit.documents import Document, Documents
from graph.kit.executor import PlanningExecutor, resolve_in_python, resolve_planned, resolve_root
from graph.kit.limits import BadRequest, Limits
from graph.kit.operation import Operation
from graph.kit.planner import Planner
from graph.kit.refusals import extensions_of
from graph.kit.registered import Registered
from graph.kit.specs import PythonField, field_spec, is_planned
from services.kit.refusals import Refusal

log = structlog.get_logger()

_is_awaitable: Final[Any] = optimized_is_awaitable  # Strawberry types it less strictly than graphql-core
INTERNAL: Final = "INTERNAL"


class RememberedDocument(SchemaExtension):
    """Gives Strawberry the document that is parsed, validated and measured already."""

    def on_parse(self) -> Iterator[None]:
        context = self.execution_context
        remembered = _remembered(context)
        if remembered.ast is None:
            raise remembered.errors[0]
        context.graphql_document = remembered.ast
        yield

    def on_validate(self) -> Iterator[None]:
        context = self.execution_context
        context.pre_execution_errors = _complaints(context)
        yield


def _complaints(context: ExecutionContext) -> list[GraphQLError]:
    """What stands against a document; of one that is not answered here nothing more is said."""
    request: Context = context.context
    try:
        request.api.registered.require_allowed(context.query or "")
    except BadRequest as refused:
        return [refused]
    complaints = [*_remembered(context).errors]
    if request.is_socket and context.operation_type is not OperationType.SUBSCRIPTION:
        complaints.append(BadRequest("SUBSCRIPTIONS_ONLY"))
    return complaints


def _remembered(context: ExecutionContext) -> Document:
    request: Context = context.context
    return request.api.documents.get(context.query or "")


class PlannedSchema(strawberry.Schema):
    """Strawberry's schema whose planned fields resolve from what the planner read, and whose errors leak nothing."""

    def __init__(self, query: type, **options: Any) -> None:
        super().__init__(query, extensions=[RememberedDocument], execution_context_class=PlanningExecutor, **options)
        check_declarations(self._schema)
        _install_resolvers(self._schema)

    async def run(self, operation: Operation, variables: VariableValues, context: Context) -> ExecutionResult:
        """Execute an operation that was prepared, with variables that were coerced.

        This is `execute` without what it does for documents it never saw: finding the operation, coercing again.
        """
        executor = PlanningExecutor(
            schema=self._schema,
            fragment_definitions=operation.fragments,
            fragments={name: FragmentDetails(node) for name, node in operation.fragments.items()},
            root_value=None,
            context_value=context,
            operation=operation.definition,
            variable_values=variables,
            field_resolver=default_field_resolver,
            type_resolver=default_type_resolver,
            subscribe_field_resolver=default_field_resolver,
            is_awaitable=_is_awaitable,
        )
        ran: Any = executor.execute_operation()
        result: ExecutionResult = await ran if isawaitable(ran) else ran
        self.process_errors(result.errors or [])
        return result

    def process_errors(
        self,
        errors: list[GraphQLError],
        execution_context: ExecutionContext | None = None,  # noqa: ARG002 - Strawberry's signature
    ) -> None:
        for error in errors:
            mask(error)


def mask(error: GraphQLError) -> GraphQLError:
    """Turn what nobody foresaw into a coded error with the id under which it was logged."""
    cause = error.original_error
    if isinstance(cause, Refusal):
        error.extensions = extensions_of(cause)
    elif cause is not None and not isinstance(cause, GraphQLError):
        incident = uuid4().hex
        log.error("unexpected_error", incident=incident, path=error.path, exc_info=cause)
        error.message = "something went wrong on our side"
        error.extensions = {"code": INTERNAL, "incident": incident}
    return error


def _install_resolvers(schema: GraphQLSchema) -> None:
    for type_ in schema.type_map.values():
        if not isinstance(type_, GraphQLObjectType):
            continue
        for definition in type_.fields.values():
            spec = field_spec(definition)
            if isinstance(spec, PythonField):
                definition.resolve = resolve_in_python(spec)
            elif is_planned(definition, type_):
                definition.resolve = resolve_root if type_ is schema.query_type else resolve_planned
                type_.is_type_of = None


class Api:
    """Everything that answers operations of one schema."""

    def __init__(
        self,
        schema: PlannedSchema,
        *,
        limits: Limits | None = None,
        registered: Registered | None = None,
        is_development: bool = False,
    ) -> None:
        self.schema = schema
        self.limits = limits or Limits()
        self.budgets = Budgets(self.limits)
        self.registered = registered or Registered()
        self.documents = Documents(schema._schema, self.limits, is_development=is_development)  # noqa: SLF001
        self.planner = Planner(schema._schema, self.limits)  # noqa: SLF001 - Strawberry names no public door

    def document_of(self, text: str | None, document_id: str | None) -> Document:
        """The document with this text, or registered under this id."""
        if document_id is not None:
            return self.documents.get(self.registered.text_of(document_id))
        self.registered.require_allowed(text or "")
        return self.documents.get(text or "")

    def prepare(self) -> None:
        """Read the registered documents and plan their queries as they are first asked: without optional arguments."""
        for text in self.registered.texts:
            for operation in self.documents.get(text).operations.values():
                variables = operation.coerce({})
                if operation.is_plannable and isinstance(variables, VariableValues):
                    self.planner.plan_query(operation, operation.arguments(variables))
