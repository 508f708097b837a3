"""The door: one goal after the other, each proven as far as the size of the problem allows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from optimizer.limits import Limits
from optimizer.progress import OnProgress, Phase, ShouldStop, ignore, never
from optimizer.pulse import EngineFailed, Interrupted
from optimizer.result import Proof, Status
from optimizer.timetable.cpsat import aim, search
from optimizer.timetable.explain import explain_core
from optimizer.timetable.heartbeat import TimetablePulse
from optimizer.timetable.intake import require_seed
from optimizer.timetable.outcome import LARGER_IS_BETTER, Goal, GoalName, TimetableResult, weakest_proof
from optimizer.timetable.sessions.check import check_sessions, simple_bounds, verify_sessions
from optimizer.timetable.sessions.goals import express, size_of
from optimizer.timetable.sessions.model import Held, build_model
from optimizer.timetable.sessions.plan import SessionPlan, measure_sessions
from optimizer.timetable.sessions.start import make_empty, make_start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.timetable.outcome import Requirement
    from optimizer.timetable.sessions.problem import Sessions

UNLIMITED: Final = Limits()
ORDER: Final = (GoalName.UNCOVERED, GoalName.MOVES, GoalName.FIT, GoalName.BALANCE, GoalName.COMFORT)
EFFORT: Final = 10.0
MOST_PRESENCE: Final = 6_000
MOST_PRODUCTS: Final = 12_000
MOST_ROOMS: Final = 12_000
ROUNDS: Final = 3


def solve_sessions(  # noqa: PLR0913 - the settings of a solve, all by keyword
    sessions: Sessions,
    *,
    limits: Limits = UNLIMITED,
    effort: float = EFFORT,
    seed: int = 0,
    lot_seed: int | None = None,
    on_progress: OnProgress = ignore,
    should_stop: ShouldStop = never,
) -> TimetableResult[SessionPlan]:
    """Find the best timetable of sessions: fewest entries uncovered, fewest moves, best fit, even loads, comfort.

    CP-SAT takes the goals in this order, each from the best plan so far, and what one goal has reached the next may not
    spoil. A small problem is solved whole and its bounds are CLAIMED by the solver; of a large one some parts are held
    while others improve, and only bounds that need no solver are given. When no entry need leave its given session, the
    grouping is settled and everything after it is exact.

    Parameters
    ----------
    sessions
        Entries, rooms, slots and judges.
    limits
        Wall time; when it ends the status is STOPPED.
    effort
        Limit for each search of the solver in its deterministic time, about seconds.
    seed
        Of the solver; recorded. Same problem, settings and seed give the same result unless wall time ended the solve.
    lot_seed
        Of the lot that orders the entries of each session, recorded in the plan; the seed when left out.
    on_progress
        Called in this thread at least once a second.
    should_stop
        Asked several times a second; True ends the solve with status CANCELED within a second.

    Returns
    -------
    TimetableResult of SessionPlan
        PROVEN, STOPPED with the best found, CANCELED or FAILED; INFEASIBLE with an explanation of codes ``cover``
        (entry), ``held`` (session), ``panel`` (session, units), ``kind`` (session, kind, units), ``expert`` (session,
        units), ``size_least`` (session, units), ``size_most`` (session, limit), ``spread`` (track, limit), ``minutes``
        (session), ``judge_cap`` (judge, limit), ``absence`` (judge) and ``conflicts`` (judge: all of theirs).
    """
    require_seed(seed)
    require_seed(seed if lot_seed is None else lot_seed)
    pulse = TimetablePulse(on_progress, should_stop, limits)
    run = _Run(sessions, seed, seed if lot_seed is None else lot_seed, effort, pulse)
    try:
        result = run.solve()
    except Interrupted as interrupted:
        result = run.conclude(interrupted.status)
    except EngineFailed as failed:
        result = replace(run.conclude(Status.FAILED), failure=failed.code)
    if result.status is not Status.FAILED and not verify_sessions(sessions, result).is_valid:
        result = replace(run.conclude(Status.FAILED), failure="verification_failed")
    return replace(result, seconds=pulse.seconds())


@dataclass
class _Run:
    """A solve under way: what is known is kept, so that an interrupted one still returns it."""

    sessions: Sessions
    seed: int
    lot_seed: int
    effort: float
    pulse: TimetablePulse
    plan: SessionPlan | None = None
    start: SessionPlan | None = None
    claimed: dict[GoalName, int] = field(default_factory=dict)
    is_refuted: bool = False
    explanation: tuple[Requirement, ...] = ()

    def solve(self) -> TimetableResult[SessionPlan]:
        self.pulse.work_at(GoalName.UNCOVERED)
        self.start = make_start(self.sessions, self.lot_seed)
        if self.sessions.is_elastic:
            self._keep(make_empty(self.sessions, self.lot_seed))
        self._keep(self.start)
        for name in ORDER:
            for held, is_whole in self._ways(name):
                self._improve(name, held, is_whole=is_whole)
                if self.is_refuted:
                    return self._explain()
            if self.plan is None:
                break
        return self.conclude(Status.STOPPED)

    def conclude(self, status: Status) -> TimetableResult[SessionPlan]:
        """Say what is known; STOPPED becomes PROVEN where it is."""
        goals = () if self.plan is None else self._goals(self.plan)
        proof = weakest_proof(goals)
        if self.is_refuted:
            status, proof = Status.INFEASIBLE, Proof.CLAIMED
        elif status is Status.STOPPED and goals and all(goal.is_proven for goal in goals):
            status = Status.PROVEN
        return TimetableResult(
            status=status,
            proof=proof,
            plan=self.plan,
            goals=goals,
            engine="cpsat",
            seed=self.seed,
            seconds=0.0,
            problem_digest=self.sessions.digest(),
            explanation=self.explanation,
        )

    def _ways(self, name: GoalName) -> Iterator[tuple[Held, bool]]:
        """What is held while a goal improves, one search after the other, and whether that leaves out nothing."""
        sizes = size_of(self.sessions)
        is_small = sizes.presence <= MOST_PRESENCE
        if name in {GoalName.UNCOVERED, GoalName.MOVES}:
            if not is_small and self.plan is None:
                yield Held(self.start, grouping=True, slots=True), False
            if not is_small:
                yield Held(self.start if self.plan is None else self.plan, slots=True), False
            if is_small or self.plan is None:
                yield Held(), True
            return
        is_settled = self._is_grouping_settled()
        has_room = name is not GoalName.COMFORT or sizes.rooms <= MOST_ROOMS
        if is_small and has_room and (is_settled or sizes.products <= MOST_PRODUCTS):
            yield Held(self.plan, grouping=is_settled), True
        elif name is GoalName.COMFORT:
            yield Held(self.plan, grouping=True, panels=True), False
        elif name is GoalName.BALANCE or is_settled:
            yield Held(self.plan, grouping=True, slots=not is_small), False
        else:
            for _ in range(ROUNDS):
                before = self.plan
                yield Held(self.plan, grouping=True, slots=not is_small), False
                yield Held(self.plan, panels=True, slots=True), False
                if self.plan is before:
                    return

    def _beat(self) -> None:
        self.pulse.beat(Phase.PREPARE)

    def _is_grouping_settled(self) -> bool:
        """Whether every plan that is as good in the goals before the fit has the given grouping."""
        if self.plan is None or self.sessions.is_elastic or (self.sessions.given < 0).any():
            return False
        return measure_sessions(self.sessions, self.plan)[GoalName.MOVES] == 0

    def _improve(self, name: GoalName, held: Held, *, is_whole: bool) -> None:
        values = {} if self.plan is None else measure_sessions(self.sessions, self.plan)
        if name in values and simple_bounds(self.sessions)[name] == values[name]:
            return
        self.pulse.work_at(name, values.get(name))
        built = build_model(self.sessions, held, self._beat)
        for earlier in ORDER[: ORDER.index(name)]:
            if earlier in values and not _is_held(earlier, held):
                reached = express(built, earlier)
                kept = reached >= values[earlier] if earlier in LARGER_IS_BETTER else reached <= values[earlier]
                built.model.add(kept)
        goal = express(built, name)
        aim(built.model, goal, largest=name in LARGER_IS_BETTER, hints=built.hints(self.plan or self.start))
        found = search(
            built.model,
            self.pulse,
            seed=self.seed,
            effort=self.effort,
            on_found=lambda found: self._keep(built.read(found, self.lot_seed)),
        )
        if is_whole and found.is_infeasible and self.plan is None:
            self.is_refuted = True
        elif is_whole and found.bound is not None:
            self.claimed[name] = found.bound

    def _keep(self, plan: SessionPlan) -> None:
        """Keep a plan that breaks no rule if it is the best so far."""
        if check_sessions(self.sessions, plan, limit=1):
            return
        if self.plan is None or self._rank(plan) < self._rank(self.plan):
            self.plan = plan

    def _rank(self, plan: SessionPlan) -> list[int]:
        values = measure_sessions(self.sessions, plan)
        return [-values[name] if name in LARGER_IS_BETTER else values[name] for name in ORDER]

    def _explain(self) -> TimetableResult[SessionPlan]:
        self.pulse.work_at(GoalName.UNCOVERED)
        built = build_model(self.sessions, Held(), self._beat, explained=True)
        self.explanation = explain_core(built.model, built.literals, self.pulse, self.seed)
        return self.conclude(Status.INFEASIBLE)

    def _goals(self, plan: SessionPlan) -> tuple[Goal, ...]:
        known = simple_bounds(self.sessions)
        goals = []
        for name, value in measure_sessions(self.sessions, plan).items():
            if known[name] != value and name in self.claimed:
                goals.append(Goal(name, value, self.claimed[name], Proof.CLAIMED))
            else:
                goals.append(Goal(name, value, known[name], Proof.VERIFIED))
        return tuple(goals)


def _is_held(name: GoalName, held: Held) -> bool:
    """Whether a goal cannot change while this is held."""
    if name is GoalName.MOVES:
        return held.grouping
    if name is GoalName.BALANCE:
        return held.panels
    return name is GoalName.FIT and held.grouping and held.panels
