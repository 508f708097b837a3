"""Terms that look at loads alone: even loads, and a reserve for those who drop out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np

from optimizer.errors import ProblemError
from optimizer.intake import freeze
from optimizer.objectives.term import Term, require_nodes

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from optimizer.problem import Problem

    Array = NDArray[Any]
    Units = NDArray[np.int64]
    Nodes = NDArray[np.int32]

LOG_SCALE = 1_000_000


@dataclass(frozen=True, eq=False)
class _OfLoads(Term):
    """A term in which no pair counts."""

    def gain(self, problem: Problem, supply: Nodes, demand: Nodes) -> Units:
        """Let no pair count."""
        del problem
        return np.zeros(np.broadcast_shapes(supply.shape, demand.shape), np.int64)


@dataclass(frozen=True, eq=False)
class Balance(_OfLoads):
    """Even loads: every further unit of a supply costs more, or is worth less, than the one before.

    Attributes
    ----------
    cost : int64, shape (k,) or (n_supply, k)
        What the first, second, third unit costs, never falling; ``k`` at least the largest capacity.
    scale
        Whole units per unit.
    """

    cost: Units
    scale: int = 1

    code: ClassVar[str] = "balance"

    @classmethod
    def squares(cls, most: int) -> Self:
        """Count the squares of the loads, for capacities up to ``most``."""
        return cls(freeze(2 * np.arange(most, dtype=np.int64) + 1))

    @classmethod
    def nash(cls, most: int) -> Self:
        """Count the logarithms of one more than the loads, Nash's welfare, for capacities up to ``most``."""
        worth = np.log1p(1 / np.arange(1, most + 1)) * LOG_SCALE
        return cls(freeze(-np.rint(worth).astype(np.int64)), LOG_SCALE)

    @classmethod
    def of(cls, cost: ArrayLike) -> Self:
        """Make the term from whole costs.

        Raises
        ------
        ProblemError
            ``not_whole``.
        """
        array = np.asarray(cost)
        if array.dtype.kind not in "biu":
            raise ProblemError(
                "not_whole", field="balance.cost", index=0, value=str(array.flat[0] if array.size else "")
            )
        return cls(freeze(array.astype(np.int64)))

    def unit_cost(self, problem: Problem) -> Units | None:
        """Return the costs, one row per supply or one for all."""
        del problem
        return np.atleast_2d(self.cost)

    def scale_of(self, problem: Problem) -> int:
        """Return the scale."""
        del problem
        return self.scale

    def require_valid(self, problem: Problem) -> None:
        """Require as many costs as units, never falling."""
        cost = np.atleast_2d(self.cost)
        if cost.ndim != 2 or len(cost) not in {1, len(problem.supply)}:  # noqa: PLR2004 - supply x unit
            expected = f"(k,) or ({len(problem.supply)}, k)"
            raise ProblemError("wrong_shape", field="balance.cost", shape=self.cost.shape, expected=expected)
        if cost.shape[1] < int(problem.supply.hi.max(initial=0)):
            expected = "k at least the largest supply_hi"
            raise ProblemError("wrong_shape", field="balance.cost", shape=self.cost.shape, expected=expected)
        wrong = np.argwhere(cost[:, 1:] < cost[:, :-1])
        if wrong.size:
            raise ProblemError("cost_falls", field="balance.cost", index=int(wrong[0][0]), unit=int(wrong[0][1]) + 2)

    def arrays(self) -> dict[str, Array]:
        """Return the costs."""
        return {"cost": self.cost}

    def head(self) -> dict[str, Any]:
        """Return code and scale."""
        return {**super().head(), "scale": self.scale}


@dataclass(frozen=True, eq=False)
class Reserve(_OfLoads):
    """A reserve for those who drop out: units of each supply's capacity that are better not used.

    Attributes
    ----------
    units : int64, shape (n_supply,)
        How many of its last units each supply holds back; each that is used counts -1.
    """

    units: Units

    code: ClassVar[str] = "reserve"

    @classmethod
    def of(cls, units: ArrayLike) -> Self:
        """Make the term from whole units.

        Raises
        ------
        ProblemError
            ``not_whole``.
        """
        array = np.asarray(units)
        if array.size and array.dtype.kind not in "biu":
            raise ProblemError("not_whole", field="reserve.units", index=0, value=str(array.flat[0]))
        return cls(freeze(array.astype(np.int64)))

    def unit_cost(self, problem: Problem) -> Units | None:
        """Let the last units cost 1 each."""
        unit = np.arange(int(problem.supply.hi.max(initial=0)))
        held: Units = (unit >= (problem.supply.hi - self.units)[:, None]).astype(np.int64)
        return held

    def require_valid(self, problem: Problem) -> None:
        """Require a number per supply."""
        require_nodes(self.units, "reserve.units", len(problem.supply))

    def arrays(self) -> dict[str, Array]:
        """Return the units."""
        return {"units": self.units}
