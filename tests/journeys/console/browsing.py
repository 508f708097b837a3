"""A person in front of the console: one browser window of some language, width and shade, and what it complains of."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from tests.journeys.platform_process import Platform

CHROMIUM: Final = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
CONSOLE: Final = Path(__file__).parents[3] / "web" / "dist" / "index.html"
SAMPLE_PASSWORD: Final = "greenbridge-sample"
WAIT_MS: Final = 60_000

SIGN_IN: Final = """mutation ($email: String!, $password: String!) {
  signIn(input: {email: $email, password: $password}) { __typename } }"""


@dataclass(frozen=True, slots=True)
class Look:
    """How a window looks."""

    language: Literal["zh", "en"] = "zh"
    is_phone: bool = False
    is_dark: bool = False

    def __str__(self) -> str:
        return f"{self.language}-{'phone' if self.is_phone else 'desktop'}-{'dark' if self.is_dark else 'light'}"


@dataclass
class Window:
    """An open window; `complaints` are errors and warnings of the console, and what was asked of other hosts."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Open a page of the console and wait until it stands."""
        self.page.goto(f"{self.address}{path}")
        self.settle()
        return self.page

    def settle(self) -> None:
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_function("() => !document.querySelector('.ant-skeleton-active')")

    def sign_in(self, email: str, password: str = SAMPLE_PASSWORD) -> None:
        """Be signed in, without the page for it."""
        answer = self.page.context.request.post(
            f"{self.address}/graphql",
            headers={"X-GreenBridge-Client": "test"},
            data={"query": SIGN_IN, "variables": {"email": email, "password": password}},
        )
        assert answer.json()["data"]["signIn"]["__typename"] == "SignInSuccess"

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)


def ask(opened: Window, query: str, **variables: Any) -> Any:
    """Ask the API as the person of the window."""
    answer = opened.page.context.request.post(
        f"{opened.address}/graphql",
        headers={"X-GreenBridge-Client": "test"},
        data={"query": query, "variables": variables},
    )
    return answer.json()["data"]


def press_in_popup(item: Locator) -> None:
    """Press what has just opened, where a person could: Playwright would scroll to a menu far outside the window."""
    expect(item).to_be_in_viewport()
    item.click()


@contextmanager
def window(browser: Browser, platform: Platform, look: Look, email: str | None = None) -> Iterator[Window]:
    """A window of its own, signed in as somebody or as nobody; it must not have complained when it closes."""
    context = browser.new_context(
        locale="zh-CN" if look.language == "zh" else "en-GB",
        viewport={"width": 390, "height": 844} if look.is_phone else {"width": 1440, "height": 900},
        color_scheme="dark" if look.is_dark else "light",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
    )
    context.set_default_timeout(WAIT_MS)
    opened = Window(context.new_page(), platform.address)
    opened.page.on("console", opened.hear)
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.page.on(
        "request",
        lambda request: opened.complaints.append(request.url) if "://127.0.0.1" not in request.url else None,
    )
    if email is not None:
        opened.sign_in(email)
    yield opened
    context.close()
    assert opened.complaints == []
