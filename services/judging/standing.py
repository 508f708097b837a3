"""A plan as it stands now, hand edits included: arrays over the judges and entries of its run, kept for a while."""

import asyncio
from dataclasses import dataclass
from threading import Lock
from typing import Final
from uuid import UUID

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray
from sqlalchemy.ext.asyncio import AsyncSession

from services.judging.models import Plan
from services.judging.queries import PairRow, count_pairs, list_pair_rows
from services.judging.solved import Solved, load_solved

KEPT_COUNT: Final = 16
"""Plans a process keeps; a version never changes, and a page asks about one plan many times in a row."""


@dataclass(frozen=True, eq=False, slots=True)
class Standing:
    """The pairs of a plan as index arrays of its run, sorted by entry; `fit` in units of the problem."""

    solved: Solved
    judge: NDArray[np.int32]
    entry: NDArray[np.int32]
    fit: NDArray[np.int64]
    is_locked: NDArray[np.bool_]
    is_by_hand: NDArray[np.bool_]

    @property
    def scale(self) -> int:
        return self.solved.problem.scale

    def loads(self) -> NDArray[np.int64]:
        """How many entries each judge has."""
        return np.bincount(self.judge, minlength=len(self.solved.judge_ids))

    def served(self) -> NDArray[np.int64]:
        """How many judges each entry has."""
        return np.bincount(self.entry, minlength=len(self.solved.entry_ids))

    def entry_fits(self) -> NDArray[np.int64]:
        """The total fit of each entry."""
        totals = np.zeros(len(self.solved.entry_ids), np.int64)
        np.add.at(totals, self.entry, self.fit)
        return totals

    def keys(self) -> NDArray[np.int64]:
        """One number a pair."""
        return self.entry.astype(np.int64) * len(self.solved.judge_ids) + self.judge


_kept: LRUCache[tuple[UUID, int, int], Standing] = LRUCache(KEPT_COUNT)
_lock: Final = Lock()


async def load_standing(tx: AsyncSession, plan: Plan) -> Standing:
    """The plan's pairs; the caller has read the plan's row, so the actor may see them."""
    key = plan.id, plan.version, await count_pairs(tx, plan.id)  # who is removed takes pairs along, and no version
    with _lock:
        kept = _kept.get(key)
    if kept is not None:
        return kept
    solved = await load_solved(tx, plan.solve_run_id)
    rows = await list_pair_rows(tx, plan.id)
    standing = await asyncio.to_thread(_stand, solved, rows)
    with _lock:
        _kept[key] = standing
    return standing


def _stand(solved: Solved, rows: list[PairRow]) -> Standing:
    judge = np.array([solved.judge_index[row[0]] for row in rows], np.int32)
    entry = np.array([solved.entry_index[row[1]] for row in rows], np.int32)
    order = np.lexsort((judge, entry))
    fit = np.array([row[2] for row in rows], np.int64)[order]
    locked, by_hand = (np.array([row[at] for row in rows], np.bool_)[order] for at in (3, 4))
    return Standing(solved, judge[order], entry[order], fit, locked, by_hand)
