"""After judges fall ill, entries are withdrawn, conflicts come up: a new plan that changes as little as possible.

A plan that people know already is worth keeping. So the fewest changes come first and the best total fit among the
plans with so few comes second, both proven. One change outweighs any total of fits, so both are one flow with larger
numbers; where these would not fit 64 bits, they are two, the second among the best of the first.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.check import Verification, check, verify
from optimizer.errors import ProblemError
from optimizer.events import Event, apply_events, find_places, with_columns
from optimizer.intake import NARROW_FIT, freeze, largest_of
from optimizer.levels import narrow
from optimizer.limits import Limits
from optimizer.progress import OnProgress, Progress, ShouldStop, ignore, never
from optimizer.result import Proof, Result, Status
from optimizer.solution import Assignment
from optimizer.solve import UNLIMITED, solve
from optimizer.store import Matrix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.problem import Problem
    from optimizer.store import Store

    Indices = NDArray[np.int32]

Pair = tuple[int, int]
LEAST_SECONDS: Final = 0.001


class Level(StrEnum):
    """What a stage of a repair makes best; a stage looks only among the plans that are best for all before it."""

    FEWEST_MISSING = "fewest_missing"
    FEWEST_CHANGES = "fewest_changes"
    TOTAL_FIT = "total_fit"
    CHANGES_THEN_FIT = "changes_then_fit"


@dataclass(frozen=True, eq=False)
class Stage:
    """One level and what its solve found; its numbers are those of the level, not of the problem."""

    level: Level
    result: Result


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
        The proof, level by level.
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
    """The pairs of the old plan that could stay, as positions in the store, and those that cannot."""

    places: NDArray[np.int64]
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
    plan
        The old plan; it need be neither optimal nor allowed.
    events
        What happened; see :class:`SupplyWithdrawn`, :class:`DemandWithdrawn`, :class:`PairForbidden`,
        :class:`CapacityChanged` and :class:`DemandAdded`. Locks hold unless an event takes them back.

    Raises
    ------
    ProblemError
        An event that names nobody, numbers too large to be added exactly, or ``rules_unsupported``.
    """
    problem.refuse_rules("repair")
    started = time.perf_counter()
    aftermath = apply_events(problem, events)
    old = _find_old(aftermath.problem, plan)
    stages: list[Stage] = []
    for level, question in _Ladder(aftermath.problem, old).climb(stages):
        left = Limits(max(LEAST_SECONDS, limits.seconds - (time.perf_counter() - started)))
        result = solve(question, limits=left, seed=seed, on_progress=_in_phases(on_progress), should_stop=should_stop)
        stages.append(Stage(level, result))
    return _conclude(aftermath.problem, old, aftermath.lifted, tuple(stages), started)


def verify_repair(problem: Problem, plan: Assignment, events: Sequence[Event], repaired: Repair) -> Verification:
    """Re-check a repair from the problem, the old plan, the events and its certificates: integers alone, no solver.

    Every stage is rebuilt and verified as in :func:`verify`; the next one is rebuilt from its certificate. ``value``
    and ``bound`` are the total of the plan and the most that any plan with as few changes can have.

    Returns
    -------
    Verification
        Besides the faults of :func:`verify`: ``wrong_stages`` when levels are missing or in another order,
        ``wrong_changes`` when the plan, or its lists of changes, are not what the last stage chose.
    """
    problem.refuse_rules("verify_repair")
    after = apply_events(problem, events)
    old = _find_old(after.problem, plan)
    stages: list[Stage] = []
    faults: list[str] = [] if repaired.problem.digest() == after.problem.digest() else ["wrong_problem"]
    ladder = _Ladder(after.problem, old)
    for level, question in ladder.climb(stages):
        given = repaired.stages[len(stages)] if len(stages) < len(repaired.stages) else None
        if given is None or given.level is not level:
            faults.append("wrong_stages")
            break
        found = verify(question, given.result).faults
        if found:
            faults += found
            break
        stages.append(given)
    fresh = _conclude(after.problem, old, after.lifted, tuple(stages), time.perf_counter())
    faults += [] if faults else _compare(fresh, repaired)
    violations = () if fresh.assignment is None else tuple(check(after.problem, fresh.assignment))
    value = None if fresh.assignment is None else fresh.assignment.value
    is_valid = not faults and not violations
    is_proven = is_valid and repaired.status in {Status.PROVEN, Status.INFEASIBLE}
    bound = value if is_proven else None
    gap = 0 if bound is not None else None
    proof = Proof.VERIFIED if is_proven else Proof.NONE
    return Verification(is_valid, value, bound, gap, proof, violations, tuple(dict.fromkeys(faults)))


@dataclass(frozen=True, eq=False)
class _Ladder:
    """The levels of one repair."""

    problem: Problem
    old: _Old

    def climb(self, stages: list[Stage]) -> Iterator[tuple[Level, Problem]]:
        """Ask one level after the other; whoever answers appends its stage before asking for the next."""
        among = self.problem
        if among.is_elastic:
            blank = np.zeros_like(among.store.arrays()["fit"])
            question = replace(_with_fit(among, blank), shortage_price=1)
            yield Level.FEWEST_MISSING, question
            if not _is_proven(stages):
                return
            among = _narrow(among, question, stages)
        both = self._weigh(among)
        if both is not None:
            yield Level.CHANGES_THEN_FIT, both
            return
        question = _with_fit(among, self._count(among.store))
        yield Level.FEWEST_CHANGES, question
        if _is_proven(stages):
            yield Level.TOTAL_FIT, _narrow(among, question, stages)

    def _count(self, store: Store) -> NDArray[np.signedinteger]:
        """Fits that count changes alone: a kept pair saves one, an added pair is one."""
        counted = np.full(store.arrays()["fit"].shape, -1, store.arrays()["fit"].dtype)
        counted.ravel()[self.old.places] = 1
        return counted

    def _weigh(self, among: Problem) -> Problem | None:
        """Both levels at once; None when the numbers would grow too large."""
        weight = _outweigh_fit(among)
        fit = among.store.arrays()["fit"]
        try:
            if weight > np.iinfo(np.int64).max // 4:
                return None
            weighed = fit.astype(np.int64) - weight
            weighed.ravel()[self.old.places] += 2 * weight
            return _with_fit(among, weighed)
        except ProblemError as error:
            if error.code != "fit_too_large":
                raise
            return None


def _outweigh_fit(problem: Problem) -> int:
    """One more than any two plans can differ in total fit."""
    fit = problem.store.arrays()["fit"]
    units = min(int(problem.supply.hi.sum()), int(problem.demand.hi.sum()))
    largest, least = (max(0, int(fit.max())), min(0, int(fit.min()))) if fit.size else (0, 0)
    return units * (largest - least) + 1


def _with_fit(problem: Problem, fit: NDArray[np.signedinteger]) -> Problem:
    if isinstance(problem.store, Matrix) and largest_of(fit) <= NARROW_FIT:
        fit = fit.astype(np.int32)
    return replace(problem, store=with_columns(problem.store, fit=freeze(fit)))


def _narrow(among: Problem, question: Problem, stages: list[Stage]) -> Problem:
    """The plans that are best for the question just answered, with the fits of the problem itself."""
    certificate = stages[-1].result.certificate
    if certificate is None:
        raise AssertionError("a proven stage has a certificate")
    return _with_fit(narrow(question, certificate), among.store.arrays()["fit"])


def _is_proven(stages: Sequence[Stage]) -> bool:
    return stages[-1].result.status is Status.PROVEN


def _in_phases(on_progress: OnProgress) -> OnProgress:
    """Pass signs of life on without the numbers of a level, which are not the problem's."""

    def tell(progress: Progress) -> None:
        on_progress(replace(progress, value=None, bound=None))

    return tell


def _find_old(problem: Problem, plan: Assignment) -> _Old:
    """Tell the pairs of the old plan that could stay from those that cannot."""
    fresh = Assignment.of(problem, *_distinct(plan, len(problem.supply)))
    supply, demand = fresh.supply, fresh.demand
    found = problem.store.find(supply, demand)
    stays = found.listed & (found.forbidden == 0) & (problem.supply.hi[supply] > 0) & (problem.demand.hi[demand] > 0)
    places = find_places(problem.store, supply[stays], demand[stays])
    return _Old(places, frozenset(_pairs(supply[stays], demand[stays])), _pairs(supply[~stays], demand[~stays]))


def _distinct(plan: Assignment, supply_count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    keys = np.unique(plan.demand.astype(np.int64) * max(1, supply_count) + plan.supply)
    demand, supply = np.divmod(keys, max(1, supply_count))
    return supply, demand


def _pairs(supply: Indices, demand: Indices) -> tuple[Pair, ...]:
    return tuple(zip(supply.tolist(), demand.tolist(), strict=True))


def _conclude(
    problem: Problem, old: _Old, lifted: tuple[Pair, ...], stages: tuple[Stage, ...], started: float
) -> Repair:
    """Tell what the last stage chose in the terms of the problem."""
    last = stages[-1].result if stages else None
    chosen = None if last is None else last.assignment
    plan = None if chosen is None else Assignment.of(problem, chosen.supply, chosen.demand)
    pairs = () if plan is None else tuple(plan.pairs())
    held = frozenset(pairs)
    return Repair(
        status=Status.FAILED if last is None else last.status,
        proof=Proof.NONE if last is None else last.proof,
        problem=problem,
        assignment=plan,
        kept=tuple(pair for pair in pairs if pair in old.possible),
        added=tuple(pair for pair in pairs if pair not in old.possible),
        gone=old.gone,
        dropped=() if plan is None else tuple(sorted(old.possible - held, key=lambda pair: pair[::-1])),
        lifted=lifted,
        stages=stages,
        seconds=time.perf_counter() - started,
    )


def _compare(fresh: Repair, told: Repair) -> list[str]:
    """What a repair claims besides its certificates."""
    faults = []
    if (fresh.status, fresh.proof) != (told.status, told.proof) or len(fresh.stages) != len(told.stages):
        faults.append("wrong_stages")
    if _lists(fresh) != _lists(told):
        faults.append("wrong_changes")
    if _value(fresh) != _value(told):
        faults.append("wrong_value")
    return faults


def _lists(repaired: Repair) -> tuple[object, ...]:
    lists = (repaired.kept, repaired.added, repaired.gone, repaired.dropped, repaired.lifted)
    return (None if repaired.assignment is None else repaired.assignment.digest(), *lists)


def _value(repaired: Repair) -> tuple[int, int] | None:
    plan = repaired.assignment
    return None if plan is None else (plan.value, plan.fit_total)
