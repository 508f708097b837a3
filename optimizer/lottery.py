"""A lottery instead of a plan: no pair may be too probable, so that nobody can arrange whom to judge.

Jecmen et al. (2020) cap the probability of every pair and choose among all such lotteries the one of greatest expected
fit. Here the probabilities are exact fractions with an integer certificate, and a seed draws a plan that keeps every
rule of the problem.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.certificate import bound_by_own_best, compute_bound
from optimizer.engines import EngineName, choose_capped_engine
from optimizer.errors import ProblemError
from optimizer.intake import freeze
from optimizer.limits import Limits
from optimizer.lottery_check import expect, verify_lottery
from optimizer.progress import OnProgress, Phase, ShouldStop, ignore, never
from optimizer.pulse import EngineFailed, Interrupted, Pulse
from optimizer.result import Certificate, Proof, Status
from optimizer.rounding import round_parts
from optimizer.solution import Assignment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.engines.capped import Spread
    from optimizer.problem import Problem

UNLIMITED: Final = Limits()
MOST_PARTS: Final = 1000  # finer caps than 1/1000 tell nobody anything and cost exactness
LARGEST_VALUE: Final = 2**62


@dataclass(frozen=True, eq=False)
class Lottery:
    """Probabilities of pairs, and how far they are proven best.

    Attributes
    ----------
    status, proof
        As in :class:`Result`: PROVEN and VERIFIED, INFEASIBLE when the cap leaves too few supplies, and so on.
    cap
        Largest probability of a pair that is not locked. Parts below are counted in ``1 / cap.denominator``.
    supply, demand : int32
        The pairs of positive probability, sorted by demand, then supply.
    parts : int64
        Probability of each, times ``cap.denominator``; None when there is no lottery.
    value, bound
        Expected value and its proven upper bound, in integer units times ``cap.denominator``.
    certificate
        The multipliers behind the bound, or behind INFEASIBLE.
    engine, seconds, problem_digest, failure
        As in :class:`Result`.
    """

    status: Status
    proof: Proof
    cap: Fraction
    supply: NDArray[np.int32]
    demand: NDArray[np.int32]
    parts: NDArray[np.int64] | None
    value: int | None
    bound: int | None
    certificate: Certificate | None
    engine: str
    seconds: float
    problem_digest: str
    failure: str | None = None

    @property
    def expected_value(self) -> Fraction | None:
        """Expected value of a draw in integer units, None without a lottery."""
        return None if self.value is None else Fraction(self.value, self.cap.denominator)

    @property
    def gap(self) -> int | None:
        """Bound less value: 0 when no lottery under the cap expects more."""
        return None if self.value is None or self.bound is None else self.bound - self.value

    @property
    def probability(self) -> NDArray[np.float64]:
        """Probability of each pair, shape (n_pairs,)."""
        return np.zeros(0) if self.parts is None else self.parts / self.cap.denominator

    def digest(self) -> str:
        """Return the SHA-256 of everything but the seconds."""
        told = (self.status, self.proof, self.cap, self.value, self.bound, self.engine, self.problem_digest)
        digest = hashlib.sha256(f"greenbridge lottery 1 {[str(word) for word in told]} {self.failure}".encode())
        arrays: list[NDArray[np.signedinteger]] = [self.supply, self.demand]
        arrays += [] if self.parts is None else [self.parts]
        arrays += [] if self.certificate is None else [self.certificate.supply, self.certificate.demand]
        for array in arrays:
            digest.update(f"{array.shape}".encode())
            digest.update(np.ascontiguousarray(array).data)
        return digest.hexdigest()


@dataclass(frozen=True)
class Draw:
    """A plan drawn from a lottery; with the same seed :func:`sample` draws it again, byte for byte.

    Attributes
    ----------
    assignment
        The plan; it breaks no rule of the problem.
    seed, lottery_digest
        What it was drawn with and from.
    """

    assignment: Assignment
    seed: int
    lottery_digest: str


def randomize(
    problem: Problem,
    *,
    cap: Fraction | float | str,
    limits: Limits = UNLIMITED,
    engine: EngineName | None = None,
    on_progress: OnProgress = ignore,
    should_stop: ShouldStop = never,
) -> Lottery:
    """Find the lottery of greatest expected value in which no pair is more probable than the cap, and prove it.

    Parameters
    ----------
    problem
        What to draw plans of.
    cap
        Above 0 and at most 1, a fraction with a denominator of at most 1000: ``Fraction(1, 2)``, ``"1/3"``, ``0.3``
        (taken as the decimal it is written as). Locked pairs stay certain. At 1 the lottery is the plan of ``solve``.
    limits, engine, on_progress, should_stop
        As in ``solve``.

    Returns
    -------
    Lottery
        PROVEN with a verified certificate of gap 0, INFEASIBLE, STOPPED or CANCELED (without probabilities), FAILED.

    Raises
    ------
    ProblemError
        ``bad_cap``, ``fit_too_large`` or ``rules_unsupported``.

    References
    ----------
    Jecmen, Zhang, Liu, Shah, Conitzer, Fang: Mitigating manipulation in peer review via randomized reviewer
    assignments. NeurIPS 2020.
    """
    problem.refuse_rules("randomize")
    share = _read_cap(cap)
    _require_exact_parts(problem, share)
    pulse = Pulse(on_progress, should_stop, limits)
    name, run = choose_capped_engine(problem, share, engine)
    try:
        lottery = _conclude(problem, share, name, run(pulse))
    except Interrupted as interrupted:
        lottery = _interrupt(problem, share, name, interrupted.status)
    except EngineFailed as failed:
        return replace(_blank(problem, share, name, Status.FAILED), failure=failed.code, seconds=pulse.seconds())
    pulse.tell(Phase.VERIFY)
    verification = verify_lottery(problem, lottery)
    if not verification.is_valid:
        blank = _blank(problem, share, name, Status.FAILED)
        return replace(blank, failure="verification_failed", seconds=pulse.seconds())
    return replace(lottery, proof=verification.proof, seconds=pulse.seconds())


def sample(problem: Problem, lottery: Lottery, seed: int) -> Draw:
    """Draw a plan in which every pair stands with its probability, and every load is one the expected load rounds to.

    Parameters
    ----------
    problem, lottery
        A problem and a lottery over its pairs.
    seed
        A whole number; the same lottery and seed give the same plan.

    Returns
    -------
    Draw
        The plan, with the seed that draws it again.

    Raises
    ------
    ProblemError
        ``bad_seed`` (whole numbers from 0 on are good), ``wrong_problem``, or ``not_proven`` when the lottery has no
        probabilities.
    """
    problem.refuse_rules("sample")
    if type(seed) is not int or seed < 0:
        raise ProblemError("bad_seed", value=repr(seed))
    if lottery.problem_digest != problem.digest():
        raise ProblemError("wrong_problem", digest=lottery.problem_digest)
    if lottery.parts is None:
        raise ProblemError("not_proven", status=str(lottery.status))
    draw = np.random.Generator(np.random.PCG64(seed))
    chosen = round_parts(lottery.supply, lottery.demand, lottery.parts, lottery.cap.denominator, draw)
    assignment = Assignment.of(problem, lottery.supply[chosen], lottery.demand[chosen])
    return Draw(assignment, seed, lottery.digest())


def _read_cap(cap: Fraction | float | str) -> Fraction:
    try:
        share = Fraction(str(cap))
    except (ValueError, ZeroDivisionError) as error:
        raise ProblemError("bad_cap", value=str(cap)) from error
    if not 0 < share <= 1 or share.denominator > MOST_PARTS:
        raise ProblemError("bad_cap", value=str(cap))
    return share


def _require_exact_parts(problem: Problem, cap: Fraction) -> None:
    """Refuse what could leave 64 bits once every unit is cut into parts."""
    units = int(problem.supply.hi.sum()) + int(problem.demand.hi.sum())
    largest = max(problem.store.largest_fit(), problem.shortage_price or 0)
    limit = LARGEST_VALUE // max(1, units * cap.denominator)
    if largest > limit:
        raise ProblemError("fit_too_large", largest=largest, limit=limit)


def _conclude(problem: Problem, cap: Fraction, engine: str, spread: Spread) -> Lottery:
    """Take what the engine claims: an optimal lottery, or that there is none."""
    if spread.parts is None:
        return replace(_blank(problem, cap, engine, Status.INFEASIBLE), certificate=spread.certificate)
    lottery = replace(
        _blank(problem, cap, engine, Status.PROVEN),
        supply=freeze(spread.supply),
        demand=freeze(spread.demand),
        parts=freeze(spread.parts),
        certificate=spread.certificate,
    )
    value = expect(problem, lottery, spread.parts)
    return replace(lottery, value=value, bound=value)


def _interrupt(problem: Problem, cap: Fraction, engine: str, status: Status) -> Lottery:
    """Keep no probabilities; who asked for time, not for an end, gets a bound."""
    lottery = _blank(problem, cap, engine, status)
    if status is not Status.STOPPED:
        return lottery
    certificate = bound_by_own_best(problem)
    return replace(lottery, certificate=certificate, bound=compute_bound(problem, certificate, cap=cap))


def _blank(problem: Problem, cap: Fraction, engine: str, status: Status) -> Lottery:
    none = freeze(np.zeros(0, np.int32))
    return Lottery(
        status=status,
        proof=Proof.NONE,
        cap=cap,
        supply=none,
        demand=none,
        parts=None,
        value=None,
        bound=None,
        certificate=None,
        engine=engine,
        seconds=0.0,
        problem_digest=problem.digest(),
    )
