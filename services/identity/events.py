"""What happens to accounts that somebody is told of. Passwords and addresses have messages of their own."""

from typing import Final

from services.events.kinds import EventKind
from services.events.sources import EventSource, On

_JOINS: Final = "JOIN account p ON p.id = n.account_id JOIN account d ON d.id = n.deputy_id"
_PARAMS: Final = {"person": "p.name", "deputy": "d.name", "startsOn": "n.starts_on", "endsOn": "n.ends_on"}

EVENTS: Final = (
    EventSource(
        EventKind.DELEGATION_BEGAN,
        "delegation",
        On.INSERT,
        "Delegation",
        joins=_JOINS,
        organization="NULL::uuid",
        account="n.deputy_id",
        params=_PARAMS,
    ),
    EventSource(
        EventKind.DELEGATION_ENDED,
        "delegation",
        On.UPDATE,
        "Delegation",
        watches="ended_at",
        when="n.ended_at IS NOT NULL",
        joins=f"{_JOINS} CROSS JOIN unnest(ARRAY[n.account_id, n.deputy_id]) AS told (account_id)",
        organization="NULL::uuid",
        account="told.account_id",
        params=_PARAMS,
    ),
)
