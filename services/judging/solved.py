"""A solved run in memory: the problem, the result, and whom the indices stand for."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Final
from uuid import UUID

from cachetools import LRUCache
from sqlalchemy.ext.asyncio import AsyncSession

from optimizer import Problem, Result, prepare
from services.solving.queries import SolvedBytes, get_run, get_solved
from services.solving.snapshots import read_problem, read_result
from services.solving.stated import rule_places

KEPT_COUNT: Final = 4
"""Runs a process keeps: organizers edit one plan many times in a row, and reading it costs a tenth of a second."""


@dataclass(frozen=True, eq=False, slots=True)
class Solved:
    """A problem with its result; judges are its supplies, entries its demands."""

    run_id: UUID
    problem: Problem
    result: Result
    judge_ids: Sequence[UUID]
    entry_ids: Sequence[UUID]
    judge_codes: Sequence[str]
    entry_codes: Sequence[str]
    judge_index: Mapping[UUID, int]
    entry_index: Mapping[UUID, int]
    rules: Mapping[str, int]
    """At which place of the run's settings a rule stands that the optimizer calls so."""


_kept: LRUCache[UUID, Solved] = LRUCache(KEPT_COUNT)
_lock: Final = Lock()


async def load_solved(tx: AsyncSession, solve_run_id: UUID) -> Solved:
    """The run, out of memory when this process had it lately: what is solved never changes.

    The caller has read a row of the run's plan before, so the actor may see it.
    """
    with _lock:
        kept = _kept.get(solve_run_id)
    if kept is not None:
        return kept
    rules = rule_places((await get_run(tx, solve_run_id)).settings)
    solved = await asyncio.to_thread(_read, await get_solved(tx, solve_run_id), rules)
    with _lock:
        _kept[solve_run_id] = solved
    return solved


def _read(stored: SolvedBytes, rules: Mapping[str, int]) -> Solved:
    snapshot = stored.snapshot
    problem = read_problem(snapshot.problem)
    prepare(problem)  # with the page, not with the first question
    return Solved(
        snapshot.solve_run_id,
        problem,
        read_result(problem, stored.result),
        snapshot.supply_ids,
        snapshot.demand_ids,
        snapshot.supply_labels,
        snapshot.demand_labels,
        {key: number for number, key in enumerate(snapshot.supply_ids)},
        {key: number for number, key in enumerate(snapshot.demand_ids)},
        rules,
    )
