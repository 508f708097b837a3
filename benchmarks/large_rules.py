"""Rules on a list of 15 000 x 12 000 with 1.5 M pairs: figure 4, second half, written to benchmarks/large_rules.md.

    python benchmarks/large_rules.py [--seconds 60] [--branching 240]

The instance is generated: see generate.py. One judge per organization nests and is one flow; at least one senior per
entry crosses it. Building is done before the clock starts. Every solve is watched, as in the platform. With
``--branching`` the engine of exact branching gets so many seconds on the same instance, for comparison.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import time
from dataclasses import asdict, dataclass
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from generate import Size, generate_labels, generate_listed

from optimizer import Limits, Problem, Progress, Proof, solve
from optimizer.rules import GroupLimit

if TYPE_CHECKING:
    from optimizer import Result
    from optimizer.engines import EngineName
    from optimizer.rules import Rule

REPORT = Path(__file__).with_name("large_rules.md")
SIZE = Size(15_000, 12_000, 1_500_000)
SEED = 20261122
WANTED_GAP = 1e-4


@dataclass(frozen=True)
class Run:
    """One solve and what was seen of it."""

    label: str
    result: Result
    wall: float
    cpu: float
    silence: float
    near_at: float | None
    near_cpu: float | None

    def line(self) -> str:
        """Return the row of the table."""
        result = self.result
        gap = "-" if result.relative_gap is None else f"{100 * result.relative_gap:.5f} %"
        near = "-" if self.near_at is None else f"{self.near_at:.0f} ({self.near_cpu:.0f})"
        value = "-" if result.value is None else f"{result.value:,}".replace(",", " ")
        told = f"{result.status}, {result.proof}"
        times = f"{self.wall:.1f} | {self.cpu:.1f} | {near} | {self.silence:.2f}"
        return f"| {self.label} | {result.engine} | {told} | {value} | {gap} | {times} |"


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0, help="limit of the solve with crossing rules")
    parser.add_argument("--branching", type=float, default=0.0, help="limit of exact branching, 0 leaves it out")
    asked = parser.parse_args()
    organization, senior = _make_rules()
    both = [organization, senior]
    runs = [
        _run("no rules", _build([]), None, Limits()),
        _run("one per organization", _build([organization]), None, Limits()),
        _run("the same and one senior", _build(both), "lagrange", Limits(asked.seconds)),
    ]
    if asked.branching:
        runs.append(_run("the same and one senior", _build(both), "branching", Limits(asked.branching)))
    text = _format(runs, asked.seconds)
    print(text)
    REPORT.write_text(text, encoding="utf-8")


def _make_rules() -> tuple[Rule, Rule]:
    labels = generate_labels(SIZE.supply_count, SEED)
    senior = np.where(labels.rank == 0, 0, -1)
    return GroupLimit.of("organization", labels.organization, hi=1), GroupLimit.of("senior", senior, lo=1)


def _build(rules: list[Rule]) -> Problem:
    listed = asdict(generate_listed(SIZE, SEED))
    return Problem.from_pairs(**listed, rules=rules)


def _run(label: str, problem: Problem, engine: EngineName | None, limits: Limits) -> Run:
    seen: list[Progress] = []
    spent: list[float] = []
    wall, cpu = time.perf_counter(), _cpu_seconds()

    def watch(progress: Progress) -> None:
        seen.append(progress)
        spent.append(_cpu_seconds() - cpu)

    result = solve(problem, engine=engine, limits=limits, on_progress=watch)
    assert result.proof in {Proof.VERIFIED, Proof.CLAIMED}, result.failure
    near = next((at for at, one in enumerate(seen) if _is_near(one)), None)
    near_at, near_cpu = (None, None) if near is None else (seen[near].seconds, spent[near])
    silence = max((after.seconds - before.seconds for before, after in pairwise(seen)), default=0.0)
    return Run(label, result, time.perf_counter() - wall, _cpu_seconds() - cpu, silence, near_at, near_cpu)


def _is_near(progress: Progress) -> bool:
    if progress.value is None or progress.bound is None:
        return False
    return progress.bound - progress.value <= WANTED_GAP * progress.bound


def _cpu_seconds() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _format(runs: list[Run], seconds: float) -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in ("numpy", "ortools"))
    crossing = runs[2]
    is_reached = crossing.near_at is not None and crossing.near_at <= seconds
    memory = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    verdict = "reached" if is_reached else "MISSED"
    wanted = f"{100 * WANTED_GAP:.2f} %"
    head = [
        f"# Rules on a list of {SIZE.demand_count} x {SIZE.supply_count} with {SIZE.pair_count} pairs",
        "",
        f"`python benchmarks/large_rules.py --seconds {seconds:.0f}`: one run each, watched;",
        f"{os.cpu_count()} processors, {platform.system()},",
        f"Python {platform.python_version()}, {versions}; largest memory, all processes, {memory:.0f} MB.",
        "",
        f"Figure 4, second half, a verified gap of {wanted} within {seconds:.0f} s wall: **{verdict}**.",
        "",
        f"| rules | engine | told | value | verified gap | wall s | CPU s | s (CPU) to {wanted} | longest silence s |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*head, *(run.line() for run in runs)]) + "\n"


if __name__ == "__main__":
    main()
