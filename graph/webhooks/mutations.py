import strawberry

from graph.kit.gestures import Gesture, Permission, mutation
from graph.kit.node_ids import uuid_of
from graph.kit.references import node_ref
from graph.organizations.types import Organization
from graph.webhooks.types import WebhookDelivery, WebhookEndpoint
from services.events.kinds import EventKind
from services.kit.refusals import NotFound, RuleBroken, Stale
from services.kit.settings import get_settings
from services.webhooks import commands


@strawberry.input
class RegisterWebhookInput:
    organization_id: strawberry.ID
    url: str = strawberry.field(description="https; in development http, too. Only public addresses are called.")
    kinds: list[EventKind]
    description: str = ""


@strawberry.type
class RegisterWebhookSuccess:
    webhook_endpoint: WebhookEndpoint | None
    secret: str = strawberry.field(description="Signs every delivery; shown this once.")


@strawberry.input
class EditWebhookInput:
    webhook_endpoint_id: strawberry.ID
    version: int
    url: str
    kinds: list[EventKind]
    description: str = ""


@strawberry.type
class EditWebhookSuccess:
    webhook_endpoint: WebhookEndpoint | None


@strawberry.input
class SwitchWebhookInput:
    webhook_endpoint_id: strawberry.ID
    version: int
    is_on: bool


@strawberry.type
class SwitchWebhookSuccess:
    webhook_endpoint: WebhookEndpoint | None


@strawberry.input
class RemoveWebhookInput:
    webhook_endpoint_id: strawberry.ID
    version: int


@strawberry.type
class RemoveWebhookSuccess:
    webhook_endpoint_id: strawberry.ID


@strawberry.input
class RenewWebhookSecretInput:
    webhook_endpoint_id: strawberry.ID


@strawberry.type
class RenewWebhookSecretSuccess:
    secret: str = strawberry.field(description="Shown this once; the one before signs beside it for a day.")
    webhook_endpoint: WebhookEndpoint | None


@strawberry.input
class SendTestWebhookInput:
    webhook_endpoint_id: strawberry.ID


@strawberry.type
class SendTestWebhookSuccess:
    webhook_delivery: WebhookDelivery | None


@strawberry.input
class RedeliverWebhookInput:
    webhook_delivery_id: strawberry.ID


@strawberry.type
class RedeliverWebhookSuccess:
    webhook_delivery: WebhookDelivery | None


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, RuleBroken],
    description="Tell a program of an organization of events, for its admins.",
)
async def register_webhook(gesture: Gesture, input: RegisterWebhookInput) -> RegisterWebhookSuccess:  # noqa: A002 - the API's word
    key = uuid_of(Organization, input.organization_id, "organizationId")
    given = commands.EndpointContent(input.url, input.kinds, input.description)
    endpoint, secret = await commands.register_webhook(gesture.tx, gesture.actor, key, given, get_settings())
    return RegisterWebhookSuccess(webhook_endpoint=node_ref(WebhookEndpoint, endpoint.id), secret=secret)


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale])
async def edit_webhook(gesture: Gesture, input: EditWebhookInput) -> EditWebhookSuccess:  # noqa: A002 - the API's word
    key = uuid_of(WebhookEndpoint, input.webhook_endpoint_id, "webhookEndpointId")
    given = commands.EndpointContent(input.url, input.kinds, input.description)
    endpoint = await commands.edit_webhook(gesture.tx, gesture.actor, key, input.version, given, get_settings())
    return EditWebhookSuccess(webhook_endpoint=node_ref(WebhookEndpoint, endpoint.id))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, Stale],
    description="Switch an endpoint on or off; what waits for one that is off is given up.",
)
async def switch_webhook(gesture: Gesture, input: SwitchWebhookInput) -> SwitchWebhookSuccess:  # noqa: A002 - the API's word
    key = uuid_of(WebhookEndpoint, input.webhook_endpoint_id, "webhookEndpointId")
    endpoint = await commands.switch_webhook(gesture.tx, gesture.actor, key, input.version, is_on=input.is_on)
    return SwitchWebhookSuccess(webhook_endpoint=node_ref(WebhookEndpoint, endpoint.id))


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, Stale])
async def remove_webhook(gesture: Gesture, input: RemoveWebhookInput) -> RemoveWebhookSuccess:  # noqa: A002 - the API's word
    key = uuid_of(WebhookEndpoint, input.webhook_endpoint_id, "webhookEndpointId")
    await commands.remove_webhook(gesture.tx, gesture.actor, key, input.version)
    return RemoveWebhookSuccess(webhook_endpoint_id=input.webhook_endpoint_id)


@mutation(permission=Permission.SIGNED_IN, refusals=[NotFound, RuleBroken])
async def renew_webhook_secret(gesture: Gesture, input: RenewWebhookSecretInput) -> RenewWebhookSecretSuccess:  # noqa: A002 - the API's word
    key = uuid_of(WebhookEndpoint, input.webhook_endpoint_id, "webhookEndpointId")
    secret = await commands.renew_webhook_secret(gesture.tx, gesture.actor, key, get_settings())
    return RenewWebhookSecretSuccess(secret=secret, webhook_endpoint=node_ref(WebhookEndpoint, key))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, RuleBroken],
    description="Send an endpoint something of no meaning, to see whether it arrives.",
)
async def send_test_webhook(gesture: Gesture, input: SendTestWebhookInput) -> SendTestWebhookSuccess:  # noqa: A002 - the API's word
    key = uuid_of(WebhookEndpoint, input.webhook_endpoint_id, "webhookEndpointId")
    delivery = await commands.send_test_webhook(gesture.tx, gesture.actor, key)
    return SendTestWebhookSuccess(webhook_delivery=node_ref(WebhookDelivery, delivery.id))


@mutation(
    permission=Permission.SIGNED_IN,
    refusals=[NotFound, RuleBroken],
    description="Send a delivery again at once, with all its attempts before it.",
)
async def redeliver_webhook(gesture: Gesture, input: RedeliverWebhookInput) -> RedeliverWebhookSuccess:  # noqa: A002 - the API's word
    key = uuid_of(WebhookDelivery, input.webhook_delivery_id, "webhookDeliveryId")
    delivery = await commands.redeliver_webhook(gesture.tx, gesture.actor, key)
    return RedeliverWebhookSuccess(webhook_delivery=node_ref(WebhookDelivery, delivery.id))
