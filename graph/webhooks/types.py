from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry.scalars import JSON

from graph.kit.declare import Connection, Node, many, node, one
from graph.kit.filters import any_of, filter_input, is_set, refers_to
from services.events.kinds import EventKind
from services.webhooks.models import DeliveryFault, DeliveryState, DisabledBecause
from services.webhooks.models import WebhookDelivery as DeliveryRow
from services.webhooks.models import WebhookEndpoint as EndpointRow

if TYPE_CHECKING:
    from graph.organizations.types import Organization

OrganizationType = Annotated["Organization", strawberry.lazy("graph.organizations.types")]


@filter_input
class WebhookEndpointFilter:
    is_disabled: bool | None = is_set("disabled_at")
    organization: strawberry.ID | None = refers_to("Organization", "organization_id")


@filter_input
class WebhookDeliveryFilter:
    state: list[DeliveryState] | None = any_of("state")
    kind: list[EventKind] | None = any_of("kind")


@node(EndpointRow, filter_by=WebhookEndpointFilter, order_by={"CREATED": "id"}, default_order="CREATED_DESC")
class WebhookEndpoint(Node):
    """Where a program of an organization is told of events; shown to the organization's admins."""

    url: str
    description: str
    kinds: list[str]
    version: int
    created_at: datetime
    disabled_at: datetime | None
    disabled_because: DisabledBecause | None
    failing_since: datetime | None
    organization: OrganizationType | None = one(
        lambda endpoint, organization: organization.id == endpoint.organization_id
    )
    deliveries: "Connection[WebhookDelivery]" = many(lambda endpoint, delivery: delivery.endpoint_id == endpoint.id)


@node(DeliveryRow, filter_by=WebhookDeliveryFilter, order_by={"CREATED": "created_at"}, default_order="CREATED_DESC")
class WebhookDelivery(Node):
    """One event on its way to one endpoint, and what came of it; without a kind it is a trial."""

    kind: EventKind | None
    payload: JSON
    state: DeliveryState
    attempt_count: int
    status_code: int | None
    fault: DeliveryFault | None
    created_at: datetime
    attempted_at: datetime | None
    next_at: datetime
    delivered_at: datetime | None
    endpoint: WebhookEndpoint | None = one(lambda delivery, endpoint: endpoint.id == delivery.endpoint_id)
