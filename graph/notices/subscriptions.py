from collections.abc import AsyncIterator

from graph.identity.types import Account
from graph.kit.gestures import Permission
from graph.kit.references import node_ref
from graph.kit.watching import Watch, subscription
from services.identity.rules import require_account
from services.notices.commands import BELL
from services.notices.queries import newest_state


@subscription(
    permission=Permission.SIGNED_IN,
    description="You, at once and whenever a notice came or was read: ask for `unreadNoticeCount` and the newest.",
)
async def notice_arrived(watch: Watch) -> AsyncIterator[Account | None]:
    key = require_account(watch.actor)
    sent = None
    async for _ in watch.rings(BELL, str(key)):
        async with watch.database.transaction(watch.actor) as tx:
            state = await newest_state(tx, key)
        if state != sent:  # the bell also rings now and then for nothing
            sent = state
            yield node_ref(Account, key)
