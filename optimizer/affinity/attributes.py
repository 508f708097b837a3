"""Components of plain attributes: sets of names, paths, indicators, maturity and money."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from optimizer.affinity.components import ComparedNumbers, SharedFeatures, read_share
from optimizer.affinity.ngrams import normalize
from optimizer.affinity.product import Values

PATH_SEPARATOR: Final = "/"
SMALLEST_PRICE: Final = np.float32(1e-9)
MATURITY_STEPS: Final = np.float32(8)


def share_of_paths(demands: Sequence[Collection[str]], supplies: Sequence[Collection[str]]) -> SharedFeatures:
    """Return the share of the demand's names that the supply has too, every step of a path being a name.

    ``A/B`` against ``A/C`` is a half, against ``A/B/D`` a whole: a supply that is more special still lies in what was
    asked for.
    """
    demand_features, supply_features = _index([map(_list_steps, demands), map(_list_steps, supplies)])
    return SharedFeatures(demand_features, supply_features, read_share)


def any_shared(demands: Sequence[Collection[str]], supplies: Sequence[Collection[str]]) -> SharedFeatures:
    """Return 1 where the two sides have a name in common, 0 where they have none: one agreed way is enough."""
    demand_features, supply_features = _index([map(_list_names, demands), map(_list_names, supplies)])
    return SharedFeatures(demand_features, supply_features, _read_any)


def maturity_gap(demand: NDArray[np.float64], supply: NDArray[np.float64]) -> ComparedNumbers:
    """Return 1 where the supply is as mature as needed, less by an eighth for each level of TRL that is missing."""
    return ComparedNumbers(demand, supply, _reach)


def budget_against_price(demand: NDArray[np.float64], supply: NDArray[np.float64]) -> ComparedNumbers:
    """Return 1 where the budget pays the price, else the share of the price that it pays."""
    return ComparedNumbers(demand, supply, _pay)


def _reach(needed: Values, reached: Values) -> Values:
    gap: Values = np.maximum(needed - reached, 0)
    return 1 - gap / MATURITY_STEPS


def _pay(budget: Values, price: Values) -> Values:
    # A price of nothing is paid by any budget: both become the smallest price there is.
    paid: Values = np.minimum(budget, price).clip(SMALLEST_PRICE) / price.clip(SMALLEST_PRICE)
    return paid


def _read_any(shared: Values, _whole: Values) -> Values:
    return (shared > 0).astype(np.float32)


def _list_names(values: Iterable[str]) -> set[str]:
    return {normalize(value).strip() for value in values} - {""}


def _list_steps(values: Iterable[str]) -> set[str]:
    paths = [name.split(PATH_SEPARATOR) for name in _list_names(values)]
    return {PATH_SEPARATOR.join(path[:depth]) for path in paths for depth in range(1, len(path) + 1)}


def _index(sides: Sequence[Iterable[set[str]]]) -> list[csr_array]:
    number_of_name: dict[str, int] = {}
    indexed = [
        [[number_of_name.setdefault(name, len(number_of_name)) for name in sorted(row)] for row in side]
        for side in sides
    ]
    return [_as_matrix(rows, len(number_of_name)) for rows in indexed]


def _as_matrix(rows: list[list[int]], column_count: int) -> csr_array:
    indptr = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int32)
    indices = np.fromiter((column for row in rows for column in row), dtype=np.int32, count=int(indptr[-1]))
    matrix = csr_array((np.ones(len(indices), np.float32), indices, indptr), shape=(len(rows), column_count))
    matrix.sort_indices()
    return matrix
