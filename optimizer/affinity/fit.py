from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optimizer.affinity.attributes import any_shared, budget_against_price, maturity_gap, share_of_paths
from optimizer.affinity.candidates import choose_pairs
from optimizer.affinity.components import Component
from optimizer.affinity.errors import AffinityError
from optimizer.affinity.indicators import indicators_covered
from optimizer.affinity.meaning import ComparedMeanings
from optimizer.affinity.outcomes import JudgedPairs, Outcomes, PastOutcomes
from optimizer.affinity.pairs import number_pairs, require_listed, require_rows
from optimizer.affinity.preferences import Preferences
from optimizer.affinity.product import Values
from optimizer.affinity.side import Side
from optimizer.affinity.table import PAIR_LIMIT, FitTable, ListedPairs, Top
from optimizer.affinity.text import ComparedTexts
from optimizer.affinity.weights import Weights

OnProgress = Callable[[int, int], None]

NO_PAIRS: Final = ListedPairs((), ())
NO_OUTCOMES: Final = Outcomes((), (), ())
DEFAULT_TOP: Final = Top()

_COMPARE: Final[dict[str, Callable[[Side, Side], Component]]] = {
    "text": ComparedTexts,
    "field": lambda d, s: share_of_paths(d.list_sets("fields"), s.list_sets("fields")),
    "chain_node": lambda d, s: share_of_paths(d.list_sets("chain_nodes"), s.list_sets("chain_nodes")),
    "maturity": lambda d, s: maturity_gap(d.numbers("maturities"), s.numbers("maturities")),
    "indicator": lambda d, s: indicators_covered(d.list_sets("indicators"), s),
    "region": lambda d, s: share_of_paths(d.list_sets("regions"), s.list_sets("regions")),
    "budget": lambda d, s: budget_against_price(d.numbers("amounts"), s.numbers("amounts")),
    "transfer_mode": lambda d, s: any_shared(d.list_sets("transfer_modes"), s.list_sets("transfer_modes")),
    "meaning": ComparedMeanings,
}


def ignore(_done_count: int, _total_count: int) -> None:
    """Take a report of progress and do nothing with it."""


class Affinity:
    """Two sides made ready for comparison: texts counted and weighted once, then asked as often as wanted.

    Parameters
    ----------
    demands, supplies
        The two sides; a demand asks (entry, need), a supply serves (judge, package).
    weights
        How much each component counts; a component of weight zero is not computed.
    listed
        Pairs that `fit` always includes, with their bids.
    outcomes
        Judged pairs, for the component of that name.

    Raises
    ------
    AffinityError
        A listed or judged pair outside both sides or repeated, a bid outside [0, 1], a level outside 1 to 9, vectors of
        different lengths on the two sides.
    """

    def __init__(
        self,
        demands: Side,
        supplies: Side,
        weights: Weights,
        *,
        listed: ListedPairs = NO_PAIRS,
        outcomes: Outcomes = NO_OUTCOMES,
    ) -> None:
        self._shape = (demands.count, supplies.count)
        self._weights_version = weights.version
        self._weights = {name: np.float32(weight) for name, weight in weights.as_dict().items() if weight > 0}
        self._listed = number_pairs(*require_listed(self._shape, listed), supplies.count)
        self._components: dict[str, Component] = {
            name: Preferences(self._shape, listed) if name == "preference" else _COMPARE[name](demands, supplies)
            for name in self._weights
            if name != "outcome"
        }
        judged = JudgedPairs(self._shape, outcomes).thin()
        if "outcome" in self._weights:
            expected = self.fit_pairs(judged.demand, judged.supply).fit.astype(np.float64)
            self._components["outcome"] = PastOutcomes(demands, supplies, judged, expected)

    def fit(self, *, top: Top = DEFAULT_TOP, on_progress: OnProgress = ignore) -> FitTable:
        """Find the candidates: the exact best of every demand and of every supply, and the listed pairs.

        Parameters
        ----------
        top
            How many candidates everyone keeps.
        on_progress
            Told (demands done, demands in all) after each block; what it raises stops the work.

        Returns
        -------
        FitTable
            Sorted by (demand, supply).

        Raises
        ------
        AffinityError
            More than 20 million candidates asked for.
        """
        self._require_bounded(top)
        demand_count, supply_count = self._shape
        if not demand_count or not supply_count:
            return self.fit_pairs((), ())
        chosen = choose_pairs(self._shape, self._fit_block, top, lambda done: on_progress(done, demand_count))
        demand, supply = np.divmod(np.union1d(chosen, self._listed), supply_count)
        return self.fit_pairs(demand, supply)

    def fit_pairs(self, pair_demand: ArrayLike, pair_supply: ArrayLike) -> FitTable:
        """Compute given pairs, candidates or not, with the same result to the last bit as in `fit`.

        Parameters
        ----------
        pair_demand, pair_supply
            Row numbers, of shape (n_pairs,).

        Returns
        -------
        FitTable
            In the order given.

        Raises
        ------
        AffinityError
            ``wrong_length`` for columns of unequal length, ``not_whole``, or ``pair_outside`` for a row number outside
            its side.
        """
        demand, supply = require_rows(self._shape, pair_demand, pair_supply)
        values = {name: component.pairs(demand, supply) for name, component in self._components.items()}
        known = {name: component.known_pairs(demand, supply) for name, component in self._components.items()}
        fit = self._weigh((len(demand),), values, known)
        shown = {name: np.where(known[name], values[name], np.float32(np.nan)) for name in values}
        return FitTable(demand, supply, fit, shown, self._weights_version)

    def _fit_block(self, demands: slice) -> Values:
        shape = (demands.stop - demands.start, self._shape[1])
        total, weight_known = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
        for name, component in self._components.items():
            if not component.is_ever_known:
                continue
            total += self._weights[name] * component.block(demands)
            weight_known += self._weights[name] * component.known_block(demands)
        return _divide(total, weight_known)

    def _weigh(self, shape: tuple[int, ...], values: dict[str, Values], known: dict[str, NDArray[np.bool_]]) -> Values:
        # The same operations in the same order as in _fit_block: the choice and the table must not differ by a bit.
        total, weight_known = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
        for name in self._components:
            total += self._weights[name] * values[name]
            weight_known += self._weights[name] * known[name]
        return _divide(total, weight_known)

    def _require_bounded(self, top: Top) -> None:
        demand_count, supply_count = self._shape
        pair_count = demand_count * min(top.per_demand, supply_count) + supply_count * min(top.per_supply, demand_count)
        if pair_count > PAIR_LIMIT:
            raise AffinityError("too_many_pairs", found=pair_count, limit=PAIR_LIMIT)


def fit(  # noqa: PLR0913 - the settings of a fit, by keyword
    demands: Side,
    supplies: Side,
    weights: Weights,
    *,
    top: Top = DEFAULT_TOP,
    listed: ListedPairs = NO_PAIRS,
    outcomes: Outcomes = NO_OUTCOMES,
    on_progress: OnProgress = ignore,
) -> FitTable:
    """Compare two sides and keep the candidates: the exact best of every demand and of every supply.

    All pairs are compared, in blocks of two million, so the memory grows with the texts and the candidates, not with
    the product of the sides.

    Parameters
    ----------
    demands, supplies
        The two sides; a demand asks (entry, need), a supply serves (judge, package).
    weights
        How much each component counts; a component of weight zero is not computed.
    top
        How many candidates everyone keeps.
    listed
        Pairs to include whatever their fit, with their bids.
    outcomes
        Judged pairs, for the component of that name.
    on_progress
        Told (demands done, demands in all) after each block; what it raises stops the work.

    Returns
    -------
    FitTable
        Sorted by (demand, supply), each pair once.

    Raises
    ------
    AffinityError
        A listed pair outside both sides or repeated, a bid outside [0, 1], more than 20 million candidates.
    """
    return Affinity(demands, supplies, weights, listed=listed, outcomes=outcomes).fit(top=top, on_progress=on_progress)


def fit_pairs(  # noqa: PLR0913 - the settings of a fit, by keyword
    demands: Side,
    supplies: Side,
    weights: Weights,
    pair_demand: ArrayLike,
    pair_supply: ArrayLike,
    *,
    listed: ListedPairs = NO_PAIRS,
    outcomes: Outcomes = NO_OUTCOMES,
) -> FitTable:
    """Compare given pairs of two sides, candidates or not.

    Parameters
    ----------
    demands, supplies
        The two sides, whole: how rare a word is depends on all rows.
    weights
        How much each component counts.
    pair_demand, pair_supply
        Row numbers, whole numbers of shape (n_pairs,).
    listed
        Bids, as they were given to `fit`.
    outcomes
        Judged pairs, as they were given to `fit`.

    Returns
    -------
    FitTable
        In the order given, with the same result to the last bit as in `fit`.

    Raises
    ------
    AffinityError
        Columns of unequal length, or a row number outside its side.
    """
    return Affinity(demands, supplies, weights, listed=listed, outcomes=outcomes).fit_pairs(pair_demand, pair_supply)


def _divide(total: Values, weight_known: Values) -> Values:
    return np.divide(total, weight_known, out=np.zeros_like(total), where=weight_known > 0)
