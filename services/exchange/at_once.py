"""An import in one gesture, for programs that need no wizard: read, refused with every bad cell, or written whole."""

import asyncio
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.exchange.examining import faults_of, take_rows
from services.exchange.kinds import Batch, ImportKind, Taken, kind_of_target
from services.exchange.reading import Directions, read_sheet
from services.files.queries import get_file
from services.kit.actor import Actor
from services.kit.refusals import CellFault, SheetRefused
from services.kit.sheets import FAULT_LIMIT, SheetSource

UNATTENDED: Final = Directions(is_strict=True)


async def import_at_once(
    tx: AsyncSession,
    actor: Actor,
    kind: ImportKind,
    target: tuple[UUID, UUID],
    *,
    dry_run: bool,
    publishes: bool = False,
) -> Taken:
    """Take a file whole or not at all; `target` is where it leads and the file. Raises SheetRefused."""
    target_id, file_id = target
    await kind.admit(tx, actor, target_id)
    stored = await get_file(tx, file_id)
    source = SheetSource(stored.name, stored.content)
    kind = await kind_of_target(tx, kind.name, target_id)
    sheet = await asyncio.to_thread(read_sheet, source, kind, UNATTENDED)
    batch = Batch(target_id, sheet.rows, publishes, dry_run or bool(sheet.faults))
    taken = await take_rows(tx, actor, kind, sheet, batch)
    faults = faults_of(sheet, taken)
    if faults:
        shown = [CellFault(bad.row, bad.title, bad.code, bad.params) for bad in faults[:FAULT_LIMIT]]
        raise SheetRefused(source.name, shown, len(faults))
    return taken
