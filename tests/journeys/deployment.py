"""The platform as it is deployed: a server on a port, a worker of its own, people who ask over the wire."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self

import httpx
import orjson
import uvicorn
from fastapi import FastAPI
from websockets.asyncio.client import ClientConnection, connect

from graph.kit.context import SESSION_COOKIE
from tests.graph.console import CLIENT, make_signed_in


class Person:
    """Somebody at a browser: a cookie, HTTP and WebSocket."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx.AsyncClient(base_url=url, headers=CLIENT, timeout=120)
        self.token = ""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()

    async def ask(self, query: str, **variables: Any) -> Any:
        """The data of an answer without errors."""
        answer = (await self.http.post("/graphql", json={"query": query, "variables": variables})).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def gesture(self, query: str, **variables: Any) -> Any:
        """What the one mutation of a document answered."""
        [answer] = (await self.ask(query, **variables)).values()
        return answer

    async def register(self, email: str, name: str = "李小绿") -> None:
        """Have an account and be signed in, with a token too: a program may listen with it."""
        self.token = (await make_signed_in(email, name)).token
        self.http.cookies.set(SESSION_COOKIE, self.token)

    async def hand_in(self, name: str, content: bytes) -> str:
        answer = await self.http.post("/files", params={"name": name}, content=content)
        assert answer.status_code == 201, answer.text
        node_id: str = answer.json()["id"]
        return node_id

    async def read_all(self, query: str, *path: str, **variables: Any) -> list[Any]:
        """Every node of a connection, page by page; the document takes `$after`."""
        nodes: list[Any] = []
        after: str | None = None
        while True:
            page = await self.ask(query, after=after, **variables)
            for step in path:
                page = page[step]
            nodes += page["nodes"]
            if not page["pageInfo"]["hasNextPage"]:
                return nodes
            after = page["pageInfo"]["endCursor"]

    @asynccontextmanager
    async def watch(self, query: str, **variables: Any) -> AsyncIterator[AsyncIterator[Any]]:
        """The data a subscription sends, as long as the block lasts."""
        address = f"{self.url.replace('http', 'ws')}/graphql"
        protocols: Any = ["graphql-transport-ws"]
        async with connect(address, subprotocols=protocols) as connection:
            await _send(connection, type="connection_init", payload={"token": self.token})
            await connection.recv()
            payload = {"query": query, "variables": variables}
            await _send(connection, id="1", type="subscribe", payload=payload)
            yield _received(connection)


async def _send(connection: ClientConnection, **message: Any) -> None:
    await connection.send(orjson.dumps(message).decode())


async def _received(connection: ClientConnection) -> AsyncIterator[Any]:
    async for text in connection:
        message = orjson.loads(text)
        if message["type"] == "complete":
            return
        assert message["type"] == "next", message
        yield message["payload"]["data"]


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[str]:
    """The address of a server that runs as long as the block lasts."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        running = asyncio.create_task(server.serve([listening]))
        while not server.started:  # noqa: ASYNC110 - the server rings no event
            await asyncio.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            await running
