"""What the explorer and the door promise: nothing from elsewhere, and a lock file that names no host."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
EXPLORER = ROOT / "web" / "explorer"
PAGES = ROOT / "graph" / "http" / "page_files"
NAMESPACES = {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("folder", [EXPLORER, EXPLORER.parent], ids=["explorer", "console"])
def test_the_lock_file_names_no_host(folder: Path) -> None:
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if "integrity" not in package] == []


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.html")), ids=lambda page: page.name)
def test_a_page_loads_nothing_from_elsewhere(page: Path) -> None:
    addresses = set(re.findall(r"https?://[^\s\"'<>]+", page.read_text(encoding="utf-8")))
    assert addresses - NAMESPACES == set()


def test_the_source_of_the_explorer_loads_nothing_from_elsewhere() -> None:
    sources = [EXPLORER / "index.html", *(EXPLORER / "src").iterdir()]
    assert [source.name for source in sources if re.search(r"https?://", source.read_text(encoding="utf-8"))] == []
