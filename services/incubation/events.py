"""What happens between an incubator and a startup."""

from typing import Final

from services.events.kinds import EventKind
from services.events.sources import EventSource, On

_PARTIES: Final = (
    "JOIN organization i ON i.id = {row}.organization_id JOIN organization s ON s.id = {row}.startup_organization_id"
)
_NAMES: Final = {"incubator": "i.name", "startup": "s.name"}

EVENTS: Final = (
    EventSource(
        EventKind.RESIDENCY_OFFERED,
        "residency",
        On.INSERT,
        "Residency",
        watches="agreed_at",
        when="n.agreed_at IS NULL",
        joins=_PARTIES.format(row="n"),
        organization="n.startup_organization_id",
        params=_NAMES,
    ),
    EventSource(
        EventKind.RESIDENCY_ACCEPTED,
        "residency",
        On.UPDATE,
        "Residency",
        watches="agreed_at",
        when="n.agreed_at IS NOT NULL",
        joins=_PARTIES.format(row="n"),
        params=_NAMES,
    ),
    EventSource(
        EventKind.RESIDENCY_DECLINED,
        "residency",
        On.DELETE,
        "Organization",
        watches="agreed_at",
        when="o.agreed_at IS NULL",
        joins=_PARTIES.format(row="o"),
        subject_id="o.startup_organization_id",
        params=_NAMES,
    ),
    EventSource(
        EventKind.RESIDENCY_ENDED,
        "residency",
        On.UPDATE,
        "Residency",
        watches="left_on",
        when="n.left_on IS NOT NULL AND o.left_on IS NULL AND n.agreed_at IS NOT NULL",
        joins=_PARTIES.format(row="n"),
        organization="n.startup_organization_id",
        params=_NAMES,
    ),
)
