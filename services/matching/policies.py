"""A need's candidates belong to its owner; what a pool recommends is its own until it is published."""

from typing import Final

from services.kit.policies import Policy, RoomPolicies
from services.organizations.policies import MINE, SIGNED_IN

NEED_IS_MINE: Final = "need_organization_id = ANY ((SELECT actor_organizations())::uuid[])"
PACKAGE_IS_MINE: Final = "package_organization_id = ANY ((SELECT actor_organizations())::uuid[])"
NEED_IS_SEEN: Final = "EXISTS (SELECT FROM need WHERE need.id = need_id)"

POLICIES: Final = RoomPolicies(
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
    ]
)
