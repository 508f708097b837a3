"""The job process: composition root of everything that runs outside a request."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final

import procrastinate
import structlog
from procrastinate.jobs import DEFAULT_QUEUE

import services.attachments.tasks
import services.competitions.tasks
import services.events.tasks
import services.exchange.tasks
import services.files.tasks
import services.identity.tasks
import services.incubation.startup_sheets
import services.judging.people_sheets
import services.judging.tasks
import services.matching.catalog_sheets
import services.matching.tasks
import services.migrations.rooms  # every table, so that foreign keys find theirs
import services.notices.tasks
import services.organizations.tasks
import services.solving.tasks
import services.webhooks.tasks  # noqa: F401 - each room registers its jobs and kinds
from services.audit.commands import seal_steadily
from services.events.sources import EVENTS_QUEUE
from services.kit.cause import Cause, because
from services.kit.database import Database
from services.kit.jobs import (
    HEARTBEAT_SECONDS,
    MAIL_QUEUE,
    SHEET_QUEUE,
    STALLED_SECONDS,
    connected,
    retry_stalled_jobs,
)
from services.kit.settings import Settings, get_settings
from services.webhooks.commands import WEBHOOKS_QUEUE

RESCUE_SECONDS: Final = 2.0
"""How often a worker looks for jobs of workers that died."""

BESIDE: Final[Mapping[str, int]] = {MAIL_QUEUE: 2, EVENTS_QUEUE: 1, SHEET_QUEUE: 1, WEBHOOKS_QUEUE: 2}
"""Queues beside that of solves, and how many of their jobs run at once."""

FORGOTTEN: Final = frozenset({EVENTS_QUEUE, WEBHOOKS_QUEUE})
"""Queues whose jobs go when they are done: there is one for every gesture that anybody is told of."""

STOP_SECONDS: Final = 1.0
"""What short jobs get to finish when the worker is told to stop; solves are given back to the queue."""

log = structlog.get_logger(__name__)


async def run_worker(database_url: str, *, listens_to_signals: bool = True) -> None:
    """Run jobs until SIGINT or SIGTERM, or until this call is canceled (where another server has the signals)."""
    settings = get_settings()
    async with Database(database_url, pool_size=settings.solves_at_once + 8) as database:
        with connected(database.conninfo) as app:
            async with (
                app.open_async(),
                _beside(_rescue(app)),
                _beside(seal_steadily(database)),
                _beside_jobs(app, database, settings),
            ):
                log.info("worker started", solves_at_once=settings.solves_at_once)
                await _work(app, database, settings, listens_to_signals=listens_to_signals)
        log.info("worker stopped")


async def _work(app: procrastinate.App, database: Database, settings: Settings, *, listens_to_signals: bool) -> None:
    await _run_jobs(
        app, database, settings, DEFAULT_QUEUE, concurrency=settings.solves_at_once, signals=listens_to_signals
    )


@asynccontextmanager
async def _beside_jobs(app: procrastinate.App, database: Database, settings: Settings) -> AsyncIterator[None]:
    """What must not wait behind a solve has workers of its own."""
    async with AsyncExitStack() as stack:
        for queue, concurrency in BESIDE.items():
            line = _run_jobs(app, database, settings, queue, concurrency=concurrency, signals=False)
            await stack.enter_async_context(_beside(line))
        yield


async def _run_jobs(
    app: procrastinate.App,
    database: Database,
    settings: Settings,
    queue: str,
    *,
    concurrency: int,
    signals: bool,
) -> None:
    await app.run_worker_async(
        queues=[queue],
        concurrency=concurrency,
        install_signal_handlers=signals,
        shutdown_graceful_timeout=STOP_SECONDS,
        update_heartbeat_interval=HEARTBEAT_SECONDS,
        stalled_worker_timeout=STALLED_SECONDS,
        delete_jobs="successful" if queue in FORGOTTEN else "never",
        additional_context={"database": database, "settings": settings},
        worker_middleware=[_name_cause],
    )


async def _name_cause(run: Callable[[], Awaitable[Any]], context: procrastinate.JobContext, _worker: object) -> Any:
    """Write down what a job changes under the name of its task."""
    with because(Cause(context.job.task_name)):
        return await run()


@asynccontextmanager
async def _beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Let something run for as long as the block does."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _rescue(app: procrastinate.App) -> None:
    while True:
        await asyncio.sleep(RESCUE_SECONDS)
        try:
            await retry_stalled_jobs(app)
        except procrastinate.exceptions.ConnectorException:
            log.warning("the database did not answer; trying again")
