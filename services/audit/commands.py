"""Sealing the record of changes, and showing that nobody tampered with it."""

import asyncio
from dataclasses import dataclass
from typing import Final

import structlog
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.audit.queries import count_waiting, find_inserted, list_links
from services.audit.rules import BEGINNING, BadEntry, ChainFault, find_fault
from services.kit.actor import SYSTEM
from services.kit.database import Database

SEAL_SECONDS: Final = 5.0
"""How often a worker gives entries their place in the chain."""

SEALED_AT_ONCE: Final = 5000
READ_AT_ONCE: Final = 2000

_SEAL: Final = text("SELECT audit_seal(:most, :waits)")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What a verification found. `head` is the hash of the last good link: whoever keeps it can ask for it later."""

    entry_count: int
    head: bytes
    waiting_count: int
    """Entries of transactions that were still running: they are not in the chain yet."""
    bad: BadEntry | None = None


async def seal(database: Database, *, waits: bool = True) -> int:
    """Give every entry that can have it its place in the chain; returns how many."""
    sealed = 0
    while True:
        async with database.transaction(SYSTEM) as tx:
            count = await tx.scalar(_SEAL, {"most": SEALED_AT_ONCE, "waits": waits}) or 0
        sealed += count
        if count < SEALED_AT_ONCE:
            return sealed


async def seal_steadily(database: Database) -> None:
    """Seal every few seconds for as long as the worker runs; of several workers one does it."""
    while True:
        await asyncio.sleep(SEAL_SECONDS)
        try:
            await seal(database, waits=False)
        except DBAPIError:
            log.warning("the record of changes could not be sealed; trying again")


async def verify_chain(database: Database, *, head: bytes | None = None) -> ChainReport:
    """Walk the chain from its beginning, a page at a time, and stop at the first entry that is wrong.

    With `head`, the hash with which the chain once ended, also that it still holds everything up to there.
    """
    last, number = BEGINNING, 0
    is_head_met = head is None or head == BEGINNING
    while True:
        async with database.transaction(SYSTEM) as tx:
            links = await list_links(tx, number, READ_AT_ONCE)
        for link in links:
            bad = find_fault(link, number + 1, last)
            if bad is not None:
                return ChainReport(number, last, 0, bad)
            last, number = link.hash, link.number
            is_head_met = is_head_met or last == head
        if len(links) < READ_AT_ONCE:
            break
    async with database.transaction(SYSTEM) as tx:
        inserted, waiting_count = await find_inserted(tx), await count_waiting(tx)
    bad = None
    if inserted is not None:
        bad = BadEntry(ChainFault.ENTRY_INSERTED, 0, inserted)
    elif not is_head_met:
        bad = BadEntry(ChainFault.HEAD_MISSING, number, None)
    return ChainReport(number, last, waiting_count, bad)
