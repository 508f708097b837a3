"""Nested rules as one flow, against brute force; what crosses is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizer import Problem, ProblemError, Proof, Result, Status, check, solve
from optimizer.engines import laminar, pricing
from optimizer.rules import NO_LIMIT, Budget, Caseload, GroupLimit, KindLimit, Rule
from tests.optimizer.oracle import all_plans, costed_problems, problems

brief = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def nested_rules(draw: st.DrawFn, problem: Problem) -> tuple[Rule, ...]:
    """Draw one to four rules: organizations in regions, per demand and per supply, brokers in offices, one kind."""
    counts = {"supply": len(problem.supply), "demand": len(problem.demand)}
    rules: list[Rule] = []
    for per, members in (("demand", "supply"), ("supply", "demand")):
        narrow = draw_labels(draw, counts[members], -1, 2)
        wide = np.where(narrow < 0, draw_labels(draw, counts[members], -1, 0), narrow // 2)
        rules += [GroupLimit.of(f"narrow {per}", narrow, **draw_limits(draw), per=per)]
        rules += [GroupLimit.of(f"wide {per}", wide, **draw_limits(draw), per=per)]
        broker = draw_labels(draw, counts[per], -1, 2)
        rules += [Caseload.of(f"broker {per}", broker, lo=draw(st.integers(0, 1)), hi=draw(st.integers(1, 3)), by=per)]
        rules += [Caseload.of(f"office {per}", np.maximum(broker, 0) // 2, hi=draw(st.integers(1, 4)), by=per)]
    member = draw_labels(draw, counts["supply"] * 2, 0, 1).reshape(-1, 2)
    wanted = draw_labels(draw, counts["demand"], -1, 1)
    kind = KindLimit.of("kind", member, wanted, lo=draw(st.integers(0, 1)), hi=draw(st.sampled_from([1, 2, NO_LIMIT])))
    chosen = draw(st.lists(st.sampled_from(range(len(rules))), min_size=1, max_size=3, unique=True))
    with_kind = draw(st.booleans()) and not set(chosen) & {0, 1}
    return tuple([rules[at] for at in sorted(chosen)] + [kind] * with_kind)


@st.composite
def laminar_problems(draw: st.DrawFn) -> Problem:
    problem = draw(problems() | costed_problems())
    return replace(problem, rules=draw(nested_rules(problem)))


def draw_labels(draw: st.DrawFn, count: int, least: int, most: int) -> np.ndarray:
    return np.array(draw(st.lists(st.integers(least, most), min_size=count, max_size=count)), np.int64)


def draw_limits(draw: st.DrawFn) -> dict[str, int]:
    lo, hi = sorted((draw(st.integers(0, 2)), draw(st.integers(0, 2))))
    return {"lo": lo if draw(st.booleans()) else 0, "hi": hi}


def assert_best(problem: Problem, result: Result) -> None:
    best = all_plans(problem).best(problem.shortage_price)
    assert (result.proof, result.value) == (Proof.VERIFIED, best)
    if best is None:
        assert result.status is Status.INFEASIBLE
        return
    assert (result.status, result.gap) == (Status.PROVEN, 0)
    assert check(problem, result.assignment) == []


@given(problem=laminar_problems())
@brief
def test_nested_rules_agree_with_brute_force(problem: Problem) -> None:
    assert laminar.is_laminar(problem)
    result = solve(problem)
    assert result.engine == "laminar"
    assert_best(problem, result)


@given(problem=laminar_problems(), added=st.integers(1, 2))
@brief
def test_pricing_with_one_pair_to_start_with_agrees_with_brute_force(problem: Problem, added: int) -> None:
    hungry = pricing.Appetite(first_per_unit=0, least_first=1, most_added=added, ample=0, patience=99)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("optimizer.engines._is_dense", lambda _: True)
        patch.setattr(laminar.price, "__defaults__", (hungry,))
        assert_best(problem, solve(problem, engine="laminar"))


@pytest.mark.parametrize(
    "rules",
    [
        [GroupLimit.of("organization", [0, 0, 1], hi=1), GroupLimit.of("senior", [0, 1, 0], lo=1)],
        [GroupLimit.of("fields", [[0, 1], [0, 2], [3, 1]], hi=1)],
        [GroupLimit.of("organization", [0, 0, 1], hi=1), KindLimit.of("expert", [[1], [0], [1]], [0, -1], lo=1)],
        [Caseload.of("broker", [0, 0, 1], hi=3), Caseload.of("office", [1, 0, 0], hi=3)],
        [Budget.of("money", [1, 1, 1], hi=2)],
    ],
)
def test_what_crosses_or_weighs_is_refused(rules: list[Rule]) -> None:
    problem = Problem.from_matrix(fit=np.ones((2, 3), int), supply_hi=[2, 2, 2], demand_lo=[2, 2], rules=rules)
    assert not laminar.is_laminar(problem)
    with pytest.raises(ProblemError) as refused:
        solve(problem, engine="laminar")
    assert (refused.value.code, refused.value.params) == ("rules_unsupported", {"door": "laminar"})


@pytest.mark.parametrize(
    "rules",
    [
        [GroupLimit.of("organization", [0, 0, 1], hi=1), GroupLimit.of("senior", [0, 1, 0], lo=[0, 0], hi=[3, 3])],
        [GroupLimit.of("organization", [0, 1, 2], hi=1), GroupLimit.of("region", [0, 0, 1], hi=2)],
        [KindLimit.of("expert", [[1], [0], [1]], [0, -1], lo=1), Caseload.of("broker", [0, 0, 1], hi=3)],
        [GroupLimit.of("exclusive", [0, 1], hi=1, per="supply"), GroupLimit.of("organization", [0, 1, 0], hi=1)],
    ],
)
def test_what_nests_or_limits_nothing_is_not(rules: list[Rule]) -> None:
    problem = Problem.from_matrix(fit=np.ones((2, 3), int), supply_hi=[2, 2, 2], demand_lo=[2, 2], rules=rules)
    assert laminar.is_laminar(problem)
