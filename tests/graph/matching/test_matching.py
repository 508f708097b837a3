from typing import Any

import pytest
from fastapi import FastAPI

import services.matching.tasks  # noqa: F401 - registers the kind of problem
from graph.kit.node_ids import find_row_id
from services.kit.database import Database
from services.kit.settings import get_settings
from services.solving.running import run_solve
from tests.graph.catalog.test_catalog import NEED, founded, gesture, offered
from tests.graph.console import Console, console
from tests.graph.matching.speaking import (
    ACCEPT,
    DECLINE,
    EXPLAIN,
    MY_RECOMMENDATIONS,
    PLANS,
    POST,
    PUBLISH_NEED,
    PUBLISH_PLAN,
    START,
)


async def posted(enterprise: Console, organization_id: str, title: str) -> str:
    need = NEED | {"title": title, "wantedCount": 1}
    made = (await gesture(enterprise, POST, organizationId=organization_id, need=need))["need"]
    await gesture(enterprise, PUBLISH_NEED, needId=made["id"], version=1)
    return str(made["id"])


async def solved(database: Database, alliance: Console, organization_id: str) -> Any:
    """The plan of a run that was started and solved."""
    given = {"organizationId": organization_id, "settings": {"perNeed": 1, "seed": 5, "seconds": 30}}
    run = (await gesture(alliance, START, **given))["solveRun"]
    key = find_row_id("SolveRun", run["id"])
    assert key is not None
    await run_solve(database, get_settings(), key)
    return (await alliance.ask(PLANS))["poolPlans"]["nodes"][0]


async def mine(person: Console) -> list[Any]:
    nodes: list[Any] = (await person.ask(MY_RECOMMENDATIONS))["recommendations"]["nodes"]
    return nodes


async def test_a_pool_from_run_to_decision(app: FastAPI, database: Database) -> None:
    async with console(app) as alliance, console(app) as enterprise, console(app) as institute:
        pool_id = await founded(alliance, "alliance@greenbridge.example", "ALLIANCE")
        enterprise_id = await founded(enterprise, "enterprise@greenbridge.example", "ENTERPRISE")
        institute_id = await founded(institute, "institute@greenbridge.example", "INSTITUTE")
        needs = [await posted(enterprise, enterprise_id, title) for title in ("印染废水脱色", "印染废水深度脱色回用")]
        package = await offered(institute, institute_id, maxAdopters=1)
        plan = await solved(database, alliance, pool_id)
        before = [await mine(person) for person in (enterprise, institute)]
        hidden = await enterprise.ask(PLANS)
        published = await gesture(alliance, PUBLISH_PLAN, poolPlanId=plan["id"], version=1)
        [proposed] = await mine(enterprise)
        [offered_to] = await mine(institute)
        [unserved] = [need for need in needs if need != proposed["need"]["id"]]
        asked = {"plan": plan["id"], "package": package["id"], "need": unserved}
        why_not = (await institute.ask(EXPLAIN, **asked))["explainRecommendation"]
        accepted = await gesture(enterprise, ACCEPT, recommendationId=proposed["id"], version=1)
        again = await gesture(enterprise, DECLINE, recommendationId=proposed["id"], version=2, reason="TERMS")
        foreign = await gesture(institute, ACCEPT, recommendationId=proposed["id"], version=2)
        next_plan = await solved(database, alliance, pool_id)
    assert (plan["state"], plan["proof"], plan["gap"], plan["solveRun"]["state"]) == ("DRAFT", "VERIFIED", 0, "PROVEN")
    assert (plan["needCount"], plan["packageCount"], plan["recommendationCount"], plan["missingCount"]) == (2, 1, 1, 1)
    assert plan["totalFit"] == pytest.approx(plan["recommendations"]["nodes"][0]["fit"])
    assert [(each["missingCount"], each["candidateCount"]) for each in plan["unmetNeeds"]["nodes"]] == [(1, 1)]
    assert (before, hidden) == ([[], []], {"poolPlans": {"nodes": []}})
    assert published["poolPlan"]["state"] == "PUBLISHED"
    assert proposed["id"] == offered_to["id"]
    assert (proposed["state"], proposed["poolPlan"]["proof"]) == ("PROPOSED", "VERIFIED")
    assert why_not["isRecommended"] is False
    assert {"SUPPLY_FULL"} <= {reason["code"] for reason in why_not["reasons"]}
    assert accepted["recommendation"]["state"] == "ACCEPTED"
    assert again == {"__typename": "RuleBroken", "code": "ALREADY_DECIDED"}
    assert foreign["code"] == "NOT_A_MEMBER"
    assert (next_plan["recommendationCount"], next_plan["missingCount"]) == (0, 1)


async def test_declining_takes_a_reason(app: FastAPI, database: Database) -> None:
    async with console(app) as alliance, console(app) as enterprise, console(app) as institute:
        pool_id = await founded(alliance, "alliance@greenbridge.example", "ALLIANCE")
        await posted(enterprise, await founded(enterprise, "e@greenbridge.example", "ENTERPRISE"), "印染废水脱色")
        await offered(institute, await founded(institute, "i@greenbridge.example", "INSTITUTE"))
        plan = await solved(database, alliance, pool_id)
        await gesture(alliance, PUBLISH_PLAN, poolPlanId=plan["id"], version=1)
        [proposed] = await mine(enterprise)
        key = {"recommendationId": proposed["id"], "version": 1}
        silent = await gesture(enterprise, DECLINE, **key, reason="OTHER")
        declined = await gesture(enterprise, DECLINE, **key, reason="OTHER", note="已有供应商")
    assert silent["faults"] == [{"path": "note", "code": "REQUIRED"}]
    assert declined["recommendation"] == {"state": "DECLINED", "declineReason": "OTHER", "note": "已有供应商"}


async def test_starting_a_run_is_refused_with_its_reason(app: FastAPI) -> None:
    async with console(app) as alliance, console(app) as enterprise:
        pool_id = await founded(alliance, "alliance@greenbridge.example", "ALLIANCE")
        enterprise_id = await founded(enterprise, "enterprise@greenbridge.example", "ENTERPRISE")
        answers = [
            await gesture(alliance, START, organizationId=pool_id),
            await gesture(alliance, START, organizationId=pool_id, settings={"perNeed": 0}),
            await gesture(enterprise, START, organizationId=enterprise_id),
            await gesture(enterprise, START, organizationId=pool_id),
        ]
    assert [answer.get("code") or answer["faults"][0]["path"] for answer in answers] == [
        "NO_NEEDS",
        "settings.perNeed",
        "WRONG_KIND",
        "NOT_A_MEMBER",
    ]
