"""The subscriptions of the demo room."""

from collections.abc import AsyncIterator

import strawberry

from graph.kit.gestures import Permission
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from graph.kit.watching import Watch, subscription
from tests.graph.kit.demo import Entry


@subscription(permission=Permission.SIGNED_IN)
async def entry_changes(watch: Watch, id: strawberry.ID) -> AsyncIterator[Entry | None]:  # noqa: A002 - the API's word
    key = uuid_of(Entry, id, "id")
    async for _ in watch.rings("demo_entry", str(key)):
        yield node_ref(Entry, key)
