"""Brief transactions: a statement or two on a line of the reader, where a session would cost more than they do.

BEGIN travels with the first statement, and COMMIT with what is to be read afterwards: a gesture of one statement takes
two trips in place of five. A command that only executes takes `Executes`, and runs here as well as in a session.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Protocol, Self

from psycopg import InternalError, pq
from psycopg.adapt import Transformer
from sqlalchemy import Executable
from sqlalchemy.exc import NoResultFound
from sqlalchemy.sql import ClauseElement

from services.kit.actor import ACTOR_SETTING, Actor
from services.kit.cause import CAUSE_SETTING, cause_setting
from services.kit.dialect import DIALECT
from services.kit.reader import Reader, Request, require_answered

COMPILED_COUNT: Final = 500
_BEGIN: Final[Request] = ("BEGIN", ())
_COMMIT: Final[Request] = ("COMMIT", ())
_ROLLBACK: Final[Request] = ("ROLLBACK", ())
_SET: Final = f"SELECT set_config('{ACTOR_SETTING}', $1, true), set_config('{CAUSE_SETTING}', $2, true)"


class Executes(Protocol):
    """What a command of few statements needs: a session has it, and a brief transaction."""

    async def execute(self, statement: Executable, params: Mapping[str, Any] | None = None, /) -> Any: ...


class Rows:
    """What a statement answered: tuples of values as the driver reads them, without SQLAlchemy's types."""

    def __init__(self, rows: Sequence[tuple[Any, ...]], count: int) -> None:
        self._rows = rows
        self.rowcount = count

    def all(self) -> Sequence[tuple[Any, ...]]:
        return self._rows

    def one_or_none(self) -> tuple[Any, ...] | None:
        return self._rows[0] if self._rows else None

    def one(self) -> tuple[Any, ...]:
        if not self._rows:
            raise NoResultFound
        return self._rows[0]

    def scalar_one(self) -> Any:
        return self.one()[0]


class Brief:
    """One transaction as an actor, begun by its first statement: it commits when its block ends, unless that raises."""

    def __init__(self, reader: Reader, actor: Actor) -> None:
        self._lent = reader.line()
        self._actor = actor
        self._is_open = False

    async def __aenter__(self) -> Self:
        await self._lent.__aenter__()
        return self

    async def __aexit__(self, raised: type[BaseException] | None, *_: object) -> None:
        try:
            if raised is None:
                await self.commit()
        finally:
            try:
                await self.rollback()
            finally:
                await self._lent.__aexit__()

    async def execute(self, statement: Executable, params: Mapping[str, Any] | None = None, /) -> Rows:
        """Run a statement; the first begins the transaction."""
        request = _request(statement, params or {})
        begin = () if self._is_open else (_BEGIN, (_SET, (self._actor.setting, cause_setting(self._actor))))
        results = await self._lent.ask(*begin, request)
        self._is_open = True
        for result in results:
            require_answered(result)
        return self._rows(results[-1])

    async def commit(self, then: Request | None = None) -> bytes | None:
        """Commit, and read one value in the same trip; None when it could not be read, which undoes nothing."""
        ending = (_COMMIT,) if self._is_open else ()
        reading = (then,) if then else ()
        results = await self._lent.ask(*ending, *reading) if ending or reading else []
        if ending:
            require_answered(results[0])
            self._is_open = False
            if results[0].command_status != b"COMMIT":  # a statement failed and its error went no further
                raise InternalError("the transaction was rolled back")
        if then is None or results[-1].status != pq.ExecStatus.TUPLES_OK or not results[-1].ntuples:
            return None
        return results[-1].get_value(0, 0)

    async def rollback(self) -> None:
        """Undo; a line that was lost or left takes its transaction with it."""
        if self._is_open and not self._lent.is_worn:
            self._is_open = False
            await self._lent.ask(_ROLLBACK)

    def _rows(self, result: pq.abc.PGresult) -> Rows:
        transformer = Transformer(self._lent.connection)
        transformer.set_pgresult(result)
        return Rows(transformer.load_rows(0, result.ntuples, tuple), result.command_tuples or 0)


@dataclass(frozen=True, slots=True)
class _Compiled:
    text: str
    takes: Sequence[tuple[str, Any, Any]]
    """Of each parameter: its name, what it is when not given, and how it goes to the driver."""


@lru_cache(COMPILED_COUNT)
def _compiled(statement: ClauseElement) -> _Compiled:
    """The text of a statement: made once for those that are constants of a room."""
    compiled: Any = statement.compile(dialect=DIALECT)
    if compiled.post_compile_params:
        raise TypeError("its text depends on its parameters: use = ANY(:values) in place of IN")
    processors: Mapping[str, Any] = compiled._bind_processors  # noqa: SLF001 - what the engine itself applies
    names = compiled.positiontup or ()
    return _Compiled(compiled.string, [(name, compiled.params[name], processors.get(name)) for name in names])


def _request(statement: Any, given: Mapping[str, Any]) -> Request:
    compiled = _compiled(statement)
    parameters = []
    for name, default, process in compiled.takes:
        value = given.get(name, default)
        parameters.append(process(value) if process is not None and value is not None else value)
    return compiled.text, parameters
