"""One attempt of a worker at an import: as whoever set it off, in one transaction, told to stop when nobody wants it.

Killed in the middle, the transaction is gone and nothing was written; the job is taken up again by another worker.
"""

import asyncio
from collections.abc import Mapping
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from services.exchange.commands import ATTEMPT_LIMIT, JOB, save
from services.exchange.examining import Progress, enter_state, examine, note
from services.exchange.models import ImportState, SheetImport
from services.exchange.queries import get_import, get_import_to_change
from services.kit.actor import SYSTEM, Actor
from services.kit.database import Database
from services.kit.jobs import SHEET_QUEUE, defer_on
from services.kit.refusals import Param, Refusal

BEAT_SECONDS: Final = 0.5
WORKING: Final = frozenset({ImportState.READING, ImportState.WRITING})

log = structlog.get_logger(__name__)


class ImportLost(Exception):
    """The import was canceled, or another worker has it: what this attempt did must not count."""


async def run_import(database: Database, import_id: UUID) -> None:
    """Claim an import and bring it to where a person must look at it, or to its end."""
    async with database.transaction(SYSTEM) as tx:
        row = await _claim(tx, import_id)
    if row is None:
        return
    log.info("import begun", sheet_import=str(import_id), state=row.state.value, attempt=row.attempt_count)
    progress = Progress()
    try:
        await _while_wanted(database, row, progress, asyncio.create_task(_work(database, row, progress)))
    except asyncio.CancelledError:
        await asyncio.shield(_give_back(database, row))
        raise
    except ImportLost:
        await _end(database, row, None, {})
    except Refusal as refusal:
        await _end(database, row, refusal.code, refusal.params)
    except (InterfaceError, OperationalError, OSError):
        raise
    except Exception:
        log.exception("import broke", sheet_import=str(import_id))
        await _end(database, row, "INTERNAL_ERROR", {})


async def _claim(tx: AsyncSession, import_id: UUID) -> SheetImport | None:
    """The import if there is something left to do; the attempt fences out whoever had it before."""
    row = await get_import_to_change(tx, import_id)
    if row.state not in WORKING:
        return None
    if row.cancel_requested_at is not None:
        enter_state(row, ImportState.CANCELED)
    elif row.attempt_count >= ATTEMPT_LIMIT:
        row.failure_code, row.failure_params = "TOO_MANY_ATTEMPTS", {"attempt_count": row.attempt_count}
        enter_state(row, ImportState.FAILED)
    else:
        row.attempt_count += 1
    await save(tx, row)
    return row if row.state in WORKING else None


async def _work(database: Database, claimed: SheetImport, progress: Progress) -> None:
    actor = Actor(claimed.account_id, deputy_id=claimed.deputy_id)
    is_dry = claimed.state is ImportState.READING
    async with database.transaction(actor) as tx:
        row = await get_import(tx, claimed.id)
        finding = await examine(tx, actor, row, progress, dry_run=is_dry)
        held = await get_import_to_change(tx, claimed.id)
        if not _is_held(held, claimed):
            raise ImportLost
        await note(tx, held, finding, dry_run=is_dry)
        await save(tx, held)
    log.info("import ended", sheet_import=str(claimed.id), state=held.state.value, faults=held.fault_count)


async def _while_wanted(database: Database, claimed: SheetImport, progress: Progress, work: asyncio.Task[None]) -> None:
    """Show how far the work is while it goes on, and drop it when nobody wants it any more."""
    try:
        while not (await asyncio.wait([work], timeout=BEAT_SECONDS))[0]:
            if not await _beat(database, claimed, progress):
                raise ImportLost
        work.result()
    finally:
        work.cancel()
        await asyncio.wait([work])


async def _beat(database: Database, claimed: SheetImport, progress: Progress) -> bool:
    async with database.transaction(SYSTEM) as tx:
        row = await get_import_to_change(tx, claimed.id)
        if not _is_held(row, claimed):
            # The work may just have ended, which lets go of the import as well; then it counts.
            return row.state not in WORKING and row.cancel_requested_at is None
        if (row.phase, row.handled_count) != (progress.phase, progress.handled_count):
            row.phase, row.handled_count = progress.phase, progress.handled_count
            await save(tx, row)
    return True


def _is_held(row: SheetImport, claimed: SheetImport) -> bool:
    """Whether this attempt still has the import and nobody wants it canceled."""
    return (
        row.state is claimed.state
        and (row.version, row.attempt_count) == (claimed.version, claimed.attempt_count)
        and row.cancel_requested_at is None
    )


async def _end(database: Database, claimed: SheetImport, code: str | None, params: Mapping[str, Param]) -> None:
    """End an import without a finding: canceled (no code) or failed."""
    async with database.transaction(SYSTEM) as tx:
        row = await get_import_to_change(tx, claimed.id)
        if row.state not in WORKING or row.attempt_count != claimed.attempt_count:
            return
        row.phase = ""
        if code is None or row.cancel_requested_at is not None:
            enter_state(row, ImportState.CANCELED)
        else:
            row.failure_code, row.failure_params = code[:60], dict(params)
            enter_state(row, ImportState.FAILED)
        await save(tx, row)
    log.info("import ended", sheet_import=str(claimed.id), failure=code or "CANCELED")


async def _give_back(database: Database, claimed: SheetImport) -> None:
    """Queue the import again because its worker is told to stop; this attempt does not count."""
    async with database.transaction(SYSTEM) as tx:
        row = await get_import_to_change(tx, claimed.id)
        if row.state in WORKING and row.attempt_count == claimed.attempt_count:
            row.attempt_count -= 1
            await defer_on(tx, SHEET_QUEUE, JOB, import_id=str(row.id))
            await save(tx, row)
