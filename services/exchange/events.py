"""How imports end, for those who went on with something else meanwhile."""

from typing import Final

from services.events.kinds import EventKind
from services.events.sources import EventSource, On

EVENTS: Final = tuple(
    EventSource(
        kind,
        "sheet_import",
        On.UPDATE,
        "SheetImport",
        watches="state",
        when=f"n.state = '{state}'",
        account="n.account_id",
        params={
            "fileName": "n.file_name",
            "kind": "n.kind",
            "createdCount": "n.created_count",
            "updatedCount": "n.updated_count",
            "faultCount": "n.fault_count",
        },
    )
    for kind, state in (
        (EventKind.IMPORT_FINISHED, "DONE"),
        (EventKind.IMPORT_FAULTY, "FAULTY"),
        (EventKind.IMPORT_FAILED, "FAILED"),
    )
)
