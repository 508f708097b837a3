"""How much one actor may read in a while: every read says what it may cost before it runs, and who is over is refused.

Each process keeps its own account, so that N processes allow N times as much; nothing is shared and nothing waits.
"""

from math import ceil
from time import monotonic
from typing import Final

from cachetools import LRUCache

from graph.kit.limits import BadRequest, Limits

REMEMBERED_COUNT: Final = 50_000
"""Who was not seen for so many others starts anew."""

ROUNDING: Final = 1e-6
"""Sums of seconds round: who waited as long as told must not be sent away for the last bit."""


class Budgets:
    """What is left to each actor; it grows back with time."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._left: LRUCache[str, tuple[float, float]] = LRUCache(REMEMBERED_COUNT)

    def spend(self, who: str, cost: int, *, may_owe: bool = False) -> None:
        """Take the cost of one read from the budget of `who`; refuses, taking nothing, when less is left.

        What shows the outcome of a gesture may owe: the gesture is done, and its answer must not be lost.
        """
        most, regained = self._limits.cost_budget, self._limits.cost_per_second
        moment = monotonic()
        left, at = self._left.get(who, (most, moment))
        left = min(most, left + (moment - at) * regained)
        if cost > left + ROUNDING and not may_owe:
            wait = {"retryAfterSeconds": ceil((cost - left) / regained)} if cost <= most else {}
            raise BadRequest("TOO_COSTLY", asked=cost, left=max(0, int(left)), allowed=most, **wait)
        self._left[who] = (left - cost, moment)
