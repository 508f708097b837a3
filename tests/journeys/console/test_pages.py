"""Every page of the console, as somebody who uses it sees it: no serious fault for anyone, nothing half said.

With `--screens` the pages are also put into docs/screens (`make screens`).
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser

from tests.journeys.console.browsing import CONSOLE, Look, Window, window
from tests.journeys.console.looking import faults_of
from tests.journeys.platform_process import Platform

WEB: Final = CONSOLE.parents[1]
SCREENS: Final = WEB.parent / "docs" / "screens"

# Each language, width and shade beside each of the others at least once.
LOOKS: Final = [
    Look("zh"),
    Look("en", is_dark=True),
    Look("zh", is_phone=True, is_dark=True),
    Look("en", is_phone=True),
]
SHOWN: Final = [Look("zh"), Look("en"), Look("zh", is_phone=True), Look("en", is_phone=True)]

NOBODY: Final = None
ORGANIZER: Final = "organizer@greenbridge.example"
JUDGE: Final = "judge@greenbridge.example"
INCUBATOR: Final = "incubator@greenbridge.example"
ENTERPRISE: Final = "enterprise@greenbridge.example"
INSTITUTE: Final = "institute@greenbridge.example"
ALLIANCE: Final = "alliance@greenbridge.example"
ZONE: Final = "zone@greenbridge.example"

PAGES: Final[Mapping[str, tuple[str | None, ...]]] = {
    "/": (ORGANIZER, JUDGE, INCUBATOR, ENTERPRISE, INSTITUTE, ALLIANCE, ZONE),
    "/sign-in": (NOBODY,),
    "/register": (NOBODY,),
    "/forgotten": (NOBODY,),
    "/confirm": (NOBODY,),
    "/reset": (NOBODY,),
    "/change-email": (NOBODY,),
    "/invitation": (NOBODY,),
    "/judge-invitation": (NOBODY,),
    "/event-invitation": (NOBODY,),
    "/account": (ORGANIZER,),
    "/account/security": (ORGANIZER,),
    "/account/tokens": (ORGANIZER,),
    "/account/delegation": (ORGANIZER,),
    "/account/notices": (ORGANIZER,),
    "/account/leaving": (ORGANIZER,),
    "/notices": (JUDGE,),
    "/organizations": (ZONE,),
    "/organizations/new": (ENTERPRISE,),
    "/organizations/:organizationId": (ENTERPRISE, ZONE),
    "/organizations/:organizationId/edit": (ENTERPRISE,),
    "/restrictions": (ZONE,),
    "/restrictions/new": (ZONE,),
    "/restrictions/:restrictionId": (ZONE,),
    "/audit": (ZONE,),
    "/organizations/:organizationId/webhooks": (ENTERPRISE,),
    "/competitions": (ORGANIZER,),
    "/competitions/new": (ORGANIZER,),
    "/competitions/:competitionId": (ORGANIZER,),
    "/competitions/:competitionId/entries/new": (ORGANIZER,),
    "/competitions/:competitionId/judges/new": (ORGANIZER,),
    "/competitions/:competitionId/rounds/new": (ORGANIZER,),
    "/entries/:entryId": (ORGANIZER,),
    "/judges/:judgeId": (ORGANIZER,),
    "/rounds/:roundId": (ORGANIZER,),
    "/rounds/:roundId/studio": (ORGANIZER,),
    "/rounds/:roundId/plans/:planId": (ORGANIZER,),
    "/rounds/:roundId/plans/:planId/proof": (ORGANIZER,),
    "/rounds/:roundId/plans/:planId/publish": (ORGANIZER,),
    "/rounds/:roundId/plans/:planId/repair": (ORGANIZER,),
    "/desk": (JUDGE,),
    "/desk/:taskId": (JUDGE,),
    "/needs": (ENTERPRISE,),
    "/needs/new": (ENTERPRISE,),
    "/needs/:needId": (ENTERPRISE,),
    "/packages": (INSTITUTE,),
    "/packages/new": (INSTITUTE,),
    "/packages/:packageId": (INSTITUTE,),
    "/recommendations": (ENTERPRISE, INSTITUTE),
    "/pool": (ALLIANCE,),
    "/incubators": (INCUBATOR,),
    "/incubators/new": (INCUBATOR,),
    "/incubators/:incubatorId": (INCUBATOR,),
    "/incubators/:incubatorId/startups/new": (INCUBATOR,),
    "/residencies": (INCUBATOR,),
    "/startups/:startupId": (INCUBATOR,),
    "/imports": (ORGANIZER,),
    "/import/:kind": (ORGANIZER,),
}
"""Who looks at which address; parameters are found by NAMES."""

NAMES: Final = {
    "organizationId": "{ viewer { memberships(first: 1) { nodes { organization { id } } } } }",
    "restrictionId": "{ restrictions(first: 1) { nodes { id } } }",
    "competitionId": "{ competitions(first: 1) { nodes { id } } }",
    "entryId": "{ competitions(first: 1) { nodes { entries(first: 1) { nodes { id } } } } }",
    "judgeId": "{ judges(first: 1) { nodes { id } } }",
    "roundId": "{ plans(first: 1) { nodes { round { id } } } }",
    "planId": "{ plans(first: 1) { nodes { id } } }",
    "taskId": "{ judgeTasks(first: 1, filter: {isMine: true}) { nodes { id } } }",
    "needId": "{ needs(first: 1, filter: {isMine: true}) { nodes { id } } }",
    "incubatorId": "{ incubators(first: 1) { nodes { id } } }",
    "startupId": "{ residencies(first: 1) { nodes { startup { id } } } }",
    "packageId": "{ technologyPackages(first: 1, filter: {isMine: true}) { nodes { id } } }",
}
KINDS: Final = {"kind": "JUDGES"}

ELSEWHERE: Final = {
    "/rounds/:roundId/compare": "needs two plans: the journey of the studio walks it",
    "/follow/:subjectId": "leads on to the page of what a notice is about",
    "/imports/:importId": "needs an uploaded file: the journey of the import walks it",
    "/rounds/:roundId/runs/:runId": "needs a run: the journey of the studio walks it",
    "/pool/runs/:runId": "needs a run: the journey of the pool walks it",
    "/pool/plans/:planId": "needs a run: the journey of the pool walks it",
    "/pool/compare": "needs two plans: the journey of the pool walks it",
    "/pool/plans/:planId/repair": "needs a published plan: the journey of the pool walks it",
}
"""Pages that another journey walks, and why not here."""

RESTRICT: Final = """mutation ($id: ID!) { restrict(input: {organizationId: $id, name: "黑烟焦化有限公司",
  reason: "发生重大环境事件", startsOn: "2026-01-01"}) { __typename } }"""


def ask(opened: Window, query: str, **variables: Any) -> Any:
    answer = opened.page.context.request.post(
        f"{opened.address}/graphql",
        headers={"X-GreenBridge-Client": "test"},
        data={"query": query, "variables": variables},
    ).json()
    assert "errors" not in answer, answer
    return answer["data"]


def first_text(answer: Any) -> str | None:
    """The first text in an answer, however deep."""
    if isinstance(answer, str):
        return answer
    inner = answer.values() if isinstance(answer, dict) else answer or ()
    return next((found for found in map(first_text, inner) if found is not None), None)


def address_of(opened: Window, path: str) -> str:
    for name in re.findall(r":(\w+)", path):
        value = KINDS.get(name) or first_text(ask(opened, NAMES[name]))
        if value is None and name == "restrictionId":
            ask(opened, RESTRICT, id=first_text(ask(opened, NAMES["organizationId"])))
            value = first_text(ask(opened, NAMES[name]))
        assert value is not None, f"the sample has no {name}"
        path = path.replace(f":{name}", value)
    return path


def known_paths() -> set[str]:
    """What the rooms declare; a path inside another is written with it."""
    found = set()
    for room in sorted((WEB / "src" / "rooms").glob("*/room.tsx")):
        before = ""
        for path in re.findall(r'path: "([^"]+)"', room.read_text(encoding="utf-8")):
            whole = path if path.startswith("/") else f"{before}/{path}"
            before = path if path.startswith("/") else before
            found.add(whole.removesuffix("/:part?"))
    return found


def test_every_page_is_walked() -> None:
    assert sorted(known_paths() - set(PAGES) - set(ELSEWHERE)) == []


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pages_are_whole(platform: Platform, browser: Browser, look: Look) -> None:
    found = list(walk(platform, browser, look, None))
    assert found == [], "\n".join(found)


def test_screens(platform: Platform, browser: Browser, request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--screens", default=False):
        pytest.skip("asked for by make screens")
    SCREENS.mkdir(parents=True, exist_ok=True)
    for look in SHOWN:
        assert list(walk(platform, browser, look, SCREENS)) == []


def walk(platform: Platform, browser: Browser, look: Look, folder: Path | None) -> Iterator[str]:
    """Look at every page that exists, as everyone who looks at it; yields what is wrong."""
    known = known_paths() | {path for path in PAGES if path.startswith("/account")}
    people = dict.fromkeys(who for looking in PAGES.values() for who in looking)
    for who in people:
        paths = [path for path, looking in PAGES.items() if who in looking and path in known]
        with window(browser, platform, look, who) as opened:
            for path in paths:
                page = opened.go(address_of(opened, path))
                opened.settle()
                seen = f"{path} as {who or 'nobody'}"
                yield from (f"{seen}: {fault}" for fault in faults_of(page))
                yield from (f"{seen}: {complaint}" for complaint in opened.complaints)
                opened.complaints.clear()
                if folder:
                    page.screenshot(path=folder / f"{screen_name(path, who)}-{look}.png", full_page=True)


def screen_name(path: str, who: str | None) -> str:
    page = re.sub(r"[:/]+", "-", path).strip("-") or "home"
    return f"{page}-{who.partition('@')[0]}" if who else page
