"""What a timetable solve found: the plan, each goal with its value and bound, and who vouches for them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

import numpy as np

from optimizer.result import Proof, Status

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.check import Violation


class GoalName(StrEnum):
    """What a timetable is measured by; each use names its own order.

    Attributes
    ----------
    UNMET
        Requirements missed: requested meetings and meetings below somebody's minimum. Fewest.
    UNCOVERED
        Entries without a session, or in one whose panel lacks members or kinds. Fewest.
    MOVES
        Entries that leave the session they were grouped into. Fewest.
    FIT
        Total fit of the pairs that meet. Most.
    BALANCE
        Sum of the squared numbers of sessions of the judges. Fewest.
    COMFORT
        Room changes and idle slots of judges. Fewest.
    IDLE
        Slots in which somebody is present, waits, and has meetings before and after on the same day. Fewest.
    """

    UNMET = "unmet"
    UNCOVERED = "uncovered"
    MOVES = "moves"
    FIT = "fit"
    BALANCE = "balance"
    COMFORT = "comfort"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal of the lexicographic order.

    Attributes
    ----------
    name
        What is counted, and which way.
    value
        Recomputed from the plan, integer units.
    bound
        No plan that is as good in all goals before this one does better; None when nothing is known.
    proof
        VERIFIED when ``verify_*`` recomputes the bound without a solver, CLAIMED when the solver says so.
    """

    name: GoalName
    value: int
    bound: int | None = None
    proof: Proof = Proof.NONE

    @property
    def is_proven(self) -> bool:
        """Whether nothing better exists."""
        return self.value == self.bound and self.proof is not Proof.NONE

    @property
    def gap(self) -> int | None:
        """Distance of value and bound, 0 when proven."""
        return None if self.bound is None else abs(self.bound - self.value)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement of an explanation; the codes are listed by ``solve_meetings`` and ``solve_sessions``."""

    code: str
    params: Mapping[str, int] = field(default_factory=dict)


class Digested(Protocol):
    """What a plan can say of itself."""

    def digest(self) -> str:
        """Return the SHA-256 of the plan."""


Plan = TypeVar("Plan", bound=Digested)


@dataclass(frozen=True, eq=False)
class TimetableResult(Generic[Plan]):
    """What a solve found.

    Attributes
    ----------
    status
        PROVEN when every goal is proven; INFEASIBLE, STOPPED, CANCELED or FAILED else.
    proof
        The weakest proof among the goals; for INFEASIBLE who says that there is no plan.
    plan
        The best plan found, None when there is none.
    goals
        In the order of their weight, with recomputed values; empty without a plan.
    certificate
        Integer potentials behind VERIFIED bounds of ``solve_meetings``, None where none are needed.
    explanation
        Of INFEASIBLE: requirements that cannot hold together, although without any one of them the others can. Empty
        when the solve was ended before it was found.
    engine, seed, seconds, problem_digest
        What produced it, and from what.
    failure
        Code of what went wrong when the status is FAILED.
    """

    status: Status
    proof: Proof
    plan: Plan | None
    goals: tuple[Goal, ...]
    engine: str
    seed: int
    seconds: float
    problem_digest: str
    certificate: NDArray[np.int64] | None = None
    explanation: tuple[Requirement, ...] = ()
    failure: str | None = None

    def goal(self, name: GoalName) -> Goal:
        """Return the goal of this name. Raises KeyError."""
        found = next((goal for goal in self.goals if goal.name is name), None)
        if found is None:
            raise KeyError(name)
        return found

    def digest(self) -> str:
        """Return the SHA-256 of everything but the seconds: same problem, settings and seed give the same digest."""
        parts = [self.status, self.proof, self.engine, self.seed, self.problem_digest, self.failure]
        parts += [(goal.name, goal.value, goal.bound, goal.proof) for goal in self.goals]
        parts += [(each.code, sorted(each.params.items())) for each in self.explanation]
        digest = hashlib.sha256(f"greenbridge timetable 1 {[str(part) for part in parts]}".encode())
        if self.plan is not None:
            digest.update(self.plan.digest().encode())
        if self.certificate is not None:
            digest.update(np.ascontiguousarray(self.certificate).data)
        return digest.hexdigest()


@dataclass(frozen=True)
class TimetableVerification:
    """What remains true when nothing is believed.

    Attributes
    ----------
    is_valid
        The plan breaks no rule, every value is recomputed, and every VERIFIED bound follows without a solver.
    goals
        Recomputed: a bound that only the solver claims is kept and marked CLAIMED.
    violations
        Rules the plan breaks.
    faults
        Codes of what the result claims wrongly: ``wrong_problem``, ``wrong_value``, ``wrong_bound``,
        ``wrong_certificate``, ``bound_below_value``, ``status_not_proven``.
    """

    is_valid: bool
    goals: tuple[Goal, ...]
    violations: tuple[Violation, ...]
    faults: tuple[str, ...]


LARGER_IS_BETTER = frozenset({GoalName.FIT})
_WEAKEST_FIRST = (Proof.NONE, Proof.CLAIMED, Proof.VERIFIED)


def weakest_proof(goals: tuple[Goal, ...]) -> Proof:
    """Who vouches for all goals together."""
    return min((goal.proof for goal in goals), key=_WEAKEST_FIRST.index, default=Proof.NONE)


def judge_goals(claimed: tuple[Goal, ...], values: Mapping[GoalName, int]) -> list[str]:
    """Name what goals claim wrongly against the recomputed values."""
    faults = []
    if [goal.name for goal in claimed] != list(values) or any(goal.value != values[goal.name] for goal in claimed):
        faults.append("wrong_value")
    for goal in claimed:
        if (goal.bound is None) != (goal.proof is Proof.NONE):
            faults.append("wrong_bound")
        elif goal.bound is not None and _is_beyond(goal):
            faults.append("bound_below_value")
    return faults


def judge_timetable_status(status: Status, proof: Proof, goals: tuple[Goal, ...], *, has_plan: bool) -> list[str]:
    """Name what the words of a result claim too much."""
    wrong = {
        Status.PROVEN: not has_plan or not all(goal.is_proven for goal in goals) or proof is not weakest_proof(goals),
        Status.INFEASIBLE: has_plan or proof is Proof.NONE,
    }
    return ["status_not_proven"] if wrong.get(status, False) else []


def _is_beyond(goal: Goal) -> bool:
    bound = goal.value if goal.bound is None else goal.bound
    return goal.value > bound if goal.name in LARGER_IS_BETTER else goal.value < bound
