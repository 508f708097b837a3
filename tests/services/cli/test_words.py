"""Every code the command line can meet has a sentence in both languages, with the same parameters."""

import ast
import inspect
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import services
from optimizer import Infeasibility, Mend, Phase, ProblemError, Proof, Status, Verification, Violation
from optimizer.affinity import COMPONENTS
from services.cli.app import COMMANDS
from services.cli.words import SENTENCES, Language, language_of, words_in
from services.judging.values import ConflictKind
from services.kit.sheets import Kind

ROOT = Path(services.__file__).parent
SOURCES = [
    *sorted((ROOT / "cli").rglob("*.py")),
    *sorted((ROOT / "kit" / "sheets").glob("*.py")),
    *(
        ROOT / room / f"{name}.py"
        for room in ("judging", "matching")
        for name in ("tables", "workbook", "problem", "rules")
    ),
    ROOT / "judging" / "scores.py",
]
REFUSERS = {"refused", "BadCell", "RuleBroken", "add", "_tell"}


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            yield function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", ""), node


def texts(node: ast.AST) -> Iterator[str]:
    """Literal texts of an argument; of a choice between two, both."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def refusal_codes() -> set[str]:
    return {
        text
        for path in SOURCES
        for name, call in calls(path)
        if name in REFUSERS
        for argument in call.args
        for text in texts(argument)
        if text.isupper() and text.replace("_", "").isalpha() and len(text) > 3
    }


def said_codes() -> set[str]:
    return {
        text
        for path in SOURCES
        for name, call in calls(path)
        if name in {"say", "_option"} and not any(isinstance(part, ast.JoinedStr) for part in ast.walk(call))
        for argument in [*call.args[:1], *(word.value for word in call.keywords if word.arg == "help_code")]
        for text in texts(argument)
        if "." in text
    }


def documented(thing: type) -> set[str]:
    """The codes that a class of the optimizer lists in its documentation; parameters are named there too."""
    parameters = {"supply", "demand", "reason", "units", "limit", "is_valid", "reasons", "code", "params"}
    return set(re.findall(r"``([a-z]+(?:_[a-z]+)+)``", inspect.getdoc(thing) or "")) - parameters


def dynamic_codes() -> set[str]:
    return {
        *(f"phase.{phase.value}" for phase in Phase),
        *(f"status.{status.value}" for status in Status),
        *(f"proof.{proof.value}" for proof in Proof),
        *(f"conflict.{kind.value}" for kind in ConflictKind),
        *(f"component.{name}" for name in (*COMPONENTS, "score")),
        *(f"help.{name}" for name in COMMANDS),
        *(f"kind.{kind.value}" for kind in Kind),
        *(f"template.{title}" for title in ("header", "also", "kind", "required", "limits")),
        *(f"problem.{code}" for code in documented(ProblemError)),
        *(f"violation.{code}" for code in documented(Violation)),
        *(f"fault.{code}" for code in documented(Verification)),
        *(f"mend.{code}" for code in documented(Mend)),
        *(f"shortage.{code}" for code in documented(Infeasibility)),
    }


def holes(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_code_has_a_sentence() -> None:
    met = refusal_codes() | said_codes() | dynamic_codes()
    assert len(refusal_codes()) > 40
    assert len(said_codes()) > 60
    assert sorted(met - set(SENTENCES)) == []


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_both_languages_say_the_same(code: str) -> None:
    english, chinese = SENTENCES[code]
    assert holes(english) == holes(chinese)
    assert english.strip()
    assert chinese.strip()


def test_the_optimizer_documents_its_codes() -> None:
    counts = [len(documented(thing)) for thing in (ProblemError, Violation, Verification, Mend, Infeasibility)]
    assert min(counts) >= 3


def test_a_sentence_is_told_in_the_language_asked_for() -> None:
    params = {"value": "J9", "table": "judges"}
    assert words_in(Language.EN)("UNKNOWN_REFERENCE", **params) == "“J9” is not among the judges."
    assert words_in(Language.ZH)("UNKNOWN_REFERENCE", **params) == "评委中没有“J9”。"


def test_a_code_nobody_has_words_for_is_shown_as_it_is() -> None:
    assert words_in(Language.EN)("SOMETHING_NEW", row=3) == "SOMETHING_NEW row=3"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, Language.EN),
        ({"LANG": "zh_CN.UTF-8"}, Language.ZH),
        ({"LANG": "C.UTF-8"}, Language.EN),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, Language.EN),
        ({"LANG": "en_US.UTF-8", "GREENBRIDGE_LANGUAGE": "zh"}, Language.ZH),
    ],
)
def test_the_environment_chooses_the_language(environment: dict[str, str], language: Language) -> None:
    assert language_of(environment) is language
