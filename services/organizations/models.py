"""Zones, organizations and who belongs to them."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from services.identity.models import Locale
from services.kit.tables import TIMESTAMP, Row, VersionedRow, words


class OrganizationKind(StrEnum):
    """What an organization is; the kind decides which gestures it may make."""

    ENTERPRISE = "ENTERPRISE"
    STARTUP = "STARTUP"
    UNIVERSITY = "UNIVERSITY"
    INSTITUTE = "INSTITUTE"
    NEW_RD_ORG = "NEW_RD_ORG"
    INCUBATOR = "INCUBATOR"
    TTO = "TTO"
    INVESTOR = "INVESTOR"
    BANK = "BANK"
    ZONE_ADMIN = "ZONE_ADMIN"
    ORGANIZER = "ORGANIZER"
    ALLIANCE = "ALLIANCE"


class MemberRole(StrEnum):
    """An admin also speaks for the organization and decides who belongs to it; a viewer sees and changes nothing."""

    ADMIN = "ADMIN"
    MEMBER = "MEMBER"
    VIEWER = "VIEWER"


class Zone(Row, table=True):
    """A national high-tech zone with its leading industry (一区一主导产业)."""

    __tablename__ = "zone"

    name: str = Field(max_length=80, unique=True)
    province: str = Field(max_length=40)
    leading_industry: str = Field(default="", max_length=80)


class Organization(VersionedRow, table=True):
    """A legal person or body that acts on the platform."""

    __tablename__ = "organization"

    kind: OrganizationKind = Field(sa_type=words(OrganizationKind), index=True)
    name: str = Field(max_length=120, unique=True)
    uscc: str | None = Field(default=None, max_length=18, unique=True)
    province: str = Field(default="", max_length=40)
    zone_id: UUID | None = Field(default=None, foreign_key="zone.id", index=True)


class Invitation(Row, table=True):
    """An organization asks somebody to belong to it, by a link that is mailed and works once."""

    __tablename__ = "invitation"
    __table_args__ = (
        Index(
            "uq_invitation_open",
            "organization_id",
            "email",
            unique=True,
            postgresql_where=text("accepted_at IS NULL"),
        ),
    )

    organization_id: UUID = Field(foreign_key="organization.id", ondelete="CASCADE", index=True)
    email: str = Field(max_length=254)
    role: MemberRole = Field(sa_type=words(MemberRole))
    locale: Locale = Field(default=Locale.ZH, sa_type=words(Locale))
    invited_by_id: UUID | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL", index=True)
    token_hash: bytes | None = Field(default=None, unique=True)
    ends_at: datetime = Field(sa_type=TIMESTAMP, index=True)
    accepted_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)


class Membership(VersionedRow, table=True):
    """An account belongs to an organization in a role."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("account_id", "organization_id"),)

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")
    organization_id: UUID = Field(foreign_key="organization.id", ondelete="CASCADE", index=True)
    role: MemberRole = Field(default=MemberRole.MEMBER, sa_type=words(MemberRole))


class Restriction(VersionedRow, table=True):
    """Somebody may not enter for a time (限制进入名单): a company by code or name, or a whole industry."""

    __tablename__ = "restriction"
    __table_args__ = (
        CheckConstraint("num_nonnulls(uscc, name, industry) >= 1", name="has_subject"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
    )

    organization_id: UUID = Field(foreign_key="organization.id", index=True)
    """The zone administration that ruled it."""
    uscc: str | None = Field(default=None, max_length=18, index=True)
    name: str | None = Field(default=None, max_length=120, index=True)
    industry: str | None = Field(default=None, max_length=80, index=True)
    reason: str = Field(max_length=500)
    starts_on: date
    ends_on: date | None = None
    lifted_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)


class AppealState(StrEnum):
    """Where an appeal against a restriction stands."""

    OPEN = "OPEN"
    GRANTED = "GRANTED"
    REFUSED = "REFUSED"


class RestrictionAppeal(VersionedRow, table=True):
    """A restricted organization asks the administration to think again."""

    __tablename__ = "restriction_appeal"
    __table_args__ = (
        Index(
            "uq_restriction_appeal_open",
            "restriction_id",
            "organization_id",
            unique=True,
            postgresql_where=text("state = 'OPEN'"),
        ),
    )

    restriction_id: UUID = Field(foreign_key="restriction.id", ondelete="CASCADE", index=True)
    organization_id: UUID = Field(foreign_key="organization.id", ondelete="CASCADE", index=True)
    grounds: str = Field(max_length=2000)
    state: AppealState = Field(default=AppealState.OPEN, sa_type=words(AppealState))
    answer: str = Field(default="", max_length=2000)
    decided_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)


class Verification(StrEnum):
    """What the zone found when it looked at an organization's papers."""

    VERIFIED = "VERIFIED"
    REJECTED = "REJECTED"


class OrganizationVerification(Row, table=True):
    """The zone's word on whether an organization is who it says; without a row nobody has looked yet.

    Apart from the organization, because the organization's own people may not write it.
    """

    __tablename__ = "organization_verification"

    organization_id: UUID = Field(foreign_key="organization.id", ondelete="CASCADE", unique=True)
    state: Verification = Field(sa_type=words(Verification))
    note: str = Field(default="", max_length=500)
    decided_by_id: UUID | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL", index=True)
    decided_at: datetime = Field(sa_type=TIMESTAMP)


class MembershipRequest(Row, table=True):
    """Somebody asks to belong to an organization that is here already."""

    __tablename__ = "membership_request"
    __table_args__ = (UniqueConstraint("account_id", "organization_id"),)

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")
    organization_id: UUID = Field(foreign_key="organization.id", ondelete="CASCADE", index=True)
    message: str = Field(default="", max_length=500)


class OrganizationMerge(Row, table=True):
    """Two organizations were one: what the other was called, and where its rows went."""

    __tablename__ = "organization_merge"

    organization_id: UUID = Field(foreign_key="organization.id", ondelete="CASCADE", index=True)
    merged_id: UUID = Field(index=True)
    merged_name: str = Field(max_length=120, index=True)
    merged_uscc: str | None = Field(default=None, max_length=18)
    account_id: UUID | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL", index=True)
