"""Draw what the optimizer does on a public instance: docs/plots/*.svg.

    python benchmarks/plots.py

Reads iclr2018 from GREENBRIDGE_DATA (default ../shared/data) and says so when it is absent.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt
from rules import side_rules

from optimizer import Problem, Progress, Result, frontier, read_instance, solve
from optimizer.objectives import Balance, Lexicographic, Leximin, TotalFit, WorstServed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

HERE = Path(__file__).parent
DATA = Path(os.environ.get("GREENBRIDGE_DATA", HERE.parents[1] / "shared" / "data")) / "judging"
OUT = HERE.parent / "docs" / "plots"
SIZE = (7.0, 4.2)
FRONTIER_POINTS = 25
CLOSE = 0.002  # how far around the final value the axis of a solve reaches
STYLE = {
    "svg.hashsalt": "greenbridge",  # the same plot gives the same bytes
    "svg.fonttype": "none",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.prop_cycle": mpl.cycler(color=["#1a7f4b", "#c2571a", "#2b5c9e", "#8a8a8a"]),
}


def main() -> None:
    """Draw everything."""
    path = DATA / "iclr2018.npz"
    if not path.exists():
        sys.exit(f"iclr2018: not in {DATA}; set GREENBRIDGE_DATA to the folder of the public instances")
    mpl.rcParams.update(STYLE)
    OUT.mkdir(parents=True, exist_ok=True)
    problem = read_instance(path)
    plans = solve_objectives(problem)
    draw("worst-served", lambda axes: plot_worst_served(axes, problem, plans))
    draw("loads", lambda axes: plot_loads(axes, problem, plans))
    draw("frontier", lambda axes: plot_frontier(axes, problem))
    ruled = replace(problem, rules=side_rules(path))
    draw("value-against-time", lambda axes: plot_progress(axes, ruled))


def solve_objectives(problem: Problem) -> Mapping[str, Result]:
    """Solve under several objectives, so that what each is good for can be seen side by side."""
    most = int(problem.supply.hi.max())
    objectives = {
        "total fit": TotalFit(),
        "worst served, then total fit": Lexicographic.of(WorstServed(), TotalFit()),
        "leximin, then total fit": Lexicographic.of(Leximin(), TotalFit()),
        "even loads, then total fit": Lexicographic.of(Balance.squares(most), TotalFit()),
    }
    return {name: solve(problem, objective=objective) for name, objective in objectives.items()}


def plot_worst_served(axes: Axes, problem: Problem, plans: Mapping[str, Result]) -> None:
    """Total fit of every entry, the worst first."""
    for name, result in plans.items():
        axes.plot(np.sort(served(problem, result)), label=name, linewidth=1.4)
    axes.set(xlabel="entries, the worst served first", ylabel="total fit of the entry", xlim=(0, 300))
    axes.set_ylim(0, None)
    axes.legend(frameon=False)


def plot_loads(axes: Axes, problem: Problem, plans: Mapping[str, Result]) -> None:
    """How many judges carry how many entries."""
    names = ["total fit", "even loads, then total fit"]
    width = 0.8 / len(names)
    for place, name in enumerate(names):
        given = np.bincount(plan_of(plans[name]).supply, minlength=len(problem.supply))
        counts = np.bincount(given)
        axes.bar(np.arange(len(counts)) + (place - 0.5) * width, counts, width, label=name)
    axes.set(xlabel="entries carried", ylabel="judges")
    axes.legend(frameon=False)


def plot_frontier(axes: Axes, problem: Problem) -> None:
    """What even loads cost in total fit, every supported point proven."""
    found = frontier(problem, [TotalFit(), Balance.squares(int(problem.supply.hi.max()))], limit=FRONTIER_POINTS)
    fit, squares = ([point.measures[at].value / point.measures[at].scale for point in found.points] for at in (0, 1))
    axes.plot(np.negative(squares), fit, marker="o", markersize=3, linewidth=1)
    axes.set(xlabel="sum of squared loads", ylabel="total fit")


def plot_progress(axes: Axes, ruled: Problem) -> None:
    """Value and bound of a solve under side rules as they meet."""
    seen: list[Progress] = []
    started = time.perf_counter()
    result = solve(ruled, on_progress=seen.append)
    ended = time.perf_counter() - started
    final = plan_of(result).value / ruled.scale
    lines = (("value", "-", [each.value for each in seen]), ("bound", "--", [each.bound for each in seen]))
    for name, style, values in lines:
        points = [(each.seconds, value) for each, value in zip(seen, values, strict=True) if value is not None]
        seconds, units = zip(*points, (ended, result.value if name == "value" else result.bound), strict=True)
        axes.step(seconds, np.array(units) / ruled.scale, where="post", label=name, linestyle=style)
    axes.set(xlabel="seconds (earlier bounds lie above)", ylabel="total fit")
    axes.set_ylim(final * (1 - CLOSE), final * (1 + CLOSE))
    axes.legend(frameon=False)


def served(problem: Problem, result: Result) -> NDArray[np.float64]:
    """Total fit of every entry."""
    plan = plan_of(result)
    fit = problem.store.find(plan.supply, plan.demand).fit / problem.scale
    return np.bincount(plan.demand, fit, minlength=len(problem.demand))


def plan_of(result: Result):  # noqa: ANN201 - the plan that every result here has
    """Take the plan; no plot without one."""
    assert result.assignment is not None, result.status
    return result.assignment


def draw(name: str, plot: Callable[[Axes], None]) -> None:
    """Draw one plot into its file."""
    figure, axes = plt.subplots(figsize=SIZE, layout="constrained")
    plot(axes)
    path = OUT / f"{name}.svg"
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
    print(f"wrote {path}")


if __name__ == "__main__":
    main()
