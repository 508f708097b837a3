"""The engine for rules against brute force, and the laws that hold between problems."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from optimizer import Limits, Problem, Progress, Proof, Result, Status, check, load_problem, save_problem, solve
from optimizer import verify as verify_result
from optimizer.engines.branching import linear, scan, search
from optimizer.engines.branching.session import Session
from optimizer.rules import NO_LIMIT, Budget, Caseload, FitFloor, GroupLimit, KindLimit
from tests.optimizer.oracle import RULES, all_plans, as_columns, problems, ruled_problems

ROOT = Path(__file__).parents[3]
brief = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def branch(problem: Problem, **known: object) -> Result:
    return solve(problem, engine="branching", **known)


def assert_best(problem: Problem, result: Result) -> None:
    """The result is what brute force finds, and as much of it is proven as it says."""
    best = all_plans(problem).best(problem.shortage_price)
    verification = verify_result(problem, result)
    assert verification.is_valid, (verification, result.failure)
    assert (result.value, result.engine) == (best, "branching")
    if best is None:
        assert result.status is Status.INFEASIBLE
        assert result.proof is (Proof.CLAIMED if result.certificate is None else Proof.VERIFIED)
        return
    assert result.status is Status.PROVEN
    assert check(problem, result.assignment) == []
    assert result.bound >= best
    assert result.proof is (Proof.VERIFIED if result.gap == 0 else Proof.CLAIMED)
    assert result.claimed_bound == (None if result.gap == 0 else best)


@given(problem=ruled_problems())
@brief
def test_any_rules_agree_with_brute_force(problem: Problem) -> None:
    assert_best(problem, branch(problem))


@pytest.mark.parametrize("kind", RULES, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("elastic", [False, True])
@given(data=st.data())
@settings(brief, max_examples=20)
def test_each_kind_of_rule_agrees_with_brute_force(kind: object, elastic: bool, data: st.DataObject) -> None:  # noqa: FBT001
    problem = data.draw(problems(elastic=elastic))
    problem = replace(problem, rules=(data.draw(kind("one", problem)), data.draw(kind("two", problem))))
    assert_best(problem, branch(problem))


@given(problem=ruled_problems(), data=st.data())
@brief
def test_costs_of_loads_beside_rules_agree_with_brute_force(problem: Problem, data: st.DataObject) -> None:
    width = int(problem.supply.hi.max())
    steps = data.draw(st.lists(st.integers(-5, 5), min_size=width, max_size=width))
    cost = np.sort(np.array(steps, np.int64).reshape(1, width), axis=1)
    problem = replace(problem, supply=replace(problem.supply, cost=cost))
    assert_best(problem, branch(problem))


@given(problem=ruled_problems())
@brief
def test_few_pairs_to_start_with_come_to_the_same(problem: Problem) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for module, name, value in (
            (scan, "FIRST_PER_DEMAND", 0),
            (scan, "FIRST_PER_UNIT", 0),
            (scan, "FIRST_PER_ROW", 1),
            (linear, "MOST_ADDED", 1),
            (search, "FIRST_PER_UNIT", 0),
            (search, "LEAST_FIRST", 1),
        ):
            patch.setattr(module, name, value)
        assert_best(problem, branch(problem))


@given(problem=ruled_problems(), data=st.data())
@brief
def test_relabeling_changes_no_value(problem: Problem, data: st.DataObject) -> None:
    columns = as_columns(problem)
    names = ("pair_supply", "pair_demand", "fit", "forbidden", "locked")
    order = data.draw(st.permutations(range(len(columns["fit"]))))
    turned = columns | {name: columns[name][order] for name in names}
    assert branch(Problem.from_pairs(**turned)).digest() == branch(Problem.from_pairs(**columns)).digest()
    assert branch(problem).value == branch(Problem.from_pairs(**columns)).value


@given(problem=ruled_problems(), data=st.data())
@brief
def test_another_rule_never_helps(problem: Problem, data: st.DataObject) -> None:
    ruled = replace(problem, rules=(*problem.rules, data.draw(data.draw(st.sampled_from(RULES))("another", problem))))
    free, bound = branch(problem), branch(ruled)
    assert free.value is not None or bound.value is None
    assert bound.value is None or bound.value <= free.value


@given(problem=ruled_problems(), data=st.data())
@brief
def test_forbidding_a_pair_never_helps(problem: Problem, data: st.DataObject) -> None:
    columns = as_columns(problem)
    assume(len(columns["fit"]))
    at = data.draw(st.integers(0, len(columns["fit"]) - 1))
    assume(not columns["locked"][at])
    forbidden = columns["forbidden"].copy()
    forbidden[at] = 1
    fewer = branch(Problem.from_pairs(**columns | {"forbidden": forbidden}))
    all_of_them = branch(Problem.from_pairs(**columns))
    assert fewer.value is None or fewer.value <= all_of_them.value


@given(problem=ruled_problems())
@settings(brief, max_examples=40)
def test_locking_the_best_plan_keeps_it_best(problem: Problem) -> None:
    best = branch(problem)
    assume(best.assignment is not None and len(best.assignment))
    columns = as_columns(problem)
    chosen = set(best.assignment.pairs())
    pairs = zip(columns["pair_supply"].tolist(), columns["pair_demand"].tolist(), strict=True)
    locked = np.array([pair in chosen for pair in pairs])
    again = branch(Problem.from_pairs(**columns | {"locked": locked}))
    assert again.value == best.value
    assert chosen <= set(again.assignment.pairs())  # a pair without fit may join them


@given(problem=ruled_problems(), data=st.data())
@brief
def test_tampered_results_fail(problem: Problem, data: st.DataObject) -> None:
    result = branch(problem)
    assume(result.status is Status.PROVEN)
    step = data.draw(st.integers(1, 5))
    certificate = result.certificate
    supply = certificate.supply.copy()
    supply[0] -= data.draw(st.sampled_from([1, -1])) * (10**12 + step)
    forged = [
        replace(result, bound=result.bound - step),
        replace(result, claimed_bound=result.value - step),
        replace(result, claimed_bound=result.bound + step),
        replace(result, certificate=replace(certificate, supply=supply)),
        replace(result, certificate=replace(certificate, parts=0)),
    ]
    if result.claimed_bound is not None:
        forged += [replace(result, claimed_bound=None), replace(result, bound=None, certificate=None)]
    for each in forged[3:4]:
        assume(verify_result(problem, each).bound != result.bound)
    for each in forged:
        verification = verify_result(problem, each)
        assert not verification.is_valid
        assert verification.proof is Proof.NONE


def odd_cycle(**known: object) -> Problem:
    """Three supplies of which no two may be together: the linear program takes a half of each."""
    pairs = [[0, 1], [1, 2], [0, 2]]
    group = np.array([[at for at, pair in enumerate(pairs) if supply in pair] for supply in range(3)])
    return Problem.from_matrix(
        fit=[[7, 7, 7]], supply_hi=[1, 1, 1], demand_hi=[3], rules=[GroupLimit.of("apart", group, hi=1)], **known
    )


def test_what_branching_alone_can_say_is_claimed() -> None:
    result = branch(odd_cycle(demand_lo=[0]))
    assert (result.status, result.proof) == (Status.PROVEN, Proof.CLAIMED)
    assert (result.value, result.claimed_bound, result.bound, result.gap) == (7, 7, 10, 3)
    assert result.certificate.parts > 1


def test_no_plan_that_only_branching_shows_is_claimed_and_a_contradiction_is_verified() -> None:
    none = branch(replace(odd_cycle(demand_lo=[0]), rules=(*odd_cycle(demand_lo=[0]).rules, FitFloor.of("floor", 8))))
    assert (none.status, none.proof, none.certificate) == (Status.INFEASIBLE, Proof.CLAIMED, None)
    contradiction = branch(odd_cycle(demand_lo=[2]))
    assert (contradiction.status, contradiction.proof) == (Status.INFEASIBLE, Proof.VERIFIED)
    assert branch(odd_cycle(demand_lo=[3], shortage_price=2)).value == 7 - 2 * 2


@pytest.mark.parametrize("largest", [10**3, 10**9, 2**40])
@pytest.mark.parametrize("seed", range(5))
def test_a_gain_of_one_unit_is_not_lost_in_large_numbers(largest: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    fit = largest + draw.integers(0, 4, (4, 5))
    rules = [Budget.of("x", draw.integers(1, 6, 5), hi=6)]
    problem = Problem.from_matrix(fit=fit, supply_hi=np.full(5, 2), demand_lo=np.full(4, 2), rules=rules)
    result, best = branch(problem), enumerate_rows(problem)
    assert result.status is (Status.INFEASIBLE if best is None else Status.PROVEN)
    assert result.value == best


def test_numbers_too_large_for_floating_point_are_not_trusted() -> None:
    fits = {"fit": [[2**52 + 1] * 3], "demand_lo": [0]}
    problem = replace(odd_cycle(demand_lo=[0]), store=Problem.from_matrix(supply_hi=[1] * 3, **fits).store)
    result = branch(problem)
    assert (result.status, result.failure) == (Status.FAILED, "numbers_too_large")


def enumerate_rows(problem: Problem) -> int | None:
    """Best value, demand by demand: every demand picks a set of supplies within its budget."""
    store, budget = problem.store, problem.side.rules[0]
    need, states = problem.demand.lo, {tuple(problem.supply.hi.tolist()): 0}
    for demand in range(len(problem.demand)):
        supply, found = store.of_demand(demand)
        fresh: dict[tuple[int, ...], int] = {}
        for left, value in states.items():
            for flags in range(2 ** len(supply)):
                chosen = [at for at in range(len(supply)) if flags >> at & 1]
                rest = np.array(left)
                np.subtract.at(rest, supply[chosen], 1)
                is_allowed = len(chosen) == need[demand] and rest.min() >= 0
                if is_allowed and budget.cost[supply[chosen]].sum() <= budget.hi[0]:
                    key = tuple(rest.tolist())
                    fresh[key] = max(fresh.get(key, -1), value + int(found.fit[chosen].sum()))
        states = fresh
    return max(states.values(), default=None)


def hard_problem(demand_count: int = 150) -> Problem:
    """Budgets and floors across many demands: branch and bound is at it for longer than anybody waits."""
    draw = np.random.default_rng(1)
    fit = draw.integers(500, 1000, (demand_count, 60))
    cost = draw.integers(100, 1000, (demand_count, 60))
    rules = [
        Budget.of("money", cost, hi=1300, per="demand"),
        Budget.of("time", draw.integers(100, 1000, (demand_count, 60)), hi=4000, per="supply"),
    ]
    return Problem.from_matrix(fit=fit, supply_hi=np.full(60, 12), demand_lo=np.full(demand_count, 3), rules=rules)


def test_a_hard_solve_gives_signs_of_life_and_stops_at_its_limit() -> None:
    told: list[Progress] = []
    result = branch(hard_problem(), limits=Limits(seconds=4.0), on_progress=told.append)
    assert (result.status, result.proof) == (Status.STOPPED, Proof.VERIFIED)
    assert result.bound is not None
    assert result.value is None or result.value <= result.bound
    assert [each.heartbeat for each in told] == list(range(1, len(told) + 1))
    assert len(told) >= 4


def test_a_canceled_solve_keeps_its_bound() -> None:
    started: list[float] = []

    def should_stop() -> bool:
        started.append(time.perf_counter())
        return started[-1] - started[0] > 2.0

    result = branch(hard_problem(), should_stop=should_stop)
    assert result.status is Status.CANCELED
    assert result.bound is not None
    assert len(started) > 10


def test_a_solver_that_dies_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    enter = Session.__enter__

    def enter_and_kill(session: Session) -> Session:
        opened = enter(session)
        assert opened._process is not None
        opened._process.kill()
        return opened

    monkeypatch.setattr(Session, "__enter__", enter_and_kill)
    result = branch(odd_cycle(demand_lo=[0]), limits=Limits(seconds=60))
    assert (result.status, result.failure) == (Status.FAILED, "solver_process_ended")


def test_a_busy_solver_ends_with_whoever_asked() -> None:
    """The asker dies while its solver branches: what the asker alone kept alive is gone within seconds."""
    script = (
        "import os, threading, time\n"
        "from optimizer import Limits\n"
        "from optimizer.engines.branching import session\n"
        "from tests.optimizer.engines.test_branching import branch, hard_problem\n"
        "start = session._start\n"
        "def start_and_tell():\n"
        "    process = start()\n"
        "    print(process.pid, flush=True)\n"
        "    threading.Timer(3, lambda: os._exit(9)).start()\n"
        "    return process\n"
        "session._start = start_and_tell\n"
        "branch(hard_problem(), limits=Limits(seconds=60))\n"
    )
    told = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, check=False, cwd=ROOT)
    assert told.returncode == 9
    for _ in range(200):
        if not is_running(int(told.stdout)):
            return
        time.sleep(0.1)
    pytest.fail("the solver outlived whoever asked")


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_the_process_of_its_own_gives_the_same_bytes() -> None:
    for problem in (odd_cycle(demand_lo=[0]), odd_cycle(demand_lo=[2]), odd_cycle(demand_lo=[3], shortage_price=2)):
        assert branch(problem, limits=Limits(seconds=60)).digest() == branch(problem).digest()


SCRIPT = """
import sys
from pathlib import Path
{imports}
from optimizer import load_problem, solve
print(solve(load_problem(Path(sys.argv[1])), engine="branching").digest())
"""


@pytest.mark.parametrize("imports", ["import highspy\nimport ortools.sat.python.cp_model", "import optimizer"])
def test_fresh_processes_give_the_same_bytes_whoever_is_imported_first(tmp_path: object, imports: str) -> None:
    draw = np.random.default_rng(3)
    rules = [
        GroupLimit.of("organization", draw.integers(0, 8, 30), hi=1),
        KindLimit.of("expert", draw.random((30, 3)) < 0.4, draw.integers(0, 3, 20), lo=1),
        Caseload.of("broker", draw.integers(0, 4, 30), hi=18),
        FitFloor.of("floor", np.where(np.arange(20) % 2, 900_000, -NO_LIMIT)),
    ]
    problem = Problem.from_matrix(
        fit=draw.random((20, 30)), supply_hi=np.full(30, 3), demand_lo=np.full(20, 3), rules=rules
    )
    here = branch(problem)
    assert here.status is Status.PROVEN
    save_problem(problem, tmp_path / "problem")
    assert load_problem(tmp_path / "problem").digest() == problem.digest()
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(imports=imports), str(tmp_path / "problem")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == [here.digest()]


def test_a_program_without_pairs_in_any_row_is_solved() -> None:
    kind = KindLimit.of("kind", [[0, 1]], [1, 0, 0], lo=1, hi=1)
    rules = [Budget.of("money", [0], hi=0), kind, FitFloor.of("x", [-1, 0, 0])]
    known = {"fit": [[-2], [-1], [-1]], "supply_hi": [1], "demand_lo": [0, 0, 0], "demand_hi": [1, 0, 0]}
    problem = Problem.from_matrix(**known, shortage_price=3, rules=rules)
    assert_best(problem, branch(problem))
