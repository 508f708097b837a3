"""Who sends a request: a bearer token, or the session cookie of a browser that shows it is our own page."""

from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import HTTPConnection, Request

from graph.http.failures import HttpRefused
from graph.kit.context import SESSION_COOKIE
from services.kit.actor import NOBODY, Actor

Authenticate = Callable[[str], Awaitable[Actor]]
"""The actor behind a token; nobody when it is unknown, ended or expired."""

CLIENT_HEADER: Final = "x-greenbridge-client"
"""No page of another site can send it without asking first: a cookie counts only beside it."""

_SCHEME: Final = "bearer "


def bearer_token(connection: HTTPConnection) -> str | None:
    header = connection.headers.get("authorization", "")
    return header[len(_SCHEME) :].strip() if header[: len(_SCHEME)].lower() == _SCHEME else None


async def actor_of(request: Request, authenticate: Authenticate) -> tuple[Actor, str | None]:
    """The actor and the token; a bearer token must be good, a cookie that is not is simply nobody."""
    token = bearer_token(request)
    if token is not None:
        actor = await authenticate(token)
        if actor == NOBODY:
            raise HttpRefused(401, "BAD_TOKEN")
        return actor, token
    cookie = request.cookies.get(SESSION_COOKIE)
    if not cookie:
        return NOBODY, None
    if CLIENT_HEADER not in request.headers:
        raise HttpRefused(403, "CLIENT_HEADER_MISSING", header="X-GreenBridge-Client")
    return await authenticate(cookie), cookie
