"""GET /files/{id}: a stored file, for whoever the row policies show it to. Never opened by the browser itself."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from graph.http.credentials import Authenticate, actor_of
from graph.http.failures import HttpRefused
from services.files.models import FileState, StoredFile
from services.files.queries import get_row
from services.files.stores import FileStore
from services.kit.database import Database
from services.kit.refusals import NotFound

GUARDED: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "Accept-Ranges": "bytes",
}
"""Whatever is in the file, it runs nowhere as ours."""

_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_CLOSED: Final = {FileState.QUARANTINED: "FILE_QUARANTINED", FileState.REFUSED: "FILE_REFUSED"}


@dataclass(frozen=True, slots=True)
class DownloadDoor:
    """Gives files out."""

    authenticate: Authenticate
    database: Database
    store: FileStore

    async def get(self, request: Request) -> Response:
        """The session's cookie is enough: a link cannot send headers, and looking changes nothing."""
        try:
            actor, _ = await actor_of(request, self.authenticate, wants_client_header=False)
            key = _key_of(request.path_params["file_id"])
            async with self.database.transaction(actor) as tx:
                stored = await get_row(tx, key)
            return self._response(request, stored)
        except NotFound:
            return HttpRefused(404, "FILE_NOT_FOUND").response()
        except HttpRefused as refused:
            return refused.response()

    def _response(self, request: Request, stored: StoredFile) -> Response:
        if stored.state in _CLOSED:
            raise HttpRefused(409, _CLOSED[stored.state])
        tag = f'"{stored.sha256}"'
        headers = {**GUARDED, "ETag": tag, "Content-Disposition": disposition(stored.name)}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        asked = request.headers.get("range") if request.headers.get("if-range", tag) == tag else None
        start, end = wanted_range(asked, stored.byte_count)
        headers["Content-Length"] = str(end - start)
        if asked and (start, end) != (0, stored.byte_count):
            headers["Content-Range"] = f"bytes {start}-{end - 1}/{stored.byte_count}"
        status = 206 if "Content-Range" in headers else 200
        return StreamingResponse(self._pieces(stored, start, end), status, headers, stored.content_type)

    async def _pieces(self, stored: StoredFile, start: int, end: int) -> AsyncIterator[bytes]:
        if stored.content is not None:
            yield stored.content[start:end]
            return
        async for piece in self.store.stream(stored.id, start, end):
            yield piece


def disposition(name: str) -> str:
    """The name by which to save, for old programs in ASCII and for others as it is (RFC 6266, RFC 5987)."""
    plain = "".join(letter if " " <= letter <= "~" and letter not in '"\\%' else "_" for letter in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def wanted_range(header: str | None, byte_count: int) -> tuple[int, int]:
    """The first byte and the one behind the last; of several ranges and of what is no range, the whole."""
    match = _RANGE.fullmatch(header.strip()) if header else None
    if match is None or match[1] == match[2] == "":
        return 0, byte_count
    if match[1] == "":
        start, end = max(0, byte_count - int(match[2])), byte_count
    else:
        start, end = int(match[1]), min(byte_count, int(match[2]) + 1 if match[2] else byte_count)
    if start >= end:
        raise HttpRefused(416, "RANGE_NOT_SATISFIABLE", size=byte_count)
    return start, end


def _key_of(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise HttpRefused(404, "FILE_NOT_FOUND") from error
