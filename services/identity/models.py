"""Accounts and their sessions."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from services.kit.tables import TIMESTAMP, Row, VersionedRow, words


class Locale(StrEnum):
    """The language in which a person is spoken to."""

    ZH = "ZH"
    EN = "EN"


class Account(VersionedRow, table=True):
    """A person who can sign in. `email` is stored in lower case."""

    __tablename__ = "account"

    email: str = Field(max_length=254, unique=True)
    name: str = Field(max_length=80)
    locale: Locale = Field(default=Locale.ZH, sa_type=words(Locale))


class AccountPassword(Row, table=True):
    """The argon2 hash of an account's password, in a table of its own that only the system reads."""

    __tablename__ = "account_password"

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE", unique=True)
    password_hash: str = Field(max_length=255)


class SignInSession(Row, table=True):
    """A signed-in browser or program; the token itself is never stored, only its SHA-256."""

    __tablename__ = "sign_in_session"

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    token_hash: bytes = Field(unique=True)
    expires_at: datetime = Field(sa_type=TIMESTAMP, index=True)


class SignInAttempts(Row, table=True):
    """How often somebody at one network address tried to sign in as one e-mail address; `key` is the digest of both."""

    __tablename__ = "sign_in_attempts"

    key: bytes = Field(unique=True)
    attempt_count: int
    ends_at: datetime = Field(sa_type=TIMESTAMP, index=True)
