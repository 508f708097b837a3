"""A person at the console: the real app of a deployment, asked over HTTP, with the cookies of one browser."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from fastapi import FastAPI

CLIENT = {"X-GreenBridge-Client": "test"}

SIGN_IN = """
mutation ($email: String!, $password: String!, $wantsToken: Boolean!) {
  signIn(input: {email: $email, password: $password, wantsToken: $wantsToken}) {
    __typename
    ... on SignInSuccess { token expiresAt account { email name } }
    ... on NotAllowed { code params { name value } }
  }
}
"""
REGISTER = """
mutation ($email: String!, $name: String!, $password: String!) {
  registerAccount(input: {email: $email, name: $name, password: $password}) {
    __typename
    ... on RegisterAccountSuccess { account { id email name locale } }
    ... on InvalidInput { faults { path code } }
  }
}
"""
PASSWORD = "correct horse battery"


class Console:
    """One browser, or one program when it sends a bearer token."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.http = client

    async def post(self, query: str, headers: dict[str, str] | None = None, **variables: Any) -> httpx.Response:
        body = {"query": query, "variables": variables}
        return await self.http.post("/graphql", json=body, headers=CLIENT if headers is None else headers)

    async def ask(self, query: str, headers: dict[str, str] | None = None, **variables: Any) -> Any:
        """The data of an answer without errors."""
        answer = (await self.post(query, headers, **variables)).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def register(self, email: str, name: str = "李小绿") -> str:
        """Sign up and be signed in; returns the account's node id."""
        data = await self.ask(REGISTER, email=email, name=name, password=PASSWORD)
        node_id: str = data["registerAccount"]["account"]["id"]
        return node_id


@asynccontextmanager
async def console(app: FastAPI) -> AsyncIterator[Console]:
    """A new browser before a running app."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://greenbridge.example") as client:
        yield Console(client)
