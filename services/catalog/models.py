"""What enterprises need and what institutes offer: needs with measurable indicators, packages with a capacity."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from services.kit.tables import TIMESTAMP, Row, VersionedRow, words

WORD_LIST: Final[Any] = ARRAY(String(80))


def _nothing() -> list[Any]:
    # `list` itself as a factory costs a parse of its signature for every row: most of the time of a large import.
    return []


class GreenField(StrEnum):
    """The seven green fields of the policy."""

    ENERGY_SAVING_ENV = "ENERGY_SAVING_ENV"
    CLEAN_PRODUCTION = "CLEAN_PRODUCTION"
    CLEAN_ENERGY = "CLEAN_ENERGY"
    ECO_RESTORATION = "ECO_RESTORATION"
    OZONE = "OZONE"
    RECYCLING = "RECYCLING"
    URBAN = "URBAN"


class NeedCategory(StrEnum):
    """What kind of work a need asks for: 技术研发, 产品研发, 技术改造, 技术配套."""

    TECHNOLOGY = "TECHNOLOGY"
    PRODUCT = "PRODUCT"
    UPGRADE = "UPGRADE"
    SUPPORT = "SUPPORT"


class CooperationMode(StrEnum):
    """How technology may change hands; needs and packages choose from the same words."""

    DEVELOPMENT = "DEVELOPMENT"
    ASSIGNMENT = "ASSIGNMENT"
    LICENSE = "LICENSE"
    EQUITY = "EQUITY"
    ROYALTY = "ROYALTY"
    CONSULTING = "CONSULTING"
    SERVICE = "SERVICE"
    OTHER = "OTHER"


class Visibility(StrEnum):
    """Who sees what is published: everything, everything but the private part, or nothing without consent."""

    PUBLIC = "PUBLIC"
    PARTIAL = "PARTIAL"
    PRIVATE = "PRIVATE"


class NeedState(StrEnum):
    """The life of a need."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    DIAGNOSING = "DIAGNOSING"
    RETURNED = "RETURNED"
    PUBLISHED = "PUBLISHED"
    MATCHING = "MATCHING"
    SIGNED = "SIGNED"
    SOLVED = "SOLVED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"


class PackageState(StrEnum):
    """The life of a technology package."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"


class Comparator(StrEnum):
    """How an indicator is held against its target."""

    AT_LEAST = "AT_LEAST"
    AT_MOST = "AT_MOST"
    EQUAL = "EQUAL"


class Need(VersionedRow, table=True):
    """A technology need of an enterprise (技术需求), as everybody may read it who sees it at all."""

    __tablename__ = "need"
    __table_args__ = (
        UniqueConstraint("organization_id", "code"),
        Index("ix_need_state", "state", "id"),
        CheckConstraint("wanted_count >= 1", name="wanted_count"),
    )

    organization_id: UUID = Field(foreign_key="organization.id", index=True)
    code: str | None = Field(default=None, max_length=40)
    """The number its owner gives it; an import recognizes it again by this."""
    title: str = Field(max_length=200)
    problem: str = Field(default="", max_length=10_000)
    category: NeedCategory | None = Field(default=None, sa_type=words(NeedCategory))
    green_fields: list[str] = Field(default_factory=_nothing, sa_type=WORD_LIST, nullable=False)
    technical_fields: list[str] = Field(default_factory=_nothing, sa_type=WORD_LIST, nullable=False)
    chain_nodes: list[str] = Field(default_factory=_nothing, sa_type=WORD_LIST, nullable=False)
    cooperation_modes: list[str] = Field(default_factory=_nothing, sa_type=WORD_LIST, nullable=False)
    region: str = Field(default="", max_length=80)
    trl: int | None = None
    """The maturity that is wanted, technology readiness level 1 to 9."""
    budget_wan: Decimal | None = Field(default=None, max_digits=14, decimal_places=4)
    deadline_on: date | None = None
    wanted_count: int = 3
    visibility: Visibility = Field(default=Visibility.PUBLIC, sa_type=words(Visibility))
    consented_organization_ids: list[UUID] = Field(default_factory=_nothing, sa_type=ARRAY(Uuid), nullable=False)
    """Organizations whose pools may use the need whatever its visibility, private part included."""
    state: NeedState = Field(default=NeedState.DRAFT, sa_type=words(NeedState))
    published_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)


class NeedIndicator(Row, table=True):
    """A measurable indicator of a need: name, comparator, target and unit, and where it stands today."""

    __tablename__ = "need_indicator"
    __table_args__ = (UniqueConstraint("need_id", "position"),)

    need_id: UUID = Field(foreign_key="need.id", ondelete="CASCADE")
    position: int
    name: str = Field(max_length=120)
    comparator: Comparator | None = Field(default=None, sa_type=words(Comparator))
    target: Decimal | None = Field(default=None, max_digits=20, decimal_places=6)
    baseline: Decimal | None = Field(default=None, max_digits=20, decimal_places=6)
    unit: str = Field(default="", max_length=40)


class NeedPrivate(Row, table=True):
    """What is hidden of a need that is not public, in a table of its own so that a row policy can hide it."""

    __tablename__ = "need_private"

    need_id: UUID = Field(foreign_key="need.id", ondelete="CASCADE", unique=True)
    details: str = Field(default="", max_length=20_000)
    decision_maker: str = Field(default="", max_length=80)
    contact_name: str = Field(default="", max_length=80)
    contact_phone: str = Field(default="", max_length=40)
    contact_email: str = Field(default="", max_length=254)


class TechnologyPackage(VersionedRow, table=True):
    """One or more results offered together (成果包): maturity, terms, and how many needs it can serve."""

    __tablename__ = "technology_package"
    __table_args__ = (
        UniqueConstraint("organization_id", "code"),
        Index("ix_technology_package_state", "state", "id"),
        CheckConstraint("max_adopters >= 1", name="max_adopters"),
    )

    organization_id: UUID = Field(foreign_key="organization.id", index=True)
    code: str | None = Field(default=None, max_length=40)
    title: str = Field(max_length=200)
    description: str = Field(default="", max_length=10_000)
    keywords: list[str] = Field(default_factory=_nothing, sa_type=WORD_LIST, nullable=False)
    green_fields: list[str] = Field(default_factory=_nothing, sa_type=WORD_LIST, nullable=False)
    technical_fields: list[str] = Field(default_factory=_nothing, sa_type=WORD_LIST, nullable=False)
    chain_nodes: list[str] = Field(default_factory=_nothing, sa_type=WORD_LIST, nullable=False)
    indicators: list[str] = Field(default_factory=_nothing, sa_type=WORD_LIST, nullable=False)
    """Names of the indicators that it improves."""
    transfer_modes: list[str] = Field(default_factory=_nothing, sa_type=WORD_LIST, nullable=False)
    region: str = Field(default="", max_length=80)
    is_region_exclusive: bool = False
    trl: int | None = None
    max_adopters: int = 1
    price_min_wan: Decimal | None = Field(default=None, max_digits=14, decimal_places=4)
    price_max_wan: Decimal | None = Field(default=None, max_digits=14, decimal_places=4)
    valid_until: date | None = None
    visibility: Visibility = Field(default=Visibility.PUBLIC, sa_type=words(Visibility))
    consented_organization_ids: list[UUID] = Field(default_factory=_nothing, sa_type=ARRAY(Uuid), nullable=False)
    state: PackageState = Field(default=PackageState.DRAFT, sa_type=words(PackageState))
    published_at: datetime | None = Field(default=None, sa_type=TIMESTAMP)


class PackagePrivate(Row, table=True):
    """What is hidden of a package that is not public."""

    __tablename__ = "package_private"

    package_id: UUID = Field(foreign_key="technology_package.id", ondelete="CASCADE", unique=True)
    details: str = Field(default="", max_length=20_000)
    contact_name: str = Field(default="", max_length=80)
    contact_phone: str = Field(default="", max_length=40)
    contact_email: str = Field(default="", max_length=254)
