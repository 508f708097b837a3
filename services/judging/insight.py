"""What a plan is like: loads, who is served worst, what holds it back."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final
from uuid import UUID

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray
from sqlalchemy.ext.asyncio import AsyncSession

from optimizer.objectives.fairness import own_best
from services.competitions.models import EventRole
from services.competitions.queries import require_organizer
from services.judging.naming import judging_code
from services.judging.queries import PeopleNames, get_plan, list_names
from services.judging.solved import Solved, load_solved
from services.judging.standing import Standing, load_standing
from services.kit.actor import Actor
from services.kit.faults import InputFaults
from services.solving.limits import MEASURED_COUNT, RankedLimit, rank_limits
from services.solving.stated import with_rule_place

PAGE_LIMIT: Final = 200
BOTTLENECK_LIMIT: Final = MEASURED_COUNT
QUANTILES: Final = (0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0)
KEPT_RUNS: Final = 16


@dataclass(frozen=True, slots=True)
class LoadCount:
    """So many judges have so many entries."""

    load: int
    judge_count: int


@dataclass(frozen=True, slots=True)
class ServingJudge:
    """A judge of an entry and how well they fit."""

    judge_id: UUID
    code: str
    name: str
    fit: float
    load: int
    is_locked: bool
    is_by_hand: bool


@dataclass(frozen=True, slots=True)
class ServedEntry:
    """An entry with its judges; `best_fit` is what it would have if it were alone."""

    rank: int
    entry_id: UUID
    code: str
    title: str
    total_fit: float
    best_fit: float
    missing_count: int
    judges: Sequence[ServingJudge]


@dataclass(frozen=True, slots=True)
class PlanInsight:
    """Loads, quantiles of the entries' total fits, and a page of entries from the worst served on."""

    entry_count: int
    judge_count: int
    unused_judge_count: int
    worst_fit: float
    mean_fit: float
    quantiles: Sequence[tuple[float, float]]
    loads: Sequence[LoadCount]
    entries: Sequence[ServedEntry]


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that holds the plan back; `worth` is what one unit more (of a minimum, less) adds, if measured."""

    code: str
    params: Mapping[str, str | float]
    worth: float | None
    worth_at_most: float


async def read_insight(tx: AsyncSession, actor: Actor, plan_id: UUID, first: int, offset: int = 0) -> PlanInsight:
    """What the plan is like now, for whoever runs the competition."""
    faults = InputFaults()
    faults.check_range("first", first, 0, PAGE_LIMIT)
    faults.check_range("offset", offset, 0, 10**6)
    faults.raise_if_any()
    plan = await get_plan(tx, plan_id)
    await require_organizer(tx, actor, plan.competition_id, at_least=EventRole.OBSERVER)
    standing = await load_standing(tx, plan)
    names = await list_names(tx, plan.competition_id)
    return await asyncio.to_thread(_insight, standing, names, slice(offset, offset + first))


async def list_limits(tx: AsyncSession, actor: Actor, plan_id: UUID, first: int) -> list[Limit]:
    """What holds the machine's plan back, the dearest first.

    Under rules each worth would take another solve: there only what a unit is worth at most is told.
    """
    faults = InputFaults()
    faults.check_range("first", first, 1, BOTTLENECK_LIMIT)
    faults.raise_if_any()
    plan = await get_plan(tx, plan_id)
    await require_organizer(tx, actor, plan.competition_id, at_least=EventRole.OBSERVER)
    solved = await load_solved(tx, plan.solve_run_id)
    with _lock:
        kept = _limits.get(plan.solve_run_id)
    if kept is None:
        kept = await asyncio.to_thread(_measure, solved)
        with _lock:
            _limits[plan.solve_run_id] = kept
    return [replace(each, params=with_rule_place(each.params, solved.rules)) for each in kept[:first]]


_limits: LRUCache[UUID, list[Limit]] = LRUCache(KEPT_RUNS)
_best: LRUCache[UUID, NDArray[np.int64]] = LRUCache(KEPT_RUNS)
_lock: Final = Lock()


def _insight(standing: Standing, names: PeopleNames, page: slice) -> PlanInsight:
    solved, scale = standing.solved, standing.scale
    fits, loads, needed = standing.entry_fits(), standing.loads(), solved.problem.demand.hi
    wanting = np.flatnonzero(needed > 0)
    order = wanting[np.argsort(fits[wanting], kind="stable")]
    ranked = np.sort(fits[wanting])
    places = [min(len(ranked) - 1, max(0, int(np.ceil(share * len(ranked))) - 1)) for share in QUANTILES]
    counts = np.bincount(loads) if len(loads) else np.zeros(0, np.int64)
    return PlanInsight(
        entry_count=len(wanting),
        judge_count=len(loads),
        unused_judge_count=int((loads == 0).sum()),
        worst_fit=float(ranked[0]) / scale if len(ranked) else 0.0,
        mean_fit=float(ranked.mean()) / scale if len(ranked) else 0.0,
        quantiles=[(share, ranked[at] / scale) for share, at in zip(QUANTILES, places, strict=True) if len(ranked)],
        loads=[LoadCount(load, int(count)) for load, count in enumerate(counts) if count],
        entries=[
            _served(standing, names, int(entry), rank)
            for rank, entry in enumerate(order[page].tolist(), start=page.start + 1)
        ],
    )


def _served(standing: Standing, names: PeopleNames, entry: int, rank: int) -> ServedEntry:
    solved, scale = standing.solved, standing.scale
    at = slice(*np.searchsorted(standing.entry, [entry, entry + 1]).tolist())
    loads = standing.loads()
    judges = zip(
        standing.judge[at].tolist(),
        standing.fit[at].tolist(),
        standing.is_locked[at].tolist(),
        standing.is_by_hand[at].tolist(),
        strict=True,
    )
    serving = [
        ServingJudge(
            solved.judge_ids[judge],
            solved.judge_codes[judge],
            names.judges.get(solved.judge_ids[judge], ""),
            fit / scale,
            int(loads[judge]),
            locked,
            by_hand,
        )
        for judge, fit, locked, by_hand in judges
    ]
    key = solved.entry_ids[entry]
    return ServedEntry(
        rank=rank,
        entry_id=key,
        code=solved.entry_codes[entry],
        title=names.entries.get(key, ""),
        total_fit=float(standing.fit[at].sum()) / scale,
        best_fit=float(_own_best(solved)[entry]) / scale,
        missing_count=max(0, int(solved.problem.demand.lo[entry]) - len(serving)),
        judges=sorted(serving, key=lambda judge: -judge.fit),
    )


def _own_best(solved: Solved) -> NDArray[np.int64]:
    with _lock:
        kept = _best.get(solved.run_id)
    if kept is None:
        kept = own_best(solved.problem).total
        with _lock:
            _best[solved.run_id] = kept
    return kept


def _measure(solved: Solved) -> list[Limit]:
    return [_limit(solved, each) for each in rank_limits(solved.problem, solved.result)]


def _limit(solved: Solved, found: RankedLimit) -> Limit:
    told = dict(found.params)
    if "supply" in told:
        told["judge"] = solved.judge_codes[int(told.pop("supply"))]
    if "demand" in told:
        told["entry"] = solved.entry_codes[int(told.pop("demand"))]
    return Limit(judging_code(found.code), told, found.worth, found.worth_at_most)
