"""Counting what must not be tried often, for all processes together: one row a key, one statement an attempt."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from services.identity.queries import count_attempt
from services.identity.rules import Attempt, require_attempt_left
from services.kit.actor import SYSTEM
from services.kit.database import Database


async def take_attempts(database: Database, *attempts: Attempt) -> None:
    """Count attempts, and refuse when one of them is one too many; they are counted all the same."""
    async with database.transaction(SYSTEM) as tx:
        counted = await _count(tx, attempts)
    for attempt, (attempt_count, ends_at) in counted:
        require_attempt_left(attempt, attempt_count, ends_at)


async def _count(tx: AsyncSession, attempts: tuple[Attempt, ...]) -> list[tuple[Attempt, tuple[int, datetime]]]:
    """In the order of their keys, so that two who count the same cannot wait for each other."""
    ordered = sorted(attempts, key=lambda attempt: attempt.key)
    return [(each, await count_attempt(tx, each.key, each.limit.window)) for each in ordered]
