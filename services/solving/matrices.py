"""The fits of a whole problem in one byte a pair, for a picture: 0 is no candidate, 1 to 255 go up the scale."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from optimizer import Problem
from optimizer.store import Grid, Pairs

CELL_LIMIT: Final = 4_000_000
"""Pairs of one answer: beyond, a picture is asked for window by window."""

LEVELS: Final = 254


@dataclass(frozen=True, eq=False, slots=True)
class FitWindow:
    """Some rows (demands) by all columns (supplies) of a problem.

    `levels` is row by row; a cell is numbered from the window's first one. Level k >= 1 stands for a fit of
    lowest + (k - 1) / 254 of the way to highest. `forbidden` are cells, each with its place in the reasons.
    """

    first_row: int
    row_count: int
    column_count: int
    lowest: int
    highest: int
    levels: NDArray[np.uint8]
    forbidden: NDArray[np.uint32]
    forbidden_reason: NDArray[np.uint8]


def read_window(problem: Problem, first_row: int, row_count: int | None) -> FitWindow:
    """The window from a row on, as many rows as asked and as one answer holds."""
    rows, columns = len(problem.demand), len(problem.supply)
    first = min(max(first_row, 0), rows)
    most = max(1, CELL_LIMIT // max(columns, 1))
    count = min(rows - first, most if row_count is None else min(max(row_count, 0), most))
    store = problem.store
    if isinstance(store, Pairs):
        return _of_pairs(problem, store, slice(first, first + count))
    if isinstance(store, Grid):
        return _of_grid(problem, store, slice(first, first + count))
    raise TypeError(type(store).__name__)


def _of_grid(problem: Problem, store: Grid, rows: slice) -> FitWindow:
    fit, barred = store.fit_rows(rows), store.forbidden_rows(rows)
    lowest, highest = _range(fit)
    at = np.flatnonzero(barred)
    levels = _levels(fit, lowest, highest).ravel()
    reasons = barred.ravel()[at]
    return FitWindow(
        rows.start, rows.stop - rows.start, len(problem.supply), lowest, highest, levels, at.astype(np.uint32), reasons
    )


def _of_pairs(problem: Problem, store: Pairs, rows: slice) -> FitWindow:
    width = len(problem.supply)
    start, stop = int(store.demand_start[rows.start]), int(store.demand_start[rows.stop])
    fit, barred = store.fit[start:stop], store.forbidden[start:stop]
    cell = (store.demand[start:stop].astype(np.int64) - rows.start) * width + store.supply[start:stop]
    lowest, highest = _range(fit)
    levels = np.zeros((rows.stop - rows.start) * width, np.uint8)
    levels[cell] = _levels(fit, lowest, highest)
    at = np.flatnonzero(barred)
    return FitWindow(
        rows.start, rows.stop - rows.start, width, lowest, highest, levels, cell[at].astype(np.uint32), barred[at]
    )


def _range(fit: NDArray[Any]) -> tuple[int, int]:
    return (int(fit.min()), int(fit.max())) if fit.size else (0, 0)


def _levels(fit: NDArray[Any], lowest: int, highest: int) -> NDArray[np.uint8]:
    step = np.float32(LEVELS / max(1, highest - lowest))
    return ((fit - lowest).astype(np.float32) * step + np.float32(1.5)).astype(np.uint8)
