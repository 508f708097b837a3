"""Laws of the house that no linter knows."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST_FUNCTION = 50
LONGEST_FILE = 400
BLURRY_NAMES = {"utils", "helpers", "common", "manager", "core", "base", "misc"}
ELEVATED = "elevated"
MAY_ELEVATE = {
    "services.competitions.inviting.accept_invitation",  # the judge's row becomes theirs by the secret they were sent
    "services.competitions.staffing.accept_role",  # who was invited helps by the secret they were sent
    "services.matching.explaining.explain_pair",  # an institute learns why without seeing other institutes' rows
    "services.organizations.commands.create_organization",  # the founder becomes its first admin
    "services.organizations.commands.edit_organization",  # a new name takes the zone's word off
    "services.organizations.merging.merge_organizations",  # rows of every room move, by the zone's decision
    "services.organizations.requesting.accept_request",  # who was let in belongs, also where nobody else does
    "services.scoring.commands.recuse",  # a judge states a conflict of their own, among the organizer's
    "services.organizations.inviting.accept_membership",  # who was invited belongs by the secret they were sent
}


def _files(*patterns: str) -> list[Path]:
    """Files of the project: tracked, or new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],  # noqa: S607 - git from the PATH
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def _code() -> list[Path]:
    return [path for path in _files("*.py") if "migrations/versions" not in path.as_posix()]


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _line_count(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    docstring = ast.get_docstring(function, clean=False) or ""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    return lines - (docstring.count("\n") + 1 if docstring else 0)


def _calls(function: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> bool:
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
        for node in ast.walk(function)
    )


def test_functions_are_short() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}"
        for path in _code()
        for function in _functions(path)
        if _line_count(function) > LONGEST_FUNCTION
    ]
    assert long == []


def test_files_are_short() -> None:
    long = [str(path.relative_to(ROOT)) for path in _code() if len(path.read_text("utf-8").splitlines()) > LONGEST_FILE]
    assert long == []


def test_no_module_has_a_blurry_name() -> None:
    blurry = [
        path for path in _files("*.py", "*.ts", "*.tsx") if BLURRY_NAMES & {path.stem, *path.relative_to(ROOT).parts}
    ]
    assert blurry == []


def test_no_exception_is_swallowed() -> None:
    swallowed = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in _code()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and all(isinstance(step, ast.Pass) for step in node.body)
    ]
    assert swallowed == []


def test_one_place_tells_the_day() -> None:
    clock = ROOT / "services" / "kit" / "clock.py"
    own = re.compile(r"now\(\)\.date\(\)|date\.today\(|utcnow\(|current_date", re.IGNORECASE)
    asking = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in _files("services/*.py", "graph/*.py")
        if path != clock and "migrations/versions" not in path.as_posix()
        for found in own.finditer(path.read_text(encoding="utf-8"))
    ]
    assert asking == []


def test_one_place_says_how_a_solve_ended() -> None:
    """Only there it is asked who vouches for "optimal"."""
    said = [path.name for path in (ROOT / "services" / "cli").glob("*.py") if 'f"status.' in path.read_text("utf-8")]
    assert said == ["aim_words.py"]


def test_only_named_commands_act_as_the_system() -> None:
    elevating = {
        f"{'.'.join(path.relative_to(ROOT).with_suffix('').parts)}.{function.name}"
        for path in _files("services/*.py", "graph/*.py")
        for function in _functions(path)
        if _calls(function, ELEVATED)
    }
    assert elevating == MAY_ELEVATE


@pytest.mark.parametrize(
    "pattern", [r"files\.pythonhosted|pypi\.org/simple|registry\.npmjs", r"/work/(main|shared)|/root/"]
)
def test_no_file_names_a_registry_host_or_a_path_of_one_machine(pattern: str) -> None:
    named = [
        str(path.relative_to(ROOT))
        for path in _files()
        if path != Path(__file__) and re.search(pattern, path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert named == []


def test_locks_pin_every_package_by_hash_and_name_no_address() -> None:
    for path in _files("requirements/*.txt"):
        text = path.read_text(encoding="utf-8")
        pins = re.findall(r"^[a-z0-9][^\s]*==", text, re.MULTILINE)
        assert len(pins) > 10
        assert len(re.findall(r"^[a-z0-9].*\n    --hash=sha256:", text, re.MULTILINE)) == len(pins)
        assert "://" not in text
