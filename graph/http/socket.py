"""Subscriptions over graphql-transport-ws. The handshake's cookie counts only from our own origin."""

from functools import partial
from typing import Any, Final
from uuid import UUID

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types.unset import UNSET

from graph.http.answers import Endpoint
from graph.http.credentials import Authenticate, bearer_token, principal_of
from graph.kit.context import SESSION_COOKIE, Context
from services.kit.actor import NOBODY, Actor

BEHALF_PARAM: Final = "X-GreenBridge-On-Behalf-Of"
"""Named as the header that a browser's WebSocket cannot send."""

UNKNOWN: Final = "subscription UnknownDocument { unknownDocument }"


class SubscriptionSocket(GraphQL[Context, None]):
    """Strawberry's protocol handler with our context."""

    def __init__(self, endpoint: Endpoint) -> None:
        super().__init__(endpoint.api.schema, subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL], graphql_ide=None)
        self.endpoint = endpoint

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:  # noqa: ARG002 - Strawberry's signature
        endpoint = self.endpoint
        context = Context(endpoint.api, endpoint.database, endpoint.bell, connection=request, is_socket=True)
        context.authenticate = endpoint.authenticate
        context.token = bearer_token(request) or request.cookies.get(SESSION_COOKIE)
        if context.token:
            context.actor = await endpoint.authenticate(context.token)
        return context

    async def on_ws_connect(self, context: Context) -> Any:
        params = context.connection_params if isinstance(context.connection_params, dict) else {}
        token, named = params.get("token"), params.get(BEHALF_PARAM)
        if isinstance(token, str):
            context.actor, context.token = await self.endpoint.authenticate(token), token
            if context.actor == NOBODY:
                raise ConnectionRejectionError({"code": "BAD_TOKEN"})
        if named is not None:
            await self._act_for(context, principal_of(str(named)))
        return UNSET

    async def _act_for(self, context: Context, principal_id: UUID | None) -> None:
        """Let the connection be another person's, as long as its own may act for them."""
        authenticate = self.endpoint.authenticate
        context.actor = await authenticate(context.token, principal_id) if context.token and principal_id else NOBODY
        if context.actor == NOBODY:
            raise ConnectionRejectionError({"code": "NOT_A_DEPUTY"})
        context.authenticate = partial(_authenticate_for, authenticate, principal_id)

    def decode_json(self, data: str | bytes) -> object:
        message = orjson.loads(data)  # refuses half characters, which nothing behind it could encode again
        if isinstance(message, dict) and message.get("type") == "subscribe":
            self._name_document(message.get("payload"))
        return message

    def _name_document(self, payload: object) -> None:
        """Put the text of a registered operation where the protocol wants a text, or one that is refused."""
        if not isinstance(payload, dict) or not isinstance(extensions := payload.get("extensions"), dict):
            return
        if isinstance(key := extensions.get("documentId"), str) and not payload.get("query"):
            payload["query"] = self.endpoint.api.registered.find_text(key) or UNKNOWN

    def encode_json(self, data: object) -> str:
        return orjson.dumps(data).decode()


async def _authenticate_for(authenticate: Authenticate, principal_id: UUID | None, token: str) -> Actor:
    return await authenticate(token, principal_id)
