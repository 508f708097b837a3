"""The record of every change, and the chain that shows when somebody tampered with it."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, LargeBinary, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.kit.tables import Row, words


class DoneBy(StrEnum):
    """Who changed something: a person, their program, the system, somebody unknown, or a hand in the database."""

    PERSON = "PERSON"
    PROGRAM = "PROGRAM"
    SYSTEM = "SYSTEM"
    NOBODY = "NOBODY"
    OUTSIDE = "OUTSIDE"


class AuditOperation(StrEnum):
    """What happened to the row."""

    INSERT = "INSERT"
    UPDATE = "UPDATE"
    DELETE = "DELETE"


class AuditEntry(Row, table=True):
    """One change of one row, or of many rows of a whole in one statement: then `object_id` is null.

    Only triggers write it, and nobody changes it. Its id begins with the time: keys are in the order of changes. It
    names no account by a foreign key, as it outlives what it tells of.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index(None, "subject_id", "id"),
        Index(None, "organization_id", "id", postgresql_where=text("organization_id IS NOT NULL")),
        Index(None, "account_id", "id", postgresql_where=text("account_id IS NOT NULL")),
        Index(None, "actor_id", "id", postgresql_where=text("actor_id IS NOT NULL")),
    )

    transaction_number: int = Field(sa_type=BigInteger, index=True)
    done_by: DoneBy = Field(sa_type=words(DoneBy))
    actor_id: UUID | None = None
    deputy_id: UUID | None = None
    token_id: UUID | None = None
    gesture: str
    """The mutation or the job; empty where neither began it."""
    origin_id: UUID | None = None
    """A digest of the origin, which may be erased."""
    operation: AuditOperation = Field(sa_type=words(AuditOperation))
    object_table: str
    object_id: UUID | None = None
    subject_table: str
    """The whole whose part the row is, or the row itself."""
    subject_id: UUID
    organization_id: UUID | None = None
    """Whose administration reads it."""
    account_id: UUID | None = None
    """Whose own it is."""
    is_overseen: bool
    before: dict[str, Any] | None = Field(default=None, sa_type=JSONB(none_as_null=True))
    after: dict[str, Any] | None = Field(default=None, sa_type=JSONB(none_as_null=True))
    row_count: int


class AuditOrigin(Row, table=True):
    """From where an account acted; goes with the account. Its id is a digest of the rest: it cannot be changed."""

    __tablename__ = "audit_origin"
    __table_args__ = (Index(None, "account_id", "address", "agent"),)

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")
    address: str
    agent: str
    secret: bytes = Field(sa_type=LargeBinary)
    """Lets nobody guess an erased origin from its digest."""


class AuditLink(Row, table=True):
    """The place of an entry in the chain, under the entry's id.

    `hash` is over the entry and the hash of the link before, `created_at` is when it was sealed.
    """

    __tablename__ = "audit_link"

    number: int = Field(sa_type=BigInteger, unique=True)
    transaction_number: int = Field(sa_type=BigInteger)
    hash: bytes = Field(sa_type=LargeBinary)
