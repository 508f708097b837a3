"""Signing up as a person does: a form posted, a message in the outbox, its link in a real browser."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from services.kit.mail import read_outbox
from services.kit.settings import Settings
from tests.graph.console import CLIENT, PASSWORD, REGISTER
from tests.journeys.platform_process import Platform, end_all_of, free_port

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
EMAIL = "li@greenbridge.example"
VIEWER = """() => fetch("/graphql", {method: "POST", headers: {"Content-Type": "application/json",
  "X-GreenBridge-Client": "test"}, body: JSON.stringify({query: "{ viewer { email } }"})}).then(a => a.json())"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: install the package chromium")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def platform(home: Path) -> Iterator[Platform]:
    running = Platform(home, free_port())
    running.wait_until_announced()
    yield running
    running.process.terminate()
    running.process.wait(30)
    end_all_of(home)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


def link_from(platform: Platform, home: Path) -> str:
    """The link of the message that the running worker writes for somebody who signs up."""
    asked = {"query": REGISTER, "variables": {"email": EMAIL, "name": "李小绿"}}
    answer = httpx.post(f"{platform.address}/graphql", json=asked, headers=CLIENT)
    assert answer.json()["data"]["registerAccount"]["email"] == EMAIL
    settings = Settings(home=home)
    while not read_outbox(settings, 1):
        time.sleep(0.1)
    [link] = [line for line in read_outbox(settings, 1)[0].mail.text.splitlines() if line.startswith("http")]
    return link


def submit(page: Page, password: str) -> str:
    page.locator("#password").fill(password)
    page.locator("button").click()
    expect(page.locator("#status")).not_to_be_empty()
    return page.locator("#status").inner_text()


def test_a_mailed_link_ends_in_an_account_that_is_signed_in(platform: Platform, home: Path, browser: Browser) -> None:
    link = link_from(platform, home)
    assert link.startswith(f"{platform.address}/confirm#")
    page = browser.new_page(locale="en-US")
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(link)
    assert "easy to guess" in submit(page, EMAIL)
    page.reload()
    assert "signed in" in submit(page, PASSWORD)
    assert page.evaluate(VIEWER) == {"data": {"viewer": {"email": EMAIL}}}
    assert "#" not in page.url
    page.goto(link)
    assert "was used already" in submit(page, PASSWORD)
    assert complaints == []
    page.close()


def test_a_wrong_invitation_says_so_in_chinese(platform: Platform, browser: Browser) -> None:
    page = browser.new_page(locale="zh-CN")
    page.goto(f"{platform.address}/invitation#nonsense")
    expect(page.locator("#status")).not_to_be_empty()
    assert page.locator("#status").inner_text() == "链接无效、已过期或已使用过。"
    assert page.locator("#form").is_hidden()
    page.close()
