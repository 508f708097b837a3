"""What the value of a pool's plan is made of: fits, less a price for whatever lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from services.matching.solved import Solved

SHOWN: Final = 50
"""Missed minimums that a page lists."""

Params = Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class MissedMinimum:
    """An "at least" of a rule that a plan misses: whom it is about by the problem's indices, what it asks, what it has.

    Only an elastic run misses any: it may leave out whatever minimums cannot be met, at the same price as places.
    """

    params: Params
    wanted: int
    given: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Amounts as people see fits; `price` is what each place and each unit of a rule that lacks takes off.

    `open_count` are places of needs, `missed_count` the units that all missed minimums lack together.
    """

    total_fit: float
    open_count: int
    missed_count: int
    price: float
    missed_minimum_count: int
    missed: Sequence[MissedMinimum]


def tally(solved: Solved) -> Tally | None:
    """Count what the solver's plan gives and lacks; None where there is no plan."""
    problem, assignment = solved.problem, solved.result.assignment
    if assignment is None:
        return None
    shortage, side = assignment.shortage, problem.side
    rows = shortage.rows[np.argsort(-shortage.row_units, kind="stable")[:SHOWN]]
    lacking = dict(zip(shortage.rows.tolist(), shortage.row_units.tolist(), strict=True))
    wanted = side.limits(rows)[0].tolist() if rows.size else []
    return Tally(
        total_fit=assignment.fit_total / problem.scale,
        open_count=int(shortage.demand_units.sum()),
        missed_count=int(shortage.row_units.sum()),
        price=(problem.shortage_price or 0) / problem.scale,
        missed_minimum_count=len(shortage.rows),
        missed=[
            MissedMinimum(side.describe(row), least, least - lacking[row])
            for row, least in zip(rows.tolist(), wanted, strict=True)
        ],
    )
