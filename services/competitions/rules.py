"""What an input of this room must be, and who may do what; pure functions over values."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final
from zoneinfo import available_timezones

from services.competitions.models import (
    ATTRIBUTE_COUNT_LIMIT,
    ATTRIBUTE_LIMIT,
    CODE_LIMIT,
    NAME_LIMIT,
    TERM_COUNT_LIMIT,
    TERM_LIMIT,
    TEXT_LIMIT,
    CompetitionKind,
    EventRole,
    JudgeKind,
    RoundState,
)
from services.identity.rules import check_email, normal_email
from services.kit.faults import InputFaults
from services.kit.refusals import NotAllowed, RuleBroken

RANK: Final[Mapping[EventRole, int]] = {EventRole.OBSERVER: 0, EventRole.STAFF: 1, EventRole.ORGANIZER: 2}

TITLE_LIMIT: Final = 120
LOAD_LIMIT: Final = 100_000
PEOPLE_LIMIT: Final = 100_000
EDITION_YEARS: Final = (1990, 2100)
EMAIL_LIMIT: Final = 254
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,11})(\.[0-9]{0,2}[1-9])?")


Attributes = Mapping[str, str | float]
"""Values in columns of an organizer's own, by the header of the column."""


@dataclass(frozen=True, slots=True)
class CompetitionInput:
    """One edition of an event, as its organizer describes it."""

    name: str
    kind: CompetitionKind
    edition_year: int
    time_zone: str = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class RoundInput:
    """How a round is judged."""

    name: str
    ordinal: int
    max_load: int
    per_entry: int = 3
    min_load: int = 0
    is_blind: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """An organization tied to an entry, and the kind of conflict its people have with it."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class EntryInput:
    """An entry and who is behind it."""

    code: str
    title: str = ""
    summary: str = ""
    track: str = ""
    fields: tuple[str, ...] = ()
    region: str = ""
    judges_needed: int | None = None
    organization_name: str = ""
    contact: str = ""
    related: tuple[Tie, ...] = ()
    advisors: tuple[str, ...] = ()
    attributes: Attributes | None = None
    """What stands in columns of the organizer's own; None leaves it as it is."""


@dataclass(frozen=True, slots=True)
class JudgeInput:
    """A judge; own loads can only be narrower than the round's."""

    code: str
    name: str = ""
    organization_name: str = ""
    kind: JudgeKind | None = None
    region: str = ""
    fields: tuple[str, ...] = ()
    expertise: str = ""
    min_load: int | None = None
    max_load: int | None = None
    email: str = ""
    attributes: Attributes | None = None
    """What stands in columns of the organizer's own; None leaves it as it is."""


def require_valid_competition(given: CompetitionInput) -> None:
    faults = InputFaults()
    faults.require_text("name", given.name, TITLE_LIMIT)
    faults.check_range("edition_year", given.edition_year, *EDITION_YEARS)
    if given.time_zone not in available_timezones():
        faults.add("time_zone", "UNKNOWN_VALUE", value=given.time_zone[:TERM_LIMIT])
    faults.raise_if_any()


def require_valid_round(given: RoundInput) -> None:
    faults = InputFaults()
    faults.require_text("name", given.name, TITLE_LIMIT)
    faults.check_range("ordinal", given.ordinal, 1, 100)
    faults.check_range("per_entry", given.per_entry, 1, LOAD_LIMIT)
    faults.check_range("max_load", given.max_load, 1, LOAD_LIMIT)
    faults.check_range("min_load", given.min_load, 0, max(given.max_load, 0))
    faults.raise_if_any()


def require_valid_entries(entries: Sequence[EntryInput]) -> None:
    faults = _people_faults("entries", [entry.code for entry in entries])
    for position, entry in enumerate(entries[:PEOPLE_LIMIT]):
        _check_entry(faults.within(f"entries.{position}"), entry)
    faults.raise_if_any()


def require_valid_judges(judges: Sequence[JudgeInput]) -> None:
    faults = _people_faults("judges", [judge.code for judge in judges])
    for position, judge in enumerate(judges[:PEOPLE_LIMIT]):
        _check_judge(faults.within(f"judges.{position}"), judge)
    faults.raise_if_any()


def attribute_of(text: str) -> str | float:
    """A cell as the number it is, or as text: what would not be written the same way again, such as 007, is text."""
    return float(text) if _NUMBER.fullmatch(text) else text


def attribute_text(value: str | float) -> str:
    """A value as a cell says it."""
    return value if isinstance(value, str) else f"{value:.15g}"


def require_planning(state: RoundState) -> None:
    """Loads and blindness hold for everybody alike, so they stand still once judges were told."""
    if state is not RoundState.PLANNING:
        raise RuleBroken("ROUND_ALREADY_JUDGED", state=state.value)


def _people_faults(path: str, codes: Sequence[str]) -> InputFaults:
    faults = InputFaults()
    if len(codes) > PEOPLE_LIMIT:
        faults.add(path, "TOO_MANY", count=len(codes), maximum=PEOPLE_LIMIT)
    first: dict[str, int] = {}
    for position, code in enumerate(codes):
        if first.setdefault(code, position) != position:
            faults.add(f"{path}.{position}.code", "NOT_UNIQUE", value=code[:TERM_LIMIT])
    return faults


def _check_entry(faults: InputFaults, entry: EntryInput) -> None:
    faults.require_text("code", entry.code, CODE_LIMIT)
    faults.check_text("summary", entry.summary, TEXT_LIMIT)
    for path in ("title", "track", "region", "organization_name", "contact"):
        faults.check_text(path, getattr(entry, path), NAME_LIMIT)
    faults.check_terms("fields", entry.fields, TERM_COUNT_LIMIT, TERM_LIMIT)
    _check_names(faults, "related", [tie.name for tie in entry.related])
    _check_names(faults, "advisors", entry.advisors)
    faults.check_range("judges_needed", entry.judges_needed, 0, LOAD_LIMIT)
    _check_attributes(faults, entry.attributes or {})


def _check_judge(faults: InputFaults, judge: JudgeInput) -> None:
    faults.require_text("code", judge.code, CODE_LIMIT)
    faults.check_text("expertise", judge.expertise, TEXT_LIMIT)
    for path in ("name", "organization_name", "region"):
        faults.check_text(path, getattr(judge, path), NAME_LIMIT)
    if judge.email:
        check_email(faults, normal_email(judge.email))
    faults.check_terms("fields", judge.fields, TERM_COUNT_LIMIT, TERM_LIMIT)
    faults.check_range("max_load", judge.max_load, 0, LOAD_LIMIT)
    highest = LOAD_LIMIT if judge.max_load is None else max(judge.max_load, 0)
    faults.check_range("min_load", judge.min_load, 0, highest)
    _check_attributes(faults, judge.attributes or {})


def _check_attributes(faults: InputFaults, attributes: Attributes) -> None:
    if len(attributes) > ATTRIBUTE_COUNT_LIMIT:
        faults.add("attributes", "TOO_MANY", count=len(attributes), maximum=ATTRIBUTE_COUNT_LIMIT)
    for place, (name, value) in enumerate(attributes.items()):
        faults.require_text(f"attributes.{place}.name", name.strip(), TERM_LIMIT)
        if isinstance(value, str):
            faults.check_text(f"attributes.{place}.text", value, ATTRIBUTE_LIMIT)
        elif not isfinite(value):
            faults.add(f"attributes.{place}.number", "NOT_A_NUMBER")


def _check_names(faults: InputFaults, path: str, names: Iterable[str]) -> None:
    for position, name in enumerate(names):
        if position >= TERM_COUNT_LIMIT:
            faults.add(path, "TOO_MANY", maximum=TERM_COUNT_LIMIT)
            return
        faults.require_text(f"{path}.{position}", name, NAME_LIMIT)


def require_event_role(role: EventRole, *, at_least: EventRole, competition: str) -> None:
    """Refuse who may do less at this event than is wanted."""
    if RANK[role] < RANK[at_least]:
        raise NotAllowed("EVENT_ROLE_REQUIRED", wanted=at_least.value, competition=competition)
