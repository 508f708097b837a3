"""After people drop out: a new draft that changes as few pairs of a plan as possible, then fits best."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession

from optimizer import (
    Assignment,
    CapacityChanged,
    Demand,
    DemandWithdrawn,
    Event,
    FewestChanges,
    FewestMissing,
    Lexicographic,
    Objective,
    PairForbidden,
    Problem,
    SupplyWithdrawn,
    TotalFit,
    apply_events,
)
from optimizer.store import Matrix, Pairs
from services.judging.models import Plan
from services.judging.queries import ConflictRow, PairRow, get_plan_of_number, list_conflicts_since, list_pair_rows
from services.judging.solved import Solved, load_solved
from services.judging.values import ELASTIC_PRICE, ConflictKind
from services.kit.faults import InputFaults
from services.solving.kinds import Snapshot
from services.solving.models import SolveRun
from services.solving.queries import get_run

EVENT_LIMIT: Final = 5_000
KEY: Final = "repair"
"""Under this key the settings of a run say which plan it repairs, and after what."""


@dataclass(frozen=True, slots=True)
class NewConflict:
    """A pair that may not meet any more."""

    judge_id: UUID
    entry_id: UUID
    kind: ConflictKind


@dataclass(frozen=True, slots=True)
class RepairInput:
    """What happened since the plan was made. Conflicts that are on record since then count by themselves."""

    dropped_judges: Sequence[UUID] = ()
    dropped_entries: Sequence[UUID] = ()
    conflicts: Sequence[NewConflict] = ()
    loads: Mapping[UUID, int] = field(default_factory=dict)
    elastic: bool = False
    seconds: int | None = None
    name: str = ""


def stated_repair(plan: Plan, solved: Solved, given: RepairInput) -> dict[str, Any]:
    """What happened, by codes, as the run keeps it. Raises InvalidInput for people unknown to the plan."""
    faults = InputFaults()
    count = sum(map(len, (given.dropped_judges, given.dropped_entries, given.conflicts, given.loads)))
    if count > EVENT_LIMIT:
        faults.add("dropped_judges", "TOO_MANY", count=count, maximum=EVENT_LIMIT)
    judges, entries = _Known(solved.judge_index, solved.judge_codes), _Known(solved.entry_index, solved.entry_codes)
    stated = {
        "plan": plan.number,
        "droppedJudges": judges.codes(faults, "dropped_judges", given.dropped_judges),
        "droppedEntries": entries.codes(faults, "dropped_entries", given.dropped_entries),
        "conflicts": [
            {
                "judge": judges.code(faults, f"conflicts.{at}.judge_id", each.judge_id),
                "entry": entries.code(faults, f"conflicts.{at}.entry_id", each.entry_id),
                "kind": each.kind.value,
            }
            for at, each in enumerate(given.conflicts)
        ],
        "loads": [
            {"judge": judges.code(faults, f"loads.{at}.judge_id", key), "maxLoad": load}
            for at, (key, load) in enumerate(given.loads.items())
        ],
    }
    faults.raise_if_any()
    return stated


@dataclass(frozen=True, slots=True)
class _Known:
    index: Mapping[UUID, int]
    labels: Sequence[str]

    def code(self, faults: InputFaults, path: str, key: UUID) -> str:
        at = self.index.get(key)
        if at is None:
            faults.add(path, "UNKNOWN_VALUE")
            return ""
        return self.labels[at]

    def codes(self, faults: InputFaults, path: str, keys: Sequence[UUID]) -> list[str]:
        return [self.code(faults, f"{path}.{at}", key) for at, key in enumerate(keys)]


async def prepare_repair(tx: AsyncSession, run: SolveRun) -> Callable[[], Snapshot]:
    """Read the plan that is repaired and the conflicts since, and say how to build what remains."""
    stated = run.settings[KEY]
    plan = await get_plan_of_number(tx, run.subject_id, stated["plan"])
    solved = await load_solved(tx, plan.solve_run_id)
    earlier = await get_run(tx, plan.solve_run_id)
    later = await list_conflicts_since(tx, plan.competition_id, earlier.started_at or earlier.created_at)
    rows = await list_pair_rows(tx, plan.id)
    return lambda: build_repair(solved, rows, later, run.settings)


def build_repair(
    solved: Solved, rows: Sequence[PairRow], later: Sequence[ConflictRow], settings: Mapping[str, Any]
) -> Snapshot:
    judge = np.array([solved.judge_index[row[0]] for row in rows], np.int32)
    entry = np.array([solved.entry_index[row[1]] for row in rows], np.int32)
    locked = np.array([row[3] for row in rows], np.bool_)
    problem = _lock(_with_exceptions(solved, settings), judge[locked], entry[locked])
    known = Assignment.of(problem, judge, entry)
    after = apply_events(problem, _events(solved, settings[KEY], later)).problem
    aims = (FewestMissing(),) if after.is_elastic else ()
    objective: Objective = Lexicographic.of(*aims, FewestChanges.of(known), TotalFit())
    return Snapshot(
        after, solved.judge_ids, solved.entry_ids, solved.judge_codes, solved.entry_codes, objective=objective
    )


def _with_exceptions(solved: Solved, settings: Mapping[str, Any]) -> Problem:
    """The problem of the run with what mends ask for besides: needs of entries, and shortage at a price."""
    problem = solved.problem
    needs = {need["entry"]: need["judgesNeeded"] for need in settings.get("entryNeeds") or ()}
    if needs:
        pairs = zip(solved.entry_codes, problem.demand.lo.tolist(), strict=True)
        needed = np.array([needs.get(code, least) for code, least in pairs], np.int64)
        problem = replace(problem, demand=Demand(needed, needed))
    if settings.get("elastic") and problem.shortage_price is None:
        dear = ELASTIC_PRICE * max(1.0, problem.store.largest_fit() / problem.scale)
        problem = replace(problem, shortage_price=round(dear * problem.scale))
    return problem


def _events(solved: Solved, stated: Mapping[str, Any], later: Sequence[ConflictRow]) -> list[Event]:
    judge_at = {code: at for at, code in enumerate(solved.judge_codes)}
    entry_at = {code: at for at, code in enumerate(solved.entry_codes)}
    barred = {
        (solved.judge_index[row.judge_id], solved.entry_index[row.entry_id]): str(row.kind)
        for row in later
        if row.judge_id in solved.judge_index and row.entry_id in solved.entry_index
    }
    barred |= {(judge_at[each["judge"]], entry_at[each["entry"]]): each["kind"] for each in stated["conflicts"]}
    dropped = {judge_at[code] for code in stated["droppedJudges"]}
    events: list[Event] = [SupplyWithdrawn(at) for at in sorted(dropped)]
    events += [DemandWithdrawn(entry_at[code]) for code in stated["droppedEntries"]]
    events += [
        CapacityChanged(judge_at[each["judge"]], each["maxLoad"])
        for each in stated["loads"]
        if judge_at[each["judge"]] not in dropped
    ]
    pairs = list(barred)
    judges, entries = (np.array([pair[side] for pair in pairs], np.int32) for side in (0, 1))
    found = solved.problem.store.find(judges, entries)
    fresh = found.listed & (found.forbidden == 0)
    return events + [PairForbidden(*pair, barred[pair]) for pair, is_new in zip(pairs, fresh, strict=True) if is_new]


def _lock(problem: Problem, judge: np.ndarray[Any, Any], entry: np.ndarray[Any, Any]) -> Problem:
    """Lock what people locked in the plan, as far as it can stand."""
    found = problem.store.find(judge, entry)
    fine = found.listed & (found.forbidden == 0)
    judge, entry = judge[fine], entry[fine]
    order, store = np.lexsort((judge, entry)), problem.store
    if isinstance(store, Matrix):
        return replace(problem, store=replace(store, lock_supply=judge[order], lock_demand=entry[order]))
    if isinstance(store, Pairs):
        width = len(problem.supply)
        keys = store.demand.astype(np.int64) * width + store.supply
        return replace(problem, store=replace(store, locked=np.isin(keys, entry.astype(np.int64) * width + judge)))
    raise TypeError(type(store).__name__)
