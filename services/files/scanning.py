"""Quarantine: a file is opened to nobody before the scanner of the deployment has looked at it."""

import asyncio
import shlex
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from services.files.models import FileState, StoredFile
from services.files.stores import FileStore
from services.kit.actor import SYSTEM
from services.kit.clock import now
from services.kit.database import Database
from services.kit.settings import Settings


class ScannerFailedError(Exception):
    """The scanner said neither clean nor not; the job is tried again."""


async def scan_file(database: Database, store: FileStore, settings: Settings, file_id: UUID) -> FileState | None:
    """Have the scanner look at a file and release or refuse it; None where there is nothing to decide any more."""
    async with database.transaction(SYSTEM) as tx:
        stored = await tx.get(StoredFile, file_id)
    if stored is None or stored.state is not FileState.QUARANTINED:
        return None
    state = await _ask(settings, store, file_id) if settings.scan_command else FileState.CLEAN
    async with database.transaction(SYSTEM) as tx:
        row = await tx.get(StoredFile, file_id, with_for_update=True)
        if row is not None:
            row.state, row.scanned_at = state, now()
    if state is FileState.REFUSED:
        await store.remove([file_id])
    return state


async def _ask(settings: Settings, store: FileStore, file_id: UUID) -> FileState:
    """Run the command over a copy with no name of its own."""
    with TemporaryDirectory(prefix="greenbridge-scan-") as folder:
        path = Path(folder) / "file"
        await _copy(store, file_id, path)
        process = await asyncio.create_subprocess_exec(*shlex.split(settings.scan_command), str(path))
        try:
            code = await asyncio.wait_for(process.wait(), settings.scan_seconds)
        except TimeoutError:
            process.kill()
            code = await process.wait()
    if code not in {0, 1}:
        raise ScannerFailedError(f"the scanner ended with {code}")
    return FileState.CLEAN if code == 0 else FileState.REFUSED


async def _copy(store: FileStore, file_id: UUID, path: Path) -> None:
    with await asyncio.to_thread(path.open, "wb") as file:
        async for chunk in store.stream(file_id):
            await asyncio.to_thread(file.write, chunk)
