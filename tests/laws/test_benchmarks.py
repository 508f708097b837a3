"""`make bench` writes every page of benchmarks/, so that no figure there is older than the others without saying so."""

import ast
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "benchmarks"


def further_scripts() -> set[str]:
    tree = ast.parse((FOLDER / "run.py").read_text(encoding="utf-8"))
    [names] = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and any(isinstance(it, ast.Name) and it.id == "FURTHER" for it in node.targets)
    ]
    return set(ast.literal_eval(names))


def test_every_page_has_its_script_and_make_bench_runs_it() -> None:
    pages = {page.stem for page in FOLDER.glob("*.md")} - {"results"}
    assert pages
    assert {f"{page}.py" for page in pages} == further_scripts()
    assert [name for name in further_scripts() if not (FOLDER / name).is_file()] == []


def test_every_peer_can_be_measured() -> None:
    known = (FOLDER / "measure.py").read_text(encoding="utf-8")
    peers = [path.stem for path in (FOLDER / "peers").glob("*.py")]
    assert peers
    assert [peer for peer in peers if f"peers.{peer}" not in known] == []
