"""This platform's own web process, with the types of the benchmark in place of the rooms."""

from __future__ import annotations

from functools import partial
from typing import Final

from fastapi import FastAPI

from graph.kit.api import Api
from graph.kit.assembly import Room, assemble
from graph.kit.limits import Limits
from graph.server import create_app
from peers import platform_mutations, platform_types
from services.identity import sessions
from services.kit.database import Database
from services.kit.settings import get_settings

GENEROUS: Final = Limits(cost_budget=10**12, cost_per_second=10**12)
"""One actor asks for all here; what each read costs is counted all the same."""


def make_app() -> FastAPI:
    """What uvicorn starts; everything but the types is the app as deployed."""
    settings = get_settings()
    database = Database(str(settings.database_url), pool_size=settings.pool_size)
    room = Room(platform_types.BenchmarkQuery, platform_mutations, types=[platform_types.Score])
    schema = assemble([room], suggestions=False)
    authenticate = partial(sessions.authenticate, database)
    return create_app(database, settings, authenticate=authenticate, api=Api(schema, limits=GENEROUS))
