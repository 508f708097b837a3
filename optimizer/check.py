"""Is a plan allowed, and is its proof true? Integers and numpy only, no solver."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from optimizer.result import Proof

if TYPE_CHECKING:
    from collections.abc import Mapping

    from optimizer.problem import Problem
    from optimizer.result import Result
    from optimizer.solution import Assignment

MOST_VIOLATIONS: Final = 10_000


@dataclass(frozen=True)
class Violation:
    """One broken rule.

    Attributes
    ----------
    code
        ``pair_repeated``, ``pair_not_listed``, ``pair_forbidden``, ``lock_missing``, ``supply_over``, ``supply_under``,
        ``demand_over`` or ``demand_under``.
    params
        ``supply`` and ``demand`` indices, ``reason`` of a forbidden pair, ``units`` against ``limit``.
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
        VERIFIED when ``is_valid`` and the bound comes from a certificate, else NONE.
    violations
        Rules the plan breaks.
    faults
        Codes of what the result claims wrongly: ``wrong_problem``, ``wrong_value``, ``wrong_bound``,
        ``wrong_certificate``, ``bound_below_value``, ``status_not_proven``.
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
    """
    raise NotImplementedError


def verify(problem: Problem, result: Result) -> Verification:
    """Recompute value, bound and gap of a result from its plan and its integer multipliers alone.

    For any multipliers y the sum over pairs of max(0, fit - y_supply - y_demand), plus what the bounds of each node
    can earn at its multiplier, is at least the value of every plan. So nothing about the solver need be trusted.
    """
    raise NotImplementedError
