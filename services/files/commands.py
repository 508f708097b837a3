"""Keeping what people hand in for as long as they work with it."""

from datetime import timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from services.files.models import StoredFile
from services.files.queries import delete_older, delete_surplus
from services.files.rules import ReceivedFile
from services.kit.actor import SYSTEM, Actor
from services.kit.clock import now
from services.kit.database import Database
from services.kit.refusals import NotAllowed

KEPT_COUNT: Final = 10
"""A person's newest files stay; an upload pushes the oldest out."""

KEPT_FOR: Final = timedelta(days=1)
REMOVED_AT_ONCE: Final = 200
ROUND_LIMIT: Final = 100
"""The next hour takes the rest."""


async def store_file(tx: AsyncSession, actor: Actor, received: ReceivedFile) -> StoredFile:
    """Keep a received file for the person who sent it, for a day."""
    if actor.account_id is None:
        raise NotAllowed("SIGN_IN_REQUIRED")
    stored = StoredFile(
        account_id=actor.account_id,
        name=received.name,
        byte_count=len(received.content),
        sha256=received.sha256,
        content=received.content,
    )
    tx.add(stored)
    await tx.flush()
    await delete_surplus(tx, actor.account_id, KEPT_COUNT)
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
