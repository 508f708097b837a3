"""What an objective is made of: terms, each an exact whole number for every plan, larger is better."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from optimizer.errors import ProblemError
from optimizer.exact import exact_sum
from optimizer.store import Matrix, Pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.problem import Problem
    from optimizer.solution import Assignment

    Array = NDArray[Any]
    Units = NDArray[np.int64]
    Nodes = NDArray[np.int32]


@dataclass(frozen=True)
class Measure:
    """What a plan has of a term.

    Attributes
    ----------
    name
        The term.
    value, scale
        Whole units, and how many of them make one in the term's own unit.
    """

    name: str
    value: int
    scale: int


@dataclass(frozen=True, eq=False)
class Aim(ABC):
    """Anything that a plan can have more or less of."""

    code: ClassVar[str]

    @property
    def name(self) -> str:
        """What it is called in results."""
        return self.code

    @abstractmethod
    def measure(self, problem: Problem, plan: Assignment) -> int:
        """Compute exactly what a plan has of it, in whole units; larger is better."""

    def scale_of(self, problem: Problem) -> int:
        """Return how many whole units make one in its own unit."""
        del problem
        return 1

    def require_valid(self, problem: Problem) -> None:
        """Raise ProblemError when it does not fit the problem."""
        del problem

    def arrays(self) -> dict[str, Array]:
        """Return the content as named arrays."""
        return {}

    def head(self) -> dict[str, Any]:
        """Return what is no array, for files and digests."""
        return {"code": self.code}


@dataclass(frozen=True, eq=False)
class Term(Aim):
    """An aim that adds up: what each pair gains, what each further unit of a supply costs, what a missing unit costs.

    Costs of units never fall, so that a flow can take them.
    """

    @abstractmethod
    def gain(self, problem: Problem, supply: Nodes, demand: Nodes) -> Units:
        """Find what each pair gains.

        Parameters
        ----------
        problem
            What the pairs belong to.
        supply, demand
            Indices of the pairs; they broadcast against each other.

        Returns
        -------
        NDArray
            int64, whole units, of the broadcast shape.
        """

    def gain_all(self, problem: Problem) -> Array:
        """Find what every pair gains, in the order and shape of the store's fits.

        Raises
        ------
        ProblemError
            ``store_unsupported``.
        """
        store = problem.store
        if isinstance(store, Pairs):
            return self.gain(problem, store.supply, store.demand)
        if isinstance(store, Matrix):
            demand, supply = (np.arange(count, dtype=np.int32) for count in store.fit.shape)
            return np.ascontiguousarray(self.gain(problem, supply[None, :], demand[:, None]))
        raise ProblemError("store_unsupported", store=type(store).__name__)

    def unit_cost(self, problem: Problem) -> Units | None:
        """Return what the first, second, third unit of a supply costs, shape (n_supply or 1, k); None for nothing."""
        del problem
        return None

    def missing_price(self, problem: Problem) -> int:
        """Return what each missing unit costs."""
        del problem
        return 0

    def constant(self, problem: Problem) -> int:
        """Return what every plan has besides."""
        del problem
        return 0

    def measure(self, problem: Problem, plan: Assignment) -> int:
        """Add up gains less costs."""
        total = exact_sum(self.gain(problem, plan.supply, plan.demand)) + self.constant(problem)
        cost = self.unit_cost(problem)
        if cost is not None:
            total -= _cost_of(cost, np.bincount(plan.supply, minlength=len(problem.supply)))
        return total - self.missing_price(problem) * plan.shortage.units


def _cost_of(cost: Units, units: Units) -> int:
    steps = np.broadcast_to(cost, (len(units), cost.shape[1]))
    return exact_sum(steps[np.arange(cost.shape[1]) < units[:, None]])


def require_nodes(values: Array, field: str, count: int) -> None:
    """Raise ProblemError unless there is one finite number, at least 0, per node."""
    if values.shape != (count,):
        raise ProblemError("wrong_shape", field=field, shape=values.shape, expected=str((count,)))
    wrong = np.flatnonzero(~(np.isfinite(values) & (values >= 0)))
    if wrong.size:
        raise ProblemError("not_a_number", field=field, index=int(wrong[0]), value=str(values[wrong[0]]))
