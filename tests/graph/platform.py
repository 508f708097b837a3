"""The schema over a test's database, asked as anybody, without HTTP in between."""

from dataclasses import dataclass
from typing import Any

import orjson

from graph.kit.api import Api, PlannedSchema
from graph.kit.context import Context
from graph.schema import build_schema
from services.kit.actor import Actor
from services.kit.database import Database


@dataclass(frozen=True, slots=True)
class Platform:
    """A database and the whole schema."""

    database: Database
    schema: PlannedSchema
    api: Api

    async def ask(self, actor: Actor, query: str, **variables: Any) -> Any:
        """The data of an answer without errors."""
        context = Context(self.api, self.database, actor=actor)
        answer = await self.schema.execute(query, variables, context_value=context)
        assert answer.errors is None, answer.errors
        return orjson.loads(orjson.dumps(answer.data))


def make_platform(database: Database) -> Platform:
    schema = build_schema(suggestions=True)
    return Platform(database, schema, Api(schema, is_development=True))
