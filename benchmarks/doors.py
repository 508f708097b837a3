"""Repair and bottlenecks on iclr2018: figures 6 and 7 of the optimizer, medians, written to benchmarks/doors.md.

    python benchmarks/doors.py [--repeats 5]

Reads judging/iclr2018.npz from GREENBRIDGE_DATA (default ../shared/data). Reading and the first solve are done before
the clock starts. Another 5 % of the judges drop out in each repeat, drawn with the number of the repeat as the seed.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from optimizer import Proof, SupplyWithdrawn, bottlenecks, read_instance, repair, solve, verify_repair
from optimizer.reroute import Reroute

if TYPE_CHECKING:
    from optimizer import Problem, Result

REPORT = Path(__file__).with_name("doors.md")
SHARE_GONE = 0.05
REPAIR_LIMIT_SECONDS = 1.0
DOOR_LIMIT_SECONDS = 0.1
LISTED = 10


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=5)
    repeats = max(1, parser.parse_args().repeats)
    folder = Path(os.environ.get("GREENBRIDGE_DATA", Path(__file__).parents[2] / "shared" / "data"))
    path = folder / "judging" / "iclr2018.npz"
    if not path.exists():
        sys.exit(f"{path.name} is not in {path.parent}; set GREENBRIDGE_DATA to the folder of the public instances")
    problem = read_instance(path)
    result = solve(problem)
    rows = [*_measure_repair(problem, result, repeats), *_measure_bottlenecks(problem, result, repeats)]
    text = _format(rows, repeats)
    print(text)
    REPORT.write_text(text, encoding="utf-8")


def _measure_repair(problem: Problem, result: Result, repeats: int) -> list[tuple[str, str]]:
    plan = result.assignment
    assert plan is not None
    walls, cpus, checks, told = [], [], [], []
    for seed in range(repeats):
        count = round(SHARE_GONE * len(problem.supply))
        gone = np.random.default_rng(seed).choice(len(problem.supply), count, replace=False)
        events = [SupplyWithdrawn(int(judge)) for judge in np.sort(gone)]
        wall, cpu = time.perf_counter(), time.process_time()
        repaired = repair(problem, plan, events)
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
        wall = time.perf_counter()
        assert verify_repair(problem, plan, events, repaired).proof is Proof.VERIFIED
        checks.append(time.perf_counter() - wall)
        told.append(f"{len(repaired.gone)} / {len(repaired.dropped)} / {len(repaired.added)}")
    verdict = "reached" if median(walls) < REPAIR_LIMIT_SECONDS else "MISSED"
    return [
        ("Figure 6: repair after 5 % of judges drop out, wall s (under 1 s)", f"{median(walls):.3f}, {verdict}"),
        ("the same, CPU s", f"{median(cpus):.3f}"),
        ("checking its certificate again, wall s", f"{median(checks):.3f}"),
        ("pairs gone / dropped by choice / added, per repeat", "; ".join(told)),
    ]


def _measure_bottlenecks(problem: Problem, result: Result, repeats: int) -> list[tuple[str, str]]:
    prepared, walls = [], []
    for _ in range(repeats):
        start = time.perf_counter()
        Reroute(problem, result)
        prepared.append(time.perf_counter() - start)
        start = time.perf_counter()
        found = bottlenecks(problem, result, limit=LISTED)
        walls.append(time.perf_counter() - start)
        assert len(found) == LISTED
    verdict = "reached" if median(walls) < DOOR_LIMIT_SECONDS else "MISSED"
    return [
        (
            f"Figure 7: the {LISTED} worst bottlenecks, exact, wall s (under 0.1 s)",
            f"{median(walls):.4f}, {verdict}",
        ),
        ("of which sorting the plan for it, wall s", f"{median(prepared):.4f}"),
        ("the first: " + found[0].code, f"worth {found[0].worth / problem.scale:.6f} of fit"),
    ]


def _format(rows: list[tuple[str, str]], repeats: int) -> str:
    lines = [f"| {label} | {figure} |" for label, figure in rows]
    versions = ", ".join(f"{name} {version(name)}" for name in ("numpy", "ortools"))
    head = [
        "# Repair and bottlenecks on iclr2018 (911 entries, 2 710 judges, 2 733 pairs)",
        "",
        f"`python benchmarks/doors.py --repeats {repeats}`: medians of {repeats}; {os.cpu_count()} processors,",
        f"{platform.system()}, Python {platform.python_version()}, {versions}.",
        "",
        "| figure | measured |",
        "|---|---|",
    ]
    return "\n".join([*head, *lines]) + "\n"


if __name__ == "__main__":
    main()
