"""The pages in a real browser: the tour of the explorer from sign-in to published tasks, and nothing from elsewhere."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.applications import Starlette
from uvicorn import Config, Server

from graph.http import pages
from tests.journeys.explorer import assign, publish
from tests.journeys.platform_process import Platform, end_all_of, free_port

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
EXPLORER = Path(__file__).parents[2] / "web" / "explorer" / "dist" / "index.html"

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: install the package chromium"),
    pytest.mark.skipif(not EXPLORER.is_file(), reason="the explorer is not built: make explorer"),
]


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    home = tmp_path_factory.mktemp("home")
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


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The pages of a process whose console was not built."""
    monkeypatch.setattr(pages, "CONSOLE_FOLDER", tmp_path)
    port = free_port()
    server = Server(Config(Starlette(routes=pages.page_routes(is_development=True)), port=port, log_level="error"))
    serving = Thread(target=server.run)
    serving.start()
    while not server.started:
        assert serving.is_alive()
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    serving.join(30)


def _watch(page: Page) -> list[str]:
    """Everything the page complains of or asks elsewhere, as it happens."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: complaints.append(request.url) if "127.0.0.1" not in request.url else None)
    return complaints


def test_the_tour_leads_from_sign_in_to_published_tasks(platform: Platform, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    complaints = _watch(page)
    plan = assign(page, platform.address, platform.password())
    assert '"gap": 0' in plan
    assert '"totalCount": 198' in publish(page, plan)
    assert complaints == []
    page.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_door_fits_its_screen_and_asks_nobody_else(bare: str, browser: Browser, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    complaints = _watch(page)
    page.goto(bare)
    assert page.get_by_role("link", name="/graphql").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
    page.close()
