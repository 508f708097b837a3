from collections.abc import AsyncIterator

import strawberry

from graph.exchange.types import SheetImport
from graph.kit.gestures import Permission
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from graph.kit.watching import Watch, subscription
from services.exchange.commands import BELL
from services.exchange.queries import is_import_open


@subscription(permission=Permission.SIGNED_IN, description="The import whenever it changed; completes when it is over.")
async def sheet_import(watch: Watch, id: strawberry.ID) -> AsyncIterator[SheetImport | None]:  # noqa: A002 - the API's word
    key = uuid_of(SheetImport, id, "id")
    async for _ in watch.rings(BELL, str(key)):
        async with watch.database.transaction(watch.actor) as tx:
            is_last = not await is_import_open(tx, key)  # asked before the row is read: the last state is the final one
        yield node_ref(SheetImport, key)
        if is_last:
            return
