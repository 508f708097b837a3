"""The app of a deployment over this test's database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from graph.server import make_app
from services.kit.settings import get_settings


@pytest.fixture
async def app(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[FastAPI]:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("GREENBRIDGE_HOME", str(tmp_path))
    monkeypatch.setenv("GREENBRIDGE_POOL_SIZE", "3")
    get_settings.cache_clear()
    made = make_app()
    async with made.router.lifespan_context(made):
        yield made
    get_settings.cache_clear()
