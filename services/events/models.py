"""The outbox: what happened, written by triggers with the change itself, and to whom it is still to be handed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Identity, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.events.kinds import KIND_COLUMN, EventKind
from services.kit.tables import TIMESTAMP, Row


class Event(Row, table=True):
    """Something that happened to a subject, as one organization or account is concerned by it.

    `ordinal` grows in the order of the changes of any one subject: who changes a row waits for the lock of whoever
    changed it before. `created_at` is when the transaction of the change began.
    """

    __tablename__ = "event"
    __table_args__ = (Index(None, "subject_id", "kind", "ordinal"), Index(None, "created_at"))

    ordinal: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), nullable=False, unique=True)
    )
    kind: EventKind = Field(sa_type=KIND_COLUMN)
    subject_type: str = Field(max_length=40)
    """The node type by which the API knows the subject."""
    subject_id: UUID
    organization_id: UUID | None = Field(default=None, foreign_key="organization.id", ondelete="CASCADE", index=True)
    competition_id: UUID | None = None
    account_id: UUID | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL", index=True)
    """Whom it concerns in person."""
    actor_id: UUID | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL", index=True)
    """Who did it; null for jobs."""
    params: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    """Names and numbers for whoever tells of it; every one who is concerned may read them."""


class EventHandover(Row, table=True):
    """An event that a consumer has not taken yet; goes in the transaction in which the consumer takes it."""

    __tablename__ = "event_handover"
    __table_args__ = (
        UniqueConstraint("consumer", "ordinal"),
        Index("ix_event_handover_failed", "consumer", "subject_id", postgresql_where=text("attempt_count > 0")),
    )

    consumer: str = Field(max_length=20)
    event_id: UUID = Field(foreign_key="event.id", ondelete="CASCADE", index=True)
    subject_id: UUID
    ordinal: int = Field(sa_type=BigInteger)
    attempt_count: int = 0
    next_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    """Set after a failure: until then the event waits, and with it every later one of its subject."""
    failure: str = Field(default="", max_length=500)
