"""A file belongs to the person who uploaded it."""

from services.kit.audits import Audited
from services.kit.policies import Policy, RoomPolicies

POLICIES = RoomPolicies(
    policies=[
        Policy("stored_file", command, "account_id = (SELECT actor_id())") for command in ("SELECT", "INSERT", "DELETE")
    ],
    audits=[
        Audited("stored_file", account="account_id", large=["content"]),
    ],
)
