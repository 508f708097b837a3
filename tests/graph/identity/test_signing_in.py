import asyncio

import pytest
from fastapi import FastAPI

from services.identity.rules import ATTEMPT_LIMIT
from tests.graph.console import CLIENT, PASSWORD, REGISTER, SIGN_IN, console

VIEWER = "{ viewer { email name locale memberships { totalCount } } }"
SIGN_OUT = "mutation { signOut { __typename ... on SignOutSuccess { wasSignedIn } } }"
EMAIL = "li@greenbridge.example"


async def test_nobody_is_no_viewer(app: FastAPI) -> None:
    async with console(app) as browser:
        assert await browser.ask(VIEWER) == {"viewer": None}


async def test_signing_up_answers_the_account_and_signs_in(app: FastAPI) -> None:
    async with console(app) as browser:
        data = await browser.ask(REGISTER, email=" Li@GreenBridge.example", name="李小绿", password=PASSWORD)
        account = data["registerAccount"]["account"]
        assert (account["email"], account["name"], account["locale"]) == (EMAIL, "李小绿", "ZH")
        viewer = {"email": EMAIL, "name": "李小绿", "locale": "ZH", "memberships": {"totalCount": 0}}
        assert await browser.ask(VIEWER) == {"viewer": viewer}


async def test_signing_up_names_every_fault(app: FastAPI) -> None:
    async with console(app) as browser:
        data = await browser.ask(REGISTER, email="li", name="", password="short")
        assert data["registerAccount"] == {
            "__typename": "InvalidInput",
            "faults": [
                {"path": "email", "code": "NOT_AN_EMAIL"},
                {"path": "name", "code": "REQUIRED"},
                {"path": "password", "code": "TOO_SHORT"},
            ],
        }
        assert browser.http.cookies.get("greenbridge_session") is None


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(app: FastAPI) -> None:
    async with console(app) as browser:
        answer = await browser.post(REGISTER, email=EMAIL, name="李小绿", password=PASSWORD)
        name, *attributes = answer.headers["set-cookie"].split("; ")
        assert name.startswith("greenbridge_session=")
        assert attributes == ["HttpOnly", f"Max-Age={14 * 24 * 3600}", "Path=/", "SameSite=lax"]
        assert (await browser.post(VIEWER, headers={})).json()["errors"][0]["extensions"][
            "code"
        ] == "CLIENT_HEADER_MISSING"


async def test_signing_in_and_out_again(app: FastAPI) -> None:
    async with console(app) as first, console(app) as second:
        await first.register(EMAIL)
        data = await second.ask(SIGN_IN, email=EMAIL, password=PASSWORD, wantsToken=False)
        assert data["signIn"]["account"] == {"email": EMAIL, "name": "李小绿"}
        assert data["signIn"]["token"] is None
        stolen = second.http.cookies["greenbridge_session"]
        assert await second.ask(SIGN_OUT) == {"signOut": {"__typename": "SignOutSuccess", "wasSignedIn": True}}
        assert await second.ask(SIGN_OUT) == {"signOut": {"__typename": "SignOutSuccess", "wasSignedIn": False}}
        assert await second.ask(VIEWER, headers=CLIENT | {"Cookie": f"greenbridge_session={stolen}"}) == {
            "viewer": None
        }
        assert (await first.ask(VIEWER))["viewer"]["email"] == EMAIL


async def test_a_program_gets_a_token_and_no_cookie(app: FastAPI) -> None:
    async with console(app) as browser, console(app) as program:
        await browser.register(EMAIL)
        data = await program.ask(SIGN_IN, email=EMAIL, password=PASSWORD, wantsToken=True)
        assert data["signIn"]["account"]["email"] == EMAIL
        assert dict(program.http.cookies) == {}
        bearer = {"Authorization": f"Bearer {data['signIn']['token']}"}
        assert (await program.ask(VIEWER, headers=bearer))["viewer"]["email"] == EMAIL
        assert (await program.ask(SIGN_OUT, headers=bearer))["signOut"]["wasSignedIn"] is True
        assert (await program.post(VIEWER, headers=bearer)).status_code == 401


async def test_guessing_is_slowed_down(app: FastAPI) -> None:
    async with console(app) as browser:
        await browser.register(EMAIL)
        for _ in range(ATTEMPT_LIMIT):
            data = await browser.ask(SIGN_IN, email=EMAIL, password="wrong horse battery", wantsToken=False)
            assert data["signIn"] == {"__typename": "NotAllowed", "code": "WRONG_EMAIL_OR_PASSWORD", "params": []}
        refused = (await browser.ask(SIGN_IN, email=EMAIL, password=PASSWORD, wantsToken=False))["signIn"]
        assert refused["code"] == "TOO_MANY_ATTEMPTS"
        assert [param["name"] for param in refused["params"]] == ["waitSeconds"]


@pytest.mark.parametrize("people_count", [12])
async def test_more_people_sign_in_at_once_than_there_are_connections(app: FastAPI, people_count: int) -> None:
    async with console(app) as browser:
        await browser.register(EMAIL)
        answers = await asyncio.gather(
            *(browser.ask(SIGN_IN, email=EMAIL, password=PASSWORD, wantsToken=True) for _ in range(people_count))
        )
    kinds = [answer["signIn"]["__typename"] for answer in answers]
    assert kinds.count("SignInSuccess") + kinds.count("NotAllowed") == people_count
    assert kinds.count("SignInSuccess") >= ATTEMPT_LIMIT
