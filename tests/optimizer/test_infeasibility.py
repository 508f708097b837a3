"""Explanations of a shortage are true, minimal, and their mends are the fewest and enough."""

from collections import Counter
from itertools import combinations, combinations_with_replacement

import numpy as np
import pytest
from hypothesis import assume, given, settings

from optimizer import Infeasibility, Interrupted, Mend, Problem, Status, shortage, solve
from tests.optimizer.oracle import all_plans, as_columns, problems

brief = settings(max_examples=150, deadline=None)


def lacking_units(problem: Problem, side: str, nodes: tuple[int, ...]) -> int:
    """What these nodes require beyond the most they can get, by counting."""
    columns = as_columns(problem)
    across = "supply" if side == "demand" else "demand"
    usable = (columns["forbidden"] == 0) & ~columns["locked"]
    taken = {key: np.bincount(columns[f"pair_{key}"][columns["locked"]], minlength=99) for key in ("supply", "demand")}
    required = sum(max(0, int(columns[f"{side}_lo"][node]) - int(taken[side][node])) for node in nodes)
    inside = usable & np.isin(columns[f"pair_{side}"], nodes)
    available = 0
    for node, hi in enumerate(columns[f"{across}_hi"].tolist()):
        offers = int((inside & (columns[f"pair_{across}"] == node)).sum())
        available += min(hi - int(taken[across][node]), offers)
    return required - available


def mend(problem: Problem, mends: tuple[Mend, ...]) -> Problem:
    """Carry out what the mends say."""
    columns = {
        name: np.array(value) if hasattr(value, "dtype") else value for name, value in as_columns(problem).items()
    }
    for one in mends:
        units = one.params.get("units", 1)
        if one.code == "raise_capacity":
            columns["supply_hi"][one.params["supply"]] += units
        elif one.code == "raise_limit":
            columns["demand_hi"][one.params["demand"]] += units
        elif one.code == "lower_minimum":
            columns["supply_lo"][one.params["supply"]] -= units
        elif one.code == "lower_requirement":
            columns["demand_lo"][one.params["demand"]] -= units
        else:
            at = (columns["pair_supply"] == one.params["supply"]) & (columns["pair_demand"] == one.params["demand"])
            columns["forbidden"][at] = 0
    return Problem.from_pairs(**columns | {"shortage_price": None})


def count_units(mends: tuple[Mend, ...]) -> int:
    return sum(int(one.params.get("units", 1)) for one in mends)


def locks_fit(problem: Problem) -> bool:
    supply, demand = problem.store.locks()
    given = np.bincount(supply, minlength=len(problem.supply))
    got = np.bincount(demand, minlength=len(problem.demand))
    return bool((given <= problem.supply.hi).all() and (got <= problem.demand.hi).all())


@given(problem=problems())
@brief
def test_shortage_is_told_if_and_only_if_there_is_one(problem: Problem) -> None:
    assert (shortage(problem) is None) == (all_plans(problem).best(None) is not None)


@given(problem=problems(elastic=False))
@brief
def test_explanation_is_true_and_nothing_can_be_left_out(problem: Problem) -> None:
    assume(locks_fit(problem))
    told = shortage(problem)
    assume(told is not None)
    assert told.missing_units == all_plans(problem).lacking.min()
    side = "demand" if told.code == "demands_lack_supplies" else "supply"
    nodes = told.demands if side == "demand" else told.supplies
    assert lacking_units(problem, side, nodes) == told.units_required - told.units_available > 0
    for size in range(len(nodes)):
        for fewer in combinations(nodes, size):
            assert lacking_units(problem, side, fewer) <= 0


@given(problem=problems(elastic=False, most_pairs=6))
@settings(max_examples=50, deadline=None)
def test_mends_are_enough_and_no_fewer_units_are(problem: Problem) -> None:
    assume(locks_fit(problem))
    told = shortage(problem)
    assume(told is not None)
    assert solve(mend(problem, told.mends)).status is Status.PROVEN
    units = count_units(told.mends)
    assume(units <= 3)
    fewer = combinations_with_replacement(single_steps(problem), units - 1)
    assert not any(is_enough(problem, steps) for steps in fewer)


def single_steps(problem: Problem) -> list[Mend]:
    """Every change of one unit."""
    columns = as_columns(problem)
    steps = [Mend("raise_capacity", {"supply": i}) for i in range(len(problem.supply))]
    steps += [Mend("raise_limit", {"demand": j}) for j in range(len(problem.demand))]
    steps += [Mend("lower_minimum", {"supply": i}) for i in np.flatnonzero(problem.supply.lo).tolist()]
    steps += [Mend("lower_requirement", {"demand": j}) for j in np.flatnonzero(problem.demand.lo).tolist()]
    for at in np.flatnonzero(columns["forbidden"]).tolist():
        pair = {"supply": int(columns["pair_supply"][at]), "demand": int(columns["pair_demand"][at])}
        steps.append(Mend("allow_pair", pair))
    return steps


def is_enough(problem: Problem, steps: tuple[Mend, ...]) -> bool:
    """Whether a plan exists after these steps; a minimum cannot be lowered below nothing."""
    lowered = Counter((one.code, *one.params.values()) for one in steps if one.code.startswith("lower"))
    bounds = {"lower_minimum": problem.supply.lo, "lower_requirement": problem.demand.lo}
    if any(count > bounds[code][node] for (code, node), count in lowered.items()):
        return False
    return shortage(mend(problem, steps)) is None


def test_minimum_loads_are_explained_from_the_other_side() -> None:
    problem = Problem.from_matrix(fit=[[1, 1, 1]], supply_hi=[2, 2, 2], supply_lo=[1, 1, 0], demand_lo=[1])
    assert shortage(problem) == Infeasibility(
        code="supplies_lack_demands",
        demands=(0,),
        supplies=(0, 1),
        units_required=2,
        units_available=1,
        missing_units=1,
        mends=(Mend("raise_limit", {"demand": 0, "units": 1}),),
    )


def test_demand_with_conflicts_only_is_told_to_allow_one() -> None:
    problem = Problem.from_matrix(
        fit=[[1, 1], [1, 1]], forbidden=[[1, 1], [0, 0]], supply_hi=[1, 1], demand_lo=[1, 1], reasons=["kinship"]
    )
    told = shortage(problem)
    assert (told.demands, told.supplies, told.units_required, told.units_available) == ((0,), (), 1, 0)
    assert len(told.mends) == 1
    assert told.mends[0].code == "allow_pair"
    assert told.mends[0].params["reason"] == "kinship"


def test_locks_over_a_limit_are_named() -> None:
    problem = Problem.from_matrix(fit=[[1], [1]], supply_hi=[1], demand_lo=[1, 1], locked=[[0, 0], [0, 1]])
    assert shortage(problem) == Infeasibility(
        code="locks_over_limit",
        demands=(),
        supplies=(0,),
        units_required=2,
        units_available=1,
        missing_units=1,
        mends=(Mend("raise_capacity", {"supply": 0, "units": 1}),),
    )


def test_a_shortage_everywhere_is_cut_down_to_a_small_one() -> None:
    problem = Problem.from_matrix(fit=np.ones((40, 20), int), supply_hi=np.ones(20, int), demand_lo=np.full(40, 2))
    told = shortage(problem)
    assert (len(told.demands), len(told.supplies)) == (11, 20)
    assert (told.units_required, told.units_available, told.missing_units) == (22, 20, 60)
    assert solve(mend(problem, told.mends)).status is Status.PROVEN
    assert count_units(told.mends) == 60


def test_an_explanation_can_be_stopped() -> None:
    problem = Problem.from_matrix(fit=np.ones((4, 2), int), supply_hi=[1, 1], demand_lo=[1, 1, 1, 1])
    phases: list[str] = []
    assert shortage(problem, on_progress=lambda progress: phases.append(progress.phase)).missing_units == 2
    assert phases[0] == "certify"
    with pytest.raises(Interrupted):
        shortage(problem, should_stop=lambda: True)
