"""Planned reads and brief transactions on connections of their own, with nothing between us and libpq.

psycopg's cursors cost more than a small statement itself: they watch the socket anew for every answer, make rows and
decode them. Here a connection is watched once for all, the text of an answer stays bytes, and what needs no answer in
between goes in one trip. psycopg still connects, converts parameters and names errors.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import Any, Final, Self

from psycopg import AsyncConnection, OperationalError, pq
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result

PREPARED_COUNT: Final = 200
"""How many statements a connection keeps prepared; then the one that was not asked for longest goes."""

UNPREPARED: Final = frozenset({"BEGIN", "COMMIT", "ROLLBACK"})
"""What is sent as it is: a transaction that failed takes nothing but its end."""

_ANSWERED: Final = frozenset({pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK})


def require_answered(result: pq.abc.PGresult) -> None:
    """Raise what the database says of a request that failed."""
    if result.status not in _ANSWERED:
        raise error_from_result(result)


Request = tuple[str, Sequence[Any]]
"""A statement and its parameters."""


def _results_of_requests(results: Sequence[pq.abc.PGresult], is_asked: Sequence[bool]) -> list[pq.abc.PGresult]:
    """One result for each request: a statement that could not be prepared answers what preparing it did."""
    kept: list[pq.abc.PGresult] = []
    failed: pq.abc.PGresult | None = None
    for result, counts in zip(results, is_asked, strict=True):
        if result.status == pq.ExecStatus.FATAL_ERROR:
            failed = failed or result
        if counts:
            kept.append(failed if failed is not None and result.status not in _ANSWERED else result)
    return kept


class Line:
    """One connection, which answers what it is asked in one trip: a statement, or several in order.

    It stays in libpq's pipeline mode: what is asked together fails together, from the first failure on.
    """

    def __init__(self, connection: AsyncConnection[Any]) -> None:
        self.connection = connection
        self._transformer = Transformer(connection)
        self._libpq = connection.pgconn
        self._libpq.nonblocking = 1
        self._libpq.enter_pipeline_mode()
        self._socket = self._libpq.socket
        self._loop = asyncio.get_running_loop()
        self._names: dict[str, bytes] = {}  # the last asked for stands last
        self._name_count = 0
        self._waiting: asyncio.Future[list[pq.abc.PGresult]] | None = None
        self._results: list[pq.abc.PGresult] = []
        self._loop.add_reader(self._socket, self._on_readable)

    @property
    def is_worn(self) -> bool:
        """Whether it should be replaced: it was lost, or somebody gave up waiting for its answer."""
        return self.connection.broken or self._waiting is not None

    async def ask(self, *requests: Request) -> list[pq.abc.PGresult]:
        """The result of each, the failed ones among them."""
        given = [self._dumped(parameters) for _, parameters in requests]  # what cannot be sent stops all
        waiting = self._waiting = self._loop.create_future()
        self._results = []
        is_asked: list[bool] = []  # of every command sent: whether its result was asked for
        unproven: list[str] = []
        for (statement, _), values in zip(requests, given, strict=True):
            if statement in UNPREPARED:
                self._libpq.send_query_params(statement.encode(), None)
            else:
                name = self._names.pop(statement, None)
                if name is None:
                    name = self._prepare(statement, is_asked)
                    unproven.append(statement)
                self._names[statement] = name
                self._libpq.send_query_prepared(name, values)
            is_asked.append(True)
        self._libpq.pipeline_sync()
        self._flush()
        results: list[pq.abc.PGresult] = await waiting  # when this is cancelled, `_waiting` stays: the line is worn
        self._waiting = None
        if unproven and any(result.status not in _ANSWERED for result in results):
            for statement in unproven:
                self._names.pop(statement, None)  # perhaps prepared, perhaps not: it gets another name next time
        return _results_of_requests(results, is_asked)

    async def close(self) -> None:
        self._forget_socket()
        await self.connection.close()

    def _prepare(self, statement: str, is_asked: list[bool]) -> bytes:
        if len(self._names) >= PREPARED_COUNT:
            oldest = self._names.pop(next(iter(self._names)))
            self._libpq.send_close_prepared(oldest)
            is_asked.append(False)
        self._name_count += 1
        name = f"line{self._name_count}".encode()
        self._libpq.send_prepare(name, statement.encode())
        is_asked.append(False)
        return name

    def _dumped(self, parameters: Sequence[Any]) -> Sequence[Any]:
        if not parameters:
            return ()
        return self._transformer.dump_sequence(parameters, [PyFormat.TEXT] * len(parameters))

    def _flush(self) -> None:
        """Send what libpq holds; a request longer than the socket's buffer goes on when there is room again."""
        if self._libpq.flush():
            self._loop.add_writer(self._socket, self._on_writable)

    def _on_writable(self) -> None:
        try:
            if not self._libpq.flush():
                self._loop.remove_writer(self._socket)
        except OperationalError as error:
            self._lose(error)

    def _on_readable(self) -> None:
        try:
            self._libpq.consume_input()
            was_end = False  # each result is followed by None, and two of them mean that there is nothing more yet
            while not self._libpq.is_busy():
                result = self._libpq.get_result()
                if result is None:
                    if was_end:
                        return
                elif result.status == pq.ExecStatus.PIPELINE_SYNC:
                    self._hand_over()
                    return
                else:
                    self._results.append(result)
                was_end = result is None
        except OperationalError as error:
            self._lose(error)

    def _hand_over(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(self._results)

    def _lose(self, error: OperationalError) -> None:
        """The server is gone: nothing more is to be heard here."""
        self._forget_socket()
        self._libpq.finish()
        waiting = self._waiting
        if waiting is not None and not waiting.done():
            waiting.set_exception(error)

    def _forget_socket(self) -> None:
        self._loop.remove_reader(self._socket)
        self._loop.remove_writer(self._socket)


class Reader:
    """Lines to one database, opened when they are needed."""

    def __init__(self, conninfo: str, *, size: int) -> None:
        self._conninfo = conninfo
        self._free: deque[Line] = deque()
        self._room = asyncio.Semaphore(size)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        while self._free:
            await self._free.pop().close()

    async def value(self, statement: str, parameters: Sequence[Any]) -> bytes | None:
        """The one value that a statement answers, as text. The statement must be safe to run twice."""
        async with self.line() as lent:
            [result] = await lent.ask((statement, parameters))
        require_answered(result)
        return result.get_value(0, 0) if result.ntuples else None

    def line(self) -> "Lent":
        """A line for a while: `async with reader.line() as lent`."""
        return Lent(self, self._room)

    async def take(self, *, anew: bool = False) -> tuple[Line, bool]:
        """A line, and whether it was opened just now."""
        while self._free and not anew:
            line = self._free.pop()
            if not line.is_worn:
                return line, False
            await line.close()
        return Line(await AsyncConnection.connect(self._conninfo, autocommit=True)), True

    async def take_back(self, line: Line) -> None:
        if line.is_worn:
            await line.close()
        else:
            self._free.append(line)


class Lent:
    """A line on loan, to be given back with no transaction open.

    Lost while nobody used it, it is replaced: what is asked first must be safe to ask twice.
    """

    def __init__(self, reader: Reader, room: asyncio.Semaphore) -> None:
        self._reader = reader
        self._room = room
        self._line: Line | None = None

    async def __aenter__(self) -> Self:
        await self._room.acquire()
        return self

    async def __aexit__(self, *_: object) -> None:
        try:
            if self._line is not None:
                await self._reader.take_back(self._line)
        finally:
            self._room.release()

    @property
    def is_worn(self) -> bool:
        return self._line is not None and self._line.is_worn

    @property
    def connection(self) -> AsyncConnection[Any]:
        """By which results are read; there is one once something was asked."""
        if self._line is None:
            raise RuntimeError("nothing was asked yet")
        return self._line.connection

    async def ask(self, *requests: Request) -> list[pq.abc.PGresult]:
        if self._line is not None:
            return await self._line.ask(*requests)
        self._line, is_new = await self._reader.take()
        try:
            return await self._line.ask(*requests)
        except OperationalError:
            if is_new or not self._line.connection.broken:
                raise
        await self._line.close()
        self._line, _ = await self._reader.take(anew=True)
        return await self._line.ask(*requests)
