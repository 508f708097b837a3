"""What a running solve tells, and the two callables of ``solve``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """What a solve is busy with."""

    PREPARE = "prepare"
    SOLVE = "solve"
    PRICE = "price"
    CERTIFY = "certify"
    VERIFY = "verify"


@dataclass(frozen=True, slots=True)
class Progress:
    """One sign of life.

    Attributes
    ----------
    phase
        What the solve is busy with.
    value, bound
        Best value found and best proven upper bound in integer units, None while there is none.
    heartbeat
        Counts up with every sign of life, at least one a second.
    seconds
        Wall time since the start of the solve.
    """

    phase: Phase
    value: int | None
    bound: int | None
    heartbeat: int
    seconds: float


OnProgress = Callable[[Progress], None]
ShouldStop = Callable[[], bool]


def ignore(_progress: Progress) -> None:
    """Tell nobody."""


def never() -> bool:
    """Never stop."""
    return False
