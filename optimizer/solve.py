"""The only door: solve a problem, then check and verify what came out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from optimizer.certificate import bound_by_own_best, compute_bound
from optimizer.check import check, verify
from optimizer.engines import EngineName, choose_engine
from optimizer.errors import ProblemError
from optimizer.limits import Limits
from optimizer.progress import OnProgress, Phase, ShouldStop, ignore, never
from optimizer.pulse import EngineFailed, Interrupted, Pulse
from optimizer.result import Certificate, Objective, Proof, Result, Status
from optimizer.solution import Assignment

if TYPE_CHECKING:
    from optimizer.engines.candidates import Choice
    from optimizer.problem import Problem

UNLIMITED: Final = Limits()


def solve(  # noqa: PLR0913 - the settings of a solve, all by keyword
    problem: Problem,
    *,
    objective: Objective = Objective.TOTAL_FIT,
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
    limits
        Wall time; when it ends the status is STOPPED.
    seed
        Breaks ties between engines' random choices; recorded in the result. Same problem, settings and seed give the
        same plan.
    start
        A plan to fall back on when the solve is stopped before it has a better one.
    engine
        ``flow`` or ``pricing``; chosen by the density of the pairs when left out.
    on_progress
        Called in this thread at least once a second.
    should_stop
        Asked several times a second; True ends the solve with status CANCELED within a second. A long solve with any
        of the two, or with a time limit, runs its flow in a process of its own, which costs 0.2 s.

    Returns
    -------
    Result
        PROVEN with a verified certificate of gap 0, INFEASIBLE (ask ``shortage`` why), STOPPED, CANCELED or FAILED.
    """
    pulse = Pulse(on_progress, should_stop, limits)
    if start is not None:
        _require_clean(problem, start)
        pulse.improve(start)
    name, run = choose_engine(problem, engine)
    draft = Draft(problem.digest(), name, seed, objective)
    try:
        result = draft.conclude(problem, run(pulse))
    except Interrupted as interrupted:
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
    objective: Objective

    def conclude(self, problem: Problem, choice: Choice) -> Result:
        """Take what the engine claims: an optimal plan, or that there is none."""
        if choice.supply is None or choice.demand is None:
            return self._result(Status.INFEASIBLE, None, None, choice.certificate)
        assignment = Assignment.of(problem, choice.supply, choice.demand)
        return self._result(Status.PROVEN, assignment, assignment.value, choice.certificate)

    def interrupt(self, problem: Problem, status: Status, pulse: Pulse) -> Result:
        """Take the best that was known when the solve had to end; who asked for time, not for an end, gets a bound."""
        if status is Status.STOPPED and pulse.certificate is None:
            certificate = bound_by_own_best(problem)
            pulse.tighten(compute_bound(problem, certificate), certificate)
        return self._result(status, pulse.assignment, pulse.bound, pulse.certificate)

    def fail(self, code: str, pulse: Pulse) -> Result:
        """Keep a plan that was known before the engine failed, without any claim."""
        result = self._result(Status.FAILED, pulse.assignment, None, None)
        return replace(result, failure=code, seconds=pulse.seconds())

    def seal(self, problem: Problem, result: Result, pulse: Pulse) -> Result:
        """Believe nothing: check the plan, recompute the certificate, and say who vouches."""
        verification = verify(problem, result)
        if not verification.is_valid:
            return self.fail("verification_failed", pulse)
        return replace(result, proof=verification.proof, seconds=pulse.seconds())

    def _result(
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
            objective=self.objective,
        )


def _require_clean(problem: Problem, start: Assignment) -> None:
    violations = check(problem, start, limit=1)
    if violations:
        raise ProblemError("start_breaks_rules", violation=violations[0].code, **violations[0].params)
