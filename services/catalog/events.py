"""What happens to needs and packages."""

from typing import Final

from services.events.kinds import EventKind
from services.events.sources import EventSource, On

EVENTS: Final = tuple(
    EventSource(
        kind,
        table,
        On.UPDATE,
        subject,
        watches="state",
        when=f"n.state = '{state}'",
        params={"title": "n.title"},
    )
    for kind, table, subject, state in (
        (EventKind.NEED_PUBLISHED, "need", "Need", "PUBLISHED"),
        (EventKind.NEED_WITHDRAWN, "need", "Need", "WITHDRAWN"),
        (EventKind.PACKAGE_PUBLISHED, "technology_package", "TechnologyPackage", "PUBLISHED"),
        (EventKind.PACKAGE_WITHDRAWN, "technology_package", "TechnologyPackage", "WITHDRAWN"),
    )
)
