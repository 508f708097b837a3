"""The corners of a frontier against all plans of small problems."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer import (
    Balance,
    Leximin,
    Limits,
    Priority,
    Problem,
    ProblemError,
    Proof,
    Reserve,
    Saving,
    Status,
    TotalFit,
    Weighted,
    compare,
    frontier,
    verify,
)
from optimizer.objectives import Aim
from tests.optimizer.objectives.drawn import allowed_plans, terms, weighted, worth
from tests.optimizer.oracle import problems


def corners(points: set[tuple[Fraction, Fraction]]) -> list[tuple[Fraction, Fraction]]:
    """Upper right hull, ties left out, by falling first coordinate."""
    best = sorted(p for p in points if not any(q != p and q[0] >= p[0] and q[1] >= p[1] for q in points))
    hull: list[tuple[Fraction, Fraction]] = []
    for point in reversed(best):
        while len(hull) > 1 and turn(hull[-2], hull[-1], point) >= 0:
            hull.pop()
        hull.append(point)
    return hull


def turn(one: tuple[Fraction, Fraction], two: tuple[Fraction, Fraction], three: tuple[Fraction, Fraction]) -> Fraction:
    """Below 0 where the middle point lies outside the line from one to three, going left and up."""
    return (two[1] - one[1]) * (three[0] - one[0]) - (three[1] - one[1]) * (two[0] - one[0])


@given(data=st.data(), problem=problems())
@settings(max_examples=120, deadline=None)
def test_all_corners_are_found_and_nothing_else_is_best(data: st.DataObject, problem: Problem) -> None:
    aims: list[Aim] = [data.draw(st.one_of(terms(problem), weighted(problem))) for _ in range(2)]
    assume(aims[0].name != aims[1].name)
    found = frontier(problem, aims)
    plans = allowed_plans(problem)
    if not plans:
        assert (found.points, found.status) == ((), Status.INFEASIBLE)
        return
    values = {(worth(problem, aims[0], plan), worth(problem, aims[1], plan)) for plan in plans}
    told = [tuple(Fraction(it.value, it.scale) for it in point.measures) for point in found.points]
    assert (found.is_complete, found.proof, found.status) == (True, Proof.VERIFIED, Status.PROVEN)
    assert set(corners(values)) <= set(told)
    assert all(not (one[0] >= own[0] and one[1] >= own[1] and one != own) for own in told for one in values)
    assert told == sorted(told, reverse=True)
    for point in found.points:
        assert verify(problem, point.result).proof is Proof.VERIFIED


def drawn_problem() -> Problem:
    draw = np.random.default_rng(5)
    return Problem.from_matrix(fit=draw.random((30, 20)), supply_hi=np.full(20, 5), demand_lo=np.full(30, 2))


def test_points_stop_at_the_limit_and_when_told() -> None:
    problem = drawn_problem()
    aims = [TotalFit(), Balance.squares(5)]
    whole = frontier(problem, aims)
    assert whole.is_complete
    assert len(whole.points) > 4
    some = frontier(problem, aims, limit=4)
    assert (len(some.points), some.is_complete, some.status) == (4, False, Status.PROVEN)
    told: list[object] = []
    canceled = frontier(problem, aims, on_progress=told.append, should_stop=lambda: len(told) > 12)
    assert (canceled.status, canceled.is_complete) == (Status.CANCELED, False)
    assert frontier(problem, aims, limits=Limits(1e-9)).status in {Status.STOPPED, Status.PROVEN}
    digests = [[point.result.digest() for point in frontier(problem, aims).points] for _ in range(2)]
    assert digests[0] == digests[1] == [point.result.digest() for point in whole.points]


def test_three_objectives_give_points_that_no_other_beats() -> None:
    problem = drawn_problem()
    aims = [TotalFit(), Balance.squares(5), Reserve.of(np.arange(20) % 3)]
    found = frontier(problem, aims)
    values = [tuple(it.value for it in point.measures) for point in found.points]
    assert not found.is_complete
    assert len(values) > 3
    assert all(not all(a >= b for a, b in zip(one, own, strict=True)) for own in values for one in values if one != own)


def test_scenarios_of_different_objectives_stand_side_by_side() -> None:
    problem = drawn_problem()
    points = frontier(problem, [TotalFit(), Balance.squares(5)]).points
    lines = compare(problem, {"best": points[0].result, "even": points[-1].result}, terms=[Leximin()])
    assert [line.objective for line in lines] == ["total_fit>balance", "balance>total_fit"]
    names = [[it.name for it in line.measures] for line in lines]
    assert names == [["total_fit", "balance", "leximin"]] * 2
    assert [line.measures[0].value for line in lines] == [line.value for line in lines]
    assert lines[0].measures[1].value < lines[1].measures[1].value


@pytest.mark.parametrize(
    ("aims", "code"),
    [
        ([TotalFit()], "wrong_shape"),
        ([TotalFit(), TotalFit()], "duplicate_objective"),
        ([TotalFit(), Leximin()], "objective_not_linear"),
        ([TotalFit(), Priority.of([1])], "wrong_shape"),
        ([TotalFit(), Saving.of([1], [1])], "wrong_shape"),
        ([Weighted.of((1, TotalFit())), Weighted.of((1, TotalFit()))], "duplicate_objective"),
    ],
)
def test_frontiers_that_mean_nothing_are_refused(aims: list[Aim], code: str) -> None:
    with pytest.raises(ProblemError) as refused:
        frontier(drawn_problem(), aims)
    assert refused.value.code == code
