"""Incubators, their startups and the time a startup stays."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from services.kit.tables import TIMESTAMP, VersionedRow, words


class IncubatorKind(StrEnum):
    """What kind of carrier it is; recognition criteria differ by kind."""

    COMPREHENSIVE = "COMPREHENSIVE"
    PROFESSIONAL = "PROFESSIONAL"
    MAKER_SPACE = "MAKER_SPACE"
    ACCELERATOR = "ACCELERATOR"


class IncubatorLevel(StrEnum):
    """Recognition it holds: four levels of the regime of 2018, two of that of 2025."""

    NONE = "NONE"
    DISTRICT = "DISTRICT"
    MUNICIPAL = "MUNICIPAL"
    PROVINCIAL = "PROVINCIAL"
    NATIONAL = "NATIONAL"
    STANDARD = "STANDARD"
    EXCELLENT = "EXCELLENT"


class SpecialField(StrEnum):
    """Fields whose startups may stay longer."""

    BIOMEDICINE = "BIOMEDICINE"
    IC_DESIGN = "IC_DESIGN"
    MODERN_AGRICULTURE = "MODERN_AGRICULTURE"


class Incubator(VersionedRow, table=True):
    """An incubator as it declares itself. A figure that is null is not known, which is not zero."""

    __tablename__ = "incubator"

    organization_id: UUID = Field(foreign_key="organization.id", unique=True)
    kind: IncubatorKind = Field(sa_type=words(IncubatorKind))
    level: IncubatorLevel = Field(default=IncubatorLevel.NONE, sa_type=words(IncubatorLevel))
    is_hardship_region: bool = False
    founded_on: date | None = None
    statistics_years: int | None = None
    area_m2: int | None = None
    incubatee_area_m2: int | None = None
    desk_count: int | None = None
    seed_fund_wan: Decimal | None = Field(default=None, max_digits=14, decimal_places=4)
    funded_count: int | None = None
    fund_case_count: int | None = None
    staff_count: int | None = None
    professional_count: int | None = None
    mentor_count: int | None = None
    incubatee_count: int | None = None
    patent_applicant_count: int | None = None
    ip_holder_count: int | None = None
    graduate_count: int | None = None
    main_industry: str = Field(default="", max_length=80)
    main_industry_count: int | None = None
    technical_platform_count: int | None = None
    resident_count: int | None = None
    newly_registered_count: int | None = None
    financed_count: int | None = None
    event_count: int | None = None
    service_case_count: int | None = None


class Startup(VersionedRow, table=True):
    """What is known of an organization of kind STARTUP."""

    __tablename__ = "startup"

    organization_id: UUID = Field(foreign_key="organization.id", unique=True)
    founded_on: date | None = None
    industry: str = Field(default="", max_length=80)


class Residency(VersionedRow, table=True):
    """A startup stays in an incubator (在孵关系), one at a time; what it has not agreed to is a proposal."""

    __tablename__ = "residency"
    __table_args__ = (
        Index(
            "uq_residency_current",
            "startup_organization_id",
            unique=True,
            postgresql_where=text("left_on IS NULL AND agreed_at IS NOT NULL"),
        ),
        CheckConstraint("left_on IS NULL OR left_on >= entered_on", name="left_after_entry"),
    )

    organization_id: UUID = Field(foreign_key="organization.id", index=True)
    """The incubator's organization."""
    startup_organization_id: UUID = Field(foreign_key="organization.id", index=True)
    entered_on: date
    left_on: date | None = None
    special_field: SpecialField | None = Field(default=None, sa_type=words(SpecialField))
    agreed_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)
    """When the startup agreed; one that has no people here is not asked."""
