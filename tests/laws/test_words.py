"""Every code that the server may refuse with has a sentence in the console, in both languages, of parameters it has."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from graph.kit.gestures import PERMISSION, Permission
from graph.schema import build_schema
from services.webhooks.rules import WITHHELD

ROOT: Final = Path(__file__).parents[2]
WORDS: Final = ROOT / "web" / "src" / "i18n"
ELSEWHERE: Final = ("services/cli/", "services/seed/", "services/migrations/")
"""The command line has words of its own (tests/services/cli/test_words.py)."""

PLACES: Final = {
    **dict.fromkeys(("NotAllowed", "NotFound", "RuleBroken", "Stale", "RepetitionRefused", "_Wrong", "_note"), 0),
    **dict.fromkeys(("BadCell", "require_version", "BadRequest", "SolveFailed", "EncoderFailed", "refused"), 0),
    **dict.fromkeys(("add", "FieldFault", "HttpRefused", "_fault", "RowFault"), 1),
    **dict.fromkeys(("Remark", "CellFault"), 2),
}
"""Who takes a code, and at which place among its arguments."""

CODE: Final = re.compile(r"[A-Z][A-Z0-9]+(_[A-Z0-9]+)*")
SAID_BY_PROGRAMS: Final = {
    "EMBEDDED_DAMAGED": "stops the start of a process",
    "FILE_IS_NO_FILE": "of the command line",
    "FILE_NOT_FOUND": "of the command line",
}
"""Codes that no console hears, with the reason."""


def calls() -> Iterator[tuple[str, ast.Call]]:
    for room in ("services", "graph"):
        for path in sorted((ROOT / room).rglob("*.py")):
            if path.relative_to(ROOT).as_posix().startswith(ELSEWHERE):
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    function = node.func
                    yield function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", ""), node


def literals(node: ast.AST) -> Iterator[str]:
    """Literal codes of an argument; of a choice between two, both."""
    parts = [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
    for part in parts:
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and CODE.fullmatch(part.value):
            yield part.value


def raised() -> dict[str, list[set[str]]]:
    """Every code, and the parameters of each place that raises it, as the API names them."""
    found: dict[str, list[set[str]]] = {}
    for name, call in calls():
        place = PLACES.get(name)
        if place is None:
            continue
        given = [*call.args[place : place + 1], *(word.value for word in call.keywords if word.arg == "code")]
        params = {camel(word.arg) for word in call.keywords if word.arg}
        for argument in given:
            for code in literals(argument):
                found.setdefault(code, []).append(params)
    return found


def camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(other.capitalize() for other in others)


def sentences(language: str) -> dict[str, str]:
    words: dict[str, str] = json.loads((WORDS / language / "faults.json").read_text(encoding="utf-8"))
    return words


def holes(sentence: str) -> set[str]:
    return set(re.findall(r"{{\s*(\w+)", sentence))


def test_every_code_has_a_sentence() -> None:
    codes = set(raised()) - set(SAID_BY_PROGRAMS)
    assert len(codes) > 150
    for language in ("zh", "en"):
        assert sorted(codes - set(sentences(language))) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sentences_use_parameters_that_are_given(language: str) -> None:
    """Where nothing is passed by name, the parameters are made elsewhere and only the languages are compared."""
    said = sentences(language)
    wrong = {
        code: sorted(holes(said[code]))
        for code, places in raised().items()
        if code in said and any(places) and not holes(said[code]) <= set().union(*places)
    }
    assert wrong == {}


def test_console_offers_programs_only_what_they_may_be_told() -> None:
    """A webhook asked for another kind is refused."""
    kinds = (WORDS.parent / "ui" / "eventKinds.ts").read_text(encoding="utf-8")
    said = kinds.partition("WITHHELD")[2].partition("]")[0]
    assert set(re.findall(r'"(\w+)"', said)) == {kind.value for kind in WITHHELD}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_gesture_of_a_deputy_has_a_name(language: str) -> None:
    """The person for whom it was made reads of it."""
    mutations = build_schema()._schema.mutation_type
    assert mutations is not None
    metadata = {name: field.extensions["strawberry-definition"].metadata for name, field in mutations.fields.items()}
    open_to_deputies = {name for name, given in metadata.items() if given[PERMISSION] is Permission.SIGNED_IN}
    page = WORDS.parent / "rooms" / "identity" / "words" / f"{language}.json"
    said = json.loads(page.read_text(encoding="utf-8"))["gestures"]
    assert {re.sub("[A-Z]", lambda found: f"_{found[0].lower()}", name) for name in open_to_deputies} == set(said)
