"""Planned reads on connections of their own: one prepared statement, one value, nothing between us and libpq.

psycopg's cursors cost more than a small statement itself: they watch the socket anew for every answer, make rows and
decode them. Here a connection is watched once for all, and the text of the answer stays bytes. psycopg still connects,
converts parameters and names errors.
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

_ANSWERED: Final = frozenset({pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK})


class Line:
    """One connection, which answers one statement after the other."""

    def __init__(self, connection: AsyncConnection[Any]) -> None:
        self.connection = connection
        self._libpq = connection.pgconn
        self._libpq.nonblocking = 1
        self._socket = self._libpq.socket
        self._loop = asyncio.get_running_loop()
        self._names: dict[str, bytes] = {}  # the last asked for stands last
        self._name_count = 0
        self._waiting: asyncio.Future[pq.abc.PGresult] | None = None
        self._result: pq.abc.PGresult | None = None
        self._loop.add_reader(self._socket, self._on_readable)

    @property
    def is_worn(self) -> bool:
        """Whether it should be replaced: it was lost, or somebody gave up waiting for its answer."""
        return self.connection.broken or self._waiting is not None

    async def value(self, statement: str, parameters: Sequence[Any]) -> bytes | None:
        """The first column of the first row as text; None when it is NULL or there is no row."""
        given = Transformer(self.connection).dump_sequence(parameters, [PyFormat.TEXT] * len(parameters))
        name = self._names.pop(statement, None) or await self._prepare(statement)
        self._names[statement] = name
        self._libpq.send_query_prepared(name, given)
        result = await self._result_of_query()
        return result.get_value(0, 0) if result.ntuples else None

    async def close(self) -> None:
        self._forget_socket()
        await self.connection.close()

    async def _prepare(self, statement: str) -> bytes:
        if len(self._names) >= PREPARED_COUNT:
            oldest = self._names.pop(next(iter(self._names)))
            self._libpq.send_query(b"DEALLOCATE " + oldest)
            await self._result_of_query()
        self._name_count += 1
        name = f"read{self._name_count}".encode()
        self._libpq.send_prepare(name, statement.encode())
        await self._result_of_query()
        return name

    async def _result_of_query(self) -> pq.abc.PGresult:
        waiting = self._waiting = self._loop.create_future()
        self._flush()
        result: pq.abc.PGresult = await waiting  # when this is cancelled, `_waiting` stays, and the line is thrown away
        self._waiting = None
        if result.status not in _ANSWERED:
            raise error_from_result(result)
        return result

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
            while not self._libpq.is_busy():
                result = self._libpq.get_result()
                if result is None:
                    self._hand_over()
                    return
                if self._result is None or result.status not in _ANSWERED:
                    self._result = result
        except OperationalError as error:
            self._lose(error)

    def _hand_over(self) -> None:
        result, self._result = self._result, None
        if result is not None and self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(result)

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
        async with self._room:
            line, is_new = await self._line()
            try:
                return await line.value(statement, parameters)
            except OperationalError:
                if is_new or not line.connection.broken:
                    raise
            finally:
                await self._return(line)
            line, _ = await self._line(anew=True)  # it was lost while nobody used it
            try:
                return await line.value(statement, parameters)
            finally:
                await self._return(line)

    async def _line(self, *, anew: bool = False) -> tuple[Line, bool]:
        while self._free and not anew:
            line = self._free.pop()
            if not line.is_worn:
                return line, False
            await line.close()
        return Line(await AsyncConnection.connect(self._conninfo, autocommit=True)), True

    async def _return(self, line: Line) -> None:
        if line.is_worn:
            await line.close()
        else:
            self._free.append(line)
