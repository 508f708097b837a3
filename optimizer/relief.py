"""What one unit of relief is worth under side rules: multipliers say where to look, another solve says how much."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from optimizer.errors import ProblemError
from optimizer.intake import freeze
from optimizer.problem import Demand, Problem, Supply
from optimizer.pulse import Interrupted
from optimizer.result import Result, Status
from optimizer.solve import solve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from optimizer.resolve import Patience
    from optimizer.result import Certificate

    Units = NDArray[np.int64]

NODES: Final = ("raise_capacity", "lower_minimum", "raise_limit", "lower_requirement")


@dataclass(frozen=True, slots=True)
class Suspect:
    """A limit that may hold the plan back: what relieves it, where it stands, and the most one unit can be worth."""

    code: str
    index: int
    limit: int
    worth_at_most: int


def list_suspects(problem: Problem, result: Result) -> list[Suspect]:
    """List the limits whose multiplier is not 0, those that may be worth most first.

    One unit of relief raises the bound by the multiplier at most, and the value by the gap besides.
    """
    certificate = result.certificate
    if certificate is None or result.gap is None:
        return []
    supply, demand, side = problem.supply, problem.demand, problem.side
    rows, values = certificate.rows.row, certificate.rows.value
    least, most = side.limits(rows)
    worths = (
        ("raise_capacity", np.arange(len(supply)), supply.hi, _gain_of_capacity(problem, certificate)),
        ("lower_minimum", np.flatnonzero(supply.lo), supply.lo, -certificate.supply),
        ("raise_limit", np.flatnonzero(demand.lo < demand.hi), demand.hi, certificate.demand),
        ("lower_requirement", np.flatnonzero(demand.lo), demand.lo, -certificate.demand),
        ("raise_rule_maximum", np.arange(len(rows)), most, values),
        ("lower_rule_minimum", np.flatnonzero(least > 0), least, -values),
    )
    found = []
    for code, places, limits, worth in worths:
        at = places[worth[places] > 0]
        index = at if code in NODES else rows[at]
        highest = -(-worth[at] // certificate.parts) + result.gap
        columns = zip(index.tolist(), limits[at].tolist(), highest.tolist(), strict=True)
        found += [Suspect(code, where, limit, highest_worth) for where, limit, highest_worth in columns]
    return sorted(found, key=lambda suspect: -suspect.worth_at_most)


def measure_relief(problem: Problem, result: Result, suspect: Suspect, patience: Patience) -> int:
    """Solve with one unit of relief and return what it adds to the value."""
    relieved = relieve(problem, suspect)
    found = solve(
        relieved,
        limits=patience.limits,
        seed=result.seed,
        on_progress=patience.on_progress,
        should_stop=patience.should_stop,
    )
    if found.status is Status.CANCELED:
        raise Interrupted(Status.CANCELED)
    if found.status is not Status.PROVEN or found.value is None or result.value is None:
        raise ProblemError("not_proven", status=str(found.status))
    return max(0, found.value - result.value)


def relieve(problem: Problem, suspect: Suspect) -> Problem:
    """Let one limit give way by one unit; a unit beyond all whose cost is told costs as much as the last."""
    if suspect.code in {"raise_rule_maximum", "lower_rule_minimum"}:
        return _relieve_rule(problem, suspect)
    supply, demand = problem.supply, problem.demand
    if suspect.code == "raise_capacity":
        cost = supply.cost
        if cost is not None:
            cost = freeze(
                np.pad(cost, ((0, 0), (0, 1)), mode="edge") if cost.size else np.zeros((len(cost), 1), np.int64)
            )
        return replace(problem, supply=Supply(supply.lo, _step(supply.hi, suspect.index, 1), cost))
    if suspect.code == "lower_minimum":
        return replace(problem, supply=Supply(_step(supply.lo, suspect.index, -1), supply.hi, supply.cost))
    if suspect.code == "raise_limit":
        return replace(problem, demand=Demand(demand.lo, _step(demand.hi, suspect.index, 1)))
    return replace(problem, demand=Demand(_step(demand.lo, suspect.index, -1), demand.hi))


def describe(problem: Problem, suspect: Suspect) -> Mapping[str, int | str]:
    """Name where a limit stands."""
    if suspect.code in NODES:
        side = "supply" if suspect.code in {"raise_capacity", "lower_minimum"} else "demand"
        return {side: suspect.index, "limit": suspect.limit}
    return {**problem.side.describe(suspect.index), "limit": suspect.limit}


def _gain_of_capacity(problem: Problem, certificate: Certificate) -> Units:
    """Multiplier of a further unit, less what it costs."""
    cost = problem.supply.cost
    if cost is None or not cost.size:
        return certificate.supply
    rows = np.arange(len(problem.supply)) if len(cost) > 1 else np.zeros(len(problem.supply), np.int64)
    next_cost = cost[rows, np.minimum(problem.supply.hi, cost.shape[1] - 1)]
    gain: Units = certificate.supply - certificate.parts * next_cost
    return gain


def _relieve_rule(problem: Problem, suspect: Suspect) -> Problem:
    side = problem.side
    place = int(side.rule_of(np.array([suspect.index]))[0])
    own = suspect.index - int(side.starts[place])
    field, step = ("hi", 1) if suspect.code == "raise_rule_maximum" else ("lo", -1)
    bound: Any = side.rules[place]
    limits = getattr(bound, field)
    changed = replace(bound, **{field: freeze(_step(limits.ravel(), own, step).reshape(limits.shape))})
    rules = [changed if at == place else rule for at, rule in enumerate(problem.rules)]
    return replace(problem, rules=tuple(rules))


def _lengthen(cost: Units) -> Units:
    """Let a unit beyond those told cost as much as the last."""
    longer = np.pad(cost, ((0, 0), (0, 1)), mode="edge") if cost.size else np.zeros((len(cost), 1), np.int64)
    return freeze(longer)


def _step(limits: Units, at: int, step: int) -> Units:
    changed = limits.copy()
    changed[at] += step
    return changed
