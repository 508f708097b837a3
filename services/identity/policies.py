"""A person sees their own account; colleagues are added by organizations. Hashes belong to the system."""

from services.kit.policies import Policy, RoomPolicies

POLICIES = RoomPolicies(
    policies=[
        Policy("account", "SELECT", "id = (SELECT actor_id())"),
        Policy("account", "UPDATE", "id = (SELECT actor_id())"),
        Policy("sign_in_session", "SELECT", "account_id = (SELECT actor_id())"),
        Policy("sign_in_session", "DELETE", "account_id = (SELECT actor_id())"),
    ],
    system_only=["account_password"],
)
