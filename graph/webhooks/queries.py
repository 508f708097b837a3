import strawberry

from graph.kit.declare import Connection, by_id, listing
from graph.webhooks.types import WebhookDelivery, WebhookEndpoint


@strawberry.type
class WebhooksQuery:
    webhook_endpoint: WebhookEndpoint | None = by_id()
    webhook_endpoints: Connection[WebhookEndpoint] = listing(description="Of the organizations that you administer.")
    webhook_delivery: WebhookDelivery | None = by_id()
