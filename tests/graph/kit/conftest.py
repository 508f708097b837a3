"""A database with the demo room: real tables, real row policies, the application role."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import create_engine
from sqlmodel import Session

from graph.kit.api import Api, PlannedSchema
from graph.kit.assembly import Room, assemble
from services.kit.database import Database, driver_url
from services.kit.policies import APPLICATION_ROLE, declaration_sql
from tests.dropping import drop_database
from tests.graph.kit import demo, demo_mutations, demo_subscriptions
from tests.process_lock import process_lock

ROLE = f"""
DO $$ BEGIN
    CREATE ROLE {APPLICATION_ROLE} NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL; -- the platform's own migration made it
END $$;
GRANT USAGE ON SCHEMA public TO {APPLICATION_ROLE};
"""


@pytest.fixture(scope="session")
def demo_template(server_url: str, shared_folder: Path) -> str:
    """One filled database per run, which tests clone."""
    name = "greenbridge_demo_template"
    with process_lock(shared_folder / "demo.lock"):
        made = shared_folder / "demo.made"
        if not made.exists():
            with psycopg.connect(server_url, autocommit=True) as connection:
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
                connection.execute(
                    sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(sql.Identifier(name))
                )
            _fill(_database_url(server_url, name))
            made.touch()
    return name


@pytest.fixture
def demo_url(server_url: str, demo_template: str, shared_folder: Path) -> Iterator[str]:
    """A filled demo database of this test's own, for tests that write."""
    with _cloned(server_url, demo_template, shared_folder) as url:
        yield url


@pytest.fixture(scope="session")
def read_demo_url(server_url: str, demo_template: str, shared_folder: Path) -> Iterator[str]:
    """A filled demo database for all tests that only read."""
    with _cloned(server_url, demo_template, shared_folder) as url:
        yield url


@contextmanager
def _cloned(server_url: str, demo_template: str, shared_folder: Path) -> Iterator[str]:
    name = f"greenbridge_demo_{demo.new_suffix()}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        with process_lock(shared_folder / "demo.lock"):  # a template can be cloned by one session at a time
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(demo_template))
            )
        yield _database_url(server_url, name)
        drop_database(connection, name)


@pytest.fixture
async def demo_database(demo_url: str) -> AsyncIterator[Database]:
    async with Database(demo_url, pool_size=4) as database:
        yield database


@pytest.fixture(scope="session")
async def read_database(read_demo_url: str) -> AsyncIterator[Database]:
    async with Database(read_demo_url, pool_size=4) as database:
        yield database


@pytest.fixture(scope="session")
def demo_schema() -> PlannedSchema:
    room = Room(demo.DemoQuery, demo_mutations, demo_subscriptions, types=[demo.Score])
    return assemble([room], suggestions=True)


@pytest.fixture
def api(demo_schema: PlannedSchema) -> Api:
    return Api(demo_schema, is_development=True)


def _database_url(server_url: str, name: str) -> str:
    head, _, query = server_url.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


def _fill(url: str) -> None:
    engine = create_engine(driver_url(url))
    demo.METADATA.create_all(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql(ROLE)
        connection.connection.cursor().execute(declaration_sql([demo.POLICIES], demo.TABLES))
    with Session(engine) as session:
        session.add_all(demo.rows())
        session.commit()
    engine.dispose()
