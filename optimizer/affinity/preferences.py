import numpy as np
from numpy.typing import NDArray

from optimizer.affinity.components import Component
from optimizer.affinity.pairs import number_pairs, require_listed, require_preferences
from optimizer.affinity.product import Rows, Values
from optimizer.affinity.table import ListedPairs


class Preferences(Component):
    """Bids: a number in [0, 1] for some pairs, not known for all others."""

    def __init__(self, shape: tuple[int, int], listed: ListedPairs) -> None:
        super().__init__(np.zeros(shape[0], dtype=bool), np.zeros(shape[1], dtype=bool))
        self._supply_count = shape[1]
        demand, supply = require_listed(shape, listed)
        order = np.argsort(number_pairs(demand, supply, shape[1]))
        preference = require_preferences(listed, len(demand))[order]
        given = ~np.isnan(preference)
        self._pair = number_pairs(demand, supply, shape[1])[order][given]
        self._value = preference[given].astype(np.float32)

    @property
    def is_ever_known(self) -> bool:
        return len(self._pair) > 0

    def block(self, demands: slice) -> Values:
        inside, values = self._find_inside(demands)
        return self._spread(demands, inside, values)

    def known_block(self, demands: slice) -> NDArray[np.bool_]:
        inside, values = self._find_inside(demands)
        return self._spread(demands, inside, np.ones_like(values)).astype(bool)

    def pairs(self, demand: Rows, supply: Rows) -> Values:
        place, known = self._find_pairs(demand, supply)
        return np.where(known, np.append(self._value, 0)[place], 0).astype(np.float32)

    def known_pairs(self, demand: Rows, supply: Rows) -> NDArray[np.bool_]:
        return self._find_pairs(demand, supply)[1]

    def _find_inside(self, demands: slice) -> tuple[NDArray[np.int64], Values]:
        first, last = np.searchsorted(
            self._pair, [demands.start * self._supply_count, demands.stop * self._supply_count]
        )
        return self._pair[first:last] - demands.start * self._supply_count, self._value[first:last]

    def _spread(self, demands: slice, inside: NDArray[np.int64], values: Values) -> Values:
        block = np.zeros((demands.stop - demands.start) * self._supply_count, dtype=np.float32)
        block[inside] = values
        return block.reshape(-1, self._supply_count)

    def _find_pairs(self, demand: Rows, supply: Rows) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        wanted = number_pairs(demand, supply, self._supply_count)
        place = np.searchsorted(self._pair, wanted)
        return place, np.append(self._pair, -1)[place] == wanted
