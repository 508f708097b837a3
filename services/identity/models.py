"""Accounts and their sessions."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from services.kit.clock import now
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
    second_factor_since: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    erased_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    """When its owner left: name and address are pseudonyms from then on."""


class AccountPassword(Row, table=True):
    """The argon2 hash of an account's password, in a table of its own that only the system reads."""

    __tablename__ = "account_password"

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE", unique=True)
    password_hash: str = Field(max_length=255)


class SecondFactor(Row, table=True):
    """The secret that an account shares with its owner's authenticator (TOTP, RFC 6238); only the system reads it."""

    __tablename__ = "second_factor"

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE", unique=True)
    secret: str = Field(max_length=255)
    """Sealed with the deployment's key (services.kit.sealing)."""
    last_timecode: int | None = Field(default=None, sa_type=BigInteger)
    """The step of the last code that was taken: none is taken twice."""


class RecoveryCode(Row, table=True):
    """Stands in once for a lost authenticator."""

    __tablename__ = "recovery_code"

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    code_hash: bytes = Field(unique=True)


class Delegation(Row, table=True):
    """One person lets another act for them, from one day to another."""

    __tablename__ = "delegation"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("account_id <> deputy_id", name="of_another"),
    )

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    deputy_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    reason: str = Field(default="", max_length=200)
    starts_on: date
    ends_on: date
    ended_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)


class DeputyGesture(Row, table=True):
    """What a deputy did on behalf of somebody: written with the deed, never changed."""

    __tablename__ = "deputy_gesture"

    account_id: UUID = Field(foreign_key="account.id", index=True)
    deputy_id: UUID = Field(foreign_key="account.id", index=True)
    gesture: str = Field(max_length=80)


class OutsideIdentity(Row, table=True):
    """An account is known to a sign-in service outside (OpenID Connect) under this subject."""

    __tablename__ = "outside_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    issuer: str = Field(max_length=255)
    subject: str = Field(max_length=255)


class SignInSession(Row, table=True):
    """A signed-in browser or program; the token itself is never stored, only its SHA-256."""

    __tablename__ = "sign_in_session"

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    token_hash: bytes = Field(unique=True)
    expires_at: datetime = Field(sa_type=TIMESTAMP, index=True)
    used_at: datetime = Field(default_factory=now, sa_type=TIMESTAMP)
    """Within some minutes."""
    address: str = Field(default="", max_length=64)
    agent: str = Field(default="", max_length=200)


class TokenScope(StrEnum):
    """What a program may do with a token: look, or do what its owner does at a desk."""

    READ = "READ"
    WRITE = "WRITE"


class ApiToken(Row, table=True):
    """A program's key to an account: shown once, stored as its SHA-256, and never good for the account itself."""

    __tablename__ = "api_token"

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    name: str = Field(max_length=80)
    scope: TokenScope = Field(sa_type=words(TokenScope))
    token_hash: bytes = Field(unique=True)
    expires_at: datetime = Field(sa_type=TIMESTAMP, index=True)
    used_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)


class Attempts(Row, table=True):
    """How often something was tried that must not be tried often; `key` is the digest of what and by whom."""

    __tablename__ = "attempts"

    key: bytes = Field(unique=True)
    attempt_count: int
    ends_at: datetime = Field(sa_type=TIMESTAMP, index=True)


class FamiliarAddress(Row, table=True):
    """An account signed in from here before: strangers elsewhere cannot lock it out. `digest` hides the address."""

    __tablename__ = "familiar_address"
    __table_args__ = (UniqueConstraint("account_id", "digest"),)

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")
    digest: bytes
    ends_at: datetime = Field(sa_type=TIMESTAMP, index=True)


class LinkPurpose(StrEnum):
    """What following a mailed link does."""

    CONFIRM_ACCOUNT = "CONFIRM_ACCOUNT"
    RESET_PASSWORD = "RESET_PASSWORD"  # noqa: S105 - no password
    CHANGE_EMAIL = "CHANGE_EMAIL"


class MailedLink(Row, table=True):
    """A link on its way to an e-mail address: whoever follows it has shown that they read its mail.

    The secret is made by the job that sends the message, and only its digest stays.
    """

    __tablename__ = "mailed_link"

    purpose: LinkPurpose = Field(sa_type=words(LinkPurpose))
    email: str = Field(max_length=254, index=True)
    name: str = Field(default="", max_length=80)
    locale: Locale = Field(default=Locale.ZH, sa_type=words(Locale))
    account_id: UUID | None = Field(default=None, foreign_key="account.id", ondelete="CASCADE", index=True)
    token_hash: bytes | None = Field(default=None, unique=True)
    ends_at: datetime = Field(sa_type=TIMESTAMP, index=True)


class RememberedGesture(Row, table=True):
    """What a gesture that came with an idempotency key answered, so that its repetition is answered alike."""

    __tablename__ = "remembered_gesture"
    __table_args__ = (UniqueConstraint("account_id", "key_hash"),)

    created_at: datetime = Field(default_factory=now, sa_type=TIMESTAMP, nullable=False, index=True)
    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")
    key_hash: bytes
    """The key itself is never stored: it opens `sealed_answer`."""
    gesture: str = Field(max_length=80)
    fingerprint: bytes
    """Of what was asked, keyed by the idempotency key: it tells nobody anything about a password in it."""
    is_done: bool = False
    sealed_answer: bytes | None = None
    """None until it is done, and where the answer was too long to keep."""
