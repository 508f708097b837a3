"""Hand edits on record: each with all that taking it back and doing it again needs."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.judging.models import PairOrigin, Plan, PlanEdit, PlanPair
from services.judging.pairs import NewPair, PairKey, remove_pairs, set_locks, store_pairs
from services.kit.actor import Actor

Stored = Mapping[str, Any]


async def read_whole(tx: AsyncSession, plan_id: UUID, keys: Collection[PairKey]) -> list[NewPair]:
    """Pairs of a plan as they stand, with everything that storing them again needs."""
    if not keys:
        return []
    found = await tx.scalars(
        select(PlanPair).where(
            col(PlanPair.plan_id) == plan_id, tuple_(col(PlanPair.judge_id), col(PlanPair.entry_id)).in_(list(keys))
        )
    )
    return [
        NewPair(pair.judge_id, pair.entry_id, pair.fit, pair.components, pair.origin, pair.is_locked) for pair in found
    ]


async def record_edit(tx: AsyncSession, actor: Actor, plan: Plan, edit: PlanEdit) -> None:
    """Put an edit on record; what was taken back before it cannot be done again."""
    of_plan = col(PlanEdit.plan_id) == plan.id
    await tx.execute(delete(PlanEdit).where(of_plan, col(PlanEdit.is_undone)))
    highest = await tx.scalar(select(func.max(col(PlanEdit.number))).where(of_plan))
    edit.number, edit.account_id = (highest or 0) + 1, actor.account_id
    tx.add(edit)
    await tx.flush()


async def find_last(tx: AsyncSession, plan_id: UUID, *, is_undone: bool) -> PlanEdit | None:
    """The edit that is taken back (or done again) next."""
    number = col(PlanEdit.number)
    return await tx.scalar(
        select(PlanEdit)
        .where(col(PlanEdit.plan_id) == plan_id, col(PlanEdit.is_undone) == is_undone)
        .order_by(number if is_undone else number.desc())
        .limit(1)
    )


async def take_back(tx: AsyncSession, plan: Plan, edit: PlanEdit) -> None:
    """Make the plan's pairs what they were before an edit."""
    await remove_pairs(tx, plan.id, _keys(edit.added))
    await store_pairs(tx, plan, _pairs(edit.removed))
    await set_locks(tx, plan.id, _lock_keys(edit.locked), is_locked=False)
    await set_locks(tx, plan.id, _lock_keys(edit.unlocked), is_locked=True)


async def do_again(tx: AsyncSession, plan: Plan, edit: PlanEdit) -> None:
    """Make the plan's pairs what they were after an edit."""
    await remove_pairs(tx, plan.id, _keys(edit.removed))
    await store_pairs(tx, plan, _pairs(edit.added))
    await set_locks(tx, plan.id, _lock_keys(edit.unlocked), is_locked=False)
    await set_locks(tx, plan.id, _lock_keys(edit.locked), is_locked=True)


def stored_pairs(pairs: Sequence[NewPair], codes: Mapping[UUID, str]) -> list[dict[str, Any]]:
    """Whole pairs as they are kept with an edit."""
    return [
        {
            "judge": str(pair.judge_id),
            "entry": str(pair.entry_id),
            "codes": [codes.get(pair.judge_id, ""), codes.get(pair.entry_id, "")],
            "fit": pair.fit,
            "components": dict(pair.components),
            "origin": pair.origin.value,
            "is_locked": pair.is_locked,
        }
        for pair in pairs
    ]


def stored_keys(keys: Collection[PairKey]) -> list[list[str]]:
    return [[str(judge), str(entry)] for judge, entry in keys]


def _pairs(stored: Sequence[Stored]) -> list[NewPair]:
    return [
        NewPair(
            UUID(each["judge"]),
            UUID(each["entry"]),
            each["fit"],
            each["components"],
            PairOrigin(each["origin"]),
            each["is_locked"],
        )
        for each in stored
    ]


def _keys(stored: Sequence[Stored]) -> list[PairKey]:
    return [(UUID(each["judge"]), UUID(each["entry"])) for each in stored]


def _lock_keys(stored: Sequence[Sequence[str]]) -> list[PairKey]:
    return [(UUID(judge), UUID(entry)) for judge, entry in stored]
