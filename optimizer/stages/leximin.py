"""The worst served first: as many demands as can be proven get exactly what they could have if they were alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from optimizer.check import verify_answer
from optimizer.events import with_columns
from optimizer.intake import freeze
from optimizer.objectives.fairness import Leximin, own_best
from optimizer.problem import Demand
from optimizer.result import Proof, Stage, Status
from optimizer.rules import NO_LIMIT, FitFloor
from optimizer.solution import Assignment
from optimizer.stages.rung import Rung, revalue
from optimizer.store import Matrix, Pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.objectives.fairness import OwnBest
    from optimizer.problem import Problem
    from optimizer.stages.face import Face
    from optimizer.stages.rung import Means
    from optimizer.store import Store

    Units = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class LeximinRung(Rung):
    """Gives the demands of least ``b`` their own best, all others at least as much, for as many as it can."""

    aim: Leximin

    @property
    def name(self) -> str:
        """Name the aim."""
        return self.aim.name

    def climb(self, face: Face, means: Means) -> tuple[Stage, Assignment | None]:
        """Search how many demands, from the worst, can have what no plan exceeds."""
        answer = means.ask(face.among)
        plan = revalue(face.own, answer.assignment)
        if plan is None:
            result = answer if answer.status is Status.INFEASIBLE else None
            return Stage(self.name, answer.status, None, None, answer.proof if result else Proof.NONE, result), None
        plan = _search(face, means, plan)
        value, bound = self.aim.measure(face.among, plan), int((face.among.demand.hi > 0).sum())
        status = Status.PROVEN if value == bound else Status.STOPPED
        return Stage(self.name, status, value, bound, Proof.VERIFIED, None), plan

    def recheck(self, face: Face, stage: Stage, plan: Assignment | None) -> tuple[list[str], Proof]:
        """Compare the sorted profile of the plan with what no plan exceeds."""
        if stage.value is None:
            if stage.result is None:
                is_honest = stage.status in {Status.STOPPED, Status.CANCELED, Status.FAILED}
                return ([] if is_honest else ["wrong_stages"]), Proof.NONE
            verification = verify_answer(face.among, stage.result)
            return list(verification.faults), verification.proof
        bound = int((face.among.demand.hi > 0).sum())
        if plan is None or self.aim.measure(face.among, plan) < stage.value:
            return ["wrong_value"], Proof.NONE
        if stage.bound != bound or (stage.status is Status.PROVEN) != (stage.value == bound):
            return ["wrong_bound"], Proof.NONE
        return ([] if stage.proof is Proof.VERIFIED else ["wrong_stages"]), Proof.VERIFIED

    def keep(self, face: Face, stage: Stage) -> Face | None:
        """Keep the plans that are leximin in the proven places, whether or not these are all."""
        if stage.value is None or stage.status not in {Status.PROVEN, Status.STOPPED}:
            return None
        return serve_worst(face, own_best(face.among), stage.value)


def serve_worst(face: Face, best: OwnBest, count: int, *, with_floor: bool = True) -> Face:
    """Give so many demands, those of least own best, exactly that, and all others no less than the last of them."""
    if not count:
        return face
    takes = np.flatnonzero(face.among.demand.hi > 0)
    ranked = takes[np.argsort(best.total[takes], kind="stable")]
    worst, rest = ranked[:count], ranked[count:]
    among = _give_own_best(face.among, best, np.sort(worst))
    if with_floor and rest.size:
        lo = np.full(len(among.demand), -NO_LIMIT)
        lo[rest] = best.total[worst[-1]]
        among = replace(among, rules=(*among.rules, FitFloor.of(f"floor {len(among.rules)}", lo)))
    return replace(face, among=among)


def _search(face: Face, means: Means, plan: Assignment) -> Assignment:
    """Bisect, first without floors, which only flows need answer, then with them; keep the plan proven furthest."""
    aim, best = Leximin(), own_best(face.among)
    proven, failing = aim.measure(face.among, plan), int((face.among.demand.hi > 0).sum()) + 1
    low = proven
    while failing - low > 1:
        count = min(failing - 1, (low + failing) // 2)
        found = means.ask(serve_worst(face, best, count, with_floor=False).among).assignment
        if found is None:
            failing = count
        else:
            low = count
            plan, proven = _better(face, aim, plan, proven, found)
    count = failing - 1
    while failing - proven > 1:
        found = means.ask(serve_worst(face, best, count).among).assignment
        if found is None:
            failing = count
        else:
            plan, proven = _better(face, aim, plan, proven, found)
        count = (proven + failing) // 2
    return plan


def _better(face: Face, aim: Leximin, plan: Assignment, proven: int, found: Assignment) -> tuple[Assignment, int]:
    reached = aim.measure(face.among, found)
    return (Assignment.of(face.own, found.supply, found.demand), reached) if reached > proven else (plan, proven)


def _give_own_best(problem: Problem, best: OwnBest, worst: NDArray[np.int64]) -> Problem:
    """Leave these demands only plans in which each has its own best; pairs equal to the last of them stay open."""
    lo, hi = problem.demand.lo.copy(), problem.demand.hi.copy()
    lo[worst] = hi[worst] = best.units[worst]
    store = problem.store
    if isinstance(store, Matrix):
        limited = _limit_matrix(store, best, worst)
    elif isinstance(store, Pairs):
        limited = _limit_list(store, best, worst)
    else:
        raise TypeError(f"unknown store {type(store).__name__}")
    return replace(problem, demand=Demand(freeze(lo), freeze(hi)), store=limited)


def _limit_matrix(store: Matrix, best: OwnBest, worst: NDArray[np.int64]) -> Store:
    fit, barred = store.fit[worst], store.forbidden.copy()
    locked = np.zeros(fit.shape, np.bool_)
    places = np.searchsorted(worst, store.lock_demand)
    is_worst = places < len(worst)
    is_worst[is_worst] = worst[places[is_worst]] == store.lock_demand[is_worst]
    locked[places[is_worst], store.lock_supply[is_worst]] = True
    is_open = best.units[worst] > locked.sum(axis=1)
    last = best.last[worst][:, None]
    barred[worst] = np.where((fit < last) & ~locked & (barred[worst] == 0), 1, barred[worst])
    row, supply = np.nonzero((fit > last) & (barred[worst] == 0) & ~locked & is_open[:, None])
    width = max(1, store.fit.shape[1])
    keys = np.union1d(store.lock_keys, worst[row] * width + supply)
    demand, supplies = (half.astype(np.int32) for half in np.divmod(keys, width))
    return Matrix(store.fit, freeze(barred), freeze(supplies), freeze(demand))


def _limit_list(store: Pairs, best: OwnBest, worst: NDArray[np.int64]) -> Store:
    is_worst = np.zeros(store.demand_count, np.bool_)
    is_worst[worst] = True
    locked_units = np.bincount(store.demand[store.locked], minlength=store.demand_count)
    is_open = is_worst & (best.units > locked_units)
    allowed, last = (store.forbidden == 0) & ~store.locked, best.last[store.demand]
    barred = is_worst[store.demand] & allowed & (store.fit < last)
    locked = store.locked | (is_open[store.demand] & allowed & (store.fit > last))
    forbidden = np.where(barred, 1, store.forbidden).astype(np.uint8)
    return with_columns(store, forbidden=freeze(forbidden), locked=freeze(locked))
