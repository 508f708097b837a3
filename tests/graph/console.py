"""A person at the console: the real app of a deployment, asked over HTTP, with the cookies of one browser."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

import httpx
from fastapi import FastAPI

from graph.kit.context import SESSION_COOKIE
from graph.kit.node_ids import node_id
from services.identity.commands import NewAccount, SignedIn, create_account, open_session
from services.identity.passwords import HASHER
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.settings import get_settings

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
mutation ($email: String!, $name: String!) {
  registerAccount(input: {email: $email, name: $name}) {
    __typename
    ... on RegisterAccountSuccess { email }
    ... on InvalidInput { faults { path code } }
    ... on NotAllowed { code params { name } }
  }
}
"""
CONFIRM = """
mutation ($token: String!, $password: String!) {
  confirmAccount(input: {token: $token, password: $password}) {
    __typename
    ... on ConfirmAccountSuccess { account { id email name locale } }
    ... on InvalidInput { faults { path code } }
    ... on NotFound { code }
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
        """Have an account and be signed in, as after following the link; returns the account's node id."""
        signed = await make_signed_in(email, name)
        self.http.cookies.set(SESSION_COOKIE, signed.token)
        return node_id("Account", signed.account.id)


async def make_signed_in(email: str, name: str = "李小绿") -> SignedIn:
    """An account of the app's database, with the password of all tests, and a session of it."""
    url = get_settings().database_url
    assert url is not None
    database = Database(url, pool_size=2)
    async with database.transaction(SYSTEM) as tx:
        account = await create_account(tx, SYSTEM, NewAccount(email, name), _password_hash())
        signed = await open_session(tx, account)
    await database.engine.dispose()
    return signed


@cache
def _password_hash() -> str:
    return HASHER.hash(PASSWORD)


@asynccontextmanager
async def console(app: FastAPI) -> AsyncIterator[Console]:
    """A new browser before a running app."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://greenbridge.example") as client:
        yield Console(client)
