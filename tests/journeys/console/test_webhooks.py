"""A program that is told: registered, failing until a delivery is given up, mended, and told again."""

import base64
import hashlib
import hmac
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final

import psycopg
import pytest
from playwright.sync_api import Locator, Page, expect

from services.kit.embedded import reachable_database
from services.webhooks.rules import WAITS
from tests.journeys.console.browsing import Look, Window, ask
from tests.journeys.console.conftest import Opener
from tests.journeys.console.looking import faults_of
from tests.journeys.platform_process import Platform, end_all_of, free_port

ADMIN: Final = "enterprise@greenbridge.example"
ORGANIZATION: Final = "云泽印染集团有限公司"
NEEDS: Final = "{ needs(first: 50, filter: {state: [PUBLISHED]}) { nodes { id version organization { name } } } }"
WITHDRAW: Final = """mutation ($id: ID!, $version: Int!) {
  withdrawNeed(input: {needId: $id, version: $version}) { __typename } }"""
LAST_ATTEMPT: Final = """UPDATE webhook_delivery SET attempt_count = %s, next_at = now()
  WHERE kind = 'NEED_WITHDRAWN' AND state = 'PENDING' AND fault IS NOT NULL
    AND endpoint_id IN (SELECT id FROM webhook_endpoint WHERE url = %s)"""
WAIT_SECONDS: Final = 60

SAYS: Final = {
    "zh": {
        "webhooks": "事件推送",
        "new": "新增推送地址",
        "url": "网址",
        "refused": "只接受公网地址",
        "all": "全选",
        "create": "新增",
        "kept": "我已保存",
        "nothing": "还没有推送记录",
        "event": "需求撤回",
        "failing": "没有一次送达",
        "now": "立即重试",
        "test": "发送测试",
        "trial": "测试",
        "dead": "已放弃",
        "again": "重新发送",
        "delivered": "已送达",
        "gone": "对方回答不再接收",
        "turn on": "启用",
        "several": "条未送达",
        "all again": "全部重新发送",
        "yes": "是",
    },
    "en": {
        "webhooks": "Webhooks",
        "new": "New webhook",
        "url": "Address",
        "refused": "public addresses",
        "all": "Choose all",
        "create": "Create",
        "kept": "I have kept it",
        "nothing": "Nothing was sent yet",
        "event": "Need withdrawn",
        "failing": "Nothing has arrived since",
        "now": "Try now",
        "test": "Send a test",
        "trial": "Test",
        "dead": "Given up",
        "again": "Send again",
        "delivered": "Delivered",
        "gone": "wants nothing more",
        "turn on": "Switch on",
        "several": "did not arrive",
        "all again": "Send all again",
        "yes": "Yes",
    },
}


class Program(ThreadingHTTPServer):
    """A program of somebody's on this machine, which answers as it is told and keeps what it got."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.status = 500
        self.received: list[tuple[dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/green"

    def wait_for(self, count: int) -> None:
        until = time.monotonic() + WAIT_SECONDS
        while len(self.received) < count:
            assert time.monotonic() < until, self.received
            time.sleep(0.1)


class Taking(BaseHTTPRequestHandler):
    server: Program

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the parameter of its parent
        """Say nothing."""


@pytest.fixture
def program() -> Iterator[Program]:
    with Program() as made:
        Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


@pytest.fixture(scope="module")
def platform(home: Path) -> Iterator[Platform]:
    """One that may call this very machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GREENBRIDGE_WEBHOOKS_TO_LOOPBACK", "true")
        running = Platform(home, free_port())
    running.wait_until_announced()
    yield running
    running.process.terminate()
    running.process.wait(30)
    end_all_of(home)


def open_webhooks(page: Page, says: dict[str, str]) -> None:
    """From the organization's page, as people come."""
    page.get_by_role("button", name=says["webhooks"]).click()
    page.wait_for_url("**/webhooks")


def look_again(page: Page, says: dict[str, str]) -> None:
    page.locator(".page-above").get_by_role("link", name=ORGANIZATION).click()
    open_webhooks(page, says)


def withdraw_a_need(opened: Window) -> None:
    """Something happens of which the program wants to know."""
    needs = ask(opened, NEEDS)["needs"]["nodes"]
    need = next(each for each in needs if each["organization"]["name"] == ORGANIZATION)
    answer = ask(opened, WITHDRAW, id=need["id"], version=need["version"])
    assert answer["withdrawNeed"]["__typename"] == "WithdrawNeedSuccess"


def let_a_day_pass(home: Path, program: Program) -> None:
    """Bring on the last attempt of what waits for the program."""
    with reachable_database(None, home) as url, psycopg.connect(url) as connection:
        assert connection.execute(LAST_ATTEMPT, [len(WAITS), program.url]).rowcount == 1


def is_signed(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """As docs/webhooks.md tells integrators to check."""
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    wanted = "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    return any(hmac.compare_digest(given, wanted) for given in headers["webhook-signature"].split(" "))


def register(page: Page, says: dict[str, str], program: Program) -> str:
    """Register the program, a wrong address first; returns the secret."""
    page.get_by_role("button", name=says["new"]).click()
    form = page.get_by_role("dialog")
    form.get_by_label(says["url"]).fill("https://10.0.0.1/green")
    form.get_by_role("button", name=says["all"]).click()
    form.get_by_role("button", name=says["create"], exact=True).click()
    expect(form.get_by_role("alert").filter(has_text=says["refused"])).to_be_visible()
    form.get_by_label(says["url"]).fill(program.url)
    form.get_by_role("button", name=says["create"], exact=True).click()
    secret = form.locator("code").inner_text().strip()
    assert secret.startswith("whsec_")
    form.get_by_role("button", name=says["kept"]).click()
    return secret


def card_of(page: Page, program: Program) -> Locator:
    return page.locator(".ant-card.form-notice").filter(has_text=program.url)


@pytest.mark.parametrize("look", [Look("zh"), Look("en", is_phone=True)], ids=str)
def test_a_program_that_fails_is_given_up_and_told_again(
    open_window: Opener, home: Path, program: Program, look: Look
) -> None:
    says = SAYS[look.language]
    opened = open_window(look, ADMIN)
    page = opened.go("/organizations?isMine=true")
    page.get_by_role("link", name=ORGANIZATION).first.click()
    open_webhooks(page, says)
    secret = register(page, says, program)
    card = card_of(page, program)
    expect(card.get_by_text(says["nothing"])).to_be_visible()

    withdraw_a_need(opened)
    program.wait_for(1)
    look_again(page, says)
    told = card.locator("tbody tr, li").filter(has_text=says["event"])
    expect(told.get_by_role("button", name=says["now"])).to_be_visible()
    expect(told).to_contain_text("500")
    expect(card.get_by_text(says["failing"])).to_be_visible()
    told.get_by_role("button", name=says["now"]).click()
    program.wait_for(2)
    expect(told.get_by_role("button", name=says["now"])).to_be_visible()

    let_a_day_pass(home, program)
    card.get_by_role("button", name=says["test"]).click()
    expect(told.get_by_text(says["dead"])).to_be_visible()
    assert [*faults_of(page)] == []

    program.status = 200
    told.get_by_role("button", name=says["again"]).click()
    expect(told.get_by_text(says["delivered"])).to_be_visible()
    expect(card.get_by_text(says["failing"])).to_have_count(0)
    mine = [(headers, body) for headers, body in program.received if b"NEED_WITHDRAWN" in body]
    assert len({headers["webhook-id"] for headers, _ in mine}) == 1
    assert all(is_signed(secret, headers, body) for headers, body in mine)
    assert not is_signed("whsec_Z3Vlc3M=", *mine[0])


@pytest.mark.parametrize("look", [Look("zh", is_phone=True, is_dark=True)], ids=str)
def test_a_program_that_wants_nothing_more_is_switched_on_again(
    open_window: Opener, program: Program, look: Look
) -> None:
    says = SAYS[look.language]
    opened = open_window(look, "enterprise2@greenbridge.example")
    page = opened.go("/organizations?isMine=true")
    page.get_by_role("main").locator("a[href^='/organizations/Organization']").first.click()
    open_webhooks(page, says)
    register(page, says, program)
    card = card_of(page, program)
    tests = card.locator("li").filter(has_text=says["trial"])
    for count in (1, 2):
        card.get_by_role("button", name=says["test"]).click()
        expect(tests.get_by_role("button", name=says["now"])).to_have_count(count)
    program.status = 410
    tests.get_by_role("button", name=says["now"]).first.click()
    expect(card.get_by_role("alert").filter(has_text=says["gone"])).to_be_visible()
    expect(tests.get_by_text(says["dead"])).to_have_count(2)
    expect(tests.get_by_role("button")).to_have_count(0)  # nothing is sent to what is off
    assert [*faults_of(page)] == []

    program.status = 200
    card.get_by_role("button", name=says["turn on"], exact=True).click()
    expect(card.get_by_text(says["several"])).to_be_visible()
    card.get_by_role("button", name=says["all again"]).click()
    page.get_by_role("tooltip").get_by_role("button", name=says["yes"], exact=True).click()
    expect(tests.get_by_text(says["delivered"])).to_have_count(2)
    expect(card.get_by_text(says["several"])).to_have_count(0)
