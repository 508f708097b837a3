"""After judges fall ill, entries are withdrawn, conflicts come up: a new plan that changes as little as possible.

A plan that people know already is worth keeping. So the fewest changes come first and the best total fit among the
plans with so few comes second, both proven. One change outweighs any total of fits, so both are one flow with larger
numbers; where these would not fit 64 bits, they are two, the second among the best of the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimizer.check import Verification, check
from optimizer.errors import ProblemError
from optimizer.events import Aftermath, Event, apply_events
from optimizer.limits import Limits
from optimizer.objectives import FewestChanges, FewestMissing, Lexicographic, TotalFit
from optimizer.progress import OnProgress, ShouldStop, ignore, never
from optimizer.pulse import Pulse
from optimizer.result import Proof, Stage, Status
from optimizer.solution import Assignment
from optimizer.solve import UNLIMITED, Asker
from optimizer.stages import Climb, Means, Rung, climb, end_of, merge, recheck, rungs_of
from optimizer.stages.rung import revalue

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from optimizer.problem import Problem

    Indices = NDArray[np.int32]

Pair = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Repair:
    """A repaired plan.

    Attributes
    ----------
    status, proof
        PROVEN and VERIFIED when no plan has fewer changes and none with as few a higher total fit; INFEASIBLE when no
        plan keeps all rules after the events (ask ``shortage`` about ``problem``).
    problem
        What remains after the events.
    assignment
        The repaired plan, valued by ``problem``; None when there is none.
    kept, added
        Pairs of the repaired plan that the old plan had, and had not.
    gone
        Pairs of the old plan that cannot stay: forbidden, or of somebody withdrawn. They are no changes.
    dropped
        Pairs of the old plan that could have stayed, but not all of them together, or not with the rules kept.
    lifted
        Locks that an event has taken back; all others hold.
    stages
        The proof, aim by aim.
    seconds
        Wall time.
    """

    status: Status
    proof: Proof
    problem: Problem
    assignment: Assignment | None
    kept: tuple[Pair, ...]
    added: tuple[Pair, ...]
    gone: tuple[Pair, ...]
    dropped: tuple[Pair, ...]
    lifted: tuple[Pair, ...]
    stages: tuple[Stage, ...]
    seconds: float

    @property
    def change_count(self) -> int:
        """Pairs dropped beyond those that cannot stay, and pairs added."""
        return len(self.dropped) + len(self.added)


@dataclass(frozen=True, eq=False)
class _Old:
    """The old plan as an aim, those of its pairs that could stay, and those that cannot."""

    changes: FewestChanges
    possible: frozenset[Pair]
    gone: tuple[Pair, ...]


def repair(  # noqa: PLR0913 - the settings of a solve, all by keyword
    problem: Problem,
    plan: Assignment,
    events: Sequence[Event],
    *,
    limits: Limits = UNLIMITED,
    seed: int = 0,
    on_progress: OnProgress = ignore,
    should_stop: ShouldStop = never,
) -> Repair:
    """Find the plan with the fewest changes after the events, and among those the one of highest total fit.

    A pair of the old plan is *gone* when the events forbid it or withdraw its supply or demand (so it is, too, when the
    old plan broke a rule with it); that is nobody's choice. A *change* is any other pair of the old plan that is
    dropped, or a pair that is added. Where the problem is elastic, the fewest missing units come before the fewest
    changes, for a plan that adds nothing would have no changes at all.

    Parameters
    ----------
    problem
        As it was before the events.
    plan
        The old plan; it need be neither optimal nor allowed.
    events
        What happened; see :class:`SupplyWithdrawn`, :class:`DemandWithdrawn`, :class:`PairForbidden`,
        :class:`CapacityChanged` and :class:`DemandAdded`. Locks hold unless an event takes them back.
    limits, seed, on_progress, should_stop
        As in :func:`solve`.

    Returns
    -------
    Repair
        The repaired plan, what changed, and the proof.

    Raises
    ------
    ProblemError
        An event that names nobody, or numbers too large to be added exactly; ``wrong_shape`` for a demand added to a
        problem with rules that say something of every demand.
    """
    aftermath = apply_events(problem, events)
    pulse = Pulse(on_progress, should_stop, limits)
    asker = Asker(pulse, seed)
    old = _find_old(aftermath.problem, plan)
    climbed = climb(aftermath.problem, _rungs(aftermath.problem, old), Means(asker, asker.find, asker.beat, seed))
    return _conclude(aftermath, old, climbed, pulse.seconds())


def verify_repair(problem: Problem, plan: Assignment, events: Sequence[Event], repaired: Repair) -> Verification:
    """Re-check a repair from the problem, the old plan, the events and its certificates: integers alone, no solver.

    Every stage is rebuilt and verified as in :func:`verify`; the next one is rebuilt from its certificate. ``value``
    and ``bound`` are the total of the plan and the most that any plan with as few changes can have.

    Parameters
    ----------
    problem, plan, events
        As they were given to :func:`repair`.
    repaired
        What it gave, possibly tampered with.

    Returns
    -------
    Verification
        Besides the faults of :func:`verify`: ``wrong_stages`` when levels are missing or in another order,
        ``wrong_changes`` when the plan, or its lists of changes, are not what the last stage chose.
    """
    after = apply_events(problem, events)
    old = _find_old(after.problem, plan)
    faults: list[str] = [] if repaired.problem.digest() == after.problem.digest() else ["wrong_problem"]
    told = revalue(after.problem, repaired.assignment)
    rungs = _rungs(after.problem, old)
    wrong, proof = recheck(after.problem, rungs, repaired.stages, told)
    status = end_of(repaired.stages, len(rungs))
    fresh = _conclude(after, old, Climb(repaired.stages, told, status, proof), repaired.seconds)
    faults += wrong or _compare_words(fresh, repaired)
    faults += [] if _lists(fresh) == _lists(repaired) else ["wrong_changes"]
    faults += [] if _value(fresh) == _value(repaired) else ["wrong_value"]
    violations = () if told is None else tuple(check(after.problem, told))
    value = None if told is None else told.value
    is_valid = not faults and not violations
    is_proven = is_valid and status in {Status.PROVEN, Status.INFEASIBLE}
    bound = value if is_proven else None
    gap = 0 if bound is not None else None
    return Verification(
        is_valid, value, bound, gap, proof if is_proven else Proof.NONE, violations, tuple(dict.fromkeys(faults))
    )


def _rungs(problem: Problem, old: _Old) -> list[Rung]:
    """Fewest missing where units may lack, then fewest changes, then total fit: the last two at once where they fit.

    Under side rules one after the other, where a row can keep each for the next: where an engine branches, numbers that
    outweigh all others cost exactness.
    """
    aims = (old.changes, TotalFit())
    rungs: list[Rung] = [] if not problem.is_elastic else list(rungs_of(problem, FewestMissing()))
    if problem.rules:
        every = (FewestMissing(), *aims) if problem.is_elastic else aims
        return rungs_of(problem, Lexicographic(every))
    try:
        return [*rungs, merge(problem, aims)]
    except ProblemError as error:
        if error.code != "objective_cannot_be_held":
            raise
    return [*rungs, *rungs_of(problem, Lexicographic(aims))]


def _find_old(problem: Problem, plan: Assignment) -> _Old:
    """Tell the pairs of the old plan that could stay from those that cannot."""
    changes = FewestChanges.of(plan)
    changes.require_valid(problem)
    supply, demand = changes.supply, changes.demand
    stays = changes.possible(problem)
    return _Old(changes, frozenset(_pairs(supply[stays], demand[stays])), _pairs(supply[~stays], demand[~stays]))


def _pairs(supply: Indices, demand: Indices) -> tuple[Pair, ...]:
    return tuple(zip(supply.tolist(), demand.tolist(), strict=True))


def _conclude(after: Aftermath, old: _Old, climbed: Climb, seconds: float) -> Repair:
    """Tell what the stages chose in the terms of the problem."""
    plan = climbed.plan
    pairs = () if plan is None else tuple(plan.pairs())
    held = frozenset(pairs)
    return Repair(
        status=climbed.status,
        proof=climbed.proof,
        problem=after.problem,
        assignment=plan,
        kept=tuple(pair for pair in pairs if pair in old.possible),
        added=tuple(pair for pair in pairs if pair not in old.possible),
        gone=old.gone,
        dropped=() if plan is None else tuple(sorted(old.possible - held, key=lambda pair: pair[::-1])),
        lifted=after.lifted,
        stages=climbed.stages,
        seconds=seconds,
    )


def _compare_words(fresh: Repair, told: Repair) -> list[str]:
    """Name what a repair says of its end without ground."""
    return [] if (fresh.status, fresh.proof) == (told.status, told.proof) else ["wrong_stages"]


def _lists(repaired: Repair) -> tuple[object, ...]:
    lists = (repaired.kept, repaired.added, repaired.gone, repaired.dropped, repaired.lifted)
    return (None if repaired.assignment is None else repaired.assignment.digest(), *lists)


def _value(repaired: Repair) -> tuple[int, int] | None:
    plan = repaired.assignment
    return None if plan is None else (plan.value, plan.fit_total)
