import asyncio

import pytest
from fastapi import FastAPI

from services.identity.rules import LINKS_FROM, SIGN_IN_HERE
from services.kit.database import Database
from services.kit.settings import get_settings
from tests.factories.mail import secret_in, take_mail
from tests.graph.console import CLIENT, CONFIRM, PASSWORD, REGISTER, SIGN_IN, console

VIEWER = "{ viewer { email name locale memberships { totalCount } } }"
SIGN_OUT = "mutation { signOut { __typename ... on SignOutSuccess { wasSignedIn } } }"
RESET = """
mutation ($email: String!) {
  requestPasswordReset(input: {email: $email}) { __typename ... on RequestPasswordResetSuccess { email } }
}
"""
CHOOSE = """
mutation ($token: String!, $password: String!) {
  resetPassword(input: {token: $token, password: $password}) {
    __typename
    ... on ResetPasswordSuccess { email }
    ... on InvalidInput { faults { path code } }
    ... on NotFound { code }
  }
}
"""
CHANGE = """
mutation ($email: String!, $password: String!) {
  requestEmailChange(input: {email: $email, password: $password}) { __typename ... on NotAllowed { code } }
}
"""
CONFIRM_CHANGE = """
mutation ($token: String!) {
  confirmEmailChange(input: {token: $token}) { __typename ... on ConfirmEmailChangeSuccess { email } }
}
"""
EMAIL = "li@greenbridge.example"


async def test_nobody_is_no_viewer(app: FastAPI) -> None:
    async with console(app) as browser:
        assert await browser.ask(VIEWER) == {"viewer": None}


async def test_signing_up_is_a_link_and_a_password(app: FastAPI, database: Database) -> None:
    async with console(app) as browser:
        data = await browser.ask(REGISTER, email=" Li@GreenBridge.example", name="李小绿")
        assert data["registerAccount"] == {"__typename": "RegisterAccountSuccess", "email": EMAIL}
        assert await browser.ask(VIEWER) == {"viewer": None}
        [mail] = await take_mail(database, get_settings())
        data = await browser.ask(CONFIRM, token=secret_in(mail), password=PASSWORD)
        account = data["confirmAccount"]["account"]
        assert (account["email"], account["name"], account["locale"]) == (EMAIL, "李小绿", "ZH")
        viewer = {"email": EMAIL, "name": "李小绿", "locale": "ZH", "memberships": {"totalCount": 0}}
        assert await browser.ask(VIEWER) == {"viewer": viewer}


async def test_signing_up_names_every_fault(app: FastAPI) -> None:
    async with console(app) as browser:
        data = await browser.ask(REGISTER, email="li", name="")
        assert data["registerAccount"] == {
            "__typename": "InvalidInput",
            "faults": [{"path": "email", "code": "NOT_AN_EMAIL"}, {"path": "name", "code": "REQUIRED"}],
        }


async def test_an_address_with_an_account_gets_the_same_answer(app: FastAPI) -> None:
    async with console(app) as browser, console(app) as owner:
        await owner.register(EMAIL)
        known = await browser.post(REGISTER, email=EMAIL, name="李小绿")
        fresh = await browser.post(REGISTER, email="x" + EMAIL, name="李小绿")
        assert known.text.replace(EMAIL, "") == fresh.text.replace("x" + EMAIL, "")
        reset = [await browser.post(RESET, email=email) for email in (EMAIL, "y" + EMAIL)]
        assert reset[0].text.replace(EMAIL, "") == reset[1].text.replace("y" + EMAIL, "")


async def test_a_forgotten_password_is_replaced_by_mail(app: FastAPI, database: Database) -> None:
    async with console(app) as owner, console(app) as elsewhere:
        await elsewhere.register(EMAIL)
        await owner.ask(RESET, email=EMAIL)
        [mail] = await take_mail(database, get_settings())
        short = await owner.ask(CHOOSE, token=secret_in(mail), password="short")
        assert short["resetPassword"]["faults"] == [{"path": "password", "code": "TOO_SHORT"}]
        chosen = await owner.ask(CHOOSE, token=secret_in(mail), password="another horse battery")
        assert chosen["resetPassword"] == {"__typename": "ResetPasswordSuccess", "email": EMAIL}
        again = await owner.ask(CHOOSE, token=secret_in(mail), password="another horse battery")
        assert again["resetPassword"] == {"__typename": "NotFound", "code": "LINK_NOT_FOUND"}
        assert await elsewhere.ask(VIEWER) == {"viewer": None}
        signed = await owner.ask(SIGN_IN, email=EMAIL, password="another horse battery", wantsToken=False)
        assert signed["signIn"]["account"]["email"] == EMAIL


async def test_an_address_is_changed_by_a_link_to_the_new_one(app: FastAPI, database: Database) -> None:
    async with console(app) as owner, console(app) as nobody:
        await owner.register(EMAIL)
        wrong = await owner.ask(CHANGE, email="new@greenbridge.example", password="wrong horse battery")
        assert wrong["requestEmailChange"] == {"__typename": "NotAllowed", "code": "WRONG_PASSWORD"}
        asked = await owner.ask(CHANGE, email="new@greenbridge.example", password=PASSWORD)
        assert asked["requestEmailChange"]["__typename"] == "RequestEmailChangeSuccess"
        [mail] = await take_mail(database, get_settings())
        assert mail.to == "new@greenbridge.example"
        changed = await nobody.ask(CONFIRM_CHANGE, token=secret_in(mail))
        assert changed["confirmEmailChange"]["email"] == "new@greenbridge.example"
        assert (await owner.ask(VIEWER))["viewer"]["email"] == "new@greenbridge.example"
        assert [mail.to for mail in await take_mail(database, get_settings())] == ["new@greenbridge.example", EMAIL]


async def test_one_address_asks_for_so_many_links(app: FastAPI) -> None:
    async with console(app) as browser:
        kinds = [
            (await browser.ask(REGISTER, email=f"p{number}@greenbridge.example", name="李"))["registerAccount"]
            for number in range(LINKS_FROM.count + 1)
        ]
    assert [kind["__typename"] for kind in kinds] == ["RegisterAccountSuccess"] * LINKS_FROM.count + ["NotAllowed"]
    assert kinds[-1] | {"params": []} == {"__typename": "NotAllowed", "code": "TOO_MANY_ATTEMPTS", "params": []}


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(app: FastAPI) -> None:
    async with console(app) as browser:
        await browser.register(EMAIL)
        answer = await browser.post(SIGN_IN, email=EMAIL, password=PASSWORD, wantsToken=False)
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
        for _ in range(SIGN_IN_HERE.count):
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
    assert kinds.count("SignInSuccess") >= SIGN_IN_HERE.count
