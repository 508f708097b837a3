"""Choose projects, goal by goal, and prove it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from optimizer.engines.binary import Session, TierPulse
from optimizer.errors import ProblemError
from optimizer.limits import Limits
from optimizer.portfolio.check import tier_program, verify_portfolio
from optimizer.portfolio.outcome import PortfolioResult, Selection, Tier
from optimizer.portfolio.portfolio import Goal, Portfolio
from optimizer.program import Program, compute_bound
from optimizer.progress import OnProgress, Phase, ShouldStop, ignore, never
from optimizer.pulse import EngineFailed, Interrupted
from optimizer.result import Proof, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from optimizer.program import Certificate

UNLIMITED: Final = Limits()
GOALS: Final = (Goal.VALUE, Goal.SAVED, Goal.COST)

Goals = tuple[tuple[Goal, int], ...]


def solve_portfolio(  # noqa: PLR0913 - the settings of a solve, all by keyword
    portfolio: Portfolio,
    *,
    goals: Sequence[Goal] = GOALS,
    weights: Mapping[Goal, int] | None = None,
    limits: Limits = UNLIMITED,
    seed: int = 0,
    on_progress: OnProgress = ignore,
    should_stop: ShouldStop = never,
) -> PortfolioResult:
    """Choose the best projects and prove it.

    CP-SAT finds the best selection in integers. A tree of linear programs then proves it where a few thousand nodes are
    enough: every leaf carries integer multipliers, and anybody can recompute the bound (VERIFIED). Where the tree would
    grow larger, its root still bounds the value, and the rest is what CP-SAT says (CLAIMED).

    Parameters
    ----------
    portfolio
        Projects and rules.
    goals
        In order of importance: a goal counts only among the selections that are best for all before it.
    weights
        Whole weight of each goal; then one sum of integer units is made as large as possible, costs counting against
        it, and ``goals`` plays no part.
    limits
        Wall time; when it ends the status is STOPPED.
    seed
        Breaks ties; same portfolio, settings and seed give the same selection.
    on_progress
        Called in this thread at least once a second; value and bound are those of the goal it is at.
    should_stop
        Asked several times a second; True ends the solve with status CANCELED within a second. A solve with any of the
        two, or with a time limit, runs in a process of its own, which costs half a second.

    Returns
    -------
    PortfolioResult
        PROVEN, INFEASIBLE (ask :func:`contradiction` why), STOPPED, CANCELED or FAILED.

    Raises
    ------
    ProblemError
        ``wrong_shape`` when there is no goal or one twice; ``not_whole``, ``negative_units`` or ``fit_too_large`` for
        a weight.
    """
    ladder = _ladder(portfolio, goals, weights)
    pulse = TierPulse(on_progress, should_stop, limits)
    blank = PortfolioResult(Status.STOPPED, Proof.NONE, None, (), None, seed, 0.0, portfolio.digest())
    climb = Climb(portfolio, ladder, pulse)
    try:
        with Session(pulse, seed) as session:
            result = climb.run(session, blank)
    except Interrupted as interrupted:
        result = climb.so_far(replace(blank, status=interrupted.status))
    except EngineFailed as failed:
        return replace(blank, status=Status.FAILED, failure=failed.code, seconds=pulse.seconds())
    pulse.tell(Phase.VERIFY)
    verification = verify_portfolio(portfolio, result)
    if not verification.is_valid:
        return replace(blank, status=Status.FAILED, failure="verification_failed", seconds=pulse.seconds())
    return replace(result, seconds=pulse.seconds())


class Climb:
    """The goals, one after the other, and what is known when the climb has to end early."""

    def __init__(self, portfolio: Portfolio, ladder: Sequence[Goals], pulse: TierPulse) -> None:
        self._portfolio = portfolio
        self._ladder = ladder
        self._pulse = pulse
        self._tiers: list[Tier] = []
        self._root: tuple[int, Certificate] | None = None

    def run(self, session: Session, blank: PortfolioResult) -> PortfolioResult:
        """Climb to the end, or learn that no selection keeps all rules."""
        for goals in self._ladder:
            self._begin()
            program = tier_program(self._portfolio, goals, self._tiers)
            self._bound(session, program)
            found = session.maximize(program)
            if found.chosen is None and self._tiers:
                raise EngineFailed("binary_lost_plan")
            if found.chosen is None:
                return self._refute(session, blank)
            value = int(program.gain[found.chosen].sum())
            self._pulse.learn(found.chosen, value, value)
            self._tiers.append(self._prove(session, program, goals, value))
            self._root = None
        proof = weakest(tier.proof for tier in self._tiers)
        return replace(blank, status=Status.PROVEN, proof=proof, selection=self._selection(), tiers=tuple(self._tiers))

    def so_far(self, blank: PortfolioResult) -> PortfolioResult:
        """Return the best that is known: whole tiers, and the one that was interrupted as far as it got."""
        selection = self._selection()
        tiers = list(self._tiers)
        if selection is not None and len(tiers) < len(self._ladder):
            goals = self._ladder[len(tiers)]
            value = int(self._portfolio.gain(dict(goals))[selection.projects].sum())
            tiers.append(self._open_tier(goals, value))
        elif selection is None and self._root is not None:
            tiers.append(self._open_tier(self._ladder[0], None))
        return replace(blank, proof=weakest(tier.proof for tier in tiers), selection=selection, tiers=tuple(tiers))

    def _begin(self) -> None:
        self._pulse.begin()
        self._root = None

    def _bound(self, session: Session, program: Program) -> None:
        certificate = session.bound(program)
        bound = compute_bound(program, certificate)
        if bound is not None:
            self._root = (bound, certificate)
            self._pulse.bound = bound

    def _prove(self, session: Session, program: Program, goals: Goals, value: int) -> Tier:
        """Prove the value as bound if a tree can; else keep the root's certificate and say who claims the rest."""
        if self._root is not None and self._root[0] == value:
            return Tier(goals, value, value, Proof.VERIFIED, self._root[1])
        # Where an earlier goal is claimed, so is the whole: no tree is worth its time any more.
        is_claimed = any(tier.proof is not Proof.VERIFIED for tier in self._tiers)
        certificate = None if is_claimed else session.prove(program, value)
        if certificate is not None:
            return Tier(goals, value, value, Proof.VERIFIED, certificate)
        return Tier(goals, value, value, Proof.CLAIMED, None if self._root is None else self._root[1])

    def _open_tier(self, goals: Goals, value: int | None) -> Tier:
        """Return a tier that ended early: the engine's bound counts where it is below that of the root."""
        claimed = self._pulse.bound
        if self._root is None:
            return Tier(goals, value, claimed, Proof.NONE if claimed is None else Proof.CLAIMED, None)
        bound, certificate = self._root
        if claimed is not None and claimed < bound:
            return Tier(goals, value, claimed, Proof.CLAIMED, certificate)
        return Tier(goals, value, bound, Proof.VERIFIED, certificate)

    def _refute(self, session: Session, blank: PortfolioResult) -> PortfolioResult:
        certificate = session.prove(self._portfolio.program, -1)
        proof = Proof.CLAIMED if certificate is None else Proof.VERIFIED
        return replace(blank, status=Status.INFEASIBLE, proof=proof, refutation=certificate)

    def _selection(self) -> Selection | None:
        chosen = self._pulse.chosen
        return None if chosen is None else Selection.of(self._portfolio, chosen)


def weakest(proofs: Iterable[Proof]) -> Proof:
    """Return the proof of a whole from those of its parts."""
    known = set(proofs)
    for proof in (Proof.NONE, Proof.CLAIMED):
        if proof in known:
            return proof
    return Proof.VERIFIED if known else Proof.NONE


def _ladder(portfolio: Portfolio, goals: Sequence[Goal], weights: Mapping[Goal, int] | None) -> list[Goals]:
    if weights is not None:
        ladder: list[Goals] = [tuple((Goal(goal), weight) for goal, weight in weights.items())]
    else:
        ladder = [((Goal(goal), 1),) for goal in goals]
    if not ladder or not ladder[0] or len(set(ladder)) < len(ladder):
        raise ProblemError("wrong_shape", field="goals", shape=(len(goals),), expected="(n,)")
    for rung in ladder:
        portfolio.gain(dict(rung))
    return ladder
