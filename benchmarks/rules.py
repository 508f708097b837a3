"""Side rules on real instances: the first half of figure 4 and floors of fit, medians, written to benchmarks/rules.md.

    python benchmarks/rules.py [--repeats 3]

Reads the judging instances from GREENBRIDGE_DATA (default ../shared/data). Reading and building are done before the
clock starts; verification is inside the time.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from optimizer import Proof, Status, read_instance, solve
from optimizer.rules import FitFloor, GroupLimit, KindLimit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimizer import Problem, Result
    from optimizer.rules import Rule

REPORT = Path(__file__).with_name("rules.md")
FIGURE_SECONDS = 6.0
SENIOR_FROM = 2
NAMES = ("iclr2018", "sigir2007", "cs-bids-1", "cs-bids-2", "cs-bids-3")
SHARES_PINNED = (0.1, 0.3)


@dataclass(frozen=True)
class Measured:
    """One problem, the last of its results, and the seconds of all."""

    label: str
    free: int
    result: Result
    walls: list[float]
    cpus: list[float]

    def as_row(self) -> str:
        """Format a line of the table."""
        result, wall, cpu = self.result, f"{median(self.walls):.2f}", f"{median(self.cpus):.2f}"
        if result.value is None or result.bound is None or result.relative_gap is None:
            return f"| {self.label} | {result.engine} | {result.status}, {result.proof} | | | {wall} | {cpu} |"
        lost = (self.free - result.value) / self.free
        cells = [self.label, result.engine, f"{result.status}, {result.proof}", f"{lost:.3%}"]
        cells += [f"{result.gap} ({result.relative_gap:.5%})", wall, cpu]
        return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=3)
    repeats = max(1, parser.parse_args().repeats)
    folder = Path(os.environ.get("GREENBRIDGE_DATA", Path(__file__).parents[2] / "shared" / "data")) / "judging"
    if not (folder / "iclr2018.npz").exists():
        sys.exit(f"iclr2018.npz is not in {folder}; set GREENBRIDGE_DATA to the folder of the public instances")
    figure = _measure_figure(folder / "iclr2018.npz", repeats)
    rows = [figure, *(row for name in NAMES for row in _measure_floors(folder / f"{name}.npz", repeats))]
    text = _format(figure, rows, repeats)
    print(text)
    REPORT.write_text(text, encoding="utf-8")


def side_rules(path: Path) -> tuple[Rule, ...]:
    """Make the four rules of iclr2018: one per organization, two per region, a senior, an expert of the own field."""
    with np.load(path) as arrays:
        senior = np.where(arrays["judge_seniority"] >= SENIOR_FROM, 0, -1)
        return (
            GroupLimit.of("one per organization", arrays["judge_organization"], hi=1),
            GroupLimit.of("two per region", arrays["judge_region"], hi=2),
            GroupLimit.of("a senior", senior, lo=1),
            KindLimit.of("a field expert", arrays["judge_topics"], arrays["entry_topic"], lo=1),
        )


def _measure_figure(path: Path, repeats: int) -> Measured:
    """Solve iclr2018 under its four rules."""
    return _measure("Figure 4: iclr2018, four side rules", read_instance(path), side_rules(path), repeats)


def _measure_floors(path: Path, repeats: int) -> list[Measured]:
    """Hold every entry at the least that any entry gets alone, then the worst entries at all that they get alone."""
    if not path.exists():
        return []
    problem = read_instance(path)
    best = _own_best(problem)
    pinned = {f"{path.stem}, floor": np.full(len(best), best.min())}
    for share in SHARES_PINNED:
        pinned[f"{path.stem}, worst {share:.0%} pinned"] = np.minimum(best, int(np.quantile(best, share)))
    return [_measure(label, problem, [FitFloor.of("floor", floor)], repeats) for label, floor in pinned.items()]


def _own_best(problem: Problem) -> np.ndarray:
    """Fit that each demand could get if it were alone."""
    best = np.zeros(len(problem.demand), np.int64)
    for demand, units in enumerate(problem.demand.lo.tolist()):
        _, found = problem.store.of_demand(demand)
        best[demand] = np.sort(found.fit[found.forbidden == 0])[::-1][:units].sum()
    return best


def _measure(label: str, problem: Problem, rules: Sequence[Rule], repeats: int) -> Measured:
    free = solve(problem).value
    assert free is not None
    walls, cpus = [], []
    for _ in range(repeats):
        ruled = replace(problem, rules=tuple(rules))
        wall, cpu = time.perf_counter(), time.process_time()
        result = solve(ruled)
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
        assert result.status in {Status.PROVEN, Status.INFEASIBLE}
        assert result.proof is not Proof.NONE
    return Measured(label, free, result, walls, cpus)


def _format(figure: Measured, rows: list[Measured], repeats: int) -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in ("numpy", "ortools", "highspy"))
    seconds = median(figure.walls)
    verdict = "reached" if seconds < FIGURE_SECONDS else "MISSED"
    head = [
        "# Side rules on the real instances",
        "",
        f"`python benchmarks/rules.py --repeats {repeats}`: medians of {repeats}; {os.cpu_count()} processors,",
        f"{platform.system()}, Python {platform.python_version()}, {versions}.",
        "",
        f"Figure 4, first half: optimum proven in {seconds:.2f} s wall (under {FIGURE_SECONDS:.0f} s): {verdict}.",
        f"A senior is a judge of seniority {SENIOR_FROM} or more; every entry has experts and seniors to choose from.",
        "*Claimed*: branch and bound closed the gap; what remains to the verified bound is told, in integer units of",
        "fit. *Lost* is what obeying costs of the total without the rules. *Pinned*: the worst entries keep all that",
        "they could get alone.",
        "",
        "| problem | engine | proof | lost | verified gap | wall s | CPU s |",
        "|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*head, *(row.as_row() for row in rows)]) + "\n"


if __name__ == "__main__":
    main()
