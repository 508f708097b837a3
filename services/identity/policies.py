"""A person sees their own account; colleagues are added by organizations. Hashes belong to the system."""

from typing import Final

from services.kit.policies import Policy, RoomPolicies

SESSION_ACCOUNT: Final = """
CREATE OR REPLACE FUNCTION session_account(given bytea) RETURNS TABLE (account_id uuid, expires_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.account_id, s.expires_at FROM sign_in_session s WHERE s.token_hash = given AND s.expires_at > now()
$$;
"""

POLICIES = RoomPolicies(
    functions=SESSION_ACCOUNT,
    policies=[
        Policy("account", "SELECT", "id = (SELECT actor_id())"),
        Policy("account", "UPDATE", "id = (SELECT actor_id())"),
        Policy("sign_in_session", "SELECT", "account_id = (SELECT actor_id())"),
        Policy("sign_in_session", "DELETE", "account_id = (SELECT actor_id())"),
    ],
    system_only=["account_password", "attempts", "familiar_address", "mailed_link"],
)
