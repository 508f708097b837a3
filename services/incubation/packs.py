"""Rule packs: official criteria as data with the date from which they hold."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

from services.incubation.models import IncubatorKind

FOLDER: Final = "rule_packs"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One threshold of a pack. Criteria of one `any_of` group stand for each other: one met is enough."""

    code: str
    metric: str
    unit: str
    is_eased_by_hardship: bool
    at_least: Mapping[IncubatorKind, float]
    any_of: Mapping[IncubatorKind, str]


@dataclass(frozen=True, slots=True)
class ResidencyTerms:
    """How old a startup may be when it enters, how long it may stay, and when the clock warns."""

    age_at_entry_months: int
    stay_months: int
    special_field_stay_months: int
    warning_months: int


@dataclass(frozen=True, slots=True)
class RulePack:
    """Criteria of recognition as of a date. An incomplete pack judges nobody."""

    id: str
    title: str
    level: str
    is_complete: bool
    effective_from: date | None
    relief_share: float
    residency: ResidencyTerms | None
    criteria: Sequence[Criterion]


@cache
def list_packs() -> Sequence[RulePack]:
    """Every pack that comes with the platform, the newest first, those without a date last."""
    texts = [
        entry.read_text("utf-8") for entry in (files(__package__) / FOLDER).iterdir() if entry.name.endswith("toml")
    ]
    packs = [_read_pack(tomllib.loads(content)) for content in texts]
    return tuple(sorted(packs, key=lambda pack: (pack.effective_from or date.min, pack.id), reverse=True))


def get_pack(on: date) -> RulePack:
    """The complete pack in force on a day; before the first one, the first one."""
    complete = [pack for pack in list_packs() if pack.is_complete and pack.effective_from]
    in_force = [pack for pack in complete if pack.effective_from and pack.effective_from <= on]
    return in_force[0] if in_force else complete[-1]


def get_residency_terms(on: date) -> ResidencyTerms:
    """How long startups may stay under the pack in force."""
    terms = get_pack(on).residency
    if terms is None:
        raise LookupError(f"pack {get_pack(on).id} says nothing of residencies")
    return terms


def _read_pack(content: Mapping[str, Any]) -> RulePack:
    return RulePack(
        id=content["id"],
        title=content["title"],
        level=content["level"],
        is_complete=content["is_complete"],
        effective_from=content.get("effective_from"),
        relief_share=content.get("hardship", {}).get("relief_share", 0.0),
        residency=ResidencyTerms(**content["residency"]) if "residency" in content else None,
        criteria=tuple(_read_criterion(entry) for entry in content.get("criteria", ())),
    )


def _read_criterion(entry: Mapping[str, Any]) -> Criterion:
    return Criterion(
        code=entry["code"],
        metric=entry["metric"],
        unit=entry["unit"],
        is_eased_by_hardship=entry.get("hardship", False),
        at_least={IncubatorKind(kind): float(value) for kind, value in entry["at_least"].items()},
        any_of={IncubatorKind(kind): group for kind, group in entry.get("any_of", {}).items()},
    )
