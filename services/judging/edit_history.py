"""Beyond single edits: taking edits back and doing them again, locks in bulk, and swaps that would help."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.ext.asyncio import AsyncSession

from optimizer import Assignment, check
from services.competitions.models import EventRole
from services.competitions.queries import require_organizer
from services.judging import edit_log
from services.judging.editing import EditOutcome, assign_keys, note_change, require_draft, tell_violations
from services.judging.models import Plan, PlanEdit
from services.judging.pairs import PairKey, set_locks
from services.judging.pricing import PriceState
from services.judging.queries import PeopleNames, get_plan, get_plan_to_change, list_names, list_pair_keys
from services.judging.solved import Solved, load_solved
from services.judging.standing import Standing, load_standing
from services.kit.actor import Actor
from services.kit.faults import InputFaults
from services.kit.refusals import RuleBroken

SWAP_LIMIT: Final = 50
LOOKED_AT: Final = 200
"""The most promising swaps are held against every rule; those further down are worth less."""


@dataclass(frozen=True, slots=True)
class SwapPair:
    """A pair that a swap adds or removes."""

    judge_id: UUID
    judge_code: str
    judge_name: str
    entry_id: UUID
    entry_code: str
    entry_title: str
    fit: float


@dataclass(frozen=True, slots=True)
class Swap:
    """An edit that takes a judge from an entry and breaks nothing; `gain` is what the plan's total fit changes by."""

    add: Sequence[SwapPair]
    remove: Sequence[SwapPair]
    gain: float


async def undo_edit(tx: AsyncSession, actor: Actor, plan_id: UUID, version: int) -> EditOutcome:
    """Take the last hand edit of a draft back."""
    return await _step(tx, actor, plan_id, version, is_undo=True)


async def redo_edit(tx: AsyncSession, actor: Actor, plan_id: UUID, version: int) -> EditOutcome:
    """Do the edit again that was taken back last."""
    return await _step(tx, actor, plan_id, version, is_undo=False)


async def lock_pairs(tx: AsyncSession, actor: Actor, plan_id: UUID, version: int, scope: "LockScope") -> EditOutcome:
    """Lock or unlock all pairs of a draft, or those of one judge or entry."""
    plan = await _open_plan(tx, actor, plan_id, version)
    solved = await load_solved(tx, plan.solve_run_id)
    pairs = await list_pair_keys(tx, plan_id)
    changed = [key for key, is_locked in pairs.items() if is_locked != scope.is_locked and scope.holds(key)]
    if changed:
        await set_locks(tx, plan_id, changed, is_locked=scope.is_locked)
        stored = edit_log.stored_keys(changed)
        edit = PlanEdit(
            competition_id=plan.competition_id,
            plan_id=plan.id,
            number=0,
            value_before=plan.value,
            value_after=plan.value,
            locked=stored if scope.is_locked else [],
            unlocked=[] if scope.is_locked else stored,
        )
        await edit_log.record_edit(tx, actor, plan, edit)
        await note_change(tx, plan, assign_keys(solved, list(pairs)), edits=1)
    return await _outcome(tx, plan, solved, plan.value, is_applied=bool(changed))


@dataclass(frozen=True, slots=True)
class LockScope:
    """Which pairs are locked or unlocked: all, or those of a judge, of an entry, or both."""

    is_locked: bool
    judge_id: UUID | None = None
    entry_id: UUID | None = None

    def holds(self, key: PairKey) -> bool:
        return self.judge_id in {None, key[0]} and self.entry_id in {None, key[1]}


async def suggest_swaps(tx: AsyncSession, actor: Actor, plan_id: UUID, pair: PairKey, first: int = 10) -> list[Swap]:
    """Ways to take a judge from an entry: a judge with room comes in, or two judges change places; the best first."""
    plan = await get_plan(tx, plan_id)
    await require_organizer(tx, actor, plan.competition_id, at_least=EventRole.OBSERVER)
    standing = await load_standing(tx, plan)
    solved, faults = standing.solved, InputFaults()
    faults.check_range("first", first, 1, SWAP_LIMIT)
    judge, entry = solved.judge_index.get(pair[0], -1), solved.entry_index.get(pair[1], -1)
    if not np.any((standing.judge == judge) & (standing.entry == entry)):
        faults.add("judge_id", "NOT_IN_PLAN")
    faults.raise_if_any()
    names = await list_names(tx, plan.competition_id)
    return await asyncio.to_thread(lambda: _Swaps(standing, names, judge, entry).best(first))


class _Swaps:
    """Looks for swaps around one pair."""

    def __init__(self, standing: Standing, names: PeopleNames, judge: int, entry: int) -> None:
        self._standing, self._names, self._judge, self._entry = standing, names, judge, entry
        self._solved: Solved = standing.solved
        self._at = int(np.flatnonzero((standing.judge == judge) & (standing.entry == entry))[0])

    def best(self, first: int) -> list[Swap]:
        options = sorted([*self._replacements(), *self._exchanges()], key=lambda option: -option[0])
        before = self._broken(self._pairs())
        kept: list[Swap] = []
        for gain, add, remove in options[:LOOKED_AT]:
            if len(kept) == first:
                break
            pairs = [pair for pair in self._pairs() if pair not in remove] + add
            if self._broken(pairs) <= before:
                kept.append(Swap(self._named(add), self._named(remove), gain / self._standing.scale))
        return kept

    def _pairs(self) -> list[tuple[int, int]]:
        return list(zip(self._standing.judge.tolist(), self._standing.entry.tolist(), strict=True))

    def _broken(self, pairs: list[tuple[int, int]]) -> int:
        judges, entries = (np.array(side, np.int32) for side in zip(*pairs, strict=True))
        return len(check(self._solved.problem, Assignment.of(self._solved.problem, judges, entries)))

    def _replacements(self) -> list[tuple[int, list[tuple[int, int]], list[tuple[int, int]]]]:
        """Judges with room for one more entry."""
        supplies, found = self._solved.problem.store.of_demand(self._entry)
        room = self._standing.loads() < self._solved.problem.supply.hi
        taken = self._standing.judge[self._standing.entry == self._entry]
        fine = (found.forbidden == 0) & room[supplies] & ~np.isin(supplies, taken)
        order = np.argsort(-found.fit[fine], kind="stable")[:LOOKED_AT]
        here = int(self._standing.fit[self._at])
        pair = [(self._judge, self._entry)]
        columns = zip(supplies[fine][order].tolist(), found.fit[fine][order].tolist(), strict=True)
        return [(fit - here, [(judge, self._entry)], pair) for judge, fit in columns]

    def _exchanges(self) -> list[tuple[int, list[tuple[int, int]], list[tuple[int, int]]]]:
        """Pairs of the plan that could change places with this one."""
        standing, store = self._standing, self._solved.problem.store
        here, there = standing.judge, standing.entry
        both = [
            store.find(here, np.full(len(here), self._entry, np.int32)),
            store.find(np.full(len(here), self._judge, np.int32), there),
        ]
        fine = ~standing.is_locked & (here != self._judge) & (there != self._entry)
        for found in both:
            fine &= found.listed & (found.forbidden == 0)
        width = len(self._solved.judge_ids)
        keys = standing.keys()
        fine &= ~np.isin(self._entry * width + here.astype(np.int64), keys)
        fine &= ~np.isin(there.astype(np.int64) * width + self._judge, keys)
        gain: NDArray[np.int64] = both[0].fit + both[1].fit - standing.fit - standing.fit[self._at]
        places = np.flatnonzero(fine)
        order = places[np.argsort(-gain[places], kind="stable")[:LOOKED_AT]]
        return [
            (
                int(gain[at]),
                [(int(here[at]), self._entry), (self._judge, int(there[at]))],
                [(self._judge, self._entry), (int(here[at]), int(there[at]))],
            )
            for at in order.tolist()
        ]

    def _named(self, pairs: list[tuple[int, int]]) -> list[SwapPair]:
        solved = self._solved
        judges, entries = (np.array(side, np.int32) for side in zip(*pairs, strict=True))
        fits = solved.problem.store.find(judges, entries).fit.tolist()
        return [
            SwapPair(
                solved.judge_ids[judge],
                solved.judge_codes[judge],
                self._names.judges.get(solved.judge_ids[judge], ""),
                solved.entry_ids[entry],
                solved.entry_codes[entry],
                self._names.entries.get(solved.entry_ids[entry], ""),
                fit / self._standing.scale,
            )
            for (judge, entry), fit in zip(pairs, fits, strict=True)
        ]


async def _open_plan(tx: AsyncSession, actor: Actor, plan_id: UUID, version: int) -> Plan:
    plan = await get_plan(tx, plan_id)
    await require_organizer(tx, actor, plan.competition_id)
    plan = await get_plan_to_change(tx, plan_id, version)
    require_draft(plan)
    return plan


async def _step(tx: AsyncSession, actor: Actor, plan_id: UUID, version: int, *, is_undo: bool) -> EditOutcome:
    plan = await _open_plan(tx, actor, plan_id, version)
    edit = await edit_log.find_last(tx, plan_id, is_undone=not is_undo)
    if edit is None:
        raise RuleBroken("NOTHING_TO_UNDO" if is_undo else "NOTHING_TO_REDO")
    before = plan.value
    await (edit_log.take_back if is_undo else edit_log.do_again)(tx, plan, edit)
    edit.is_undone = is_undo
    solved = await load_solved(tx, plan.solve_run_id)
    keys = list(await list_pair_keys(tx, plan_id))
    await note_change(tx, plan, await asyncio.to_thread(assign_keys, solved, keys), edits=-1 if is_undo else 1)
    return await _outcome(tx, plan, solved, before, is_applied=True)


async def _outcome(tx: AsyncSession, plan: Plan, solved: Solved, before: int, *, is_applied: bool) -> EditOutcome:
    keys = list(await list_pair_keys(tx, plan.id))
    assignment = await asyncio.to_thread(assign_keys, solved, keys)
    violations = await tell_violations(tx, solved, assignment, keys)
    return EditOutcome(plan, violations, before, plan.value, None, PriceState.NOT_ASKED, (), is_applied=is_applied)
