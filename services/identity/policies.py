"""A person sees their own account; colleagues are added by organizations. Hashes belong to the system."""

from typing import Final

from services.kit.audits import Audited, Unaudited
from services.kit.policies import Command, Policy, RoomPolicies

OWNER: Final = """
CREATE OR REPLACE FUNCTION token_bearer(given bytea)
    RETURNS TABLE (account_id uuid, expires_at timestamptz, reach text, used_at timestamptz, token_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.account_id, s.expires_at, 'PERSON', s.used_at, NULL::uuid FROM sign_in_session s
    WHERE s.token_hash = given AND s.expires_at > now()
    UNION ALL
    SELECT t.account_id, t.expires_at, t.scope, t.used_at, t.id FROM api_token t
    WHERE t.token_hash = given AND t.expires_at > now()
$$;
CREATE OR REPLACE FUNCTION acts_for(deputy uuid, principal uuid, on_day date) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM delegation d WHERE d.account_id = principal AND d.deputy_id = deputy
                   AND d.ended_at IS NULL AND on_day BETWEEN d.starts_on AND d.ends_on)
$$;
"""

OWN: Final[tuple[Command, ...]] = ("SELECT", "INSERT", "DELETE")
REMEMBERED: Final[tuple[Command, ...]] = ("SELECT", "INSERT", "UPDATE", "DELETE")

POLICIES = RoomPolicies(
    functions=OWNER,
    policies=[
        Policy("account", "SELECT", "id = (SELECT actor_id())"),
        # who is erased is a pseudonym in records of others
        Policy("account", "SELECT", "erased_at IS NOT NULL AND (SELECT actor_id()) IS NOT NULL"),
        Policy("account", "UPDATE", "id = (SELECT actor_id())"),
        Policy("sign_in_session", "SELECT", "account_id = (SELECT actor_id())"),
        Policy("sign_in_session", "DELETE", "account_id = (SELECT actor_id())"),
        Policy("delegation", "SELECT", "(SELECT actor_id()) IN (account_id, deputy_id)"),
        Policy("delegation", "INSERT", "account_id = (SELECT actor_id())"),
        Policy("delegation", "UPDATE", "(SELECT actor_id()) IN (account_id, deputy_id)"),
        Policy("deputy_gesture", "SELECT", "(SELECT actor_id()) IN (account_id, deputy_id)"),
        Policy("deputy_gesture", "INSERT", "account_id = (SELECT actor_id()) AND deputy_id = (SELECT deputy_id())"),
        Policy("account", "SELECT", "id IN (SELECT account_id FROM delegation)"),
        Policy("account", "SELECT", "id IN (SELECT deputy_id FROM delegation)"),
        *(Policy("api_token", command, "account_id = (SELECT actor_id())") for command in OWN),
        *(Policy("remembered_gesture", command, "account_id = (SELECT actor_id())") for command in REMEMBERED),
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
    audits=[
        Audited("account", account="id", personal=["email", "name"]),
        Audited("account_password", account="account_id", whole=("account", "account_id"), secret=["password_hash"]),
        Audited(
            "second_factor",
            account="account_id",
            whole=("account", "account_id"),
            secret=["secret"],
            ignored=["last_timecode"],
        ),
        Audited("recovery_code", account="account_id", whole=("account", "account_id"), secret=["code_hash"]),
        Audited("outside_identity", account="account_id", whole=("account", "account_id"), personal=["subject"]),
        Audited("delegation", account="account_id"),
        Audited("api_token", account="account_id", secret=["token_hash"], ignored=["used_at"]),
        Unaudited("deputy_gesture", "is a record itself"),
        Unaudited("sign_in_session", "comes and goes with every sign-in, and says itself when and from where"),
        Unaudited("attempts", "counts attempts and forgets them"),
        Unaudited("familiar_address", "remembers places for some time"),
        Unaudited("mailed_link", "is on its way; what following it changes is recorded"),
        Unaudited("remembered_gesture", "keeps answers for repetitions for some time"),
    ],
)
