"""Measure the optimizer against the bare flow and other engines, interleaved, each time in a fresh process.

    python benchmarks/run.py                     everything; writes results.md, then the other pages
    python benchmarks/run.py --quick             without the two largest instances
    python benchmarks/run.py --only iclr2018     one instance, or several; prints only

Reads the judging instances from GREENBRIDGE_DATA (default ../shared/data) and says so when they are absent.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from generate import Size, write_listed
from generate_vectors import DenseSize, write_vectors
from report import INSTANCES, Row, format_report

HERE = Path(__file__).parent
DATA = Path(os.environ.get("GREENBRIDGE_DATA", HERE.parents[1] / "shared" / "data")) / "judging"
SMALL = {"sigir2007", "cs-bids-1", "cs-bids-2"}
MIDDLE = SMALL | {"cs-bids-3"}
# Where each peer is asked: beyond it takes minutes, as networkx, or ends without an answer in them, as CP-SAT.
PEERS = {
    "pylmcf": MIDDLE | {"iclr2018", "list-300k", "list-1.5M", "list-5M-elastic"},
    "linprog": MIDDLE | {"iclr2018", "list-300k"},
    "networkx": SMALL,
    "CP-SAT": MIDDLE | {"iclr2018", "list-300k"},
}
FURTHER = (
    "fit.py",
    "doors.py",
    "lottery.py",
    "rules.py",
    "large_rules.py",
    "fairness.py",
    "timetable.py",
    "hotpath.py",
)
MOST_SECONDS = 60  # for one run of a peer
SEED = 20261122


@dataclass(frozen=True)
class Generated:
    """An instance to draw: its size, the price of a missing unit (0: none may lack), and whether it is large."""

    size: Size
    shortage_price: float = 0.0
    is_large: bool = False


GENERATED = {
    "list-300k": Generated(Size(3_000, 2_500, 300_000)),
    "list-1.5M": Generated(Size(15_000, 12_000, 1_500_000), is_large=True),
    "list-5M-elastic": Generated(Size(100_000, 100_000, 5_000_000), shortage_price=2.0, is_large=True),
}
# Too large to be written down: no peer takes vectors, and as one flow it would need tens of gigabytes.
DENSE = {"dense-180M": DenseSize(15_000, 12_000, 200_000)}


def main() -> None:
    """Measure what the command line asks for."""
    asked = _parse()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in asked.only or [*INSTANCES, *GENERATED, *DENSE]:
            path = _find_instance(name, Path(folder), quick=asked.quick and not asked.only)
            if path is not None:
                rows += _measure_interleaved(name, path, asked.repeats)
    if asked.only or asked.quick:
        return
    command = "make bench"
    (HERE / "results.md").write_text(format_report(rows, command, asked.repeats), encoding="utf-8")
    print(f"wrote {HERE / 'results.md'}")
    for script in FURTHER:
        subprocess.run([sys.executable, str(HERE / script)], check=True)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--only", nargs="+", choices=[*INSTANCES, *GENERATED, *DENSE], help="these instances; prints only"
    )
    parser.add_argument("--quick", action="store_true", help="without the large instances; prints only")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each method (default 3)")
    return parser.parse_args()


def _find_instance(name: str, folder: Path, *, quick: bool) -> Path | None:
    if name in INSTANCES:
        path = DATA / f"{name}.npz"
        if path.exists():
            return path
        print(f"{name}: not in {DATA}; set GREENBRIDGE_DATA to the folder of the public instances", file=sys.stderr)
        return None
    if quick and (name in DENSE or GENERATED[name].is_large):
        return None
    path = folder / f"{name}.npz"
    if name in DENSE:
        write_vectors(path, DENSE[name], SEED)
        return path
    generated = GENERATED[name]
    write_listed(path, generated.size, SEED, generated.shortage_price)
    return path


def _measure_interleaved(name: str, path: Path, repeats: int) -> list[Row]:
    methods = ["greenbridge"] if name in DENSE else ["greenbridge", "bare flow"]
    methods += [peer for peer, instances in PEERS.items() if name in instances]
    methods += ["watched"] if name in GENERATED else []
    runs: dict[str, list[dict[str, object] | None]] = {method: [] for method in methods}
    for _ in range(repeats):
        for method in [method for method in methods if None not in runs[method]]:
            runs[method].append(_measure(method, path))
    given_up = [method for method, found in runs.items() if None in found]
    for method in given_up:
        print(f"{name}: {method} gave no answer in {MOST_SECONDS} s", flush=True)
    runs = {method: found for method, found in runs.items() if method not in given_up}
    values = {run["value"] for found in runs.values() for run in found}
    assert len(values) == 1, f"{name}: the methods disagree: {values}"
    rows = [_summarize(name, method, found) for method, found in runs.items()]
    rows += [Row.without_answer(name, method, MOST_SECONDS) for method in given_up]
    bare = next((row for row in rows if row.method == "bare flow"), None)
    for row in rows:
        print(row.line(bare), flush=True)
    return rows


def _measure(method: str, path: Path) -> dict[str, object] | None:
    """Run one method in a fresh process; None when a peer takes too long."""
    command = [sys.executable, str(HERE / "measure.py"), method, str(path)]
    limit = MOST_SECONDS if method in PEERS else None
    try:
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return None
    found: dict[str, object] = json.loads(done.stdout)
    return found


def _summarize(name: str, method: str, runs: list[dict[str, object]]) -> Row:
    figures = {key: median(run[key] for run in runs) for key in ("cpu", "wall", "process_cpu", "megabytes")}
    same = {key: runs[0][key] for key in ("value", "gap", "proof", "engine")}
    assert all(run[key] == same[key] for run in runs for key in same), f"{name}: {method} gave two answers"
    return Row(instance=name, method=method, **same, **figures)


if __name__ == "__main__":
    main()
