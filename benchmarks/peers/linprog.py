"""The linear program of the same flow by scipy's HiGHS: its corners are whole, so its optimum is the plan's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from peers import bare_flow
from scipy.optimize import linprog
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from numpy.typing import NDArray

read = bare_flow.read


def run(instance: dict[str, NDArray[np.generic]]) -> dict[str, object]:
    """Build the rows and solve."""
    supply, demand, fit, capacity, needed = bare_flow.to_columns(instance)
    columns, ones = np.arange(len(fit)), np.ones(len(fit))
    loads = csr_array((ones, (supply, columns)), shape=(len(capacity), len(fit)))
    places = csr_array((ones, (demand, columns)), shape=(len(needed), len(fit)))
    found = linprog(-fit, A_ub=loads, b_ub=capacity, A_eq=places, b_eq=needed, bounds=(0, 1), method="highs")
    assert found.status == 0, found.message
    return {"value": int(fit[found.x > 0.5].sum()), "gap": None, "proof": "none", "engine": "HiGHS (scipy)"}
