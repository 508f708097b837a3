"""A run belongs to the organization that asked for it; workers act as the system."""

from services.kit.policies import Policy, RoomPolicies
from services.organizations.policies import MINE

POLICIES = RoomPolicies(
    policies=[
        Policy("solve_run", "SELECT", MINE),
        Policy("solve_run", "INSERT", MINE),
        Policy("solve_run", "UPDATE", MINE),
        Policy("solve_snapshot", "SELECT", MINE),
        Policy("solve_result", "SELECT", MINE),
    ]
)
