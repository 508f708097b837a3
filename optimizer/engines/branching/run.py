"""The engine for rules: the flow without them, the linear program with them, and branch and bound for the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.certificate import compute_bound, is_wellformed
from optimizer.check import check
from optimizer.engines.branching.certify import to_certificate
from optimizer.engines.branching.layout import Layout
from optimizer.engines.branching.linear import is_whole, settle
from optimizer.engines.branching.narrowing import narrow
from optimizer.engines.branching.search import Branching
from optimizer.engines.branching.session import Session
from optimizer.engines.branching.sheet import Sheet
from optimizer.engines.candidates import Choice
from optimizer.progress import Phase
from optimizer.pulse import EngineFailed, Pulse
from optimizer.solution import Assignment

if TYPE_CHECKING:
    from collections.abc import Callable

    from optimizer.problem import Problem
    from optimizer.result import Certificate

NAME: Final = "branching"
SEED: Final = 0  # what the simplex method and branching draw must not depend on anything but the problem


@dataclass
class RelaxedPulse(Pulse):
    """The pulse of a solve without the rules: its bounds hold, its plans need not."""

    outer: Pulse = field(default_factory=Pulse)

    def beat(self, phase: Phase) -> None:
        """Pass on."""
        self.outer.beat(phase)

    def improve(self, assignment: Assignment) -> None:
        """Drop a plan that may break rules."""

    def tighten(self, bound: int, certificate: Certificate) -> None:
        """Pass on."""
        self.outer.tighten(bound, certificate)


def run(problem: Problem, relaxed: Callable[[Pulse], Choice], pulse: Pulse) -> Choice:
    """Choose the pairs of greatest total fit; ``relaxed`` solves the problem without its rules."""
    pulse.beat(Phase.PREPARE)
    inner = RelaxedPulse(pulse.on_progress, pulse.should_stop, pulse.limits, outer=pulse)
    first = relaxed(inner)
    if first.supply is None or first.demand is None:
        return first
    plan = Assignment.of(problem, first.supply, first.demand)
    _learn(problem, pulse, plan, first.certificate)
    if not check(problem, plan, limit=1) and plan.value == pulse.bound:
        return first
    with Session(pulse, SEED) as session:
        return _run_with_rules(problem, first.certificate, session, pulse)


def _run_with_rules(problem: Problem, relaxed: Certificate, session: Session, pulse: Pulse) -> Choice:
    layout = Layout(problem)
    sheet = Sheet(layout, session)
    is_solved = settle(layout, sheet, relaxed, pulse)
    pulse.beat(Phase.CERTIFY)
    certificate = to_certificate(layout, sheet.prices)
    if not is_wellformed(problem, certificate):
        certificate = relaxed  # prices times weights would leave 64 bits
    if not is_solved:
        is_refuted = compute_bound(problem, certificate, ignore_fit=True) < 0
        return Choice(None, None, certificate, None if is_refuted else pulse.bound)
    bound = compute_bound(problem, certificate)
    pulse.tighten(bound, certificate)
    pulse.beat(Phase.CERTIFY)
    best = _round(problem, sheet)
    if best is not None:
        pulse.improve(best)
    if best is None or best.value < bound:
        best = _branch(_Root(layout, sheet, bound), relaxed, session, pulse)
    if best is None and pulse.assignment is not None:
        raise EngineFailed("branching_inexact")  # somebody knows a plan
    if best is None:
        return Choice(None, None, certificate, bound)
    return Choice(best.supply, best.demand, certificate, bound)


@dataclass(frozen=True, eq=False, slots=True)
class _Root:
    """A solved linear program and the bound that its prices prove."""

    layout: Layout
    sheet: Sheet
    bound: int


def _branch(root: _Root, relaxed: Certificate, session: Session, pulse: Pulse) -> Assignment | None:
    """Branch on the problem without the pairs that no plan can hold; its bound is lower, but of that problem alone."""
    narrowed = narrow(root.layout.problem, lambda: pulse.beat(Phase.PREPARE))
    if narrowed is not root.layout.problem:
        layout = Layout(narrowed)
        sheet = Sheet(layout, session)
        if not settle(layout, sheet, relaxed, pulse):
            return None
        pulse.beat(Phase.CERTIFY)
        certificate = to_certificate(layout, sheet.prices)
        bound = compute_bound(narrowed, certificate) if is_wellformed(narrowed, certificate) else root.bound
        root = _Root(layout, sheet, min(root.bound, bound))
    return Branching(root.layout, session, pulse, root.sheet.prices, root.bound).find_best(root.sheet.pairs)


def _learn(problem: Problem, pulse: Pulse, plan: Assignment, certificate: Certificate) -> None:
    pulse.tighten(compute_bound(problem, certificate), certificate)
    if not check(problem, plan, limit=1):
        pulse.improve(plan)


def _round(problem: Problem, sheet: Sheet) -> Assignment | None:
    """Take the solution of the linear program where it is a plan already."""
    if not is_whole(sheet.shares):
        return None
    at = np.flatnonzero(np.rint(sheet.shares))
    lock_supply, lock_demand = problem.store.locks()
    supply = np.concatenate((sheet.pairs.supply[at], lock_supply))
    plan = Assignment.of(problem, supply, np.concatenate((sheet.pairs.demand[at], lock_demand)))
    return None if check(problem, plan, limit=1) else plan
