"""The app itself: FastAPI, with GraphQL answered before its middleware, which has nothing to add to it."""

from fastapi import FastAPI
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from graph.http.answers import Endpoint
from graph.http.compression import compressed


class FrontDoor(FastAPI):
    """FastAPI for everything but GraphQL by POST and registered reads by GET: its way in costs as much as a plan."""

    def __init__(self, endpoint: Endpoint, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]  # FastAPI's own options
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/graphql":
            return await super().__call__(scope, receive, send)
        request = Request(scope, receive)
        if scope["method"] == "POST":
            response = await self._endpoint.post(request)
        elif scope["method"] == "GET" and b"documentId=" in scope["query_string"]:
            response = await self._endpoint.get(request)
        else:
            return await super().__call__(scope, receive, send)
        response = await compressed(request, response)
        return await response(scope, receive, send)
