"""What choosing a portfolio found and how far it is proven."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from optimizer.errors import ProblemError
from optimizer.intake import freeze
from optimizer.result import Proof, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from optimizer.portfolio.portfolio import Goal, Portfolio
    from optimizer.program import Certificate


@dataclass(frozen=True, eq=False)
class Selection:
    """Chosen projects. Make one with :meth:`of`.

    Attributes
    ----------
    projects
        int32, ascending, each once.
    value, saved, cost
        Totals in integer units.
    """

    projects: NDArray[np.int32]
    value: int
    saved: int
    cost: int

    @classmethod
    def of(cls, portfolio: Portfolio, projects: Iterable[int]) -> Selection:
        """Add up chosen projects.

        Parameters
        ----------
        projects
            Whole numbers below the count of projects, in any order.

        Raises
        ------
        ProblemError
            ``index_out_of_range``.
        """
        chosen = np.unique(np.array(list(projects), np.int64))
        if len(chosen) and not 0 <= chosen[0] <= chosen[-1] < len(portfolio):
            wrong = int(chosen[0] if chosen[0] < 0 else chosen[-1])
            raise ProblemError("index_out_of_range", field="projects", index=0, value=wrong, count=len(portfolio))
        totals = (int(column[chosen].sum()) for column in (portfolio.value, portfolio.saved, portfolio.cost))
        return cls(freeze(chosen.astype(np.int32)), *totals)

    def __len__(self) -> int:
        """Count the chosen projects."""
        return len(self.projects)

    def __contains__(self, project: int) -> bool:
        """Whether a project is chosen."""
        return bool((self.projects == project).any())

    def digest(self) -> str:
        """Return the SHA-256 of the chosen projects."""
        return hashlib.sha256(b"greenbridge selection 1 " + self.projects.astype("<i4").tobytes()).hexdigest()


@dataclass(frozen=True, eq=False)
class Tier:
    """One goal, or one weighted sum of goals, made best among the plans that are best for all tiers before it.

    Attributes
    ----------
    goals
        Each goal with its whole weight; costs count as negative.
    value
        What the selection reaches, integer units; None when none was found.
    bound
        What nothing can exceed, None when there is none.
    proof
        VERIFIED when ``bound`` comes from the certificate, CLAIMED when the engine says so.
    certificate
        Tree and multipliers behind the bound that can be recomputed; with CLAIMED they prove a weaker one.
    """

    goals: tuple[tuple[Goal, int], ...]
    value: int | None
    bound: int | None
    proof: Proof
    certificate: Certificate | None

    @property
    def gap(self) -> int | None:
        """Bound less value in integer units, None where either is missing."""
        return None if self.value is None or self.bound is None else self.bound - self.value


@dataclass(frozen=True, eq=False)
class PortfolioResult:
    """What choosing a portfolio found.

    Attributes
    ----------
    status, proof
        PROVEN when every tier has gap 0; the proof is that of the weakest tier.
    selection
        The best choice found, None when there is none.
    tiers
        Goal by goal, in order; those never begun are left out.
    refutation
        With INFEASIBLE and VERIFIED the certificate that no selection keeps all rules, else None.
    seed, seconds
        What breaks ties, and the wall time.
    portfolio_digest
        The portfolio it belongs to.
    failure
        Code of what went wrong when the status is FAILED.
    """

    status: Status
    proof: Proof
    selection: Selection | None
    tiers: tuple[Tier, ...]
    refutation: Certificate | None
    seed: int
    seconds: float
    portfolio_digest: str
    failure: str | None = None

    def digest(self) -> str:
        """Return the SHA-256 of all but the seconds: same portfolio, settings and seed give the same digest."""
        tiers = [(tier.goals, tier.value, tier.bound, tier.proof.value) for tier in self.tiers]
        parts = (self.status.value, self.proof.value, self.seed, self.portfolio_digest, self.failure, tiers)
        digest = hashlib.sha256(f"greenbridge portfolio result 1 {parts}".encode())
        if self.selection is not None:
            digest.update(self.selection.digest().encode())
        for certificate in (*(tier.certificate for tier in self.tiers), self.refutation):
            if certificate is not None:
                for part in (certificate.branch, certificate.multipliers, certificate.denominators):
                    digest.update(np.ascontiguousarray(part).data)
        return digest.hexdigest()
