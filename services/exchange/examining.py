"""Reading an import, asking its room what it would do or doing it, and writing down what came out."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.exchange.comparing import joined
from services.exchange.kinds import OWN, Batch, ImportKind, RowFault, Taken, get_import_kind, kind_of_target
from services.exchange.models import FINISHED_STATES, ImportState, SheetImport, SheetImportFault
from services.exchange.queries import delete_faults, get_content, list_mappings
from services.exchange.reading import NAMING_LENGTH, BadValue, Directions, Sheet, naming_columns, read_sheet
from services.kit import clock
from services.kit.actor import Actor
from services.kit.ids import new_id
from services.kit.refusals import Param, SheetRefused
from services.kit.sheets import SheetSource, cell_text, shown

FAULT_LIMIT: Final = 10_000
"""So many bad cells are kept; all are counted."""
PREVIEW_ROWS: Final = 20
WARNING_LIMIT: Final = 200
TITLE_LENGTH: Final = 300


@dataclass(slots=True)
class Progress:
    """How far an import has come, seen by whoever reports it."""

    phase: str = ""
    handled_count: int = 0

    def enter(self, phase: str) -> None:
        """Begin another phase."""
        self.phase, self.handled_count = phase, 0

    def reach(self, handled_count: int) -> None:
        """Note how many rows of the phase are done."""
        self.handled_count = handled_count


@dataclass(frozen=True, slots=True)
class Finding:
    """What reading an import, and taking its rows for good or for show, brought to light."""

    sheet: Sheet | None
    taken: Taken = field(default_factory=Taken)
    faults: Sequence[BadValue] = ()
    failure: tuple[str, Mapping[str, Param]] | None = None


def directions_of(row: SheetImport) -> Directions:
    """What people decided about an import, as its row keeps it."""
    kept = row.directions
    return Directions(
        sheet=kept.get("sheet"),
        header_row=kept.get("header_row"),
        positions=kept.get("positions"),
        mends={(number, column): value for number, column, value in kept.get("mends", ())},
        ignored=frozenset(kept.get("ignored", ())),
    )


async def examine(tx: AsyncSession, actor: Actor, row: SheetImport, progress: Progress, *, dry_run: bool) -> Finding:
    """Read the file as directed and have its room take the rows, for good or for show; the row stays as it is."""
    await get_import_kind(row.kind).admit(tx, actor, row.target_id)
    kind = await kind_of_target(tx, row.kind, row.target_id)
    source = SheetSource(row.file_name, await get_content(tx, row.id))
    remembered = await list_mappings(tx, row.organization_id, row.kind)
    progress.enter("READ")
    try:
        sheet = await asyncio.to_thread(read_sheet, source, kind, directions_of(row), remembered, progress.reach)
    except SheetRefused as refused:
        first = refused.faults[0]
        return Finding(None, failure=(first.code, first.params))
    progress.enter("CHECK" if dry_run else "WRITE")
    batch = Batch(row.target_id, sheet.rows, row.publishes, dry_run or bool(sheet.faults), progress.reach)
    taken = await take_rows(tx, actor, kind, sheet, batch)
    return Finding(sheet, taken, faults_of(sheet, taken))


async def take_rows(tx: AsyncSession, actor: Actor, kind: ImportKind, sheet: Sheet, batch: Batch) -> Taken:
    """Hand the rows to their room, unless columns are missing: then each row would lack the same."""
    if not sheet.is_mapped or not sheet.rows:
        return Taken()
    return await kind.take(tx, actor, batch)


def faults_of(sheet: Sheet, taken: Taken) -> list[BadValue]:
    """Every bad cell: those that cannot be read, and those the room will not have."""
    return [*sheet.faults, *_bad_values(sheet, taken.faults)]


async def note(tx: AsyncSession, row: SheetImport, finding: Finding, *, dry_run: bool) -> None:
    """Write down what was found. The caller holds the row."""
    await delete_faults(tx, row.id)
    row.fault_count = len(finding.faults)
    row.phase, row.handled_count = "", 0
    if finding.failure is not None:
        code, params = finding.failure
        row.failure_code, row.failure_params = code[:60], dict(params)
    if finding.sheet is not None:
        _note_sheet(row, finding.sheet)
        _note_taken(row, finding.sheet, finding.taken)
        await _insert_faults(tx, row, finding.faults)
    enter_state(row, _state_after(finding, dry_run=dry_run))
    await tx.flush()


def enter_state(row: SheetImport, state: ImportState) -> None:
    """Change the state, and keep the time when that was the last change."""
    row.state = state
    row.finished_at = clock.now() if state in FINISHED_STATES else None


def _state_after(finding: Finding, *, dry_run: bool) -> ImportState:
    if finding.sheet is None:
        return ImportState.FAILED
    if not finding.sheet.is_mapped:
        return ImportState.MAPPING
    if finding.faults:
        return ImportState.FAULTY
    return ImportState.READY if dry_run else ImportState.DONE


def _note_sheet(row: SheetImport, sheet: Sheet) -> None:
    kind = sheet.kind
    row.sheet, row.sheets, row.header_row = sheet.sheet[:255], list(sheet.sheets), sheet.header_row
    row.signature, row.row_count = sheet.signature, sheet.row_count
    row.file_columns = [
        {"position": at, "title": title, "samples": list(sheet.samples.get(at, ()))}
        for at, title in enumerate(sheet.titles)
        if title or sheet.samples.get(at)
    ]
    row.columns = [_column(kind, name, sheet) for name in (column.name for column in kind.table.columns)]
    row.preview = [
        {"row": each.number, "cells": {name: _shown(value) for name, value in each.values.items()}}
        for each in sheet.rows[:PREVIEW_ROWS]
    ]


def _column(kind: ImportKind, name: str, sheet: Sheet) -> dict[str, Any]:
    column, guide = kind.column(name), kind.guides[name]
    return {
        "name": name,
        "zh": guide.zh,
        "en": guide.en,
        "helpZh": guide.help_zh,
        "helpEn": guide.help_en,
        "example": guide.example,
        "kind": column.kind.value.upper(),
        "required": column.required,
        "isKey": name == kind.key,
        "isOwn": name.startswith(OWN),
        "choices": list(column.choices),
        "position": sheet.mapping.positions.get(name),
        "isGuessed": name in sheet.mapping.guessed,
    }


def _note_taken(row: SheetImport, sheet: Sheet, taken: Taken) -> None:
    row.created_count, row.updated_count = taken.created_count, taken.updated_count
    row.unchanged_count = taken.unchanged_count
    row.warnings = [
        {"row": bad.row, "column": bad.column, "title": bad.title, "code": bad.code, "params": dict(bad.params)}
        for bad in _bad_values(sheet, taken.warnings[:WARNING_LIMIT])
    ]


async def _insert_faults(tx: AsyncSession, row: SheetImport, faults: Sequence[BadValue]) -> None:
    kept = sorted(faults[:FAULT_LIMIT], key=lambda bad: bad.row)
    created_at = clock.now()
    rows = [
        {
            "id": new_id(),
            "created_at": created_at,
            "sheet_import_id": row.id,
            "organization_id": row.organization_id,
            "row": bad.row,
            "column": bad.column[:100],
            "title": bad.title[:TITLE_LENGTH],
            "code": bad.code,
            "params": dict(bad.params),
            "value": bad.value,
            "nearest": bad.nearest,
            "cells": dict(bad.cells),
        }
        for bad in kept
    ]
    if rows:
        await tx.execute(insert(SheetImportFault), rows)


def _bad_values(sheet: Sheet, faults: Sequence[RowFault]) -> list[BadValue]:
    found = []
    naming = naming_columns(sheet.kind, sheet.mapping)
    for fault in faults:
        given = sheet.rows[fault.position]
        value = shown(_shown(given.values.get(fault.column)))
        told = {name: _shown(given.values.get(name))[:NAMING_LENGTH] for name in naming}
        cells = {name: text for name, text in told.items() if text}
        title = sheet.title(fault.column)
        found.append(BadValue(given.number, fault.column, title, fault.code, fault.params, value, cells))
    return found


def _shown(value: object) -> str:
    return cell_text(joined(value))
