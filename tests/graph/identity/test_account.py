"""What a person sees and does about their own account, and what a program's token may not."""

import pyotp
from fastapi import FastAPI

from graph.kit.context import SESSION_COOKIE
from tests.graph.console import CLIENT, PASSWORD, SIGN_IN, Console, console, make_signed_in

EMAIL = "li@greenbridge.example"
SESSIONS = "{ viewer { sessions { nodes { id agent address usedAt expiresAt } } apiTokens { nodes { name scope } } } }"
CREATE = """
mutation ($scope: TokenScope!) {
  createApiToken(input: {name: "导出程序", scope: $scope}) {
    ... on CreateApiTokenSuccess { text apiToken { id name scope usedAt } }
    ... on NotAllowed { code params { name value } }
  }
}
"""
FOUND = """
mutation {
  createOrganization(input: {kind: ENTERPRISE, name: "青禾"}) { __typename ... on NotAllowed { code } }
}
"""
EVERYWHERE = "mutation { signOutEverywhere(input: {}) { ... on SignOutEverywhereSuccess { endedCount } } }"
CHANGE = """
mutation ($current: String!, $new: String!) {
  changePassword(input: {currentPassword: $current, password: $new}) {
    __typename ... on NotAllowed { code } ... on ChangePasswordSuccess { account { email } }
  }
}
"""
EDIT = """
mutation ($version: Int!, $name: String!) {
  editAccount(input: {version: $version, name: $name, locale: EN}) {
    ... on EditAccountSuccess { account { name locale version } }
    ... on Stale { code currentVersion }
    ... on InvalidInput { faults { path code } }
  }
}
"""
START_FACTOR = """
mutation ($password: String!) {
  startSecondFactor(input: {password: $password}) { ... on StartSecondFactorSuccess { secret address } }
}
"""
CONFIRM_FACTOR = """
mutation ($code: String!) {
  confirmSecondFactor(input: {code: $code}) { ... on ConfirmSecondFactorSuccess { recoveryCodes } }
}
"""
END = "mutation ($id: ID!) { endSession(input: {sessionId: $id}) { __typename } }"


async def bearer(browser: Console, scope: str) -> dict[str, str]:
    issued = (await browser.ask(CREATE, scope=scope))["createApiToken"]
    return {"Authorization": f"Bearer {issued['text']}"}


async def test_sessions_are_listed_and_ended(app: FastAPI) -> None:
    async with console(app) as first, console(app) as second:
        await first.register(EMAIL)
        await second.ask(SIGN_IN, email=EMAIL, password=PASSWORD, wantsToken=False)
        sessions = (await first.ask(SESSIONS))["viewer"]["sessions"]["nodes"]
        assert len(sessions) == 2
        assert sessions[0]["agent"].startswith("python-httpx")
        assert sessions[0]["address"] == "127.0.0.1"
        assert await first.ask(END, id=sessions[0]["id"]) == {"endSession": {"__typename": "EndSessionSuccess"}}
        assert await second.ask("{ viewer { id } }") == {"viewer": None}
        await second.ask(SIGN_IN, email=EMAIL, password=PASSWORD, wantsToken=False)
        assert await first.ask(EVERYWHERE) == {"signOutEverywhere": {"endedCount": 1}}
        assert await second.ask("{ viewer { id } }") == {"viewer": None}
        assert (await first.ask("{ viewer { email } }"))["viewer"] == {"email": EMAIL}


async def test_a_new_password_needs_the_old_one(app: FastAPI) -> None:
    async with console(app) as browser:
        await browser.register(EMAIL)
        wrong = await browser.ask(CHANGE, current="wrong horse battery", new="another horse battery")
        assert wrong["changePassword"] == {"__typename": "NotAllowed", "code": "WRONG_PASSWORD"}
        changed = await browser.ask(CHANGE, current=PASSWORD, new="another horse battery")
        assert changed["changePassword"]["account"] == {"email": EMAIL}
        assert (await browser.ask("{ viewer { email } }"))["viewer"] == {"email": EMAIL}


async def test_a_token_reads_or_writes_and_leaves_the_account_alone(app: FastAPI) -> None:
    async with console(app) as browser, console(app) as program:
        await browser.register(EMAIL)
        reads, writes = [await bearer(browser, scope) for scope in ("READ", "WRITE")]
        assert (await program.ask("{ viewer { email } }", headers=reads))["viewer"] == {"email": EMAIL}
        refused = {"__typename": "NotAllowed", "code": "TOKEN_REACHES_LESS"}
        assert (await program.ask(FOUND, headers=reads))["createOrganization"] == refused
        assert (await program.http.post("/files?name=a.csv", content=b"x", headers=reads)).status_code == 422
        assert (await program.http.post("/files?name=a.csv", content=b"x", headers=writes)).status_code == 201
        founded = {"__typename": "CreateOrganizationSuccess"}
        assert (await program.ask(FOUND, headers=writes))["createOrganization"] == founded
        for gesture in (CREATE.replace("$scope: TokenScope!", "$scope: TokenScope = WRITE"), CHANGE):
            given = {"current": PASSWORD, "new": "another horse battery"} if gesture is CHANGE else {}
            [answer] = (await program.ask(gesture, headers=writes, **given)).values()
            assert answer["code"] == "TOKEN_REACHES_LESS"
        tokens = (await browser.ask(SESSIONS))["viewer"]["apiTokens"]["nodes"]
        assert tokens == [{"name": "导出程序", "scope": "WRITE"}, {"name": "导出程序", "scope": "READ"}]


async def test_a_second_factor_is_turned_on_and_asked_for(app: FastAPI) -> None:
    async with console(app) as browser, console(app) as elsewhere:
        await browser.register(EMAIL)
        shared = (await browser.ask(START_FACTOR, password=PASSWORD))["startSecondFactor"]
        code = pyotp.TOTP(shared["secret"]).now()
        codes = (await browser.ask(CONFIRM_FACTOR, code=code))["confirmSecondFactor"]["recoveryCodes"]
        assert (await browser.ask("{ viewer { secondFactorSince } }"))["viewer"]["secondFactorSince"] is not None
        asked = (await elsewhere.ask(SIGN_IN, email=EMAIL, password=PASSWORD, wantsToken=False))["signIn"]
        assert asked == {"__typename": "NotAllowed", "code": "SECOND_FACTOR_REQUIRED", "params": []}
        with_code = SIGN_IN.replace("wantsToken: $wantsToken", f'wantsToken: $wantsToken, code: "{codes[0]}"')
        signed = await elsewhere.ask(with_code, email=EMAIL, password=PASSWORD, wantsToken=False)
        assert signed["signIn"]["account"]["email"] == EMAIL


async def test_a_name_is_edited_by_who_saw_the_newest_version(app: FastAPI) -> None:
    async with console(app) as browser:
        await browser.register(EMAIL)
        edited = (await browser.ask(EDIT, version=1, name=" 李  大绿 "))["editAccount"]
        assert edited["account"] == {"name": "李 大绿", "locale": "EN", "version": 2}
        stale = (await browser.ask(EDIT, version=1, name="李小绿"))["editAccount"]
        assert (stale["code"], stale["currentVersion"]) == ("ACCOUNT_STALE", 2)
        empty = (await browser.ask(EDIT, version=2, name=" "))["editAccount"]
        assert empty["faults"] == [{"path": "name", "code": "REQUIRED"}]


async def test_anybody_learns_how_one_may_come_in(app: FastAPI) -> None:
    async with console(app) as browser:
        assert await browser.ask("{ entrance { hasOutsideSignIn keepsMail } }") == {
            "entrance": {"hasOutsideSignIn": False, "keepsMail": True}
        }


async def test_the_session_that_asks_is_marked_among_them(app: FastAPI) -> None:
    asked = "{ viewer { sessions(orderBy: CREATED_ASC) { nodes { id isCurrent } } } }"
    async with console(app) as desk, console(app) as phone:
        signed = await make_signed_in("li@greenbridge.example")
        desk.http.cookies.set(SESSION_COOKIE, signed.token)
        answer = await phone.ask(SIGN_IN, email="li@greenbridge.example", password=PASSWORD, wantsToken=True)
        bearer = CLIENT | {"Authorization": f"Bearer {answer['signIn']['token']}"}
        at_desk = (await desk.ask(asked))["viewer"]["sessions"]["nodes"]
        on_phone = (await phone.ask(asked, bearer))["viewer"]["sessions"]["nodes"]
    assert [each["isCurrent"] for each in at_desk] == [True, False]
    assert [each["isCurrent"] for each in on_phone] == [False, True]
    assert [each["id"] for each in at_desk] == [each["id"] for each in on_phone]
