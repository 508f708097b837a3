"""Why a pair is in the plan, why not, what a change costs, and why there is no plan: codes with parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.check import Violation
    from optimizer.problem import Problem
    from optimizer.result import Result
    from optimizer.solution import Assignment

Param = int | str | tuple[int, ...]


@dataclass(frozen=True)
class Reason:
    """One answer as a code with parameters; ``details`` are further answers to the same question."""

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
    """

    loss: int | None
    assignment: Assignment | None
    violations: tuple[Violation, ...] = ()


@dataclass(frozen=True)
class Mend:
    """One way out of a shortage.

    Attributes
    ----------
    code
        ``raise_capacity`` (supply), ``raise_limit`` (demand), ``lower_requirement`` (demand), ``lower_minimum``
        (supply), ``allow_pair`` (supply, demand, reason).
    params
        Indices, and ``units``: by how much.
    """

    code: str
    params: Mapping[str, int | str]


@dataclass(frozen=True)
class Infeasibility:
    """Why a problem has no plan: demands that together require more than their supplies can give, or the reverse.

    Attributes
    ----------
    code
        ``demands_lack_supplies``, ``supplies_lack_demands`` (minimum loads) or ``locks_over_limit``.
    demands, supplies
        The lacking nodes and the ones that could still serve them; none of the lacking nodes can be left out.
    units_required, units_available
        What the lacking nodes require together and the most they can get together.
    mends
        A smallest set of changes, in units, that makes the whole problem feasible.
    missing_units
        Units all minimums of the problem lack together at least, in the whole problem.
    """

    code: str
    demands: tuple[int, ...]
    supplies: tuple[int, ...]
    units_required: int
    units_available: int
    mends: tuple[Mend, ...]
    missing_units: int


def why(problem: Problem, result: Result, supply: int, demand: int) -> Reason:
    """Say why a pair is in the plan.

    Returns
    -------
    Reason
        ``locked``; ``chosen`` with ``fit``, ``rank`` among the allowed supplies of the demand, ``loss`` when the pair
        is taken away (absent when the plan cannot do without it) and the supply that comes in then; or the answer of
        :func:`why_not` when the pair is not in the plan.
    """
    raise NotImplementedError


def why_not(problem: Problem, result: Result, supply: int, demand: int) -> Reason:
    """Say why a pair is not in the plan.

    Returns
    -------
    Reason
        ``in_plan``; ``not_listed``; ``forbidden`` with ``reason``; ``impossible`` when no plan can hold the pair; else
        ``costs`` with the exact ``loss`` of forcing it (``ties`` when that is 0). Details: ``supply_full`` with ``busy_with``
        (demands), ``demand_full`` with ``served_by`` (supplies), ``rank`` among the supplies of the demand, and ``chain``:
        which pairs come in and go when it is forced.
    """
    raise NotImplementedError


def price(problem: Problem, result: Result, change: Change) -> Price:
    """Compute the exact loss of a hand edit by re-solving around it, from the plan and its certificate."""
    raise NotImplementedError


def shortage(problem: Problem) -> Infeasibility | None:
    """Explain why there is no plan by a minimum cut, with the smallest mends; None when there is a plan."""
    raise NotImplementedError
