"""Our own way: build the problem, solve it, verify the certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer import Problem, Result, solve

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def read(path: Path) -> dict[str, NDArray[np.generic]]:
    """Read the arrays of an instance."""
    with np.load(path) as file:
        return {name: file[name] for name in file.files}


def run(instance: dict[str, NDArray[np.generic]]) -> dict[str, object]:
    """Build, solve, check and verify."""
    return summarize(solve(build(instance)))


def summarize(result: Result) -> dict[str, object]:
    """Take what the table shows."""
    return {"value": result.value, "gap": result.gap, "proof": result.proof, "engine": result.engine}


def build(instance: dict[str, NDArray[np.generic]]) -> Problem:
    """Build the problem of an instance."""
    if "score" in instance:
        return Problem.from_matrix(
            fit=instance["score"],
            forbidden=instance["conflict"],
            supply_hi=instance["capacity"],
            demand_lo=instance["judges_needed"],
        )
    if "demand_vectors" in instance:
        return Problem.from_vectors(
            demand_vectors=instance["demand_vectors"],
            supply_vectors=instance["supply_vectors"],
            forbidden=instance["conflicts"],
            supply_hi=instance["supply_hi"],
            demand_lo=instance["demand_lo"],
        )
    price = float(instance["shortage_price"])
    return Problem.from_pairs(
        supply_hi=instance["supply_hi"],
        demand_lo=instance["demand_lo"],
        pair_supply=instance["pair_supply"],
        pair_demand=instance["pair_demand"],
        fit=instance["fit"],
        shortage_price=price or None,
    )
