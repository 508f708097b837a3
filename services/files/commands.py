"""Keeping what people hand in for as long as they work with it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from services.files.models import FilePurpose, FileState, StoredFile
from services.files.queries import delete_older, delete_surplus, list_known, require_owner
from services.files.rules import ReceivedFile, Upload
from services.files.stores import FileStore
from services.kit.actor import SYSTEM, Actor
from services.kit.clock import now
from services.kit.database import Database
from services.kit.ids import new_id
from services.kit.jobs import defer
from services.kit.settings import Settings

KEPT_COUNT: Final[Mapping[FilePurpose, int]] = {FilePurpose.SHEET: 10, FilePurpose.MATERIAL: 50}
"""A person's newest files that are attached to nothing stay; an upload pushes the oldest out."""

KEPT_FOR: Final = timedelta(days=1)
REMOVED_AT_ONCE: Final = 200
ROUND_LIMIT: Final = 100
"""The next hour takes the rest."""

SETTLED_AFTER: Final = timedelta(hours=1)
"""A content that is older and has no row belongs to an upload that came to nothing, or to a row that is gone."""

SCAN_JOB: Final = "files.scan"


async def store_file(tx: AsyncSession, actor: Actor, received: ReceivedFile) -> StoredFile:
    """Keep a file that was made here for a person, for a day, within the transaction."""
    stored = StoredFile(
        account_id=require_owner(actor),
        name=received.name,
        byte_count=len(received.content),
        sha256=received.sha256,
        content=received.content,
    )
    return await _insert(tx, stored)


async def store_upload(
    database: Database, store: FileStore, settings: Settings, actor: Actor, upload: Upload
) -> StoredFile:
    """Keep a file that came in for the person who sent it, for a day or until it is attached to something."""
    stored = StoredFile(
        id=new_id(),
        account_id=require_owner(actor),
        name=upload.name,
        byte_count=upload.byte_count,
        sha256=upload.sha256,
        purpose=upload.purpose,
        content_type=upload.content_type,
        state=FileState.QUARANTINED if settings.scan_command else FileState.CLEAN,
    )
    await store.put(stored.id, upload.path)
    try:
        async with database.transaction(actor) as tx:
            await _insert(tx, stored)
            if stored.state is FileState.QUARANTINED:
                await defer(tx, SCAN_JOB, file_id=str(stored.id))
    except BaseException:
        await store.remove([stored.id])
        raise
    return stored


async def _insert(tx: AsyncSession, stored: StoredFile) -> StoredFile:
    tx.add(stored)
    await tx.flush()
    if stored.account_id:
        await delete_surplus(tx, stored.account_id, stored.purpose, KEPT_COUNT[stored.purpose])
    return stored


async def remove_old_files(database: Database) -> int:
    """Remove the files whose day is over, in many short transactions; returns how many."""
    total = 0
    for _ in range(ROUND_LIMIT):
        async with database.transaction(SYSTEM) as tx:
            removed = await delete_older(tx, now() - KEPT_FOR, REMOVED_AT_ONCE)
        total += removed
        if removed < REMOVED_AT_ONCE:
            break
    return total


async def remove_orphans(database: Database, store: FileStore) -> int:
    """Remove the contents that no row names any more; returns how many."""
    total = 0
    async for keys in store.list_older(now() - SETTLED_AFTER):
        async with database.transaction(SYSTEM) as tx:
            orphans = sorted(set(keys) - await list_known(tx, keys))
        await store.remove(orphans)
        total += len(orphans)
    return total
