"""Conflicts as rows: derived anew from the rows they follow from, declared and imported by people."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, Text, Uuid, bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.competitions.queries import list_entries, list_judges
from services.judging.materials import entry_value, judge_value
from services.judging.models import ConflictSource
from services.judging.queries import ConflictRow, list_conflicts
from services.judging.rules import derive_conflicts
from services.kit.ids import new_id

INSERT: Final = """
INSERT INTO conflict (id, created_at, competition_id, judge_id, entry_id, kind, source)
SELECT given.id, now(), :competition_id, given.judge_id, given.entry_id, given.kind, :source
FROM unnest(:ids, :judge_ids, :entry_ids, :kinds) AS given(id, judge_id, entry_id, kind)
"""
OR_SKIP: Final = " ON CONFLICT (judge_id, entry_id) DO NOTHING"
OR_UPDATE: Final = " ON CONFLICT (judge_id, entry_id) DO UPDATE SET kind = excluded.kind, source = excluded.source"
DELETE: Final = """
DELETE FROM conflict USING unnest(:judge_ids, :entry_ids) AS gone(judge_id, entry_id)
WHERE conflict.judge_id = gone.judge_id AND conflict.entry_id = gone.entry_id AND source = 'DERIVED'
"""
_IDS: Final = ARRAY(Uuid)


async def refresh_derived_conflicts(tx: AsyncSession, competition_id: UUID) -> None:
    """Make the derived rows say what organizations and advisors say now; only what changed is written."""
    judges, entries = await list_judges(tx, competition_id), await list_entries(tx, competition_id)
    judge_values, entry_values = [judge_value(judge) for judge in judges], [entry_value(entry) for entry in entries]
    derived = await asyncio.to_thread(derive_conflicts, judge_values, entry_values)
    judge_ids = {judge.code: judge.id for judge in judges}
    entry_ids = {entry.entry.code: entry.entry.id for entry in entries}
    wanted = {(judge_ids[found.judge], entry_ids[found.entry]): found.kind.value for found in derived}
    rows = await list_conflicts(tx, competition_id, source=ConflictSource.DERIVED)
    present = {(row.judge_id, row.entry_id): row.kind for row in rows}
    await _delete(tx, [pair for pair, kind in present.items() if wanted.get(pair) != kind])
    missing = [
        ConflictRow(*pair, kind, ConflictSource.DERIVED) for pair, kind in wanted.items() if present.get(pair) != kind
    ]
    await store_conflicts(tx, competition_id, missing, ConflictSource.DERIVED)


async def store_conflicts(
    tx: AsyncSession, competition_id: UUID, rows: Sequence[ConflictRow], source: ConflictSource
) -> None:
    """Write conflicts in one statement. A stated one replaces what stands for its pair; a derived one gives way."""
    if not rows:
        return
    statement = text(INSERT + (OR_SKIP if source is ConflictSource.DERIVED else OR_UPDATE)).bindparams(
        bindparam("ids", type_=_IDS),
        bindparam("judge_ids", type_=_IDS),
        bindparam("entry_ids", type_=_IDS),
        bindparam("kinds", type_=ARRAY(Text)),
    )
    parameters = {
        "competition_id": competition_id,
        "source": source.value,
        "ids": [new_id() for _ in rows],
        "judge_ids": [row.judge_id for row in rows],
        "entry_ids": [row.entry_id for row in rows],
        "kinds": [row.kind for row in rows],
    }
    await tx.execute(statement, parameters)


async def _delete(tx: AsyncSession, pairs: Iterable[tuple[UUID, UUID]]) -> None:
    gone = list(pairs)
    if not gone:
        return
    statement = text(DELETE).bindparams(bindparam("judge_ids", type_=_IDS), bindparam("entry_ids", type_=_IDS))
    await tx.execute(statement, {"judge_ids": [pair[0] for pair in gone], "entry_ids": [pair[1] for pair in gone]})
