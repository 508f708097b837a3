"""An import belongs to the organization into which it leads; a download is found by its secret, by the system alone."""

from services.kit.policies import Policy, RoomPolicies
from services.organizations.policies import MINE

POLICIES = RoomPolicies(
    policies=[
        Policy("sheet_import", "SELECT", MINE),
        Policy("sheet_import", "INSERT", MINE),
        Policy("sheet_import", "UPDATE", MINE),
        Policy("sheet_import_content", "SELECT", MINE),
        Policy("sheet_import_content", "INSERT", MINE),
        Policy("sheet_import_fault", "SELECT", MINE),
        Policy("sheet_import_fault", "INSERT", MINE),
        Policy("sheet_import_fault", "DELETE", MINE),
        Policy("column_mapping", "SELECT", MINE),
        Policy("column_mapping", "INSERT", MINE),
        Policy("column_mapping", "UPDATE", MINE),
        Policy("download", "INSERT", "account_id = (SELECT actor_id())"),
    ]
)
