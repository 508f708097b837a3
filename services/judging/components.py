"""What the fit of a pair is made of, also for pairs that the machine did not choose."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from threading import Lock
from typing import Any, Final
from uuid import UUID

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray
from sqlalchemy.ext.asyncio import AsyncSession

from optimizer import Problem
from services.competitions.queries import get_round
from services.judging.materials import Materials, load_materials
from services.judging.pairs import component_rows
from services.judging.problem import JudgingProblem, rejoin
from services.judging.queries import has_scores
from services.judging.solved import Solved
from services.solving.models import SolveRun
from services.solving.queries import get_run

KEPT_COUNT: Final = 2

_kept: LRUCache[UUID, JudgingProblem | None] = LRUCache(KEPT_COUNT)
_lock: Final = Lock()


async def find_components(
    tx: AsyncSession, solve_run_id: UUID, solved: Solved, pairs: NDArray[np.int32]
) -> list[dict[str, float]]:
    """Per (judge, entry) index pair of the run its components; empty where the people behind a run are gone."""
    with _lock:
        known, built = solve_run_id in _kept, _kept.get(solve_run_id)
    if not known:
        people = solved.judge_ids, solved.entry_ids
        built = await build_again(tx, await get_run(tx, solve_run_id), solved.problem, people)
        with _lock:
            _kept[solve_run_id] = built
    if built is None:
        return [{} for _ in pairs]
    found = await asyncio.to_thread(built.components, pairs[:, 0], pairs[:, 1])
    return component_rows(found, len(pairs))


async def build_again(
    tx: AsyncSession, run: SolveRun, problem: Problem, people: tuple[Sequence[UUID], Sequence[UUID]]
) -> JudgingProblem | None:
    """The problem of a run with what its fits are made of, from today's rows in the run's order of (judges, entries).

    None when some of the people are gone. Given scores are the fits themselves: then nothing else is read.
    """
    if await has_scores(tx, run.subject_id):
        return JudgingProblem(problem)
    materials = await load_materials(tx, await get_round(tx, run.subject_id), run.settings)
    same = _in_order(materials, *people)
    return None if same is None else await asyncio.to_thread(lambda: rejoin(same.judging(), problem))


def _in_order(materials: Materials, judge_ids: Sequence[UUID], entry_ids: Sequence[UUID]) -> Materials | None:
    judges: dict[UUID, Any] = dict(zip(materials.judge_ids, materials.judges, strict=True))
    entries: dict[UUID, Any] = dict(zip(materials.entry_ids, materials.entries, strict=True))
    if not (judges.keys() >= set(judge_ids) and entries.keys() >= set(entry_ids)):
        return None
    return replace(
        materials,
        judge_ids=judge_ids,
        entry_ids=entry_ids,
        judges=[judges[key] for key in judge_ids],
        entries=[entries[key] for key in entry_ids],
        conflicts=[],
    )
