"""Addresses of programs that organizations want told of events, and every telling with what came of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Index, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.events.kinds import KIND_COLUMN, EventKind
from services.kit.tables import TIMESTAMP, Row, VersionedRow, words


class DisabledBecause(StrEnum):
    """Why an endpoint is told nothing."""

    SWITCHED_OFF = "SWITCHED_OFF"
    FAILING = "FAILING"
    GONE = "GONE"


class DeliveryState(StrEnum):
    """A delivery is pending until somebody took it; a dead one was given up, and may be sent again by hand."""

    PENDING = "PENDING"
    DELIVERED = "DELIVERED"
    DEAD = "DEAD"


class DeliveryFault(StrEnum):
    """What kept a delivery from being taken."""

    HOST_NOT_FOUND = "HOST_NOT_FOUND"
    ADDRESS_REFUSED = "ADDRESS_REFUSED"
    CONNECTION_FAILED = "CONNECTION_FAILED"
    TLS_FAILED = "TLS_FAILED"
    TIMEOUT = "TIMEOUT"
    REDIRECTED = "REDIRECTED"
    ANSWERED = "ANSWERED"
    """With a status that is no success."""
    SECRET_SEALED = "SECRET_SEALED"  # noqa: S105 - no secret
    """This deployment lost the key that opens the endpoint's secret: make a new secret."""
    DISABLED = "DISABLED"
    """The endpoint was switched off while it waited."""


class WebhookEndpoint(VersionedRow, table=True):
    """Where an organization wants to be told, and of what. The host is looked up anew for each delivery."""

    __tablename__ = "webhook_endpoint"

    organization_id: UUID = Field(foreign_key="organization.id", ondelete="CASCADE", index=True)
    url: str = Field(max_length=2000)
    description: str = Field(default="", max_length=200)
    kinds: list[str] = Field(sa_type=ARRAY(String(40)))
    disabled_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    disabled_because: DisabledBecause | None = Field(default=None, sa_type=words(DisabledBecause))
    failing_since: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    """Since when no delivery was taken."""


class WebhookSecret(Row, table=True):
    """Sealed. The newest signs; the one before goes on for a day, so that programs can follow."""

    __tablename__ = "webhook_secret"

    endpoint_id: UUID = Field(foreign_key="webhook_endpoint.id", ondelete="CASCADE", index=True)
    sealed: str = Field(max_length=500)


class WebhookDelivery(Row, table=True):
    """One event on its way to one endpoint; its key is the id by which a program knows what it had before."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        UniqueConstraint("endpoint_id", "event_id"),
        Index(None, "endpoint_id", "created_at", "id"),
        Index("ix_webhook_delivery_due", "next_at", postgresql_where=text("state = 'PENDING'")),
    )

    endpoint_id: UUID = Field(foreign_key="webhook_endpoint.id", ondelete="CASCADE")
    organization_id: UUID = Field(foreign_key="organization.id", ondelete="CASCADE", index=True)
    event_id: UUID | None = None
    """None for a trial."""
    kind: EventKind | None = Field(default=None, sa_type=KIND_COLUMN)
    payload: dict[str, Any] = Field(sa_type=JSONB)
    state: DeliveryState = Field(default=DeliveryState.PENDING, sa_type=words(DeliveryState))
    attempt_count: int = 0
    next_at: datetime = Field(sa_type=TIMESTAMP)
    status_code: int | None = None
    """Of the last answer."""
    fault: DeliveryFault | None = Field(default=None, sa_type=words(DeliveryFault))
    attempted_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    delivered_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
