"""Files: what is written is read back, the same thing gives the same bytes, and bad files say what is wrong."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from optimizer import (
    Problem,
    ProblemError,
    load_problem,
    load_result,
    read_instance,
    save_problem,
    save_result,
    solve,
    verify,
)
from tests.optimizer.oracle import problems

brief = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(problem=problems())
@brief
def test_problem_and_result_come_back_the_same(problem: Problem, tmp_path: Path) -> None:
    save_problem(problem, tmp_path / "problem.npz")
    again = load_problem(tmp_path / "problem.npz")
    assert again.digest() == problem.digest()
    result = solve(problem)
    save_result(result, tmp_path / "result.npz")
    result_again = load_result(again, tmp_path / "result.npz")
    assert result_again.digest() == result.digest()
    assert (result_again.seconds, result_again.value, result_again.gap) == (result.seconds, result.value, result.gap)
    assert verify(again, result_again).is_valid


@given(problem=problems())
@brief
def test_the_same_thing_gives_the_same_bytes(problem: Problem, tmp_path: Path) -> None:
    written = []
    for name in ("one", "two"):
        save_problem(problem, tmp_path / name)
        save_result(replace(solve(problem), seconds=1.5), tmp_path / f"{name}.result")
        written.append(((tmp_path / name).read_bytes(), (tmp_path / f"{name}.result").read_bytes()))
    assert written[0] == written[1]


def test_scaled_floats_keep_their_scale(tmp_path: Path) -> None:
    problem = Problem.from_matrix(fit=[[0.25, 0.5]], supply_hi=[1, 1], demand_lo=[1], shortage_price=2.0)
    save_problem(problem, tmp_path / "file")
    again = load_problem(tmp_path / "file")
    assert (again.scale, again.shortage_price, again.digest()) == (1_000_000, 2_000_000, problem.digest())


def instance(**changed: object) -> dict[str, object]:
    known = {
        "score": np.array([[0.5, 0.25, 1.0], [0.0, 1.0, 0.75]], np.float32),
        "conflict": np.array([[False, False, True], [False, True, False]]),
        "judges_needed": np.array([2, 1], np.int16),
        "capacity": np.array([1, 1, 2], np.int16),
    }
    return known | changed


def test_instance_becomes_a_problem(tmp_path: Path) -> None:
    np.savez(tmp_path / "small.npz", **instance())
    problem = read_instance(tmp_path / "small.npz")
    result = solve(problem)
    assert (result.value, result.assignment.pairs()) == (1_500_000, [(0, 0), (1, 0), (2, 1)])


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "not_an_npz"),
        (b"judge,entry\n1,2\n", "not_an_npz"),
        (b"PK\x03\x04 broken", "not_an_npz"),
        (b"\x93NUMPY\x01\x00 broken", "not_an_npz"),
    ],
)
def test_file_that_is_none_is_refused(tmp_path: Path, content: bytes, fault: str) -> None:
    path = tmp_path / "file.npz"
    path.write_bytes(content)
    for read in (read_instance, load_problem):
        with pytest.raises(ProblemError) as refused:
            read(path)
        assert (refused.value.code, refused.value.params) == ("bad_file", {"path": str(path), "fault": fault})


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProblemError) as refused:
        read_instance(tmp_path / "nowhere.npz")
    assert refused.value.params["fault"] == "not_found"


def test_instance_without_a_part_names_it(tmp_path: Path) -> None:
    parts = instance()
    del parts["capacity"]
    np.savez(tmp_path / "small.npz", **parts)
    with pytest.raises(ProblemError) as refused:
        read_instance(tmp_path / "small.npz")
    assert (refused.value.params["fault"], refused.value.params["part"]) == ("missing_part", "capacity")


def test_arrays_of_objects_are_never_unpickled(tmp_path: Path) -> None:
    np.savez(tmp_path / "evil.npz", **instance(score=np.array([{"a": 1}], object)))
    with pytest.raises(ProblemError) as refused:
        read_instance(tmp_path / "evil.npz")
    assert refused.value.params["fault"] == "not_an_npz"


def test_file_of_another_kind_version_or_problem_is_refused(tmp_path: Path) -> None:
    problem = Problem.from_matrix(fit=[[1, 2]], supply_hi=[1, 1], demand_lo=[1])
    other = Problem.from_matrix(fit=[[1, 3]], supply_hi=[1, 1], demand_lo=[1])
    save_result(solve(problem), tmp_path / "result")
    with pytest.raises(ProblemError) as refused:
        load_problem(tmp_path / "result")
    assert refused.value.params["fault"] == "wrong_kind"
    with pytest.raises(ProblemError) as refused:
        load_result(other, tmp_path / "result")
    assert refused.value.code == "wrong_problem"


def test_shapes_in_a_tampered_problem_are_validated(tmp_path: Path) -> None:
    problem = Problem.from_matrix(fit=[[1, 2]], supply_hi=[1, 1], demand_lo=[1])
    save_problem(problem, tmp_path / "problem")
    with np.load(tmp_path / "problem") as file:
        arrays = {name: file[name] for name in file.files}
    arrays["supply_hi"] = np.array([1, 1, 1])
    np.savez(tmp_path / "tampered.npz", **arrays)
    with pytest.raises(ProblemError) as refused:
        load_problem(tmp_path / "tampered.npz")
    assert refused.value.code == "wrong_shape"
    del arrays["demand_lo"]
    np.savez(tmp_path / "shorter.npz", **arrays)
    with pytest.raises(ProblemError) as refused:
        load_problem(tmp_path / "shorter.npz")
    assert (refused.value.code, refused.value.params["part"]) == ("bad_file", "'demand_lo'")
