"""Competitions: editions, rounds, the entries that take part and the judges who may judge them."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.identity.models import Locale
from services.kit.tables import TIMESTAMP, Row, VersionedRow, words

CODE_LIMIT = 100
NAME_LIMIT = 500
TEXT_LIMIT = 20_000
TERM_LIMIT = 80
TERM_COUNT_LIMIT = 50
ATTRIBUTE_COUNT_LIMIT = 30
ATTRIBUTE_LIMIT = 500


class CompetitionKind(StrEnum):
    """Innovation competition, challenge, results express, capital meeting."""

    COMPETITION = "COMPETITION"
    CHALLENGE = "CHALLENGE"
    EXPRESS = "EXPRESS"
    CAPITAL_MEETING = "CAPITAL_MEETING"


class EventRole(StrEnum):
    """What somebody may do at one event: decide who else may, run it, or look on."""

    ORGANIZER = "ORGANIZER"
    STAFF = "STAFF"
    OBSERVER = "OBSERVER"


class RoundState(StrEnum):
    """A round is planned, then judged under a published plan, then closed."""

    PLANNING = "PLANNING"
    JUDGING = "JUDGING"
    CLOSED = "CLOSED"


class JudgeKind(StrEnum):
    """What a judge is asked for."""

    INVESTOR = "INVESTOR"
    TECHNICAL = "TECHNICAL"
    INDUSTRY = "INDUSTRY"
    FINANCE = "FINANCE"
    POLICY = "POLICY"


class Competition(VersionedRow, table=True):
    """One edition of an event, run by an organizer."""

    __tablename__ = "competition"
    __table_args__ = (UniqueConstraint("organization_id", "name", "edition_year"),)

    organization_id: UUID = Field(foreign_key="organization.id", ondelete="CASCADE")
    name: str = Field(max_length=120)
    kind: CompetitionKind = Field(sa_type=words(CompetitionKind))
    edition_year: int
    time_zone: str = Field(default="Asia/Shanghai", max_length=60)


class Round(VersionedRow, table=True):
    """A round of judging: how many judges an entry gets, how many entries a judge, and whether names are hidden."""

    __tablename__ = "round"
    __table_args__ = (UniqueConstraint("competition_id", "ordinal"),)

    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE")
    name: str = Field(max_length=120)
    ordinal: int
    per_entry: int = 3
    min_load: int = 0
    max_load: int
    is_blind: bool = False
    state: RoundState = Field(default=RoundState.PLANNING, sa_type=words(RoundState))
    scores_due_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    """Until when judges may write on their sheets; null is no end."""


class Entry(VersionedRow, table=True):
    """What takes part. Who is behind it stands in EntryIdentity, which a blind round hides."""

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("competition_id", "code"),)

    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE")
    code: str = Field(max_length=CODE_LIMIT)
    title: str = Field(max_length=NAME_LIMIT)
    summary: str = Field(default="", max_length=TEXT_LIMIT)
    track: str = Field(default="", max_length=NAME_LIMIT)
    fields: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))
    region: str = Field(default="", max_length=NAME_LIMIT)
    judges_needed: int | None = None


class EntryIdentity(Row, table=True):
    """Who is behind an entry: its organization, whom to reach, and who is tied to it."""

    __tablename__ = "entry_identity"

    entry_id: UUID = Field(foreign_key="entry.id", ondelete="CASCADE", unique=True)
    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE", index=True)
    organization_name: str = Field(default="", max_length=NAME_LIMIT)
    contact: str = Field(default="", max_length=NAME_LIMIT)
    related: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    """Organizations tied to the entry, as {"name", "kind"} with the kind of conflict their people have."""
    advisors: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))


class EntryAttributes(Row, table=True):
    """What the organizer keeps of an entry in columns of their own: for rules of assignment, and for no judge."""

    __tablename__ = "entry_attributes"

    entry_id: UUID = Field(foreign_key="entry.id", ondelete="CASCADE", unique=True)
    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE", index=True)
    attributes: dict[str, str | float] = Field(default_factory=dict, sa_type=JSONB)


class Judge(VersionedRow, table=True):
    """A person who may judge in one competition; `account_id` once they accepted the invitation."""

    __tablename__ = "judge"
    __table_args__ = (UniqueConstraint("competition_id", "code"), UniqueConstraint("competition_id", "account_id"))

    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE")
    account_id: UUID | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL", index=True)
    code: str = Field(max_length=CODE_LIMIT)
    name: str = Field(default="", max_length=NAME_LIMIT)
    organization_name: str = Field(default="", max_length=NAME_LIMIT)
    kind: JudgeKind | None = Field(default=None, sa_type=words(JudgeKind))
    region: str = Field(default="", max_length=NAME_LIMIT)
    fields: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))
    expertise: str = Field(default="", max_length=TEXT_LIMIT)
    min_load: int | None = None
    max_load: int | None = None


class JudgeContact(Row, table=True):
    """How to reach a judge, and the invitation that links the judge to an account; only its SHA-256 is kept."""

    __tablename__ = "judge_contact"

    judge_id: UUID = Field(foreign_key="judge.id", ondelete="CASCADE", unique=True)
    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE", index=True)
    email: str = Field(default="", max_length=254)
    invitation_hash: bytes | None = Field(default=None, unique=True)
    invited_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    """When an invitation was last mailed."""


class JudgeAttributes(Row, table=True):
    """What the organizer keeps of a judge in columns of their own, such as a rank; the judge does not see it."""

    __tablename__ = "judge_attributes"

    judge_id: UUID = Field(foreign_key="judge.id", ondelete="CASCADE", unique=True)
    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE", index=True)
    attributes: dict[str, str | float] = Field(default_factory=dict, sa_type=JSONB)


class CompetitionRole(VersionedRow, table=True):
    """Somebody helps to run one event, whichever organization they belong to."""

    __tablename__ = "competition_role"
    __table_args__ = (UniqueConstraint("account_id", "competition_id"),)

    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE", index=True)
    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")
    role: EventRole = Field(sa_type=words(EventRole))


class CompetitionInvitation(Row, table=True):
    """Somebody is asked to help to run an event, by a link that is mailed and works once."""

    __tablename__ = "competition_invitation"
    __table_args__ = (
        Index(
            "uq_competition_invitation_open",
            "competition_id",
            "email",
            unique=True,
            postgresql_where=text("accepted_at IS NULL"),
        ),
    )

    competition_id: UUID = Field(foreign_key="competition.id", ondelete="CASCADE")
    email: str = Field(max_length=254)
    role: EventRole = Field(sa_type=words(EventRole))
    locale: Locale = Field(default=Locale.ZH, sa_type=words(Locale))
    invited_by_id: UUID | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL", index=True)
    token_hash: bytes | None = Field(default=None, unique=True)
    ends_at: datetime = Field(sa_type=TIMESTAMP)
    accepted_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
