"""The app of a deployment over this test's database, and a world of two parties each for whole modules."""

from collections.abc import AsyncIterator, Iterator
from uuid import uuid4

import psycopg
import pytest

from graph.schema import build_schema
from services.kit.database import Database
from services.kit.embedded import require_database
from services.migrations import migrate
from tests.dropping import drop_database
from tests.graph.conftest import app
from tests.journeys.world import World, make_world

__all__ = ["app"]


@pytest.fixture(scope="module")
def world_url(server_url: str) -> Iterator[str]:
    """A database for all tests of this module: each shows that it changed nothing."""
    name = f"greenbridge_test_world_{uuid4().hex[:12]}"
    url = require_database(server_url, name)
    migrate(url)
    yield url
    with psycopg.connect(server_url, autocommit=True) as connection:
        drop_database(connection, name)


@pytest.fixture(scope="module")
async def world(world_url: str) -> AsyncIterator[World]:
    async with Database(world_url, pool_size=4) as database:
        yield await make_world(database, build_schema(suggestions=True))
