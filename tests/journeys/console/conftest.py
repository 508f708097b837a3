"""A running platform with its sample, and a browser, for the journeys of each module through the console.

Nothing here outlives its module: while Playwright runs, its worker can run no test that is asynchronous.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.console.browsing import CHROMIUM, CONSOLE, Look, Window, window
from tests.journeys.platform_process import Platform, end_all_of, free_port

HERE = Path(__file__).parent

expect.set_options(timeout=30_000)  # two busy cores take their time
Opener = Callable[..., Window]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Known where this folder is named on the command line, as `make screens` does."""
    parser.addoption("--screens", action="store_true", help="put every page into docs/screens")


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Each module has a platform of its own, and needs a browser and the built pages."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
            item.add_marker(pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: install it"))
            item.add_marker(pytest.mark.skipif(not CONSOLE.is_file(), reason="not built: make console"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("console")


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


@pytest.fixture
def open_window(platform: Platform, browser: Browser) -> Iterator[Opener]:
    """Opens windows that are closed after the test: `open_window(Look("en"), "judge@greenbridge.example")`."""
    with ExitStack() as stack:

        def opener(look: Look, email: str | None = None) -> Window:
            opened: AbstractContextManager[Window] = window(browser, platform, look, email)
            return stack.enter_context(opened)

        yield opener
