"""Clicks in the matrix of a plan, timed inside the page: from the pointer's event to the frame with the answer."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from conference import EMAIL, PASSWORD, SIGN_IN
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

CHROMIUM: Final = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
HEADER: Final = (76, 58)
"""What the matrix keeps free for its names, left and above."""

WATCH: Final = """() => {
  const seen = { at: 0, panel: 0, answer: 0, old: null };
  const shown = (selector) => [...document.querySelectorAll(selector)].find((node) => node !== seen.old);
  const painted = (name) => requestAnimationFrame((at) => setTimeout(() => { seen[name] ||= performance.now(); }));
  const marked = new Set();
  new MutationObserver(() => {
    if (seen.at === 0) return;
    const answer = shown('[data-testid="reason"]');
    if (!marked.has('panel') && document.querySelector('.pair-side')) { marked.add('panel'); painted('panel'); }
    if (answer && !marked.has('answer')) { marked.add('answer'); painted('answer'); }
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
  document.addEventListener('click', (event) => {
    if (!event.target.closest('.matrix-scroller')) return;
    marked.clear();
    Object.assign(seen, { at: event.timeStamp, panel: 0, answer: 0,
                          old: document.querySelector('[data-testid="reason"]') });
  }, { capture: true });
  window.clicked = seen;
}"""
PLACE: Final = """([row, column, rows, columns, left, top]) => {
  const scroller = document.querySelector('.matrix-scroller');
  const extent = document.querySelector('.matrix-extent');
  const size = (parseFloat(extent.style.width) - left) / columns;
  scroller.scrollTo(column * size - 200, row * size - 150);
  const box = scroller.getBoundingClientRect();
  return [box.left + left + (column + 0.5) * size - scroller.scrollLeft,
          box.top + top + (row + 0.5) * size - scroller.scrollTop];
}"""


@contextmanager
def opened(address: str, path: str) -> Iterator[Page]:
    """The plan's page, once its matrix stands."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
        page = context.new_page()
        given = {"query": SIGN_IN, "variables": {"email": EMAIL, "password": PASSWORD}}
        context.request.post(f"{address}/graphql", headers={"X-GreenBridge-Client": "benchmark"}, data=given)
        page.goto(f"{address}{path}")
        page.wait_for_selector(".matrix-scroller canvas")
        page.wait_for_load_state("networkidle")
        page.evaluate(WATCH)
        yield page
        browser.close()


def click(page: Page, cell: tuple[int, int], shape: tuple[int, int]) -> dict[str, float]:
    """Milliseconds until the panel, and until the answer, were on the screen."""
    [x, y] = page.evaluate(PLACE, [*cell, *shape, *HEADER])
    page.wait_for_timeout(250)  # the picture is drawn, and the page at rest, before a person presses
    page.mouse.move(x, y)
    page.wait_for_timeout(150)
    page.mouse.click(x, y)
    page.wait_for_function("() => window.clicked.answer > 0")
    seen: Any = page.evaluate("() => window.clicked")
    return {name: seen[name] - seen["at"] for name in ("panel", "answer")}
