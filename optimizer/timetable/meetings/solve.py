"""The door: choose the meetings, place them in slots, remove idle slots, prove what can be proven."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.limits import Limits
from optimizer.progress import OnProgress, Phase, ShouldStop, ignore, never
from optimizer.pulse import EngineFailed, Interrupted
from optimizer.result import Proof, Status
from optimizer.timetable.cpsat import aim, search
from optimizer.timetable.explain import explain_core
from optimizer.timetable.heartbeat import TimetablePulse
from optimizer.timetable.intake import require_seed
from optimizer.timetable.meetings.anneal import Best, IdleCount, remove_idle
from optimizer.timetable.meetings.check import check_meetings, verify_meetings
from optimizer.timetable.meetings.choice import Choice, bound_choice, choose_meetings, split_bound
from optimizer.timetable.meetings.coloring import FREE, Coloring
from optimizer.timetable.meetings.model import build_model, idle_slots, total_fit, unmet_units
from optimizer.timetable.meetings.placing import place_all
from optimizer.timetable.meetings.plan import MeetingPlan, measure_meetings
from optimizer.timetable.outcome import LARGER_IS_BETTER, Goal, GoalName, TimetableResult, weakest_proof

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.timetable.cpsat import Expression
    from optimizer.timetable.meetings.model import MeetingModel
    from optimizer.timetable.meetings.problem import Meetings
    from optimizer.timetable.outcome import Requirement

UNLIMITED: Final = Limits()
MOST_EXACT_CELLS: Final = 20_000
EXACT_EFFORT: Final = 60.0


def solve_meetings(
    meetings: Meetings,
    *,
    limits: Limits = UNLIMITED,
    seed: int = 0,
    on_progress: OnProgress = ignore,
    should_stop: ShouldStop = never,
) -> TimetableResult[MeetingPlan]:
    """Find the best timetable of meetings: fewest requirements missed, then largest fit, then fewest idle slots.

    The pairs are chosen by a flow that ignores slots, whose potentials prove the first two goals for every timetable.
    They are placed as an edge coloring, and idle slots removed by annealing along Kempe chains. Where that leaves
    something open and the problem is small, CP-SAT solves it whole and claims the rest.

    Parameters
    ----------
    meetings
        Who may meet whom, when and how often.
    limits
        Wall time; when it ends the status is STOPPED.
    seed
        Of all draws; recorded. Same problem, settings and seed give the same result unless time ended the solve.
    on_progress
        Called in this thread at least once a second.
    should_stop
        Asked several times a second; True ends the solve with status CANCELED within a second.

    Returns
    -------
    TimetableResult of MeetingPlan
        PROVEN, STOPPED with the best found, CANCELED or FAILED; INFEASIBLE with an explanation of codes ``request``
        (startup, investor), ``minimum`` (startup or investor, units), ``cap`` (startup or investor, limit),
        ``absence`` (startup or investor), ``fund_cap`` (startup, fund, limit) and ``tables`` (slot, limit).

    Raises
    ------
    ProblemError
        ``bad_seed``.
    """
    require_seed(seed)
    pulse = TimetablePulse(on_progress, should_stop, limits)
    run = _Run(meetings, seed, pulse)
    try:
        result = run.solve()
    except Interrupted as interrupted:
        result = run.conclude(interrupted.status)
    except EngineFailed as failed:
        result = replace(run.conclude(Status.FAILED), failure=failed.code)
    if result.status is not Status.FAILED and not verify_meetings(meetings, result).is_valid:
        result = replace(run.conclude(Status.FAILED), failure="verification_failed")
    return replace(result, seconds=pulse.seconds())


@dataclass
class _Run:
    """A solve under way: what is known is kept, so that an interrupted one still returns it."""

    meetings: Meetings
    seed: int
    pulse: TimetablePulse
    plan: MeetingPlan | None = None
    potentials: NDArray[np.int64] | None = None
    claimed: dict[GoalName, int] | None = None
    is_refuted: bool = False
    explanation: tuple[Requirement, ...] = ()
    engine: str = "flow+coloring"

    def solve(self) -> TimetableResult[MeetingPlan]:
        self.pulse.work_at(GoalName.FIT)
        choice = choose_meetings(self.meetings, self.pulse)
        self.potentials = choice.potentials
        if not self.meetings.is_elastic and self._fewest_unmet() > 0:
            return self._refute()
        self._place(choice)
        if not all(goal.is_proven for goal in self._goals()) or self.plan is None:
            self._solve_exactly()
        return self._refute() if self.is_refuted else self.conclude(Status.STOPPED)

    def conclude(self, status: Status) -> TimetableResult[MeetingPlan]:
        """Say what is known; STOPPED becomes PROVEN where it is."""
        goals = self._goals()
        if self.is_refuted:
            is_verified = self.potentials is not None and self._fewest_unmet() > 0
            proof, status = Proof.VERIFIED if is_verified else Proof.CLAIMED, Status.INFEASIBLE
        else:
            proof = weakest_proof(goals)
            if status is Status.STOPPED and goals and all(goal.is_proven for goal in goals):
                status = Status.PROVEN
        return TimetableResult(
            status=status,
            proof=proof,
            plan=self.plan,
            goals=goals,
            engine=self.engine,
            seed=self.seed,
            seconds=0.0,
            problem_digest=self.meetings.digest(),
            certificate=self.potentials,
            explanation=self.explanation,
        )

    def _place(self, choice: Choice) -> None:
        coloring = Coloring.of(self.meetings, choice.startup, choice.investor)
        draw = Random(self.seed)  # noqa: S311 - reproducible, not secret
        unplaced = place_all(coloring, draw, self.pulse)
        self._offer(choice, coloring.slot)
        if unplaced and _cell_count(self.meetings) <= MOST_EXACT_CELLS:
            return
        idle_of = IdleCount(self.meetings, coloring)
        total = sum(idle_of(person, busy) for person, busy in enumerate(coloring.busy))
        best = Best(total, coloring.slot.copy())
        self.pulse.work_at(GoalName.IDLE, total, 0)
        try:
            remove_idle(coloring, idle_of, draw, self.pulse, best)
        finally:
            self._offer(choice, best.slots)

    def _offer(self, choice: Choice, slots: list[int]) -> None:
        """Keep a plan that breaks no rule."""
        slot = np.array(slots, np.int64)
        placed = slot != FREE
        plan = MeetingPlan.of(self.meetings, choice.startup[placed], choice.investor[placed], slot[placed])
        self._keep(plan)

    def _keep(self, plan: MeetingPlan) -> None:
        if check_meetings(self.meetings, plan, limit=1):
            return
        if self.plan is None or _rank(self.meetings, plan) < _rank(self.meetings, self.plan):
            self.plan = plan

    def _solve_exactly(self) -> None:
        """Solve small problems whole, one goal after the other; large ones when there is no plan at all."""
        if _cell_count(self.meetings) > MOST_EXACT_CELLS and self.plan is not None:
            return
        self.engine += "+cpsat"
        built = build_model(self.meetings, self._beat)
        unmet = unmet_units(self.meetings, built)
        self.claimed = {}
        if self.meetings.is_elastic:
            if not self._improve(built, GoalName.UNMET, unmet):
                return
        else:
            built.model.add(unmet == 0)
        if self._improve(built, GoalName.FIT, total_fit(self.meetings, built)):
            self._improve(built, GoalName.IDLE, idle_slots(self.meetings, built))

    def _improve(self, built: MeetingModel, name: GoalName, expression: Expression) -> bool:
        """Bring one goal to its best and hold it there; False when the effort did not suffice."""
        self.pulse.work_at(name)
        model = built.model
        aim(model, expression, largest=name in LARGER_IS_BETTER, hints=built.hints(self.plan))
        found = search(
            model,
            self.pulse,
            seed=self.seed,
            effort=EXACT_EFFORT,
            on_found=lambda values: self._keep(MeetingPlan.of(self.meetings, *_columns(built.read(values)))),
        )
        if found.is_infeasible:
            self.is_refuted, self.plan = True, None
            return False
        if found.bound is not None and self.claimed is not None:
            self.claimed[name] = found.bound
        if not found.is_closed or self.plan is None:
            return False
        model.add(expression == measure_meetings(self.meetings, self.plan)[name])
        return True

    def _refute(self) -> TimetableResult[MeetingPlan]:
        self.is_refuted, self.plan = True, None
        self.pulse.work_at(GoalName.UNMET)
        built = build_model(self.meetings, self._beat, explained=True)
        self.explanation = explain_core(built.model, built.literals, self.pulse, self.seed)
        return self.conclude(Status.INFEASIBLE)

    def _beat(self) -> None:
        self.pulse.beat(Phase.PREPARE)

    def _fewest_unmet(self) -> int:
        bound = None if self.potentials is None else bound_choice(self.meetings, self.potentials)
        return 0 if bound is None else split_bound(self.meetings, bound, 0)[0]

    def _goals(self) -> tuple[Goal, ...]:
        """Measure the plan; each goal takes the bound that can be verified where it is as good as the claimed one."""
        if self.plan is None:
            return ()
        values = measure_meetings(self.meetings, self.plan)
        known: dict[GoalName, int] = {GoalName.IDLE: 0}
        if not self.meetings.is_elastic:
            known[GoalName.UNMET] = 0
        if self.potentials is not None:
            bound = bound_choice(self.meetings, self.potentials)
            if bound is not None:
                known[GoalName.UNMET], known[GoalName.FIT] = split_bound(self.meetings, bound, values[GoalName.UNMET])
        return tuple(_make_goal(name, value, known.get(name), self.claimed or {}) for name, value in values.items())


def _make_goal(name: GoalName, value: int, verified: int | None, claimed: dict[GoalName, int]) -> Goal:
    if verified == value or (verified is not None and name not in claimed):
        return Goal(name, value, verified, Proof.VERIFIED)
    if name in claimed:
        return Goal(name, value, claimed[name], Proof.CLAIMED)
    return Goal(name, value)


def _rank(meetings: Meetings, plan: MeetingPlan) -> tuple[int, int, int]:
    """Order plans by the goals; the smaller is the better."""
    values = measure_meetings(meetings, plan)
    return values[GoalName.UNMET], -values[GoalName.FIT], values[GoalName.IDLE]


def _cell_count(meetings: Meetings) -> int:
    return len(meetings.pairs[0]) * meetings.slot_count


def _columns(rows: list[tuple[int, int, int]]) -> NDArray[np.int32]:
    return np.array(rows, np.int32).reshape(-1, 3).T
