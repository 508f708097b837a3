"""Signing in at a service outside: a real little OpenID provider on a port, and a browser between the two."""

import asyncio
from base64 import b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator
from hashlib import sha256
from time import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, RedirectResponse
from joserfc import jwt
from joserfc.jwk import RSAKey

from graph.server import make_app
from services.kit.settings import get_settings
from tests.graph.console import Console, console
from tests.journeys.deployment import served

CLIENT_ID, CLIENT_SECRET = "greenbridge", "a secret of the test"
PERSON = {"sub": "u-7", "email": "Li@GreenBridge.example", "email_verified": True, "name": "李小绿", "locale": "zh-CN"}
VIEWER = "{ viewer { email name locale } }"


class Provider:
    """A service that knows one person and lets them in without asking."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, parameters={"kid": "k1"})
        self.signing_key = self.key
        self.claims: dict[str, Any] = dict(PERSON)
        self.asked: dict[str, dict[str, str]] = {}
        self.issuer = ""
        self.app = FastAPI()
        self.app.get("/.well-known/openid-configuration")(self.configuration)
        self.app.get("/authorize")(self.authorize)
        self.app.post("/token")(self.token)
        self.app.get("/jwks")(self.jwks)

    async def configuration(self) -> dict[str, str]:
        doors = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
        return {"issuer": self.issuer} | {name: f"{self.issuer}/{door}" for name, door in doors.items()}

    async def authorize(self, request: Request) -> RedirectResponse:
        asked = dict(request.query_params)
        assert (asked["client_id"], asked["code_challenge_method"]) == (CLIENT_ID, "S256")
        assert "openid" in asked["scope"].split()
        code = f"code-{len(self.asked)}"
        self.asked[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?code={code}&state={asked['state']}", 302)

    async def token(self, request: Request) -> JSONResponse:
        form = parse_qs((await request.body()).decode())
        given = {name: values[0] for name, values in form.items()}
        client = b64decode(request.headers["authorization"].removeprefix("Basic ")).decode()
        asked = self.asked.pop(given["code"], None)
        challenge = urlsafe_b64encode(sha256(given["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if asked is None or client != f"{CLIENT_ID}:{CLIENT_SECRET}" or asked["code_challenge"] != challenge:
            return JSONResponse({"error": "invalid_grant"}, 400)
        claims = {"iss": self.issuer, "aud": CLIENT_ID, "exp": int(time()) + 60, "nonce": asked["nonce"]} | self.claims
        token = jwt.encode({"alg": "RS256", "kid": "k1"}, claims, self.signing_key)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": token})

    async def jwks(self) -> dict[str, Any]:
        return {"keys": [self.key.as_dict(private=False)]}


@pytest.fixture
async def provider(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Provider]:
    made = await asyncio.to_thread(Provider)
    async with served(made.app) as address:
        made.issuer = address
        monkeypatch.setenv("GREENBRIDGE_OIDC_ISSUER", address)
        monkeypatch.setenv("GREENBRIDGE_OIDC_CLIENT_ID", CLIENT_ID)
        monkeypatch.setenv("GREENBRIDGE_OIDC_CLIENT_SECRET", CLIENT_SECRET)
        monkeypatch.setenv("GREENBRIDGE_PUBLIC_URL", "http://greenbridge.example")
        yield made


@pytest.fixture
async def door(provider: Provider, app: FastAPI) -> AsyncIterator[FastAPI]:  # noqa: ARG001 - sets the settings first
    get_settings.cache_clear()
    made = make_app()
    async with made.router.lifespan_context(made):
        yield made


async def travel(browser: Console) -> httpx.Response:
    """Leave for the service and come back, as a browser follows redirects."""
    start = await browser.http.get("/oidc/start")
    assert start.status_code == 303, start.text
    async with httpx.AsyncClient() as outside:
        back = await outside.get(start.headers["location"])
    parts = urlsplit(back.headers["location"])
    return await browser.http.get(f"{parts.path}?{parts.query}")


async def test_the_first_sign_in_makes_an_account_and_the_next_finds_it(door: FastAPI, provider: Provider) -> None:
    async with console(door) as browser, console(door) as another:
        arrived = await travel(browser)
        assert (arrived.status_code, arrived.headers["location"]) == (303, "http://greenbridge.example")
        viewer = {"email": "li@greenbridge.example", "name": "李小绿", "locale": "ZH"}
        assert (await browser.ask(VIEWER))["viewer"] == viewer
        provider.claims = {"sub": "u-7", "name": "改名"}  # by its subject, whatever else the service says
        await travel(another)
        assert (await another.ask(VIEWER))["viewer"] == viewer


async def test_an_account_of_the_same_address_is_the_same_person(door: FastAPI) -> None:
    async with console(door) as known, console(door) as browser:
        account_id = await known.register("li@greenbridge.example", "李老师")
        await travel(browser)
        assert (await browser.ask("{ viewer { id name } }"))["viewer"] == {"id": account_id, "name": "李老师"}


async def test_an_address_that_is_not_vouched_for_opens_nothing(door: FastAPI, provider: Provider) -> None:
    async with console(door) as known, console(door) as browser:
        await known.register("li@greenbridge.example")
        for verified in (False, "true", None):
            provider.claims = PERSON | {"email_verified": verified}
            arrived = await travel(browser)
            assert (arrived.status_code, arrived.json()["errors"][0]["extensions"]["code"]) == (
                403,
                "EMAIL_NOT_VERIFIED",
            )
        assert await browser.ask(VIEWER) == {"viewer": None}


@pytest.mark.parametrize(
    "wrong",
    [{"iss": "https://elsewhere.example"}, {"aud": "another"}, {"exp": 1_000_000_000}, {"nonce": "replayed"}],
)
async def test_a_token_for_somebody_else_is_refused(door: FastAPI, provider: Provider, wrong: dict[str, Any]) -> None:
    provider.claims = PERSON | wrong
    async with console(door) as browser:
        arrived = await travel(browser)
        assert (arrived.status_code, arrived.json()["errors"][0]["extensions"]["code"]) == (
            403,
            "SERVICE_DID_NOT_VOUCH",
        )
        assert await browser.ask(VIEWER) == {"viewer": None}


async def test_a_token_signed_by_another_key_is_refused(door: FastAPI, provider: Provider) -> None:
    provider.signing_key = await asyncio.to_thread(RSAKey.generate_key, 2048, {"kid": "k1"})
    async with console(door) as browser:
        assert (await travel(browser)).status_code == 403


async def test_an_arrival_that_did_not_depart_here_is_refused(door: FastAPI) -> None:
    async with console(door) as attacker, console(door) as victim:
        start = await attacker.http.get("/oidc/start")
        async with httpx.AsyncClient() as outside:
            back = await outside.get(start.headers["location"])
        parts = urlsplit(back.headers["location"])
        arrived = await victim.http.get(f"{parts.path}?{parts.query}")
        assert arrived.json()["errors"][0]["extensions"]["code"] == "SIGN_IN_NOT_BEGUN_HERE"
        assert await victim.ask(VIEWER) == {"viewer": None}


async def test_without_a_service_there_is_no_such_door(app: FastAPI) -> None:
    async with console(app) as browser:
        assert (await browser.http.get("/oidc/start")).status_code == 404
