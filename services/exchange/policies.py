"""An import belongs to the organization into which it leads; a download is found by its secret, by the system alone."""

from services.kit.audits import Audited, Unaudited
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
    ],
    audits=[
        Audited("column_mapping", organization="organization_id"),
        Audited(
            "sheet_import",
            organization="organization_id",
            large=["file_columns", "columns", "preview", "warnings"],
            ignored=["phase", "handled_count"],
        ),
        Audited(
            "sheet_import_content",
            organization="organization_id",
            whole=("sheet_import", "sheet_import_id"),
            large=["content"],
        ),
        Unaudited("sheet_import_fault", "is found anew with every reading of the file"),
        Unaudited("download", "ends with its sending; what is asked for stands in the gesture"),
    ],
)
