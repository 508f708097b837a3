"""What people say when they post a need or offer a package."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.catalog.models import Comparator, CooperationMode, GreenField, NeedCategory, Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ask, and who decides."""

    details: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    decision_maker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorContent:
    """One measurable indicator; a draft may leave parts of it open."""

    name: str
    comparator: Comparator | None = None
    target: Decimal | None = None
    unit: str = ""
    baseline: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedContent:
    """Everything an owner writes of a need."""

    title: str
    code: str | None = None
    problem: str = ""
    category: NeedCategory | None = None
    green_fields: Sequence[GreenField] = ()
    technical_fields: Sequence[str] = ()
    chain_nodes: Sequence[str] = ()
    cooperation_modes: Sequence[CooperationMode] = ()
    region: str = ""
    trl: int | None = None
    budget_wan: Decimal | None = None
    deadline_on: date | None = None
    wanted_count: int = 3
    visibility: Visibility = Visibility.PUBLIC
    consented_organization_ids: Sequence[UUID] = ()
    indicators: Sequence[IndicatorContent] = ()
    private: Contact = field(default_factory=Contact)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageContent:
    """Everything an owner writes of a technology package."""

    title: str
    code: str | None = None
    description: str = ""
    keywords: Sequence[str] = ()
    green_fields: Sequence[GreenField] = ()
    technical_fields: Sequence[str] = ()
    chain_nodes: Sequence[str] = ()
    indicators: Sequence[str] = ()
    transfer_modes: Sequence[CooperationMode] = ()
    region: str = ""
    is_region_exclusive: bool = False
    trl: int | None = None
    max_adopters: int = 1
    price_min_wan: Decimal | None = None
    price_max_wan: Decimal | None = None
    valid_until: date | None = None
    visibility: Visibility = Visibility.PUBLIC
    consented_organization_ids: Sequence[UUID] = ()
    private: Contact = field(default_factory=Contact)
