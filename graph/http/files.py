"""POST /files: uploads, streamed to whoever stores them."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote

import orjson
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import Response

from graph.http.bodies import bounded
from graph.http.credentials import Authenticate, actor_of
from graph.http.failures import HttpRefused, json_response
from graph.kit.refusals import extensions_of
from services.kit.actor import NOBODY, Actor, Reach
from services.kit.refusals import NotAllowed, Refusal

CHUNK_BYTES: Final = 256 * 1024
FORM_BYTES: Final = 64 * 1024
"""What a multipart body may hold beside its file."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file on its way in."""

    name: str
    media_type: str
    chunks: AsyncIterator[bytes]
    purpose: str = "SHEET"
    """What it is handed in for, as the sender says in `?purpose=`."""


ReceiveFile = Callable[[Actor, Upload], Awaitable[Mapping[str, Any]]]
"""Stores an upload; its answer is sent back as JSON. A refusal becomes an error with its code."""


@dataclass(frozen=True, slots=True)
class FileDoor:
    """Takes uploads: the plain body with `?name=`, or one file of a multipart form; `&purpose=` says what for."""

    authenticate: Authenticate
    receive: ReceiveFile
    limit_bytes: int

    async def post(self, request: Request) -> Response:
        try:
            actor, _ = await actor_of(request, self.authenticate)
            if actor.reach is Reach.READ:
                raise NotAllowed("TOKEN_REACHES_LESS", reach=actor.reach)
            stored = await self._receive(request, actor) if actor != NOBODY else None
        except HttpRefused as refused:
            return refused.response()
        except Refusal as refusal:
            return _refused(refusal)
        if stored is None:
            return HttpRefused(401, "SIGN_IN_REQUIRED").response()
        return json_response(orjson.dumps(stored), 201)

    async def _receive(self, request: Request, actor: Actor) -> Mapping[str, Any]:
        media_type = request.headers.get("content-type", "application/octet-stream").partition(";")[0].strip()
        if media_type == "multipart/form-data":
            return await self._receive_form(request, actor)
        name = unquote(request.query_params.get("name", ""))
        _require_name(name)
        chunks = bounded(request, self.limit_bytes)
        return await self.receive(actor, Upload(name, media_type, chunks, _purpose_of(request)))

    async def _receive_form(self, request: Request, actor: Actor) -> Mapping[str, Any]:
        stream = bounded(request, self.limit_bytes + FORM_BYTES)
        try:
            form = await MultiPartParser(request.headers, stream, max_files=1, max_fields=10).parse()
        except MultiPartException as error:
            raise HttpRefused(400, "BAD_FORM", reason=error.message) from error
        async with _closing(form):
            file = next((part for part in form.values() if not isinstance(part, str)), None)
            if file is None:
                raise HttpRefused(400, "FILE_MISSING")
            _require_name(file.filename or "")
            media_type = file.content_type or "application/octet-stream"
            upload = Upload(file.filename or "", media_type, _chunks(file), _purpose_of(request))
            return await self.receive(actor, upload)


class _closing:  # noqa: N801 - reads as a context manager
    """Closes the spooled file of a form."""

    def __init__(self, form: Any) -> None:
        self._form = form

    async def __aenter__(self) -> None:
        return

    async def __aexit__(self, *_: object) -> None:
        await self._form.close()


async def _chunks(file: Any) -> AsyncIterator[bytes]:
    while chunk := await file.read(CHUNK_BYTES):
        yield chunk


def _purpose_of(request: Request) -> str:
    return request.query_params.get("purpose") or "SHEET"


def _require_name(name: str) -> None:
    if not name:
        raise HttpRefused(400, "FILE_NAME_MISSING", wanted="?name=judges.xlsx")


def _refused(refusal: Refusal) -> Response:
    error = {"message": refusal.code, "extensions": extensions_of(refusal)}
    return json_response(orjson.dumps({"errors": [error]}), 422)
