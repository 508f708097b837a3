"""Every room that keeps tables, in the order in which policies may use each other's functions."""

from collections.abc import Sequence
from typing import Final

from sqlmodel import SQLModel

import services.attachments.models
import services.attachments.policies
import services.audit.models
import services.audit.policies
import services.catalog.events
import services.catalog.models
import services.catalog.policies
import services.competitions.events
import services.competitions.models
import services.competitions.policies
import services.events.models
import services.events.policies
import services.exchange.events
import services.exchange.models
import services.exchange.policies
import services.files.models
import services.files.policies
import services.identity.events
import services.identity.models
import services.identity.policies
import services.incubation.events
import services.incubation.models
import services.incubation.policies
import services.judging.events
import services.judging.models
import services.judging.policies
import services.matching.events
import services.matching.models
import services.matching.policies
import services.notices.models
import services.notices.policies
import services.organizations.events
import services.organizations.models
import services.organizations.policies
import services.scoring.events
import services.scoring.models
import services.scoring.policies
import services.solving.events
import services.solving.models
import services.solving.policies
import services.webhooks.events
import services.webhooks.models
import services.webhooks.policies
from services.events.sources import EventSource
from services.kit.audits import Audited
from services.kit.policies import RoomPolicies
from services.migrations.limits import limits

ROOMS: Final[Sequence[RoomPolicies]] = (
    services.events.policies.POLICIES,
    services.identity.policies.POLICIES,
    services.files.policies.POLICIES,
    services.organizations.policies.POLICIES,
    services.audit.policies.POLICIES,
    services.exchange.policies.POLICIES,
    services.notices.policies.POLICIES,
    services.webhooks.policies.POLICIES,
    services.incubation.policies.POLICIES,
    services.catalog.policies.POLICIES,
    services.competitions.policies.POLICIES,
    services.attachments.policies.POLICIES,
    services.solving.policies.POLICIES,
    services.judging.policies.POLICIES,
    services.scoring.policies.POLICIES,
    services.matching.policies.POLICIES,
)

METADATA: Final = SQLModel.metadata

ROOM_POLICIES: Final[Sequence[RoomPolicies]] = (*ROOMS, limits(METADATA.sorted_tables, ROOMS))

EVENT_SOURCES: Final[Sequence[EventSource]] = (
    *services.identity.events.EVENTS,
    *services.organizations.events.EVENTS,
    *services.exchange.events.EVENTS,
    *services.webhooks.events.EVENTS,
    *services.incubation.events.EVENTS,
    *services.catalog.events.EVENTS,
    *services.competitions.events.EVENTS,
    *services.solving.events.EVENTS,
    *services.judging.events.EVENTS,
    *services.scoring.events.EVENTS,
    *services.matching.events.EVENTS,
)
"""Every change of a row that is an event."""

AUDITED: Final[Sequence[Audited]] = tuple(
    audited for room in ROOM_POLICIES for audited in room.audits if isinstance(audited, Audited)
)
"""Every table whose changes are put on record."""


def table_names() -> list[str]:
    return sorted(METADATA.tables)
