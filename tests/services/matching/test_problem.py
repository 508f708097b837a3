"""Needs and packages become a problem of the best candidates."""

import numpy as np

from optimizer import Pairs, solve
from services.matching.problem import build_problem
from services.matching.values import Matching, MatchingSettings, NeedValue, PackageValue

NEEDS = [
    NeedValue("N1", "污水除磷", "总磷低于0.3", fields=("水处理",), trl=7, budget=100.0, region="河南", wanted=1),
    NeedValue("N2", "焊接机器人", "焊缝跟踪", fields=("装备",)),
]
PACKAGES = [
    PackageValue("P1", "高效除磷药剂", fields=("水处理",), trl=8, price=80.0, region="河南", max_adopters=1),
    PackageValue("P2", "机器人焊缝跟踪", fields=("装备",), trl=5, price=400.0),
    PackageValue("P3", "航天轴承"),
]


def test_candidates_are_listed_with_places_and_capacities() -> None:
    built = build_problem(Matching(NEEDS, PACKAGES, MatchingSettings(wanted=2, max_adopters=5, least_fit=0.2)))
    store = built.problem.store
    assert isinstance(store, Pairs)
    assert list(zip(store.demand.tolist(), store.supply.tolist(), strict=True)) == [(0, 0), (1, 1)]
    assert (built.problem.demand.lo.tolist(), built.problem.supply.hi.tolist()) == ([1, 2], [1, 5, 5])
    assert built.problem.shortage_price == built.problem.scale


def test_a_need_that_wants_more_than_fits_it_stays_short() -> None:
    built = build_problem(Matching(NEEDS, PACKAGES, MatchingSettings(wanted=2, least_fit=0.2)))
    result = solve(built.problem)
    assert result.assignment is not None
    assert result.assignment.pairs() == [(0, 0), (1, 1)]
    assert (result.assignment.shortage.demand.tolist(), result.assignment.shortage.units) == ([1], 1)


def test_every_known_component_is_explained() -> None:
    built = build_problem(Matching(NEEDS, PACKAGES))
    components = built.components(np.array([0, 2], np.int32), np.array([0, 0], np.int32))
    known = {name for name, values in components.items() if not np.isnan(values[0])}
    assert known == {"text", "field", "maturity", "region", "budget"}
    assert np.isnan(components["field"][1])
