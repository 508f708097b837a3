"""Every select of webhooks."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.kit.refusals import NotFound
from services.webhooks.models import DeliveryFault, DeliveryState, WebhookDelivery, WebhookEndpoint, WebhookSecret

CLAIM: Final = text("""
WITH due AS (
    SELECT d.id, row_number() OVER (PARTITION BY d.endpoint_id ORDER BY d.next_at, d.id) AS place
    FROM webhook_delivery d WHERE d.state = 'PENDING' AND d.next_at <= now()
), claimed AS (
    SELECT d.id FROM webhook_delivery d JOIN due ON due.id = d.id
    WHERE due.place <= :each AND d.state = 'PENDING' AND d.next_at <= now()
    ORDER BY d.next_at, d.id LIMIT :most FOR UPDATE OF d SKIP LOCKED
)
UPDATE webhook_delivery SET attempt_count = attempt_count + 1, attempted_at = now(),
                            next_at = now() + make_interval(secs => :lease_seconds)
WHERE id IN (SELECT id FROM claimed) RETURNING id
""")
"""A few of each endpoint: one that is slow keeps nobody else waiting."""


async def get_endpoint(tx: AsyncSession, endpoint_id: UUID, *, locks: bool = False) -> WebhookEndpoint:
    found = await tx.get(WebhookEndpoint, endpoint_id, with_for_update=locks or None, populate_existing=locks)
    if found is None:
        raise NotFound("WEBHOOK_NOT_FOUND", id=str(endpoint_id))
    return found


async def get_delivery(tx: AsyncSession, delivery_id: UUID) -> WebhookDelivery:
    found = await tx.get(WebhookDelivery, delivery_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("DELIVERY_NOT_FOUND", id=str(delivery_id))
    return found


async def count_endpoints(tx: AsyncSession, organization_id: UUID) -> int:
    mine = col(WebhookEndpoint.organization_id) == organization_id
    return (await tx.scalars(select(func.count()).select_from(WebhookEndpoint).where(mine))).one()


async def list_listening(tx: AsyncSession, organization_ids: Collection[UUID]) -> Sequence[WebhookEndpoint]:
    """Endpoints that are told of what concerns these organizations."""
    found = await tx.scalars(
        select(WebhookEndpoint).where(
            col(WebhookEndpoint.organization_id).in_(organization_ids), col(WebhookEndpoint.disabled_at).is_(None)
        )
    )
    return list(found)


async def store_deliveries(tx: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Queue deliveries; an event that comes twice is queued once."""
    await tx.execute(insert(WebhookDelivery).on_conflict_do_nothing(), rows)


async def count_pending_trials(tx: AsyncSession, endpoint_id: UUID) -> int:
    trials = (
        col(WebhookDelivery.endpoint_id) == endpoint_id,
        col(WebhookDelivery.event_id).is_(None),
        col(WebhookDelivery.state) == DeliveryState.PENDING,
    )
    return (await tx.scalars(select(func.count()).select_from(WebhookDelivery).where(*trials))).one()


async def claim_deliveries(tx: AsyncSession, *, most: int, each: int, lease_seconds: int) -> Sequence[UUID]:
    """The deliveries that are due; nobody else takes them until the lease ends."""
    return (await tx.scalars(CLAIM, {"most": most, "each": each, "lease_seconds": lease_seconds})).all()


async def list_claimed(
    tx: AsyncSession, delivery_ids: Sequence[UUID]
) -> Sequence[tuple[WebhookDelivery, WebhookEndpoint]]:
    found = await tx.execute(
        select(WebhookDelivery, WebhookEndpoint)
        .join(WebhookEndpoint, col(WebhookEndpoint.id) == col(WebhookDelivery.endpoint_id))
        .where(col(WebhookDelivery.id).in_(delivery_ids))
    )
    return [(delivery, endpoint) for delivery, endpoint in found]


async def list_secrets(tx: AsyncSession, endpoint_ids: Collection[UUID]) -> Sequence[WebhookSecret]:
    """Newest first."""
    found = select(WebhookSecret).where(col(WebhookSecret.endpoint_id).in_(endpoint_ids))
    return list(await tx.scalars(found.order_by(col(WebhookSecret.created_at).desc(), col(WebhookSecret.id).desc())))


async def list_all_secrets(tx: AsyncSession) -> Sequence[WebhookSecret]:
    """There are at most twenty endpoints an organization."""
    return list(await tx.scalars(select(WebhookSecret)))


async def end_pending(tx: AsyncSession, endpoint_id: UUID, at: datetime) -> None:
    """Give up what waits for an endpoint that is told nothing any more."""
    pending = (
        col(WebhookDelivery.endpoint_id) == endpoint_id,
        col(WebhookDelivery.state) == DeliveryState.PENDING,
    )
    dead = {"state": DeliveryState.DEAD, "fault": DeliveryFault.DISABLED, "next_at": at}
    await tx.execute(update(WebhookDelivery).where(*pending).values(dead))


REMOVE_OLD: Final = text("""
DELETE FROM webhook_delivery WHERE id IN (
    SELECT id FROM webhook_delivery WHERE state <> 'PENDING' AND created_at < now() - make_interval(days => :days)
    ORDER BY created_at LIMIT :limit)
""")

REMOVE_SECRETS: Final = text("""
DELETE FROM webhook_secret old USING webhook_secret newer
WHERE newer.endpoint_id = old.endpoint_id AND newer.created_at > old.created_at
  AND newer.created_at < now() - make_interval(hours => :hours)
""")


async def delete_old(tx: AsyncSession, *, days: int, hours: int, limit: int) -> int:
    """Remove deliveries long over, and secrets that signed until another took their place; returns how many."""
    deliveries = await tx.execute(REMOVE_OLD, {"days": days, "limit": limit})
    secrets = await tx.execute(REMOVE_SECRETS, {"hours": hours})
    return int(deliveries.rowcount + secrets.rowcount)  # type: ignore[attr-defined]  # results of DML have it
