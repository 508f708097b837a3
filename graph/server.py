"""The web process: GraphQL, uploads, health and pages in one FastAPI app."""

import gc
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, Final
from uuid import UUID

from fastapi import FastAPI
from starlette.routing import BaseRoute, Route, WebSocketRoute

from graph.exchange.sending import SendingDoor
from graph.http.answers import Endpoint
from graph.http.credentials import Authenticate
from graph.http.downloads import DownloadDoor
from graph.http.files import FileDoor, ReceiveFile, Upload
from graph.http.front import FrontDoor
from graph.http.health import Health
from graph.http.oidc import OutsideDoor
from graph.http.outbox import Outbox
from graph.http.pages import page_routes
from graph.http.proofs import ExportProof, ProofDoor
from graph.http.socket import SubscriptionSocket
from graph.kit.api import Api
from graph.kit.bell import Bell
from graph.kit.limits import Limits
from graph.kit.node_ids import node_id
from graph.kit.registered import Registered
from graph.schema import build_schema
from services.files import commands as files
from services.files.receiving import receiving
from services.files.rules import purpose_of
from services.files.stores import file_store
from services.identity import sessions
from services.judging import proving
from services.kit.actor import Actor
from services.kit.database import Database
from services.kit.settings import Settings, get_settings
from services.matching.insight import export_pool_proof

RARELY: Final = (20_000, 20, 50)
"""Requests leave next to no cycles: looking for them at every 700 new objects only makes some answers late."""


def make_app() -> FastAPI:
    """The app of this deployment, from its settings; what uvicorn starts."""
    settings = get_settings()
    if settings.database_url is None:
        raise RuntimeError("DATABASE_URL is not set; `greenbridge serve` sets it to the embedded database")
    database = Database(settings.database_url, pool_size=settings.pool_size)

    async def store(actor: Actor, upload: Upload) -> Mapping[str, Any]:
        async with receiving(settings, upload.name, upload.chunks, purpose_of(upload.purpose)) as received:
            stored = await files.store_upload(database, file_store(settings), settings, actor, received)
        shown = {"name": stored.name, "byteCount": stored.byte_count, "contentType": stored.content_type}
        return {"id": node_id("StoredFile", stored.id), **shown, "state": stored.state.value}

    return create_app(database, settings, authenticate=partial(sessions.authenticate, database), store_upload=store)


def make_api(settings: Settings) -> Api:
    """What answers operations of the platform's own schema, as this deployment bounds them."""
    limits = Limits(cost_budget=settings.cost_budget, cost_per_second=settings.cost_per_second)
    registered = Registered.from_file(only=settings.registered_only, follows=settings.is_development)
    schema = build_schema(suggestions=settings.is_development)
    return Api(schema, limits=limits, registered=registered, is_development=settings.is_development)


def create_app(
    database: Database,
    settings: Settings,
    *,
    authenticate: Authenticate,
    store_upload: ReceiveFile | None = None,
    api: Api | None = None,
) -> FastAPI:
    """The app over a database that it opens and closes itself."""
    api = api or make_api(settings)
    api.prepare()
    endpoint = Endpoint(api, database, authenticate)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with database, Bell(database) as bell:
            endpoint.bell = bell
            gc.collect()
            gc.freeze()  # what is here now stays: later collections need not look at it
            gc.set_threshold(*RARELY)
            yield

    options = {"title": "GreenBridge", "openapi_url": None, "docs_url": None, "redoc_url": None}
    app = FrontDoor(endpoint, lifespan=lifespan, **options)
    app.router.routes[:] = _routes(endpoint, store_upload, settings)
    return app


def _exporters(database: Database) -> Mapping[str, ExportProof]:
    async def export_plan(actor: Actor, plan_id: UUID) -> bytes:
        async with database.transaction(actor) as tx:
            return await proving.export_proof(tx, actor, plan_id)

    async def export_pool_plan(actor: Actor, plan_id: UUID) -> bytes:
        async with database.transaction(actor) as tx:
            return await export_pool_proof(tx, actor, plan_id)

    return {"Plan": export_plan, "PoolPlan": export_pool_plan}


def _routes(endpoint: Endpoint, store_upload: ReceiveFile | None, settings: Settings) -> Sequence[BaseRoute]:
    routes: list[BaseRoute] = [
        Route("/graphql", endpoint.post, methods=["POST"]),
        WebSocketRoute("/graphql", SubscriptionSocket(endpoint)),
        Route("/healthz", Health(endpoint.database).get, methods=["GET"]),
    ]
    sending = SendingDoor(endpoint.api, endpoint.database)
    routes.append(Route("/downloads/{secret}", sending.get, methods=["GET"]))
    if store_upload is not None:
        door = FileDoor(endpoint.authenticate, store_upload, max(settings.upload_bytes, settings.material_bytes))
        downloads = DownloadDoor(endpoint.authenticate, endpoint.database, file_store(settings))
        routes.append(Route("/files", door.post, methods=["POST"]))
        routes.append(Route("/files/{file_id}", downloads.get, methods=["GET"]))
    proofs = ProofDoor(endpoint.authenticate, _exporters(endpoint.database))
    routes.append(Route("/proofs/{id:path}", proofs.get, methods=["GET"]))
    if settings.oidc_issuer:
        outside = OutsideDoor(endpoint.api, endpoint.database, settings)
        routes += [Route("/oidc/start", outside.start), Route("/oidc/return", outside.come_back)]
    if settings.is_development:
        routes.append(Route("/outbox", Outbox(settings).get, methods=["GET"]))
    return [*routes, *page_routes(is_development=settings.is_development)]
