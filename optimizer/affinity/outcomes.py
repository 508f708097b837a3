"""What was decided about similar pairs: labels carried over to pairs of similar demands and similar supplies.

Kernel ridge regression on pairs (Basilico and Hofmann 2004): two pairs are as alike as their demands are, times as
their supplies are, which is the same as learning a bilinear similarity of the two texts, held near nothing by the
ridge. It learns only what the other components left unexplained.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.linalg.lapack import dpotrf, dpotri
from scipy.sparse import csr_array

from optimizer.affinity.components import Component
from optimizer.affinity.errors import AffinityError
from optimizer.affinity.pairs import require_listed, require_whole
from optimizer.affinity.product import Rows, Values
from optimizer.affinity.side import Side
from optimizer.affinity.table import ListedPairs
from optimizer.affinity.vectors import Vectors, vectorize

Numbers = NDArray[np.float64]

RIDGE: Final = 1.0
LEARNED_PAIR_LIMIT: Final = 5_000
LARGEST_LEVEL: Final = 9
LIKENESS_STEPS: Final = 2.0**12
SURPLUS_STEPS: Final = 2.0**24
GATHERED_VALUE_COUNT: Final = 8_000_000
NEUTRAL: Final = 0.5


@dataclass(frozen=True, eq=False)
class Outcomes:
    """Pairs that people judged, or that were accepted or declined; demands of the past are rows of their side too.

    Parameters
    ----------
    pair_demand, pair_supply
        Row numbers, of shape (n_pairs,); each pair once.
    level
        1 for irrelevant or declined; 2 and above for relevant or accepted, the more the better; 9 at most.
    """

    pair_demand: ArrayLike
    pair_supply: ArrayLike
    level: ArrayLike


class JudgedPairs:
    """Checked outcomes as arrays: int32 of shape (n_pairs,), sorted by (demand, supply)."""

    def __init__(self, shape: tuple[int, int], outcomes: Outcomes) -> None:
        demand, supply = require_listed(shape, ListedPairs(outcomes.pair_demand, outcomes.pair_supply))
        level = require_whole("level", outcomes.level)
        if len(level) != len(demand):
            raise AffinityError("wrong_length", column="level", found=len(level), expected=len(demand))
        bad = np.flatnonzero((level < 1) | (level > LARGEST_LEVEL))
        if bad.size:
            row = int(bad[0])
            raise AffinityError("out_of_range", column="level", row=row, found=int(level[row]), low=1, high=9)
        order = np.lexsort((supply, demand))
        self.demand, self.supply, self.level = demand[order], supply[order], level[order].astype(np.int32)

    def __len__(self) -> int:
        return len(self.demand)

    def take(self, rows: NDArray[np.intp]) -> "JudgedPairs":
        """Return some of the pairs."""
        taken: JudgedPairs = object.__new__(JudgedPairs)
        taken.demand, taken.supply, taken.level = self.demand[rows], self.supply[rows], self.level[rows]
        return taken

    def thin(self) -> "JudgedPairs":
        """Return as many pairs as can be learned from, spread evenly over the demands."""
        kept = np.linspace(0, len(self) - 1, min(len(self), LEARNED_PAIR_LIMIT)).round().astype(np.intp)
        return self.take(kept)


def compare_pairs(vectors: Vectors, judged: JudgedPairs) -> Numbers:
    """Return how alike the pairs are, in [0, 1], of shape (n_pairs, n_pairs)."""
    demand, supply = vectors.demand[judged.demand], vectors.supply[judged.supply]
    alike: Numbers = (demand @ demand.T).toarray() * (supply @ supply.T).toarray()
    return alike


def find_unexplained(level: Rows, expected: Numbers) -> Numbers:
    """Return the part of the levels, scaled to [0, 1], that no line over the expected fit explains."""
    share = (level - 1) / max(int(level.max(initial=1)) - 1, 1)
    line = np.column_stack([np.ones(len(share)), expected])
    unexplained: Numbers = share - line @ np.linalg.lstsq(line, share, rcond=None)[0]
    return unexplained


def weigh_pairs(alike: Numbers, unexplained: Numbers) -> Numbers:
    """Solve the regression: how much each pair counts for pairs like it."""
    return np.asarray(cho_solve(cho_factor(alike + RIDGE * np.eye(len(alike)), lower=True), unexplained))


def invert(alike: Numbers) -> Numbers:
    """Invert the matrix of the regression, once for all that `leave_out` asks."""
    triangle, _ = dpotri(dpotrf(alike + RIDGE * np.eye(len(alike)), lower=True, clean=True)[0], lower=True)
    inverse: Numbers = triangle + np.tril(triangle, -1).T
    return inverse


def leave_out(inverse: Numbers, seen: NDArray[np.intp], unexplained: Numbers, demand: Rows) -> tuple[Numbers, Numbers]:
    """Solve the regression on the seen pairs alone, and predict each of them from the pairs of other seen demands.

    Both exactly as if every time a matrix of those pairs had been solved, but by taking rows out of the inverse.

    Parameters
    ----------
    inverse
        What `invert` made of all pairs.
    seen
        Rows of the pairs to learn from, ascending.
    unexplained, demand
        Of the seen pairs, of shape (n_seen,).

    Returns
    -------
    tuple
        How much each seen pair counts, and its prediction; both of shape (n_seen,).
    """
    unseen = np.setdiff1d(np.arange(len(inverse)), seen)
    across = inverse[np.ix_(unseen, seen)]
    gone = np.linalg.solve(inverse[np.ix_(unseen, unseen)], across)
    weight = inverse[np.ix_(seen, seen)] @ unexplained - across.T @ (gone @ unexplained)
    predicted = np.empty_like(unexplained)
    for rows in split_by_demand(demand):
        block = inverse[np.ix_(seen[rows], seen[rows])] - across[:, rows].T @ gone[:, rows]
        predicted[rows] = unexplained[rows] - np.linalg.solve(block, weight[rows])
    return weight, predicted


def split_by_demand(demand: Rows) -> Sequence[NDArray[np.intp]]:
    """List the rows of each demand."""
    order = np.argsort(demand, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(demand[order])) + 1)


def read_surplus(surplus: Numbers) -> Numbers:
    """Read a prediction as a component: one half where nothing like the pair was judged."""
    return np.clip(NEUTRAL + surplus, 0.0, 1.0)


class PastOutcomes(Component):
    """What was decided about similar pairs, beyond what the other components expected.

    Parameters
    ----------
    demands, supplies
        Both sides; only texts make rows alike.
    judged
        The labels.
    expected
        Fit of the judged pairs by the other components, of shape (n_pairs,).
    """

    def __init__(self, demands: Side, supplies: Side, judged: JudgedPairs, expected: Numbers) -> None:
        vectors = vectorize(demands, supplies, compares_demands=True)
        super().__init__(vectors.demand_known, vectors.supply_known)
        weight = weigh_pairs(compare_pairs(vectors, judged), find_unexplained(judged.level, expected))
        precedent, place = np.unique(judged.demand, return_inverse=True)
        spread = csr_array((weight, (place, np.arange(len(judged)))), shape=(len(precedent), len(judged)))
        surplus = (spread @ vectors.supply[judged.supply]) @ vectors.supply.T
        # Both factors lie on a grid, so that float64 adds the products without rounding, in whatever order.
        self._surplus = np.round(surplus.toarray() * SURPLUS_STEPS) / SURPLUS_STEPS
        self._demand, self._precedent = vectors.demand, csr_array(vectors.demand[precedent].T)

    def block(self, demands: slice) -> Values:
        known = self.known_block(demands)
        return np.where(known, self._read(self._likeness(self._demand[demands]) @ self._surplus), np.float32(0))

    def pairs(self, demand: Rows, supply: Rows) -> Values:
        asked, place = np.unique(demand, return_inverse=True)
        likeness, surplus = self._likeness(self._demand[asked]), self._surplus.T
        values = np.zeros(len(demand), dtype=np.float32)
        step = max(GATHERED_VALUE_COUNT // max(len(self._surplus), 1), 1)
        for start in range(0, len(demand), step):
            at = slice(start, start + step)
            values[at] = self._read((likeness[place[at]] * surplus[supply[at]]).sum(axis=1))
        return np.where(self.known_pairs(demand, supply), values, np.float32(0))

    def _likeness(self, demands: csr_array) -> Numbers:
        likeness: Numbers = np.floor((demands @ self._precedent).toarray() * LIKENESS_STEPS) / LIKENESS_STEPS
        return likeness

    @staticmethod
    def _read(surplus: Numbers) -> Values:
        return read_surplus(surplus).astype(np.float32)
