"""Is a selection allowed, and is its proof true? Integers and numpy only, no solver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from optimizer.check import Violation
from optimizer.portfolio.outcome import PortfolioResult, Selection
from optimizer.portfolio.portfolio import Goal, Portfolio
from optimizer.program import Line, Program, compute_bound
from optimizer.result import Proof, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimizer.portfolio.outcome import Tier


@dataclass(frozen=True)
class PortfolioVerification:
    """What remains true of a portfolio result when nothing is believed.

    Attributes
    ----------
    is_valid
        The result belongs to the portfolio, the selection breaks no rule, and every number is what the result says.
    proof
        VERIFIED when ``is_valid`` and every tier is bounded by its certificate as tightly as the result says; NONE
        otherwise, also where a tighter bound is CLAIMED.
    bounds
        Of each tier what its certificate proves, None where there is no certificate.
    violations
        Rules the selection breaks.
    faults
        Codes of what is claimed wrongly: ``wrong_problem``, ``wrong_value``, ``wrong_bound``, ``wrong_certificate``,
        ``bound_below_value``, ``status_not_proven``, ``proof_not_verified``.
    """

    is_valid: bool
    proof: Proof
    bounds: tuple[int | None, ...]
    violations: tuple[Violation, ...]
    faults: tuple[str, ...]


def check_portfolio(portfolio: Portfolio, selection: Selection) -> list[Violation]:
    """List the rules a selection breaks, in the order of ``portfolio.rules``.

    Parameters
    ----------
    portfolio
        Projects and rules.
    selection
        Chosen projects, by machine or by hand.

    Returns
    -------
    list
        Violations whose code is ``budget``, ``floor``, ``ceiling``, ``must_take``, ``must_not``, ``requires`` or
        ``exclusive``, with the rule's own parameters, its number ``rule``, and the ``amount`` reached, in integer
        units, where there is a limit.
    """
    program = portfolio.program
    amounts = program.amounts(selection.projects)
    violations = []
    for at in np.flatnonzero(amounts > program.limit).tolist():
        rule = portfolio.rules[at]
        params = {**rule.params, "rule": at}
        if "limit" in params:
            params["amount"] = abs(int(amounts[at]))
        violations.append(Violation(rule.kind.value, params))
    return violations


def verify_portfolio(portfolio: Portfolio, result: PortfolioResult) -> PortfolioVerification:
    """Recompute rules, values and bounds of a result from its selection and its certificates alone.

    Each leaf of a certificate's tree bounds, by its multipliers, every selection with its branch's yes and no; the
    leaves cover all selections, so the largest is a bound for all. A refutation bounds a gain of nothing below 0.

    Parameters
    ----------
    portfolio
        Projects and rules.
    result
        What :func:`solve_portfolio` gave, possibly tampered with.

    Returns
    -------
    PortfolioVerification
        What remains true.
    """
    faults = [] if result.portfolio_digest == portfolio.digest() else ["wrong_problem"]
    violations: list[Violation] = []
    if result.selection is not None:
        selection = result.selection
        if len(selection) and not 0 <= int(selection.projects.min()) <= int(selection.projects.max()) < len(portfolio):
            return PortfolioVerification(
                is_valid=False, proof=Proof.NONE, bounds=(), violations=(), faults=("wrong_problem",)
            )
        fresh = Selection.of(portfolio, selection.projects.tolist())
        if (fresh.value, fresh.saved, fresh.cost) != (selection.value, selection.saved, selection.cost):
            faults.append("wrong_value")
        violations = check_portfolio(portfolio, fresh)
    bounds = _check_tiers(portfolio, result, faults)
    faults += _judge_status(portfolio, result)
    is_valid = not faults and not violations
    proof = Proof.VERIFIED if is_valid and result.proof is Proof.VERIFIED else Proof.NONE
    return PortfolioVerification(is_valid, proof, bounds, tuple(violations), tuple(dict.fromkeys(faults)))


def tier_program(portfolio: Portfolio, goals: Sequence[tuple[Goal, int]], before: Sequence[Tier]) -> Program:
    """Ask for the best of these goals among the selections that reach the values of all tiers before."""
    columns = np.arange(len(portfolio), dtype=np.int32)
    held = [(portfolio.gain(dict(tier.goals)), tier.value) for tier in before]
    lines = [Line(columns, -gain, -value) for gain, value in held if value is not None]
    return portfolio.program.plus(lines).gaining(portfolio.gain(dict(goals)))


def _check_tiers(portfolio: Portfolio, result: PortfolioResult, faults: list[str]) -> tuple[int | None, ...]:
    bounds: list[int | None] = []
    for at, tier in enumerate(result.tiers):
        if result.selection is not None:
            reached = int(portfolio.gain(dict(tier.goals))[result.selection.projects].sum())
            if reached != tier.value:
                faults.append("wrong_value")
        bound = None
        if tier.certificate is not None:
            bound = compute_bound(tier_program(portfolio, tier.goals, result.tiers[:at]), tier.certificate)
            if bound is None:
                faults.append("wrong_certificate")
        faults += _judge_tier(tier, bound)
        bounds.append(bound)
    return tuple(bounds)


def _judge_tier(tier: Tier, bound: int | None) -> list[str]:
    """Name what a tier claims too much, given what its certificate proves."""
    faults = []
    if tier.proof is Proof.VERIFIED and (bound is None or bound != tier.bound):
        faults.append("wrong_bound")
    if tier.proof is Proof.CLAIMED and (tier.bound is None or (bound is not None and bound < tier.bound)):
        faults.append("wrong_bound")
    if tier.proof is Proof.NONE and tier.bound is not None:
        faults.append("wrong_bound")
    if tier.gap is not None and tier.gap < 0:
        faults.append("bound_below_value")
    if bound is not None and tier.value is not None and bound < tier.value:
        faults.append("bound_below_value")
    return faults


def _judge_status(portfolio: Portfolio, result: PortfolioResult) -> list[str]:
    """Name what the status word and the proof of the whole claim too much."""
    faults = []
    if result.status is Status.PROVEN and (
        result.selection is None or not result.tiers or any(tier.gap != 0 for tier in result.tiers)
    ):
        faults.append("status_not_proven")
    if result.status is Status.INFEASIBLE:
        return faults + _judge_refutation(portfolio, result)
    if result.proof is Proof.VERIFIED and (
        not result.tiers or any(tier.proof is not Proof.VERIFIED for tier in result.tiers)
    ):
        faults.append("proof_not_verified")
    return faults


def _judge_refutation(portfolio: Portfolio, result: PortfolioResult) -> list[str]:
    if result.selection is not None:
        return ["status_not_proven"]
    if result.refutation is None:
        return ["proof_not_verified"] if result.proof is Proof.VERIFIED else []
    bound = compute_bound(portfolio.program, result.refutation)
    return ["wrong_certificate"] if bound is None or bound >= 0 else []
