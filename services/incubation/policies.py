"""An incubator's figures and tenants belong to its people; a startup sees its own stay."""

from typing import Final

from services.kit.audits import Audited
from services.kit.policies import Policy, RoomPolicies
from services.organizations.policies import ADMINISTERED, MINE

FUNCTIONS: Final = """
CREATE OR REPLACE FUNCTION actor_tended_startups() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT r.startup_organization_id), '{}') FROM residency r
    WHERE r.organization_id = ANY (actor_organizations()) AND r.agreed_at IS NOT NULL
      AND NOT EXISTS (SELECT FROM membership m WHERE m.organization_id = r.startup_organization_id)
      AND NOT EXISTS (SELECT FROM residency other WHERE other.startup_organization_id = r.startup_organization_id
                      AND other.organization_id <> r.organization_id AND other.left_on IS NULL
                      AND other.agreed_at IS NOT NULL)
$$;
CREATE OR REPLACE FUNCTION startups_resident_elsewhere(incubator uuid, startups uuid[]) RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(startup_organization_id), '{}') FROM residency
    WHERE startup_organization_id = ANY (startups) AND organization_id <> incubator
      AND left_on IS NULL AND agreed_at IS NOT NULL
      AND (actor_is_system() OR incubator = ANY (actor_organizations()))
$$;
CREATE OR REPLACE FUNCTION organizations_with_people(asked uuid[]) RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT organization_id), '{}') FROM membership WHERE organization_id = ANY (asked)
$$;
"""
"""`actor_tended_startups`: startups of the actor's incubators that have no account of their own: the incubator keeps
their record. `startups_resident_elsewhere` tells an incubator that a startup is taken, never by whom."""

TENDED: Final = "ANY ((SELECT actor_tended_startups())::uuid[])"
STARTUP_IS_MINE: Final = "startup_organization_id = ANY ((SELECT actor_organizations())::uuid[])"
OWN_INCUBATOR: Final = "organization_id = ANY ((SELECT actor_organizations_of_kind('INCUBATOR'))::uuid[])"
STAYS_WITH_ME: Final = "organization_id IN (SELECT startup_organization_id FROM residency WHERE agreed_at IS NOT NULL)"
HAS_NOBODY: Final = "cardinality(organizations_with_people(ARRAY[startup_organization_id])) = 0"
"""Nobody of the startup is here who could be asked."""

ASKS_ME: Final = (
    "agreed_at IS NULL AND startup_organization_id = ANY ((SELECT actor_administered_organizations())::uuid[])"
)
I_AGREED: Final = "startup_organization_id = ANY ((SELECT actor_administered_organizations())::uuid[])"

POLICIES: Final = RoomPolicies(
    functions=FUNCTIONS,
    policies=[
        Policy("incubator", "SELECT", MINE),
        Policy("incubator", "INSERT", ADMINISTERED),
        Policy("incubator", "UPDATE", ADMINISTERED),
        Policy("startup", "SELECT", MINE),
        Policy("startup", "SELECT", STAYS_WITH_ME),
        Policy("startup", "INSERT", f"organization_id = {TENDED}"),
        Policy("startup", "UPDATE", ADMINISTERED),
        Policy("startup", "UPDATE", f"organization_id = {TENDED}"),
        Policy("organization", "UPDATE", f"kind = 'STARTUP' AND id = {TENDED}"),
        Policy("residency", "SELECT", MINE),
        Policy("residency", "SELECT", STARTUP_IS_MINE),
        Policy("residency", "INSERT", f"{OWN_INCUBATOR} AND (agreed_at IS NULL OR {HAS_NOBODY})"),
        Policy("residency", "UPDATE", ASKS_ME, I_AGREED),
        Policy("residency", "DELETE", ASKS_ME),
        Policy("residency", "UPDATE", OWN_INCUBATOR),
    ],
    audits=[
        Audited("incubator", organization="organization_id"),
        Audited("startup", organization="organization_id"),
        Audited("residency", organization="organization_id"),
    ],
)
