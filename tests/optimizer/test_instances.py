"""The public judging instances: proven, verified, explained."""

import os
import time
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from optimizer import Change, Problem, Proof, Status, check, price, read_instance, solve, why_not

FOLDER = Path(os.environ.get("GREENBRIDGE_DATA", Path(__file__).parents[3] / "shared" / "data")) / "judging"
NAMES = ("iclr2018", "sigir2007", "cs-bids-1", "cs-bids-2", "cs-bids-3")


def read(name: str) -> Problem:
    path = FOLDER / f"{name}.npz"
    if not path.exists():
        pytest.skip(f"{path.name} is not in {FOLDER}; set GREENBRIDGE_DATA to the folder of the public instances")
    return read_instance(path)


@pytest.mark.data
@pytest.mark.parametrize("name", NAMES)
def test_instance_is_proven_and_verified(name: str) -> None:
    problem = read(name)
    result = solve(problem)
    assert (result.status, result.proof, result.gap) == (Status.PROVEN, Proof.VERIFIED, 0)
    assert check(problem, result.assignment) == []


@pytest.mark.data
def test_both_engines_and_networkx_agree_on_a_real_instance() -> None:
    problem = read("cs-bids-2")
    values = {solve(problem, engine=engine).value for engine in ("flow", "pricing")}
    assert values == {networkx_value(problem)}


@pytest.mark.data
def test_iclr2018_is_explained_and_edited_at_once() -> None:
    problem = read("iclr2018")
    result = solve(problem)
    supply, demand = result.assignment.pairs()[100]
    other = next(i for i in range(500, 600) if problem.store.forbidden[demand, i] == 0)
    started = time.process_time()
    reason = why_not(problem, result, other, demand)
    edited = price(problem, result, Change(remove=[(supply, demand)]))
    assert time.process_time() - started < 1
    assert (reason.code, reason.params["loss"]) == ("costs", price(problem, result, Change(add=[(other, demand)])).loss)
    assert edited.loss == result.value - edited.assignment.value >= 0


def networkx_value(problem: Problem) -> int:
    graph = nx.DiGraph()
    graph.add_node("source", demand=-int(problem.demand.lo.sum()))
    for supply, hi in enumerate(problem.supply.hi.tolist()):
        graph.add_edge("source", ("supply", supply), capacity=hi, weight=0)
    for demand, lo in enumerate(problem.demand.lo.tolist()):
        graph.add_node(("demand", demand), demand=lo)
    rows, columns = np.nonzero(problem.store.forbidden == 0)
    for demand, supply in zip(rows.tolist(), columns.tolist(), strict=True):
        weight = -int(problem.store.fit[demand, supply])
        graph.add_edge(("supply", supply), ("demand", demand), capacity=1, weight=weight)
    return -nx.network_simplex(graph)[0]
