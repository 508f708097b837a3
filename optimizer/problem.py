"""The problem: supplies, demands and the pairs between them, frozen, integer, validated once.

Supply ``i`` has a capacity ``[lo_i, hi_i]``, demand ``j`` requires ``[lo_j, hi_j]`` units, and a pair ``(i, j)`` gives
one unit with an integer fit. Fits given as floats are scaled to integers once, here, so that everything after this
module is exact.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.errors import ProblemError
from optimizer.intake import freeze, largest_of, scale_fit, to_forbidden, to_locks, to_units
from optimizer.rules.side import Side
from optimizer.store import Matrix, Pairs, Store
from optimizer.vectors import Vectors, quantize, to_barred, to_offsets

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from optimizer.rules.rule import Rule

DEFAULT_SCALE: Final = 1_000_000
DEFAULT_REASONS: Final = ("conflict",)
# Engines multiply unit costs by the count of nodes and add up over pairs; both must stay inside 64 bits.
LARGEST_SUM: Final = 2**59


@dataclass(frozen=True, eq=False, slots=True)
class Supply:
    """What each supply gives.

    Attributes
    ----------
    lo, hi
        Units it must give at least and can give at most; int64, shape (n,).
    cost
        What each further unit costs, None where nothing: int64, shape (n, k) or, the same for all, (1, k), never
        falling along a row, with k at least the largest ``hi``. Even loads come from costs that rise.
    """

    lo: NDArray[np.int64]
    hi: NDArray[np.int64]
    cost: NDArray[np.int64] | None = None

    def cost_of(self, units: NDArray[np.int64]) -> NDArray[np.int64]:
        """Add up what so many units of each supply cost; shape (n,)."""
        if self.cost is None or not self.cost.shape[1]:
            return np.zeros(len(units), np.int64)
        steps = np.concatenate((np.zeros((len(self.cost), 1), np.int64), np.cumsum(self.cost, axis=1)), axis=1)
        rows = np.arange(len(units)) if len(self.cost) > 1 else np.zeros(len(units), np.int64)
        total: NDArray[np.int64] = steps[rows, np.minimum(units, self.cost.shape[1])]
        return total

    def __len__(self) -> int:
        return len(self.hi)


@dataclass(frozen=True, eq=False, slots=True)
class Demand:
    """How many units each demand requires at least (``lo``) and takes at most (``hi``); int64, shape (n,)."""

    lo: NDArray[np.int64]
    hi: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.hi)


@dataclass(frozen=True, eq=False)
class Problem:
    """A capacitated assignment problem; build it with :meth:`from_pairs` or :meth:`from_matrix`.

    Attributes
    ----------
    supply, demand
        Bounds per node.
    store
        The pairs: :class:`Pairs` (a list), :class:`Matrix` (all of them) or :class:`Vectors` (all, as products).
    reasons
        Why a pair can be forbidden; code ``k`` of the store means ``reasons[k - 1]``, 0 means allowed.
    scale
        Integer units per unit of fit as it was given.
    shortage_price
        None: every minimum must be met. Otherwise each missing unit, of a demand or of a supply's minimum, costs this
        much, in integer units.
    rules
        What a plan must keep besides, see :mod:`optimizer.rules`. Their minimums count as minimums where the problem is
        elastic, as far as they count pairs.
    """

    supply: Supply
    demand: Demand
    store: Store
    reasons: tuple[str, ...] = DEFAULT_REASONS
    scale: int = DEFAULT_SCALE
    shortage_price: int | None = None
    rules: tuple[Rule, ...] = ()

    def __post_init__(self) -> None:
        _require_bounds(self.supply.lo, self.supply.hi, "supply")
        _require_bounds(self.demand.lo, self.demand.hi, "demand")
        _require_cost(self.supply)
        self.store.require_valid(len(self.supply), len(self.demand), len(self.reasons))
        self._require_exact_sums()
        if self.rules:
            self.side.require_valid(min(int(self.supply.hi.sum()), int(self.demand.hi.sum())))

    @classmethod
    def from_pairs(  # noqa: PLR0913 - the parts of a problem, all by keyword
        cls,
        *,
        supply_hi: ArrayLike,
        demand_lo: ArrayLike,
        pair_supply: ArrayLike,
        pair_demand: ArrayLike,
        fit: ArrayLike,
        demand_hi: ArrayLike | None = None,
        supply_lo: ArrayLike | None = None,
        forbidden: ArrayLike | None = None,
        locked: ArrayLike | None = None,
        reasons: Sequence[str] = DEFAULT_REASONS,
        scale: int = DEFAULT_SCALE,
        shortage_price: float | None = None,
        supply_cost: ArrayLike | None = None,
        rules: Sequence[Rule] = (),
    ) -> Problem:
        """Build a problem from a list of pairs; what is not listed cannot be assigned.

        Parameters
        ----------
        supply_hi, supply_lo
            Capacity and minimum load per supply, shape (n_supply,); the minimum defaults to 0.
        demand_lo, demand_hi
            Units required and units taken at most per demand, shape (n_demand,); the latter defaults to the former.
        pair_supply, pair_demand
            Indices of each pair, shape (n_pairs,), in any order, no pair twice.
        fit
            Fit of each pair. Floats are multiplied by ``scale`` and rounded once; integers are taken as they are.
        forbidden
            0 or False where the pair is allowed, else a reason code ``k`` for ``reasons[k - 1]``.
        locked
            True where the pair must be chosen.
        reasons
            Why pairs can be forbidden: words of the caller, at most 255.
        scale
            Integer units per 1 of fit, where fits are floats.
        shortage_price
            Makes the problem elastic: the price of a missing unit, in the unit of ``fit`` as given.
        supply_cost
            What the first, second, third unit of a supply costs, shape (n_supply, k) or (1, k), in the unit of ``fit``
            as given; never falling.
        rules
            Side rules; their names differ.

        Returns
        -------
        Problem
            Immutable, in integers.

        Raises
        ------
        ProblemError
            ``wrong_shape``, ``not_a_number``, ``not_whole``, ``negative_units``, ``too_many_units``, ``lo_above_hi``,
            ``fit_too_large``, ``bad_scale``, ``bad_shortage_price``, ``index_out_of_range``, ``duplicate_pair``,
            ``unknown_reason`` or ``locked_pair_forbidden``, each with parameters that say where.
        """
        supply, demand = _to_bounds(supply_lo, supply_hi, demand_lo, demand_hi)
        scaled, used_scale = scale_fit(fit, scale)
        supply = replace(supply, cost=_scale_cost(supply_cost, used_scale))
        store = Pairs.from_arrays(
            supply=pair_supply,
            demand=pair_demand,
            fit=scaled,
            forbidden=forbidden,
            locked=locked,
            shape=(len(supply), len(demand)),
        )
        price = _scale_price(shortage_price, used_scale)
        return cls(supply, demand, store, tuple(reasons), used_scale, price, tuple(rules))

    @classmethod
    def from_matrix(  # noqa: PLR0913 - the parts of a problem, all by keyword
        cls,
        *,
        fit: ArrayLike,
        supply_hi: ArrayLike,
        demand_lo: ArrayLike,
        demand_hi: ArrayLike | None = None,
        supply_lo: ArrayLike | None = None,
        forbidden: ArrayLike | None = None,
        locked: ArrayLike | None = None,
        reasons: Sequence[str] = DEFAULT_REASONS,
        scale: int = DEFAULT_SCALE,
        shortage_price: float | None = None,
        supply_cost: ArrayLike | None = None,
        rules: Sequence[Rule] = (),
    ) -> Problem:
        """Build a problem in which every pair has a fit.

        Parameters
        ----------
        fit
            Shape (n_demand, n_supply): demands in rows, supplies in columns. Scaled as in :meth:`from_pairs`.
        forbidden
            Same shape: bool, or uint8 reason codes.
        locked
            Pairs that must be chosen, shape (n, 2), each ``(supply, demand)``.
        supply_hi, supply_lo, demand_lo, demand_hi, reasons, scale, shortage_price, supply_cost, rules
            As in :meth:`from_pairs`.

        Returns
        -------
        Problem
            Immutable, in integers.

        Raises
        ------
        ProblemError
            ``wrong_shape``, ``not_a_number``, ``not_whole``, ``negative_units``, ``too_many_units``, ``lo_above_hi``,
            ``fit_too_large``, ``bad_scale``, ``bad_shortage_price``, ``index_out_of_range``, ``duplicate_pair``,
            ``unknown_reason`` or ``locked_pair_forbidden``, each with parameters that say where.
        """
        supply, demand = _to_bounds(supply_lo, supply_hi, demand_lo, demand_hi)
        scaled, used_scale = scale_fit(fit, scale)
        supply = replace(supply, cost=_scale_cost(supply_cost, used_scale))
        lock_supply, lock_demand = to_locks(locked)
        store = Matrix(scaled, to_forbidden(forbidden, scaled.shape), lock_supply, lock_demand)
        price = _scale_price(shortage_price, used_scale)
        return cls(supply, demand, store, tuple(reasons), used_scale, price, tuple(rules))

    @classmethod
    def from_vectors(  # noqa: PLR0913 - the parts of a problem, all by keyword
        cls,
        *,
        demand_vectors: ArrayLike,
        supply_vectors: ArrayLike,
        supply_hi: ArrayLike,
        demand_lo: ArrayLike,
        demand_hi: ArrayLike | None = None,
        supply_lo: ArrayLike | None = None,
        demand_offset: ArrayLike | None = None,
        supply_offset: ArrayLike | None = None,
        forbidden: ArrayLike | None = None,
        locked: ArrayLike | None = None,
        reasons: Sequence[str] = DEFAULT_REASONS,
        shortage_price: float | None = None,
        supply_cost: ArrayLike | None = None,
        rules: Sequence[Rule] = (),
    ) -> Problem:
        """Build a problem in which the fit of every pair is the product of two vectors; the matrix never exists.

        Parameters
        ----------
        demand_vectors, supply_vectors
            Shape (n_demand, n_dimensions) and (n_supply, n_dimensions). Floats are cut to whole numbers once, finely
            enough for 2^22 to 2^24 steps up to the product of the longest vectors; integers are taken as they are.
        demand_offset, supply_offset
            What every fit of a node gets on top, in the unit of the products.
        forbidden
            Pairs that cannot be assigned, shape (n, 2), each ``(supply, demand)``, or (n, 3) with a reason code.
        locked, supply_hi, supply_lo, demand_lo, demand_hi, reasons, shortage_price, supply_cost, rules
            As in :meth:`from_matrix`.

        Returns
        -------
        Problem
            Immutable, in integers. Doors that would need the whole matrix refuse it with ``store_unsupported``.

        Raises
        ------
        ProblemError
            As :meth:`from_matrix`: ``wrong_shape``, ``not_a_number``, ``not_whole``, ``negative_units``,
            ``too_many_units``, ``fit_too_large``, ``bad_shortage_price``, ``index_out_of_range`` and so on.
        """
        supply, demand = _to_bounds(supply_lo, supply_hi, demand_lo, demand_hi)
        asked, given, scale = quantize(demand_vectors, supply_vectors)
        supply = replace(supply, cost=_scale_cost(supply_cost, scale))
        asked_more = to_offsets(demand_offset, len(demand), scale, "demand_offset")
        given_more = to_offsets(supply_offset, len(supply), scale, "supply_offset")
        store = Vectors(asked, given, asked_more, given_more, *to_barred(forbidden), *to_locks(locked))
        return cls(supply, demand, store, tuple(reasons), scale, _scale_price(shortage_price, scale), tuple(rules))

    @property
    def is_elastic(self) -> bool:
        """Whether minimums may be missed at a price."""
        return self.shortage_price is not None

    def refuse_rules(self, door: str, *, may_cost: bool = False) -> None:
        """Raise ProblemError where there are rules, or costs of loads, that this door would leave out of account."""
        if self.rules or (self.supply.cost is not None and not may_cost):
            raise ProblemError("rules_unsupported", door=door)

    @cached_property
    def side(self) -> Side:
        """All rows of the rules."""
        counts = len(self.supply), len(self.demand)
        bound = tuple(rule.bind(self.store, *counts) for rule in self.rules)
        return Side(bound, self.store, {"supply": self.supply.hi > 0, "demand": self.demand.hi > 0})

    def digest(self) -> str:
        """Return the SHA-256 of the content: equal problems have equal digests on every machine."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        digest = hashlib.sha256(f"greenbridge problem 1 {self.scale} {self.shortage_price} {self.reasons!r}".encode())
        arrays = [self.supply.lo, self.supply.hi, self.demand.lo, self.demand.hi, *self.store.arrays().values()]
        arrays += [] if self.supply.cost is None else [self.supply.cost]
        for rule in self.rules:
            digest.update(repr(sorted(rule.head().items())).encode())
            arrays += rule.arrays().values()
        for array in arrays:
            digest.update(f"{array.dtype.str} {array.shape}".encode())
            digest.update(np.ascontiguousarray(array).data)
        return digest.hexdigest()

    def _require_exact_sums(self) -> None:
        largest = max(self.store.largest_fit(), self.shortage_price or 0)
        largest += 0 if self.supply.cost is None else largest_of(self.supply.cost)
        node_count = len(self.supply) + len(self.demand) + 3
        units = min(int(self.supply.hi.sum()), int(self.demand.hi.sum())) + int(self.demand.lo.sum())
        units += int(self.supply.lo.sum())
        limit = LARGEST_SUM // max(2 * node_count, units, 1)
        if largest > limit:
            raise ProblemError("fit_too_large", largest=largest, limit=limit)


def _to_bounds(
    supply_lo: ArrayLike | None, supply_hi: ArrayLike, demand_lo: ArrayLike, demand_hi: ArrayLike | None
) -> tuple[Supply, Demand]:
    hi = to_units(supply_hi, "supply_hi")
    lo = np.zeros_like(hi) if supply_lo is None else to_units(supply_lo, "supply_lo")
    required = to_units(demand_lo, "demand_lo")
    taken = required if demand_hi is None else to_units(demand_hi, "demand_hi")
    return Supply(freeze(lo), freeze(hi)), Demand(freeze(required), freeze(taken))


def _require_bounds(lo: NDArray[np.int64], hi: NDArray[np.int64], field: str) -> None:
    if lo.dtype != np.int64 or hi.dtype != np.int64:
        raise ProblemError("not_whole", field=field, index=0, value=str(lo.dtype))
    if lo.shape != hi.shape:
        raise ProblemError("wrong_shape", field=f"{field}_lo", shape=lo.shape, expected=str(hi.shape))
    wrong = np.flatnonzero(lo > hi)
    if wrong.size:
        at = int(wrong[0])
        raise ProblemError("lo_above_hi", field=field, index=at, lo=int(lo[at]), hi=int(hi[at]))


def _require_cost(supply: Supply) -> None:
    cost = supply.cost
    if cost is None:
        return
    if cost.dtype != np.int64 or cost.ndim != 2 or len(cost) not in {1, len(supply)}:  # noqa: PLR2004 - supply x unit
        raise ProblemError("wrong_shape", field="supply_cost", shape=cost.shape, expected=f"({len(supply)}, k)")
    if cost.shape[1] < int(supply.hi.max(initial=0)):
        raise ProblemError("wrong_shape", field="supply_cost", shape=cost.shape, expected="k at least the largest hi")
    wrong = np.argwhere(cost[:, 1:] < cost[:, :-1])
    if wrong.size:
        raise ProblemError("cost_falls", field="supply_cost", index=int(wrong[0][0]), unit=int(wrong[0][1]) + 2)


def _scale_cost(cost: ArrayLike | None, scale: int) -> NDArray[np.int64] | None:
    if cost is None:
        return None
    array = np.asarray(cost)
    if array.dtype.kind not in "biuf" or not np.isfinite(array).all():
        raise ProblemError("not_a_number", field="supply_cost", index=0, value=str(array.flat[0]) if array.size else "")
    scaled = np.rint(array * scale)
    if array.size and np.abs(scaled).max() > LARGEST_SUM:
        raise ProblemError("fit_too_large", field="supply_cost", largest=str(np.abs(array).max()), limit=LARGEST_SUM)
    return freeze(scaled.astype(np.int64))


def _scale_price(price: float | None, scale: int) -> int | None:
    if price is None:
        return None
    if not np.isfinite(price) or price < 0:
        raise ProblemError("bad_shortage_price", value=str(price))
    return round(price * scale)
