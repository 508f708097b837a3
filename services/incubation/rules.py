"""What the figures of an incubator mean, and how far the clock of a startup has run."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from services.incubation.models import IncubatorKind, SpecialField
from services.incubation.packs import Criterion, ResidencyTerms, RulePack

DAYS_A_YEAR: Final = 365.2425
GAP_DIGITS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What an incubator says of itself. None is not known."""

    founded_on: date | None = None
    statistics_years: int | None = None
    area_m2: int | None = None
    incubatee_area_m2: int | None = None
    desk_count: int | None = None
    seed_fund_wan: Decimal | None = None
    funded_count: int | None = None
    fund_case_count: int | None = None
    staff_count: int | None = None
    professional_count: int | None = None
    mentor_count: int | None = None
    incubatee_count: int | None = None
    patent_applicant_count: int | None = None
    ip_holder_count: int | None = None
    graduate_count: int | None = None
    main_industry_count: int | None = None
    technical_platform_count: int | None = None
    resident_count: int | None = None
    newly_registered_count: int | None = None
    financed_count: int | None = None
    event_count: int | None = None
    service_case_count: int | None = None


FIGURES: Final = tuple(each.name for each in fields(Figures))


class Standing(StrEnum):
    """How a criterion stands; ALTERNATIVE_MET is missed but made good by another of its group."""

    MET = "MET"
    ALTERNATIVE_MET = "ALTERNATIVE_MET"
    MISSED = "MISSED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class CriterionCheck:
    """One criterion with what was found, what is asked, and what lacks, all in `unit`."""

    code: str
    unit: str
    value: float | None
    threshold: float
    gap: float | None
    standing: Standing
    group: str | None = None


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """Every criterion of one pack on one day."""

    pack_id: str
    level: str
    checked_on: date
    criteria: Sequence[CriterionCheck]

    @property
    def missed_count(self) -> int:
        return sum(each.standing is Standing.MISSED for each in self.criteria)

    @property
    def unknown_count(self) -> int:
        return sum(each.standing is Standing.UNKNOWN for each in self.criteria)


class ClockState(StrEnum):
    """How far a stay has run."""

    RUNNING = "RUNNING"
    ENDING = "ENDING"
    OVERDUE = "OVERDUE"
    ENDED = "ENDED"


@dataclass(frozen=True, slots=True)
class ResidencyClock:
    """Whole months of a stay against the months allowed."""

    months_used: int
    months_allowed: int
    state: ClockState


Metric = Callable[[Figures, date], float | None]


def _share(part: int | None, whole: int | None, times: float = 1) -> float | None:
    return None if part is None or not whole else part / whole * times


def _operating_years(figures: Figures, on: date) -> float | None:
    return None if figures.founded_on is None else max((on - figures.founded_on).days, 0) / DAYS_A_YEAR


def _ratio(part: str, whole: str, times: float = 1) -> Metric:
    return lambda figures, _on: _share(getattr(figures, part), getattr(figures, whole), times)


def _declared(name: str) -> Metric:
    def metric(figures: Figures, _on: date) -> float | None:
        value = getattr(figures, name)
        return None if value is None else float(value)

    return metric


METRICS: Final[Mapping[str, Metric]] = {
    **{name: _declared(name) for name in FIGURES if name != "founded_on"},
    "operating_years": _operating_years,
    "incubatee_area_share": _ratio("incubatee_area_m2", "area_m2"),
    "funded_share": _ratio("funded_count", "incubatee_count"),
    "professional_staff_share": _ratio("professional_count", "staff_count"),
    "professionals_per_ten_incubatees": _ratio("professional_count", "incubatee_count", 10),
    "mentors_per_ten_incubatees": _ratio("mentor_count", "incubatee_count", 10),
    "patent_applicant_share": _ratio("patent_applicant_count", "incubatee_count"),
    "ip_holder_share": _ratio("ip_holder_count", "incubatee_count"),
    "incubatees_per_1000_m2": _ratio("incubatee_count", "area_m2", 1000),
    "industry_share": _ratio("main_industry_count", "incubatee_count"),
}
"""What a pack can ask about, by the name it uses."""


def self_check(
    figures: Figures, kind: IncubatorKind, *, pack: RulePack, on: date, is_hardship_region: bool
) -> SelfCheck:
    """Hold the figures against every criterion of the pack that asks this kind of incubator anything."""
    asked = [criterion for criterion in pack.criteria if kind in criterion.at_least]
    relief = pack.relief_share if is_hardship_region else 0.0
    checks = [_check(criterion, METRICS[criterion.metric](figures, on), kind, relief) for criterion in asked]
    met_groups = {check.group for check in checks if check.group and check.standing is Standing.MET}
    return SelfCheck(pack.id, pack.level, on, tuple(_with_alternative(check, met_groups) for check in checks))


def _check(criterion: Criterion, value: float | None, kind: IncubatorKind, relief: float) -> CriterionCheck:
    asked = criterion.at_least[kind] * (1 - relief if criterion.is_eased_by_hardship else 1)
    threshold = round(asked, GAP_DIGITS)
    shown = None if value is None else round(value, GAP_DIGITS)
    gap = None if shown is None else round(max(threshold - shown, 0.0), GAP_DIGITS)
    standing = Standing.UNKNOWN if gap is None else Standing.MISSED if gap else Standing.MET
    return CriterionCheck(criterion.code, criterion.unit, shown, threshold, gap, standing, criterion.any_of.get(kind))


def _with_alternative(check: CriterionCheck, met_groups: Collection[str | None]) -> CriterionCheck:
    if check.standing is Standing.MET or check.group not in met_groups or check.group is None:
        return check
    return CriterionCheck(
        check.code, check.unit, check.value, check.threshold, check.gap, Standing.ALTERNATIVE_MET, check.group
    )


def whole_months(start: date, end: date) -> int:
    """Months that have fully passed; negative never."""
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    return max(months, 0)


def residency_clock(
    entered_on: date, left_on: date | None, special_field: SpecialField | None, *, terms: ResidencyTerms, on: date
) -> ResidencyClock:
    """How long a startup has stayed, and whether its time is running out."""
    used = whole_months(entered_on, left_on or on)
    allowed = terms.special_field_stay_months if special_field else terms.stay_months
    if left_on is not None:
        state = ClockState.ENDED
    elif used >= allowed:
        state = ClockState.OVERDUE
    else:
        state = ClockState.ENDING if used >= allowed - terms.warning_months else ClockState.RUNNING
    return ResidencyClock(used, allowed, state)


def is_too_old_at_entry(founded_on: date | None, entered_on: date, terms: ResidencyTerms) -> bool:
    return founded_on is not None and whole_months(founded_on, entered_on) > terms.age_at_entry_months
