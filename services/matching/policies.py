"""A need's candidates belong to its owner; what a pool recommends is its own until it is published."""

from typing import Final

from services.kit.audits import Audited
from services.kit.clock import TODAY
from services.kit.policies import Policy, RoomPolicies
from services.organizations.policies import MINE, SIGNED_IN

NEED_IS_MINE: Final = "need_organization_id = ANY ((SELECT actor_organizations())::uuid[])"
PACKAGE_IS_MINE: Final = "package_organization_id = ANY ((SELECT actor_organizations())::uuid[])"
NEED_IS_SEEN: Final = "EXISTS (SELECT FROM need WHERE need.id = need_id)"

FUNCTIONS: Final = f"""
CREATE OR REPLACE FUNCTION package_places_left(package uuid) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.max_adopters - (SELECT count(*) FROM recommendation r WHERE r.package_id = p.id AND r.state = 'ACCEPTED')
    FROM technology_package p
    WHERE p.id = package AND p.state = 'PUBLISHED' AND (p.valid_until IS NULL OR p.valid_until >= {TODAY})
$$;
"""  # noqa: S608 - a constant of ours
"""Several pools may recommend one package; who accepts learns that a place is left, never who took the others. NULL is
told of a package that is offered no more."""

POLICIES: Final = RoomPolicies(
    functions=FUNCTIONS,
    policies=[
        Policy("candidate", "ALL", NEED_IS_MINE),
        Policy("candidate", "SELECT", f"{PACKAGE_IS_MINE} AND {NEED_IS_SEEN}"),
        Policy("pool_plan", "SELECT", MINE),
        Policy("pool_plan", "SELECT", f"state = 'PUBLISHED' AND {SIGNED_IN}"),
        Policy("pool_plan", "UPDATE", MINE),
        Policy("recommendation", "SELECT", MINE),
        Policy("recommendation", "SELECT", f"is_published AND {NEED_IS_MINE}"),
        Policy("recommendation", "SELECT", f"is_published AND {PACKAGE_IS_MINE}"),
        Policy("recommendation", "UPDATE", MINE),
        Policy("recommendation", "UPDATE", f"is_published AND {NEED_IS_MINE}"),
        Policy("unmet_need", "SELECT", MINE),
        Policy("unmet_need", "SELECT", f"is_published AND {NEED_IS_MINE}"),
        Policy("unmet_need", "UPDATE", MINE),
        Policy("pool_defaults", "ALL", MINE),
    ],
    audits=[
        Audited("candidate", organization="need_organization_id", in_bulk=("need", "need_id")),
        Audited("pool_plan", organization="organization_id"),
        Audited("pool_defaults", organization="organization_id"),
        Audited("recommendation", organization="organization_id", in_bulk=("pool_plan", "pool_plan_id")),
        Audited("unmet_need", organization="organization_id", in_bulk=("pool_plan", "pool_plan_id")),
    ],
)
