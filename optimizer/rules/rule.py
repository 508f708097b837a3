"""What a rule is: rows, each a limit on a weighted count of pairs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, Self

import numpy as np

from optimizer.errors import ProblemError
from optimizer.intake import freeze

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    from optimizer.store import Store

    Array = NDArray[Any]
    Rows = NDArray[np.int64]
    Nodes = NDArray[np.int32]

OUTSIDE: Final = -1
NO_LIMIT: Final = 2**60  # no count and no sum of weights reaches it
LARGEST_WEIGHT: Final = 2**53

Owner = Literal["demand", "supply"]


@dataclass(frozen=True, eq=False, slots=True)
class Layer:
    """The row of each of some pairs, -1 where a pair is in none, and what the pair counts there (None: 1 each)."""

    row: Rows
    weight: Rows | None = None


@dataclass(frozen=True, eq=False)
class Rule(ABC):
    """A family of rows ``lo <= sum of weight * x <= hi``; each layer puts every pair into one row at most.

    Attributes
    ----------
    name
        What the rule is called in violations and explanations; unique within a problem.
    """

    name: str

    kind: ClassVar[str]
    counts_units: ClassVar[bool] = True  # every pair in a row counts 1, so that a missing unit has a price

    @abstractmethod
    def row_count(self) -> int:
        """Count the rows, those without any pair included."""

    @property
    def owner(self) -> Owner | None:
        """Whose rows they are: the minimums of a node that can take or give nothing do not hold."""
        return None

    @abstractmethod
    def layers(self, store: Store, supply: Nodes, demand: Nodes) -> Sequence[Layer]:
        """Find the rows of pairs.

        Parameters
        ----------
        store
            The pairs of the problem.
        supply, demand
            Indices of the pairs asked for, of one shape.

        Returns
        -------
        Sequence of Layer
            Arrays of that shape.
        """

    @abstractmethod
    def limits(self, rows: Rows) -> tuple[Rows, Rows]:
        """Return the least and the most of these rows."""

    @abstractmethod
    def bind(self, store: Store, supply_count: int, demand_count: int) -> Self:
        """Return the rule as it holds in a problem, limits spread over its rows; all other methods want that one.

        Parameters
        ----------
        store
            The pairs of the problem.
        supply_count, demand_count
            Nodes on either side.

        Returns
        -------
        Rule
            Of the same class.

        Raises
        ------
        ProblemError
            ``wrong_shape``, ``lo_above_hi``, ``index_out_of_range``, ``duplicate_group`` or ``duplicate_pair``: it does
            not fit the problem.
        """

    @abstractmethod
    def arrays(self) -> dict[str, Array]:
        """Return the content as named arrays."""

    def required_rows(self) -> Rows:
        """List the rows whose minimum is above 0, ascending."""
        return np.flatnonzero(self.limits(np.arange(self.row_count()))[0] > 0)

    def owner_of(self, rows: Rows) -> Rows:
        """Find the node that owns each row; asked only where ``owner`` is set."""
        return rows

    def largest_weight(self, store: Store) -> int:
        """Return the largest absolute weight of a pair."""
        del store
        return 1

    def head(self) -> dict[str, Any]:
        """Return what is no array, for files and digests."""
        return {"kind": self.kind, "name": self.name}

    def describe(self, row: int) -> Mapping[str, int | str]:
        """Return what a row stands for: the node that owns it, and the group."""
        return {"row": row} if self.owner is None else {self.owner: int(self.owner_of(np.array([row]))[0])}


class OneLimitEach(Rule):
    """A rule whose bound limits are vectors, one entry per row."""

    lo: Rows
    hi: Rows

    def row_count(self) -> int:
        """Count the rows."""
        return len(self.lo)

    def limits(self, rows: Rows) -> tuple[Rows, Rows]:
        """Return the least and the most of these rows."""
        return self.lo[rows], self.hi[rows]


def to_limits(values: ArrayLike, field: str) -> Rows:
    """Turn limits into frozen int64 of whatever shape they have."""
    array = np.asarray(values)
    if array.size and array.dtype.kind not in "biu":
        raise ProblemError("not_whole", field=field, index=0, value=str(array.flat[0]))
    wide = array.astype(np.int64)
    if wide.size and (int(wide.min()) < -NO_LIMIT or int(wide.max()) > NO_LIMIT):
        raise ProblemError("limit_too_large", field=field, limit=NO_LIMIT)
    return freeze(wide)


def to_labels(values: ArrayLike, field: str) -> NDArray[np.int32]:
    """Turn group labels into frozen int32; -1 stands for none."""
    array = np.asarray(values)
    if array.size and array.dtype.kind not in "iu":
        raise ProblemError("not_whole", field=field, index=0, value=str(array.flat[0]))
    if array.size and int(array.min()) < OUTSIDE:
        raise ProblemError("negative_units", field=field, index=int(np.argmin(array)), value=int(array.min()))
    return freeze(array.astype(np.int32))


def name_group(groups: Sequence[str], group: int) -> int | str:
    """Return what a group is called, its number where it has no name."""
    return groups[group] if 0 <= group < len(groups) else group


def to_weights(values: ArrayLike, field: str) -> Rows:
    """Turn whole weights into frozen int64."""
    array = np.asarray(values)
    if array.size and array.dtype.kind not in "biu":
        raise ProblemError("not_whole", field=field, index=0, value=str(array.flat[0]))
    if array.size and max(abs(int(array.min())), abs(int(array.max()))) > LARGEST_WEIGHT:
        raise ProblemError("weight_too_large", field=field, limit=LARGEST_WEIGHT)
    return freeze(array.astype(np.int64))


def spread(limit: Rows, shape: tuple[int, ...], field: str) -> Rows:
    """Repeat a limit over all rows without copying it."""
    try:
        return np.broadcast_to(limit, shape)
    except ValueError as error:
        raise ProblemError("wrong_shape", field=field, shape=limit.shape, expected=str(shape)) from error


def require_shape(array: Array, field: str, *shapes: tuple[int, ...]) -> None:
    """Raise ProblemError unless the array has one of these shapes."""
    if array.shape not in shapes:
        raise ProblemError("wrong_shape", field=field, shape=array.shape, expected=" or ".join(map(str, shapes)))


def require_order(lo: Rows, hi: Rows, name: str) -> None:
    """Raise ProblemError where a minimum exceeds its maximum."""
    if lo.size and int(lo.max()) <= int(hi.min()):
        return
    wrong = np.argwhere(lo > hi)
    if wrong.size:
        at = tuple(wrong[0].tolist())
        raise ProblemError("lo_above_hi", field=name, index=at, lo=int(lo[at]), hi=int(hi[at]))
