"""What counts as a candidate. Pure functions over values and arrays."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def is_candidate(fit: NDArray[np.floating[Any]], least_fit: float) -> NDArray[np.bool_]:
    """Which pairs are worth recommending: a pair about which nothing speaks for it is none, whatever the limit."""
    candidate: NDArray[np.bool_] = (fit >= least_fit) & (fit > 0)
    return candidate
