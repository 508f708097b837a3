"""Versioned files of problems and results, and the reader of judging instances."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from optimizer.problem import Problem
    from optimizer.result import Result


def save_problem(problem: Problem, path: Path) -> None:
    """Write a problem; the same problem gives the same bytes."""
    raise NotImplementedError


def load_problem(path: Path) -> Problem:
    """Read a problem; ProblemError ``bad_file`` says what is wrong with the file."""
    raise NotImplementedError


def save_result(result: Result, path: Path) -> None:
    """Write a result; the same result gives the same bytes."""
    raise NotImplementedError


def load_result(problem: Problem, path: Path) -> Result:
    """Read a result of this problem; ProblemError ``wrong_problem`` when it belongs to another."""
    raise NotImplementedError


def read_instance(path: Path) -> Problem:
    """Read a judging instance: score, conflict, judges_needed and capacity, entries in rows, judges in columns."""
    raise NotImplementedError
