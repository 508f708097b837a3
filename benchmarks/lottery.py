"""Measure lotteries on iclr2018: the cost of proving and drawing them, and whether draws are valid and unbiased.

    python benchmarks/lottery.py            writes benchmarks/lottery.md
    python benchmarks/lottery.py --quick    a tenth of the draws, prints only

Reads the judging instances from GREENBRIDGE_DATA (default ../shared/data). Every cap is measured in fresh processes.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import numpy as np
from peers.greenbridge import build, read
from report import describe_machine

from optimizer import Lottery, Problem, Status, check, randomize, sample, solve

HERE = Path(__file__).parent
PATH = Path(os.environ.get("GREENBRIDGE_DATA", HERE.parents[1] / "shared" / "data")) / "judging" / "iclr2018.npz"
# Odd denominators are rounded cycle by cycle, 10 to 30 times slower than powers of two, so they get fewer draws.
DRAW_COUNTS = {"1/2": 3000, "3/4": 3000, "1/4": 3000, "3/10": 300}
REPEATS = 3
MEGABYTE = 1024.0  # ru_maxrss counts kilobytes
FIGURE_SECONDS = 0.3

HEAD = """\
| cap | pairs | expected value | of the best plan | gap | proof | CPU s | wall s | MB | draws | ms a draw | invalid | \
largest error | beyond 2 |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"""

FOOT = """\
CPU s and wall s count building the problem, finding the lottery, verifying its certificate and drawing one plan, from
arrays in memory, imports left out; MB is the peak of that process. Medians of {repeats} fresh processes. "Of the best
plan" is the expected value against that of the best plan without a cap: what the protection costs. Every draw has its
own seed and is checked against the problem as a hand-made plan would be. Errors compare how often a pair was drawn
with its probability, in standard errors, over all pairs that are neither certain nor impossible: of so many
unbiased ones the largest is near {expected:.1f} and 4.6 % lie beyond 2. The largest deviation of the mean value of
the draws from the expected value is {value_error:.1f} standard errors."""


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the draws; prints only")
    parser.add_argument("--measure", nargs=2, metavar=("CAP", "DRAWS"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if not PATH.exists():
        sys.exit(f"{PATH} is not there: set GREENBRIDGE_DATA to the folder that holds judging/iclr2018.npz.")
    if asked.measure:
        print(json.dumps(measure(asked.measure[0], int(asked.measure[1]))))
        return
    found = [measure_apart(cap, count // 10 if asked.quick else count) for cap, count in DRAW_COUNTS.items()]
    report = format_report(found)
    print(report)
    if not asked.quick:
        (HERE / "lottery.md").write_text(report, encoding="utf-8")


def measure_apart(cap: str, draw_count: int) -> dict[str, float | str]:
    """Measure one cap in fresh processes, the draws in the last of them."""
    runs = []
    for count in (*(0,) * (REPEATS - 1), draw_count):
        command = [sys.executable, __file__, "--measure", cap, str(count)]
        runs.append(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout))
    figures = {key: median(run[key] for run in runs) for key in ("cpu", "wall", "megabytes")}
    assert len({run["digest"] for run in runs}) == 1, "the same lottery came out differently"
    return runs[-1] | figures


def measure(cap: str, draw_count: int) -> dict[str, float | str]:
    """Find one lottery in this process, then draw from it."""
    instance = read(PATH)
    cpu, wall = time.process_time(), time.perf_counter()
    problem = build(instance)
    lottery = randomize(problem, cap=cap)
    sample(problem, lottery, 0)
    costs = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    assert lottery.status is Status.PROVEN
    best = solve(problem)
    told = {
        "cap": cap,
        "pairs": len(lottery.supply),
        "value": float(lottery.expected_value),
        "share": float(lottery.expected_value / best.value),
        "gap": lottery.gap,
        "proof": str(lottery.proof),
        "digest": lottery.digest(),
        "megabytes": megabytes,
    }
    return told | costs | (draw_plans(problem, lottery, draw_count) if draw_count else {})


def draw_plans(problem: Problem, lottery: Lottery, count: int) -> dict[str, float]:
    """Draw plans, check each, and compare how often pairs stand in them with their probabilities."""
    width = len(problem.supply)
    keys = lottery.demand.astype(np.int64) * width + lottery.supply
    seen, values, invalid, spent = np.zeros(len(keys), np.int64), [], 0, 0.0
    for seed in range(count):
        started = time.process_time()
        assignment = sample(problem, lottery, seed).assignment
        spent += time.process_time() - started
        invalid += bool(check(problem, assignment, limit=1))
        seen[np.searchsorted(keys, assignment.demand.astype(np.int64) * width + assignment.supply)] += 1
        values.append(assignment.value)
    probability = lottery.probability
    certain = probability == 1
    assert (seen[certain] == count).all()
    share = probability[~certain]
    errors = np.abs(seen[~certain] - count * share) / np.sqrt(count * share * (1 - share))
    bias = abs(np.mean(values) - float(lottery.expected_value)) / (np.std(values) / math.sqrt(count))
    return {
        "draws": count,
        "invalid": invalid,
        "draw_ms": 1000 * spent / count,
        "largest": float(errors.max()),
        "beyond": float((errors > 2).mean()),
        "value_error": float(bias),
    }


def format_report(found: list[dict[str, float | str]]) -> str:
    """Write the whole page."""
    rows = [
        f"| {run['cap']} | {run['pairs']} | {run['value']:.1f} | {run['share']:.2%} | {run['gap']} | {run['proof']} "
        f"| {run['cpu']:.3f} | {run['wall']:.3f} | {run['megabytes']:.0f} | {run['draws']} | {run['draw_ms']:.1f} "
        f"| {run['invalid']} | {run['largest']:.2f} | {run['beyond']:.1%} |"
        for run in found
    ]
    half = found[0]
    reached = half["cpu"] <= FIGURE_SECONDS and not any(run["invalid"] for run in found)
    foot = FOOT.format(
        repeats=REPEATS,
        expected=math.sqrt(2 * math.log(half["pairs"])),
        value_error=max(run["value_error"] for run in found),
    )
    figure = f"iclr2018 with cap 1/2 within {FIGURE_SECONDS} s CPU ({half['cpu']:.3f}), {half['draws']} draws all valid"
    return "\n\n".join(
        [
            "# Lotteries under a cap on the probability of a pair",
            f"`python benchmarks/lottery.py` on {datetime.now(UTC):%Y-%m-%d}, iclr2018. {describe_machine()}",
            "\n".join([HEAD, *rows]),
            foot,
            f"* {'reached' if reached else 'NOT REACHED'}: {figure}\n",
        ]
    )


if __name__ == "__main__":
    main()
