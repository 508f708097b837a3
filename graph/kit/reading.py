"""Running a plan: one statement, which sets its actor and reads, in one round trip and one transaction of its own."""

from psycopg import DataError

from graph.kit.limits import BadRequest
from graph.kit.operation import Arguments
from graph.kit.plan import ReadPlan
from services.kit.actor import Actor
from services.kit.reader import Reader


async def read(reader: Reader, actor: Actor, plan: ReadPlan, arguments: Arguments, token: str | None = None) -> bytes:
    """The answer of a plan as JSON text, as the actor may see it."""
    parameters = plan.bind(arguments.acting_as(actor.setting, token))
    try:
        text = await reader.value(plan.sql, parameters)
    except DataError as error:
        raise BadRequest("BAD_VALUE", reason=error.diag.message_primary or str(error)) from error
    if text is None:
        raise RuntimeError("a plan answered nothing")
    return text
