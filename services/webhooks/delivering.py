"""From events to deliveries, and from deliveries to requests with what came of them."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from random import SystemRandom
from typing import Final
from uuid import UUID

import orjson
import structlog
from cryptography.fernet import InvalidToken
from sqlalchemy.ext.asyncio import AsyncSession

from services.events.models import Event
from services.kit.actor import SYSTEM
from services.kit.clock import now
from services.kit.database import Database
from services.kit.ids import new_id
from services.kit.jobs import defer_on
from services.kit.refusals import RuleBroken
from services.kit.sealing import find_seal, get_seal
from services.kit.settings import Settings
from services.webhooks.commands import DELIVER_JOB, WEBHOOKS_QUEUE, disable, host_of, is_gone
from services.webhooks.models import (
    DeliveryFault,
    DeliveryState,
    DisabledBecause,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookSecret,
)
from services.webhooks.queries import (
    claim_deliveries,
    get_delivery,
    list_all_secrets,
    list_claimed,
    list_listening,
    list_secrets,
    store_deliveries,
)
from services.webhooks.rules import FAILING_FOR, SECRETS_OVERLAP, WITHHELD, payload_of, sign, wait_after
from services.webhooks.sending import Caller, Outcome

AT_ONCE: Final = 16
EACH: Final = 4
LEASE_SECONDS: Final = 60
"""Longer than a request may take: what a worker that died had taken is then somebody else's."""

AGENT: Final = "GreenBridge-Webhooks"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Call:
    """A delivery with what is needed to make its request."""

    delivery: WebhookDelivery
    endpoint: WebhookEndpoint
    secrets: Sequence[WebhookSecret]


async def take_events(tx: AsyncSession, events: Sequence[Event]) -> None:
    """Queue a delivery for every endpoint that listens to an event."""
    concerned = {event.organization_id for event in events if event.organization_id and event.kind not in WITHHELD}
    if not concerned:
        return
    endpoints = await list_listening(tx, concerned)
    rows = [
        {
            "id": new_id(),
            "created_at": now(),
            "endpoint_id": endpoint.id,
            "organization_id": endpoint.organization_id,
            "event_id": event.id,
            "kind": event.kind,
            "payload": payload_of(event),
            "state": DeliveryState.PENDING,
            "attempt_count": 0,
            "next_at": now(),
        }
        for event in events
        for endpoint in endpoints
        if endpoint.organization_id == event.organization_id and event.kind.value in endpoint.kinds
    ]
    if rows:
        await store_deliveries(tx, rows)
        await defer_on(tx, WEBHOOKS_QUEUE, DELIVER_JOB)


async def deliver_due(database: Database, caller: Caller) -> int:
    """Send all that is due, some of each endpoint at a time; returns how many arrived."""
    arrived = 0
    while calls := await _claim(database):
        outcomes = await asyncio.gather(*(_send(caller, call) for call in calls))
        for call, outcome in zip(calls, outcomes, strict=True):
            await _note(database, call, outcome)
            arrived += outcome.fault is None
    return arrived


async def _claim(database: Database) -> list[Call]:
    async with database.transaction(SYSTEM) as tx:
        claimed = await claim_deliveries(tx, most=AT_ONCE, each=EACH, lease_seconds=LEASE_SECONDS)
        if not claimed:
            return []
        found = await list_claimed(tx, claimed)
        secrets = await list_secrets(tx, {endpoint.id for _, endpoint in found})
    return [
        Call(delivery, endpoint, [secret for secret in secrets if secret.endpoint_id == endpoint.id])
        for delivery, endpoint in found
    ]


async def _send(caller: Caller, call: Call) -> Outcome:
    try:
        secrets = secrets_in_force(caller.settings, call.secrets)
    except (InvalidToken, RuleBroken):  # another key, or none
        return Outcome(None, DeliveryFault.SECRET_SEALED)
    body = orjson.dumps(call.delivery.payload)
    timestamp, delivery_id = int(now().timestamp()), str(call.delivery.id)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": AGENT,
        "Webhook-Id": delivery_id,
        "Webhook-Timestamp": str(timestamp),
        "Webhook-Signature": sign(secrets, delivery_id, timestamp, body),
    }
    return await caller.post(call.endpoint.url, headers, body)


def secrets_in_force(settings: Settings, newest_first: Sequence[WebhookSecret]) -> list[str]:
    """The newest, and the one before as long as the newest is new."""
    seal = get_seal(settings)
    overlaps = len(newest_first) > 1 and now() - newest_first[0].created_at < SECRETS_OVERLAP
    return [seal.open(secret.sealed) for secret in newest_first[: 2 if overlaps else 1]]


async def reseal_secrets(tx: AsyncSession, settings: Settings) -> int:
    """Seal with the first key what an older one sealed, so that the older one can go; returns how many."""
    seal = find_seal(settings)
    stored = await list_all_secrets(tx) if seal else []
    stale = [secret for secret in stored if seal and not seal.is_fresh(secret.sealed)]
    for secret in stale:
        with suppress(InvalidToken):  # of a key that is gone
            secret.sealed = get_seal(settings).seal(get_seal(settings).open(secret.sealed))
    return len(stale)


async def _note(database: Database, call: Call, outcome: Outcome) -> None:
    """Write down what came of an attempt, unless somebody redelivered, switched off or removed it meanwhile."""
    async with database.transaction(SYSTEM) as tx:
        endpoint = await _find_endpoint(tx, call.endpoint.id)
        if endpoint is None:
            return
        delivery = await get_delivery(tx, call.delivery.id)
        if delivery.state is not DeliveryState.PENDING or delivery.attempt_count != call.delivery.attempt_count:
            return
        delivery.status_code, delivery.fault = outcome.status_code, outcome.fault
        if outcome.fault is None:
            delivery.state, delivery.delivered_at = DeliveryState.DELIVERED, now()
            endpoint.failing_since = None
        else:
            await _note_failure(tx, endpoint, delivery, outcome)


async def _note_failure(
    tx: AsyncSession, endpoint: WebhookEndpoint, delivery: WebhookDelivery, outcome: Outcome
) -> None:
    endpoint.failing_since = endpoint.failing_since or now()
    wait = wait_after(delivery.attempt_count, SystemRandom())
    if wait is not None:
        delivery.next_at = now() + wait
    else:
        delivery.state = DeliveryState.DEAD
    is_over = wait is None and now() - endpoint.failing_since >= FAILING_FOR
    because = DisabledBecause.GONE if is_gone(outcome.status_code, outcome.fault) else DisabledBecause.FAILING
    log.info("a webhook was not taken", host=host_of(endpoint.url), fault=outcome.fault, status=outcome.status_code)
    if is_over or because is DisabledBecause.GONE:
        delivery.state = DeliveryState.DEAD
        await tx.flush()
        await disable(tx, endpoint, because)


async def _find_endpoint(tx: AsyncSession, endpoint_id: UUID) -> WebhookEndpoint | None:
    return await tx.get(WebhookEndpoint, endpoint_id, with_for_update=True, populate_existing=True)
