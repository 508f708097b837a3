"""The process that solves, without a database around it."""

import asyncio
from pathlib import Path

import pytest

from optimizer import Status, load_result, save_problem
from services.kit.ids import new_id
from services.solving.child import Orders, SolveEnded, SolveFailed, run_child
from services.solving.commands import Signs
from tests.factories.solving import LONG, MARK, SMALL, generated_snapshot, lasting_processes, solver_processes


@pytest.fixture(autouse=True)
def mark(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv(MARK, mark := new_id().hex)
    return mark


async def go_on(_signs: Signs) -> bool:
    return True


async def test_the_answer_is_in_the_folder(tmp_path: Path) -> None:
    problem = generated_snapshot(SMALL, 1).problem
    save_problem(problem, tmp_path / "problem")
    await run_child(Orders(tmp_path, seconds=30, seed=5, memory_mb=2048), go_on)
    result = load_result(problem, tmp_path / "result")
    assert (result.status, result.gap, result.seed) == (Status.PROVEN, 0, 5)


async def test_too_little_memory_has_a_name(tmp_path: Path) -> None:
    save_problem(generated_snapshot(LONG, 1).problem, tmp_path / "problem")
    with pytest.raises(SolveFailed, match="OUT_OF_MEMORY"):
        await run_child(Orders(tmp_path, seconds=30, seed=0, memory_mb=70), go_on)


async def test_a_damaged_problem_has_a_name(tmp_path: Path) -> None:
    (tmp_path / "problem").write_bytes(b"nothing of ours")
    with pytest.raises(SolveFailed, match="BAD_FILE"):
        await run_child(Orders(tmp_path, seconds=30, seed=0, memory_mb=2048), go_on)


async def test_nobody_who_wants_it_ends_it(tmp_path: Path, mark: str) -> None:
    save_problem(generated_snapshot(LONG, 1).problem, tmp_path / "problem")

    async def stop_in_the_solver(signs: Signs) -> bool:
        return signs.phase not in {"SOLVE", "PRICE"}

    with pytest.raises(SolveEnded):
        await run_child(Orders(tmp_path, seconds=30, seed=0, memory_mb=2048), stop_in_the_solver)
    assert not (tmp_path / "result").exists()
    assert lasting_processes(mark) == []


async def test_a_canceled_call_leaves_no_process(tmp_path: Path, mark: str) -> None:
    save_problem(generated_snapshot(LONG, 1).problem, tmp_path / "problem")
    solving = asyncio.create_task(run_child(Orders(tmp_path, seconds=30, seed=0, memory_mb=2048), go_on))
    while not solver_processes(mark):  # noqa: ASYNC110 - a process rings no event
        await asyncio.sleep(0.02)
    solving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await solving
    assert lasting_processes(mark) == []
