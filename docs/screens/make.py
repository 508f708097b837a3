"""Take the pictures of the README from a running platform with its sample data: `make run`, then in another shell

    .venv/bin/python docs/screens/make.py http://127.0.0.1:8000 PASSWORD

The assignment is started and read in the API explorer, as a person would.
"""

import re
import shutil
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import Locator, Page, sync_playwright

FOLDER: Final = Path(__file__).parent
WAIT_MS: Final = 30_000
SETTLE_MS: Final = 700
"""The editor reads what was typed only after a pause."""


def fill(page: Page, tab: str, empty: str, filled: str) -> None:
    """Open a tab of the tour and put a value where it leaves one open."""
    page.get_by_role("tablist").get_by_role("button", name=tab, exact=True).click()
    editor = page.locator(".graphiql-query-editor .CodeMirror")
    editor.evaluate(
        "(it, [empty, filled]) => it.CodeMirror.setValue(it.CodeMirror.getValue().replace(empty, filled))",
        [empty, filled],
    )
    page.wait_for_timeout(SETTLE_MS)


def ask(page: Page, expected: str) -> str:
    """Run the open tab and wait until its answer holds what is expected."""
    page.get_by_role("button", name=re.compile("Execute query")).click()
    answer: Locator = page.locator(".result-window .CodeMirror")
    page.wait_for_function(
        "text => document.querySelector('.result-window .CodeMirror')?.CodeMirror.getValue().includes(text)",
        arg=expected,
        timeout=WAIT_MS,
    )
    return str(answer.evaluate("element => element.CodeMirror.getValue()"))


def first_id(answer: str, kind: str) -> str:
    """The id of the first object in an answer that follows the word."""
    found = re.search(rf'"{kind}".*?"id": "([^"]+)"', answer, re.DOTALL)
    if found is None:
        raise SystemExit(f"no {kind} in {answer}")
    return found[1]


def play(page: Page, address: str, password: str) -> None:
    """Sign in, assign, and stop where the plan shows its reasons."""
    page.goto(f"{address}/graphql")
    fill(page, "SignIn", 'password: ""', f'password: "{password}"')
    ask(page, "SignInSuccess")
    fill(page, "Competitions", "", "")
    round_id = first_id(ask(page, "perEntry"), "rounds")
    fill(page, "Assign", 'roundId: ""', f'roundId: "{round_id}"')
    run_id = first_id(ask(page, "StartAssignmentSuccess"), "solveRun")
    fill(page, "Watch", 'id: ""', f'id: "{run_id}"')
    ask(page, "PROVEN")
    fill(page, "Plan", 'id: ""', f'id: "{round_id}"')
    ask(page, "VERIFIED")


def main() -> None:
    address, password = sys.argv[1:3]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        play(page, address, password)
        page.wait_for_timeout(SETTLE_MS)
        page.screenshot(path=FOLDER / "explorer.png")
        browser.close()


if __name__ == "__main__":
    main()
