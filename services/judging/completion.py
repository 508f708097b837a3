"""What this room gives to the solving room: how a round becomes a problem, and a result its plan."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.ext.asyncio import AsyncSession

from optimizer import Assignment, Demand, Problem, Result, Supply
from optimizer.store import Matrix, Pairs
from services.competitions.queries import get_round
from services.judging import repairing
from services.judging.columns import entry_columns, judge_columns
from services.judging.components import build_again
from services.judging.conflicts import refresh_derived_conflicts
from services.judging.materials import Materials, load_materials
from services.judging.models import PairOrigin, Plan
from services.judging.pairs import NewPair, component_rows, store_pairs
from services.judging.problem import JudgingProblem, build_problem, common_limit
from services.judging.queries import hold_people, next_plan_number
from services.kit.refusals import RuleBroken
from services.solving.kinds import Builder, Snapshot
from services.solving.models import ProofWord, SolveRun
from services.solving.stated import Sources, obey_stated


async def prepare_problem(tx: AsyncSession, run: SolveRun) -> Builder:
    """Bring derived conflicts up to date, read the round, and say how to build its problem."""
    found = await get_round(tx, run.subject_id)
    await refresh_derived_conflicts(tx, found.competition_id)
    if repairing.KEY in run.settings:
        return await repairing.prepare_repair(tx, run)
    materials = await load_materials(tx, found, run.settings)
    return lambda: build_snapshot(materials)


def build_snapshot(materials: Materials) -> Snapshot:
    judging = materials.judging()
    built = build_problem(judging)
    bound = with_locks(with_exceptions(built.problem, materials), materials)
    ruled = obey_stated(bound, materials.stated, sources_of(materials))
    return Snapshot(
        problem=ruled.problem,
        supply_ids=materials.judge_ids,
        demand_ids=materials.entry_ids,
        supply_labels=[judge.code for judge in materials.judges],
        demand_labels=[entry.code for entry in materials.entries],
        objective=ruled.objective,
        common=common_limit(judging, materials.stated.get("judgeLoads") or ()),
        origin=built,
    )


def sources_of(materials: Materials) -> Sources:
    """What rules and aims may speak of."""
    judge_at = {key: number for number, key in enumerate(materials.judge_ids)}
    entry_at = {key: number for number, key in enumerate(materials.entry_ids)}

    def read_plan(problem: Problem, number: int) -> Assignment:
        pairs = materials.base_plans[number]
        if not pairs:
            raise KeyError(number)
        there = [(judge, entry) for judge, entry in pairs if judge in judge_at and entry in entry_at]
        judges = np.array([judge_at[judge] for judge, _ in there], np.int32)
        return Assignment.of(problem, judges, np.array([entry_at[entry] for _, entry in there], np.int32))

    return Sources(judge_columns(materials.judges), entry_columns(materials.entries), read_plan)


def with_exceptions(problem: Problem, materials: Materials) -> Problem:
    """The problem with the loads and needs that the settings name for single judges and entries."""
    loads, needs = materials.stated.get("judgeLoads") or (), materials.stated.get("entryNeeds") or ()
    if not loads and not needs:
        return problem
    judge_at = {judge.code: number for number, judge in enumerate(materials.judges)}
    entry_at = {entry.code: number for number, entry in enumerate(materials.entries)}
    least, most = problem.supply.lo.copy(), problem.supply.hi.copy()
    needed = problem.demand.lo.copy()
    for load in loads:
        at = judge_at.get(load["judge"])
        if at is not None:
            most[at] = most[at] if load.get("maxLoad") is None else load["maxLoad"]
            least[at] = min(most[at], least[at] if load.get("minLoad") is None else load["minLoad"])
    for need in needs:
        if need["entry"] in entry_at and need.get("judgesNeeded") is not None:
            needed[entry_at[need["entry"]]] = need["judgesNeeded"]
    return replace(problem, supply=Supply(least, most, problem.supply.cost), demand=Demand(needed, needed))


def with_locks(problem: Problem, materials: Materials) -> Problem:
    """The problem with the pairs that people locked in the round's latest plan."""
    judge_number = {key: number for number, key in enumerate(materials.judge_ids)}
    entry_number = {key: number for number, key in enumerate(materials.entry_ids)}
    locks = [(judge_number[judge_id], entry_number[entry_id]) for judge_id, entry_id in materials.locks]
    if not locks:
        return problem
    judge, entry = (np.array(column, np.int32) for column in zip(*locks, strict=True))
    _require_lockable(problem, judge, entry, materials)
    return replace(problem, store=_locked_store(problem, judge, entry))


async def store_plan(tx: AsyncSession, run: SolveRun, snapshot: Snapshot, result: Result) -> None:
    """Turn a result into the round's next draft; a run without a plan leaves none."""
    assignment = result.assignment
    if assignment is None or result.failure:
        return
    found = await get_round(tx, run.subject_id)
    await _require_still_there(tx, snapshot, assignment)
    plan = Plan(
        competition_id=found.competition_id,
        round_id=found.id,
        solve_run_id=run.id,
        number=await next_plan_number(tx, found.id),
        value=assignment.value,
        bound=result.bound,
        scale=snapshot.problem.scale,
        proof=ProofWord(result.proof.value.upper()),
        missing_count=int(assignment.shortage.demand_units.sum()),
    )
    tx.add(plan)
    await tx.flush()
    built = await _built(tx, run, snapshot)
    await store_pairs(tx, plan, _new_pairs(snapshot, assignment, built))


async def _require_still_there(tx: AsyncSession, snapshot: Snapshot, assignment: Assignment) -> None:
    """Judges and entries stay removable while a run is on; one that the plan needs ends the run."""
    judge_ids = {snapshot.supply_ids[index] for index in assignment.supply.tolist()}
    entry_ids = {snapshot.demand_ids[index] for index in assignment.demand.tolist()}
    gone = len(judge_ids) + len(entry_ids) - await hold_people(tx, judge_ids, entry_ids)
    if gone:
        raise RuleBroken("PEOPLE_REMOVED", count=gone)


async def _built(tx: AsyncSession, run: SolveRun, snapshot: Snapshot) -> JudgingProblem | None:
    """What the fits are made of: kept from the preparation, or built again after the worker changed."""
    if isinstance(snapshot.origin, JudgingProblem):
        return snapshot.origin
    return await build_again(tx, run, snapshot.problem, (snapshot.supply_ids, snapshot.demand_ids))


def _new_pairs(snapshot: Snapshot, assignment: Assignment, built: JudgingProblem | None) -> list[NewPair]:
    judge, entry, problem = assignment.supply, assignment.demand, snapshot.problem
    found = problem.store.find(judge, entry)
    rows: Sequence[dict[str, float]] = [{}] * len(judge)
    if built is not None:
        rows = component_rows(built.components(judge, entry), len(judge))
    judge_ids: Sequence[UUID] = [snapshot.supply_ids[index] for index in judge.tolist()]
    entry_ids: Sequence[UUID] = [snapshot.demand_ids[index] for index in entry.tolist()]
    columns = zip(judge_ids, entry_ids, found.fit.tolist(), rows, found.locked.tolist(), strict=True)
    return [
        NewPair(judge_id, entry_id, fit, made_of, PairOrigin.MACHINE, is_locked)
        for judge_id, entry_id, fit, made_of, is_locked in columns
    ]


def _require_lockable(
    problem: Problem, judge: NDArray[np.int32], entry: NDArray[np.int32], materials: Materials
) -> None:
    found = problem.store.find(judge, entry)
    for code, wrong in (("LOCKED_PAIR_FORBIDDEN", found.forbidden != 0), ("LOCKED_PAIR_UNKNOWN", ~found.listed)):
        at = np.flatnonzero(wrong)
        if at.size:
            judge_code = materials.judges[int(judge[at[0]])].code
            raise RuleBroken(code, judge=judge_code, entry=materials.entries[int(entry[at[0]])].code, count=at.size)


def _locked_store(problem: Problem, judge: NDArray[np.int32], entry: NDArray[np.int32]) -> Matrix | Pairs:
    store = problem.store
    order = np.lexsort((judge, entry))
    if isinstance(store, Matrix):
        return replace(store, lock_supply=judge[order], lock_demand=entry[order])
    if isinstance(store, Pairs):
        keys = store.demand.astype(np.int64) * len(problem.supply) + store.supply
        locked = np.isin(keys, entry.astype(np.int64) * len(problem.supply) + judge)
        return replace(store, locked=locked)
    raise TypeError(type(store).__name__)
