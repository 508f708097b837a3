"""Zones, organizations and who belongs to them."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from services.kit.tables import Row, VersionedRow, words


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
    """An admin also speaks for the organization and decides who belongs to it."""

    ADMIN = "ADMIN"
    MEMBER = "MEMBER"


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


class Membership(Row, table=True):
    """An account belongs to an organization in a role."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("account_id", "organization_id"),)

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")
    organization_id: UUID = Field(foreign_key="organization.id", ondelete="CASCADE", index=True)
    role: MemberRole = Field(default=MemberRole.MEMBER, sa_type=words(MemberRole))
