"""What a solve found and how far it is proven."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.objectives.files import pack_objective
from optimizer.objectives.terms import TotalFit
from optimizer.rules.side import Multipliers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.objectives.compose import Objective
    from optimizer.objectives.term import Measure
    from optimizer.solution import Assignment, Shortage


class Status(StrEnum):
    """How a solve ended."""

    PROVEN = "proven"
    STOPPED = "stopped"
    INFEASIBLE = "infeasible"
    CANCELED = "canceled"
    FAILED = "failed"


class Proof(StrEnum):
    """Who says that the bound holds: we re-checked a certificate, the engine alone, or nobody."""

    VERIFIED = "verified"
    CLAIMED = "claimed"
    NONE = "none"


TOTAL_FIT: Final = TotalFit()


@dataclass(frozen=True, eq=False, slots=True)
class Certificate:
    """Integer multipliers from which anybody can recompute the bound.

    Attributes
    ----------
    supply, demand : int64
        One per supply and one per demand.
    rows
        Those of the rules.
    parts
        All multipliers count in parts of a unit of fit, so many to the unit: rules may have multipliers that are no
        whole units.
    """

    supply: NDArray[np.int64]
    demand: NDArray[np.int64]
    rows: Multipliers = field(default_factory=Multipliers.none)
    parts: int = 1


@dataclass(frozen=True, eq=False)
class Stage:
    """One aim of an objective and how far it is proven, among the plans that are best for all aims before it.

    Attributes
    ----------
    name
        The aim, or several joined by ``>`` where one flow settled them, each outweighing all after it.
    status, proof
        As of a result.
    value, bound
        What the plan has of the aim, and the most that any of these plans can have; whole units of the aim.
    result
        The answer to the question that the stage asked, with its certificate; of a floor the refutation of the next
        higher one; None where anybody can recompute the bound without it.
    """

    name: str
    status: Status
    value: int | None
    bound: int | None
    proof: Proof
    result: Result | None

    def digest(self) -> str:
        """Return the SHA-256 of the content."""
        told = (self.name, self.status, self.value, self.bound, self.proof)
        inner = "" if self.result is None else self.result.digest()
        return hashlib.sha256(f"greenbridge stage 1 {[str(part) for part in told]} {inner}".encode()).hexdigest()


@dataclass(frozen=True, eq=False)
class Result:
    """What a solve found.

    Attributes
    ----------
    status, proof
        How it ended and who vouches for the bound. Only PROVEN may be shown as optimal.
    assignment
        The best plan found, None when there is none.
    bound
        Proven upper bound of the value in integer units, None when there is none.
    certificate
        The multipliers behind the bound.
    engine, objective, seed
        What produced it.
    seconds
        Wall time of the solve, verification included.
    problem_digest
        The problem it belongs to.
    failure
        Code of what went wrong when the status is FAILED.
    claimed_bound
        Where rules need branch and bound: what the engine says no plan exceeds, below ``bound``; nobody re-checked it.
        With it a PROVEN plan may have a gap to the verified ``bound``, and its proof is CLAIMED.
    stages
        Of objectives other than total fit: the aims in their order, each with value, bound and proof of its own;
        ``bound`` and ``certificate`` of the whole are None then.
    measures
        What the plan has of every term of the objective.
    """

    status: Status
    proof: Proof
    assignment: Assignment | None
    bound: int | None
    certificate: Certificate | None
    engine: str
    seed: int
    seconds: float
    problem_digest: str
    objective: Objective = TOTAL_FIT
    failure: str | None = None
    claimed_bound: int | None = None
    stages: tuple[Stage, ...] = ()
    measures: tuple[Measure, ...] = ()

    @property
    def value(self) -> int | None:
        """Value of the plan in integer units, None without a plan."""
        return None if self.assignment is None else self.assignment.value

    @property
    def gap(self) -> int | None:
        """Bound less value in integer units: 0 when the certificate proves the plan optimal."""
        return None if self.value is None or self.bound is None else self.bound - self.value

    @property
    def relative_gap(self) -> float | None:
        """Gap as a share of the bound."""
        if self.gap is None or self.bound is None:
            return None
        return 0.0 if self.gap == 0 else self.gap / max(1, abs(self.bound))

    @property
    def shortage(self) -> Shortage | None:
        """What lacks in the plan, None without a plan."""
        return None if self.assignment is None else self.assignment.shortage

    def digest(self) -> str:
        """Return the SHA-256 of everything but the seconds: same problem, settings and seed give the same digest."""
        parts = (self.status, self.proof, self.bound, self.engine, self.seed, self.problem_digest, self.objective.name)
        digest = hashlib.sha256(f"greenbridge result 1 {[str(part) for part in parts]} {self.failure}".encode())
        digest.update(b"" if self.claimed_bound is None else str(self.claimed_bound).encode())
        head, arrays = pack_objective(self.objective)
        digest.update(json.dumps(head, sort_keys=True).encode() if self.stages else b"")
        for part in (*arrays.values(), *(stage.digest().encode() for stage in self.stages)):
            digest.update(np.ascontiguousarray(part).data)
        if self.assignment is not None:
            digest.update(self.assignment.digest().encode())
        if self.certificate is not None:
            digest.update(np.ascontiguousarray(self.certificate.supply).data)
            digest.update(np.ascontiguousarray(self.certificate.demand).data)
            digest.update(np.ascontiguousarray(self.certificate.rows.row).data)
            digest.update(np.ascontiguousarray(self.certificate.rows.value).data)
            digest.update(b"" if self.certificate.parts == 1 else str(self.certificate.parts).encode())
        return digest.hexdigest()
