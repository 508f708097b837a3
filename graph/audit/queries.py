import strawberry

from graph.audit.types import AuditEntry
from graph.kit.declare import Connection, listing, listing_about


@strawberry.type
class AuditQuery:
    history: Connection[AuditEntry] = listing_about(
        lambda entry, key: entry.subject_id == key,
        description="What changed of one object and its parts, for the administration of whom it belongs to.",
    )
    audit_entries: Connection[AuditEntry] = listing(
        description="Every change of what belongs to the organizations you administer, and to yourself."
    )
