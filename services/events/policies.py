"""The outbox belongs to the system: people see what consumers make of it."""

from typing import Final

from services.kit.audits import Unaudited
from services.kit.policies import RoomPolicies

POLICIES: Final = RoomPolicies(
    policies=[],
    system_only=["event", "event_handover"],
    audits=[
        Unaudited("event", "is made by triggers from changes that are recorded themselves"),
        Unaudited("event_handover", "is a queue"),
    ],
)
