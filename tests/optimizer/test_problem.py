"""Bad input gets one code that names it; good input becomes exact integers."""

import time

import numpy as np
import pytest

from optimizer import Matrix, Pairs, Problem, ProblemError

LISTED = {
    "supply_hi": [1, 2],
    "demand_lo": [1, 1],
    "pair_supply": [0, 1, 1],
    "pair_demand": [0, 0, 1],
    "fit": [0.5, 0.25, 1.0],
}
DENSE = {"supply_hi": [1, 2], "demand_lo": [1, 1, 1], "fit": [[0.5, 0.25], [1.0, 0.0], [0.1, 0.9]]}


@pytest.mark.parametrize(
    ("changed", "code", "params"),
    [
        ({"fit": [0.5, np.nan, 1.0]}, "not_a_number", {"field": "fit", "index": (1,), "value": "nan"}),
        ({"fit": [0.5, np.inf, 1.0]}, "not_a_number", {"field": "fit", "index": (1,), "value": "inf"}),
        ({"fit": [0.5, 1e300, 1.0]}, "fit_too_large", {"field": "fit", "index": (1,), "value": "1e+300"}),
        ({"fit": [1, 2**60, 3]}, "fit_too_large", {"field": "fit", "largest": 2**60, "limit": 2**53}),
        (
            {"fit": [1, 2**50, 3], "supply_hi": [1000, 2000], "demand_hi": [1000, 1000]},
            "fit_too_large",
            {"largest": 2**50, "limit": 2**59 // 2002},
        ),
        ({"fit": ["a", "b", "c"]}, "not_a_number", {"field": "fit", "index": 0, "value": "a"}),
        ({"fit": [0.5, 0.25]}, "wrong_shape", {"field": "fit", "shape": (2,), "expected": "(3,)"}),
        ({"supply_hi": [1, -2]}, "negative_units", {"field": "supply_hi", "index": 1, "value": -2}),
        ({"supply_hi": [1, 2**40]}, "too_many_units", {"field": "supply_hi", "index": 1, "value": 2**40}),
        ({"supply_hi": [1, 1.5]}, "not_whole", {"field": "supply_hi", "index": 1, "value": 1.5}),
        ({"supply_hi": [1, np.nan]}, "not_a_number", {"field": "supply_hi", "index": 1, "value": "nan"}),
        ({"supply_hi": ["1", "2"]}, "not_a_number", {"field": "supply_hi", "index": 0, "value": "1"}),
        ({"supply_hi": [[1, 2]]}, "wrong_shape", {"field": "supply_hi", "shape": (1, 2), "expected": "(n,)"}),
        ({"supply_lo": [0, 3]}, "lo_above_hi", {"field": "supply", "index": 1, "lo": 3, "hi": 2}),
        ({"supply_lo": [0]}, "wrong_shape", {"field": "supply_lo", "shape": (1,), "expected": "(2,)"}),
        ({"demand_hi": [1, 0]}, "lo_above_hi", {"field": "demand", "index": 1, "lo": 1, "hi": 0}),
        (
            {"pair_supply": [0, 1, 2]},
            "index_out_of_range",
            {"field": "pair_supply", "index": 2, "value": 2, "count": 2},
        ),
        (
            {"pair_demand": [0, -1, 1]},
            "index_out_of_range",
            {"field": "pair_demand", "index": 1, "value": -1, "count": 2},
        ),
        ({"pair_supply": [0, 1.0, 1]}, "not_whole", {"field": "pair_supply", "index": 0, "value": "0.0"}),
        ({"pair_supply": [1, 1, 1], "pair_demand": [1, 0, 1]}, "duplicate_pair", {"supply": 1, "demand": 1}),
        ({"forbidden": [0, 2, 0]}, "unknown_reason", {"reason": 2, "known": 1}),
        ({"forbidden": [0, 300, 0]}, "unknown_reason", {"reason": 300, "known": 255}),
        ({"forbidden": [0, 1]}, "wrong_shape", {"field": "forbidden", "shape": (2,), "expected": "(3,)"}),
        ({"forbidden": [0, 1, 0], "locked": [0, 1, 0]}, "locked_pair_forbidden", {"supply": 1, "demand": 0}),
        ({"locked": [True]}, "wrong_shape", {"field": "locked", "shape": (1,), "expected": "(3,)"}),
        ({"scale": 0}, "bad_scale", {"value": "0"}),
        ({"shortage_price": -1.0}, "bad_shortage_price", {"value": "-1.0"}),
        ({"shortage_price": np.nan}, "bad_shortage_price", {"value": "nan"}),
    ],
)
def test_bad_lists_are_refused_by_name(changed: dict[str, object], code: str, params: dict[str, object]) -> None:
    with pytest.raises(ProblemError) as refused:
        Problem.from_pairs(**LISTED | changed)
    assert (refused.value.code, refused.value.params) == (code, params)


@pytest.mark.parametrize(
    ("changed", "code", "params"),
    [
        (
            {"fit": [[0.5, 0.25], [1.0, np.nan], [0, 0]]},
            "not_a_number",
            {"field": "fit", "index": (1, 1), "value": "nan"},
        ),
        ({"fit": [0.5, 0.25]}, "wrong_shape", {"field": "fit", "shape": (2,), "expected": "(3, 2)"}),
        ({"fit": [[0.5, 0.25]]}, "wrong_shape", {"field": "fit", "shape": (1, 2), "expected": "(3, 2)"}),
        (
            {"fit": [[[0.5]]]},
            "wrong_shape",
            {"field": "fit", "shape": (1, 1, 1), "expected": "(n,) or (n_demand, n_supply)"},
        ),
        ({"forbidden": [[True, False]]}, "wrong_shape", {"field": "forbidden", "shape": (1, 2), "expected": "(3, 2)"}),
        ({"locked": [[2, 0]]}, "index_out_of_range", {"field": "locked_supply", "index": 0, "value": 2, "count": 2}),
        ({"locked": [[0, 3]]}, "index_out_of_range", {"field": "locked_demand", "index": 0, "value": 3, "count": 3}),
        ({"locked": [[0, 1], [0, 1]]}, "duplicate_pair", {"supply": 0, "demand": 1}),
        ({"locked": [0, 1]}, "wrong_shape", {"field": "locked", "shape": (2,), "expected": "(n, 2)"}),
        (
            {"locked": [[1, 2]], "forbidden": np.ones((3, 2))},
            "not_a_number",
            {"field": "forbidden", "index": 0, "value": "1.0"},
        ),
        ({"locked": [[1, 2]], "forbidden": np.ones((3, 2), bool)}, "locked_pair_forbidden", {"supply": 1, "demand": 2}),
    ],
)
def test_bad_matrices_are_refused_by_name(changed: dict[str, object], code: str, params: dict[str, object]) -> None:
    with pytest.raises(ProblemError) as refused:
        Problem.from_matrix(**DENSE | changed)
    assert (refused.value.code, refused.value.params) == (code, params)


def test_floats_are_scaled_once_and_integers_are_taken_as_they_are() -> None:
    listed = Problem.from_pairs(**LISTED, shortage_price=0.3, scale=1000)
    assert isinstance(listed.store, Pairs)
    assert (listed.store.fit.tolist(), listed.scale, listed.shortage_price) == ([500, 250, 1000], 1000, 300)
    whole = Problem.from_matrix(**DENSE | {"fit": [[5, 2], [1, 0], [1, 9]]}, shortage_price=7)
    assert isinstance(whole.store, Matrix)
    assert (whole.store.fit.tolist(), whole.scale, whole.shortage_price) == ([[5, 2], [1, 0], [1, 9]], 1, 7)


def test_list_and_matrix_answer_alike() -> None:
    known = {"supply_hi": [1, 2], "demand_lo": [1, 1], "reasons": ["a", "b"]}
    matrix = Problem.from_matrix(**known, fit=[[5, 2], [1, 9]], forbidden=[[0, 2], [1, 0]], locked=[[1, 1], [0, 0]])
    listed = Problem.from_pairs(
        **known,
        pair_supply=[1, 0, 1, 0],
        pair_demand=[1, 1, 0, 0],
        fit=[9, 1, 2, 5],
        forbidden=[0, 1, 2, 0],
        locked=[1, 0, 0, 1],
    )
    supply, demand = np.array([0, 1, 0, 1], np.int32), np.array([0, 0, 1, 1], np.int32)
    for store in (matrix.store, listed.store):
        found = store.find(supply, demand)
        assert found.fit.tolist() == [5, 2, 1, 9]
        assert found.forbidden.tolist() == [0, 2, 1, 0]
        assert found.locked.tolist() == [True, False, False, True]
        assert found.listed.all()
        for number in (0, 1):
            supplies, row = store.of_demand(number)
            demands, column = store.of_supply(number)
            assert (supplies.tolist(), demands.tolist()) == ([0, 1], [0, 1])
            assert row.fit.tolist() == [[5, 2], [1, 9]][number]
            assert column.forbidden.tolist() == [[0, 1], [2, 0]][number]
            assert row.locked.tolist() == column.locked.tolist() == [number == 0, number == 1]
        assert [part.tolist() for part in store.locks()] == [[0, 1], [0, 1]]


def test_digest_tells_every_part_apart() -> None:
    base = Problem.from_pairs(**LISTED)
    changes = [
        {"fit": [0.5, 0.25, 0.9]},
        {"supply_hi": [1, 3]},
        {"supply_lo": [0, 1]},
        {"demand_hi": [2, 2]},
        {"forbidden": [0, 1, 0]},
        {"locked": [0, 1, 0]},
        {"reasons": ["kinship"]},
        {"shortage_price": 1},
        {"scale": 1001},
    ]
    digests = {Problem.from_pairs(**LISTED | changed).digest() for changed in changes}
    assert len(digests | {base.digest()}) == len(changes) + 1
    assert Problem.from_pairs(**LISTED).digest() == base.digest()


def test_problem_is_frozen_and_leaves_the_callers_arrays_alone() -> None:
    fit, capacity = np.array([3, 2, 1]), np.array([1, 2])
    problem = Problem.from_pairs(**LISTED | {"fit": fit, "supply_hi": capacity})
    fit[0] = capacity[0] = 9
    assert problem.store.fit.tolist() == [3, 2, 1]
    assert problem.supply.hi.tolist() == [1, 2]
    for array in (problem.supply.hi, problem.demand.lo, *problem.store.arrays().values()):
        assert not array.flags.writeable


def test_a_million_and_a_half_pairs_build_in_well_under_a_second() -> None:
    draw = np.random.default_rng(1)
    keys = draw.permutation(15_000 * 12_000 // 100)[:1_500_000] * 100
    demand, supply = np.divmod(keys, 12_000)
    known = {"supply_hi": np.full(12_000, 6), "demand_lo": np.full(15_000, 3), "fit": draw.random(len(keys))}
    started = time.process_time()
    Problem.from_pairs(**known, pair_supply=supply, pair_demand=demand)
    assert time.process_time() - started < 0.9
