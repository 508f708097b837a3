"""Plain Strawberry, written well: dataloaders per request, caches for parsing and validation, orjson, SQLAlchemy Core.

One transaction per request carries the actor. Pages below the root are read for all parents at once, by a window over
each parent's rows; totals are counted only when selected.
"""

import os
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

import orjson
import strawberry
from fastapi import FastAPI, Request
from sqlalchemy import Row, Select, func, select, update
from strawberry.dataloader import DataLoader
from strawberry.extensions import ParserCache, ValidationCache
from strawberry.fastapi import BaseContext, GraphQLRouter
from tables import EntryRow, IncubatorRow, StartupRow

from services.kit.actor import Actor
from services.kit.database import Database

INCUBATORS = IncubatorRow.__table__.c
STARTUPS = StartupRow.__table__.c
ENTRIES = EntryRow.__table__.c
Found = Sequence[Row[Any]]


@strawberry.type
class Entry:
    id: UUID
    title: str
    state: str
    submitted_at: datetime


@strawberry.type
class Entries:
    nodes: list[Entry]


@strawberry.type
class Startup:
    id: UUID
    name: str
    city: str
    field: str
    founded_on: date
    employee_count: int
    version: int

    @strawberry.field
    async def entries(self, info: strawberry.Info, first: int = 20) -> Entries:
        loader = info.context.loader(ENTRIES.startup_id, (ENTRIES.title, ENTRIES.id), first)
        return Entries(nodes=[_entry(row) for row in await loader.load(self.id)])


@strawberry.type
class Startups:
    nodes: list[Startup]

    @strawberry.field
    async def total_count(self, info: strawberry.Info) -> int:
        return await info.context.count(select(func.count()).select_from(StartupRow))


@strawberry.type
class Incubator:
    id: UUID
    name: str
    city: str
    founded_on: date

    @strawberry.field
    async def startups(self, info: strawberry.Info, first: int = 20) -> Startups:
        loader = info.context.loader(STARTUPS.incubator_id, (STARTUPS.name, STARTUPS.id), first)
        return Startups(nodes=[_startup(row) for row in await loader.load(self.id)])


@strawberry.type
class Incubators:
    nodes: list[Incubator]


class Context(BaseContext):
    """One per request: its connection, and its loaders by what they load."""

    def __init__(self, connection: Any) -> None:
        super().__init__()
        self.connection = connection
        self._loaders: dict[Any, DataLoader[UUID, Found]] = {}

    async def rows(self, statement: Select[Any]) -> Found:
        return (await self.connection.execute(statement)).all()

    async def count(self, statement: Select[Any]) -> int:
        return int((await self.connection.execute(statement)).scalar_one())

    def loader(self, parent: Any, order: tuple[Any, ...], first: int) -> DataLoader[UUID, Found]:
        wanted = (parent, first)
        if wanted not in self._loaders:
            self._loaders[wanted] = DataLoader(load_fn=partial(self._load, parent, order, first))
        return self._loaders[wanted]

    async def _load(self, parent: Any, order: tuple[Any, ...], first: int, keys: list[UUID]) -> list[Found]:
        place = func.row_number().over(partition_by=parent, order_by=order).label("place")
        ranked = select(*parent.table.c, place).where(parent.in_(keys)).subquery()
        found = await self.rows(select(ranked).where(ranked.c.place <= first).order_by(ranked.c.place))
        by_parent: dict[UUID, list[Row[Any]]] = defaultdict(list)
        for row in found:
            by_parent[row._mapping[parent.name]].append(row)  # noqa: SLF001 - SQLAlchemy's public name
        return [by_parent[key] for key in keys]


def _entry(row: Any) -> Entry:
    return Entry(id=row.id, title=row.title, state=row.state, submitted_at=row.submitted_at)


def _startup(row: Any) -> Startup:
    return Startup(
        id=row.id,
        name=row.name,
        city=row.city,
        field=row.field,
        founded_on=row.founded_on,
        employee_count=row.employee_count,
        version=row.version,
    )


def _incubator(row: Any) -> Incubator:
    return Incubator(id=row.id, name=row.name, city=row.city, founded_on=row.founded_on)


@strawberry.type
class Query:
    @strawberry.field
    async def startup(self, info: strawberry.Info, id: UUID) -> Startup | None:  # noqa: A002 - the API's word
        found = await info.context.rows(select(*STARTUPS).where(STARTUPS.id == id))
        return _startup(found[0]) if found else None

    @strawberry.field
    async def startups(self, info: strawberry.Info, first: int = 20) -> Startups:
        asked = select(*STARTUPS).order_by(STARTUPS.name, STARTUPS.id).limit(first)
        return Startups(nodes=[_startup(row) for row in await info.context.rows(asked)])

    @strawberry.field
    async def incubators(self, info: strawberry.Info, first: int = 20) -> Incubators:
        asked = select(*INCUBATORS).order_by(INCUBATORS.name, INCUBATORS.id).limit(first)
        return Incubators(nodes=[_incubator(row) for row in await info.context.rows(asked)])


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def rename_startup(self, info: strawberry.Info, id: UUID, name: str) -> Startup | None:  # noqa: A002 - the API's word
        values = {"name": name, "version": STARTUPS.version + 1}
        changed = update(StartupRow).where(STARTUPS.id == id).values(**values).returning(*STARTUPS)
        found = (await info.context.connection.execute(changed)).all()
        return _startup(found[0]) if found else None


class Router(GraphQLRouter[Context, None]):
    def encode_json(self, data: object) -> bytes:
        return orjson.dumps(data)

    def decode_json(self, data: str | bytes) -> object:
        return orjson.loads(data)


def make_app() -> FastAPI:
    """What uvicorn starts."""
    database = Database(os.environ["DATABASE_URL"], pool_size=int(os.environ["GREENBRIDGE_POOL_SIZE"]))
    extensions: list[Any] = [ParserCache(maxsize=100), ValidationCache(maxsize=100)]
    schema = strawberry.Schema(Query, Mutation, extensions=extensions)

    async def context(request: Request) -> AsyncIterator[Context]:
        actor = Actor(account_id=UUID(request.headers["x-actor"]))
        async with database.transaction(actor) as tx:
            yield Context(await tx.connection())

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with database:
            yield

    app = FastAPI(lifespan=lifespan)
    app.include_router(Router(schema, context_getter=context), prefix="/graphql")
    return app
