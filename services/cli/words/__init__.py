"""The sentences of the command line, in English and Chinese, by code. Everything below speaks codes; people read these.

A sentence that quotes a table says `{table:word}`: the parameter is itself a code, here of the table's name.
"""

import os
import string
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

from services.cli.words.explanations import EXPLANATIONS
from services.cli.words.faults import FAULTS
from services.cli.words.imports import IMPORTS
from services.cli.words.options import OPTIONS
from services.cli.words.plans import PLANS
from services.cli.words.platform import PLATFORM
from services.cli.words.rules import RULES
from services.cli.words.runs import RUNS
from services.cli.words.schedules import SCHEDULES
from services.cli.words.selections import SELECTIONS
from services.kit.refusals import Param
from services.kit.sheets import Say

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    **EXPLANATIONS,
    **FAULTS,
    **IMPORTS,
    **OPTIONS,
    **PLANS,
    **PLATFORM,
    **RULES,
    **RUNS,
    **SCHEDULES,
    **SELECTIONS,
}
_LANGUAGE_VARIABLES: Final = ("GREENBRIDGE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


class Language(StrEnum):
    """What people read."""

    ZH = "zh"
    EN = "en"


class _Formatter(string.Formatter):
    """Puts parameters in; `{name:word}` looks the parameter up as a code, `{name:n}` groups thousands."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "word":
            return _template(f"word.{value}", self._language) or str(value)
        if format_spec == "n" and isinstance(value, int | float):
            return f"{value:,}"
        return f"{value:.10g}" if isinstance(value, float) else str(value)

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        # A sentence with a hole is better than a crash while an error is being told.
        return kwargs.get(key, "?") if isinstance(key, str) else super().get_value(key, args, kwargs)


def words_in(language: Language) -> Say:
    """The words of one language."""
    formatter = _Formatter(language)

    def say(code: str, /, **params: Param) -> str:
        template = _template(code, language)
        if template is None:
            return " ".join([code, *(f"{name}={value}" for name, value in params.items())])
        return formatter.vformat(template, (), params)

    return say


def language_of(environment: Mapping[str, str]) -> Language:
    """The language a person's environment asks for; English where it asks for none of ours."""
    for variable in _LANGUAGE_VARIABLES:
        wanted = environment.get(variable, "")
        if wanted:
            return Language.ZH if wanted.lower().startswith("zh") else Language.EN
    return Language.EN


def own_language() -> Language:
    """The language of whoever started this process."""
    return language_of(os.environ)


def _template(code: str, language: Language) -> str | None:
    both = SENTENCES.get(code)
    return None if both is None else both[0 if language is Language.EN else 1]
