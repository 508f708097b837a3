"""Terms together: weighed against each other, or one after the other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np

from optimizer.errors import ProblemError
from optimizer.intake import largest_of
from optimizer.objectives.term import Aim, Measure, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from optimizer.problem import Problem
    from optimizer.solution import Assignment

    Array = NDArray[Any]
    Units = NDArray[np.int64]

LARGEST_GAIN = 2**62


@dataclass(frozen=True, eq=False)
class Weighted(Aim):
    """Terms weighed against each other, each in its own unit: 2 x priority + 0.5 x tce saved.

    Attributes
    ----------
    parts
        Exact weights, above 0, each with its term.
    """

    parts: tuple[tuple[Fraction, Term], ...]

    code: ClassVar[str] = "weighted"

    @classmethod
    def of(cls, *parts: tuple[float | Fraction, Term]) -> Self:
        """Weigh terms; a float stands for the decimal it prints as.

        Raises
        ------
        ProblemError
            ``no_objective``, ``duplicate_objective``, ``bad_weight`` or, for an aim that does not add up,
            ``objective_not_linear``.
        """
        exact = []
        for weight, term in parts:
            if not isinstance(term, Term):
                raise ProblemError("objective_not_linear", objective=term.name)
            if not math.isfinite(weight) or weight <= 0:
                raise ProblemError("bad_weight", objective=term.name, value=str(weight))
            exact.append((weight if isinstance(weight, Fraction) else Fraction(str(weight)), term))
        if not exact:
            raise ProblemError("no_objective")
        require_distinct([term for _, term in exact])
        return cls(tuple(exact))

    @property
    def name(self) -> str:
        """Name the terms with their weights."""
        return " + ".join(f"{weight} {term.name}" for weight, term in self.parts)

    def factors(self, problem: Problem) -> list[tuple[int, Term]]:
        """Return whole weights for whole units, in the same proportions."""
        scale = self.scale_of(problem)
        return [(int(weight * scale / term.scale_of(problem)), term) for weight, term in self.parts]

    def scale_of(self, problem: Problem) -> int:
        """Return the least scale at which all weights are whole."""
        return math.lcm(*((weight / term.scale_of(problem)).denominator for weight, term in self.parts))

    def measure(self, problem: Problem, plan: Assignment) -> int:
        """Add up weighed terms."""
        return sum(factor * term.measure(problem, plan) for factor, term in self.factors(problem))

    def require_valid(self, problem: Problem) -> None:
        """Require it of all terms."""
        for _, term in self.parts:
            term.require_valid(problem)


@dataclass(frozen=True, eq=False)
class Lexicographic:
    """Aims one after the other: each is made best only among the plans that are best for all before it."""

    aims: tuple[Aim, ...]

    @classmethod
    def of(cls, *aims: Aim) -> Self:
        """Order aims.

        Raises
        ------
        ProblemError
            ``no_objective`` or ``duplicate_objective``.
        """
        if not aims:
            raise ProblemError("no_objective")
        require_distinct(aims)
        return cls(aims)

    @property
    def name(self) -> str:
        """Name the aims in their order."""
        return ">".join(aim.name for aim in self.aims)


Objective = Aim | Lexicographic


def aims_of(objective: Objective) -> tuple[Aim, ...]:
    """List the aims of an objective, the first first."""
    return objective.aims if isinstance(objective, Lexicographic) else (objective,)


def require_distinct(aims: Sequence[Aim]) -> None:
    """Raise ProblemError when two aims have one name: nobody could tell them apart in results."""
    names = [aim.name for aim in aims]
    for name in names:
        if names.count(name) > 1:
            raise ProblemError("duplicate_objective", objective=name)


def terms_of(objectives: Iterable[Objective]) -> tuple[Aim, ...]:
    """List every term and aim of objectives, each name once; a weighted sum comes after its terms."""
    found: dict[str, Aim] = {}
    for objective in objectives:
        for aim in aims_of(objective):
            parts = [term for _, term in aim.parts] if isinstance(aim, Weighted) else []
            for each in (*parts, aim):
                found.setdefault(each.name, each)
    return tuple(found.values())


def measure_by(problem: Problem, plan: Assignment, aim: Aim) -> Measure:
    """Measure a plan by one aim."""
    return Measure(aim.name, aim.measure(problem, plan), aim.scale_of(problem))


def measure_terms(problem: Problem, plan: Assignment, *objectives: Objective) -> tuple[Measure, ...]:
    """Measure a plan by every term and aim of objectives, each name once.

    Parameters
    ----------
    problem, plan
        Any plan of the problem, whatever it was made for.
    objectives
        What to measure by.

    Returns
    -------
    tuple
        One exact measure per term and aim; a weighted sum comes after its terms.
    """
    return tuple(measure_by(problem, plan, aim) for aim in terms_of(objectives))


@dataclass(frozen=True, eq=False, slots=True)
class Recipe:
    """What a linear objective counts in one problem: per pair of the store, per unit of a supply, per missing unit.

    Attributes
    ----------
    parts
        The terms behind it with their whole weights.
    constant
        What every plan has besides.
    spread
        More than any two plans can differ by.
    """

    parts: tuple[tuple[int, Term], ...]

    gain: Array
    cost: Units | None
    missing_price: int
    constant: int
    spread: int

    @property
    def is_shortage_alone(self) -> bool:
        """Whether nothing but missing units counts."""
        return self.cost is None and not self.gain.any()

    def measure(self, problem: Problem, plan: Assignment) -> int:
        """Add up weighed terms."""
        return sum(factor * term.measure(problem, plan) for factor, term in self.parts)


def weigh(problem: Problem, parts: Sequence[tuple[int, Term]]) -> Recipe:
    """Add up weighed terms.

    Raises
    ------
    ProblemError
        ``fit_too_large`` when the sums would leave 64 bits.
    """
    gain: Array | None = None
    cost: Units | None = None
    price = constant = heaviest = 0
    for factor, term in parts:
        term.require_valid(problem)
        own, own_cost = term.gain_all(problem), term.unit_cost(problem)
        heaviest += factor * max(largest_of(own), 0 if own_cost is None else largest_of(own_cost))
        if heaviest > LARGEST_GAIN:
            raise ProblemError("fit_too_large", largest=heaviest, limit=LARGEST_GAIN)
        own = own if factor == 1 else own.astype(np.int64) * factor
        gain = own if gain is None else gain.astype(np.int64, copy=False) + own
        if own_cost is not None:
            cost = own_cost * factor if cost is None else _add_costs(cost, own_cost * factor)
        price += factor * term.missing_price(problem)
        constant += factor * term.constant(problem)
    if gain is None:
        raise ProblemError("no_objective")
    return Recipe(tuple(parts), gain, cost, price, constant, _spread(problem, gain, cost, price))


def recipe_of(problem: Problem, aim: Aim) -> Recipe | None:
    """Return the recipe of a linear aim, None for the others."""
    if isinstance(aim, Weighted):
        return weigh(problem, aim.factors(problem))
    return weigh(problem, [(1, aim)]) if isinstance(aim, Term) else None


def outweigh(problem: Problem, aims: Sequence[Aim]) -> Recipe | None:
    """Let every aim outweigh all after it, so that one flow settles them all; None when the numbers grow too large."""
    parts: list[tuple[int, Term]] = []
    weight = 1
    try:
        for aim in reversed(aims):
            own = aim.factors(problem) if isinstance(aim, Weighted) else [(1, aim)]
            linear = [(weight * factor, term) for factor, term in own if isinstance(term, Term)]
            if len(linear) < len(own):
                return None
            parts += linear
            weight = weigh(problem, parts).spread
        return weigh(problem, parts)
    except ProblemError as error:
        if error.code != "fit_too_large":
            raise
        return None


def _add_costs(one: Units, other: Units) -> Units:
    """Add up costs of units; what is shorter has reached every capacity already."""
    width = min(one.shape[1], other.shape[1])
    return one[:, :width] + other[:, :width]


def _spread(problem: Problem, gain: Array, cost: Units | None, price: int) -> int:
    units = min(int(problem.supply.hi.sum()), int(problem.demand.hi.sum()))
    largest, least = (max(0, int(gain.max())), min(0, int(gain.min()))) if gain.size else (0, 0)
    spread = units * (largest - least) + 1
    if cost is not None and cost.size:
        spread += units * (max(0, int(cost.max())) - min(0, int(cost.min())))
    missing = int(problem.supply.lo.sum()) + int(problem.demand.lo.sum())
    missing += sum(int(problem.side.limits(rows)[0].sum()) for rows in [problem.side.required_rows()] if rows.size)
    return spread + price * missing * problem.is_elastic
