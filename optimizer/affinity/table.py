from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optimizer.affinity.errors import AffinityError

PAIR_LIMIT: Final = 20_000_000


@dataclass(frozen=True, eq=False)
class FitTable:
    """Candidate pairs with their fit and what it is made of, sorted by (demand, supply), each pair once.

    Parameters
    ----------
    pair_demand, pair_supply
        Row numbers, int32 of shape (n_pairs,).
    fit
        Fit in [0, 1], float32 of shape (n_pairs,); 0 where nothing at all is known about the pair.
    components
        Component name -> float32 of shape (n_pairs,) in [0, 1], NaN where the component is missing. Holds the
        components with a positive weight.
    weights_version
        Name of the weights that made the fit.
    """

    pair_demand: NDArray[np.int32]
    pair_supply: NDArray[np.int32]
    fit: NDArray[np.float32]
    components: Mapping[str, NDArray[np.float32]]
    weights_version: str

    def __len__(self) -> int:
        return len(self.fit)


@dataclass(frozen=True, eq=False)
class ListedPairs:
    """Pairs that must be in the table whatever their fit: bids, locks, pairs of an earlier plan.

    Parameters
    ----------
    pair_demand, pair_supply
        Row numbers, of shape (n_pairs,); each pair once.
    preference
        The bid as a number in [0, 1], NaN for a pair that is only listed; left out, no pair has a bid.
    """

    pair_demand: ArrayLike
    pair_supply: ArrayLike
    preference: ArrayLike | None = None


@dataclass(frozen=True)
class Top:
    """How many candidates everyone keeps: the best by fit, exactly, ties to the lower row number.

    Parameters
    ----------
    per_demand, per_supply
        Every demand keeps at least its `per_demand` best supplies and every supply its `per_supply` best demands
        (or all there are). At least 1 and 0.
    """

    per_demand: int = 100
    per_supply: int = 10

    def __post_init__(self) -> None:
        if self.per_demand < 1 or self.per_supply < 0:
            raise AffinityError("bad_top", per_demand=self.per_demand, per_supply=self.per_supply)
