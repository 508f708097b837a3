"""A run belongs to the organization that asked for it; workers act as the system."""

from services.kit.audits import Audited
from services.kit.policies import Policy, RoomPolicies
from services.organizations.policies import MINE, NOT_VIEWED

POLICIES = RoomPolicies(
    policies=[
        Policy("solve_run", "SELECT", MINE),
        Policy("solve_run", "INSERT", f"{MINE} AND {NOT_VIEWED}"),
        Policy("solve_run", "UPDATE", f"{MINE} AND {NOT_VIEWED}"),
        Policy("solve_snapshot", "SELECT", MINE),
        Policy("solve_result", "SELECT", MINE),
    ],
    audits=[
        Audited(
            "solve_run",
            organization="organization_id",
            ignored=["heartbeat_at", "phase", "value", "bound", "claimed_bound", "stages", "seconds"],
        ),
        Audited(
            "solve_snapshot",
            organization="organization_id",
            whole=("solve_run", "solve_run_id"),
            large=["problem", "objective", "supply_ids", "demand_ids", "supply_labels", "demand_labels"],
        ),
        Audited(
            "solve_result",
            organization="organization_id",
            whole=("solve_run", "solve_run_id"),
            large=["result"],
        ),
    ],
)
