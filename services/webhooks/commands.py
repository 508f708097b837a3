"""Use cases of webhooks: admins say where and of what, and look at what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.events.kinds import EventKind
from services.kit.actor import Actor
from services.kit.clock import now
from services.kit.faults import InputFaults
from services.kit.ids import node_id
from services.kit.jobs import defer_on
from services.kit.refusals import RuleBroken
from services.kit.sealing import get_seal
from services.kit.settings import Settings
from services.kit.versions import require_version
from services.organizations.models import MemberRole
from services.organizations.queries import require_member
from services.webhooks.addresses import check_url
from services.webhooks.models import (
    DeliveryFault,
    DeliveryState,
    DisabledBecause,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookSecret,
)
from services.webhooks.queries import (
    count_endpoints,
    count_pending_trials,
    end_pending,
    get_delivery,
    get_endpoint,
)
from services.webhooks.rules import WITHHELD, new_secret, trial_payload

DELIVER_JOB: Final = "webhooks.deliver"
WEBHOOKS_QUEUE: Final = "webhooks"
ENDPOINT_LIMIT: Final = 20
TRIAL_LIMIT: Final = 5
DESCRIPTION_LENGTH: Final = 200


@dataclass(frozen=True, slots=True)
class EndpointContent:
    """What admins say of an endpoint."""

    url: str
    kinds: Sequence[EventKind]
    description: str = ""


async def register_webhook(
    tx: AsyncSession, actor: Actor, organization_id: UUID, given: EndpointContent, settings: Settings
) -> tuple[WebhookEndpoint, str]:
    """Tell an address of events from now on; returns the secret that signs, which nobody sees again.

    A deployment without a key to seal it with refuses.
    """
    await require_member(tx, actor, organization_id, role=MemberRole.ADMIN)
    _require_valid(given, settings)
    if await count_endpoints(tx, organization_id) >= ENDPOINT_LIMIT:
        raise RuleBroken("TOO_MANY_WEBHOOKS", maximum=ENDPOINT_LIMIT)
    endpoint = WebhookEndpoint(organization_id=organization_id, url="", kinds=[])
    _fill(endpoint, given)
    tx.add(endpoint)
    await tx.flush()
    return endpoint, await _add_secret(tx, endpoint, settings)


async def edit_webhook(
    tx: AsyncSession, actor: Actor, endpoint_id: UUID, version: int, given: EndpointContent, settings: Settings
) -> WebhookEndpoint:
    endpoint = await _get_own(tx, actor, endpoint_id, version)
    _require_valid(given, settings)
    _fill(endpoint, given)
    return await _save(tx, endpoint)


async def switch_webhook(
    tx: AsyncSession, actor: Actor, endpoint_id: UUID, version: int, *, is_on: bool
) -> WebhookEndpoint:
    """Switch an endpoint on, or off; what waits for one that is off is given up."""
    endpoint = await _get_own(tx, actor, endpoint_id, version)
    if is_on:
        endpoint.disabled_at = endpoint.disabled_because = endpoint.failing_since = None
    elif endpoint.disabled_at is None:
        await disable(tx, endpoint, DisabledBecause.SWITCHED_OFF)
    return await _save(tx, endpoint)


async def remove_webhook(tx: AsyncSession, actor: Actor, endpoint_id: UUID, version: int) -> None:
    """Forget an endpoint and all that it was told."""
    endpoint = await _get_own(tx, actor, endpoint_id, version)
    await tx.delete(endpoint)
    await tx.flush()


async def renew_webhook_secret(tx: AsyncSession, actor: Actor, endpoint_id: UUID, settings: Settings) -> str:
    """Make another secret; for a day deliveries are signed with the one before, too."""
    endpoint = await _get_own(tx, actor, endpoint_id, None)
    return await _add_secret(tx, endpoint, settings)


async def send_test_webhook(tx: AsyncSession, actor: Actor, endpoint_id: UUID) -> WebhookDelivery:
    """Send something of no meaning, to see whether it arrives."""
    endpoint = await _get_own(tx, actor, endpoint_id, None)
    _require_on(endpoint)
    if await count_pending_trials(tx, endpoint_id) >= TRIAL_LIMIT:
        raise RuleBroken("TOO_MANY_TRIALS", maximum=TRIAL_LIMIT)
    delivery = WebhookDelivery(
        endpoint_id=endpoint.id,
        organization_id=endpoint.organization_id,
        payload=dict(trial_payload(now().isoformat(), node_id("Organization", endpoint.organization_id))),
        next_at=now(),
    )
    tx.add(delivery)
    await tx.flush()
    await defer_on(tx, WEBHOOKS_QUEUE, DELIVER_JOB)
    return delivery


async def redeliver_webhook(tx: AsyncSession, actor: Actor, delivery_id: UUID) -> WebhookDelivery:
    """Send a delivery again, at once and with all its attempts before it."""
    delivery = await get_delivery(tx, delivery_id)
    _require_on(await _get_own(tx, actor, delivery.endpoint_id, None))
    delivery.state, delivery.attempt_count, delivery.next_at = DeliveryState.PENDING, 0, now()
    delivery.status_code = delivery.fault = delivery.delivered_at = None
    await tx.flush()
    await defer_on(tx, WEBHOOKS_QUEUE, DELIVER_JOB)
    return delivery


async def disable(tx: AsyncSession, endpoint: WebhookEndpoint, because: DisabledBecause) -> None:
    """Tell an endpoint nothing more, for the caller who holds its lock."""
    endpoint.disabled_at, endpoint.disabled_because = now(), because
    await end_pending(tx, endpoint.id, now())


async def _get_own(tx: AsyncSession, actor: Actor, endpoint_id: UUID, version: int | None) -> WebhookEndpoint:
    endpoint = await get_endpoint(tx, endpoint_id)
    await require_member(tx, actor, endpoint.organization_id, role=MemberRole.ADMIN)
    endpoint = await get_endpoint(tx, endpoint_id, locks=True)
    if version is not None:
        require_version("WEBHOOK_STALE", endpoint, version)
    return endpoint


def _require_valid(given: EndpointContent, settings: Settings) -> None:
    faults = InputFaults()
    check_url(faults, "url", given.url.strip(), settings)
    faults.check_text("description", given.description.strip(), DESCRIPTION_LENGTH)
    if not given.kinds:
        faults.add("kinds", "REQUIRED")
    for position, kind in enumerate(given.kinds):
        if kind in WITHHELD:
            faults.add(f"kinds.{position}", "NOT_FOR_PROGRAMS", kind=kind.value)
    faults.raise_if_any()


def _require_on(endpoint: WebhookEndpoint) -> None:
    if endpoint.disabled_at is not None:
        raise RuleBroken("WEBHOOK_DISABLED", because=str(endpoint.disabled_because))


def _fill(endpoint: WebhookEndpoint, given: EndpointContent) -> None:
    endpoint.url, endpoint.description = given.url.strip(), given.description.strip()
    endpoint.kinds = sorted({kind.value for kind in given.kinds})


async def _save(tx: AsyncSession, endpoint: WebhookEndpoint) -> WebhookEndpoint:
    endpoint.version += 1
    await tx.flush()
    return endpoint


async def _add_secret(tx: AsyncSession, endpoint: WebhookEndpoint, settings: Settings) -> str:
    secret = new_secret()
    tx.add(WebhookSecret(endpoint_id=endpoint.id, sealed=get_seal(settings).seal(secret)))
    await tx.flush()
    return secret


def host_of(url: str) -> str:
    """Whom a URL speaks to, for the log."""
    return urlsplit(url).hostname or ""


def is_gone(status_code: int | None, fault: DeliveryFault | None) -> bool:
    """Whether an endpoint says itself that it wants nothing more (410)."""
    return fault is DeliveryFault.ANSWERED and status_code == 410  # noqa: PLR2004 - Gone
