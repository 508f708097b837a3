"""Why a pair is in the plan, why not, and what a change costs: codes with parameters, never sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from optimizer.check import Violation
from optimizer.errors import ProblemError
from optimizer.reroute import Detour, Reroute
from optimizer.resolve import Patience, Resolve, must_resolve
from optimizer.result import Proof

if TYPE_CHECKING:
    from optimizer.objectives import Measure
    from optimizer.problem import Problem
    from optimizer.result import Result
    from optimizer.solution import Assignment
    from optimizer.store import Found

Param = int | str | tuple[int, ...]
PATIENT = Patience()


@dataclass(frozen=True)
class Reason:
    """One answer.

    Attributes
    ----------
    code
        What kind of answer it is; each door lists its own.
    params
        Indices and integer units the code speaks of.
    details
        Further answers to the same question.
    """

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)
    details: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Change:
    """A hand edit: (supply, demand) pairs that must come in and pairs that must go."""

    add: Sequence[tuple[int, int]] = ()
    remove: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True, eq=False)
class Price:
    """What a change costs.

    Attributes
    ----------
    loss
        How much less the best plan with the change is worth than the best plan without, integer units; None when no
        plan can hold the change.
    assignment
        The best plan with the change, None when there is none.
    violations
        Rules the change itself breaks; then there is no loss and no plan.
    measures
        Of objectives other than total fit: what the plan without and the plan with the change have of each aim in
        which they differ.
    proof
        CLAIMED where a plan under side rules rests on the word of an engine that branched.
    """

    loss: int | None
    assignment: Assignment | None
    violations: tuple[Violation, ...] = ()
    measures: tuple[tuple[Measure, Measure], ...] = ()
    proof: Proof = Proof.VERIFIED


def why(problem: Problem, result: Result, supply: int, demand: int, patience: Patience = PATIENT) -> Reason:
    """Say why a pair is in the plan.

    Under side rules, and for objectives other than total fit, the problem is solved again with the pair forced out.

    Parameters
    ----------
    problem, result
        A problem and its proven result.
    supply, demand
        Indices of the pair.
    patience
        How long that may take, and who watches.

    Returns
    -------
    Reason
        ``locked``; or ``chosen`` with ``fit``, ``rank`` among the allowed supplies of the demand (1 is the best fit),
        and ``loss`` when it is taken away, with the details ``comes_in`` and ``goes`` (pairs that move then, itself
        left out) and, of objectives other than total fit, ``aim`` with what it was ``before`` and is ``after``;
        ``needed`` in place of the loss when no plan can do without it. For a pair that is not in the plan, the answer
        of :func:`why_not`.

    Raises
    ------
    ProblemError
        ``index_out_of_range``, ``not_proven`` or ``wrong_problem``.
    """
    found = _find_pair(problem, supply, demand)
    around = _open(problem, result, patience)
    if not around.has(supply, demand):
        return why_not(problem, result, supply, demand, patience)
    known: dict[str, Param] = {"supply": supply, "demand": demand, "fit": int(found.fit[0])}
    known["rank"] = _rank(problem, demand, int(found.fit[0]))
    if found.locked[0]:
        return Reason("locked", known)
    detour = around.force((supply, demand))
    if detour is None:
        return Reason("chosen", known, (Reason("needed", {}),))
    known["loss"] = detour.loss
    return Reason("chosen", known, _name_moves(detour, (supply, demand)))


def why_not(problem: Problem, result: Result, supply: int, demand: int, patience: Patience = PATIENT) -> Reason:
    """Say why a pair is not in the plan.

    Under side rules, and for objectives other than total fit, the problem is solved again with the pair forced in.

    Parameters
    ----------
    problem, result
        A problem and its proven result.
    supply, demand
        Indices of the pair.
    patience
        How long that may take, and who watches.

    Returns
    -------
    Reason
        ``in_plan``; ``not_listed``; ``forbidden`` with ``reason``; ``impossible`` when no plan can hold the pair; or
        ``costs`` with the exact ``loss`` of forcing it, or ``ties`` when that is 0; the last three with ``fit`` and
        ``rank`` among the allowed supplies of the demand. Details: ``supply_full`` with ``busy_with`` (demands),
        ``demand_full`` with ``served_by`` (supplies), ``rule_full`` with the row of a rule that leaves no room, and
        ``comes_in`` and ``goes``, the pairs that move when it is forced, and ``aim`` as in :func:`why`.

    Raises
    ------
    ProblemError
        ``index_out_of_range``, ``not_proven`` or ``wrong_problem``.
    """
    found = _find_pair(problem, supply, demand)
    pair: dict[str, Param] = {"supply": supply, "demand": demand}
    if not found.listed[0]:
        return Reason("not_listed", pair)
    if found.forbidden[0]:
        return Reason("forbidden", {**pair, "reason": problem.reasons[int(found.forbidden[0]) - 1]})
    around = _open(problem, result, patience)
    if around.has(supply, demand):
        return Reason("in_plan", pair)
    known = {**pair, "fit": int(found.fit[0]), "rank": _rank(problem, demand, int(found.fit[0]))}
    details = _name_limits(problem, around, supply, demand)
    detour = around.force((supply, demand))
    if detour is None:
        return Reason("impossible", known, details)
    known["loss"] = detour.loss
    code = "costs" if detour.loss or detour.measures else "ties"
    return Reason(code, known, details + _name_moves(detour, (supply, demand)))


def price(problem: Problem, result: Result, change: Change, patience: Patience = PATIENT) -> Price:
    """Compute the exact loss of a hand edit by re-solving around it, from the plan and its certificate.

    Pairs to add must be in the best plan with the change, pairs to remove must not; everything else may move.

    Parameters
    ----------
    problem, result
        A problem and its proven result.
    change
        The pairs that come in and go.
    patience
        How long another solve may take, and who watches; only rules and other objectives need one.

    Returns
    -------
    Price
        The loss with the best plan that holds the change, or the rules the change breaks.

    Raises
    ------
    ProblemError
        ``index_out_of_range``, ``not_proven`` or ``wrong_problem``.
    """
    violations = _check_change(problem, change)
    around = _open(problem, result, patience)
    if violations:
        return Price(None, None, tuple(violations))
    turned = [pair for pair in dict.fromkeys(change.add) if not around.has(*pair)]
    turned += [pair for pair in dict.fromkeys(change.remove) if around.has(*pair)]
    if isinstance(around, Resolve):
        # What is as wanted already must stay so: every pair of the change is forced.
        detour = around.change(list(dict.fromkeys(change.add)), list(dict.fromkeys(change.remove)))
        return Price(None, None) if detour is None else _price_of(detour)
    return _price_stepwise(around, change, turned)


def _open(problem: Problem, result: Result, patience: Patience) -> Reroute | Resolve:
    """Open a proven plan for changes: along shortest paths where those tell the price, else by solving again."""
    if must_resolve(problem, result):
        return Resolve(problem, result, patience)
    return Reroute(problem, result)


def _price_of(detour: Detour) -> Price:
    return Price(detour.loss, detour.plan, (), detour.measures, detour.proof)


def _price_stepwise(reroute: Reroute, change: Change, turned: list[tuple[int, int]]) -> Price:
    for pair in (*change.add, *change.remove):
        if pair not in turned:
            reroute.fix(pair)
    loss = 0
    for pair in turned:
        detour = _turn(reroute, pair, wanted=pair in change.add)
        if detour is None:
            return Price(None, None)
        loss += detour.loss
    return Price(loss, reroute.assignment())


def _turn(reroute: Reroute, pair: tuple[int, int], *, wanted: bool) -> Detour | None:
    """Force a pair, unless an earlier change has already brought it where it must be."""
    if reroute.has(*pair) == wanted:
        reroute.fix(pair)
        return Detour(0, (), ())
    return reroute.force(pair)


def _check_change(problem: Problem, change: Change) -> list[Violation]:
    violations = []
    for supply, demand in change.add:
        found = _find_pair(problem, supply, demand)
        pair: dict[str, int | str] = {"supply": supply, "demand": demand}
        if not found.listed[0]:
            violations.append(Violation("pair_not_listed", pair))
        elif found.forbidden[0]:
            reason = problem.reasons[int(found.forbidden[0]) - 1]
            violations.append(Violation("pair_forbidden", {**pair, "reason": reason}))
        elif (supply, demand) in change.remove:
            violations.append(Violation("pair_repeated", pair))
    for supply, demand in change.remove:
        if _find_pair(problem, supply, demand).locked[0]:
            violations.append(Violation("lock_missing", {"supply": supply, "demand": demand}))
    return violations


def _find_pair(problem: Problem, supply: int, demand: int) -> Found:
    for field_name, index, nodes in (("supply", supply, problem.supply), ("demand", demand, problem.demand)):
        if not 0 <= index < len(nodes):
            raise ProblemError("index_out_of_range", field=field_name, index=0, value=index, count=len(nodes))
    return problem.store.find(np.array([supply], np.int32), np.array([demand], np.int32))


def _rank(problem: Problem, demand: int, fit: int) -> int:
    _, found = problem.store.of_demand(demand)
    return 1 + int(((found.fit > fit) & (found.forbidden == 0)).sum())


def _name_limits(problem: Problem, around: Reroute | Resolve, supply: int, demand: int) -> tuple[Reason, ...]:
    details = []
    busy, served = around.served_by(supply), around.suppliers_of(demand)
    if len(busy) >= problem.supply.hi[supply]:
        params: dict[str, Param] = {"limit": int(problem.supply.hi[supply]), "busy_with": tuple(busy.tolist())}
        details.append(Reason("supply_full", params))
    if len(served) >= problem.demand.hi[demand]:
        params = {"limit": int(problem.demand.hi[demand]), "served_by": tuple(served.tolist())}
        details.append(Reason("demand_full", params))
    if isinstance(around, Resolve):
        holders = around.holders((supply, demand))
        details += [Reason("rule_full", {**problem.side.describe(one.row), "limit": one.limit}) for one in holders]
    return tuple(details)


def _name_moves(detour: Detour, asked: tuple[int, int]) -> tuple[Reason, ...]:
    come = [Reason("comes_in", {"supply": i, "demand": j}) for i, j in detour.added if (i, j) != asked]
    gone = [Reason("goes", {"supply": i, "demand": j}) for i, j in detour.removed if (i, j) != asked]
    aims = [
        Reason("aim", {"aim": before.name, "before": before.value, "after": after.value, "scale": before.scale})
        for before, after in detour.measures
    ]
    return (*aims, *come, *gone)
