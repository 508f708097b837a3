"""What people are told: one row per person and event, how they wish to hear of it, and when their day begins."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.events.kinds import KIND_COLUMN, EventKind
from services.kit.tables import TIMESTAMP, Row, words


class NoticeChoice(StrEnum):
    """How somebody wishes to hear of a kind of event; by mail means in the console too."""

    NONE = "NONE"
    IN_APP = "IN_APP"
    MAIL = "MAIL"
    DIGEST = "DIGEST"


class Notice(Row, table=True):
    """Something a person is told. `mail_due_at` is when a mail is to be sent; those due together go together."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("account_id", "event_id"),
        Index(None, "account_id", "created_at", "id"),
        Index("ix_notice_unread", "account_id", postgresql_where=text("read_at IS NULL")),
        Index("ix_notice_due", "mail_due_at", postgresql_where=text("mail_due_at IS NOT NULL")),
    )

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")
    event_id: UUID
    """Of the outbox, where it is kept for some months only."""
    kind: EventKind = Field(sa_type=KIND_COLUMN)
    subject_type: str = Field(max_length=40)
    subject_id: UUID
    organization_id: UUID | None = Field(default=None, foreign_key="organization.id", ondelete="SET NULL", index=True)
    competition_id: UUID | None = None
    params: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    read_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    mail_due_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    mail_attempt_count: int = 0


class NoticePreference(Row, table=True):
    """What a person chose for a kind of event; without a row the kind's own default holds."""

    __tablename__ = "notice_preference"
    __table_args__ = (UniqueConstraint("account_id", "kind"),)

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")
    kind: EventKind = Field(sa_type=KIND_COLUMN)
    choice: NoticeChoice = Field(sa_type=words(NoticeChoice))


class NoticeSchedule(Row, table=True):
    """When a person reads the digest; without a row at eight in the morning in China."""

    __tablename__ = "notice_schedule"
    __table_args__ = (CheckConstraint("digest_hour BETWEEN 0 AND 23", name="digest_hour"),)

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE", unique=True)
    time_zone: str = Field(max_length=60)
    digest_hour: int
