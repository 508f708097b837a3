"""Organizations and zones are public to signed-in people; memberships and colleagues only within an organization."""

from typing import Final

from services.kit.audits import Audited
from services.kit.policies import Command, Policy, RoomPolicies
from services.kit.search import Search

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
CREATE OR REPLACE FUNCTION actor_viewed_organizations() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(organization_id), '{}') FROM membership WHERE account_id = actor_id() AND role = 'VIEWER'
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
CREATE OR REPLACE FUNCTION actor_names() RETURNS text[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(o.name) || array_remove(array_agg(o.uscc), NULL), '{}')
    FROM membership m JOIN organization o ON o.id = m.organization_id WHERE m.account_id = actor_id()
$$;
CREATE OR REPLACE FUNCTION actor_zones() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT o.zone_id), '{}')
    FROM membership m JOIN organization o ON o.id = m.organization_id
    WHERE m.account_id = actor_id() AND o.kind = 'ZONE_ADMIN' AND o.zone_id IS NOT NULL
$$;
CREATE OR REPLACE FUNCTION actor_wards() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(o.id), '{}') FROM organization o WHERE o.zone_id = ANY (actor_zones())
      AND NOT EXISTS (SELECT FROM membership m WHERE m.organization_id = o.id)
$$;
CREATE OR REPLACE FUNCTION restrictions_on(names text[], usccs text[], industries text[], on_day date)
    RETURNS TABLE (place int, reason text, ends_on date)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH given AS (
        SELECT g.place, g.name, g.industry, coalesce(nullif(g.uscc, ''), o.uscc) AS uscc
        FROM unnest(names, usccs, industries) WITH ORDINALITY AS g (name, uscc, industry, place)
        LEFT JOIN organization o ON o.name = g.name
    ), in_force AS (
        SELECT * FROM restriction r
        WHERE r.lifted_at IS NULL AND r.starts_on <= on_day AND (r.ends_on IS NULL OR r.ends_on >= on_day)
    ), found AS (
        SELECT g.place, r.reason, r.ends_on FROM given g JOIN in_force r ON r.uscc = g.uscc
        UNION ALL SELECT g.place, r.reason, r.ends_on FROM given g JOIN in_force r ON r.name = g.name
        UNION ALL SELECT g.place, r.reason, r.ends_on FROM given g JOIN in_force r ON r.industry = g.industry
    )
    SELECT DISTINCT ON (place) place::int - 1, reason, ends_on FROM found ORDER BY place, ends_on DESC NULLS FIRST
$$;
"""
"""`actor_wards`: organizations of the actor's zones that have no people here: the administration speaks for them.
`restrictions_on` answers the gate: whom of those it is asked for stands on the list, why and until when. Who rules
the list, and who stands on it, sees the rows themselves."""

MINE: Final = "organization_id = ANY ((SELECT actor_organizations())::uuid[])"
"""The row's organization is one of the actor's. Other rooms use the same condition."""

NOT_VIEWED: Final = "(organization_id = ANY ((SELECT actor_viewed_organizations())::uuid[])) IS NOT TRUE"
"""The row's organization is none of those where the actor only looks: a limit to every change."""

ADMINISTERED: Final = "organization_id = ANY ((SELECT actor_administered_organizations())::uuid[])"

OF_ZONE: Final = "organization_id = ANY ((SELECT actor_organizations_of_kind('ZONE_ADMIN'))::uuid[])"
OWN_NAME: Final = "ANY ((SELECT actor_names())::text[])"
ON_OWN_RESTRICTION: Final = f"restriction_id IN (SELECT id FROM restriction WHERE {OF_ZONE})"  # noqa: S608 - of ours

IN_MY_ZONE: Final = (
    "organization_id IN (SELECT id FROM organization WHERE zone_id = ANY ((SELECT actor_zones())::uuid[]))"
)
OF_WARD: Final = "organization_id = ANY ((SELECT actor_wards())::uuid[])"

WRITTEN: Final[tuple[Command, ...]] = ("SELECT", "INSERT", "UPDATE", "DELETE")

POLICIES = RoomPolicies(
    functions=FUNCTIONS,
    policies=[
        Policy("zone", "SELECT", SIGNED_IN),
        Policy("organization", "SELECT", SIGNED_IN),
        Policy("organization", "INSERT", SIGNED_IN),
        Policy("organization_merge", "SELECT", SIGNED_IN),
        Policy("organization", "UPDATE", "id = ANY ((SELECT actor_administered_organizations())::uuid[])"),
        Policy("membership", "SELECT", MINE),
        Policy("membership", "INSERT", ADMINISTERED),
        Policy("membership", "UPDATE", ADMINISTERED),
        Policy("membership", "DELETE", ADMINISTERED),
        Policy("membership", "DELETE", "account_id = (SELECT actor_id())"),
        *(Policy("invitation", command, ADMINISTERED) for command in WRITTEN),
        Policy("restriction", "SELECT", MINE),
        Policy("restriction", "SELECT", f"name = {OWN_NAME} OR uscc = {OWN_NAME}"),
        Policy("restriction", "INSERT", OF_ZONE),
        Policy("restriction", "UPDATE", OF_ZONE),
        Policy("restriction_appeal", "SELECT", MINE),
        Policy("restriction_appeal", "SELECT", ON_OWN_RESTRICTION),
        Policy("restriction_appeal", "INSERT", ADMINISTERED),
        Policy("restriction_appeal", "UPDATE", ON_OWN_RESTRICTION),
        Policy("organization_verification", "SELECT", SIGNED_IN),
        *(Policy("organization_verification", command, IN_MY_ZONE) for command in ("INSERT", "UPDATE", "DELETE")),
        Policy("membership_request", "SELECT", "account_id = (SELECT actor_id())"),
        Policy("membership_request", "INSERT", "account_id = (SELECT actor_id())"),
        Policy("membership_request", "DELETE", "account_id = (SELECT actor_id())"),
        *(Policy("membership_request", command, ADMINISTERED) for command in ("SELECT", "DELETE")),
        *(Policy("membership_request", command, OF_WARD) for command in ("SELECT", "DELETE")),
        Policy("account", "SELECT", "id IN (SELECT account_id FROM membership_request)"),
        Policy("account", "SELECT", "id = ANY ((SELECT actor_colleagues())::uuid[])"),
    ],
    searches=[Search("organization", ["name", "uscc"])],
    audits=[
        Audited("zone"),
        Audited("organization", organization="id", is_overseen=True),
        Audited(
            "organization_verification",
            organization="organization_id",
            whole=("organization", "organization_id"),
            is_overseen=True,
        ),
        Audited(
            "organization_merge",
            organization="organization_id",
            whole=("organization", "organization_id"),
            is_overseen=True,
        ),
        Audited("membership", organization="organization_id", whole=("organization", "organization_id")),
        Audited("membership_request", organization="organization_id", whole=("organization", "organization_id")),
        Audited(
            "invitation",
            organization="organization_id",
            whole=("organization", "organization_id"),
            personal=["email"],
            secret=["token_hash"],
        ),
        Audited("restriction", organization="organization_id"),
        Audited("restriction_appeal", organization="organization_id"),
    ],
)
