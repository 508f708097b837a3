"""Terms drawn for a problem, and what each plan has of them, counted by other means than the library's."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

from optimizer import (
    Assignment,
    Balance,
    FewestChanges,
    FewestMissing,
    Lexicographic,
    Priority,
    Problem,
    Reserve,
    Saving,
    TotalFit,
    Weighted,
)
from optimizer.objectives import Aim, Term
from tests.optimizer.oracle import all_plans


def integers(draw: st.DrawFn, count: int, least: int, most: int) -> np.ndarray:
    return np.array(draw(st.lists(st.integers(least, most), min_size=count, max_size=count)), np.int64)


@st.composite
def terms(draw: st.DrawFn, problem: Problem) -> Term:
    supply_count, demand_count = len(problem.supply), len(problem.demand)
    most = max(1, int(problem.supply.hi.max()))
    kind = draw(st.sampled_from(KINDS))
    if kind is Priority:
        return Priority.of(integers(draw, demand_count, 0, 5))
    if kind is Saving:
        share, volume = integers(draw, supply_count, 0, 4) / 4, integers(draw, demand_count, 0, 9) * 1.5
        return Saving.of(share, volume, what=draw(st.sampled_from(["tce", "tco2"])), scale=10)
    if kind is FewestChanges:
        old = draw(st.sets(st.tuples(st.integers(0, supply_count - 1), st.integers(0, demand_count - 1)), max_size=6))
        columns = np.array(sorted(old), np.int64).reshape(-1, 2)
        return FewestChanges.of(Assignment.of(problem, columns[:, 0], columns[:, 1]))
    if kind is Balance:
        steps = np.sort(integers(draw, supply_count * most, -3, 5).reshape(supply_count, most), axis=1)
        return draw(st.sampled_from([Balance.squares(most), Balance.nash(most), Balance.of(steps)]))
    if kind is Reserve:
        return Reserve.of(integers(draw, supply_count, 0, 3))
    return kind()


KINDS = (TotalFit, FewestMissing, Priority, Saving, FewestChanges, Balance, Reserve)


@st.composite
def weighted(draw: st.DrawFn, problem: Problem) -> Weighted:
    found = draw(st.lists(terms(problem), min_size=1, max_size=3, unique_by=lambda term: term.name))
    weights = [draw(st.sampled_from([1, 3, 0.25, Fraction(2, 3)])) for _ in found]
    return Weighted.of(*zip(weights, found, strict=True))


@st.composite
def lexicographic(draw: st.DrawFn, problem: Problem) -> Lexicographic:
    aims = st.one_of(terms(problem), weighted(problem))
    return Lexicographic.of(*draw(st.lists(aims, min_size=2, max_size=3, unique_by=lambda aim: aim.name)))


def allowed_plans(problem: Problem) -> list[list[tuple[int, int]]]:
    """All plans that keep every rule, as lists of pairs."""
    plans = all_plans(problem)
    rows = plans.chosen if problem.is_elastic else plans.chosen[plans.lacking == 0]
    return [[pair for pair, is_in in zip(plans.pairs, row, strict=True) if is_in] for row in rows.tolist()]


def worth(problem: Problem, aim: Aim, plan: list[tuple[int, int]]) -> Fraction:  # noqa: PLR0911 - one per term
    """What a plan has of an aim, in the aim's own unit."""
    if isinstance(aim, Weighted):
        return sum((weight * worth(problem, term, plan) for weight, term in aim.parts), Fraction())
    loads = np.bincount([i for i, _ in plan], minlength=len(problem.supply)).tolist()
    served = np.bincount([j for _, j in plan], minlength=len(problem.demand)).tolist()
    lacking = sum(max(0, int(lo) - got) for lo, got in zip(problem.demand.lo, served, strict=True))
    lacking += sum(max(0, int(lo) - given) for lo, given in zip(problem.supply.lo, loads, strict=True))
    if isinstance(aim, TotalFit):
        total = sum(int(problem.store.find(np.array([i]), np.array([j])).fit[0]) for i, j in plan)
        return Fraction(total - (problem.shortage_price or 0) * lacking, problem.scale)
    if isinstance(aim, FewestMissing):
        return Fraction(-lacking)
    if isinstance(aim, Priority):
        return Fraction(sum(int(aim.weight[j]) for _, j in plan))
    if isinstance(aim, Saving):
        return Fraction(sum(round(float(aim.share[i] * aim.volume[j]) * aim.scale) for i, j in plan), aim.scale)
    if isinstance(aim, FewestChanges):
        return Fraction(-count_changes(problem, aim, plan))
    if isinstance(aim, Balance):
        rows = np.broadcast_to(np.atleast_2d(aim.cost), (len(loads), np.atleast_2d(aim.cost).shape[1])).tolist()
        return Fraction(-sum(sum(row[:load]) for row, load in zip(rows, loads, strict=True)), aim.scale)
    assert isinstance(aim, Reserve)
    free = np.maximum(0, problem.supply.hi - aim.units).tolist()
    return Fraction(-sum(max(0, load - kept) for load, kept in zip(loads, free, strict=True)))


def count_changes(problem: Problem, aim: FewestChanges, plan: list[tuple[int, int]]) -> int:
    """Pairs added, and pairs dropped that could have stayed."""
    old = set(zip(aim.supply.tolist(), aim.demand.tolist(), strict=True))
    found = problem.store.find(aim.supply, aim.demand)
    stays = found.listed & (found.forbidden == 0)
    stays &= (problem.supply.hi[aim.supply] > 0) & (problem.demand.hi[aim.demand] > 0)
    possible = {
        pair for pair, may in zip(zip(aim.supply.tolist(), aim.demand.tolist(), strict=True), stays, strict=True) if may
    }
    return len(set(plan) - old) + len(possible - set(plan))
