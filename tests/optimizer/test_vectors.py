"""Fits as products of vectors: the same as the matrix made of them, by every door that takes them."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer import (
    Balance,
    Change,
    DemandAdded,
    GroupLimit,
    Lexicographic,
    Matrix,
    PairForbidden,
    Problem,
    ProblemError,
    Proof,
    Result,
    Status,
    SupplyWithdrawn,
    TotalFit,
    apply_events,
    bottlenecks,
    check,
    load_problem,
    load_result,
    price,
    repair,
    save_problem,
    save_result,
    shortage,
    solve,
    verify,
    why_not,
)
from optimizer.vectors import STEPS, Vectors
from tests.optimizer.oracle import all_plans

REASONS = ("conflict", "excluded")
ENGINES: tuple[Literal["flow", "pricing"], ...] = ("flow", "pricing")
MOST_MEGABYTES = 250
DENSE = """
import numpy as np
from optimizer import Problem, solve
draw = np.random.default_rng(3)
sides = [draw.normal(size=(count, 16)) for count in (6_000, 5_000)]
asked, given = (side / np.linalg.norm(side, axis=1, keepdims=True) for side in sides)
problem = Problem.from_vectors(
    demand_vectors=asked, supply_vectors=given, supply_hi=np.full(5_000, 5), demand_lo=np.full(6_000, 3)
)
result = solve(problem)
# What getrusage tells begins with the largest this process was before it became Python: the test's own.
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(result.proof, result.gap, int(peak.split()[1]) // 1024)
"""


@st.composite
def twins(draw: st.DrawFn, largest: int = 4) -> tuple[Problem, Problem]:
    """A problem of vectors, and the problem of the matrix that they make."""
    demand_count, supply_count, width = (draw(st.integers(1, most)) for most in (largest, 3, 3))
    size = draw(st.sampled_from([1, 9, 10**6]))

    def numbers(count: int, low: int, high: int) -> np.ndarray:
        return np.array(draw(st.lists(st.integers(low, high), min_size=count, max_size=count)), np.int64)

    asked = numbers(demand_count * width, -size, size).reshape(demand_count, width)
    given_ = numbers(supply_count * width, -size, size).reshape(supply_count, width)
    offsets = numbers(demand_count, -size, size), numbers(supply_count, -size, size)
    state = numbers(demand_count * supply_count, 0, 5).reshape(demand_count, supply_count)
    codes = np.where(state <= 2, state, 0)  # 1 and 2 are reasons, 5 is a lock
    barred, locked = np.argwhere(codes), np.argwhere(state == 5)
    low = numbers(demand_count, 0, 2)
    known = {
        "demand_lo": low,
        "demand_hi": low + numbers(demand_count, 0, 1),
        "supply_hi": 1 + numbers(supply_count, 0, 3),
        "supply_lo": numbers(supply_count, 0, 1),
        "locked": locked[:, ::-1],
        "reasons": REASONS,
        "shortage_price": draw(st.none() | st.integers(0, size)),
    }
    forbidden = np.column_stack([barred[:, ::-1], codes[codes > 0]])
    vectors = Problem.from_vectors(
        demand_vectors=asked,
        supply_vectors=given_,
        demand_offset=offsets[0],
        supply_offset=offsets[1],
        forbidden=forbidden[draw(st.permutations(range(len(forbidden))))],
        **known,
    )
    fit = asked @ given_.T + offsets[0][:, None] + offsets[1][None, :]
    return vectors, Problem.from_matrix(fit=fit, forbidden=codes, **known)


def told(work: Callable[[], object]) -> object:
    """What a door says, or the code with which it refuses."""
    try:
        return work()
    except ProblemError as error:
        return error.code, error.params


@settings(max_examples=150, deadline=None)
@given(twins(), st.sampled_from(ENGINES))
def test_vectors_and_their_matrix_are_answered_alike(
    pair: tuple[Problem, Problem], engine: Literal["flow", "pricing"]
) -> None:
    ours, theirs = (solve(problem, engine=engine) for problem in pair)
    assert (ours.status, ours.proof, ours.value, ours.bound) == (
        theirs.status,
        theirs.proof,
        theirs.value,
        theirs.bound,
    )
    assert ours.proof is Proof.VERIFIED
    assert (ours.assignment is None) == (theirs.assignment is None)
    if ours.assignment is not None and theirs.assignment is not None:
        np.testing.assert_array_equal(ours.assignment.supply, theirs.assignment.supply)
        np.testing.assert_array_equal(ours.assignment.demand, theirs.assignment.demand)
        assert check(pair[0], ours.assignment) == check(pair[1], theirs.assignment) == []
    assert told(lambda: shortage(pair[0])) == told(lambda: shortage(pair[1]))


@settings(max_examples=60, deadline=None)
@given(twins())
def test_a_problem_of_vectors_agrees_with_brute_force(pair: tuple[Problem, Problem]) -> None:
    result = solve(pair[0], engine="pricing")
    assert result.value == all_plans(pair[0]).best(pair[0].shortage_price)


@settings(max_examples=60, deadline=None)
@given(twins(), st.data())
def test_edits_and_bottlenecks_cost_the_same(pair: tuple[Problem, Problem], data: st.DataObject) -> None:
    results = [solve(problem) for problem in pair]
    if results[0].status is not Status.PROVEN:
        return
    supply = data.draw(st.integers(0, len(pair[0].supply) - 1))
    demand = data.draw(st.integers(0, len(pair[0].demand) - 1))
    ours, theirs = (
        [
            told(lambda: price_of(problem, result, Change(add=[(supply, demand)]))),  # noqa: B023 - called at once
            told(lambda: why_not(problem, result, supply, demand)),  # noqa: B023 - same
            told(lambda: bottlenecks(problem, result)),  # noqa: B023 - same
        ]
        for problem, result in zip(pair, results, strict=True)
    )
    assert ours == theirs


def price_of(problem: Problem, result: Result, change: Change) -> tuple[object, ...]:
    found = price(problem, result, change)
    plan = found.assignment
    return found.loss, found.violations, None if plan is None else (plan.supply.tolist(), plan.demand.tolist())


@settings(max_examples=40, deadline=None)
@given(twins(), st.data())
def test_side_rules_hold_on_vectors_too(pair: tuple[Problem, Problem], data: st.DataObject) -> None:
    count = len(pair[0].supply)
    group = np.array(data.draw(st.lists(st.integers(0, 1), min_size=count, max_size=count)))
    rule = GroupLimit.of("organization", group, hi=1)
    ours, theirs = (solve(replace(problem, rules=(rule,))) for problem in pair)
    assert (ours.status, ours.value, ours.bound, ours.proof) == (
        theirs.status,
        theirs.value,
        theirs.bound,
        theirs.proof,
    )


@settings(max_examples=60, deadline=None)
@given(twins(largest=6), st.data())
def test_blocks_lines_and_pairs_are_those_of_the_matrix(pair: tuple[Problem, Problem], data: st.DataObject) -> None:
    ours, theirs = pair[0].store, pair[1].store
    assert isinstance(ours, Vectors)
    assert isinstance(theirs, Matrix)
    demand_count, supply_count = theirs.shape
    assert (ours.shape, ours.pair_count(), ours.largest_fit()) == (
        theirs.shape,
        theirs.pair_count(),
        theirs.largest_fit(),
    )
    first = data.draw(st.integers(0, demand_count - 1))
    rows = slice(first, data.draw(st.integers(first + 1, demand_count)))
    columns = np.array(data.draw(st.permutations(range(supply_count))), np.int64)[: data.draw(st.integers(1, 3))]
    cells = np.array(data.draw(st.lists(st.integers(0, demand_count * supply_count - 1), max_size=9)), np.int64)
    np.testing.assert_array_equal(ours.fit_rows(rows), theirs.fit_rows(rows))
    np.testing.assert_array_equal(ours.fit_columns(columns), theirs.fit_columns(columns))
    np.testing.assert_array_equal(ours.fit_cells(cells), theirs.fit_cells(cells))
    np.testing.assert_array_equal(ours.forbidden_rows(rows), theirs.forbidden_rows(rows))
    np.testing.assert_array_equal(ours.forbidden_columns(columns), theirs.forbidden_columns(columns))
    for ours_found, theirs_found in (
        (ours.of_demand(first), theirs.of_demand(first)),
        (ours.of_supply(0), theirs.of_supply(0)),
    ):
        np.testing.assert_array_equal(ours_found[0], theirs_found[0])
        for name in ("listed", "fit", "forbidden", "locked"):
            np.testing.assert_array_equal(getattr(ours_found[1], name), getattr(theirs_found[1], name))
    assert not ours.without_fit().fit_rows(rows).any()


@pytest.mark.parametrize(("length", "wide"), [(1.0, np.float32), (0.003, np.float32), (900.0, np.float32)])
def test_floats_are_cut_so_that_products_stay_exact(length: float, wide: type) -> None:
    draw = np.random.default_rng(5)
    sides = [draw.normal(size=(count, 24)) for count in (40, 30)]
    asked, given_ = (length * side / np.linalg.norm(side, axis=1, keepdims=True) for side in sides)
    problem = Problem.from_vectors(
        demand_vectors=asked, supply_vectors=given_, supply_hi=np.ones(30), demand_lo=np.zeros(40)
    )
    store = problem.store
    assert isinstance(store, Vectors)
    whole = store.demand_vectors.astype(object) @ store.supply_vectors.astype(object).T
    assert store.fit_rows(slice(0, 40)).tolist() == whole.tolist()
    assert store._wide is wide
    assert STEPS**2 / 16 <= problem.scale * length**2 <= STEPS**2
    np.testing.assert_allclose(whole.astype(float) / problem.scale, asked @ given_.T, atol=3e-3 * length**2)


def test_long_whole_vectors_are_multiplied_in_float64_and_longer_ones_refused() -> None:
    known: dict[str, Any] = {"supply_hi": [1], "demand_lo": [1]}
    problem = Problem.from_vectors(demand_vectors=[[2**24, 1]], supply_vectors=[[2**24 - 1, 1]], **known)
    assert problem.store.fit_rows(slice(0, 1)).tolist() == [[2**24 * (2**24 - 1) + 1]]  # type: ignore[attr-defined]
    with pytest.raises(ProblemError) as refusal:
        Problem.from_vectors(demand_vectors=[[2**24] * 64], supply_vectors=[[2**24] * 64], **known)
    assert refusal.value.code == "fit_too_large"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"demand_vectors": [[1.0, float("nan")]]}, "not_a_number"),
        ({"demand_vectors": [1.0, 2.0]}, "wrong_shape"),
        ({"supply_vectors": [[1.0]]}, "wrong_shape"),
        ({"supply_vectors": [[1.0, 2.0], [1.0, 2.0]]}, "wrong_shape"),
        ({"demand_vectors": [[1e9, 0.0]], "supply_vectors": [[1e9, 0.0]]}, "fit_too_large"),
        ({"demand_vectors": [[2**25, 0]], "supply_vectors": [[1, 1]]}, "fit_too_large"),
        ({"demand_offset": [1.0, 2.0]}, "wrong_shape"),
        ({"demand_offset": [float("inf")]}, "not_a_number"),
        ({"supply_offset": [1e12]}, "fit_too_large"),
        ({"forbidden": [[0, 1]]}, "index_out_of_range"),
        ({"forbidden": [[0, 0], [0, 0]]}, "duplicate_pair"),
        ({"forbidden": [[0, 0, 0]]}, "unknown_reason"),
        ({"forbidden": [[0, 0, 2]]}, "unknown_reason"),
        ({"forbidden": [[0, 0]], "locked": [[0, 0]]}, "locked_pair_forbidden"),
        ({"locked": [[1, 0]]}, "index_out_of_range"),
    ],
)
def test_bad_vectors_are_refused(changed: dict[str, object], code: str) -> None:
    known: dict[str, object] = {"demand_vectors": [[1.0, 0.0]], "supply_vectors": [[0.5, 0.5]]}
    known |= {"supply_hi": [1], "demand_lo": [1]}
    with pytest.raises(ProblemError) as refusal:
        Problem.from_vectors(**known | changed)  # type: ignore[arg-type]
    assert refusal.value.code == code


@settings(max_examples=20, deadline=None)
@given(pair=twins())
def test_a_file_gives_the_same_problem_back(
    tmp_path_factory: pytest.TempPathFactory, pair: tuple[Problem, Problem]
) -> None:
    folder: Path = tmp_path_factory.mktemp("vectors")
    problem, result = pair[0], solve(pair[0])
    save_problem(problem, folder / "problem.npz")
    save_result(result, folder / "result.npz")
    loaded = load_problem(folder / "problem.npz")
    assert loaded.digest() == problem.digest() != pair[1].digest()
    assert verify(loaded, load_result(loaded, folder / "result.npz")).proof is Proof.VERIFIED


def test_scaled_floats_survive_a_file(tmp_path: Path) -> None:
    problem = Problem.from_vectors(
        demand_vectors=[[0.6, 0.8]],
        supply_vectors=[[0.8, 0.6]],
        supply_hi=[1],
        demand_lo=[1],
        demand_offset=[0.25],
        shortage_price=2.0,
    )
    save_problem(problem, tmp_path / "problem.npz")
    loaded = load_problem(tmp_path / "problem.npz")
    assert (loaded.digest(), loaded.scale, loaded.shortage_price) == (problem.digest(), 2**24, 2**25)


@pytest.mark.parametrize(
    "ask",
    [
        lambda problem: apply_events(problem, [DemandAdded(1, [0], [1])]),
        lambda problem: apply_events(problem, [PairForbidden(0, 0, "ill")]),
        lambda problem: solve(problem, objective=Lexicographic((TotalFit(), Balance((0, 1))))),
        lambda problem: solve(problem, objective=Balance((0, 1))),
        lambda problem: repair(problem, solve(problem).assignment, [SupplyWithdrawn(0)]),
    ],
)
def test_what_needs_the_whole_matrix_is_refused(ask: Callable[[Problem], object]) -> None:
    problem = Problem.from_vectors(
        demand_vectors=[[1, 0]], supply_vectors=[[1, 1], [1, 0]], supply_hi=[1, 1], demand_lo=[1]
    )
    with pytest.raises(ProblemError) as refusal:
        ask(problem)
    assert (refusal.value.code, refusal.value.params) == ("store_unsupported", {"store": "Vectors"})


def test_a_supply_may_be_withdrawn() -> None:
    problem = Problem.from_vectors(
        demand_vectors=[[2, 0]],
        supply_vectors=[[2, 1], [1, 0]],
        supply_hi=[1, 1],
        demand_lo=[1],
        locked=[(0, 0)],
    )
    after = apply_events(problem, [SupplyWithdrawn(0)]).problem
    assert solve(after).value == 2


def test_one_flow_on_too_many_pairs_is_refused() -> None:
    vectors = np.ones((12_000, 1), np.int64)
    problem = Problem.from_vectors(
        demand_vectors=vectors, supply_vectors=vectors, supply_hi=np.ones(12_000), demand_lo=np.zeros(12_000)
    )
    with pytest.raises(ProblemError) as refusal:
        solve(problem, engine="flow")
    assert refusal.value.code == "too_many_pairs"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the peak of one program")
def test_the_matrix_never_exists() -> None:
    """30 million pairs, 120 MB as a matrix of 32 bits, are proven in less memory than matrix and codes would take."""
    done = subprocess.run([sys.executable, "-c", DENSE], check=True, capture_output=True, text=True)
    proof, gap, megabytes = done.stdout.split()
    assert (proof, gap) == ("verified", "0")
    assert int(megabytes) < MOST_MEGABYTES
