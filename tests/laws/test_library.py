"""The library stands alone: its wheel imports and solves where nothing but its own dependencies can be imported."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "optimizer.md"
LARGEST_WHEEL_BYTES = 500_000
FIRST_ASSIGNMENT = "## A first assignment"
GUARD = """
import sys

class Guard:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top not in ALLOWED and top not in sys.stdlib_module_names and not top.startswith("_"):
            raise ImportError(f"{name} is not of the library")
        return None

sys.meta_path.insert(0, Guard())
sys.path.insert(0, SITE)
import optimizer
assert optimizer.__file__.startswith(SITE), optimizer.__file__
for outsider in ("services", "graph", "fastapi", "sqlalchemy", "strawberry", "typer", "pydantic"):
    try:
        __import__(outsider)
    except ImportError:
        continue
    raise SystemExit(f"{outsider} could be imported")
"""


def project_of(path: Path) -> dict[str, Any]:
    """The project table of a pyproject file."""
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
    return table


def blocks() -> list[str]:
    """The indented examples of the page, without their indentation."""
    text = PAGE.read_text(encoding="utf-8")
    found = re.findall(r"(?:^ {4}.*\n|^\n(?= {4}))+", text, re.MULTILINE)
    return [re.sub(r"^ {4}", "", block, flags=re.MULTILINE) for block in found]


def first_assignment() -> str:
    """The example below the heading of the first assignment."""
    after = PAGE.read_text(encoding="utf-8").split(FIRST_ASSIGNMENT)[1]
    return next(block for block in blocks() if block.strip() and block.splitlines()[0] in after)


def closure(requirements: list[str]) -> set[str]:
    """Every distribution these requirements bring into this environment."""
    known: set[str] = set()
    left = [Requirement(text) for text in requirements]
    while left:
        requirement = left.pop()
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if name in known or (requirement.marker is not None and not requirement.marker.evaluate({"extra": ""})):
            continue
        try:
            left += [Requirement(text) for text in requires(name) or []]
        except PackageNotFoundError:
            continue
        known.add(name)
    return known


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the library, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = ["wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation", str(ROOT / "optimizer")]
    subprocess.run([sys.executable, "-m", "pip", *command, "--wheel-dir", str(folder)], check=True)
    [built] = folder.glob("greenbridge_optimizer-*.whl")
    return built


def test_the_wheel_holds_the_library_and_stays_small(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    code = {name for name in names if ".dist-info/" not in name}
    kept = (*ROOT.joinpath("optimizer").rglob("*.py"), ROOT / "optimizer" / "py.typed")
    assert code == {path.relative_to(ROOT).as_posix() for path in kept}
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert wheel.stat().st_size < LARGEST_WHEEL_BYTES


def test_it_solves_the_first_assignment_where_nothing_else_can_be_imported(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    command = ["install", "--quiet", "--no-index", "--no-deps", "--target", str(site), str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", *command], check=True)
    distributions = closure(project_of(ROOT / "optimizer" / "pyproject.toml")["dependencies"])
    modules = packages_distributions()
    allowed = {top for top, names in modules.items() if distributions & {name.lower() for name in names}}
    head = f"SITE = {str(site)!r}\nALLOWED = {allowed | {'optimizer'}!r}\n"
    subpackages = "import optimizer.affinity, optimizer.portfolio\n"
    done = subprocess.run(
        [sys.executable, "-I", "-c", head + GUARD + subpackages + first_assignment()],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 40


def test_the_first_assignment_takes_ten_lines() -> None:
    assert len([line for line in first_assignment().splitlines() if line.strip()]) <= 10


def test_the_examples_of_the_page_run_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    given: dict[str, Any] = {}
    for number, example in enumerate(blocks()):
        exec(compile(example, f"{PAGE.name}, example {number + 1}", "exec"), given)  # noqa: S102 - what readers copy
    assert capsys.readouterr().out


def test_the_links_of_the_page_lead_somewhere() -> None:
    text = PAGE.read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert {link[1:] for link in links if link.startswith("#")} <= headings
    assert [link for link in links if not link.startswith("#") and not (PAGE.parent / link).exists()] == []


def test_both_distributions_say_the_same() -> None:
    library, platform = project_of(ROOT / "optimizer" / "pyproject.toml"), project_of(ROOT / "pyproject.toml")
    shared = ("version", "license", "requires-python")
    assert [library[name] for name in shared] == [platform[name] for name in shared]
    block = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("# optimizer\n")[1].split("# services\n")[0]
    assert library["dependencies"] == re.findall(r'^ +"([^"]+)"', block, re.MULTILINE)
    assert (ROOT / "LICENSE").read_bytes() == (ROOT / "optimizer" / "LICENSE").read_bytes()


def test_the_library_depends_on_what_it_imports_and_nothing_else() -> None:
    imported = {
        name.partition(".")[0]
        for path in ROOT.joinpath("optimizer").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in imported_names(node)
    }
    foreign = imported - set(sys.stdlib_module_names) - {"optimizer"}
    modules = packages_distributions()
    found = {name.lower() for top in foreign for name in modules.get(top, [f"{top} is not installed"])}
    stated = {Requirement(text).name for text in project_of(ROOT / "optimizer" / "pyproject.toml")["dependencies"]}
    assert found == stated


def imported_names(node: ast.AST) -> list[str]:
    """The modules that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        return [node.module or ""]
    return []
