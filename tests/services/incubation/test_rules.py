from datetime import date
from decimal import Decimal

import pytest

from services.incubation.models import IncubatorKind, SpecialField
from services.incubation.packs import get_pack, get_residency_terms, list_packs
from services.incubation.rules import (
    METRICS,
    ClockState,
    Figures,
    Standing,
    is_too_old_at_entry,
    residency_clock,
    self_check,
    whole_months,
)

TODAY = date(2026, 6, 30)
PACK = get_pack(TODAY)
TERMS = get_residency_terms(TODAY)

GOOD = Figures(
    founded_on=date(2020, 1, 1),
    statistics_years=2,
    area_m2=10_000,
    incubatee_area_m2=7_500,
    seed_fund_wan=Decimal(500),
    funded_count=5,
    fund_case_count=3,
    staff_count=10,
    professional_count=8,
    mentor_count=5,
    incubatee_count=50,
    patent_applicant_count=25,
    ip_holder_count=0,
    graduate_count=20,
)


def check(figures: Figures, kind: IncubatorKind = IncubatorKind.COMPREHENSIVE, *, hardship: bool = False) -> dict:
    result = self_check(figures, kind, pack=PACK, on=TODAY, is_hardship_region=hardship)
    return {each.code: each for each in result.criteria}


def test_every_metric_of_every_pack_exists() -> None:
    asked = {criterion.metric for pack in list_packs() for criterion in pack.criteria}
    assert asked - set(METRICS) == set()


def test_an_incomplete_pack_judges_nobody() -> None:
    assert [(pack.id, pack.is_complete) for pack in list_packs()] == [
        ("incubator-2018", True),
        ("incubator-2025", False),
    ]
    assert get_pack(date(2030, 1, 1)).id == "incubator-2018"


def test_figures_at_every_threshold_miss_nothing() -> None:
    checks = check(GOOD)
    assert {code: each.standing for code, each in checks.items() if each.standing is not Standing.MET} == {
        "IP_HOLDER_SHARE": Standing.ALTERNATIVE_MET
    }
    assert checks["INCUBATEES_PER_1000_M2"].value == 5.0


def test_a_missed_criterion_says_by_how_much() -> None:
    fewer = check(Figures(area_m2=8_000, seed_fund_wan=Decimal("499.5"), incubatee_count=20))
    assert [(each.value, each.threshold, each.gap, each.standing) for each in (fewer["AREA"], fewer["SEED_FUND"])] == [
        (8_000.0, 10_000.0, 2_000.0, Standing.MISSED),
        (499.5, 500.0, 0.5, Standing.MISSED),
    ]
    assert fewer["INCUBATEES_PER_1000_M2"].gap == 0.5


def test_unknown_is_neither_met_nor_missed() -> None:
    result = self_check(Figures(), IncubatorKind.PROFESSIONAL, pack=PACK, on=TODAY, is_hardship_region=False)
    assert (result.missed_count, result.unknown_count) == (0, len(result.criteria))
    assert {each.gap for each in result.criteria} == {None}


def test_hardship_regions_are_asked_a_fifth_less_where_the_pack_says_so() -> None:
    eased = check(GOOD, hardship=True)
    assert {code: eased[code].threshold for code in ("AREA", "SEED_FUND", "INCUBATEES", "GRADUATES", "FUND_CASES")} == {
        "AREA": 8_000.0,
        "SEED_FUND": 400.0,
        "INCUBATEES": 40.0,
        "GRADUATES": 16.0,
        "FUND_CASES": 3.0,
    }


def test_kinds_are_asked_different_things() -> None:
    assert set(check(GOOD, IncubatorKind.PROFESSIONAL)) - set(check(GOOD)) == {"INDUSTRY_SHARE", "TECHNICAL_PLATFORMS"}
    assert check(GOOD, IncubatorKind.PROFESSIONAL)["INCUBATEES"].threshold == 30.0
    assert check(GOOD, IncubatorKind.ACCELERATOR) == {}


def test_a_maker_space_may_offer_desks_instead_of_area() -> None:
    checks = check(Figures(area_m2=300, desk_count=45), IncubatorKind.MAKER_SPACE)
    assert (checks["AREA"].standing, checks["DESKS"].standing) == (Standing.ALTERNATIVE_MET, Standing.MET)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2024, 1, 31), date(2024, 2, 29), 0),
        (date(2024, 1, 31), date(2024, 3, 31), 2),
        (date(2024, 1, 15), date(2025, 1, 15), 12),
        (date(2024, 1, 15), date(2025, 1, 14), 11),
        (date(2025, 1, 1), date(2024, 1, 1), 0),
    ],
)
def test_only_whole_months_count(start: date, end: date, months: int) -> None:
    assert whole_months(start, end) == months


@pytest.mark.parametrize(
    ("months", "special", "expected"),
    [
        (41, None, (41, 48, ClockState.RUNNING)),
        (42, None, (42, 48, ClockState.ENDING)),
        (48, None, (48, 48, ClockState.OVERDUE)),
        (53, SpecialField.BIOMEDICINE, (53, 60, ClockState.RUNNING)),
        (54, SpecialField.BIOMEDICINE, (54, 60, ClockState.ENDING)),
    ],
)
def test_the_clock_warns_half_a_year_ahead(months: int, special: SpecialField | None, expected: tuple) -> None:
    year, month = divmod(TODAY.year * 12 + TODAY.month - 1 - months, 12)
    entered = date(year, month + 1, 28)
    clock = residency_clock(entered, None, special, terms=TERMS, on=TODAY)
    assert (clock.months_used, clock.months_allowed, clock.state) == expected


def test_the_clock_of_one_who_left_stands() -> None:
    clock = residency_clock(date(2019, 1, 1), date(2022, 1, 1), None, terms=TERMS, on=TODAY)
    assert (clock.months_used, clock.state) == (36, ClockState.ENDED)


def test_a_startup_enters_young() -> None:
    assert [is_too_old_at_entry(founded, date(2026, 1, 1), TERMS) for founded in (None, date(2024, 1, 1))] == [
        False,
        False,
    ]
    assert is_too_old_at_entry(date(2023, 12, 1), date(2026, 1, 1), TERMS)
