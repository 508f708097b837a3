"""The ways to ask: the fast lane, Strawberry with what it can plan, Strawberry with every field resolved."""

from typing import Any

import orjson
from graphql.execution.values import VariableValues

from graph.kit.api import Api
from graph.kit.context import Context
from services.kit.actor import NOBODY, Actor
from services.kit.database import Database


async def ask_planned(api: Api, database: Database, query: str, actor: Actor = NOBODY, **variables: Any) -> Any:
    """The answer of the fast lane; the operation must be plannable."""
    operation = api.documents.get(query).find_operation(None)
    assert operation is not None, api.documents.get(query).errors
    assert operation.is_plannable
    coerced = operation.coerce(variables)
    assert isinstance(coerced, VariableValues), coerced
    arguments = operation.arguments(coerced)
    plan = api.planner.plan_query(operation, arguments)
    return orjson.loads(await Context(api, database, actor=actor).read(plan, arguments))["data"]


async def execute(
    api: Api, database: Database, query: str, actor: Actor = NOBODY, *, resolves_all: bool = False, **variables: Any
) -> tuple[Any, list[Any]]:
    """Data and errors of Strawberry's lane."""
    context = Context(api, database, actor=actor, resolves_all=resolves_all)
    result = await api.schema.execute(query, variables, context_value=context)
    return orjson.loads(orjson.dumps(result.data)), list(result.errors or [])


async def ask_resolved(api: Api, database: Database, query: str, actor: Actor = NOBODY, **variables: Any) -> Any:
    """The answer of Strawberry's lane with every field resolved, which must have no errors."""
    data, errors = await execute(api, database, query, actor, resolves_all=True, **variables)
    assert errors == []
    return data
