"""The clock of a startup's stay, as SQL over residencies; the same as `services.incubation.rules` tells in Python."""

from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, case, cast, extract, func, literal_column

from services.incubation.packs import get_residency_terms
from services.incubation.rules import ClockState
from services.kit import clock


def months_used(row: Any) -> ColumnElement[Any]:
    """Whole months of the stay; the same count as `services.incubation.rules.whole_months`."""
    end = func.coalesce(row.left_on, literal_column(clock.TODAY, Date()))
    months = (extract("year", end) - extract("year", row.entered_on)) * 12
    months += extract("month", end) - extract("month", row.entered_on)
    unfinished = case((extract("day", end) < extract("day", row.entered_on), 1), else_=0)
    return cast(func.greatest(months - unfinished, 0), Integer)


def months_allowed(row: Any) -> ColumnElement[Any]:
    terms = get_residency_terms(clock.today())
    return case((row.special_field.is_not(None), terms.special_field_stay_months), else_=terms.stay_months)


def clock_state(row: Any) -> ColumnElement[Any]:
    warning_months = get_residency_terms(clock.today()).warning_months
    left_months = months_allowed(row) - months_used(row)
    return case(
        (row.left_on.is_not(None), ClockState.ENDED.value),
        (left_months <= 0, ClockState.OVERDUE.value),
        (left_months <= warning_months, ClockState.ENDING.value),
        else_=ClockState.RUNNING.value,
    )
