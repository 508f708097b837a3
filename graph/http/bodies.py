"""Request bodies with a limit, read as they come."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request

from graph.http.failures import HttpRefused


@dataclass(frozen=True, slots=True)
class Asked:
    """One GraphQL request: the text of a document, or the id of a registered one."""

    query: str | None
    document_id: str | None
    variables: dict[str, Any]
    operation_name: str | None


async def bounded(request: Request, limit_bytes: int) -> AsyncGenerator[bytes, None]:
    """The chunks of a body; refuses as soon as it is longer than allowed."""
    _require_short(int(request.headers.get("content-length") or 0), limit_bytes)
    taken = 0
    async for chunk in request.stream():
        taken += len(chunk)
        _require_short(taken, limit_bytes)
        yield chunk


async def read_graphql(request: Request, limit_bytes: int) -> Asked:
    """The GraphQL request in a JSON body."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HttpRefused(415, "WANTED_JSON", header="Content-Type: application/json")
    try:
        body = b"".join([chunk async for chunk in bounded(request, limit_bytes)])
        given = orjson.loads(body)
    except (orjson.JSONDecodeError, ClientDisconnect) as error:
        raise HttpRefused(400, "BAD_JSON", reason=str(error)) from error
    return _asked(given)


def read_address(request: Request) -> Asked:
    """The GraphQL request in the address of a GET: `documentId`, and `variables` as JSON."""
    given = request.query_params
    try:
        variables = orjson.loads(given.get("variables") or "{}")
    except orjson.JSONDecodeError as error:
        raise HttpRefused(400, "BAD_JSON", reason=str(error)) from error
    return _asked(
        {"documentId": given["documentId"], "variables": variables, "operationName": given.get("operationName")}
    )


def _asked(given: Any) -> Asked:
    if not isinstance(given, Mapping):
        raise HttpRefused(400, "BAD_REQUEST", wanted="an object with query, variables, operationName")
    query, variables, name = given.get("query"), given.get("variables"), given.get("operationName")
    document_id = given.get("documentId")
    if not isinstance(document_id, str) and not (isinstance(query, str) and query.strip()):
        raise HttpRefused(400, "BAD_REQUEST", wanted="query: a text")
    if document_id is not None and (query is not None or not isinstance(document_id, str)):
        raise HttpRefused(400, "BAD_REQUEST", wanted="documentId: a text, in place of query")
    if variables is not None and not isinstance(variables, dict):
        raise HttpRefused(400, "BAD_REQUEST", wanted="variables: an object")
    if name is not None and not isinstance(name, str):
        raise HttpRefused(400, "BAD_REQUEST", wanted="operationName: a text")
    return Asked(query, document_id, variables or {}, name or None)


def _require_short(length_bytes: int, limit_bytes: int) -> None:
    if length_bytes > limit_bytes:
        raise HttpRefused(413, "BODY_TOO_LONG", allowed_bytes=limit_bytes)
