"""What is told, how it is signed, and when it is tried again. The form is that of standardwebhooks.com."""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from datetime import timedelta
from hashlib import sha256
from hmac import digest
from random import Random
from secrets import token_bytes
from typing import Any, Final

from services.events.kinds import EventKind
from services.events.models import Event
from services.kit.ids import node_id

SECRET_PREFIX: Final = "whsec_"  # noqa: S105 - no secret
SECRET_BYTES: Final = 32
SECRETS_OVERLAP: Final = timedelta(hours=24)

WITHHELD: Final = frozenset(
    {
        EventKind.DELEGATION_BEGAN,
        EventKind.DELEGATION_ENDED,
        EventKind.MEMBERSHIP_REQUESTED,
        EventKind.MEMBERSHIP_DECLINED,
        EventKind.INVITATION_SENT,
        EventKind.INVITATION_ACCEPTED,
        EventKind.COMPETITION_INVITATION_ACCEPTED,
        EventKind.COMPETITION_ROLE_GIVEN,
        EventKind.COMPETITION_ROLE_TAKEN,
        EventKind.WEBHOOK_DISABLED,
    }
)
"""What not every member of the organization may read; programs are told the rest."""

TOLD: Final = tuple(kind for kind in EventKind if kind not in WITHHELD)

WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240, 480, 480))
"""After the first failure, the second, and so on: about a day in all, and then it is given up."""

JITTER: Final = 0.2
"""Those that failed together are not tried together."""

FAILING_FOR: Final = timedelta(days=3)
"""After so long without a single success an endpoint is switched off when the next delivery is given up."""


def new_secret() -> str:
    return SECRET_PREFIX + b64encode(token_bytes(SECRET_BYTES)).decode()


def sign(secrets: Sequence[str], delivery_id: str, timestamp: int, body: bytes) -> str:
    """One signature for each secret that is in force."""
    signed = f"{delivery_id}.{timestamp}.".encode() + body
    keys = [b64decode(secret.removeprefix(SECRET_PREFIX)) for secret in secrets]
    return " ".join(f"v1,{b64encode(digest(key, signed, sha256)).decode()}" for key in keys)


def payload_of(event: Event) -> dict[str, Any]:
    """What a program is told: what happened to what, by the ids of the API, and the names and numbers with it."""
    return {
        "type": event.kind.value,
        "timestamp": event.created_at.isoformat(),
        "data": {
            "eventId": str(event.id),
            "subjectType": event.subject_type,
            "subjectId": node_id(event.subject_type, event.subject_id),
            "organizationId": event.organization_id and node_id("Organization", event.organization_id),
            "competitionId": event.competition_id and node_id("Competition", event.competition_id),
            "params": event.params,
        },
    }


def trial_payload(moment: str, organization: str) -> Mapping[str, Any]:
    """Of the same form, about nothing."""
    return {"type": "TRIAL", "timestamp": moment, "data": {"organizationId": organization, "params": {}}}


def wait_after(attempt_count: int, random: Random) -> timedelta | None:
    """How long until the next attempt; None when it is given up."""
    if attempt_count > len(WAITS):
        return None
    return WAITS[attempt_count - 1] * random.uniform(1 - JITTER, 1 + JITTER)
