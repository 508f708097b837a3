"""Profile solves of iclr2018, so that anybody sees where the time goes: numpy and the solvers, no loop over pairs.

    python benchmarks/hotpath.py

Writes hotpath.md. Reads iclr2018 from GREENBRIDGE_DATA (default ../shared/data) and says so when it is absent.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from report import describe_machine
from rules import side_rules

from optimizer import Problem, read_instance, solve

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent
DATA = Path(os.environ.get("GREENBRIDGE_DATA", HERE.parents[1] / "shared" / "data")) / "judging"
SHOWN = 14
HEAD = """# Where the time goes

`python benchmarks/hotpath.py`. {machine} The profiler itself slows calls of Python down. `ncalls` tells
how often a function was called: of 2.4 million pairs none is visited by Python.
"""


def main() -> None:
    """Profile and write."""
    path = DATA / "iclr2018.npz"
    if not path.exists():
        sys.exit(f"iclr2018: not in {DATA}; set GREENBRIDGE_DATA to the folder of the public instances")
    problem = read_instance(path)
    problems: Mapping[str, Problem] = {
        "iclr2018, total fit": problem,
        "iclr2018, four side rules": replace(problem, rules=side_rules(path)),
    }
    parts = [HEAD.format(machine=describe_machine())]
    parts += [f"## {name}\n\n```\n{profile(each)}```\n" for name, each in problems.items()]
    (HERE / "hotpath.md").write_text("\n".join(parts), encoding="utf-8")
    print(f"wrote {HERE / 'hotpath.md'}")


def profile(problem: Problem) -> str:
    """Solve once and list what took longest."""
    profiler = cProfile.Profile()
    profiler.runcall(solve, problem)
    told = StringIO()
    pstats.Stats(profiler, stream=told).strip_dirs().sort_stats("tottime").print_stats(SHOWN)
    return "\n".join(line.rstrip() for line in told.getvalue().strip().splitlines()) + "\n"


if __name__ == "__main__":
    main()
