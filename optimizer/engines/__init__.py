"""The engines and the choice between them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from optimizer.engines import branching, capped, flow, lagrange, laminar, pricing
from optimizer.errors import ProblemError
from optimizer.intake import freeze
from optimizer.store import Grid, Matrix, Pairs

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from optimizer.engines.candidates import Choice
    from optimizer.engines.capped import Spread
    from optimizer.problem import Problem
    from optimizer.pulse import Pulse

EngineName = Literal["flow", "pricing", "laminar", "branching", "lagrange"]

# Measured: pricing a matrix costs 3 to 12 times less than the flow on all its pairs, but 2.4 to 3 times more than the
# flow on a list that is sparse already. Small problems are solved before the question matters.
DENSE_SHARE: Final = 0.25
LARGE_PAIR_COUNT: Final = 30_000
# Measured on lists with crossing rules: branching proves 300 000 pairs in 4 s of processor time, 1.5 million in 58 s;
# prices are within 0.007 % of their bound after 25 s of the latter.
LARGE_RULED_COUNT: Final = 1_000_000


def choose_engine(problem: Problem, wanted: EngineName | None = None) -> tuple[str, Callable[[Pulse], Choice]]:
    """Pick the engine by the input unless one is wanted: its name and how to run it."""
    needs_branching = bool(problem.rules) and not laminar.is_laminar(problem)
    if wanted == lagrange.NAME or (wanted is None and needs_branching and _is_large_list(problem)):
        return lagrange.NAME, _choose_lagrange(problem)
    if wanted == branching.NAME or (wanted is None and needs_branching):
        _, relaxed = choose_engine(replace(problem, rules=()))
        return branching.NAME, partial(branching.run, problem, relaxed)
    if problem.rules or wanted == laminar.NAME:
        return laminar.NAME, _choose_laminar(problem)
    name = wanted or (pricing.NAME if _is_dense(problem) else flow.NAME)
    if name == pricing.NAME:
        return name, partial(pricing.run, problem, _as_grid(problem))
    return name, partial(flow.run, problem)


def _is_large_list(problem: Problem) -> bool:
    is_large = problem.store.pair_count() >= LARGE_RULED_COUNT and not _is_dense(problem)
    return is_large and lagrange.can_price(problem)


def _choose_lagrange(problem: Problem) -> Callable[[Pulse], Choice]:
    if not lagrange.can_price(problem):
        raise ProblemError("rules_unsupported", door=lagrange.NAME)
    return partial(lagrange.run, problem)


def _choose_laminar(problem: Problem) -> Callable[[Pulse], Choice]:
    if not laminar.is_laminar(problem):
        raise ProblemError("rules_unsupported", door=laminar.NAME)
    if _is_dense(problem):
        return partial(laminar.price, problem, _as_grid(problem))
    return partial(laminar.run, problem)


def choose_capped_engine(
    problem: Problem, cap: Fraction, wanted: EngineName | None = None
) -> tuple[str, Callable[[Pulse], Spread]]:
    """Pick the engine of a lottery in the same way."""
    name = wanted or (pricing.NAME if _is_dense(problem) else flow.NAME)
    if name == pricing.NAME:
        return name, partial(capped.price, problem, _as_grid(problem), cap)
    return name, partial(capped.flow, problem, cap)


def _is_dense(problem: Problem) -> bool:
    count = problem.store.pair_count()
    return count > LARGE_PAIR_COUNT and count > DENSE_SHARE * len(problem.supply) * len(problem.demand)


def _as_grid(problem: Problem) -> Grid:
    store = problem.store
    if isinstance(store, Grid):
        return store
    if not isinstance(store, Pairs):
        raise TypeError(f"unknown store {type(store).__name__}")
    shape = (len(problem.demand), len(problem.supply))
    fit = np.zeros(shape, np.int64)
    forbidden = np.ones(shape, np.uint8)
    fit[store.demand, store.supply] = store.fit
    forbidden[store.demand, store.supply] = store.forbidden
    return Matrix(freeze(fit), freeze(forbidden), *store.locks())
