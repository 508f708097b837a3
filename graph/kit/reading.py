"""Running a plan: one statement, which sets its actor and reads, in one round trip and one transaction of its own."""

from typing import Any

from psycopg import AsyncConnection, AsyncRawCursor, DataError
from psycopg_pool import AsyncConnectionPool

from graph.kit.limits import BadRequest, Limits
from graph.kit.operation import Arguments
from graph.kit.plan import ReadPlan
from services.kit.actor import Actor

Pool = AsyncConnectionPool[AsyncConnection[Any]]


async def read(pool: Pool, actor: Actor, plan: ReadPlan, arguments: Arguments, limits: Limits) -> str:
    """The answer of a plan as JSON text, as the actor may see it."""
    parameters = plan.bind(arguments.acting_as(actor.setting), limits)
    async with pool.connection() as connection:
        cursor = AsyncRawCursor(connection)
        try:
            await cursor.execute(plan.sql, parameters, prepare=True)
        except DataError as error:
            raise BadRequest("BAD_VALUE", reason=error.diag.message_primary or str(error)) from error
        row = await cursor.fetchone()
    if row is None:
        raise RuntimeError("a plan answered nothing")
    text: str = row[0]
    return text
