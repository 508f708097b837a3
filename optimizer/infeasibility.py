"""Why there is no plan: a minimum cut names who lacks what, and a cheapest flow finds the smallest way out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.clash_report import Barred, Requirement, explain_clash
from optimizer.engines.candidates import Bounds, Candidates, collect_candidates
from optimizer.engines.flow import choose_least_short
from optimizer.engines.mending import find_mends
from optimizer.lacking import LackingSide
from optimizer.progress import OnProgress, ShouldStop, ignore, never
from optimizer.pulse import Pulse
from optimizer.store import Grid, Pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.problem import Problem

    Units = NDArray[np.int64]
    Flags = NDArray[np.bool_]

MOST_STARTS: Final = 5
MOST_TRIED: Final = 200


@dataclass(frozen=True)
class Mend:
    """One way out of a shortage.

    Attributes
    ----------
    code
        ``raise_capacity`` (supply), ``raise_limit`` (demand), ``allow_pair`` (supply, demand, reason),
        ``lower_minimum`` (supply) or ``lower_requirement`` (demand); with rules also ``raise_rule_maximum`` and
        ``lower_rule_minimum`` (rule, and what its row stands for).
    params
        Indices, and ``units``: by how much.
    """

    code: str
    params: Mapping[str, int | str]


@dataclass(frozen=True)
class Infeasibility:
    """Why a problem has no plan: demands that together require more than their supplies can give, or the reverse.

    Attributes
    ----------
    code
        ``demands_lack_supplies``, ``supplies_lack_demands`` (minimum loads), ``locks_over_limit``, or, where there are
        rules, ``limits_clash``.
    demands, supplies
        Those that lack units, and those on the other side that could give them any. No lacking node can be left out.
    units_required, units_available
        What the lacking nodes require together, and the most they can get together; locks are taken off both. 0 for a
        clash.
    missing_units
        The fewest units that lack in the whole problem; of a clash the size of the mends, where a sum that gives way
        counts 1.
    mends
        A smallest set of changes, counted in units, after which the whole problem has a plan.
    requirements
        Of a clash: the limits that cannot hold together, none of which can be left out.
    is_smallest
        Whether no smaller set of mends would do; not known where a large problem with rules was searched only near
        the clash.
    """

    code: str
    demands: tuple[int, ...]
    supplies: tuple[int, ...]
    units_required: int
    units_available: int
    missing_units: int
    mends: tuple[Mend, ...]
    requirements: tuple[Requirement, ...] = ()
    is_smallest: bool = True


@dataclass(frozen=True, eq=False)
class _Helped:
    """Nodes where a further unit would help, and how many units lack in all."""

    demands: Flags
    supplies: Flags
    missing_units: int


def shortage(
    problem: Problem, *, on_progress: OnProgress = ignore, should_stop: ShouldStop = never
) -> Infeasibility | None:
    """Explain why there is no plan that meets every minimum, and how there could be; None when there is one.

    The explanation is a set of demands (or, for minimum loads, of supplies) that cannot be met together and from which
    nothing can be left out; sets of more than 200 nodes are reduced as far as single nodes allow. An elastic problem is
    explained as if its minimums had to be met.

    Parameters
    ----------
    problem
        What is to be explained.
    on_progress, should_stop
        As in :func:`solve`.

    Returns
    -------
    Infeasibility or None
        Who lacks whom, or which rules clash, and a smallest set of mends.

    Raises
    ------
    Interrupted
        When ``should_stop`` says so; it is asked as often, and ``on_progress`` called as often, as in ``solve``.
    """
    if problem.rules:
        return _explain_rules(problem, on_progress, should_stop)
    pulse = Pulse(on_progress, should_stop)
    candidates = collect_candidates(problem)
    overfull = _explain_locks(problem, candidates.bounds)
    if overfull is not None:
        return overfull
    chosen = choose_least_short(candidates, pulse)
    bounds = candidates.bounds
    demands = LackingSide(candidates.demand, candidates.supply, bounds.demand_lo, bounds.supply_hi)
    supplies = LackingSide(candidates.supply, candidates.demand, bounds.supply_lo, bounds.demand_hi)
    missing = int(demands.units_lacking(chosen).sum() + supplies.units_lacking(chosen).sum())
    if not missing:
        return None
    helped = _Helped(demands.closure(chosen), supplies.closure(chosen), missing)
    mends = _list_mends(problem, candidates, helped, pulse)
    if demands.units_lacking(chosen).any():
        lacking = _find_smallest(demands, chosen, pulse)
        names, partners = _indices(lacking), _indices(demands.partners(lacking))
        code, side = "demands_lack_supplies", demands
    else:
        lacking = _find_smallest(supplies, chosen, pulse)
        partners, names = _indices(lacking), _indices(supplies.partners(lacking))
        code, side = "supplies_lack_demands", supplies
    required = int(side.required[lacking].sum())
    return Infeasibility(code, names, partners, required, side.available(lacking), missing, mends)


def _explain_rules(problem: Problem, on_progress: OnProgress, should_stop: ShouldStop) -> Infeasibility | None:
    forbidden, reasons = _collect_forbidden(problem, collect_candidates(problem))
    forbidden = replace(forbidden, fit=np.zeros(len(forbidden.supply), np.int64))
    clash = explain_clash(problem, Barred(forbidden, reasons), on_progress, should_stop)
    if clash is None:
        return None
    mends = tuple(Mend(code, params) for code, params in clash.mends)
    sides = clash.demands, clash.supplies
    return Infeasibility("limits_clash", *sides, 0, 0, clash.size, mends, clash.requirements, clash.is_smallest)


def _find_smallest(side: LackingSide, chosen: Flags, pulse: Pulse) -> Flags:
    """Find a set that lacks units and from which, up to a size, no node can be left out."""
    starts = np.flatnonzero(side.units_lacking(chosen))[:MOST_STARTS]
    lacking = min((side.closure(chosen, start) for start in starts.tolist()), key=np.count_nonzero)
    lacking = _drop_surplus(side, lacking)
    side = side.only(lacking)
    for node in _indices(lacking)[:MOST_TRIED] if np.count_nonzero(lacking) <= MOST_TRIED else ():
        if lacking[node]:
            lacking = _try_without(side, lacking, node, pulse)
    return lacking


def _drop_surplus(side: LackingSide, lacking: Flags) -> Flags:
    """Leave out nodes for as long as the others surely still lack a unit."""
    lacking = lacking & (side.required > 0)
    while True:
        nodes = np.flatnonzero(lacking)
        spent = np.cumsum(side.required[nodes])
        dropped = nodes[spent < side.lacking(lacking)]
        if not dropped.size:
            return lacking
        lacking = lacking.copy()
        lacking[dropped] = False


def _try_without(side: LackingSide, lacking: Flags, node: int, pulse: Pulse) -> Flags:
    """Return a set without this node that still lacks units, or the set itself when there is none."""
    others = lacking.copy()
    others[node] = False
    fewer = side.only(others)
    chosen = choose_least_short(fewer.as_candidates(), pulse)
    starts = np.flatnonzero(fewer.units_lacking(chosen))
    return fewer.closure(chosen, int(starts[0])) & others if starts.size else lacking


def _list_mends(problem: Problem, candidates: Candidates, helped: _Helped, pulse: Pulse) -> tuple[Mend, ...]:
    """Price every change that could help; forbidden pairs can where they touch a node that lacks or makes lack."""
    forbidden, reasons = _collect_forbidden(problem, candidates)
    useful = helped.demands[forbidden.demand] | helped.supplies[forbidden.supply]
    forbidden = replace(forbidden, supply=forbidden.supply[useful], demand=forbidden.demand[useful])
    forbidden = replace(forbidden, fit=np.zeros(len(forbidden.supply), np.int64))
    mends = find_mends(candidates, forbidden, helped.missing_units, pulse)
    named = _name_units("raise_capacity", "supply", mends.raise_capacity)
    named += _name_units("raise_limit", "demand", mends.raise_limit)
    for at in mends.allow_pair.tolist():
        reason = problem.reasons[int(reasons[useful][at]) - 1]
        pair: dict[str, int | str] = {
            "supply": int(forbidden.supply[at]),
            "demand": int(forbidden.demand[at]),
            "reason": reason,
        }
        named.append(Mend("allow_pair", pair))
    named += _name_units("lower_minimum", "supply", mends.lower_minimum)
    return (*named, *_name_units("lower_requirement", "demand", mends.lower_requirement))


def _collect_forbidden(problem: Problem, candidates: Candidates) -> tuple[Candidates, NDArray[np.uint8]]:
    store = problem.store
    if isinstance(store, Pairs):
        at = np.flatnonzero(store.forbidden)
        supply, demand, reasons = store.supply[at], store.demand[at], store.forbidden[at]
    elif isinstance(store, Grid):
        supply, demand, reasons = store.list_forbidden()
    else:
        raise TypeError(f"unknown store {type(store).__name__}")
    return replace(candidates, supply=supply, demand=demand), reasons


def _explain_locks(problem: Problem, bounds: Bounds) -> Infeasibility | None:
    """Locks that exceed limits: raise those limits, or take locks back; nothing else can help."""
    if bounds.are_consistent():
        return None
    over_supply, over_demand = np.maximum(0, -bounds.supply_hi), np.maximum(0, -bounds.demand_hi)
    available = int(problem.supply.hi[over_supply > 0].sum() + problem.demand.hi[over_demand > 0].sum())
    missing = int(over_supply.sum() + over_demand.sum())
    mends = _name_units("raise_capacity", "supply", over_supply) + _name_units("raise_limit", "demand", over_demand)
    nodes, partners = _indices(over_demand > 0), _indices(over_supply > 0)
    return Infeasibility("locks_over_limit", nodes, partners, available + missing, available, missing, tuple(mends))


def _name_units(code: str, side: str, units: Units) -> list[Mend]:
    return [Mend(code, {side: node, "units": int(units[node])}) for node in _indices(units > 0)]


def _indices(flags: Flags) -> tuple[int, ...]:
    return tuple(np.flatnonzero(flags).tolist())
