"""Why rules and limits cannot hold together, against brute force over all choices of pairs."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from optimizer import Budget, Caseload, FitFloor, GroupLimit, Infeasibility, KindLimit, PairLimit, Problem, shortage
from tests.optimizer.oracle import all_plans, ruled_problems

brief = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MINIMUMS = {"requirement", "minimum", "rule_minimum"}


class Choices:
    """All choices among the pairs, forbidden ones too if asked, that hold every lock; amounts of every limit."""

    def __init__(self, problem: Problem, *, with_forbidden: bool) -> None:
        grid = np.divmod(np.arange(len(problem.supply) * len(problem.demand)), len(problem.supply))
        demand, supply = (half.astype(np.int32) for half in grid)
        found = problem.store.find(supply, demand)
        usable = found.listed & ((found.forbidden == 0) | with_forbidden)
        self.problem, self.supply, self.demand = problem, supply[usable], demand[usable]
        self.forbidden, locked = found.forbidden[usable] != 0, found.locked[usable]
        count = len(self.supply)
        chosen = (np.arange(2**count)[:, None] >> np.arange(count)) & 1 == 1
        self.chosen = chosen[chosen[:, locked].all(axis=1)]

    def amount(self, params: dict) -> np.ndarray:
        """What each choice adds up to in the limit that the parameters name."""
        if "rule" in params:
            side = self.problem.side
            rows = [row for row in range(side.row_count) if side.describe(row).items() <= params.items()]
            assert len(rows) == 1
            found = side.incidence(self.supply, self.demand)
            weight = np.zeros(len(self.supply), int)
            np.add.at(weight, found.at[found.row == rows[0]], found.weight[found.row == rows[0]])
            return self.chosen @ weight
        node = self.demand == params["demand"] if "demand" in params else self.supply == params["supply"]
        return self.chosen @ node.astype(int)

    def keeps(self, code: str, params: dict) -> np.ndarray:
        """Which choices keep a limit."""
        units = params["units"]
        return self.amount(params) >= units if code in MINIMUMS else self.amount(params) <= units

    def cost(self) -> np.ndarray:
        """Units by which each choice breaks limits, pairs it needs allowed, and sums it breaks at all."""
        problem, side = self.problem, self.problem.side
        total = (self.chosen & self.forbidden).sum(axis=1)
        for nodes, sides, bounds in (("demand", self.demand, problem.demand), ("supply", self.supply, problem.supply)):
            del nodes
            units = self.chosen @ (sides[:, None] == np.arange(len(bounds))).astype(int)
            total = total + (np.maximum(0, bounds.lo - units) + np.maximum(0, units - bounds.hi)).sum(axis=1)
        for row in range(side.row_count):
            least, most = (int(limit[0]) for limit in side.limits(np.array([row])))
            units = self.amount(side.describe(row))
            broken = np.maximum(0, least - units) + np.maximum(0, units - most)
            total = total + (broken if side.counts_units(np.array([row]))[0] else (broken > 0))
        return total


def assert_explained(problem: Problem, found: Infeasibility) -> None:
    choices = Choices(problem, with_forbidden=False)
    kept = [choices.keeps(each.code, dict(each.params)) for each in found.requirements]
    assert kept
    assert not np.all(kept, axis=0).any()
    for at in range(len(kept)):
        others = [*kept[:at], *kept[at + 1 :], np.ones(len(choices.chosen), bool)]
        assert np.all(others, axis=0).any()
    assert found.missing_units == Choices(problem, with_forbidden=True).cost().min()
    assert found.is_smallest


@given(problem=ruled_problems(elastic=False, most_pairs=9))
@brief
def test_clashes_are_minimal_and_mends_smallest(problem: Problem) -> None:
    found = shortage(problem)
    best = all_plans(problem).best(None)
    assert (found is None) == (best is not None)
    if found is not None:
        assert_explained(problem, found)


IMPOSSIBLE = {
    "group per demand": GroupLimit.of("r", [0, 0, 1], lo=[0, 2]),
    "group per supply": GroupLimit.of("r", [0, 0], hi=1, lo=1, per="supply"),
    "two groups": GroupLimit.of("r", [[0, 1], [1, 2], [2, 0]], hi=1),
    "kind": KindLimit.of("r", [[1], [0], [0]], [0, 0], lo=1),
    "caseload": Caseload.of("r", [0, 0, 0], hi=3),
    "budget": Budget.of("r", [4, 5, 6], hi=8),
    "budget of all": Budget.of("r", [[4, 5, 6], [1, 2, 3]], hi=11, per="all"),
    "floor": FitFloor.of("r", [10, 8]),
    "sets of pairs": PairLimit.of("r", supply=[0, 1, 2], demand=[0, 0, 1], row=[0, 0, 1], weight=[2, 3, -1], lo=[4, 0]),
}


@pytest.mark.parametrize("kind", IMPOSSIBLE)
def test_each_kind_of_rule_is_explained(kind: str) -> None:
    problem = Problem.from_matrix(
        fit=[[5, 4, 3], [5, 4, 3]],
        forbidden=[[0, 0, 0], [0, 0, 1]],
        locked=[[1, 0]],
        supply_hi=[1, 2, 2],
        demand_lo=[2, 2],
        rules=[IMPOSSIBLE[kind]],
    )
    bare = replace(problem, rules=())
    assert shortage(bare) is None
    found = shortage(problem)
    assert found is not None
    assert any("rule" in each.params for each in found.requirements)
    assert_explained(problem, found)


def test_a_missing_expert_is_named() -> None:
    expert = KindLimit.of("an expert of the field", [[1], [0], [0]], [0, 0], lo=1)
    problem = Problem.from_matrix(
        fit=[[5, 4, 3], [5, 4, 3]], supply_hi=[1, 2, 2], demand_lo=[2, 2], rules=[expert], reasons=("conflict",)
    )
    found = shortage(problem)
    assert found is not None
    told = [(each.code, dict(each.params)) for each in found.requirements]
    assert told == [
        ("rule_minimum", {"rule": "an expert of the field", "demand": 0, "group": 0, "units": 1}),
        ("rule_minimum", {"rule": "an expert of the field", "demand": 1, "group": 0, "units": 1}),
        ("capacity", {"supply": 0, "units": 1}),
    ]
    assert [(mend.code, dict(mend.params)) for mend in found.mends] == [("raise_capacity", {"supply": 0, "units": 1})]
    assert (found.demands, found.supplies) == ((0, 1), (0,))


def test_judges_of_one_organization_are_not_enough() -> None:
    rule = GroupLimit.of("one per organization", [0, 0], hi=1)
    found = shortage(Problem.from_matrix(fit=[[1, 1]], supply_hi=[1, 1], demand_lo=[2], rules=[rule]))
    assert found is not None
    assert {each.code for each in found.requirements} == {"requirement", "rule_maximum"}
    assert [mend.code for mend in found.mends] == ["raise_rule_maximum"]
