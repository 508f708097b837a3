"""A notice is its reader's. The system writes it; the reader reads it, and says so."""

from typing import Final

from services.kit.audits import Audited, Unaudited
from services.kit.policies import Policy, RoomPolicies

OWN: Final = "account_id = (SELECT actor_id())"

POLICIES: Final = RoomPolicies(
    policies=[
        Policy("notice", "SELECT", OWN),
        Policy("notice", "UPDATE", OWN),
        *(
            Policy(table, command, OWN)
            for table in ("notice_preference", "notice_schedule")
            for command in ("SELECT", "INSERT", "UPDATE")
        ),
    ],
    audits=[
        Unaudited("notice", "repeats what is recorded of its subject"),
        Audited("notice_preference", account="account_id"),
        Audited("notice_schedule", account="account_id"),
    ],
)
