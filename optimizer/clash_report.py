"""Why a problem with rules has no plan: limits and rules that clash, named, and the smallest mends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.clash import LEAST, System, build_system, find_clash, narrow_columns, suspect
from optimizer.clash_mends import PREFERENCES, Relaxation, Relief, code_elements
from optimizer.engines.binary import Session, TierPulse
from optimizer.engines.candidates import Candidates, collect_candidates
from optimizer.result import Status
from optimizer.solve import solve

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.problem import Problem
    from optimizer.program import Program
    from optimizer.progress import OnProgress, ShouldStop
    from optimizer.result import Result

    Numbers = NDArray[np.int64]

MOST_PAIRS: Final = 50_000  # of a larger problem a solve says first what to suspect, and mends stay near the clash
WORST_DEMANDS: Final = 50

NamedMend = tuple[str, Mapping[str, int | str]]


@dataclass(frozen=True)
class Requirement:
    """One limit of a clash.

    Attributes
    ----------
    code
        ``requirement`` or ``limit`` of a demand, ``minimum`` or ``capacity`` of a supply, ``rule_minimum`` or
        ``rule_maximum``.
    params
        ``demand`` or ``supply``; of a rule its name as ``rule`` and what its row stands for; ``units``: the limit.
    """

    code: str
    params: Mapping[str, int | str]


@dataclass(frozen=True, eq=False)
class Clash:
    """Limits that cannot hold together, none of which can be left out, and changes after which there is a plan.

    Attributes
    ----------
    mends
        Code and parameters of each change.
    size
        Units that the mends change, pairs allowed included; a sum that gives way counts 1.
    is_smallest
        Whether no smaller set of changes would do; a large problem is only searched near the clash.
    """

    requirements: tuple[Requirement, ...]
    demands: tuple[int, ...]
    supplies: tuple[int, ...]
    mends: tuple[NamedMend, ...]
    size: int
    is_smallest: bool


NAMES: Final = {
    "lower_requirement": "requirement",
    "raise_limit": "limit",
    "lower_minimum": "minimum",
    "raise_capacity": "capacity",
    "lower_rule_minimum": "rule_minimum",
    "raise_rule_maximum": "rule_maximum",
}


@dataclass(frozen=True, eq=False, slots=True)
class Barred:
    """The pairs that could be allowed, and why each is forbidden."""

    pairs: Candidates
    reasons: NDArray[np.uint8]


def explain_clash(problem: Problem, barred: Barred, on_progress: OnProgress, should_stop: ShouldStop) -> Clash | None:
    """Explain why no plan keeps all limits and rules; None when one does."""
    strict = replace(problem, shortage_price=None)
    candidates = collect_candidates(strict)
    system = build_system(strict, candidates)
    is_large = len(candidates) > MOST_PAIRS
    suspects = None
    if is_large:
        result = solve(strict, on_progress=on_progress, should_stop=should_stop)
        if result.status is not Status.INFEASIBLE:
            return None
        suspects = _suspects(system, strict, result)
    with Session(TierPulse(on_progress, should_stop), 0) as session:
        asker = _Asker(session)
        kept = find_clash(system, asker.can_hold, suspects)
        if not kept.size:
            return None
        story = _Story(strict, system)
        near = _near(strict, candidates, barred.pairs, story.demands_of(kept)) if is_large else None
        mends, size = _find_mends(strict, asker, _widen(candidates, barred.pairs), barred.reasons, near)
    requirements = tuple(story.tell(at) for at in kept.tolist())
    demands, supplies = story.demands_of(kept), story.supplies_of(kept)
    return Clash(requirements, demands, supplies, mends, size, is_smallest=not is_large)


def is_possible(problem: Problem, on_progress: OnProgress, should_stop: ShouldStop) -> bool:
    """Whether any plan keeps all limits and rules; nothing may lack, whatever its price."""
    strict = replace(problem, shortage_price=None)
    system = build_system(strict, collect_candidates(strict))
    with Session(TierPulse(on_progress, should_stop), 0) as session:
        return _Asker(session).can_hold(system.program(np.arange(len(system.elements[0]))))


@dataclass(frozen=True, eq=False)
class _Asker:
    """Asks the 0/1 engine, and only where counting does not settle the question."""

    session: Session

    def can_hold(self, program: Program) -> bool:
        """Whether any choice keeps all rows."""
        least = np.zeros(len(program.limit), np.int64)
        np.add.at(least, program.row, np.minimum(0, program.weight))
        if bool((least > program.limit).any()):
            return False
        return self.maximize(program) is not None

    def maximize(self, program: Program) -> list[int] | None:
        """Return the best columns, None when there are none."""
        return self.session.maximize(program).chosen


@dataclass(frozen=True, eq=False)
class _Story:
    """Turns elements into names."""

    problem: Problem
    system: System

    def tell(self, element: int) -> Requirement:
        """Name one element."""
        code = PREFERENCES[int(code_elements(self.system, len(self.problem.demand))[element])]
        return Requirement(NAMES[code], {**self.describe(element), "units": self._limit(element)})

    def describe(self, element: int) -> dict[str, int | str]:
        """Name the node, or the rule and its row."""
        row, demands = int(self.system.elements[0][element]), len(self.problem.demand)
        if row < demands:
            return {"demand": row}
        if row < self.system.node_count:
            return {"supply": row - demands}
        return self.problem.side.describe(int(self.system.rule_row[row - self.system.node_count]))

    def demands_of(self, elements: Numbers) -> tuple[int, ...]:
        """Demands that the elements speak of, ascending."""
        return self._nodes(elements, "demand")

    def supplies_of(self, elements: Numbers) -> tuple[int, ...]:
        """Supplies that the elements speak of, ascending."""
        return self._nodes(elements, "supply")

    def _nodes(self, elements: Numbers, side: str) -> tuple[int, ...]:
        told = [self.describe(at) for at in elements.tolist()]
        return tuple(sorted({int(each[side]) for each in told if side in each}))

    def _limit(self, element: int) -> int:
        """The limit as the problem states it, what is locked included."""
        row, sense = (int(part[element]) for part in self.system.elements)
        demands, problem = len(self.problem.demand), self.problem
        if row < demands:
            return int((problem.demand.lo if sense == LEAST else problem.demand.hi)[row])
        if row < self.system.node_count:
            return int((problem.supply.lo if sense == LEAST else problem.supply.hi)[row - demands])
        limits = problem.side.limits(self.system.rule_row[[row - self.system.node_count]])
        return int(limits[0 if sense == LEAST else 1][0])


def _suspects(system: System, problem: Problem, result: Result) -> Numbers | None:
    if result.certificate is None:
        return None
    return suspect(system, result.certificate, len(problem.demand))


def _widen(candidates: Candidates, forbidden: Candidates) -> Candidates:
    """Add the forbidden pairs behind the allowed ones."""
    return replace(
        candidates,
        supply=np.concatenate((candidates.supply, forbidden.supply)),
        demand=np.concatenate((candidates.demand, forbidden.demand)),
        fit=np.concatenate((candidates.fit, forbidden.fit)),
    )


def _near(
    problem: Problem, candidates: Candidates, forbidden: Candidates, demands: tuple[int, ...]
) -> NDArray[np.bool_] | None:
    """Columns to look for mends among: an almost complete plan, and all pairs of the demands that lack or clash."""
    price = 8 * (problem.store.largest_fit() + 1) / problem.scale
    elastic = replace(problem, shortage_price=round(price * problem.scale))
    plan = solve(elastic).assignment
    if plan is None:
        return None
    concerned = np.zeros(len(problem.demand), np.bool_)
    concerned[list(demands)] = True
    lacking = plan.shortage.demand[:WORST_DEMANDS]
    concerned[lacking] = True
    for row in plan.shortage.rows[:WORST_DEMANDS].tolist():
        node = problem.side.describe(row).get("demand")
        if node is not None:
            concerned[int(node)] = True
    width = len(problem.supply)
    chosen = plan.demand.astype(np.int64) * width + plan.supply
    keys = candidates.demand.astype(np.int64) * width + candidates.supply
    return np.concatenate((np.isin(keys, chosen) | concerned[candidates.demand], concerned[forbidden.demand]))


def _find_mends(
    problem: Problem, asker: _Asker, widened: Candidates, reasons: NDArray[np.uint8], near: NDArray[np.bool_] | None
) -> tuple[tuple[NamedMend, ...], int]:
    """Find the smallest mends and their size; ``reasons`` belong to the last pairs, which are forbidden."""
    system = build_system(problem, widened)
    first = len(widened) - len(reasons)
    is_forbidden = np.arange(len(widened)) >= first
    if near is not None:
        system, is_forbidden, reasons = narrow_columns(system, near), is_forbidden[near], reasons[near[first:]]
    counts = np.ones(len(system.lo), np.bool_)
    counts[system.node_count :] = problem.side.counts_units(system.rule_row)
    code = code_elements(system, len(problem.demand))
    relief = Relaxation(system, is_forbidden, counts, code).relieve(asker.maximize)
    if relief is None:
        return (), 0
    units = np.where(counts[system.elements[0][relief.element]], relief.amount, 1)
    return _name_mends(problem, system, relief, code, reasons), int(units.sum()) + len(relief.allowed)


def _name_mends(
    problem: Problem, system: System, relief: Relief, code: Numbers, reasons: NDArray[np.uint8]
) -> tuple[NamedMend, ...]:
    story = _Story(problem, system)
    named: list[NamedMend] = []
    for at, units in zip(relief.element.tolist(), relief.amount.tolist(), strict=True):
        named.append((PREFERENCES[int(code[at])], {**story.describe(at), "units": units}))
    first = len(system.supply) - len(reasons)
    for column in relief.allowed.tolist():
        reason = problem.reasons[int(reasons[column - first]) - 1]
        pair: dict[str, int | str] = {
            "supply": int(system.supply[column]),
            "demand": int(system.demand[column]),
            "reason": reason,
        }
        named.append(("allow_pair", pair))
    return tuple(sorted(named, key=lambda each: PREFERENCES.index(each[0])))
