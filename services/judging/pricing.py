"""What a hand edit costs: exact and at once without rules, by solving again for a bounded time with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from optimizer import Change, Limits, Patience, ProblemError, Status, price
from services.judging.solved import Solved

PRICE_SECONDS: Final = 5.0
"""How long a person waits for a price under rules; without them it takes a tenth of a second."""


class PriceState(StrEnum):
    """What is known of a price."""

    KNOWN = "KNOWN"
    IMPOSSIBLE = "IMPOSSIBLE"
    TOO_LONG = "TOO_LONG"
    NOT_PROVEN = "NOT_PROVEN"
    NOT_ASKED = "NOT_ASKED"


@dataclass(frozen=True, slots=True)
class AimChange:
    """What the best plans without and with an edit have of an aim in which they differ, in units of `1 / scale`."""

    name: str
    before: int
    after: int
    scale: int


@dataclass(frozen=True, slots=True)
class Priced:
    """The loss, where it is known, and the aims that change beside."""

    state: PriceState
    loss: int | None = None
    aims: Sequence[AimChange] = ()


def needs_a_solve(solved: Solved) -> bool:
    """Whether only solving again tells what a change costs."""
    return bool(solved.problem.rules) or bool(solved.result.stages)


def price_change(solved: Solved, change: Change) -> Priced:
    """The price of a change, or why there is none."""
    if solved.result.status is not Status.PROVEN:
        return Priced(PriceState.NOT_PROVEN)
    try:
        found = price(solved.problem, solved.result, change, Patience(Limits(PRICE_SECONDS)))
    except ProblemError as error:
        if error.code != "not_proven":
            raise
        return Priced(PriceState.TOO_LONG)
    if found.loss is None:
        return Priced(PriceState.IMPOSSIBLE)
    aims = [AimChange(before.name, before.value, after.value, before.scale) for before, after in found.measures]
    return Priced(PriceState.KNOWN, found.loss, aims)
