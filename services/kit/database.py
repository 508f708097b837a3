"""The database as the processes see it: transactions that carry their actor, and a pool for planned reads."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final, Self

from psycopg import AsyncConnection, sql
from psycopg.conninfo import make_conninfo
from psycopg_pool import AsyncConnectionPool
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from services.kit.actor import ACTOR_SETTING, DEPUTY_SETTING, ELEVATED_SETTING, SYSTEM, Actor
from services.kit.brief import Brief, Executes
from services.kit.cause import CAUSE_SETTING, cause_setting
from services.kit.policies import APPLICATION_ROLE
from services.kit.reader import Reader

SESSION_OPTIONS: Final = f"-c role={APPLICATION_ROLE} -c jit=off -c timezone=UTC"
"""Given at connect, so that even RESET ROLE falls back to the application role. JIT costs more than it saves here."""

READ_OPTIONS: Final = f"{SESSION_OPTIONS} -c statement_timeout=15000 -c random_page_cost=1.1"
"""A planned read that takes longer than this many milliseconds is given up: nobody waits for it any more. Pages are
found by index: the default price of a random read is that of a turning disk, and would sort each page instead."""

_SEVERAL_STATEMENTS: Final = {"no_parameters": True}
"""Without parameters PostgreSQL takes several statements at once."""

SET_ACTOR: Final = text(f"SELECT set_config('{ACTOR_SETTING}', :actor, true)")

NOTIFY: Final = text("SELECT pg_notify(:channel, :payload)")

ELEVATE: Final = text(
    f"SELECT set_config('{ACTOR_SETTING}', :system, true), set_config('{ELEVATED_SETTING}', :account, true)"
)
"""What is written down meanwhile still knows the person by whom it came to be."""


def driver_url(url: str) -> str:
    """The SQLAlchemy form of a PostgreSQL URL, whichever way it was written."""
    return make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def plain_url(url: str) -> str:
    """The libpq form of a PostgreSQL URL."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


class Database:
    """One PostgreSQL database, reached under the application role, which owns nothing and obeys row policies."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.url = plain_url(url)
        self.engine: AsyncEngine = create_async_engine(
            driver_url(url),
            pool_size=pool_size,
            max_overflow=0,
            connect_args={"options": SESSION_OPTIONS, "autocommit": True},  # transactions begin in `_begin`
        )
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        self.reads: AsyncConnectionPool[AsyncConnection[Any]] = AsyncConnectionPool(
            make_conninfo(self.url, options=READ_OPTIONS),
            min_size=1,
            max_size=pool_size,
            open=False,
            kwargs={"autocommit": True},
            name="reads",
        )
        self.reader = Reader(make_conninfo(self.url, options=READ_OPTIONS), size=pool_size)

    @property
    def conninfo(self) -> str:
        """How another pool or a listener connects, under the same role."""
        return make_conninfo(self.url, options=SESSION_OPTIONS)

    async def open(self) -> None:
        await self.reads.open(wait=True, timeout=30)

    async def close(self) -> None:
        await self.reader.close()
        await self.reads.close()
        await self.engine.dispose()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @asynccontextmanager
    async def transaction(self, actor: Actor) -> AsyncIterator[AsyncSession]:
        """One transaction as `actor`; commits when the block ends, rolls back when it raises."""
        async with self._sessions() as session:
            await _begin(session, actor)
            yield session
            await session.commit()

    def brief(self, actor: Actor) -> Brief:
        """One transaction of a statement or two, without a session: see `services.kit.brief`."""
        return Brief(self.reader, actor)


async def _begin(session: AsyncSession, actor: Actor) -> None:
    """Begin, set actor and cause in one round trip; a connection lost while idle is replaced, as nothing ran."""
    begin = (
        f"BEGIN; SELECT set_config('{ACTOR_SETTING}', {sql.quote(actor.setting)}, true)"
        f", set_config('{CAUSE_SETTING}', {sql.quote(cause_setting(actor))}, true)"
    )
    if actor.deputy_id:
        begin += f", set_config('{DEPUTY_SETTING}', {sql.quote(str(actor.deputy_id))}, true)"
    for is_last in (False, True):
        connection = await session.connection()
        try:
            await connection.exec_driver_sql(begin, execution_options=_SEVERAL_STATEMENTS)
        except DBAPIError as error:
            if is_last or not error.connection_invalidated:
                raise
            await session.rollback()
        else:
            return


async def driver_connection(tx: AsyncSession) -> AsyncConnection[Any]:
    """The psycopg connection under a transaction, for what SQLAlchemy does not do: COPY, NOTIFY, deferring jobs."""
    raw = await (await tx.connection()).get_raw_connection()
    connection: AsyncConnection[Any] = raw.driver_connection  # type: ignore[assignment]  # untyped in SQLAlchemy
    return connection


async def ring(tx: Executes, channel: str, payload: str) -> None:
    """Wake whoever listens on `channel` once this transaction commits."""
    await tx.execute(NOTIFY, {"channel": channel, "payload": payload})


@asynccontextmanager
async def elevated(tx: AsyncSession, actor: Actor) -> AsyncIterator[None]:
    """Act as the system inside the actor's transaction, for the few steps a person may cause but not do alone.

    The command must have decided before that the actor may cause it; tests/laws names every caller.
    """
    await tx.flush()
    account = str(actor.account_id) if actor.account_id else ""
    await tx.execute(ELEVATE, {"system": SYSTEM.setting, "account": account})
    try:
        yield
        await tx.flush()
    except DBAPIError:
        raise  # the transaction is lost, and the setting with it
    except BaseException:
        await tx.execute(SET_ACTOR, {"actor": actor.setting})
        raise
    await tx.execute(SET_ACTOR, {"actor": actor.setting})
