"""A solve that people end, and one that time ends."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from optimizer import Problem
from services.cli.case import Case, Party, Room
from services.cli.screen import Manner, Screen
from services.cli.solving import solve_watched, tell_shortage
from services.cli.words import Language
from tests.services.cli.command import greenbridge


class ImpatientScreen(Screen):
    """Presses Ctrl-C at the first sign of life."""

    @contextmanager
    def status(self, text: str) -> Iterator[Callable[[str], None]]:
        """Raise the signal as a terminal does."""
        shown = [text]

        def on_text(changed: str) -> None:
            if len(shown) == 1:
                signal.raise_signal(signal.SIGINT)
            shown.append(changed)

        yield on_text


def problem(size: int) -> Problem:
    fit = np.random.default_rng(3).random((size, size))
    return Problem.from_matrix(fit=fit, supply_hi=np.full(size, 4), demand_lo=np.full(size, 3))


def test_the_first_control_c_asks_the_solver_to_end() -> None:
    before = signal.getsignal(signal.SIGINT)
    parties = [Party(str(number)) for number in range(300)]
    case = Case(Room.JUDGING, problem(300), "", parties, parties, lambda *_: [])
    with pytest.raises(KeyboardInterrupt):
        solve_watched(ImpatientScreen(Language.EN, Manner.PEOPLE), case, seed=0, seconds=None)
    assert signal.getsignal(signal.SIGINT) is before


def test_control_c_ends_the_search_for_a_reason() -> None:
    size = 1_500
    short = Problem.from_matrix(fit=np.zeros((size, size)), supply_hi=np.full(size, 2), demand_lo=np.full(size, 3))
    parties = [Party(str(number)) for number in range(size)]
    case = Case(Room.JUDGING, short, "", parties, parties, lambda *_: [])
    presser = threading.Timer(0.2, lambda: os.kill(os.getpid(), signal.SIGINT))
    presser.start()
    with pytest.raises(KeyboardInterrupt):
        tell_shortage(Screen(Language.EN, Manner.QUIET), case)
    presser.join()


def test_time_that_is_too_short_is_told_and_never_shown_as_optimal(tmp_path: Path) -> None:
    size = 400
    np.savez(
        tmp_path / "instance.npz",
        score=np.random.default_rng(3).random((size, size)).astype(np.float32),
        conflict=np.zeros((size, size), np.bool_),
        judges_needed=np.full(size, 3),
        capacity=np.full(size, 4),
    )
    arguments = (
        "--instance",
        tmp_path / "instance.npz",
        "--seconds",
        "0.001",
        "--out",
        tmp_path / "plan.xlsx",
        "--json",
    )
    told = greenbridge("assign", *arguments)
    assert (told.exit_code, told.json["status"]) == (3, "stopped")
