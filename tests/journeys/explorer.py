"""The tour of the API explorer as a person plays it: each tab filled in, run, and its answer read."""

import re
from typing import Final

from playwright.sync_api import Page

WAIT_MS: Final = 30_000
SETTLE_MS: Final = 700
"""The editor reads what was typed only after a pause."""


def fill(page: Page, tab: str, empty: str = "", filled: str = "") -> None:
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
    page.wait_for_function(
        "text => document.querySelector('.result-window .CodeMirror')?.CodeMirror.getValue().includes(text)",
        arg=expected,
        timeout=WAIT_MS,
    )
    return str(page.locator(".result-window .CodeMirror").evaluate("element => element.CodeMirror.getValue()"))


def first_id(answer: str, kind: str) -> str:
    """The id of the first object in an answer that follows the word."""
    found = re.search(rf'"{kind}".*?"id": "([^"]+)"', answer, re.DOTALL)
    assert found is not None, answer
    return found[1]


def assign(page: Page, address: str, password: str) -> str:
    """Sign in, assign, and stop where the plan shows its reasons; returns that answer."""
    page.goto(f"{address}/graphql")
    fill(page, "SignIn", 'password: ""', f'password: "{password}"')
    ask(page, "SignInSuccess")
    fill(page, "Competitions")
    round_id = first_id(ask(page, "perEntry"), "rounds")
    fill(page, "Assign", 'roundId: ""', f'roundId: "{round_id}"')
    run_id = first_id(ask(page, "StartAssignmentSuccess"), "solveRun")
    fill(page, "Watch", 'id: ""', f'id: "{run_id}"')
    ask(page, "PROVEN")
    fill(page, "Plan", 'id: ""', f'id: "{round_id}"')
    return ask(page, "VERIFIED")


def publish(page: Page, plan: str) -> str:
    """Publish the plan whose answer was read before."""
    fill(page, "Publish", 'planId: ""', f'planId: "{first_id(plan, "plans")}"')
    return ask(page, "PublishPlanSuccess")
