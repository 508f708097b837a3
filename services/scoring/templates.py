"""Rubric templates: data with the date from which they are offered, in both languages."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final

from services.identity.models import Locale
from services.kit.refusals import NotFound
from services.scoring.rules import CriterionInput

FOLDER: Final = "rubric_templates"


@dataclass(frozen=True, slots=True)
class RubricTemplate:
    """Criteria to begin with."""

    code: str
    effective_from: date
    title: Mapping[Locale, str]
    criteria: Mapping[Locale, Sequence[CriterionInput]]


@cache
def list_templates() -> Sequence[RubricTemplate]:
    """Every template that comes with the platform, the newest first."""
    texts = [
        entry.read_text("utf-8") for entry in (files(__package__) / FOLDER).iterdir() if entry.name.endswith("toml")
    ]
    templates = [_read(tomllib.loads(content, parse_float=Decimal)) for content in texts]
    return tuple(sorted(templates, key=lambda each: (-each.effective_from.toordinal(), each.code)))


def list_offered(on: date) -> Sequence[RubricTemplate]:
    return [template for template in list_templates() if template.effective_from <= on]


def get_template(code: str, on: date) -> RubricTemplate:
    for template in list_offered(on):
        if template.code == code:
            return template
    raise NotFound("TEMPLATE_NOT_FOUND", template=code[:80])


def _read(content: Mapping[str, Any]) -> RubricTemplate:
    return RubricTemplate(
        code=content["code"],
        effective_from=content["effective_from"],
        title={locale: content["title"][locale.value.lower()] for locale in Locale},
        criteria={
            locale: tuple(_criterion(each, locale.value.lower()) for each in content["criteria"]) for locale in Locale
        },
    )


def _criterion(record: Mapping[str, Any], language: str) -> CriterionInput:
    return CriterionInput(
        name=record["name"][language],
        help=record["help"][language],
        weight=Decimal(record["weight"]),
        max_points=Decimal(record["max_points"]),
        step=Decimal(record.get("step", 1)),
        scale_words=tuple(record.get("scale_words", {}).get(language, ())),
    )
