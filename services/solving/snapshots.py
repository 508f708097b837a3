"""Problems and results to bytes and back, by the optimiser's own versioned files."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from optimizer import Problem, Result, load_problem, load_result, save_problem, save_result


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
