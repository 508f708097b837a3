"""LISTEN/NOTIFY for subscriptions: one connection per process hears the bells of all who watch.

A bell carries no state: whoever hears it reads the row again. A missed bell therefore costs at most one poll.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any, Final, Self

import structlog
from psycopg import AsyncConnection, Error, Notify, sql

from services.kit.database import Database

log = structlog.get_logger()

POLL_SECONDS: Final = 5.0
HEED_SECONDS: Final = 1.0
"""How long at most until the connection listens to a channel nobody watched before."""
LONGEST_PAUSE_SECONDS: Final = 30.0


class Bell:
    """The bells of one process."""

    def __init__(self, database: Database, *, poll_seconds: float = POLL_SECONDS) -> None:
        self._conninfo = database.conninfo
        self._poll_seconds = poll_seconds
        self._watchers: defaultdict[tuple[str, str], set[asyncio.Event]] = defaultdict(set)
        self._channels: set[str] = set()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._listen_forever(), name="bell")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def rings(self, channel: str, payload: str) -> AsyncIterator[None]:
        """Yields at once, then whenever `ring(tx, channel, payload)` was committed, and every few seconds anyway."""
        rung = asyncio.Event()
        self._channels.add(channel)
        watchers = self._watchers[channel, payload]
        watchers.add(rung)
        try:
            while True:
                rung.clear()
                yield
                with suppress(TimeoutError):
                    await asyncio.wait_for(rung.wait(), self._poll_seconds)
        finally:
            watchers.discard(rung)
            if not watchers:
                self._watchers.pop((channel, payload), None)

    async def _listen_forever(self) -> None:
        pause_seconds = 0.5
        while True:
            try:
                async with await AsyncConnection.connect(self._conninfo, autocommit=True) as connection:
                    pause_seconds = 0.5
                    await self._listen(connection)
            except Error as error:
                log.warning("bell_lost", reason=str(error), retry_seconds=pause_seconds)
                await asyncio.sleep(pause_seconds)
                pause_seconds = min(pause_seconds * 2, LONGEST_PAUSE_SECONDS)

    async def _listen(self, connection: AsyncConnection[Any]) -> None:
        heeded: set[str] = set()
        while True:
            for channel in self._channels - heeded:
                await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
                heeded.add(channel)
                self._wake_channel(channel)  # what rang before nobody heard
            async for notice in connection.notifies(timeout=HEED_SECONDS):
                self._wake(notice)

    def _wake(self, notice: Notify) -> None:
        for rung in self._watchers.get((notice.channel, notice.payload), ()):
            rung.set()

    def _wake_channel(self, channel: str) -> None:
        for (watched, _), events in self._watchers.items():
            if watched == channel:
                for rung in events:
                    rung.set()
