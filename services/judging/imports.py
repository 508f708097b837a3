"""Spreadsheets into a competition: read whole, refused with every bad cell, written all or nothing.

A dry run reads and checks everything and writes nothing. What was imported before is updated by its code.
"""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.competitions.queries import get_round, list_entries, list_judges, require_organizer
from services.exchange.at_once import import_at_once
from services.exchange.kinds import Taken
from services.files.queries import get_file
from services.judging.conflicts import store_conflicts
from services.judging.materials import bare_entry_value, judge_value
from services.judging.models import ConflictSource, RoundScores
from services.judging.people_sheets import ENTRIES_IMPORT, JUDGES_IMPORT
from services.judging.queries import ConflictRow, find_scores, list_conflicts
from services.judging.score_store import write_scores
from services.judging.scores import read_scores
from services.judging.tables import read_conflicts
from services.judging.values import EntryValue, JudgeValue
from services.kit.actor import Actor
from services.kit.sheets import SheetSource


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do in a dry run."""

    row_count: int
    created_count: int
    updated_count: int
    is_dry_run: bool


async def import_judges(
    tx: AsyncSession, actor: Actor, competition_id: UUID, file_id: UUID, *, dry_run: bool
) -> ImportReport:
    taken = await import_at_once(tx, actor, JUDGES_IMPORT, (competition_id, file_id), dry_run=dry_run)
    return _report(taken, is_dry_run=dry_run)


async def import_entries(
    tx: AsyncSession, actor: Actor, competition_id: UUID, file_id: UUID, *, dry_run: bool
) -> ImportReport:
    taken = await import_at_once(tx, actor, ENTRIES_IMPORT, (competition_id, file_id), dry_run=dry_run)
    return _report(taken, is_dry_run=dry_run)


async def import_conflicts(
    tx: AsyncSession, actor: Actor, competition_id: UUID, file_id: UUID, *, dry_run: bool
) -> ImportReport:
    """Conflicts people state, by codes of judges and entries; one that was derived is from now on a stated one."""
    await require_organizer(tx, actor, competition_id)
    source = await _source(tx, file_id)
    judges, entries = await list_judges(tx, competition_id), await list_entries(tx, competition_id)
    judge_values = [judge_value(judge) for judge in judges]
    entry_values = [bare_entry_value(found.entry) for found in entries]
    values = await asyncio.to_thread(read_conflicts, source, judge_values, entry_values)
    judge_ids = {judge.code: judge.id for judge in judges}
    entry_ids = {found.entry.code: found.entry.id for found in entries}
    # A pair named twice keeps the reason of its last row, as with rows imported one after the other.
    kinds = {(judge_ids[value.judge], entry_ids[value.entry]): value.kind.value for value in values}
    present = {(row.judge_id, row.entry_id) for row in await list_conflicts(tx, competition_id)}
    if not dry_run:
        rows = [ConflictRow(*pair, kind, ConflictSource.IMPORTED) for pair, kind in kinds.items()]
        await store_conflicts(tx, competition_id, rows, ConflictSource.IMPORTED)
    updated = len(kinds.keys() & present)
    return ImportReport(len(values), len(kinds) - updated, updated, is_dry_run=dry_run)


async def import_scores(
    tx: AsyncSession, actor: Actor, round_id: UUID, file_id: UUID, *, dry_run: bool
) -> ImportReport:
    """Fits somebody gave for a round; they replace all fits given for it before."""
    found = await get_round(tx, round_id)
    await require_organizer(tx, actor, found.competition_id)
    source = await _source(tx, file_id)
    judges, entries = await list_judges(tx, found.competition_id), await list_entries(tx, found.competition_id)
    judge_values: list[JudgeValue] = [judge_value(judge) for judge in judges]
    entry_values: list[EntryValue] = [bare_entry_value(entry.entry) for entry in entries]
    table = await asyncio.to_thread(read_scores, source, judge_values, entry_values)
    present = await find_scores(tx, round_id)
    updated_count = present.score_count if present else 0
    if not dry_run:
        if present is not None:
            await tx.delete(present)
            await tx.flush()
        content = await asyncio.to_thread(write_scores, table)
        stored = RoundScores(
            round_id=round_id,
            competition_id=found.competition_id,
            judge_ids=[judge.id for judge in judges],
            entry_ids=[entry.entry.id for entry in entries],
            score_count=len(table),
            content=content,
        )
        tx.add(stored)
        await tx.flush()
    return ImportReport(len(table), len(table), updated_count, is_dry_run=dry_run)


async def _source(tx: AsyncSession, file_id: UUID) -> SheetSource:
    file = await get_file(tx, file_id)
    return SheetSource(file.name, file.content)


def _report(taken: Taken, *, is_dry_run: bool) -> ImportReport:
    row_count = taken.created_count + taken.updated_count + taken.unchanged_count
    return ImportReport(row_count, taken.created_count, taken.updated_count, is_dry_run)
