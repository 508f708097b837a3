"""The only door: solve a problem, then check and verify what came out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from optimizer.certificate import bound_by_own_best, compute_bound
from optimizer.check import check, verify_answer
from optimizer.engines import EngineName, choose_engine
from optimizer.engines.early import find_early_plan
from optimizer.errors import ProblemError
from optimizer.limits import Limits
from optimizer.objectives import TotalFit, measure_terms
from optimizer.progress import OnProgress, Phase, Progress, ShouldStop, ignore, never
from optimizer.pulse import EngineFailed, Interrupted, Pulse
from optimizer.result import TOTAL_FIT, Certificate, Proof, Result, Status
from optimizer.solution import Assignment
from optimizer.stages import Means, climb, rungs_of

if TYPE_CHECKING:
    from optimizer.engines.candidates import Choice
    from optimizer.objectives import Objective
    from optimizer.problem import Problem

UNLIMITED: Final = Limits()
LEAST_SECONDS: Final = 0.001
SMALL_PAIR_COUNT: Final = 30_000  # with fewer pairs any question of rules is settled soon


def solve(  # noqa: PLR0913 - the settings of a solve, all by keyword
    problem: Problem,
    *,
    objective: Objective = TOTAL_FIT,
    limits: Limits = UNLIMITED,
    seed: int = 0,
    start: Assignment | None = None,
    engine: EngineName | None = None,
    on_progress: OnProgress = ignore,
    should_stop: ShouldStop = never,
) -> Result:
    """Find the best assignment and prove it.

    Parameters
    ----------
    problem
        Who can be given to whom, and what must be kept.
    objective
        A term such as :class:`TotalFit`, terms weighed against each other (:class:`Weighted`), an aim at the worst
        served (:class:`WorstServed`, :class:`Leximin`) or at comparison (:class:`Comparability`), or several one after
        the other (:class:`Lexicographic`).
    limits
        Wall time; when it ends the status is STOPPED, with a plan where one is easy to find.
    seed
        Breaks ties between engines' random choices; recorded in the result. Same problem, settings and seed give the
        same plan.
    start
        A plan to fall back on when the solve is stopped before it has a better one.
    engine
        ``flow`` or ``pricing``, chosen by the density of the pairs when left out; with rules ``laminar`` where they
        nest, else ``branching`` or, on lists of a million pairs whose rules count pairs, ``lagrange``, which ends as
        STOPPED with a checked bound near its plan unless the gap is 0.
    on_progress
        Called in this thread at least once a second.
    should_stop
        Asked several times a second; True ends the solve with status CANCELED within a second. A long solve with any
        of the two, or with a time limit, runs its flow in a process of its own, which costs 0.2 s.

    Returns
    -------
    Result
        PROVEN with a verified certificate of gap 0, INFEASIBLE (ask ``shortage`` why), STOPPED, CANCELED or FAILED.
        Of objectives other than total fit each aim has a stage with a certificate of its own.

    Raises
    ------
    ProblemError
        ``start_breaks_rules``; or what is wrong with the objective: ``objective_cannot_be_held`` when an aim that
        neither a certificate nor a rule can keep for the next is not the last.
    """
    pulse = Pulse(on_progress, should_stop, limits)
    if start is not None:
        _require_clean(problem, start)
    if isinstance(objective, TotalFit):
        return _answer(problem, pulse, seed, start, engine)
    rungs = rungs_of(problem, objective)
    asker = Asker(pulse, seed, start, engine)
    climbed = climb(problem, rungs, Means(asker, asker.find, asker.beat, seed))
    measures = () if climbed.plan is None else measure_terms(problem, climbed.plan, objective)
    result = Draft(problem.digest(), asker.engine_used, seed).result(climbed.status, climbed.plan, None, None)
    staged = replace(result, objective=objective, stages=climbed.stages, measures=measures)
    failures = [stage.result.failure for stage in climbed.stages if stage.result is not None]
    return replace(staged, proof=climbed.proof, seconds=pulse.seconds(), failure=failures[-1] if failures else None)


class FirstPlanPulse(Pulse):
    """The pulse of a solve that ends as soon as it has any plan, or when finding one would take long."""

    def beat(self, phase: Phase) -> None:
        """End the solve when there is a plan."""
        if self.assignment is not None:
            raise Interrupted(Status.STOPPED)
        super().beat(phase)

    def insist(self) -> None:
        """Give up: the same for the same question, whatever the clock says."""
        raise Interrupted(Status.STOPPED)


class PatientPlanPulse(FirstPlanPulse):
    """The pulse of a solve that ends as soon as it has any plan, however long that takes."""

    def insist(self) -> None:
        """Go on."""


@dataclass
class Asker:
    """Answers the questions of stages, one after the other, within the limits of one solve; no question twice."""

    pulse: Pulse
    seed: int
    start: Assignment | None = None
    engine: EngineName | None = None
    engine_used: str = ""
    _known: dict[str, Result] = field(default_factory=dict)

    def __call__(self, question: Problem) -> Result:
        """Solve a question as a problem of total fit; the plan of the one before is where it starts."""
        digest = question.digest()
        if digest not in self._known:
            engine = None if question.rules else self.engine
            result = _answer(question, self._follow(Pulse), self.seed, self._find_start(question), engine)
            self._known[digest] = result
            self.engine_used = result.engine
            self.start = self.start if result.assignment is None else result.assignment
        return self._known[digest]

    def find(self, question: Problem) -> Result:
        """Find any plan, or that there is none, or give up; where rules make a question hard that takes less time."""
        if not question.rules or question.digest() in self._known:
            return self(question)
        pulse = PatientPlanPulse if question.store.pair_count() <= SMALL_PAIR_COUNT else FirstPlanPulse
        result = _answer(question, self._follow(pulse), self.seed, None, None)
        self.engine_used = result.engine
        return result

    def _find_start(self, question: Problem) -> Assignment | None:
        if self.start is None:
            return None
        start = Assignment.of(question, self.start.supply, self.start.demand)
        return start if not check(question, start, limit=1) else None

    def beat(self) -> None:
        """Give a sign of life; raises Interrupted when the solve must end."""
        self.pulse.beat(Phase.SOLVE)

    def _follow(self, kind: type[Pulse]) -> Pulse:
        """Make the pulse of one question, within what is left of the time, whose numbers are not the problem's."""
        own = self.pulse
        left = Limits(max(LEAST_SECONDS, own.limits.seconds - own.seconds()))
        told = ignore if own.on_progress is ignore else self._tell
        return kind(told, own.should_stop, left)

    def _tell(self, progress: Progress) -> None:
        """Pass a sign of life on without the numbers of a question."""
        self.pulse.tell(progress.phase)


def _answer(problem: Problem, pulse: Pulse, seed: int, start: Assignment | None, engine: EngineName | None) -> Result:
    """Find the plan of greatest total fit, and prove it."""
    if start is not None:
        pulse.improve(start)
    name, run = choose_engine(problem, engine)
    draft = Draft(problem.digest(), name, seed)
    try:
        result = draft.conclude(problem, run(pulse))
    except Interrupted as interrupted:
        if interrupted.status is Status.STOPPED and not isinstance(pulse, FirstPlanPulse):
            find_early_plan(problem, pulse)
        result = draft.interrupt(problem, interrupted.status, pulse)
    except EngineFailed as failed:
        return draft.fail(failed.code, pulse)
    pulse.assignment, pulse.bound = result.assignment, result.bound
    pulse.tell(Phase.VERIFY)
    return draft.seal(problem, result, pulse)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a result before the engine has run."""

    problem_digest: str
    engine: str
    seed: int

    def conclude(self, problem: Problem, choice: Choice) -> Result:
        """Take what the engine claims: an optimal plan, or that there is none."""
        if choice.supply is None or choice.demand is None:
            certificate = choice.certificate if choice.bound is None else None
            return self.result(Status.INFEASIBLE, None, None, certificate)
        assignment = Assignment.of(problem, choice.supply, choice.demand)
        bound = assignment.value if choice.bound is None else choice.bound
        result = self.result(Status.PROVEN, assignment, bound, choice.certificate)
        return result if bound == assignment.value else replace(result, claimed_bound=assignment.value)

    def interrupt(self, problem: Problem, status: Status, pulse: Pulse) -> Result:
        """Take the best that was known when the solve had to end; who asked for time, not for an end, gets a bound."""
        if status is Status.STOPPED and pulse.certificate is None:
            certificate = bound_by_own_best(problem)
            pulse.tighten(compute_bound(problem, certificate), certificate)
        return self.result(status, pulse.assignment, pulse.bound, pulse.certificate)

    def fail(self, code: str, pulse: Pulse) -> Result:
        """Keep a plan that was known before the engine failed, without any claim."""
        result = self.result(Status.FAILED, pulse.assignment, None, None)
        return replace(result, failure=code, seconds=pulse.seconds())

    def seal(self, problem: Problem, result: Result, pulse: Pulse) -> Result:
        """Believe nothing: check the plan, recompute the certificate, and say who vouches."""
        verification = verify_answer(problem, result, partial(pulse.show, Phase.VERIFY))
        if not verification.is_valid:
            return self.fail("verification_failed", pulse)
        return replace(result, proof=verification.proof, seconds=pulse.seconds())

    def result(
        self, status: Status, assignment: Assignment | None, bound: int | None, certificate: Certificate | None
    ) -> Result:
        return Result(
            status=status,
            proof=Proof.NONE,
            assignment=assignment,
            bound=bound,
            certificate=certificate,
            engine=self.engine,
            seed=self.seed,
            seconds=0.0,
            problem_digest=self.problem_digest,
        )


def _require_clean(problem: Problem, start: Assignment) -> None:
    violations = check(problem, start, limit=1)
    if violations:
        raise ProblemError("start_breaks_rules", violation=violations[0].code, **violations[0].params)
