"""Problems and results to bytes and back, by the optimiser's own versioned files."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from optimizer import Objective, Problem, Result, TotalFit, load_problem, load_result, save_problem, save_result
from optimizer.io import load_arrays, save_arrays
from optimizer.objectives.files import pack_objective, unpack_objective

OBJECTIVE: Final = "greenbridge objective"


def write_problem(problem: Problem) -> bytes:
    return _written(lambda path: save_problem(problem, path))


def read_problem(content: bytes) -> Problem:
    with _file(content) as path:
        return load_problem(path)


def write_result(result: Result) -> bytes:
    return _written(lambda path: save_result(result, path))


def read_result(problem: Problem, content: bytes) -> Result:
    with _file(content) as path:
        return load_result(problem, path)


def write_objective(objective: Objective) -> bytes | None:
    """Nothing stands for total fit, the usual one."""
    if isinstance(objective, TotalFit):
        return None
    head, arrays = pack_objective(objective)
    return _written(lambda path: save_arrays(path, OBJECTIVE, {"objective": head}, arrays))


def read_objective(content: bytes | None) -> Objective:
    if content is None:
        return TotalFit()
    with _file(content) as path:
        head, arrays = load_arrays(path, OBJECTIVE)
    return unpack_objective(head["objective"], arrays)


def _written(save: Callable[[Path], None]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        save(path)
        return path.read_bytes()


@contextmanager
def _file(content: bytes) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        yield path
