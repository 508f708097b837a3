"""Terms that add up over pairs: total fit, what lacks, priority of needs, what is saved, what stays as it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np

from optimizer.errors import ProblemError
from optimizer.events import find_places
from optimizer.intake import LARGEST_FIT, freeze, require_range, to_indices
from optimizer.objectives.term import Term, require_nodes
from optimizer.store import Matrix, Pairs

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from optimizer.problem import Problem
    from optimizer.solution import Assignment

    Array = NDArray[Any]
    Units = NDArray[np.int64]
    Nodes = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class TotalFit(Term):
    """What the problem itself counts: total fit, less what its loads cost, less the price of missing units."""

    code: ClassVar[str] = "total_fit"

    def gain(self, problem: Problem, supply: Nodes, demand: Nodes) -> Units:
        """Look the fits up."""
        shape = np.broadcast_shapes(supply.shape, demand.shape)
        sides = (np.broadcast_to(side, shape).ravel() for side in (supply, demand))
        fit: Units = problem.store.find(*sides).fit.reshape(shape)
        return fit

    def gain_all(self, problem: Problem) -> Array:
        """Return the fits.

        Raises
        ------
        ProblemError
            ``store_unsupported``.
        """
        store = problem.store
        if isinstance(store, Matrix | Pairs):
            return store.fit
        raise ProblemError("store_unsupported", store=type(store).__name__)

    def unit_cost(self, problem: Problem) -> Units | None:
        """Return the problem's own costs of loads."""
        return problem.supply.cost

    def missing_price(self, problem: Problem) -> int:
        """Return the problem's own price."""
        return problem.shortage_price or 0

    def scale_of(self, problem: Problem) -> int:
        """Return the scale of the fits."""
        return problem.scale


@dataclass(frozen=True, eq=False)
class FewestMissing(Term):
    """Missing units, counted below 0: where the problem is elastic, as few as can be."""

    code: ClassVar[str] = "fewest_missing"

    def gain(self, problem: Problem, supply: Nodes, demand: Nodes) -> Units:
        """Let no pair count."""
        del problem
        return np.zeros(np.broadcast_shapes(supply.shape, demand.shape), np.int64)

    def missing_price(self, problem: Problem) -> int:
        """Let each missing unit cost 1."""
        del problem
        return 1


@dataclass(frozen=True, eq=False)
class Priority(Term):
    """Units for the demands that matter most: a need in a chain gap counts more than others.

    Attributes
    ----------
    weight : int64, shape (n_demand,)
        What a unit for each demand counts, ``scale`` times.
    """

    weight: Units
    scale: int = 1

    code: ClassVar[str] = "priority"

    @classmethod
    def of(cls, weight: ArrayLike, scale: int = 1) -> Self:
        """Make the term from weights, at least 0; floats are multiplied by ``scale`` and rounded.

        Raises
        ------
        ProblemError
            ``not_a_number`` or ``fit_too_large``.
        """
        return cls(_scale(weight, scale, "priority.weight"), scale)

    def gain(self, problem: Problem, supply: Nodes, demand: Nodes) -> Units:
        """Find the weight of each pair's demand."""
        del problem
        return np.broadcast_to(self.weight[demand], np.broadcast_shapes(supply.shape, demand.shape))

    def scale_of(self, problem: Problem) -> int:
        """Return the scale of the weights."""
        del problem
        return self.scale

    def require_valid(self, problem: Problem) -> None:
        """Require a weight per demand."""
        require_nodes(self.weight, "priority.weight", len(problem.demand))

    def arrays(self) -> dict[str, Array]:
        """Return the weights."""
        return {"weight": self.weight}

    def head(self) -> dict[str, Any]:
        """Return code and scale."""
        return {**super().head(), "scale": self.scale}


@dataclass(frozen=True, eq=False)
class Saving(Term):
    """What the chosen pairs are expected to save a year: a share of each demand's use that its supply saves.

    Attributes
    ----------
    share : float64, shape (n_supply,)
        What part each supply saves, its chance of success included.
    volume : float64, shape (n_demand,)
        What each demand uses a year, in the unit of ``what``.
    what
        ``tce``, ``tco2`` or whatever else is saved.
    scale
        Whole units per unit of ``what``; each pair is rounded once.
    """

    share: NDArray[np.float64]
    volume: NDArray[np.float64]
    what: str = "tce"
    scale: int = 1000

    code: ClassVar[str] = "saved"

    @classmethod
    def of(cls, share: ArrayLike, volume: ArrayLike, *, what: str = "tce", scale: int = 1000) -> Self:
        """Make the term from numbers at least 0.

        Parameters
        ----------
        share, volume, what, scale
            As the attributes; numbers of any kind.

        Returns
        -------
        Saving
            Checked when a problem takes it.
        """
        columns = [np.array(column, np.float64) for column in (share, volume)]
        return cls(freeze(columns[0]), freeze(columns[1]), what, scale)

    @property
    def name(self) -> str:
        """Name what is saved."""
        return f"{self.what}_{self.code}"

    def gain(self, problem: Problem, supply: Nodes, demand: Nodes) -> Units:
        """Multiply and round."""
        del problem
        saved: Units = np.rint(self.share[supply] * self.volume[demand] * self.scale).astype(np.int64)
        return saved

    def scale_of(self, problem: Problem) -> int:
        """Return the scale."""
        del problem
        return self.scale

    def require_valid(self, problem: Problem) -> None:
        """Require a number per node, and products that stay exact."""
        require_nodes(self.share, f"{self.name}.share", len(problem.supply))
        require_nodes(self.volume, f"{self.name}.volume", len(problem.demand))
        largest = float(self.share.max(initial=0)) * float(self.volume.max(initial=0)) * self.scale
        if largest > LARGEST_FIT:
            raise ProblemError("fit_too_large", field=self.name, largest=str(largest), limit=LARGEST_FIT)

    def arrays(self) -> dict[str, Array]:
        """Return shares and volumes."""
        return {"share": self.share, "volume": self.volume}

    def head(self) -> dict[str, Any]:
        """Return code, what is saved and the scale."""
        return {**super().head(), "what": self.what, "scale": self.scale}


@dataclass(frozen=True, eq=False)
class FewestChanges(Term):
    """Changes against a plan that people know, counted below 0: pairs dropped that could have stayed, and pairs added.

    A pair of the old plan that can no longer be chosen at all is nobody's change.

    Attributes
    ----------
    supply, demand : int32, shape (n,)
        The pairs of the old plan, sorted by demand, then supply, no pair twice.
    """

    supply: NDArray[np.int32]
    demand: NDArray[np.int32]

    code: ClassVar[str] = "fewest_changes"

    @classmethod
    def of(cls, plan: Assignment) -> Self:
        """Make the term from the old plan; it need be neither optimal nor allowed.

        Raises
        ------
        ProblemError
            ``wrong_shape``, ``not_whole`` or ``index_out_of_range`` for a plan that was made by hand.
        """
        keys = np.unique(_keys(plan.supply, plan.demand))
        columns = (to_indices(keys & _LOW, "supply", None), to_indices(keys >> _SHIFT, "demand", None))
        return cls(freeze(columns[0]), freeze(columns[1]))

    def gain(self, problem: Problem, supply: Nodes, demand: Nodes) -> Units:
        """Let a kept pair save a change and an added one be one."""
        del problem
        asked, keys = _keys(supply, demand), _keys(self.supply, self.demand)
        if not keys.size:
            return np.full(asked.shape, -1, np.int64)
        at = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
        return np.where(keys[at] == asked, 1, -1)

    def gain_all(self, problem: Problem) -> Array:
        """Let all pairs be changes but those of the old plan."""
        places = find_places(problem.store, self.supply, self.demand)
        counted = np.full(problem.store.arrays()["fit"].shape, -1, np.int64)
        counted.ravel()[places[places >= 0]] = 1
        return counted

    def constant(self, problem: Problem) -> int:
        """Count the pairs of the old plan that could stay, each by itself."""
        return -int(self.possible(problem).sum())

    def possible(self, problem: Problem) -> NDArray[np.bool_]:
        """Tell which pairs of the old plan could stay, each by itself."""
        found = problem.store.find(self.supply, self.demand)
        gives, takes = problem.supply.hi[self.supply] > 0, problem.demand.hi[self.demand] > 0
        possible: NDArray[np.bool_] = found.listed & (found.forbidden == 0) & gives & takes
        return possible

    def require_valid(self, problem: Problem) -> None:
        """Require pairs that the problem knows."""
        require_range(self.supply, f"{self.name}.supply", len(problem.supply))
        require_range(self.demand, f"{self.name}.demand", len(problem.demand))

    def arrays(self) -> dict[str, Array]:
        """Return the old pairs."""
        return {"supply": self.supply, "demand": self.demand}


_SHIFT = 31
_LOW = 2**31 - 1


def _keys(supply: Nodes, demand: Nodes) -> Units:
    keys: Units = (demand.astype(np.int64) << _SHIFT) + supply
    return keys


def _scale(values: ArrayLike, scale: int, field: str) -> Units:
    array = np.asarray(values)
    if array.size and (array.dtype.kind not in "biuf" or not np.isfinite(array).all()):
        raise ProblemError("not_a_number", field=field, index=0, value=str(array.flat[0]))
    scaled = np.rint(array * scale) if array.dtype.kind == "f" else array.astype(np.int64) * scale
    if scaled.size and float(np.abs(scaled).max()) > LARGEST_FIT:
        raise ProblemError("fit_too_large", field=field, largest=str(np.abs(scaled).max()), limit=LARGEST_FIT)
    return freeze(scaled.astype(np.int64))
