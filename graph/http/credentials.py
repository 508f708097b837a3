"""Who sends a request: a bearer token, or the session cookie of a browser that shows it is our own page."""

from collections.abc import Awaitable, Callable
from typing import Final
from uuid import UUID

from starlette.requests import HTTPConnection, Request

from graph.http.failures import HttpRefused
from graph.kit.context import SESSION_COOKIE
from graph.kit.node_ids import find_node_id
from services.kit.actor import NOBODY, Actor

Authenticate = Callable[..., Awaitable[Actor]]
"""The actor behind a token; nobody when it is unknown, ended or expired. With the key of another account besides: that
account, if the person behind the token acts for it today."""

CLIENT_HEADER: Final = "x-greenbridge-client"
"""No page of another site can send it without asking first: a cookie counts only beside it."""

BEHALF_HEADER: Final = "x-greenbridge-on-behalf-of"
"""The node id of the account for which the sender acts."""

BEHALF_PARAM: Final = "onBehalfOf"
"""The same in the address of a link, which sends no headers; for what only looks."""

KEY_HEADER: Final = "idempotency-key"
SHORTEST_KEY: Final = 16
LONGEST_KEY: Final = 255
"""A key opens the answer that is kept under it: one that can be guessed would be no key."""

_SCHEME: Final = "bearer "


def bearer_token(connection: HTTPConnection) -> str | None:
    header = connection.headers.get("authorization", "")
    return header[len(_SCHEME) :].strip() if header[: len(_SCHEME)].lower() == _SCHEME else None


async def actor_of(
    request: Request, authenticate: Authenticate, *, wants_client_header: bool = True
) -> tuple[Actor, str | None]:
    """The actor and the token; who names another person acts for them, or not at all.

    Only what changes nothing, and is followed as a link, may do without the headers of our own pages.
    """
    actor, token = await _bearer_of(request, authenticate, wants_client_header=wants_client_header)
    named = request.headers.get(BEHALF_HEADER)
    if named is None and not wants_client_header:
        named = request.query_params.get(BEHALF_PARAM)
    if named is None:
        return actor, token
    principal_id = principal_of(named)
    deputy = await authenticate(token, principal_id) if token and principal_id else NOBODY
    if deputy == NOBODY:
        raise HttpRefused(403, "NOT_A_DEPUTY", header="X-GreenBridge-On-Behalf-Of")
    return deputy, token


def principal_of(named: str) -> UUID | None:
    """The key of the account that a node id names; None for what names no account."""
    principal = find_node_id(named)
    return principal[1] if principal and principal[0] == "Account" else None


async def _bearer_of(
    request: Request, authenticate: Authenticate, *, wants_client_header: bool
) -> tuple[Actor, str | None]:
    """A bearer token must be good, a cookie that is not is simply nobody."""
    token = bearer_token(request)
    if token is not None:
        actor = await authenticate(token)
        if actor == NOBODY:
            raise HttpRefused(401, "BAD_TOKEN")
        return actor, token
    cookie = request.cookies.get(SESSION_COOKIE)
    if not cookie:
        return NOBODY, None
    if wants_client_header and CLIENT_HEADER not in request.headers:
        raise HttpRefused(403, "CLIENT_HEADER_MISSING", header="X-GreenBridge-Client")
    return await authenticate(cookie), cookie


def idempotency_key_of(request: Request) -> str | None:
    """The key of the header, in the quotes that its draft standard wants or without them."""
    given = request.headers.get(KEY_HEADER)
    if given is None:
        return None
    key = given.strip().removeprefix('"').removesuffix('"')
    if not (SHORTEST_KEY <= len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
        raise HttpRefused(400, "BAD_IDEMPOTENCY_KEY", shortest=SHORTEST_KEY, longest=LONGEST_KEY)
    return key
