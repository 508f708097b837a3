"""The plans that are best for all aims so far, as a problem of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np

from optimizer.errors import ProblemError
from optimizer.events import with_columns
from optimizer.intake import NARROW_FIT, freeze, largest_of
from optimizer.levels import narrow
from optimizer.rules import NO_LIMIT, Budget, FitFloor, PairLimit
from optimizer.store import Matrix, Pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.objectives.compose import Recipe
    from optimizer.problem import Problem
    from optimizer.result import Certificate
    from optimizer.rules import Rule

    Array = NDArray[Any]

HELD: Final = "held"


@dataclass(frozen=True, eq=False)
class Face:
    """Some of the plans of a problem.

    Attributes
    ----------
    own
        The problem, by which every aim is measured.
    among
        The plans that are left, with the fits and costs of ``own``.
    short_supply, short_demand
        Nodes that lack every unit that they do not have: where minimums were given up for good, what a unit adds there
        is one missing unit less.
    """

    own: Problem
    among: Problem
    short_supply: NDArray[np.bool_]
    short_demand: NDArray[np.bool_]

    @classmethod
    def whole(cls, problem: Problem) -> Self:
        """Begin with all plans."""
        counts = len(problem.supply), len(problem.demand)
        return cls(problem, problem, *(np.zeros(count, np.bool_) for count in counts))

    def ask(self, recipe: Recipe) -> Problem:
        """Make the problem that looks for the best of these plans by a recipe."""
        gain = recipe.gain
        if recipe.missing_price and (self.short_supply.any() or self.short_demand.any()):
            gain = gain + recipe.missing_price * self._count_short()
        is_own = gain is self.own.store.arrays()["fit"]
        return replace(
            self.among,
            store=self.among.store if is_own else with_columns(self.among.store, fit=_width(self.among, gain)),
            supply=replace(self.among.supply, cost=None if recipe.cost is None else freeze(recipe.cost)),
            shortage_price=recipe.missing_price if self.among.is_elastic else None,
            rules=self.among.rules if is_own else tuple(_keep_fits(rule, self.own) for rule in self.among.rules),
        )

    def narrow(self, recipe: Recipe, certificate: Certificate) -> Face:
        """Keep the plans that these multipliers prove best by a recipe."""
        question = self.ask(recipe)
        best, own = narrow(question, certificate), self.own.store.arrays()
        among = replace(
            best,
            store=with_columns(best.store, fit=own["fit"]),
            supply=replace(best.supply, cost=self.own.supply.cost),
            rules=self.among.rules,
        )
        if not self.among.is_elastic or recipe.is_shortage_alone:
            return replace(self, among=among)  # all of them lack as many units, if any
        short = [after.hi <= before.lo for after, before in self._sides(best)]
        return Face(self.own, among, *short)

    def hold(self, name: str, recipe: Recipe, value: int) -> Face:
        """Keep the plans whose gains add up to a value at least."""
        if recipe.cost is not None or (self.among.is_elastic and recipe.missing_price):
            raise ProblemError("objective_cannot_be_held", objective=name)
        return self.limit(_hold_gain(self.own, f"{HELD} {len(self.among.rules)} {name}", recipe.gain, value))

    def limit(self, rule: Rule) -> Face:
        """Keep the plans that keep one more rule."""
        return replace(self, among=replace(self.among, rules=(*self.among.rules, rule)))

    def _sides(self, best: Problem) -> list[tuple[Any, Any]]:
        return [(best.supply, self.among.supply), (best.demand, self.among.demand)]

    def _count_short(self) -> Array:
        """How many missing units each pair makes up for, by what is known of its nodes."""
        store = self.among.store
        supply, demand = self.short_supply.astype(np.int64), self.short_demand.astype(np.int64)
        if isinstance(store, Pairs):
            counted: Array = supply[store.supply] + demand[store.demand]
            return counted
        return supply[None, :] + demand[:, None]


def _width(problem: Problem, gain: Array) -> Array:
    """As narrow as a matrix may be, so that pricing it stays cheap."""
    is_narrow = isinstance(problem.store, Matrix) and largest_of(gain) <= NARROW_FIT
    return freeze(gain.astype(np.int32 if is_narrow else np.int64, copy=False))


def _hold_gain(problem: Problem, name: str, gain: Array, value: int) -> Rule:
    store = problem.store
    if isinstance(store, Pairs):
        row = np.zeros(len(gain), np.int64)
        return PairLimit.of(name, supply=store.supply, demand=store.demand, row=row, weight=gain, lo=value)
    return Budget.of(name, gain, lo=value, hi=NO_LIMIT, per="all")


def _keep_fits(rule: Rule, problem: Problem) -> Rule:
    """Floors of fit mean the fits of the problem, whatever a question counts."""
    if not isinstance(rule, FitFloor):
        return rule
    lo = np.broadcast_to(rule.lo, (len(problem.demand),))
    store = problem.store
    if isinstance(store, Pairs):
        row = store.demand.astype(np.int64)
        return PairLimit.of(rule.name, supply=store.supply, demand=store.demand, row=row, weight=store.fit, lo=lo)
    return Budget.of(rule.name, store.arrays()["fit"], lo=lo, hi=NO_LIMIT, per="demand")
