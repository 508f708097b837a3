"""Is a lottery allowed, and is its proof true? Integers and numpy only, no solver."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.certificate import compute_bound, is_wellformed
from optimizer.check import Verification, Violation, check, judge_status
from optimizer.errors import ProblemError
from optimizer.exact import exact_dot, exact_sum
from optimizer.result import Proof, Status
from optimizer.solution import Assignment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.lottery import Lottery
    from optimizer.problem import Demand, Problem, Supply

ABOUT_PAIRS: Final = {"pair_repeated", "pair_not_listed", "pair_forbidden"}


def verify_lottery(problem: Problem, lottery: Lottery) -> Verification:
    """Recompute expected value, bound and gap from probabilities and integer multipliers alone.

    Value, bound and gap are in integer units times ``cap.denominator``, and so are units and limits of violations, of
    which ``probability_over_cap`` is one more.
    """
    problem.refuse_rules("verify_lottery")
    faults = [] if lottery.problem_digest == problem.digest() else ["wrong_problem"]
    violations: tuple[Violation, ...] = ()
    value: int | None = None
    if lottery.parts is not None:
        value, violations = _recompute_lottery(problem, lottery, faults)
    bound = _recompute_bound(problem, lottery, faults)
    gap = None if value is None or bound is None else bound - value
    is_refuted = lottery.parts is None and lottery.certificate is not None
    faults += judge_status(lottery.status, gap, bound, is_refuted=is_refuted)
    is_valid = not faults and not violations
    is_proven = is_valid and (bound is not None or lottery.status is Status.INFEASIBLE)
    proof = Proof.VERIFIED if is_proven and lottery.certificate is not None else Proof.NONE
    return Verification(is_valid, value, bound, gap, proof, violations, tuple(faults))


def _recompute_lottery(
    problem: Problem, lottery: Lottery, faults: list[str]
) -> tuple[int | None, tuple[Violation, ...]]:
    parts = lottery.parts
    if parts is None or parts.shape != lottery.supply.shape or parts.dtype != np.int64:
        faults.append("wrong_problem")
        return None, ()
    try:
        pairs = Assignment.of(problem, lottery.supply, lottery.demand)
    except ProblemError:
        faults.append("wrong_problem")
        return None, ()
    value = expect(problem, lottery, parts)
    if value != lottery.value:
        faults.append("wrong_value")
    violations = [found for found in check(problem, pairs) if found.code in ABOUT_PAIRS]
    violations += _check_cap(problem, lottery, parts)
    for side, bounds in (("supply", problem.supply), ("demand", problem.demand)):
        violations += _check_load(side, bounds, _load(getattr(lottery, side), parts, bounds), lottery.cap.denominator)
    if problem.is_elastic:
        violations = [found for found in violations if not found.code.endswith("_under")]
    return value, tuple(violations)


def _recompute_bound(problem: Problem, lottery: Lottery, faults: list[str]) -> int | None:
    if lottery.certificate is None:
        if lottery.bound is not None:
            faults.append("wrong_bound")
        return None
    if not is_wellformed(problem, lottery.certificate):
        faults.append("wrong_certificate")
        return None
    if lottery.status is Status.INFEASIBLE:
        if compute_bound(problem, lottery.certificate, ignore_fit=True, cap=lottery.cap) >= 0:
            faults.append("wrong_certificate")
        return None
    bound = compute_bound(problem, lottery.certificate, cap=lottery.cap)
    if bound != lottery.bound:
        faults.append("wrong_bound")
    return bound


def expect(problem: Problem, lottery: Lottery, parts: NDArray[np.int64]) -> int:
    """Compute the expected value in parts.

    A load rounds to one of its neighbors, so what lacks on average lacks as counted here.
    """
    fit = problem.store.find(lottery.supply, lottery.demand).fit
    whole = lottery.cap.denominator
    lacking = sum(
        exact_sum(np.maximum(0, bounds.lo * whole - _load(nodes, parts, bounds)))
        for bounds, nodes in ((problem.supply, lottery.supply), (problem.demand, lottery.demand))
    )
    return exact_dot(fit, parts) - (problem.shortage_price or 0) * lacking


def _load(nodes: NDArray[np.int32], parts: NDArray[np.int64], bounds: Supply | Demand) -> NDArray[np.int64]:
    load = np.zeros(len(bounds), np.int64)
    np.add.at(load, nodes, parts)
    return load


def _check_cap(problem: Problem, lottery: Lottery, parts: NDArray[np.int64]) -> list[Violation]:
    """Probabilities are positive and at most the cap; those of locked pairs are 1, and no locked pair is missing."""
    locked = problem.store.find(lottery.supply, lottery.demand).locked
    most = np.where(locked, lottery.cap.denominator, lottery.cap.numerator)
    wrong = np.flatnonzero((parts <= 0) | (parts > most)).tolist()
    found = [
        Violation(
            "probability_over_cap",
            {
                "supply": int(lottery.supply[at]),
                "demand": int(lottery.demand[at]),
                "units": int(parts[at]),
                "limit": int(most[at]),
            },
        )
        for at in wrong
    ]
    certain = np.flatnonzero(locked & (parts == lottery.cap.denominator))
    kept = Assignment.of(problem, lottery.supply[certain], lottery.demand[certain])
    return found + [violation for violation in check(problem, kept) if violation.code == "lock_missing"]


def _check_load(side: str, bounds: Supply | Demand, load: NDArray[np.int64], whole: int) -> list[Violation]:
    limits = {"over": (load > bounds.hi * whole, bounds.hi), "under": (load < bounds.lo * whole, bounds.lo)}
    return [
        Violation(f"{side}_{word}", {side: node, "units": int(load[node]), "limit": int(limit[node]) * whole})
        for word, (broken, limit) in limits.items()
        for node in np.flatnonzero(broken).tolist()
    ]
