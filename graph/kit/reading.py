"""Running a plan: actor and statement travel to the database together, in one transaction, in one round trip."""

from typing import Any, Final

from psycopg import AsyncConnection, AsyncRawCursor, DataError
from psycopg_pool import AsyncConnectionPool

from graph.kit.limits import BadRequest, Limits
from graph.kit.operation import Arguments
from graph.kit.plan import ReadPlan
from services.kit.actor import ACTOR_SETTING, Actor

SET_ACTOR: Final = f"SELECT set_config('{ACTOR_SETTING}', $1, true)"

Pool = AsyncConnectionPool[AsyncConnection[Any]]


async def read(pool: Pool, actor: Actor, plan: ReadPlan, arguments: Arguments, limits: Limits) -> str:
    """The answer of a plan as JSON text, as the actor may see it."""
    parameters = plan.bind(arguments, limits)
    async with pool.connection() as connection:
        try:
            return await _run(connection, actor, plan.sql, parameters)
        except DataError as error:
            raise BadRequest("BAD_VALUE", reason=error.diag.message_primary or "") from error


async def _run(connection: AsyncConnection[Any], actor: Actor, sql: str, parameters: list[Any]) -> str:
    async with connection.pipeline():
        await connection.execute("BEGIN READ ONLY")
        cursor = AsyncRawCursor(connection)
        await cursor.execute(SET_ACTOR, [actor.setting], prepare=True)
        cursor = AsyncRawCursor(connection)
        await cursor.execute(sql, parameters, prepare=True)
        await connection.execute("COMMIT")
        row = await cursor.fetchone()
    if row is None:
        raise RuntimeError("a plan answered nothing")
    text: str = row[0]
    return text
