from collections.abc import AsyncIterator

import strawberry

from graph.kit.gestures import Permission
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from graph.kit.watching import Watch, subscription
from graph.solving.types import SolveRun
from services.solving.commands import BELL
from services.solving.queries import is_run_open


@subscription(permission=Permission.SIGNED_IN, description="The run whenever it changed; completes with the run.")
async def solve_run(watch: Watch, id: strawberry.ID) -> AsyncIterator[SolveRun | None]:  # noqa: A002 - the API's word
    key = uuid_of(SolveRun, id, "id")
    async for _ in watch.rings(BELL, str(key)):
        async with watch.database.transaction(watch.actor) as tx:
            is_last = not await is_run_open(
                tx, key
            )  # asked before the row is read: the last state sent is the final one
        yield node_ref(SolveRun, key)
        if is_last:
            return
