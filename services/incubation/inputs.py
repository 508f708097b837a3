"""What people say when they register an incubator or its startups."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from services.incubation.models import IncubatorKind, IncubatorLevel, Residency, SpecialField
from services.incubation.rules import Figures
from services.kit.refusals import FieldFault


@dataclass(frozen=True, slots=True, kw_only=True)
class IncubatorProfile:
    """What may change of an incubator."""

    kind: IncubatorKind
    level: IncubatorLevel = IncubatorLevel.NONE
    is_hardship_region: bool = False
    main_industry: str = ""
    figures: Figures = field(default_factory=Figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIncubator:
    """An incubator that registers itself."""

    name: str
    profile: IncubatorProfile
    province: str = ""
    uscc: str | None = None
    zone_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStartup:
    """A startup and its stay. It is recognized again by its code, or by its name when either has none."""

    name: str
    entered_on: date | None
    uscc: str | None = None
    province: str = ""
    founded_on: date | None = None
    industry: str = ""
    left_on: date | None = None
    special_field: SpecialField | None = None


@dataclass(frozen=True, slots=True)
class StartupsRegistered:
    """What registering startups did, or in a dry run would do. Warnings stand against nothing."""

    created_count: int
    updated_count: int
    unchanged_count: int
    warnings: tuple[FieldFault, ...]
    residencies: tuple[Residency, ...]
