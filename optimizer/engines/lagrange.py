"""Very large lists with rules that cross: prices of the crossing rows on a flow, then a plan that keeps them all.

The flow keeps as much of the rules as nests. Rows that its choice breaks are priced up, first by what moves the choice
of their demand, then by a step that shrinks from round to round, so that ties cannot hold the prices up; every round
proves a bound. From the prices a plan is one dive away: of each row that is still broken the best pairs stay, the
others are barred, and the flow runs again. Few rounds of it cost less than one linear program of that size.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.certificate import compute_bound
from optimizer.check import check
from optimizer.engines import flow
from optimizer.engines.candidates import Choice, collect_candidates, join_locks
from optimizer.engines.lagrange_rows import Rows, can_price, split_rules
from optimizer.engines.laminar import Chooser, refute_locks
from optimizer.engines.laminar_flow import Forest, find_certificate
from optimizer.engines.mincost import choose_pairs
from optimizer.engines.network import build_network
from optimizer.engines.pricing import price_shortage
from optimizer.progress import Phase
from optimizer.pulse import Interrupted
from optimizer.result import Certificate, Status
from optimizer.solution import Assignment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.engines.candidates import Candidates
    from optimizer.engines.laminar_tree import Limits
    from optimizer.problem import Problem
    from optimizer.pulse import Pulse

    Units = NDArray[np.int64]
    Flags = NDArray[np.bool_]

NAME: Final = "lagrange"
CORE_PER_UNIT: Final = 4  # pairs that a round chooses among, per unit required
DIVE_PER_UNIT: Final = 3  # and those that a dive does, which starts near its plan
LEAST_CORE: Final = 50_000
MOST_ROUNDS: Final = 24
SHRINK: Final = 0.85
DIVE_EVERY: Final = 8  # divides the rounds, so that the last ends with a dive
LATE_SHARE: Final = 0.4  # of a time limit: whoever has no plan by then takes one from the prices as they are
MOST_DIVES: Final = 12
SMALL_SHARE: Final = 0.001  # of the core: so few pairs that would pay outside it need no round of their own
LARGEST_MOVE: Final = 2**53
NOTHING: Final = np.iinfo(np.int64).min

__all__ = ["NAME", "can_price", "run"]


def run(problem: Problem, pulse: Pulse) -> Choice:
    """Choose pairs of nearly the greatest total fit, and prove how near.

    Raises
    ------
    Interrupted
        STOPPED, with the best plan and bound in the pulse, unless the gap is 0 or there is no plan.
    """
    pulse.beat(Phase.PREPARE)
    kept = split_rules(problem)
    refuted = refute_locks(problem, kept)
    if refuted is not None:
        return refuted
    ascent = _Ascent.of(problem, kept, pulse)
    for number in range(MOST_ROUNDS):
        found = ascent.choose()
        if number == 1 and ascent.lacks(found):
            certificate = ascent.refute()
            if certificate is not None:
                return Choice(None, None, certificate)
        is_late = pulse.assignment is None and pulse.seconds() > LATE_SHARE * pulse.limits.seconds
        if number % DIVE_EVERY == DIVE_EVERY - 1 or is_late or not ascent.is_broken(found):
            ascent.dive(found)
        best = pulse.assignment
        if best is not None and pulse.certificate is not None and best.value == pulse.bound:
            return Choice(best.supply, best.demand, pulse.certificate)
        ascent.raise_prices(found, 0.0 if not number else SHRINK**number)
    raise Interrupted(Status.STOPPED)


@dataclass(frozen=True, eq=False, slots=True)
class _Found:
    """What one round chose: positions among all candidates, those it chose from, and what each candidate gains."""

    chosen: Units
    core: Units
    gain: Units
    own_gain: Units


@dataclass(eq=False, slots=True)
class _Ascent:
    """The prices of rows as they rise and fall, and the core of candidates that the rounds choose among."""

    problem: Problem
    pulse: Pulse
    kept: Limits
    candidates: Candidates
    rows: Rows
    price: Units
    core: Flags
    step: float = 0.0

    @classmethod
    def of(cls, problem: Problem, kept: Limits, pulse: Pulse) -> _Ascent:
        """Start from the flow without any rules: its multipliers tell which pairs matter."""
        candidates = replace(collect_candidates(problem), shortage_price=price_shortage(problem))
        units = choose_pairs(build_network(candidates), pulse, Phase.PREPARE)
        if units is None:
            raise AssertionError("a flow with shortage arcs is feasible")
        certificate = flow.find_certificate(candidates, units, pulse)
        pulse.tighten(compute_bound(problem, certificate), certificate)
        gain = candidates.fit - certificate.supply[candidates.supply] - certificate.demand[candidates.demand]
        pulse.beat(Phase.PREPARE)
        rows = Rows.of(problem, kept, candidates)
        pulse.beat(Phase.PREPARE)
        core = pick_nearest(problem, gain, CORE_PER_UNIT)
        return cls(problem, pulse, kept, candidates, rows, np.zeros(len(rows), np.int64), core)

    def choose(self) -> _Found:
        """Choose by the flow at the prices as they are, and keep what that proves."""
        while True:
            at = np.flatnonzero(self.core)
            chosen, certificate = self._flow(at)
            asked = self.price + self.rows.read(certificate)
            full = self.rows.write(certificate, asked)
            self.pulse.beat(Phase.PRICE)
            candidates = self.candidates
            own = candidates.fit - full.supply[candidates.supply] - full.demand[candidates.demand]
            gain = own - self.rows.charge(asked)
            self.pulse.beat(Phase.PRICE)
            self.pulse.tighten(compute_bound(self.problem, full), full)
            outside = (gain > 0) & ~self.core
            self.core |= outside
            if np.count_nonzero(outside) <= len(at) * SMALL_SHARE:
                break
        firm = np.where(self.rows.is_loose, self.price, asked)
        return _Found(chosen, at, gain, own - self.rows.charge(firm))

    def is_broken(self, found: _Found) -> bool:
        """Whether the choice breaks any row that the flow leaves to prices."""
        units = self.rows.count(found.chosen)
        return bool((self.rows.is_loose & ((units > self.rows.most) | (units < self.rows.least))).any())

    def lacks(self, found: _Found) -> bool:
        """Whether units lack that must not."""
        return not self.problem.is_elastic and bool(self._to_plan(found.chosen).shortage.units)

    def refute(self) -> Certificate | None:
        """Prove that there is no plan even by the rules that the flow keeps; None when that does not show."""
        _, certificate = Chooser(self.kept)(flow.without_fit(self.candidates), self.pulse)
        return certificate if compute_bound(self.problem, certificate, ignore_fit=True) < 0 else None

    def raise_prices(self, found: _Found, shrink: float) -> None:
        """Move the price of every loose row that is broken, or whose price nothing holds, to where its choice turns."""
        rows, price = self.rows, self.price
        units = rows.count(found.chosen)
        over = rows.is_loose & ((units > rows.most) | ((price < 0) & (units > rows.least)))
        under = rows.is_loose & ((units < rows.least) | ((price > 0) & (units < rows.most)))
        up, down = self._measure_turns(found, over)
        if not self.step and over.any():
            self.step = float(up[over].mean())
        least_move = int(self.step * shrink) + 1
        price[over] += np.maximum(least_move, up[over])
        price[under] -= np.maximum(least_move, down[under])
        price[rows.least <= 0] = np.maximum(0, price[rows.least <= 0])
        is_free = rows.most >= len(self.candidates)
        price[is_free] = np.minimum(0, price[is_free])
        np.maximum(price, -(self.candidates.shortage_price or 0), out=price)

    def _measure_turns(self, found: _Found, over: Flags) -> tuple[Units, Units]:
        """By how much each row's price must rise until it loses a chosen pair, and fall until it wins another one.

        Who loses a pair falls back on the next best of its demand, outside the broken rows.
        """
        rows, candidates = self.rows, self.candidates
        is_chosen = np.zeros(len(candidates), np.bool_)
        is_chosen[found.chosen] = True
        others = found.core[~is_chosen[found.core]]
        outside = others[rows.charge(over.astype(np.int64), others) == 0]
        next_best = np.full(len(self.problem.demand), NOTHING)
        np.maximum.at(next_best, candidates.demand[outside], found.gain[outside])
        fall = np.where(next_best == NOTHING, 0, -np.minimum(0, next_best))
        lost = found.own_gain[found.chosen] + fall[candidates.demand[found.chosen]]
        up = -rows.find_most(-lost, found.chosen)
        won = rows.find_most(found.own_gain[others], others)
        return up, np.where(won == NOTHING, 0, -np.maximum(won, -LARGEST_MOVE))

    def dive(self, found: _Found) -> None:
        """Find a plan that keeps all rows, near the prices: bar what breaks rows until nothing does."""
        core = pick_nearest(self.problem, found.gain, DIVE_PER_UNIT)
        barred = np.zeros(len(core), np.bool_)
        bonus = np.zeros(len(core), np.int64)
        chosen, gain = found.chosen, found.gain
        for _ in range(MOST_DIVES):
            self.pulse.beat(Phase.SOLVE)
            plan = self._to_plan(chosen)
            if not check(self.problem, plan, limit=1):
                self.pulse.improve(plan)
                return
            core |= self._list_helpers(plan)
            self._bar(chosen, gain, barred)
            self._reward(chosen, gain, barred, bonus)
            chosen, certificate = self._flow(np.flatnonzero((core | (bonus > 0)) & ~barred), bonus)
            gain = self._gain_of(certificate)

    def _list_helpers(self, plan: Assignment) -> Flags:
        """Flag all pairs of whoever lacks units."""
        lacking = plan.shortage
        every, rows = self.candidates, np.append(np.isin(self.rows.row, lacking.rows), False)
        is_helper = np.isin(every.demand, lacking.demand) | np.isin(every.supply, lacking.supply)
        helpers: Flags = is_helper | rows[self.rows.place].any(axis=0)
        return helpers

    def _bar(self, chosen: Units, gain: Units, barred: Flags) -> None:
        """Bar all pairs of rows over their most, except the best that are chosen."""
        rows = self.rows
        over = np.append(rows.is_loose & (rows.count(chosen) > rows.most), False)
        layer, at = np.nonzero(over[rows.place[:, chosen]])
        pair = chosen[at]
        row = rows.place[layer, pair]
        order = np.lexsort((pair, -gain[pair], row))
        pair, row = pair[order], row[order]
        rank = np.arange(len(row)) - np.searchsorted(row, row)
        barred |= over[rows.place].any(axis=0)
        barred[pair[rank < np.append(rows.most, 0)[row]]] = False
        barred[pair[rank >= np.append(rows.most, 0)[row]]] = True

    def _reward(self, chosen: Units, gain: Units, barred: Flags, bonus: Units) -> None:
        """Pay for the best pair that is not chosen in every row below its least."""
        rows = self.rows
        under = rows.is_loose & (rows.count(chosen) < rows.least)
        if not under.any():
            return
        usable = ~barred & (bonus == 0)
        usable[chosen] = False
        at = np.flatnonzero(usable & np.append(under, False)[rows.place].any(axis=0))
        best = np.append(np.where(under, rows.find_most(gain[at], at), NOTHING), NOTHING)
        wanted = at[((best[rows.place[:, at]] == gain[at]) & (best[rows.place[:, at]] > NOTHING)).any(axis=0)]
        bonus[wanted] = self.candidates.shortage_price or 0

    def _flow(self, at: Units, bonus: Units | None = None) -> tuple[Units, Certificate]:
        """Choose among these candidates at the prices of the loose rows; returns positions among all."""
        every = self.candidates
        fit = every.fit[at] - self.rows.charge(np.where(self.rows.is_loose, self.price, 0), at)
        if bonus is not None:
            fit += bonus[at]
        self.pulse.beat(Phase.SOLVE)
        forest = Forest.grow(replace(every, supply=every.supply[at], demand=every.demand[at], fit=fit), self.kept)
        chosen = forest.choose(self.pulse, Phase.SOLVE)
        if chosen is None:
            raise AssertionError("a flow in which every minimum may be missed is feasible")
        return at[chosen], find_certificate(forest, chosen, lambda: self.pulse.beat(Phase.CERTIFY))

    def _gain_of(self, certificate: Certificate) -> Units:
        """What each candidate gains at these multipliers and the prices of the loose rows."""
        every = self.candidates
        gain: Units = every.fit - certificate.supply[every.supply] - certificate.demand[every.demand]
        return gain - self.rows.charge(self.price + self.rows.read(certificate))

    def _to_plan(self, chosen: Units) -> Assignment:
        is_chosen = np.zeros(len(self.candidates), np.bool_)
        is_chosen[chosen] = True
        return Assignment.of(self.problem, *join_locks(self.problem, self.candidates, is_chosen))


def pick_nearest(problem: Problem, gain: Units, per_unit: int) -> Flags:
    """Flag the candidates that gain most, so many per unit required, and all that gain anything."""
    size = max(LEAST_CORE, per_unit * int(problem.demand.hi.sum()))
    if size >= len(gain):
        return np.ones(len(gain), np.bool_)
    return gain >= min(1, int(np.partition(gain, len(gain) - size)[len(gain) - size]))
