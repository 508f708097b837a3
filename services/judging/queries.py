"""Every select of this room."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, bindparam, exists, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.competitions.models import Entry, Judge, Round
from services.judging.models import (
    AssignmentDefaults,
    Conflict,
    ConflictSource,
    JudgeTask,
    PairOrigin,
    Plan,
    PlanPair,
    PlanState,
    RoundScores,
)
from services.kit.refusals import NotFound
from services.kit.versions import require_version

CONFLICTS_AMONG: Final = """
SELECT conflict.judge_id, conflict.entry_id, kind, source
FROM unnest(:judge_ids, :entry_ids) AS pair(judge_id, entry_id)
JOIN conflict ON conflict.judge_id = pair.judge_id AND conflict.entry_id = pair.entry_id
ORDER BY conflict.entry_id, conflict.judge_id
"""


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A conflict without the weight of a mapped object: rounds have tens of thousands."""

    judge_id: UUID
    entry_id: UUID
    kind: str
    source: ConflictSource


PairRow = tuple[UUID, UUID, int, bool, bool]
LATER_LIMIT: Final = 100_000
"""Conflicts that came after a run; more are found when the plan is published."""


@dataclass(frozen=True, slots=True)
class PeopleNames:
    """What judges and entries are called, by id."""

    judges: Mapping[UUID, str]
    entries: Mapping[UUID, str]


async def get_plan(tx: AsyncSession, plan_id: UUID) -> Plan:
    plan = await tx.get(Plan, plan_id)
    if plan is None:
        raise NotFound("PLAN_NOT_FOUND", id=str(plan_id))
    return plan


async def get_plan_to_change(tx: AsyncSession, plan_id: UUID, version: int) -> Plan:
    """The plan, locked until the transaction ends, if it is still the version the actor saw."""
    plan = await tx.get(Plan, plan_id, with_for_update=True, populate_existing=True)
    if plan is None:
        raise NotFound("PLAN_NOT_FOUND", id=str(plan_id))
    require_version("PLAN_STALE", plan, version)
    return plan


async def find_defaults(tx: AsyncSession, round_id: UUID) -> AssignmentDefaults | None:
    """The settings that the round's next assignment starts from, if somebody saved any."""
    return await tx.scalar(select(AssignmentDefaults).where(col(AssignmentDefaults.round_id) == round_id))


async def find_latest_plan(tx: AsyncSession, round_id: UUID) -> Plan | None:
    return await tx.scalar(
        select(Plan).where(col(Plan.round_id) == round_id).order_by(col(Plan.number).desc()).limit(1)
    )


async def find_plan_of_run(tx: AsyncSession, solve_run_id: UUID) -> Plan | None:
    return await tx.scalar(select(Plan).where(col(Plan.solve_run_id) == solve_run_id))


async def find_published_plan(tx: AsyncSession, round_id: UUID) -> Plan | None:
    return await tx.scalar(
        select(Plan).where(col(Plan.round_id) == round_id, col(Plan.state) == PlanState.PUBLISHED).with_for_update()
    )


async def next_plan_number(tx: AsyncSession, round_id: UUID) -> int:
    """The number of the round's next plan; the round stays locked so that no other plan takes it."""
    await tx.execute(select(col(Round.id)).where(col(Round.id) == round_id).with_for_update())
    highest = await tx.scalar(select(func.max(col(Plan.number))).where(col(Plan.round_id) == round_id))
    return (highest or 0) + 1


async def hold_people(tx: AsyncSession, judge_ids: Collection[UUID], entry_ids: Collection[UUID]) -> int:
    """Keep these judges and entries from being removed until the transaction ends; returns how many are there."""
    count = 0
    for table, ids in ((Judge, judge_ids), (Entry, entry_ids)):
        held = select(col(table.id)).where(col(table.id) == func.any(bindparam("ids", list(ids), type_=ARRAY(Uuid))))
        count += len((await tx.scalars(held.with_for_update(key_share=True, read=True))).all())
    return count


async def list_pairs(tx: AsyncSession, plan_id: UUID) -> list[PlanPair]:
    """All pairs of a plan; entries times judges per entry bound them."""
    found = await tx.scalars(
        select(PlanPair)
        .where(col(PlanPair.plan_id) == plan_id)
        .order_by(col(PlanPair.entry_id), col(PlanPair.judge_id))
    )
    return list(found)


async def list_pair_keys(tx: AsyncSession, plan_id: UUID) -> dict[tuple[UUID, UUID], bool]:
    """(judge, entry) of every pair of a plan and whether it is locked: cheaper than rows where plans are large."""
    found = await tx.execute(
        select(col(PlanPair.judge_id), col(PlanPair.entry_id), col(PlanPair.is_locked))
        .where(col(PlanPair.plan_id) == plan_id)
        .order_by(col(PlanPair.entry_id), col(PlanPair.judge_id))
    )
    return {(judge_id, entry_id): is_locked for judge_id, entry_id, is_locked in found}


async def get_plan_of_number(tx: AsyncSession, round_id: UUID, number: int) -> Plan:
    plan = await tx.scalar(select(Plan).where(col(Plan.round_id) == round_id, col(Plan.number) == number))
    if plan is None:
        raise NotFound("PLAN_NOT_FOUND", number=number)
    return plan


async def list_pair_rows(tx: AsyncSession, plan_id: UUID) -> list[PairRow]:
    """(judge, entry, fit, is locked, is by hand) of every pair of a plan."""
    found = await tx.execute(
        select(
            col(PlanPair.judge_id),
            col(PlanPair.entry_id),
            col(PlanPair.fit),
            col(PlanPair.is_locked),
            col(PlanPair.origin) == PairOrigin.HAND,
        ).where(col(PlanPair.plan_id) == plan_id)
    )
    return [(judge_id, entry_id, fit, locked, by_hand) for judge_id, entry_id, fit, locked, by_hand in found]


async def count_pairs(tx: AsyncSession, plan_id: UUID) -> int:
    return await tx.scalar(select(func.count()).where(col(PlanPair.plan_id) == plan_id)) or 0


async def list_names(tx: AsyncSession, competition_id: UUID) -> PeopleNames:
    """What the judges and entries of a competition are called, by id, as far as the actor sees them."""
    judges = await tx.execute(select(col(Judge.id), col(Judge.name)).where(col(Judge.competition_id) == competition_id))
    entries = await tx.execute(
        select(col(Entry.id), col(Entry.title)).where(col(Entry.competition_id) == competition_id)
    )
    return PeopleNames(dict(judges.all()), dict(entries.all()))


async def list_conflicts_since(tx: AsyncSession, competition_id: UUID, moment: datetime) -> list[ConflictRow]:
    """The conflicts that became known after a moment."""
    asked = (
        select(col(Conflict.judge_id), col(Conflict.entry_id), col(Conflict.kind), col(Conflict.source))
        .where(col(Conflict.competition_id) == competition_id, col(Conflict.created_at) > moment)
        .limit(LATER_LIMIT)
    )
    return [ConflictRow(*row) for row in await tx.execute(asked)]


async def list_pairs_of_number(tx: AsyncSession, round_id: UUID, number: int) -> list[tuple[UUID, UUID]]:
    """(judge, entry) of the round's plan of this number; none where there is no such plan."""
    found = await tx.execute(
        select(col(PlanPair.judge_id), col(PlanPair.entry_id))
        .join(Plan, col(Plan.id) == col(PlanPair.plan_id))
        .where(col(Plan.round_id) == round_id, col(Plan.number) == number)
        .order_by(col(PlanPair.entry_id), col(PlanPair.judge_id))
    )
    return [(judge_id, entry_id) for judge_id, entry_id in found]


async def find_pair(tx: AsyncSession, plan_id: UUID, judge_id: UUID, entry_id: UUID) -> PlanPair | None:
    return await tx.scalar(
        select(PlanPair).where(
            col(PlanPair.plan_id) == plan_id, col(PlanPair.judge_id) == judge_id, col(PlanPair.entry_id) == entry_id
        )
    )


async def list_locked_pairs(tx: AsyncSession, plan_id: UUID) -> list[tuple[UUID, UUID]]:
    """(judge, entry) of the pairs people locked."""
    found = await tx.execute(
        select(col(PlanPair.judge_id), col(PlanPair.entry_id)).where(
            col(PlanPair.plan_id) == plan_id, col(PlanPair.is_locked)
        )
    )
    return [(judge_id, entry_id) for judge_id, entry_id in found]


async def list_conflicts(
    tx: AsyncSession, competition_id: UUID, *, source: ConflictSource | None = None
) -> list[ConflictRow]:
    """The conflicts of a competition, at most CONFLICT_LIMIT by the rules that derive and import them."""
    asked = select(col(Conflict.judge_id), col(Conflict.entry_id), col(Conflict.kind), col(Conflict.source)).where(
        col(Conflict.competition_id) == competition_id
    )
    if source is not None:
        asked = asked.where(col(Conflict.source) == source)
    return [ConflictRow(*row) for row in await tx.execute(asked)]


async def list_conflicts_among(tx: AsyncSession, pairs: Collection[tuple[UUID, UUID]]) -> list[ConflictRow]:
    """Which (judge, entry) pairs stand in conflict by now."""
    statement = text(CONFLICTS_AMONG).bindparams(
        bindparam("judge_ids", type_=ARRAY(Uuid)), bindparam("entry_ids", type_=ARRAY(Uuid))
    )
    given = {"judge_ids": [judge for judge, _ in pairs], "entry_ids": [entry for _, entry in pairs]}
    return [ConflictRow(*row) for row in await tx.execute(statement, given)]


async def has_scores(tx: AsyncSession, round_id: UUID) -> bool:
    """Whether the round's scores were given, not computed."""
    return bool(await tx.scalar(select(exists().where(col(RoundScores.round_id) == round_id))))


async def find_scores(tx: AsyncSession, round_id: UUID) -> RoundScores | None:
    return await tx.scalar(select(RoundScores).where(col(RoundScores.round_id) == round_id))


async def get_conflict(tx: AsyncSession, conflict_id: UUID) -> Conflict:
    conflict = await tx.get(Conflict, conflict_id)
    if conflict is None:
        raise NotFound("CONFLICT_NOT_FOUND", id=str(conflict_id))
    return conflict


async def get_conflict_between(tx: AsyncSession, judge_id: UUID, entry_id: UUID) -> Conflict:
    found = await tx.scalars(
        select(Conflict)
        .where(col(Conflict.judge_id) == judge_id, col(Conflict.entry_id) == entry_id)
        .execution_options(populate_existing=True)
    )
    return found.one()


async def list_task_keys(tx: AsyncSession, round_id: UUID) -> list[tuple[UUID, UUID]]:
    """(judge, entry) of what judges of a round were told to do."""
    found = await tx.execute(
        select(col(JudgeTask.judge_id), col(JudgeTask.entry_id)).where(col(JudgeTask.round_id) == round_id)
    )
    return [(judge_id, entry_id) for judge_id, entry_id in found]


async def list_tasks(tx: AsyncSession, round_id: UUID) -> Sequence[JudgeTask]:
    found = await tx.scalars(
        select(JudgeTask)
        .where(col(JudgeTask.round_id) == round_id)
        .order_by(col(JudgeTask.entry_id), col(JudgeTask.judge_id))
    )
    return list(found)
