"""The even way out of a shortage: how far what every supply may take must be raised together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from optimizer.clash_report import MOST_PAIRS, is_possible
from optimizer.engines.candidates import collect_candidates
from optimizer.engines.flow import choose_least_short
from optimizer.intake import freeze
from optimizer.lacking import LackingSide
from optimizer.problem import Supply
from optimizer.progress import OnProgress, ShouldStop, ignore, never
from optimizer.pulse import Pulse

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from optimizer.problem import Problem

    Units = NDArray[np.int64]
    Flags = NDArray[np.bool_]


def even_raise(
    problem: Problem,
    ceiling: NDArray[np.int64] | None = None,
    *,
    on_progress: OnProgress = ignore,
    should_stop: ShouldStop = never,
) -> int | None:
    """Find by how many units every supply must be able to take more, for a problem to have a plan at all.

    All supplies that may take anything are raised alike: it is the fair way out where a smallest set of changes would
    put everything on one of them. The answer is exact: a flow says whether a raise is enough, and where it is not, a
    minimum cut says how far the next one has to go. With rules, such a raise is where a bisection over 0/1 programs
    begins. An elastic problem is treated as if its minimums had to be met.

    Parameters
    ----------
    problem
        What has no plan.
    ceiling
        Most units that each supply may ever take, however far all are raised; shape (n_supplies,), at least their
        present maximum. Without it there is none.
    on_progress, should_stop
        As in :func:`solve`.

    Returns
    -------
    int or None
        The smallest raise in units, 0 where there is a plan as it is. None where no raise makes a plan possible; and
        where there are rules and more than 50 000 pairs, as that would take too long to know.

    Raises
    ------
    Interrupted
        When ``should_stop`` says so; it is asked as often, and ``on_progress`` called as often, as in ``solve``.

    Notes
    -----
    Minimums of supplies and of demands can be met together wherever each can be met alone, and no raise helps the
    former.
    """
    pulse = Pulse(on_progress, should_stop)
    ladder = _Ladder.of(problem, ceiling)
    if problem.rules and ladder.pair_count > MOST_PAIRS:
        return None
    least = ladder.climb(pulse)
    if least is None or not problem.rules:
        return least
    return _bisect(
        least, ladder.top, lambda units: is_possible(_raised(problem, ladder, units), on_progress, should_stop)
    )


@dataclass(frozen=True, eq=False)
class _Ladder:
    """The problem seen from its demands, at any raise: ``side`` has the limits of none, locks taken off."""

    side: LackingSide
    supplies: LackingSide
    demand_limit: Units
    hi: Units
    ceiling: Units
    given: Units

    @classmethod
    def of(cls, problem: Problem, ceiling: Units | None) -> _Ladder:
        candidates = collect_candidates(problem)
        bounds, hi = candidates.bounds, problem.supply.hi
        highest = hi + len(problem.demand) if ceiling is None else np.maximum(hi, ceiling)
        return cls(
            side=LackingSide(candidates.demand, candidates.supply, bounds.demand_lo, bounds.supply_hi),
            supplies=LackingSide(
                candidates.supply, candidates.demand, bounds.supply_lo, np.maximum(0, bounds.demand_hi)
            ),
            demand_limit=bounds.demand_hi,
            hi=hi,
            ceiling=np.where(hi > 0, highest, 0),
            given=hi - bounds.supply_hi,
        )

    @property
    def pair_count(self) -> int:
        """Pairs that may be chosen."""
        return len(self.side.node)

    @property
    def top(self) -> int:
        """A raise beyond which none gives anybody more."""
        offers = np.bincount(self.side.across, minlength=len(self.hi))
        useful = np.minimum(self.ceiling, offers + self.given) - self.hi
        return max(0, int(useful.max(initial=0)))

    def at(self, units: int) -> Units:
        """What each supply may take beside its locks after a raise; negative where locks are too many all the same."""
        return np.minimum(self.hi + units, self.ceiling) - self.given

    def climb(self, pulse: Pulse) -> int | None:
        """Raise from cut to cut until no demand lacks; None where that never is, or where raising is no help."""
        top = self.top
        units = _first(0, top, lambda tried: bool((self.at(tried) >= 0).all()))
        if units is None or (self.demand_limit < 0).any() or _lacking(self.supplies, pulse).any():
            return None
        while units is not None:
            among = _lacking(self._side_at(units), pulse)
            if not among.any():
                return units
            units = self._serve(among, units + 1, top)
        return None

    def _serve(self, among: Flags, least: int, top: int) -> int | None:
        """The smallest raise with which these demands, looked at alone, can get what they require."""
        return _first(least, top, lambda units: self._side_at(units).lacking(among) <= 0)

    def _side_at(self, units: int) -> LackingSide:
        return replace(self.side, limit=self.at(units))


def _lacking(side: LackingSide, pulse: Pulse) -> Flags:
    """Those that together lack the most; nobody where nothing lacks."""
    if not side.required.any():
        return np.zeros(len(side.required), np.bool_)
    return side.closure(choose_least_short(side.as_candidates(), pulse))


def _raised(problem: Problem, ladder: _Ladder, units: int) -> Problem:
    most = freeze(ladder.at(units) + ladder.given)
    return replace(problem, supply=Supply(problem.supply.lo, most))


def _bisect(least: int, top: int, is_enough: Callable[[int], bool]) -> int | None:
    """The smallest raise that is enough, most often the least that may be; None where the highest is not."""
    if is_enough(least):
        return least
    if least >= top or not is_enough(top):
        return None
    return _first(least + 1, top, is_enough, known=True)


def _first(least: int, top: int, holds: Callable[[int], bool], *, known: bool = False) -> int | None:
    """The smallest number from which something holds, by bisection; None where it does not at the top either."""
    if not known and (least > top or not holds(top)):
        return None
    while least < top:
        middle = (least + top) // 2
        if holds(middle):
            top = middle
        else:
            least = middle + 1
    return least
