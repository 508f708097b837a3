"""POST /graphql: the fast lane for reads the database can answer, Strawberry for everything else."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLError, OperationType
from graphql.execution.values import VariableValues
from starlette.requests import Request
from starlette.responses import Response

from graph.http.bodies import Asked, read_address, read_graphql
from graph.http.credentials import Authenticate, actor_of, idempotency_key_of
from graph.http.failures import GRAPHQL_INVALID, HttpRefused, formatted, json_response
from graph.kit.api import INTERNAL, Api, mask
from graph.kit.bell import Bell
from graph.kit.context import Context
from graph.kit.limits import BadRequest
from graph.kit.operation import Operation
from services.kit.database import Database


@dataclass(slots=True)
class Endpoint:
    """What answers GraphQL over HTTP."""

    api: Api
    database: Database
    authenticate: Authenticate
    bell: Bell | None = None

    async def post(self, request: Request) -> Response:
        return await self._respond(request, lambda: read_graphql(request, self.api.limits.body_bytes))

    async def get(self, request: Request) -> Response:
        """A registered read, named in the address."""

        async def take() -> Asked:
            return read_address(request)

        return await self._respond(request, take)

    async def _respond(self, request: Request, take: Callable[[], Awaitable[Asked]]) -> Response:
        try:
            asked = await take()
            key = idempotency_key_of(request)
            actor, token = await actor_of(request, self.authenticate)
        except HttpRefused as refused:
            return refused.response()
        context = Context(self.api, self.database, self.bell, actor, token, request, idempotency_key=key)
        try:
            return await self._answer(asked, context)
        except GraphQLError as error:
            return _refusal([error], GRAPHQL_INVALID)
        except Exception as error:  # noqa: BLE001 - whatever it is, the caller gets a code and no traceback
            return _refusal([mask(GraphQLError(str(error), original_error=error))], INTERNAL)

    async def _answer(self, asked: Asked, context: Context) -> Response:
        document = self.api.document_of(asked.query, asked.document_id)
        if document.errors or document.ast is None:
            return _refusal(document.errors, GRAPHQL_INVALID)
        operation = document.find_operation(asked.operation_name)
        if operation is None:
            raise BadRequest("UNKNOWN_OPERATION", operation=asked.operation_name or "")
        if operation.definition.operation is OperationType.SUBSCRIPTION:
            raise BadRequest("SUBSCRIBE_BY_WEBSOCKET")
        if operation.definition.operation is OperationType.MUTATION and _is_get(context):
            raise BadRequest("GET_IS_FOR_READS")
        variables = operation.coerce(asked.variables)
        if not isinstance(variables, VariableValues):
            return _refusal(variables, "BAD_VARIABLES")
        if operation.is_plannable:
            return await _planned(operation, variables, context)
        return await self._executed(operation, variables, context)

    async def _executed(self, operation: Operation, variables: VariableValues, context: Context) -> Response:
        result = await self.api.schema.run(operation, variables, context)
        answer: dict[str, Any] = {"data": result.data}
        if result.errors:
            answer["errors"] = formatted(result.errors, GRAPHQL_INVALID)
        response = json_response(orjson.dumps(answer))
        response.raw_headers.extend(context.set_cookies)
        if context.was_repeated:
            response.headers["Idempotent-Replayed"] = "true"
        return response


async def _planned(operation: Operation, variables: VariableValues, context: Context) -> Response:
    """The fast lane: one statement, its text passed through."""
    arguments = operation.arguments(variables)
    plan = context.api.planner.plan_query(operation, arguments)
    return json_response(await context.read(plan, arguments))


def _is_get(context: Context) -> bool:
    return context.connection is not None and context.connection.scope.get("method") == "GET"


def _refusal(errors: list[GraphQLError], code: str) -> Response:
    return json_response(orjson.dumps({"data": None, "errors": formatted(errors, code)}))
