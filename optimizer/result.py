"""What a solve found and how far it is proven."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from optimizer.rules.side import Multipliers

if TYPE_CHECKING:
    from numpy.typing import NDArray

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


class Objective(StrEnum):
    """What is made as large as possible."""

    TOTAL_FIT = "total_fit"


@dataclass(frozen=True, eq=False, slots=True)
class Certificate:
    """Integer multipliers from which anybody can recompute the bound: per supply, per demand, per row of the rules.

    They count in parts of a unit of fit, ``parts`` to the unit: rules may have multipliers that are no whole units.
    """

    supply: NDArray[np.int64]
    demand: NDArray[np.int64]
    rows: Multipliers = field(default_factory=Multipliers.none)
    parts: int = 1


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
    objective: Objective = Objective.TOTAL_FIT
    failure: str | None = None
    claimed_bound: int | None = None

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
        parts = (self.status, self.proof, self.bound, self.engine, self.seed, self.problem_digest, self.objective)
        digest = hashlib.sha256(f"greenbridge result 1 {[str(part) for part in parts]} {self.failure}".encode())
        digest.update(b"" if self.claimed_bound is None else str(self.claimed_bound).encode())
        if self.assignment is not None:
            digest.update(self.assignment.digest().encode())
        if self.certificate is not None:
            digest.update(np.ascontiguousarray(self.certificate.supply).data)
            digest.update(np.ascontiguousarray(self.certificate.demand).data)
            digest.update(np.ascontiguousarray(self.certificate.rows.row).data)
            digest.update(np.ascontiguousarray(self.certificate.rows.value).data)
            digest.update(b"" if self.certificate.parts == 1 else str(self.certificate.parts).encode())
        return digest.hexdigest()
