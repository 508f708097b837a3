"""Take the picture of the README from a running platform with its sample data: `make run`, then in another shell

.venv/bin/python -m docs.screens.make http://127.0.0.1:8000 PASSWORD
"""

import shutil
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from tests.journeys.explorer import SETTLE_MS, assign

FOLDER: Final = Path(__file__).parent


def main() -> None:
    address, password = sys.argv[1:3]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        assign(page, address, password)
        page.wait_for_timeout(SETTLE_MS)
        page.screenshot(path=FOLDER / "explorer.png")
        browser.close()


if __name__ == "__main__":
    main()
