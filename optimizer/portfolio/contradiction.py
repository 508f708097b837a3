"""Why no selection keeps all rules: the smallest set of rules that cannot hold together, and what would mend it.

Every set of rules that cannot hold together shares a rule with every set whose removal would make a selection possible.
So the smallest such set is found from below: guess the smallest set that meets all removals known so far; either it
cannot hold together, and is the answer, or the most rules that hold together with it leave out a new removal.
(Ignatiev et al., Smallest MUS extraction with minimal hitting set dualization, CP 2015.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from optimizer.engines.binary import Session, TierPulse
from optimizer.portfolio.portfolio import Portfolio, RuleKind
from optimizer.program import Line, Program
from optimizer.progress import OnProgress, ShouldStop, ignore, never

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

LIMITED = {RuleKind.BUDGET, RuleKind.FLOOR, RuleKind.CEILING}


@dataclass(frozen=True, slots=True)
class RuleMend:
    """One rule of a contradiction, and the least change of it alone that lets all rules hold.

    Attributes
    ----------
    rule
        Number of the rule in ``portfolio.rules``.
    limit
        For a budget, floor or ceiling the nearest limit, integer units, that can be kept with all other rules; None
        where it would not help alone, and for rules without a limit.
    helps
        Whether changing or leaving out this rule alone is enough.
    """

    rule: int
    limit: int | None
    helps: bool


@dataclass(frozen=True, eq=False)
class Contradiction:
    """Rules that cannot hold together.

    Attributes
    ----------
    rules
        Numbers in ``portfolio.rules``, ascending: no smaller set of rules contradicts itself.
    removal
        The fewest rules that have to be left out for a selection to exist; several sets may be as small.
    mends
        One per rule of ``rules``, in the same order.
    """

    rules: tuple[int, ...]
    removal: tuple[int, ...]
    mends: tuple[RuleMend, ...]


def contradiction(
    portfolio: Portfolio, *, seed: int = 0, on_progress: OnProgress = ignore, should_stop: ShouldStop = never
) -> Contradiction | None:
    """Find the smallest set of rules that cannot hold together, exactly.

    Parameters
    ----------
    portfolio
        Projects and rules.
    seed
        Breaks ties between sets of the same size.
    on_progress
        Called in this thread at least once a second.
    should_stop
        Asked several times a second; True ends the search within a second.

    Returns
    -------
    Contradiction or None
        None when all rules can hold together.

    Raises
    ------
    Interrupted
        When ``should_stop`` says so.
    """
    pulse = TierPulse(on_progress, should_stop)
    count = len(portfolio.rules)
    with Session(pulse, seed) as session:
        removals: list[tuple[int, ...]] = []
        guess: tuple[int, ...] = ()
        while True:
            pulse.begin()
            left_out = _fewest_left_out(session, portfolio, guess)
            if left_out is None:
                break
            if not left_out:
                return None
            removals.append(left_out)
            pulse.begin()
            guess = _smallest_meeting(session, removals, count)
        mends = tuple(_mend(session, portfolio, rule) for rule in guess)
    return Contradiction(guess, removals[0], mends)


def _fewest_left_out(session: Session, portfolio: Portfolio, kept: Collection[int]) -> tuple[int, ...] | None:
    """Leave out as few rules as possible, none of those kept; None when those alone cannot hold together."""
    projects, rules = len(portfolio), len(portfolio.rules)
    gain = np.concatenate([np.zeros(projects, np.int64), -np.ones(rules, np.int64)])
    lines = []
    for at, rule in enumerate(portfolio.rules):
        line = portfolio.line(rule)
        # A rule that is left out is let go by as much as its weights can ever exceed it.
        slack = max(0, int(np.maximum(line.weights, 0).sum()) - line.limit)
        columns = np.append(line.columns, np.int32(projects + at)).astype(np.int32)
        lines.append(Line(columns, np.append(line.weights, -slack), line.limit))
        if at in kept:
            lines.append(Line(np.array([projects + at], np.int32), np.ones(1, np.int64), 0))
    found = session.maximize(Program.of(gain, lines))
    if found.chosen is None:
        return None
    return tuple(column - projects for column in found.chosen if column >= projects)


def _smallest_meeting(session: Session, removals: Sequence[tuple[int, ...]], count: int) -> tuple[int, ...]:
    """Return the smallest set of rules that shares one with every removal."""
    lines = [Line(np.array(removal, np.int32), -np.ones(len(removal), np.int64), -1) for removal in removals]
    found = session.maximize(Program.of(-np.ones(count, np.int64), lines))
    return tuple(found.chosen or ())


def _mend(session: Session, portfolio: Portfolio, at: int) -> RuleMend:
    """Keep all other rules and come as near to this one as they allow."""
    rule = portfolio.rules[at]
    others = Portfolio(
        portfolio.value,
        portfolio.cost,
        portfolio.saved,
        portfolio.regions,
        portfolio.classes,
        portfolio.scale,
        portfolio.rules[:at] + portfolio.rules[at + 1 :],
    )
    line = portfolio.line(rule)
    gain: NDArray[np.int64] = np.zeros(len(portfolio), np.int64)
    np.add.at(gain, line.columns, -line.weights)
    found = session.maximize(others.program.gaining(gain))
    if found.chosen is None:
        return RuleMend(at, None, helps=False)
    limit = abs(int(gain[found.chosen].sum())) if rule.kind in LIMITED else None
    return RuleMend(at, limit, helps=True)
