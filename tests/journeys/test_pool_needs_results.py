"""Show 5: the needs and results of a data contest as needs and packages, matched by a pool through the API."""

import csv
import io
import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from fastapi import FastAPI

from tests.factories.solving import worker_process
from tests.graph.matching.speaking import (
    CREATE_ORGANIZATION,
    EXPLAIN,
    MY_RECOMMENDATIONS,
    PLANS,
    PUBLISH_PLAN,
    START,
    importing,
)
from tests.journeys.deployment import Person, served
from tests.journeys.judging import WATCH

FOLDER: Final = Path(os.environ.get("GREENBRIDGE_DATA", "../shared/data")) / "needs-results-2019"
WANTED: Final = 3
ADOPTERS: Final = 2

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not FOLDER.is_dir(), reason=f"{FOLDER} is not there; set GREENBRIDGE_DATA"),
]

CANDIDATES = """
query ($after: String) {
  needs(first: 20, after: $after, filter: {state: [PUBLISHED]}) {
    nodes { code candidates(first: 5) { totalCount nodes { rank fit components technologyPackage { code } } } }
    pageInfo { hasNextPage endCursor }
  }
}
"""


@contextmanager
def timed(seconds: dict[str, float], step: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    seconds[step] = round(time.monotonic() - began, 2)


def rows_of(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def needs_sheet() -> bytes:
    """The contest's needs. What publishing asks for beyond title and text the contest does not have: it is made up."""
    made_up = {
        "indicators": "技术指标达成率≥90%",
        "category": "技术研发",
        "cooperation_modes": "合作开发",
        "deadline": "2099-12-31",
        "decision_maker": "技术负责人",
        "contact_name": "联系人",
        "contact_phone": "010-0000",
        "wanted": str(WANTED),
    }
    rows = [
        {"code": row["need"], "title": row["title"], "text": _lengthened(row)} | made_up for row in rows_of("needs.csv")
    ]
    return _sheet(rows)


def packages_sheet() -> bytes:
    made_up = {"trl": "6", "transfer_modes": "许可", "valid_until": "2099-12-31", "max_adopters": str(ADOPTERS)}
    return _sheet(
        [
            {"code": row["result"], "title": row["title_words"], "text": row["title_words"]} | made_up
            for row in rows_of("results.csv")
        ]
    )


def _lengthened(row: Mapping[str, str]) -> str:
    """A few texts are shorter than what the platform takes for a problem: their title says it again."""
    return row["text"] if len(row["text"]) >= 20 else f"{row['text']} {row['title']} 需求内容见题目所述，希望寻求合作。"


def _sheet(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


async def founded(person: Person, kind: str) -> str:
    await person.register(f"{kind.lower()}@greenbridge.example")
    made = await person.gesture(CREATE_ORGANIZATION, input={"kind": kind, "name": f"青石{kind}"})
    return str(made["organization"]["id"])


async def import_sheet(
    person: Person, what: str, organization_id: str, content: bytes, seconds: dict[str, float]
) -> None:
    with timed(seconds, f"import {what.lower()}"):
        file_id = await person.hand_in(f"{what}.csv", content)
        given = {"organizationId": organization_id, "fileId": file_id, "publish": True}
        done = await person.gesture(importing(what), input=given)
    assert done["__typename"] == f"Import{what}Success", done
    assert done["createdCount"] == len(list(csv.DictReader(io.StringIO(content.decode())))), done


async def solve(alliance: Person, pool_id: str) -> Any:
    """The last state that a subscription sent of a run."""
    started = await alliance.gesture(START, input={"organizationId": pool_id, "settings": {"seed": 7}})
    assert started["__typename"] == "StartPoolRunSuccess", started
    last: Any = None
    async with alliance.watch(WATCH, id=started["solveRun"]["id"]) as watched:
        async for answer in watched:
            last = answer["solveRun"]
            if last["finishedAt"]:
                break
    return last


async def test_needs_and_results_from_spreadsheets_to_recommendations(app: FastAPI, database_url: str) -> None:
    seconds: dict[str, float] = {}
    with worker_process(database_url):
        async with served(app) as url, Person(url) as enterprise, Person(url) as institute, Person(url) as alliance:
            enterprise_id = await founded(enterprise, "ENTERPRISE")
            institute_id, pool_id = await founded(institute, "INSTITUTE"), await founded(alliance, "ALLIANCE")
            await import_sheet(institute, "Packages", institute_id, packages_sheet(), seconds)
            await import_sheet(enterprise, "Needs", enterprise_id, needs_sheet(), seconds)
            with timed(seconds, "read candidates"):
                needs = await enterprise.read_all(CANDIDATES, "needs")
            require_candidates(needs)
            with timed(seconds, "pool run"):
                last = await solve(alliance, pool_id)
            assert (last["state"], last["proof"], last["gap"]) == ("PROVEN", "VERIFIED", 0)
            with timed(seconds, "read the plan"):
                [plan] = (await alliance.ask(PLANS))["poolPlans"]["nodes"]
            with timed(seconds, "publish"):
                published = await alliance.gesture(PUBLISH_PLAN, input={"poolPlanId": plan["id"], "version": 1})
            assert published["__typename"] == "PublishPoolPlanSuccess", published
            with timed(seconds, "read recommendations"):
                received = await enterprise.read_all(MY_RECOMMENDATIONS, "recommendations")
            offered = await institute.read_all(MY_RECOMMENDATIONS, "recommendations")
            require_plan(plan, last, received, offered)
            with timed(seconds, "explain"):
                await explain_the_first(institute, plan, received)
    print({**seconds, **{name: plan[name] for name in ("recommendationCount", "missingCount", "totalFit", "gap")}})  # noqa: T201 - shown by pytest -s


def require_candidates(needs: list[Any]) -> None:
    """Every need has candidates, best first, with reasons."""
    assert len(needs) == len(rows_of("needs.csv"))
    for need in needs:
        fits = [candidate["fit"] for candidate in need["candidates"]["nodes"]]
        assert fits == sorted(fits, reverse=True)
        assert all(candidate["components"] for candidate in need["candidates"]["nodes"])
    assert sum(need["candidates"]["totalCount"] > 0 for need in needs) == len(needs)


def require_plan(plan: Any, last: Any, received: list[Any], offered: list[Any]) -> None:
    """What enterprises and institutes read back is the plan: within capacities, worth what was proven."""
    need_count, package_count = len(rows_of("needs.csv")), len(rows_of("results.csv"))
    assert (plan["needCount"], plan["packageCount"]) == (need_count, package_count)
    assert plan["value"] == last["value"]
    assert {each["id"] for each in received} == {each["id"] for each in offered}
    assert plan["recommendationCount"] == len(received) == need_count * WANTED - plan["missingCount"]
    by_need = Counter(each["need"]["code"] for each in received)
    by_package = Counter(each["technologyPackage"]["code"] for each in received)
    assert (max(by_need.values()), max(by_package.values()) <= ADOPTERS) == (WANTED, True)
    assert sum(each["fit"] for each in received) == pytest.approx(plan["totalFit"], abs=1e-3)


async def explain_the_first(institute: Person, plan: Any, received: list[Any]) -> None:
    """Why the best recommendation was made, and why its package does not also serve another need."""
    best, other = received[0], next(each for each in received if each["need"]["id"] != received[0]["need"]["id"])
    package_id = best["technologyPackage"]["id"]
    why = await institute.ask(EXPLAIN, plan=plan["id"], package=package_id, need=best["need"]["id"])
    assert why["explainRecommendation"]["isRecommended"] is True
    why_not = await institute.ask(EXPLAIN, plan=plan["id"], package=package_id, need=other["need"]["id"])
    assert why_not["explainRecommendation"]["reasons"] != []
