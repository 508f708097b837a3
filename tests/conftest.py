"""One PostgreSQL for the whole run, one migrated template, and a clone of it per test."""

import os
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import gettempdir
from uuid import uuid4

import psycopg
import pytest
from hypothesis import settings
from psycopg import sql

from services.kit.database import Database, plain_url
from services.kit.embedded import database_of, embedded_server, require_database
from services.migrations import migrate
from tests.dropping import drop_database
from tests.process_lock import process_lock

TEMPLATE = "greenbridge_test_template"


# A busy machine is no fault of what is tried: no deadlines.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("exploring", deadline=None)
# A run of the suite says the same about the same code; HYPOTHESIS_PROFILE=exploring draws examples nobody saw before.
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


def pytest_configure() -> None:
    """Let Ctrl-C reach the programs under test, also where this run was started in the background, deaf to it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run see."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The server of DATABASE_URL, or an embedded one that the workers share and the last one stops."""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield plain_url(given)
        return
    # Not below pytest's own folder: a run that starts meanwhile as root closes that to the server's account.
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    with embedded_server(Path(gettempdir()) / f"greenbridge-test-{run}", keeps_data=False) as url:
        with psycopg.connect(url, autocommit=True) as connection:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
            connection.execute("SELECT pg_reload_conf()")
        yield url


@pytest.fixture(scope="session")
def template(server_url: str, shared_folder: Path) -> str:
    """A database migrated once per run, which every test clones."""
    with process_lock(shared_folder / "template.lock"):
        made = shared_folder / "template.made"
        if not made.exists():
            with psycopg.connect(server_url, autocommit=True) as connection:
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(TEMPLATE)))
            require_database(server_url, TEMPLATE)
            migrate(database_of(server_url, TEMPLATE))
            made.touch()
    return TEMPLATE


@pytest.fixture
def database_url(server_url: str, template: str, shared_folder: Path) -> Iterator[str]:
    """A migrated, empty database of this test's own; the URL is the owner's."""
    name = f"greenbridge_test_{uuid4().hex[:12]}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        with process_lock(shared_folder / "template.lock"):  # a template can be cloned by one session at a time
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
            )
        yield database_of(server_url, name)
        drop_database(connection, name)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    async with Database(database_url, pool_size=4) as opened:
        yield opened
