"""The flow on a dense matrix: solve on the best pairs, price all others with the multipliers, add what pays, repeat.

Column generation with the whole matrix priced in one pass of numpy per round. Rounds allow a shortage at a high
price, so that each has multipliers; they prove the plan best for the whole matrix as soon as no pair outside pays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.certificate import compute_bound, reduce_fit, row_blocks
from optimizer.check import check
from optimizer.engines import flow
from optimizer.engines.candidates import Bounds, Candidates, Choice, join_locks, reduce_bounds
from optimizer.engines.units import choose_units
from optimizer.intake import BLOCK_CELLS, LARGEST_FIT, largest_of
from optimizer.progress import Phase
from optimizer.solution import Assignment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.problem import Problem
    from optimizer.pulse import Pulse
    from optimizer.result import Certificate
    from optimizer.rules import Side
    from optimizer.store import Grid

    Cells = NDArray[np.int64]
    Given = NDArray[np.bool_ | np.int64]
    Chooser = Callable[[Candidates, Pulse], tuple[Given, Certificate]]

NAME: Final = "pricing"
SPREAD: Final = 64  # among equal fits, how many orders different supplies see them in
MOST_PAIRS_AT_ONCE: Final = 20_000_000  # more would need gigabytes as one flow


@dataclass(frozen=True, slots=True)
class Appetite:
    """How many pairs the rounds take, as measured on real instances and on hard ones.

    Attributes
    ----------
    first_per_unit, least_first
        Pairs per unit that a demand takes at most, and at least, in the first round; a supply takes two per unit.
    most_added
        Pairs that a further round adds per demand at most.
    ample
        Where supplies wished for cover the requirements less than this many times, all supplies pick demands too.
    patience
        Share of all pairs that the rounds may use together before the flow on all pairs takes over.
    """

    first_per_unit: int = 6
    least_first: int = 16
    most_added: int = 40
    ample: float = 1.5
    patience: float = 0.15


def choose_by_flow(candidates: Candidates, pulse: Pulse) -> tuple[Given, Certificate]:
    """Choose units of the candidates of one round where no rule says more, and recover the multipliers."""
    units = choose_units(candidates, pulse, Phase.SOLVE)
    if units is None:
        raise AssertionError("a flow with shortage arcs is feasible")
    return units, flow.find_certificate(candidates, units, pulse)


@dataclass(frozen=True, eq=False, slots=True)
class Field:
    """The grid to price and what holds in all rounds."""

    store: Grid
    appetite: Appetite
    bounds: Bounds
    shortage_price: int
    pair_capacity: int = 1
    choose: Chooser = choose_by_flow
    side: Side | None = None

    def pairs_for(self, units: int) -> int:
        """Count the pairs that it takes to give so many units."""
        return -(-units // self.pair_capacity)


@dataclass(frozen=True, eq=False, slots=True)
class Settled:
    """One round: the cells it chose from, the units each gives, and its multipliers."""

    cells: Cells
    candidates: Candidates
    units: NDArray[np.bool_ | np.int64]
    certificate: Certificate


MEASURED: Final = Appetite()
Report = Callable[[Settled], None]


def _keep_quiet(_settled: Settled) -> None:
    """Tell nobody: a round without fits says nothing about the problem."""


def run(problem: Problem, store: Grid, pulse: Pulse, appetite: Appetite = MEASURED) -> Choice:
    """Choose the pairs of greatest total fit; ``store`` holds the pairs of ``problem`` as a grid."""
    pulse.beat(Phase.PREPARE)
    field = Field(store, appetite, reduce_bounds(problem), price_shortage(problem))
    choice = choose_on(problem, field, pulse) if field.bounds.are_consistent() else None
    return flow.run(problem, pulse) if choice is None else choice


def choose_on(problem: Problem, field: Field, pulse: Pulse) -> Choice | None:
    """Choose the pairs of greatest total fit by pricing; None when the flow on all pairs must do it."""
    settled = settle(field, pick_first(field, pulse), pulse, partial(_report, problem, pulse))
    if settled is None:
        return None
    columns = join_locks(problem, settled.candidates, settled.units > 0)
    if problem.is_elastic or not Assignment.of(problem, *columns).shortage.units:
        return Choice(*columns, settled.certificate)
    return _refute(problem, field, settled.cells, pulse)


def settle(field: Field, cells: Cells, pulse: Pulse, report: Report = _keep_quiet) -> Settled | None:
    """Solve and price until no pair outside pays; None when the flow on all pairs would have cost less by then."""
    spent = 0
    while True:
        candidates = _collect(field, cells)
        pulse.beat(Phase.SOLVE)
        units, certificate = field.choose(candidates, pulse)
        settled = Settled(cells, candidates, units, certificate)
        added = _price_matrix(field, settled.certificate, cells[units > 0], pulse)
        if not added.size:
            return settled
        report(settled)
        spent += len(cells)
        pair_count = field.store.pair_count()
        if pair_count <= MOST_PAIRS_AT_ONCE and spent > field.appetite.patience * pair_count:
            return None
        cells = np.union1d(cells, added)


def _refute(problem: Problem, field: Field, cells: Cells, pulse: Pulse) -> Choice | None:
    """Prove that units lack in every plan: price once more with every pair at 0 and a missing unit at 1."""
    settled = settle(without_fit(field), cells, pulse)
    if settled is None:
        return None
    columns = join_locks(problem, settled.candidates, settled.units > 0)
    if not Assignment.of(problem, *columns).shortage.units:
        return None  # a unit lacked only because no price was high enough
    return Choice(None, None, settled.certificate)


def without_fit(field: Field) -> Field:
    """Let every pair and every load count 0 and every missing unit 1."""
    return replace(field, store=field.store.without_fit(), bounds=replace(field.bounds, loads=None), shortage_price=1)


def price_shortage(problem: Problem) -> int:
    """Price of a missing unit: the problem's own, or one that only an impossible requirement is worth."""
    if problem.shortage_price is not None:
        return problem.shortage_price
    dearest = 0 if problem.supply.cost is None else largest_of(problem.supply.cost)
    return 8 * (problem.store.largest_fit() + dearest + 1)


def pick_first(field: Field, pulse: Pulse) -> Cells:
    """Pick the best allowed supplies of every demand, and the best demands of supplies that would be left out."""
    picked = [np.zeros(0, np.int64), *(_pick_rows(field, rows, pulse) for rows in row_blocks(field.store))]
    cells = np.concatenate(picked)
    neglected = _find_neglected(field, cells)
    if neglected.size:
        cells = np.union1d(cells, _pick_columns(field, neglected, pulse))
    return _drop_locked(field.store, cells)


def _find_neglected(field: Field, cells: Cells) -> NDArray[np.int64]:
    """Supplies to pick for: those with a minimum; all, where the demands want the same few."""
    bounds = field.bounds
    wishes = np.bincount(cells % max(1, field.store.shape[1]), minlength=len(bounds.supply_hi))
    attainable = np.minimum(wishes * field.pair_capacity, bounds.supply_hi).sum()
    if attainable < field.appetite.ample * bounds.demand_lo.sum():
        return np.flatnonzero(bounds.supply_hi)
    return np.flatnonzero(bounds.supply_lo)


def _pick_rows(field: Field, rows: slice, pulse: Pulse) -> Cells:
    pulse.beat(Phase.PREPARE)
    fit, allowed = field.store.fit_rows(rows), field.store.forbidden_rows(rows) == 0
    wanted = field.appetite.first_per_unit * field.pairs_for(int(field.bounds.demand_hi[rows].max(initial=0)))
    count = min(fit.shape[1], max(field.appetite.least_first, wanted))
    best = _best(np.where(allowed, fit, np.iinfo(fit.dtype).min), count)
    kept: Cells = best[allowed.ravel()[best]]
    kept += rows.start * fit.shape[1]
    return kept


def _pick_columns(field: Field, columns: NDArray[np.int64], pulse: Pulse) -> Cells:
    wanted = 2 * field.pairs_for(int(field.bounds.supply_hi[columns].max()))
    count = min(field.store.shape[0], max(field.appetite.least_first, wanted))
    width = max(1, BLOCK_CELLS // max(1, field.store.shape[0]))
    blocks = [columns[start : start + width] for start in range(0, len(columns), width)]
    return np.concatenate([_pick_block(field.store, block, count, pulse) for block in blocks])


def _pick_block(store: Grid, columns: NDArray[np.int64], count: int, pulse: Pulse) -> Cells:
    pulse.beat(Phase.PREPARE)
    allowed = store.forbidden_columns(columns) == 0
    fit = np.where(allowed, store.fit_columns(columns).astype(np.int64), -LARGEST_FIT - 1).T
    # Among equals every supply picks others, or all would pick the same.
    fit = fit * SPREAD + (columns[:, None] * 3 + np.arange(fit.shape[1]) * 5) % SPREAD
    line, demand = np.divmod(_best(fit, count), fit.shape[1])
    cells: Cells = (demand * store.shape[1] + columns[line])[allowed[demand, line]]
    return cells


def _best(fit: NDArray[np.signedinteger], count: int) -> Cells:
    """Positions of the ``count`` largest values of each row, ascending; a few more where values are equal."""
    if count >= fit.shape[1]:
        return np.arange(fit.size)
    last = fit.shape[1] - count
    best: Cells = np.flatnonzero(fit >= np.partition(fit, last, axis=1)[:, last, None])
    if len(best) <= 2 * count * len(fit):
        return best
    columns = np.argpartition(fit, last, axis=1)[:, last:]
    cells: Cells = np.sort((np.arange(len(fit))[:, None] * fit.shape[1] + columns).ravel())
    return cells


def _drop_locked(store: Grid, cells: Cells) -> Cells:
    return cells[~np.isin(cells, store.lock_keys)] if store.lock_keys.size else cells


def _collect(field: Field, cells: Cells) -> Candidates:
    demand, supply = np.divmod(cells, max(1, field.store.shape[1]))
    fit = field.store.fit_cells(cells)
    sides = supply.astype(np.int32), demand.astype(np.int32)
    return Candidates(*sides, fit, field.bounds, field.shortage_price, field.pair_capacity)


def _price_matrix(field: Field, certificate: Certificate, chosen: Cells, pulse: Pulse) -> Cells:
    """Find allowed cells outside the candidates that would pay, at most some per demand."""
    added = [np.zeros(0, np.int64)]
    settled = np.concatenate((chosen, field.store.lock_keys))
    rows_priced = certificate.rows
    tariff = field.side.tariff(rows_priced) if field.side is not None and rows_priced.row.size else None
    for rows in row_blocks(field.store):
        pulse.beat(Phase.PRICE)
        reduced = reduce_fit(field.store.fit_rows(rows), certificate, rows, tariff)
        at = np.flatnonzero(reduced > 0)
        at = at[field.store.forbidden_rows(rows).ravel()[at] == 0]
        cells = at + rows.start * field.store.shape[1]
        outside = ~np.isin(cells, settled)
        added.append(_keep_best(field, cells[outside], reduced.ravel()[at[outside]]))
    return np.concatenate(added)


def _keep_best(field: Field, cells: Cells, gain: NDArray[np.signedinteger]) -> Cells:
    """Keep the cells with the largest gains of each demand."""
    demand = cells // field.store.shape[1]
    order = np.lexsort((cells, -gain, demand))
    first = np.searchsorted(demand, demand)  # cells ascend, so demands do
    kept: Cells = cells[order[np.arange(len(cells)) - first < field.appetite.most_added]]
    return kept


def _report(problem: Problem, pulse: Pulse, settled: Settled) -> None:
    """Keep what this round found, for the watcher and for a solve that is stopped."""
    assignment = Assignment.of(problem, *join_locks(problem, settled.candidates, settled.units > 0))
    if not check(problem, assignment, limit=1):
        pulse.improve(assignment)
    bound = compute_bound(problem, settled.certificate, beat=partial(pulse.beat, Phase.PRICE))
    pulse.tighten(bound, settled.certificate)
