"""Rules that add up weights: budgets, floors of fit, and any sets of pairs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

import numpy as np

from optimizer.errors import ProblemError
from optimizer.intake import freeze, largest_of, require_length, require_range, to_indices
from optimizer.rules.rule import (
    NO_LIMIT,
    OUTSIDE,
    Layer,
    OneLimitEach,
    Owner,
    Rule,
    require_order,
    require_shape,
    spread,
    to_limits,
    to_weights,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from optimizer.store import Store

    Array = NDArray[Any]
    Rows = NDArray[np.int64]
    Nodes = NDArray[np.int32]

Whose = Literal["demand", "supply", "all"]


@dataclass(frozen=True, eq=False)
class Budget(OneLimitEach):
    """A ceiling on money: what the pairs of each demand, of each supply, or all together may cost.

    Attributes
    ----------
    cost : int64, shape (n_supply,), or (n_demand, n_supply)
        Price of each supply, or of each pair, in whole units (fen, yuan, minutes).
    lo, hi : int64, shape () or (n_owners,)
        Least and most to be spent.
    per
        Whose pairs are added up: those of each demand, of each supply, or all.
    scale
        Whole units per unit of money as people write it.
    """

    cost: Rows
    lo: Rows
    hi: Rows
    per: Whose = "demand"
    scale: int = 1

    kind: ClassVar[str] = "budget"
    counts_units: ClassVar[bool] = False

    @classmethod
    def of(
        cls, name: str, cost: ArrayLike, *, hi: ArrayLike, lo: ArrayLike = -NO_LIMIT, per: Whose = "demand"
    ) -> Budget:
        """Make the rule from costs and limits as anybody writes them.

        Parameters
        ----------
        name
            What the rule is called in violations and explanations.
        cost, hi, lo, per
            As the attributes; whole numbers of any kind.

        Returns
        -------
        Budget
            Not yet bound to a problem.

        Raises
        ------
        ProblemError
            ``limit_too_large``, ``weight_too_large`` or ``not_whole``.
        """
        limits = to_limits(lo, f"{name}.lo"), to_limits(hi, f"{name}.hi")
        return cls(name, to_weights(cost, f"{name}.cost"), *limits, per)

    @property
    def owner(self) -> Owner | None:
        """Whose rows they are."""
        return None if self.per == "all" else self.per

    def bind(self, store: Store, supply_count: int, demand_count: int) -> Self:
        """Spread the limits over the owners."""
        del store
        require_shape(self.cost, f"{self.name}.cost", (supply_count,), (demand_count, supply_count))
        count = {"demand": demand_count, "supply": supply_count, "all": 1}[self.per]
        lo, hi = (spread(limit, (count,), f"{self.name}.limits") for limit in (self.lo, self.hi))
        require_order(lo, hi, self.name)
        return replace(self, lo=lo, hi=hi)

    def layers(self, store: Store, supply: Nodes, demand: Nodes) -> Sequence[Layer]:
        """Find the owner and the cost of each pair."""
        del store
        shape = np.broadcast_shapes(supply.shape, demand.shape)
        owner = {"demand": demand, "supply": supply, "all": np.zeros((), np.int32)}[self.per]
        cost = self.cost[supply] if self.cost.ndim == 1 else self.cost[demand, supply]
        return [Layer(np.broadcast_to(owner, shape).astype(np.int64), np.broadcast_to(cost, shape))]

    def largest_weight(self, store: Store) -> int:
        """Return the largest cost."""
        del store
        return largest_of(self.cost)

    def arrays(self) -> dict[str, Array]:
        """Return costs and limits."""
        return {"cost": self.cost, "lo": self.lo, "hi": self.hi}

    def head(self) -> dict[str, Any]:
        """Return name and owner."""
        return {**super().head(), "per": self.per, "scale": self.scale}


@dataclass(frozen=True, eq=False)
class FitFloor(Rule):
    """The least total fit of each demand: nobody is served worse than this.

    Attributes
    ----------
    lo : int64, shape () or (n_demand,)
        In integer units of fit; ``-NO_LIMIT`` where there is no floor.
    """

    lo: Rows

    kind: ClassVar[str] = "fit_floor"
    counts_units: ClassVar[bool] = False

    @classmethod
    def of(cls, name: str, lo: ArrayLike) -> FitFloor:
        """Make the rule from floors as anybody writes them.

        Raises
        ------
        ProblemError
            ``limit_too_large`` or ``not_whole``.
        """
        return cls(name, to_limits(lo, f"{name}.lo"))

    @property
    def owner(self) -> Owner | None:
        """Whose rows they are."""
        return "demand"

    def bind(self, store: Store, supply_count: int, demand_count: int) -> Self:
        """Spread the floors over the demands."""
        del store, supply_count
        return replace(self, lo=spread(self.lo, (demand_count,), f"{self.name}.lo"))

    def row_count(self) -> int:
        """Count the rows: one per demand."""
        return len(self.lo)

    def layers(self, store: Store, supply: Nodes, demand: Nodes) -> Sequence[Layer]:
        """Find the demand and the fit of each pair."""
        shape = np.broadcast_shapes(supply.shape, demand.shape)
        sources, targets = np.broadcast_to(supply, shape), np.broadcast_to(demand, shape)
        fit = store.find(sources.ravel(), targets.ravel()).fit.reshape(shape)
        return [Layer(targets.astype(np.int64), fit)]

    def limits(self, rows: Rows) -> tuple[Rows, Rows]:
        """Return the least and the most of these rows."""
        return self.lo[rows], np.full(len(rows), NO_LIMIT)

    def largest_weight(self, store: Store) -> int:
        """Return the largest fit."""
        return store.largest_fit()

    def arrays(self) -> dict[str, Array]:
        """Return the floors."""
        return {"lo": self.lo}


@dataclass(frozen=True, eq=False)
class PairLimit(OneLimitEach):
    """A limit on any sets of pairs, each pair in one set at most.

    Attributes
    ----------
    supply, demand : int32, shape (n,)
        The pairs, sorted by demand, then supply.
    row, weight : int64, shape (n,)
        The set of each pair, and what it counts there.
    lo, hi : int64, shape (n_rows,)
        Least and most of each set.
    """

    supply: NDArray[np.int32]
    demand: NDArray[np.int32]
    row: Rows
    weight: Rows
    lo: Rows
    hi: Rows

    kind: ClassVar[str] = "pair_limit"
    counts_units: ClassVar[bool] = False

    @classmethod
    def of(  # noqa: PLR0913 - the parts of the rule, all by keyword
        cls,
        name: str,
        *,
        supply: ArrayLike,
        demand: ArrayLike,
        row: ArrayLike,
        weight: ArrayLike = 1,
        lo: ArrayLike = -NO_LIMIT,
        hi: ArrayLike = NO_LIMIT,
    ) -> PairLimit:
        """Make the rule from pairs in any order.

        Parameters
        ----------
        name
            What the rule is called in violations and explanations.
        supply, demand
            Indices of the pairs, shape (n,), no pair twice.
        row, weight, lo, hi
            As the attributes; one weight may stand for all.

        Returns
        -------
        PairLimit
            Not yet bound to a problem.

        Raises
        ------
        ProblemError
            ``wrong_shape``, ``not_whole``, ``index_out_of_range``, ``weight_too_large`` or ``limit_too_large``.
        """
        sides = to_indices(supply, f"{name}.supply", None), to_indices(demand, f"{name}.demand", None)
        order = np.lexsort(sides)
        rows = to_weights(row, f"{name}.row")
        weights = np.broadcast_to(to_weights(weight, f"{name}.weight"), rows.shape)
        limits = to_limits(lo, f"{name}.lo"), to_limits(hi, f"{name}.hi")
        columns = [freeze(column[order]) for column in (*sides, rows, weights)]
        return cls(name, columns[0], columns[1], columns[2], columns[3], *limits)

    def bind(self, store: Store, supply_count: int, demand_count: int) -> Self:
        """Spread the limits over the sets."""
        del store
        for column, field in ((self.demand, "demand"), (self.row, "row"), (self.weight, "weight")):
            require_length(column, f"{self.name}.{field}", len(self.supply))
        require_range(self.supply, f"{self.name}.supply", supply_count)
        require_range(self.demand, f"{self.name}.demand", demand_count)
        keys = self._keys(self.supply, self.demand)
        wrong = np.flatnonzero(keys[1:] <= keys[:-1]) + 1
        if wrong.size:
            at = int(wrong[0])
            raise ProblemError("duplicate_pair", supply=int(self.supply[at]), demand=int(self.demand[at]))
        sets = int(self.row.max(initial=OUTSIDE)) + 1
        sets = max([sets, *(limit.shape[0] for limit in (self.lo, self.hi) if limit.ndim)])
        require_range(self.row, f"{self.name}.row", sets)
        lo, hi = (spread(limit, (sets,), f"{self.name}.limits") for limit in (self.lo, self.hi))
        require_order(lo, hi, self.name)
        return replace(self, lo=lo, hi=hi)

    def layers(self, store: Store, supply: Nodes, demand: Nodes) -> Sequence[Layer]:
        """Look the pairs up by binary search."""
        del store
        asked = self._keys(supply, demand)
        if not len(self.row):
            return [Layer(np.full(asked.shape, OUTSIDE, np.int64))]
        keys = self._keys(self.supply, self.demand)
        at = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
        return [Layer(np.where(keys[at] == asked, self.row[at], OUTSIDE), self.weight[at])]

    def largest_weight(self, store: Store) -> int:
        """Return the largest weight."""
        del store
        return largest_of(self.weight)

    def arrays(self) -> dict[str, Array]:
        """Return pairs, sets and limits."""
        names = ("supply", "demand", "row", "weight", "lo", "hi")
        return {name: getattr(self, name) for name in names}

    @staticmethod
    def _keys(supply: Array, demand: Array) -> Rows:
        keys: Rows = (demand.astype(np.int64) << 31) + supply
        return keys
