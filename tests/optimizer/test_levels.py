"""What narrowing keeps, against brute force: the best plans, all of them and no others."""

from dataclasses import replace

import numpy as np
from hypothesis import assume, given, settings

from optimizer import Problem, Status, solve
from optimizer.levels import narrow
from tests.optimizer.oracle import Plans, all_plans, costed_problems, problems

brief = settings(max_examples=150, deadline=None)


def chosen_sets(plans: Plans, kept: np.ndarray) -> set[frozenset[tuple[int, int]]]:
    return {
        frozenset(pair for pair, is_in in zip(plans.pairs, row, strict=True) if is_in) for row in plans.chosen[kept]
    }


@given(problem=problems() | costed_problems())
@brief
def test_exactly_the_best_plans_remain(problem: Problem) -> None:
    result = solve(problem)
    assume(result.status is Status.PROVEN)
    plans = all_plans(problem)
    value = plans.fit - (problem.shortage_price or 0) * plans.lacking
    is_best = (value == result.value) & (problem.is_elastic | (plans.lacking == 0))
    narrowed = all_plans(narrow(problem, result.certificate))
    assert chosen_sets(narrowed, narrowed.lacking == 0) == chosen_sets(plans, is_best)


@given(problem=costed_problems())
@brief
def test_the_second_objective_is_best_among_the_best_of_the_first(problem: Problem) -> None:
    result = solve(problem)
    assume(result.status is Status.PROVEN)
    question = narrow(problem, result.certificate)
    question = replace(question, supply=replace(question.supply, cost=None))
    again = solve(question)
    assert again.value == all_plans(question).best(None)
    assert again.gap == 0
