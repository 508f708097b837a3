"""The restricted list is a hard gate: every room that admits somebody asks it first."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
GATE = "list_restricted"

DOORS = {
    "store_entries": "an entry takes part in a competition",
    "take_in": "a startup begins a stay in an incubator",
}
"""What writes an admission. A room that admits somebody to something new, such as finance, names its door here."""

ADMITTING = {"services.incubation.agreeing.accept_residency"}
"""Commands that admit by changing a row in place."""


def _calls(function: ast.AST) -> set[str]:
    called = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {each.id if isinstance(each, ast.Name) else getattr(each, "attr", "") for each in called}


def _modules() -> Iterator[tuple[str, Mapping[str, set[str]]]]:
    """Every module of the business, and what each of its functions calls."""
    for path in sorted((ROOT / "services").rglob("*.py")):
        functions = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        found = {node.name: _calls(node) for node in functions if isinstance(node, ast.AsyncFunctionDef)}
        yield ".".join(path.relative_to(ROOT).with_suffix("").parts), found


def _asks(function: str, calls: Mapping[str, set[str]], seen: frozenset[str] = frozenset()) -> bool:
    """Whether a function asks the gate, itself or by another function of its module."""
    called = calls.get(function, set())
    inner = [name for name in called if name in calls and name not in seen]
    return GATE in called or any(_asks(name, calls, seen | {function}) for name in inner)


def test_whoever_opens_a_door_asks_the_gate() -> None:
    opened: dict[str, list[str]] = {door: [] for door in DOORS}
    unasked = []
    for module, calls in _modules():
        for function, called in calls.items():
            for door in called & DOORS.keys() - {function}:
                opened[door].append(f"{module}.{function}")
                if not _asks(function, calls):
                    unasked.append(f"{module}.{function} opens {door}")
    assert unasked == []
    assert all(opened.values()), "a door that nobody opens was renamed"


def test_commands_that_admit_in_place_ask_the_gate() -> None:
    asking = {f"{module}.{function}" for module, calls in _modules() for function in calls if _asks(function, calls)}
    assert asking >= ADMITTING
