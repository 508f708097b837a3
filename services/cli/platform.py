"""Commands that run the platform: everything at once, its parts, and its upkeep."""

import asyncio
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated, Final, NoReturn

import httpx
import psycopg
import sqlalchemy.exc
import typer
import uvicorn
from rich.console import Console
from rich.table import Table

from services.audit.commands import ChainReport, seal, verify_chain
from services.cli.words import own_language, words_in
from services.kit.database import Database
from services.kit.embedded import reachable_database
from services.kit.logs import configure_logs
from services.kit.processes import (
    Child,
    TooManyRestarts,
    end_with_parent,
    is_supervised,
    supervise,
    terminate_as_interrupt,
)
from services.kit.refusals import Param
from services.kit.settings import get_settings
from services.migrations import ServerTooOldError, migrate
from services.seed import SampleLogin, find_sample_logins, seed
from services.worker import run_worker

WEB_APP: Final = "graph.server:make_app"
READY_SECONDS: Final = 30.0

console = Console(stderr=True)
say = words_in(own_language())

Host = Annotated[str | None, typer.Option(help=say("platform.host"))]
Port = Annotated[int | None, typer.Option(help=say("platform.port"), min=0, max=65535)]
Sample = Annotated[bool, typer.Option(help=say("platform.sample"))]


def run(host: Host = None, port: Port = None, *, sample: Sample = True) -> None:
    """Start database, web and worker, and keep them running until Ctrl-C."""
    settings = get_settings()
    host, port = host or settings.host, settings.port if port is None else port
    _require_free_port(host, port)
    with _platform() as url:
        logins = asyncio.run(_seed(url)) if sample and settings.is_development else ()
        address = f"http://{host}:{port}"
        environment = {"DATABASE_URL": url, "GREENBRIDGE_PUBLIC_URL": os.environ.get("GREENBRIDGE_PUBLIC_URL", address)}
        children = [
            Child("web", [*_greenbridge(), "serve", "--host", host, "--port", str(port)], environment),
            Child("worker", [*_greenbridge(), "worker"], environment),
        ]
        try:
            supervise(children, lambda: _announce(address, logins))
            console.print(say("platform.stopped"))
        except TooManyRestarts as problem:
            _end(1, "platform.keeps_dying", process=str(problem))


def serve(host: Host = None, port: Port = None) -> None:
    """Serve the API and the pages; `greenbridge worker` runs beside it."""
    settings = get_settings()
    with _platform() as url:
        os.environ["DATABASE_URL"] = url
        uvicorn.run(
            WEB_APP,
            factory=True,
            host=host or settings.host,
            port=settings.port if port is None else port,
            log_level="warning",
            access_log=False,  # nobody would read it at this level, but every request would pay for it
            timeout_graceful_shutdown=5,
        )


def worker() -> None:
    """Run the jobs; start as many as you like, on as many machines."""
    with _platform() as url:
        asyncio.run(run_worker(url))


def migrate_database() -> None:
    """Bring the database up to date; the other commands do it by themselves."""
    with _platform():
        console.print(say("platform.up_to_date"))


def seed_database() -> None:
    """Fill an empty database with the sample data and print the sample logins."""
    if not get_settings().is_development:
        _end(2, "platform.no_sample")
    with _platform() as url:
        logins = asyncio.run(_seed(url))
    console.print(_login_table(logins) if logins else say("platform.not_empty"))


class AuditAction(StrEnum):
    """What to do with the record of changes."""

    VERIFY = "verify"
    SEAL = "seal"


Action = Annotated[AuditAction, typer.Argument(help=say("platform.audit_action"))]
Head = Annotated[str | None, typer.Option(help=say("platform.audit_head"))]


def audit(action: Action, head: Head = None) -> None:
    """Verify the record of changes, or seal what is new in it; ends with 1 when somebody tampered with it."""
    kept = _read_head(head)
    with _platform() as url:
        sealed, report = asyncio.run(_audit(url, kept, verifies=action is AuditAction.VERIFY))
    if report is None:
        console.print(say("platform.audit_sealed", count=sealed))
        return
    bad = report.bad
    if bad is not None:
        _end(1, bad.fault, number=bad.number, entry=str(bad.entry_id or ""), good=report.entry_count)
    console.print(say("platform.audit_whole", count=report.entry_count))
    if report.waiting_count:
        console.print(say("platform.audit_waiting", count=report.waiting_count))
    typer.echo(report.head.hex())


def _read_head(head: str | None) -> bytes | None:
    if head is None:
        return None
    if not re.fullmatch("[0-9a-fA-F]{64}", head):
        _end(2, "platform.audit_bad_head", head=head)
    return bytes.fromhex(head)


async def _audit(url: str, head: bytes | None, *, verifies: bool) -> tuple[int, ChainReport | None]:
    async with Database(url, pool_size=2) as database:
        sealed = await seal(database)
        return sealed, await verify_chain(database, head=head) if verifies else None


@contextmanager
def _platform() -> Iterator[str]:
    """A migrated database for as long as the block runs, which Ctrl-C and SIGTERM leave in good order."""
    end_with_parent()
    settings = get_settings()
    configure_logs(for_people=settings.is_development)
    try:
        with terminate_as_interrupt(), reachable_database(settings.database_url, settings.home) as url:
            migrate(url)
            yield url
    except KeyboardInterrupt:
        if not is_supervised():
            console.print(say("platform.stopped"))
    except (psycopg.OperationalError, sqlalchemy.exc.OperationalError, sqlalchemy.exc.ArgumentError) as problem:
        reason = str(getattr(problem, "orig", None) or problem).strip().splitlines()[0]
        _end(1, "platform.no_database", reason=reason)
    except ServerTooOldError as problem:
        _end(1, "platform.server_too_old", found=problem.found, wanted=problem.wanted)
    except subprocess.SubprocessError as problem:
        _end(1, "platform.no_embedded", folder=str(settings.home), reason=str(problem))


async def _seed(url: str) -> Sequence[SampleLogin]:
    """Seed an empty database; the logins of the sample, now or before, or none where the data are people's own."""
    async with Database(url, pool_size=2) as database:
        await seed(database)
        return await find_sample_logins(database)


def _greenbridge() -> list[str]:
    """This very program, whichever way it was installed."""
    return [sys.executable, "-m", "services.cli"]


def _require_free_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            _end(2, "platform.port_taken", host=host, port=port, reason=problem.strerror or str(problem))


def _announce(address: str, logins: Sequence[SampleLogin]) -> None:
    _wait_until_ready(address)
    console.print(f"\n[bold green]GreenBridge 绿桥[/bold green] {say('platform.running')} [bold]{address}[/bold]")
    console.print(say("platform.explorer", address=address))
    if logins:
        console.print(_login_table(logins))


def _wait_until_ready(address: str) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        try:
            if httpx.get(f"{address}/healthz", timeout=2).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    console.print(say("platform.not_ready"))


def _login_table(logins: Sequence[SampleLogin]) -> Table:
    table = Table(title=say("platform.logins"), title_justify="left")
    for column in ("who", "email", "password"):
        table.add_column(say(f"platform.{column}"))
    for login in logins:
        table.add_row(login.role, login.email, login.password)
    return table


def _end(exit_code: int, code: str, **params: Param) -> NoReturn:
    console.print(say(code, **params), style="red", highlight=False)
    raise typer.Exit(exit_code)
