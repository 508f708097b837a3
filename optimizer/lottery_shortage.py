"""Why there is no lottery under a cap: who has too few to draw from, and the least cap that would do."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.engines.candidates import collect_candidates
from optimizer.lottery import randomize
from optimizer.progress import OnProgress, ShouldStop, ignore, never
from optimizer.pulse import Interrupted
from optimizer.result import Status

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.lottery import Lottery
    from optimizer.problem import Problem

    Flags = NDArray[np.bool_]

STEPS: Final = 1000


@dataclass(frozen=True)
class LotteryShortage:
    """Nodes that cannot be served however probabilities are spread.

    Attributes
    ----------
    side
        ``demand`` where demands lack supplies, ``supply`` where minimum loads lack demands.
    nodes
        Those that lack, ascending; none can be left out.
    required, available
        Units they require together, locks taken off, and the most they can expect together under the cap.
    least_cap
        The smallest cap in thousandths with which there is a lottery; None where there is no plan at all.
    """

    side: str
    nodes: tuple[int, ...]
    required: int
    available: Fraction
    least_cap: Fraction | None


def lottery_shortage(
    problem: Problem, lottery: Lottery, *, on_progress: OnProgress = ignore, should_stop: ShouldStop = never
) -> LotteryShortage | None:
    """Explain why there is no lottery; None where the lottery is not INFEASIBLE, or locks alone exceed a limit.

    Parameters
    ----------
    problem, lottery
        A problem and what ``randomize`` found.
    on_progress, should_stop
        As in ``randomize``.

    Returns
    -------
    LotteryShortage or None
        Demands before supplies where both lack.

    Raises
    ------
    Interrupted
        When ``should_stop`` says so.
    """
    if lottery.status is not Status.INFEASIBLE or lottery.certificate is None:
        return None
    candidates = collect_candidates(problem)
    bounds = candidates.bounds
    if not bounds.are_consistent():
        return None
    demands = _Side(candidates.demand, candidates.supply, bounds.demand_lo, bounds.supply_hi, lottery.cap)
    supplies = _Side(candidates.supply, candidates.demand, bounds.supply_lo, bounds.demand_hi, lottery.cap)
    cap = _least_cap(problem, lottery.cap, on_progress, should_stop)
    for name, side, values in (
        ("demand", demands, lottery.certificate.demand),
        ("supply", supplies, lottery.certificate.supply),
    ):
        lacking = side.shrink((values < 0) & (side.required > 0))
        if lacking is not None:
            nodes = tuple(np.flatnonzero(lacking).tolist())
            required, available = int(side.required[lacking].sum()), side.available(lacking)
            return LotteryShortage(name, nodes, required, available, cap)
    return None


@dataclass(frozen=True, eq=False)
class _Side:
    """The pairs seen from the nodes that may lack."""

    node: NDArray[np.int32]
    across: NDArray[np.int32]
    required: NDArray[np.int64]
    limit: NDArray[np.int64]
    cap: Fraction

    def available(self, among: Flags) -> Fraction:
        """Most that these nodes can expect together: of each across its limit, or the cap once per pair."""
        pairs = np.bincount(self.across[among[self.node]], minlength=len(self.limit))
        parts = np.minimum(self.limit * self.cap.denominator, pairs * self.cap.numerator)
        return Fraction(int(parts.sum()), self.cap.denominator)

    def lacks(self, among: Flags) -> bool:
        """Whether these nodes require more than they can expect."""
        return int(self.required[among].sum()) > self.available(among)

    def shrink(self, among: Flags) -> Flags | None:
        """Leave out every node without which the others still lack; None where they do not lack."""
        if not self.lacks(among):
            return None
        for node in np.flatnonzero(among).tolist():
            fewer = among.copy()
            fewer[node] = False
            if self.lacks(fewer):
                among = fewer
        return among


def _least_cap(problem: Problem, cap: Fraction, on_progress: OnProgress, should_stop: ShouldStop) -> Fraction | None:
    """Bisect over thousandths: a larger cap forbids nothing that a smaller one allows."""
    too_small, enough = int(cap * STEPS), STEPS + 1
    while enough - too_small > 1:
        middle = min(STEPS, (too_small + enough) // 2)
        tried = Fraction(middle, STEPS)
        found = randomize(problem, cap=tried, on_progress=on_progress, should_stop=should_stop)
        if found.status is Status.CANCELED:
            raise Interrupted(Status.CANCELED)
        if found.status is Status.INFEASIBLE:
            too_small = middle
        else:
            enough = middle
    return None if enough > STEPS else Fraction(enough, STEPS)
