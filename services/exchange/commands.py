"""Use cases of imports: people begin, map, mend, commit and cancel; files of some size are read and written by jobs."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.exchange.examining import Progress, enter_state, examine, note
from services.exchange.kinds import get_import_kind, own_names, with_own
from services.exchange.models import (
    FINISHED_STATES,
    OPEN_STATES,
    ColumnMapping,
    ImportState,
    SheetImport,
    SheetImportContent,
)
from services.exchange.queries import delete_old, find_mapping, get_import_to_change
from services.files.queries import get_file
from services.kit import clock
from services.kit.actor import SYSTEM, Actor
from services.kit.database import Database, ring
from services.kit.faults import InputFaults
from services.kit.jobs import SHEET_QUEUE, defer_on
from services.kit.refusals import FieldFault, InvalidInput, RuleBroken
from services.kit.versions import require_version

BELL: Final = "sheet_import"
"""The channel that rings with an import's id whenever its row changed."""
JOB: Final = "exchange.run_import"
AT_ONCE_BYTES: Final = 256 * 1024
"""A file of this size is read while its sender waits, some thousand rows in a second; a larger one by a job."""
ATTEMPT_LIMIT: Final = 5
MEND_LIMIT: Final = 10_000
MENDS_AT_ONCE: Final = 500
KEPT_FOR: Final = timedelta(days=30)
REMOVED_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class NewImport:
    """What is to be imported where; `publishes` makes public what the kind can keep as a draft."""

    kind: str
    target_id: UUID
    file_id: UUID
    publishes: bool = False


@dataclass(frozen=True, slots=True)
class NewMapping:
    """Which sheet, which header, which columns; what is None the machine finds."""

    sheet: str | None = None
    header_row: int | None = None
    positions: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Mend:
    """What a cell should have said; None takes an earlier mend back."""

    row: int
    column: str
    value: str | None


async def start_import(tx: AsyncSession, actor: Actor, new: NewImport) -> SheetImport:
    """Take a file that was handed in, read it and find out what it would do; nothing of it is written yet."""
    kind = get_import_kind(new.kind)
    organization_id = await kind.admit(tx, actor, new.target_id)
    stored = await get_file(tx, new.file_id)
    row = SheetImport(
        organization_id=organization_id,
        kind=kind.name,
        target_id=new.target_id,
        publishes=new.publishes,
        file_name=stored.name,
        file_sha256=sha256(stored.content).hexdigest(),
        byte_count=len(stored.content),
    )
    tx.add(row)
    await tx.flush()
    tx.add(SheetImportContent(sheet_import_id=row.id, organization_id=organization_id, content=stored.content))
    await tx.flush()
    return await _set_off(tx, actor, row, ImportState.READING)


async def set_import_mapping(
    tx: AsyncSession, actor: Actor, import_id: UUID, version: int, mapping: NewMapping
) -> SheetImport:
    """Say which sheet, header and columns count; remembered for files with the same headers. Reads the file again."""
    row = await _open_import(tx, import_id, version)
    _require_mapping(row, mapping)
    moves = (mapping.sheet, mapping.header_row) != (row.directions.get("sheet"), row.directions.get("header_row"))
    kept: Mapping[str, Any] = {} if moves else row.directions
    positions = None if mapping.positions is None else dict(mapping.positions)
    row.directions = {**kept, "sheet": mapping.sheet, "header_row": mapping.header_row, "positions": positions}
    return await _set_off(tx, actor, row, ImportState.READING)


async def mend_import_cells(
    tx: AsyncSession, actor: Actor, import_id: UUID, version: int, mends: Sequence[Mend]
) -> SheetImport:
    """Put cells right without touching the file, which is read again with them."""
    row = await _open_import(tx, import_id, version)
    known = {column["name"] for column in row.columns}
    faults = InputFaults()
    faults.check_range("cells", len(mends), 1, MENDS_AT_ONCE)
    for place, mend in enumerate(mends[:MENDS_AT_ONCE]):
        if mend.column not in known:
            faults.add(f"cells.{place}.column", "UNKNOWN_VALUE", value=mend.column[:40])
        faults.check_range(f"cells.{place}.row", mend.row, (row.header_row or 0) + 1, 2**31 - 1)
        faults.check_text(f"cells.{place}.value", mend.value or "", 32_000)
    faults.raise_if_any()
    kept = {(number, column): value for number, column, value in row.directions.get("mends", ())}
    kept |= {(mend.row, mend.column): mend.value for mend in mends}
    cells = [[*place, value] for place, value in kept.items() if value is not None]
    _require_few("cells", cells)
    row.directions = {**row.directions, "mends": cells}
    return await _set_off(tx, actor, row, ImportState.READING)


async def ignore_import_rows(
    tx: AsyncSession, actor: Actor, import_id: UUID, version: int, change: tuple[Collection[int], Collection[int]]
) -> SheetImport:
    """Leave rows out, and take others in again: (left out, taken in)."""
    row = await _open_import(tx, import_id, version)
    left_out, taken_in = change
    _require_few("rows", left_out)
    _require_few("restore", taken_in)
    ignored = sorted({*row.directions.get("ignored", ()), *left_out} - {*taken_in})
    _require_few("rows", ignored)
    row.directions = {**row.directions, "ignored": ignored}
    return await _set_off(tx, actor, row, ImportState.READING)


async def commit_import(tx: AsyncSession, actor: Actor, import_id: UUID, version: int) -> SheetImport:
    """Write what was shown, all or nothing, once: said again, it answers what became of the first time."""
    row = await get_import_to_change(tx, import_id)
    if row.state in {ImportState.WRITING, ImportState.DONE}:
        return row
    require_version("IMPORT_STALE", row, version)
    if row.state is not ImportState.READY:
        raise RuleBroken("IMPORT_NOT_READY", state=row.state.value)
    await _remember_mapping(tx, row)
    return await _set_off(tx, actor, row, ImportState.WRITING)


async def cancel_import(tx: AsyncSession, import_id: UUID) -> SheetImport:
    """Give an import up. One that is being read or written ends as soon as its worker hears of it."""
    row = await get_import_to_change(tx, import_id)
    if row.state is ImportState.CANCELED:
        return row
    if row.state in FINISHED_STATES:
        raise RuleBroken("IMPORT_FINISHED", state=row.state.value)
    row.cancel_requested_at = row.cancel_requested_at or clock.now()
    if row.state in OPEN_STATES or not row.attempt_count:
        enter_state(row, ImportState.CANCELED)
    row.version += 1
    await save(tx, row)
    return row


async def save(tx: AsyncSession, row: SheetImport) -> None:
    """Keep the row as it is now and wake who watches it."""
    await tx.flush()
    await ring(tx, BELL, str(row.id))


async def remove_old_imports(database: Database) -> int:
    """Remove imports whose month is over; returns how many."""
    total = 0
    removed = REMOVED_AT_ONCE
    while removed == REMOVED_AT_ONCE:
        async with database.transaction(SYSTEM) as tx:
            removed = await delete_old(tx, clock.now() - KEPT_FOR, REMOVED_AT_ONCE)
        total += removed
    return total


async def _set_off(tx: AsyncSession, actor: Actor, row: SheetImport, state: ImportState) -> SheetImport:
    """Read or write now where the file is small, else have a job do it; whoever set it off answers for it."""
    row.account_id, row.deputy_id = actor.account_id, actor.deputy_id
    row.state, row.attempt_count, row.version = state, 0, row.version + 1
    if row.byte_count > AT_ONCE_BYTES:
        await tx.flush()
        await defer_on(tx, SHEET_QUEUE, JOB, import_id=str(row.id))
    else:
        is_dry = state is ImportState.READING
        finding = await examine(tx, actor, row, Progress(), dry_run=is_dry)
        await note(tx, row, finding, dry_run=is_dry)
    await save(tx, row)
    return row


async def _open_import(tx: AsyncSession, import_id: UUID, version: int) -> SheetImport:
    row = await get_import_to_change(tx, import_id)
    require_version("IMPORT_STALE", row, version)
    if row.state not in OPEN_STATES:
        raise RuleBroken("IMPORT_NOT_OPEN", state=row.state.value)
    return row


def _require_mapping(row: SheetImport, mapping: NewMapping) -> None:
    faults = InputFaults()
    kind = get_import_kind(row.kind)
    given = mapping.positions or {}
    known = {column.name for column in with_own(kind, own_names(given)).table.columns}
    if mapping.sheet is not None and mapping.sheet not in row.sheets:
        faults.add("sheet", "UNKNOWN_VALUE", value=mapping.sheet[:40])
    faults.check_range("headerRow", mapping.header_row, 1, 1_048_576)
    for place, (name, position) in enumerate(given.items()):
        if name not in known:
            faults.add(f"columns.{place}.column", "UNKNOWN_VALUE", value=name[:40])
        faults.check_range(f"columns.{place}.position", position, 0, 16_383)
    positions = list(given.values())
    if len(set(positions)) < len(positions):
        faults.add("columns", "NOT_UNIQUE")
    faults.raise_if_any()


def _require_few(path: str, given: Collection[object]) -> None:
    if len(given) > MEND_LIMIT:
        raise InvalidInput([FieldFault(path, "TOO_MANY", {"count": len(given), "maximum": MEND_LIMIT})])


async def _remember_mapping(tx: AsyncSession, row: SheetImport) -> None:
    positions = {each["name"]: each["position"] for each in row.columns if each["position"] is not None}
    known = await find_mapping(tx, row)
    if known is None:
        tx.add(
            ColumnMapping(
                organization_id=row.organization_id, kind=row.kind, signature=row.signature, positions=positions
            )
        )
    else:
        known.positions = positions
    await tx.flush()
