"""Organizations and zones are public to signed-in people; memberships and colleagues only within an organization."""

from typing import Final

from services.kit.policies import Command, Policy, RoomPolicies

SIGNED_IN: Final = "(SELECT actor_id()) IS NOT NULL"

FUNCTIONS: Final = """
CREATE OR REPLACE FUNCTION actor_organizations() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(organization_id), '{}') FROM membership WHERE account_id = actor_id()
$$;
CREATE OR REPLACE FUNCTION actor_administered_organizations() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(organization_id), '{}') FROM membership WHERE account_id = actor_id() AND role = 'ADMIN'
$$;
CREATE OR REPLACE FUNCTION actor_organizations_of_kind(VARIADIC kinds text[]) RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(o.id), '{}') FROM membership m JOIN organization o ON o.id = m.organization_id
    WHERE m.account_id = actor_id() AND o.kind = ANY (kinds)
$$;
CREATE OR REPLACE FUNCTION actor_colleagues() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT account_id), '{}') FROM membership
    WHERE organization_id = ANY (actor_organizations())
$$;
"""

MINE: Final = "organization_id = ANY ((SELECT actor_organizations())::uuid[])"
"""The row's organization is one of the actor's. Other rooms use the same condition."""

ADMINISTERED: Final = "organization_id = ANY ((SELECT actor_administered_organizations())::uuid[])"

WRITTEN: Final[tuple[Command, ...]] = ("SELECT", "INSERT", "UPDATE", "DELETE")

POLICIES = RoomPolicies(
    functions=FUNCTIONS,
    policies=[
        Policy("zone", "SELECT", SIGNED_IN),
        Policy("organization", "SELECT", SIGNED_IN),
        Policy("organization", "INSERT", SIGNED_IN),
        Policy("organization", "UPDATE", "id = ANY ((SELECT actor_administered_organizations())::uuid[])"),
        Policy("membership", "SELECT", MINE),
        Policy("membership", "INSERT", ADMINISTERED),
        Policy("membership", "UPDATE", ADMINISTERED),
        Policy("membership", "DELETE", ADMINISTERED),
        Policy("membership", "DELETE", "account_id = (SELECT actor_id())"),
        *(Policy("invitation", command, ADMINISTERED) for command in WRITTEN),
        Policy("account", "SELECT", "id = ANY ((SELECT actor_colleagues())::uuid[])"),
    ],
)
