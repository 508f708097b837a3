"""A person sees their own account; colleagues are added by organizations. Hashes belong to the system."""

from typing import Final

from services.kit.policies import Command, Policy, RoomPolicies

OWNER: Final = """
CREATE OR REPLACE FUNCTION token_owner(given bytea)
    RETURNS TABLE (account_id uuid, expires_at timestamptz, reach text, used_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.account_id, s.expires_at, 'PERSON', s.used_at FROM sign_in_session s
    WHERE s.token_hash = given AND s.expires_at > now()
    UNION ALL
    SELECT t.account_id, t.expires_at, t.scope, t.used_at FROM api_token t
    WHERE t.token_hash = given AND t.expires_at > now()
$$;
"""

OWN: Final[tuple[Command, ...]] = ("SELECT", "INSERT", "DELETE")

POLICIES = RoomPolicies(
    functions=OWNER,
    policies=[
        Policy("account", "SELECT", "id = (SELECT actor_id())"),
        Policy("account", "UPDATE", "id = (SELECT actor_id())"),
        Policy("sign_in_session", "SELECT", "account_id = (SELECT actor_id())"),
        Policy("sign_in_session", "DELETE", "account_id = (SELECT actor_id())"),
        *(Policy("api_token", command, "account_id = (SELECT actor_id())") for command in OWN),
    ],
    system_only=[
        "account_password",
        "attempts",
        "familiar_address",
        "mailed_link",
        "second_factor",
        "recovery_code",
        "outside_identity",
    ],
)
