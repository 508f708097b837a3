"""Webhooks are the business of an organization's admins. A secret is written by them and read by the system alone."""

from typing import Final

from services.kit.audits import Audited, Unaudited
from services.kit.policies import Policy, RoomPolicies
from services.organizations.policies import ADMINISTERED, WRITTEN

POLICIES: Final = RoomPolicies(
    policies=[
        *(Policy("webhook_endpoint", command, ADMINISTERED) for command in WRITTEN),
        Policy("webhook_secret", "INSERT", "EXISTS (SELECT FROM webhook_endpoint e WHERE e.id = endpoint_id)"),
        *(Policy("webhook_delivery", command, ADMINISTERED) for command in ("SELECT", "INSERT", "UPDATE")),
    ],
    audits=[
        Audited("webhook_endpoint", organization="organization_id", personal=["url"], ignored=["failing_since"]),
        Audited("webhook_secret", whole=("webhook_endpoint", "endpoint_id"), secret=["sealed"]),
        Unaudited("webhook_delivery", "tells of itself what came of it"),
    ],
)
