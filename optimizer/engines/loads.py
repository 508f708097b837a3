"""What the next unit of each supply costs: as arcs of a flow, and as what a multiplier must at least be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Units = NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Loads:
    """Costs of the units of each supply, ``start`` of which locks have used up; ``cost`` is that of the problem."""

    cost: Units
    start: Units

    def of_next(self, units: Units) -> Units:
        """What the next unit costs after so many of each supply; past all that were told, as much as the last."""
        count, told = self.cost.shape
        if not told:
            return np.zeros(len(units), np.int64)
        rows = np.arange(len(units)) if count > 1 else np.zeros(len(units), np.int64)
        after: Units = self.cost[rows, np.clip(units + self.start, 0, told - 1)]
        return after

    def list_steps(self, fewest: Units, most: Units) -> tuple[NDArray[np.int32], Units, Units]:
        """Cut the units from ``fewest`` up to ``most`` of each supply into runs of equal cost.

        Returns supply, count of units and cost of one for each run, ascending by supply, then cost.
        """
        counts = np.maximum(0, most - fewest)
        supply = np.repeat(np.arange(len(counts)), counts)
        unit = np.arange(len(supply)) - np.repeat(np.cumsum(counts) - counts, counts) + fewest[supply]
        cost = self.cost[supply if len(self.cost) > 1 else 0, unit + self.start[supply]]
        begins = np.flatnonzero(np.append(True, (np.diff(supply) != 0) | (np.diff(cost) != 0))[: len(supply)])
        return supply[begins].astype(np.int32), np.diff(np.append(begins, len(supply))), cost[begins]
