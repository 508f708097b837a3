"""Options that several commands share, with their help in the language of whoever asks."""

import hashlib
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from services.cli.screen import Manner, Screen
from services.cli.words import Language, own_language, words_in
from services.kit.refusals import RuleBroken
from services.kit.sheets import SheetSource

say: Final = words_in(own_language())


def _option(*names: str, help_code: str, **settings: Any) -> Any:
    return typer.Option(*names, help=say(help_code), **settings)


Out = Annotated[Path | None, _option("--out", "-o", help_code="help.out", metavar="PLAN.xlsx")]
Seed = Annotated[int, _option("--seed", help_code="help.seed_number", min=0)]
Seconds = Annotated[float | None, _option("--seconds", help_code="help.seconds", min=0.001)]
RulesFile = Annotated[Path | None, _option("--rules", help_code="help.rules", metavar="RULES.yaml")]
Tongue = Annotated[Language | None, _option("--language", help_code="help.language")]
Json = Annotated[bool, _option("--json", help_code="help.json")]
Quiet = Annotated[bool, _option("--quiet", "-q", help_code="help.quiet")]


def make_screen(language: Language | None, *, json: bool, quiet: bool) -> Screen:
    """The screen the options ask for."""
    manner = Manner.JSON if json else Manner.QUIET if quiet else Manner.PEOPLE
    return Screen(language or own_language(), manner)


def one_of(placed: Path | None, named: Path | None, option: str) -> Path | None:
    """A file given by place or by name, not both."""
    if placed is not None and named is not None:
        raise RuleBroken("GIVEN_TWICE", option=option)
    return placed if named is None else named


def digest_of(source: SheetSource) -> tuple[str, str]:
    """An input as the proof page names it."""
    return source.name, hashlib.sha256(source.content).hexdigest()
