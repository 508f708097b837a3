"""A solved pool run in memory: the problem, the result, and which packages and needs the indices stand for."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Final
from uuid import UUID

from cachetools import LRUCache
from sqlalchemy.ext.asyncio import AsyncSession

from optimizer import Problem, Result
from services.solving.queries import SolvedBytes, get_solved
from services.solving.snapshots import read_problem, read_result

KEPT_COUNT: Final = 4
"""Runs a process keeps: a page asks about one plan many times in a row."""


@dataclass(frozen=True, eq=False, slots=True)
class Solved:
    """A problem with its result; packages are its supplies, needs its demands."""

    problem: Problem
    result: Result
    package_ids: Sequence[UUID]
    need_ids: Sequence[UUID]
    titles: Mapping[UUID, str]
    """Of packages and needs as the pool read them then: some may be withdrawn since."""


_kept: LRUCache[UUID, Solved] = LRUCache(KEPT_COUNT)
_lock: Final = Lock()


async def load_solved(tx: AsyncSession, solve_run_id: UUID) -> Solved:
    """The run, out of memory when this process had it lately: what is solved never changes.

    The caller has seen that the actor may ask about the run's plan.
    """
    with _lock:
        kept = _kept.get(solve_run_id)
    if kept is not None:
        return kept
    solved = await asyncio.to_thread(_read, await get_solved(tx, solve_run_id))
    with _lock:
        _kept[solve_run_id] = solved
    return solved


def _read(stored: SolvedBytes) -> Solved:
    snapshot = stored.snapshot
    problem = read_problem(snapshot.problem)
    ids = (*snapshot.supply_ids, *snapshot.demand_ids)
    titles = dict(zip(ids, (*snapshot.supply_labels, *snapshot.demand_labels), strict=True))
    return Solved(problem, read_result(problem, stored.result), snapshot.supply_ids, snapshot.demand_ids, titles)
