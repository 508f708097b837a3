"""Who of a list of startups is new, who is known, and what stands against whom: decided before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from services.incubation.inputs import NewStartup
from services.incubation.packs import ResidencyTerms
from services.incubation.queries import KnownStartup
from services.incubation.rules import ClockState, is_too_old_at_entry, residency_clock
from services.kit.refusals import Param
from services.organizations.models import OrganizationKind
from services.organizations.rules import (
    NAME_LENGTH,
    PROVINCE_LENGTH,
    USCC_LENGTH,
    normal_name,
    normal_uscc,
    uscc_warning,
)

EARLIEST: Final = date(1949, 10, 1)
AHEAD: Final = timedelta(days=366)
"""An entry may be agreed on up to a year ahead."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about one field of one startup; `position` counts from 0."""

    position: int
    path: str
    code: str
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Register:
    """What the database knows that decides who is who."""

    known: Mapping[UUID, KnownStartup]
    elsewhere: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The startups with the organization each turned out to be, and what stands against them."""

    startups: Sequence[tuple[NewStartup, KnownStartup | None]]
    faults: Sequence[Remark]


def normal_startup(given: NewStartup) -> NewStartup:
    return replace(
        given,
        name=normal_name(given.name),
        uscc=normal_uscc(given.uscc),
        province=normal_name(given.province),
        industry=normal_name(given.industry),
    )


def find_own_faults(startups: Sequence[NewStartup], on: date) -> list[Remark]:
    """What is wrong with the startups whoever they are."""
    faults = [fault for position, startup in enumerate(startups) for fault in _own_faults(position, startup, on)]
    return faults + _repeats(startups, "name") + _repeats(startups, "uscc")


def recognize(startups: Sequence[NewStartup], register: Register) -> Arrivals:
    """Find each startup among the known organizations, and what stands against it there."""
    by_uscc = {each.organization.uscc: each for each in register.known.values() if each.organization.uscc}
    by_name = {each.organization.name: each for each in register.known.values()}
    recognized = [(each, by_uscc.get(each.uscc or "") or by_name.get(each.name)) for each in startups]
    faults = [
        fault
        for position, (startup, known) in enumerate(recognized)
        if known is not None
        for fault in _faults_against_known(position, startup, known, by_name.get(startup.name), register.elsewhere)
    ]
    return Arrivals(recognized, faults)


def is_coming(startup: NewStartup, known: KnownStartup | None) -> bool:
    """Whether this would begin a stay, rather than bring one up to date or put one that is over on record."""
    stay = known.residency if known else None
    return startup.left_on is None and (stay is None or stay.left_on is not None)


def list_warnings(startups: Sequence[NewStartup], terms: ResidencyTerms, on: date) -> list[Remark]:
    """What a person should look at again, though nothing forbids it."""
    return [remark for position, startup in enumerate(startups) for remark in _warnings(position, startup, terms, on)]


def _own_faults(position: int, startup: NewStartup, on: date) -> list[Remark]:
    faults = [] if startup.name else [Remark(position, "name", "REQUIRED")]
    limits = (("name", startup.name, NAME_LENGTH), ("province", startup.province, PROVINCE_LENGTH))
    more = (("uscc", startup.uscc or "", USCC_LENGTH), ("industry", startup.industry, 80))
    for path, text, limit in (*limits, *more):
        if len(text) > limit:
            faults.append(Remark(position, path, "TOO_LONG", {"length": len(text), "max_length": limit}))
    return faults + _date_faults(position, startup, on)


def _date_faults(position: int, startup: NewStartup, on: date) -> list[Remark]:
    if startup.entered_on is None:
        return [Remark(position, "enteredOn", "REQUIRED")]
    bounds = (
        ("enteredOn", startup.entered_on, EARLIEST, on + AHEAD),
        ("foundedOn", startup.founded_on, EARLIEST, on),
        ("leftOn", startup.left_on, startup.entered_on, on + AHEAD),
    )
    return [
        Remark(position, path, "OUT_OF_RANGE", {"value": str(day), "minimum": str(low), "maximum": str(high)})
        for path, day, low, high in bounds
        if day is not None and not low <= day <= high
    ]


def _repeats(startups: Sequence[NewStartup], path: str) -> list[Remark]:
    first: dict[str, int] = {}
    repeats = []
    for position, startup in enumerate(startups):
        value = getattr(startup, path)
        if value and first.setdefault(value, position) != position:
            repeats.append(Remark(position, path, "NOT_UNIQUE", {"value": value, "first": first[value]}))
    return repeats


def _faults_against_known(
    position: int, startup: NewStartup, known: KnownStartup, namesake: KnownStartup | None, elsewhere: frozenset[UUID]
) -> list[Remark]:
    organization = known.organization
    if organization.kind is not OrganizationKind.STARTUP:
        return [Remark(position, "name", "NOT_A_STARTUP", {"kind": organization.kind.value})]
    if namesake is not None and namesake.organization.id != organization.id:
        return [Remark(position, "name", "NOT_UNIQUE", {"value": startup.name})]
    if startup.uscc and organization.uscc and startup.uscc != organization.uscc:
        return [Remark(position, "uscc", "OTHER_CODE_KNOWN", {"known": organization.uscc})]
    if organization.id in elsewhere and startup.left_on is None:
        return [Remark(position, "name", "RESIDENT_ELSEWHERE")]
    return []


def _warnings(position: int, startup: NewStartup, terms: ResidencyTerms, on: date) -> list[Remark]:
    found = []
    code = uscc_warning(startup.uscc) if startup.uscc else None
    if code:
        found.append(Remark(position, "uscc", code, {"value": startup.uscc or ""}))
    if startup.entered_on is None:
        return found
    if is_too_old_at_entry(startup.founded_on, startup.entered_on, terms):
        found.append(Remark(position, "foundedOn", "OLD_AT_ENTRY", {"most_months": terms.age_at_entry_months}))
    stay = residency_clock(startup.entered_on, startup.left_on, startup.special_field, terms=terms, on=on)
    if stay.state in {ClockState.ENDING, ClockState.OVERDUE}:
        params = {"months_used": stay.months_used, "months_allowed": stay.months_allowed}
        found.append(Remark(position, "enteredOn", f"STAY_{stay.state.value}", params))
    return found
