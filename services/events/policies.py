"""The outbox belongs to the system: people see what consumers make of it."""

from typing import Final

from services.kit.policies import RoomPolicies

POLICIES: Final = RoomPolicies(policies=[], system_only=["event", "event_handover"])
