"""What a judge's phone must fetch before it can score, held on the built files."""

import gzip
import json
from pathlib import Path

import pytest

DIST = Path(__file__).parents[2] / "web" / "dist"
MANIFEST = DIST / ".vite" / "manifest.json"
DESK = [
    "index.html",
    "src/rooms/scoring/Desk.tsx",
    "src/rooms/scoring/DeskPage.tsx",
    "src/rooms/scoring/SheetPage.tsx",
    *(f"src/i18n/zh/{name}.json" for name in ("ui", "enums", "faults")),
    "src/rooms/scoring/words/zh.json",
]
BUDGET_BYTES = 350_000


def files_of(entries: list[str]) -> set[str]:
    """The files that these entries of the manifest bring along, themselves included."""
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    seen, waiting = set[str](), entries
    while waiting:
        seen |= set(waiting)
        waiting = [name for entry in waiting for name in manifest[entry].get("imports", []) if name not in seen]
    return {file for entry in seen for file in (manifest[entry]["file"], *manifest[entry].get("css", []))}


@pytest.mark.skipif(not MANIFEST.is_file(), reason="the console is not built: make console")
def test_the_desk_is_light() -> None:
    weights = {file: len(gzip.compress((DIST / file).read_bytes())) for file in files_of(DESK)}
    assert sum(weights.values()) <= BUDGET_BYTES, sorted(weights.items(), key=lambda each: -each[1])[:10]
