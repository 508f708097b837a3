"""Is a plan allowed, and is its proof true? Integers and numpy only, no solver."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.certificate import compute_bound, is_wellformed, keep_quiet
from optimizer.result import Proof, Status
from optimizer.solution import Assignment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from optimizer.problem import Demand, Problem, Supply
    from optimizer.result import Result

MOST_VIOLATIONS: Final = 10_000


@dataclass(frozen=True)
class Violation:
    """One broken rule.

    Attributes
    ----------
    code
        ``pair_repeated``, ``pair_not_listed``, ``pair_forbidden``, ``lock_missing``, ``supply_over``, ``supply_under``,
        ``demand_over``, ``demand_under``, ``rule_over`` or ``rule_under``.
    params
        ``supply`` and ``demand`` indices, ``reason`` of a forbidden pair, ``units`` against ``limit``; of a rule its
        name as ``rule`` and what its row stands for, as ``demand`` and ``group``.
    """

    code: str
    params: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Verification:
    """What remains true when nothing is believed.

    Attributes
    ----------
    is_valid
        The result belongs to the problem, the plan breaks no rule, and value and bound are what the result says.
    value, bound, gap
        Recomputed in integers, None where there is nothing to recompute.
    proof
        VERIFIED when ``is_valid`` and a certificate proves what the status says; CLAIMED when that needs, besides, the
        word of an engine that branched; else NONE.
    violations
        Rules the plan breaks.
    faults
        Codes of what the result claims wrongly: ``wrong_problem``, ``wrong_value``, ``wrong_bound``,
        ``wrong_certificate``, ``bound_below_value``, ``status_not_proven``; of stages besides ``wrong_stages``,
        ``wrong_plan`` and ``wrong_measures``.
    """

    is_valid: bool
    value: int | None
    bound: int | None
    gap: int | None
    proof: Proof
    violations: tuple[Violation, ...]
    faults: tuple[str, ...]


def check(problem: Problem, assignment: Assignment, *, limit: int = MOST_VIOLATIONS) -> list[Violation]:
    """List the rules an assignment breaks, at most ``limit`` of each kind; the same for machine plans and hand edits.

    Where the problem is elastic, units below a minimum are no violation; ``assignment.shortage`` lists them.

    Parameters
    ----------
    problem, assignment
        A problem and any choice of pairs.
    limit
        Most violations of each kind to list.

    Returns
    -------
    list
        Empty when the assignment is allowed.
    """
    found = [*_check_pairs(problem, assignment, limit), *_check_locks(problem, assignment, limit)]
    found += _check_units("supply", problem.supply, assignment.supply, limit, may_lack=problem.is_elastic)
    found += _check_units("demand", problem.demand, assignment.demand, limit, may_lack=problem.is_elastic)
    return found + _check_rules(problem, assignment, limit)


def verify_answer(problem: Problem, result: Result, beat: Callable[[], None] = keep_quiet) -> Verification:
    """Verify a result of total fit, as :func:`optimizer.verify.verify` says; ``beat`` is called now and then."""
    faults = [] if result.problem_digest == problem.digest() else ["wrong_problem"]
    violations: tuple[Violation, ...] = ()
    value: int | None = None
    if result.assignment is not None:
        value, violations = _recompute_plan(problem, result.assignment, faults)
    bound = _recompute_bound(problem, result, faults, beat)
    gap = None if value is None or bound is None else bound - value
    is_refuted = result.assignment is None and (result.certificate is not None or bool(problem.rules))
    settled = result.claimed_bound if _is_claimed(problem, result, gap) else bound
    faults += _judge_claim(problem, result, value, bound)
    remaining = None if value is None or settled is None else settled - value
    faults += judge_status(result.status, remaining, settled, is_refuted=is_refuted)
    is_valid = not faults and not violations
    proof = _vouch(problem, result, gap, is_valid=is_valid)
    return Verification(is_valid, value, bound, gap, proof, violations, tuple(faults))


def _is_claimed(problem: Problem, result: Result, gap: int | None) -> bool:
    """Whether an engine's own word may close the gap: only where rules made it branch."""
    return bool(problem.rules) and result.claimed_bound is not None and gap is not None and gap > 0


def _judge_claim(problem: Problem, result: Result, value: int | None, bound: int | None) -> list[str]:
    """Name what is wrong with a claimed bound by itself: it needs rules, and lies between value and bound."""
    claimed = result.claimed_bound
    if claimed is None:
        return []
    is_above = bound is not None and claimed > bound
    is_below = value is not None and claimed < value
    return ["wrong_bound"] if not problem.rules or is_above or is_below else []


def _vouch(problem: Problem, result: Result, gap: int | None, *, is_valid: bool) -> Proof:
    """Say who vouches for a valid result."""
    if not is_valid or result.status is Status.FAILED:
        return Proof.NONE
    if result.status is Status.INFEASIBLE:
        return Proof.VERIFIED if result.certificate is not None else Proof.CLAIMED
    if result.status is Status.PROVEN and _is_claimed(problem, result, gap):
        return Proof.CLAIMED
    return Proof.VERIFIED if result.certificate is not None else Proof.NONE


def _recompute_plan(
    problem: Problem, assignment: Assignment, faults: list[str]
) -> tuple[int | None, tuple[Violation, ...]]:
    if not _is_within(problem, assignment):
        faults.append("wrong_problem")
        return None, ()
    fresh = Assignment.of(problem, assignment.supply, assignment.demand)
    if (fresh.value, fresh.fit_total) != (assignment.value, assignment.fit_total):
        faults.append("wrong_value")
    return fresh.value, tuple(check(problem, fresh))


def _recompute_bound(problem: Problem, result: Result, faults: list[str], beat: Callable[[], None]) -> int | None:
    """Bound from the multipliers; for INFEASIBLE there is none, but its refutation is examined."""
    if result.certificate is None:
        if result.bound is not None:
            faults.append("wrong_bound")
        return None
    if not is_wellformed(problem, result.certificate):
        faults.append("wrong_certificate")
        return None
    if result.status is Status.INFEASIBLE:
        if compute_bound(problem, result.certificate, ignore_fit=True, beat=beat) >= 0:
            faults.append("wrong_certificate")
        return None
    bound = compute_bound(problem, result.certificate, beat=beat)
    if bound != result.bound:
        faults.append("wrong_bound")
    return bound


def judge_status(status: Status, gap: int | None, bound: int | None, *, is_refuted: bool) -> list[str]:
    """Name what a status word claims too much; ``is_refuted`` says that there is a refutation and no plan."""
    faults = []
    if gap is not None and gap < 0:
        faults.append("bound_below_value")
    if status is Status.PROVEN and (gap != 0 or bound is None):
        faults.append("status_not_proven")
    if status is Status.INFEASIBLE and not is_refuted:
        faults.append("status_not_proven")
    return faults


def _is_within(problem: Problem, assignment: Assignment) -> bool:
    shape = (len(problem.supply), len(problem.demand))
    sides = (assignment.supply, assignment.demand)
    if len(sides[0]) != len(sides[1]):
        return False
    return all(not len(side) or 0 <= side.min() <= side.max() < count for side, count in zip(sides, shape, strict=True))


def _check_pairs(problem: Problem, assignment: Assignment, limit: int) -> list[Violation]:
    supply, demand = assignment.supply, assignment.demand
    found = problem.store.find(supply, demand)
    repeated = np.flatnonzero((supply[1:] == supply[:-1]) & (demand[1:] == demand[:-1])) + 1
    unlisted = np.flatnonzero(~found.listed)
    forbidden = np.flatnonzero(found.forbidden)[:limit]
    violations = _name_pairs("pair_repeated", supply[repeated[:limit]], demand[repeated[:limit]])
    violations += _name_pairs("pair_not_listed", supply[unlisted[:limit]], demand[unlisted[:limit]])
    for at in forbidden.tolist():
        reason = problem.reasons[int(found.forbidden[at]) - 1]
        pair: dict[str, int | str] = {"supply": int(supply[at]), "demand": int(demand[at]), "reason": reason}
        violations.append(Violation("pair_forbidden", pair))
    return violations


def _check_locks(problem: Problem, assignment: Assignment, limit: int) -> list[Violation]:
    lock_supply, lock_demand = problem.store.locks()
    width = len(problem.supply) + 1
    chosen = assignment.demand.astype(np.int64) * width + assignment.supply
    missing = np.flatnonzero(~np.isin(lock_demand.astype(np.int64) * width + lock_supply, chosen))[:limit]
    return _name_pairs("lock_missing", lock_supply[missing], lock_demand[missing])


def _check_units(
    side: str, bounds: Supply | Demand, nodes: NDArray[np.int32], limit: int, *, may_lack: bool
) -> list[Violation]:
    units = np.bincount(nodes, minlength=len(bounds))
    over = np.flatnonzero(units > bounds.hi)[:limit].tolist()
    under = [] if may_lack else np.flatnonzero(units < bounds.lo)[:limit].tolist()
    violations = [_name_units(f"{side}_over", side, node, int(units[node]), int(bounds.hi[node])) for node in over]
    return violations + [
        _name_units(f"{side}_under", side, node, int(units[node]), int(bounds.lo[node])) for node in under
    ]


def _check_rules(problem: Problem, assignment: Assignment, limit: int) -> list[Violation]:
    side = problem.side
    if not side:
        return []
    rows, units = side.measure(assignment.supply, assignment.demand)
    least, most = side.limits(rows)
    lacks = (units < least) & ~(side.counts_units(rows) & problem.is_elastic)
    found = []
    for code, broken, limits in (("rule_over", units > most, most), ("rule_under", lacks, least)):
        for at in np.flatnonzero(broken)[:limit].tolist():
            told = {**side.describe(int(rows[at])), "units": int(units[at]), "limit": int(limits[at])}
            found.append(Violation(code, told))
    return found


def _name_units(code: str, side: str, node: int, units: int, limit: int) -> Violation:
    return Violation(code, {side: node, "units": units, "limit": limit})


def _name_pairs(code: str, supply: NDArray[np.int32], demand: NDArray[np.int32]) -> list[Violation]:
    pairs = zip(supply.tolist(), demand.tolist(), strict=True)
    return [Violation(code, {"supply": i, "demand": j}) for i, j in pairs]
