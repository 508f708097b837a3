"""Jobs on the same PostgreSQL, by procrastinate: a job is deferred on the transaction that creates its row, so it
exists if and only if the row does. Rooms register tasks on `tasks`; commands defer them by name."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

import procrastinate
import structlog
from psycopg import AsyncConnection
from sqlalchemy.ext.asyncio import AsyncSession

from services.kit.database import driver_connection

MAIL_QUEUE: Final = "mail"
"""Messages have workers of their own: somebody waits for a link, and a solve may take ten minutes."""

SHEET_QUEUE: Final = "sheets"
"""Imports too: somebody watches the rows being counted."""

HEARTBEAT_SECONDS: Final = 1.0
STALLED_SECONDS: Final = 5.0
"""A worker silent for this long is dead: its jobs are taken up again."""

log = structlog.get_logger(__name__)

tasks: Final = procrastinate.App(connector=procrastinate.PsycopgConnector())
"""Every task by name. Its own connector is never opened: deferring runs on the caller's transaction."""


@contextmanager
def connected(conninfo: str) -> Iterator[procrastinate.App]:
    """The tasks over a database, for a worker; rooms' tasks must be imported before."""
    with tasks.replace_connector(procrastinate.PsycopgConnector(conninfo=conninfo, max_size=8)) as app:
        yield app


async def defer(tx: AsyncSession, task: str, **arguments: Any) -> int:
    """Queue `task` (room.verb) to run once this transaction commits; returns the job's number."""
    connection: AsyncConnection[Any] = await driver_connection(tx)
    return await tasks.configure_task(task, connection=connection).defer_async(**arguments)


async def defer_on(tx: AsyncSession, queue: str, task: str, **arguments: Any) -> int:
    """The same on a queue of its own, also from a process that knows the task by its name alone."""
    connection: AsyncConnection[Any] = await driver_connection(tx)
    return await tasks.configure_task(task, connection=connection, queue=queue).defer_async(**arguments)


async def retry_stalled_jobs(app: procrastinate.App) -> int:
    """Take up the jobs of workers that died; returns how many."""
    jobs = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS))
    for job in jobs:
        log.warning("job taken up again", job=job.id, task=job.task_name)
        with suppress(procrastinate.exceptions.ConnectorException):  # another worker was quicker
            await app.job_manager.retry_job(job)
    return len(jobs)
