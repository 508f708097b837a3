"""Why there is no lottery under a cap, and files of lotteries."""

from fractions import Fraction
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from optimizer import Problem, ProblemError, Status, load_lottery, lottery_shortage, randomize, save_lottery
from optimizer.lottery_check import verify_lottery
from tests.optimizer.oracle import problems, usable_pairs

brief = settings(max_examples=80, deadline=None)
CAPS = ("1/2", "1/3", "0.3", "2/3")


def has_lottery(
    problem: Problem, cap: Fraction, demands: set[int] | None = None, supplies: set[int] | None = None
) -> bool:
    """Whether probabilities exist when only these minimums hold, by a linear program."""
    supply, demand, fit = usable_pairs(problem)
    locks = set(zip(*(side.tolist() for side in problem.store.locks()), strict=True))
    pairs = list(zip(supply.tolist(), demand.tolist(), strict=True))
    ranges = [(1, 1) if pair in locks else (0, float(cap)) for pair in pairs]
    rows, limits = [], []
    for nodes, bounds, kept in ((supply, problem.supply, supplies), (demand, problem.demand, demands)):
        for at in range(len(bounds)):
            row = (nodes == at).astype(float)
            rows.append(row)
            limits.append(float(bounds.hi[at]))
            if kept is None or at in kept:
                rows.append(-row)
                limits.append(-float(bounds.lo[at]))
    if not pairs:
        return all(limit >= 0 for limit in limits)
    return linprog(np.zeros(len(fit)), A_ub=np.array(rows), b_ub=limits, bounds=ranges).status == 0


@given(problem=problems(elastic=False), cap=st.sampled_from(CAPS))
@brief
def test_those_who_lack_cannot_be_served_and_none_can_be_left_out(problem: Problem, cap: str) -> None:
    lottery = randomize(problem, cap=cap)
    found = lottery_shortage(problem, lottery)
    if found is None:
        assume(lottery.status is not Status.INFEASIBLE)
        assert has_lottery(problem, Fraction(cap))
        return
    assert found.available < found.required
    for count in (len(found.nodes), len(found.nodes) - 1):
        for nodes in combinations(found.nodes, count):
            kept = (set(nodes), set()) if found.side == "demand" else (set(), set(nodes))
            assert has_lottery(problem, Fraction(cap), *kept) == (count < len(found.nodes))
    if found.least_cap is None:
        assert not has_lottery(problem, Fraction(1))
    else:
        assert has_lottery(problem, found.least_cap)
        assert not has_lottery(problem, found.least_cap - Fraction(1, 1000))


@given(problem=problems(), cap=st.sampled_from(CAPS))
@settings(brief, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_files_keep_a_lottery_and_its_proof(problem: Problem, cap: str, tmp_path: Path) -> None:
    lottery = randomize(problem, cap=cap)
    save_lottery(lottery, tmp_path / "file")
    again = load_lottery(problem, tmp_path / "file")
    assert again.digest() == lottery.digest()
    assert verify_lottery(problem, again) == verify_lottery(problem, lottery)


def test_a_lottery_of_another_problem_is_refused(tmp_path: Path) -> None:
    one = Problem.from_matrix(fit=[[1, 2]], supply_hi=[1, 1], demand_lo=[1])
    other = Problem.from_matrix(fit=[[2, 2]], supply_hi=[1, 1], demand_lo=[1])
    save_lottery(randomize(one, cap=1), tmp_path / "file")
    with pytest.raises(ProblemError, match="wrong_problem"):
        load_lottery(other, tmp_path / "file")
