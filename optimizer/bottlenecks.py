"""What holds a plan back: the limits, ranked by what one more unit of each would be worth.

The multipliers of a proven plan bound that worth from above; the length of the shortest path that one more unit opens
in the residual graph of the plan is the worth itself. So limits are measured in the order of their multipliers until
the next one cannot be worth as much as those already measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.engines.loads import Loads
from optimizer.errors import ProblemError
from optimizer.relief import describe, list_suspects, measure_relief
from optimizer.reroute import Reroute
from optimizer.resolve import Patience
from optimizer.result import Status

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.problem import Problem
    from optimizer.result import Certificate, Result

    Units = NDArray[np.int64]

DEFAULT_LIMIT: Final = 10
PATIENT: Final = Patience()
ENTERING: Final = ("raise_capacity", "lower_requirement")


@dataclass(frozen=True)
class Bottleneck:
    """One limit and what one unit of relief would add to the value of the best plan.

    Attributes
    ----------
    code
        What would relieve it, as in a ``Mend``: ``raise_capacity`` or ``lower_minimum`` of a supply, ``raise_limit`` or
        ``lower_requirement`` of a demand, ``raise_rule_maximum`` or ``lower_rule_minimum`` of a row of a rule.
    params
        ``supply`` or ``demand``, and ``limit``: where it stands now.
    worth
        What the best plan gains from one unit more (or, of a minimum, one less), integer units, exact.
    worth_at_most
        What the multiplier of the plan's own certificate says; never less than ``worth``.
    """

    code: str
    params: Mapping[str, int | str]
    worth: int
    worth_at_most: int


@dataclass(frozen=True)
class _Suspect:
    code: str
    side: str
    node: int
    limit: int
    worth_at_most: int


def bottlenecks(
    problem: Problem, result: Result, *, limit: int = DEFAULT_LIMIT, patience: Patience = PATIENT
) -> list[Bottleneck]:
    """List the limits whose relief by one unit is worth most, at most ``limit`` of them, the best first.

    Each is measured alone: two reliefs together may be worth more, or less, than both. Limits that are worth nothing
    are left out, and so are those of demands that want exactly so many units. Where a minimum is missed at a price,
    lowering it saves that price. A unit beyond all whose cost is told costs as much as the last.

    Under side rules every worth takes another solve. There, limits whose multiplier is 0 are not looked at: each can be
    worth no more than the gap of the result.

    Parameters
    ----------
    problem, result
        A problem and its proven result.
    limit
        Most bottlenecks to list.
    patience
        How long a solve under side rules may take, and who watches.

    Returns
    -------
    list
        By falling worth, in integer units.

    Raises
    ------
    ProblemError
        ``not_proven`` or ``wrong_problem``; ``objective_not_linear`` for an objective of several aims.
    """
    if result.stages:
        raise ProblemError("objective_not_linear", objective=result.objective.name)
    if problem.rules:
        return _measure_by_solving(problem, result, limit, patience)
    reroute = Reroute(problem, result)
    certificate = result.certificate
    if certificate is None or limit < 1:
        return []
    suspects = _list_suspects(problem, certificate)
    lacking = frozenset(() if result.shortage is None else result.shortage.supply.tolist())
    meter = _Meter(reroute, suspects[0].worth_at_most if suspects else 0, lacking, problem.shortage_price or 0)
    found: list[Bottleneck] = []
    for suspect in suspects:
        if len(found) >= limit and found[limit - 1].worth >= suspect.worth_at_most:
            break
        worth = meter.measure(suspect)
        if worth > 0:
            params = {suspect.side: suspect.node, "limit": suspect.limit}
            found.append(Bottleneck(suspect.code, params, worth, suspect.worth_at_most))
            found.sort(key=lambda one: -one.worth)
    return found[:limit]


def _measure_by_solving(problem: Problem, result: Result, limit: int, patience: Patience) -> list[Bottleneck]:
    if result.problem_digest != problem.digest():
        raise ProblemError("wrong_problem", expected=problem.digest(), found=result.problem_digest)
    if result.status is not Status.PROVEN:
        raise ProblemError("not_proven", status=str(result.status))
    found: list[Bottleneck] = []
    for suspect in list_suspects(problem, result):
        if len(found) >= limit and (not limit or found[limit - 1].worth >= suspect.worth_at_most):
            break
        worth = measure_relief(problem, result, suspect, patience)
        if worth > 0:
            found.append(Bottleneck(suspect.code, describe(problem, suspect), worth, suspect.worth_at_most))
            found.sort(key=lambda one: -one.worth)
    return found[:limit]


def _list_suspects(problem: Problem, certificate: Certificate) -> list[_Suspect]:
    """All limits that the multipliers do not acquit, those that may be worth most first."""
    supply, demand = problem.supply, problem.demand
    more, less = _relieve_supplies(problem, certificate)
    suspects = _suspect("raise_capacity", "supply", supply.hi, more)
    suspects += _suspect("lower_minimum", "supply", supply.lo, less)
    suspects += _suspect("raise_limit", "demand", demand.hi, np.where(demand.lo < demand.hi, certificate.demand, 0))
    suspects += _suspect("lower_requirement", "demand", demand.lo, -certificate.demand)
    return sorted(suspects, key=lambda suspect: -suspect.worth_at_most)


def _relieve_supplies(problem: Problem, certificate: Certificate) -> tuple[Units, Units]:
    """What the multipliers say of a unit more of capacity, and of a unit less of each minimum, its cost included."""
    supply, multiplier = problem.supply, certificate.supply
    if supply.cost is None:
        return multiplier, -multiplier
    loads = Loads(supply.cost, np.zeros(len(supply), np.int64))
    return multiplier - loads.of_next(supply.hi), loads.of_next(supply.lo - 1) - multiplier


def _suspect(code: str, side: str, limits: Units, worth: Units) -> list[_Suspect]:
    # Who has a minimum of nothing cannot be asked for less.
    nodes = np.flatnonzero((worth > 0) & ((limits > 0) if code.startswith("lower") else True))
    columns = zip(nodes.tolist(), limits[nodes].tolist(), worth[nodes].tolist(), strict=True)
    return [_Suspect(code, side, node, limit, most) for node, limit, most in columns]


@dataclass(frozen=True, eq=False)
class _Meter:
    """Measures what relief is worth; all paths into the plan are found together, and all out of it.

    Where a supply misses units of its minimum already, one unit less of it saves their price and moves nothing.
    """

    reroute: Reroute
    at_most: int
    lacking: frozenset[int]
    price: int

    @cached_property
    def _leaving(self) -> tuple[Units, Units]:
        return self.reroute.measure_leaving(self.at_most)

    @cached_property
    def _entering(self) -> tuple[Units, Units]:
        return self.reroute.measure_entering()

    def measure(self, suspect: _Suspect) -> int:
        """What one unit of relief is worth; relief that would cost something is not taken."""
        if suspect.code == "lower_minimum" and suspect.node in self.lacking:
            return self.price
        supplies, demands = self._entering if suspect.code in ENTERING else self._leaving
        return max(0, suspect.worth_at_most - int((supplies if suspect.side == "supply" else demands)[suspect.node]))
