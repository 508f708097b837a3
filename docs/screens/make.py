"""Take the picture of the README from a running platform with its sample data: `make run`, then in another shell

.venv/bin/python -m docs.screens.make http://127.0.0.1:8000

Every page of the console, in both languages and widths, is taken by `make screens`.
"""

import re
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from tests.journeys.console.browsing import CHROMIUM, SAMPLE_PASSWORD

FOLDER: Final = Path(__file__).parent


def main() -> None:
    address = sys.argv[1]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-GB")
        page.goto(f"{address}/sign-in?to=/competitions")
        page.get_by_label("E-mail").fill("organizer@greenbridge.example")
        page.get_by_label("Password").fill(SAMPLE_PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_role("link", name="2026 绿色技术创新大赛").click()
        page.get_by_role("link", name="Assign judges").first.click()
        page.get_by_role("button", name="Assign judges").click()
        page.get_by_role("link", name=re.compile("Open the plan")).click()
        page.wait_for_selector("canvas")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=FOLDER / "studio.png")
        browser.close()


if __name__ == "__main__":
    main()
