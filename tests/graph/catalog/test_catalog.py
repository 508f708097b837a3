from typing import Any

from fastapi import FastAPI

from tests.graph.console import CLIENT, Console, console
from tests.graph.matching.speaking import (
    CREATE_ORGANIZATION,
    EDIT_NEED,
    EDIT_PACKAGE,
    FIND,
    NEEDS,
    OFFER,
    PACKAGES,
    POST,
    PUBLISH_NEED,
    PUBLISH_PACKAGE,
    WITHDRAW_NEED,
    WITHDRAW_PACKAGE,
    importing,
)

NEED: dict[str, Any] = {
    "title": "印染废水深度脱色与回用",
    "problem": "印染废水色度高、盐分高，现有工艺出水不稳定，需要可回用的深度处理技术。",
    "category": "UPGRADE",
    "greenFields": ["CLEAN_PRODUCTION"],
    "cooperationModes": ["DEVELOPMENT"],
    "trl": 7,
    "budgetWan": "120",
    "deadlineOn": "2099-12-31",
    "indicators": [{"name": "出水色度", "comparator": "AT_MOST", "target": "10", "unit": "倍"}],
    "private": {"details": "年产三千万米布", "name": "李工", "phone": "0571-0000", "decisionMaker": "总工程师"},
}
PACKAGE: dict[str, Any] = {
    "title": "臭氧催化氧化废水脱色成套技术",
    "description": "面向印染废水的臭氧催化氧化与膜回用组合工艺。",
    "keywords": ["印染废水", "脱色"],
    "transferModes": ["LICENSE"],
    "trl": 7,
    "maxAdopters": 2,
    "priceMinWan": "80",
    "validUntil": "2099-12-31",
    "private": {"details": "核心催化剂配方"},
}


async def founded(person: Console, email: str, kind: str) -> str:
    """A person who signs up and founds an organization; its id."""
    await person.register(email)
    made = await person.ask(CREATE_ORGANIZATION, input={"kind": kind, "name": f"{kind} of {email}"})
    return str(made["createOrganization"]["organization"]["id"])


async def gesture(person: Console, text: str, **given: Any) -> Any:
    [answer] = (await person.ask(text, input=given)).values()
    return answer


async def offered(institute: Console, organization_id: str, **changes: Any) -> Any:
    package = (await gesture(institute, OFFER, organizationId=organization_id, technologyPackage=PACKAGE | changes))[
        "technologyPackage"
    ]
    return (await gesture(institute, PUBLISH_PACKAGE, technologyPackageId=package["id"], version=1))[
        "technologyPackage"
    ]


async def test_a_need_is_posted_mended_and_published_with_its_candidates(app: FastAPI) -> None:
    async with console(app) as enterprise, console(app) as institute:
        await offered(institute, await founded(institute, "institute@greenbridge.example", "INSTITUTE"))
        organization_id = await founded(enterprise, "enterprise@greenbridge.example", "ENTERPRISE")
        thin = {"title": NEED["title"], "indicators": [{"name": "出水色度"}]}
        posted = (await gesture(enterprise, POST, organizationId=organization_id, need=thin))["need"]
        refused = await gesture(enterprise, PUBLISH_NEED, needId=posted["id"], version=1)
        mended = (await gesture(enterprise, EDIT_NEED, needId=posted["id"], version=1, need=NEED))["need"]
        stale = await gesture(enterprise, EDIT_NEED, needId=posted["id"], version=1, need=NEED)
        published = (await gesture(enterprise, PUBLISH_NEED, needId=posted["id"], version=2))["need"]
        [mine] = (await institute.ask(PACKAGES))["technologyPackages"]["nodes"]
    assert (posted["state"], posted["version"], mended["version"]) == ("DRAFT", 1, 2)
    assert [fault["path"] for fault in refused["faults"]] == [
        "problem",
        "category",
        "cooperationModes",
        "deadlineOn",
        "private.decisionMaker",
        "private.name",
        "private.phone",
        "indicators.0.comparator",
        "indicators.0.target",
        "indicators.0.unit",
    ]
    assert stale == {"__typename": "Stale", "currentVersion": 2}
    assert published["indicators"] == [
        {"name": "出水色度", "comparator": "AT_MOST", "target": "10.000000", "unit": "倍"}
    ]
    [candidate] = published["candidates"]["nodes"]
    assert (candidate["rank"], candidate["technologyPackage"]["title"]) == (1, PACKAGE["title"])
    assert candidate["components"]["maturity"] == 1.0
    assert mine["candidates"]["nodes"] == [{"rank": 1, "need": {"title": NEED["title"]}}]


async def test_who_sees_a_need_follows_its_visibility(app: FastAPI) -> None:
    async with console(app) as owner, console(app) as other, console(app) as nobody:
        organization_id = await founded(owner, "owner@greenbridge.example", "ENTERPRISE")
        await founded(other, "other@greenbridge.example", "ENTERPRISE")
        for title, visibility in (("1", "PUBLIC"), ("2", "PARTIAL"), ("3", "PRIVATE"), ("4", None)):
            need = NEED | {"title": title} | ({"visibility": visibility} if visibility else {})
            posted = (await gesture(owner, POST, organizationId=organization_id, need=need))["need"]
            if visibility:
                await gesture(owner, PUBLISH_NEED, needId=posted["id"], version=1)
        seen = {
            name: [(node["title"], node["private"] is not None) for node in (await person.ask(NEEDS))["needs"]["nodes"]]
            for name, person in {"owner": owner, "other": other, "nobody": nobody}.items()
        }
    assert seen == {
        "owner": [("1", True), ("2", True), ("3", True), ("4", True)],
        "other": [("1", True), ("2", False)],
        "nobody": [],
    }


async def test_needs_are_filtered(app: FastAPI) -> None:
    async with console(app) as owner:
        organization_id = await founded(owner, "owner@greenbridge.example", "ENTERPRISE")
        for title, budget, field in (("甲", "10", "RECYCLING"), ("乙", "200", "OZONE")):
            need = NEED | {"title": title, "budgetWan": budget, "greenFields": [field]}
            await gesture(owner, POST, organizationId=organization_id, need=need)
        filters = [
            {"greenField": "OZONE"},
            {"budgetWanFrom": "100"},
            {"text": "甲"},
            {"state": ["DRAFT"], "category": ["UPGRADE"]},
            {"state": ["PUBLISHED"]},
        ]
        found = [
            [node["title"] for node in (await owner.ask(NEEDS, filter=given))["needs"]["nodes"]] for given in filters
        ]
    assert found == [["乙"], ["乙"], ["甲"], ["乙", "甲"], []]


async def test_needs_are_searched_by_words_and_only_among_those_one_may_see(app: FastAPI) -> None:
    async with console(app) as owner, console(app) as other:
        organization_id = await founded(owner, "owner@greenbridge.example", "ENTERPRISE")
        await founded(other, "other@greenbridge.example", "ENTERPRISE")
        for title in ("余热回收 Heat pump", "光伏组件回收"):
            await gesture(owner, POST, organizationId=organization_id, need=NEED | {"title": title})
        words = ["回收", "回收 HEAT", "组件　回收", "染废水 热", "伏", "热回收 pv", "100%"]

        async def found(person: Console, text: str) -> list[str]:
            return [node["title"] for node in (await person.ask(NEEDS, filter={"text": text}))["needs"]["nodes"]]

        by_owner = [len(await found(owner, text)) for text in words]
        by_other = [await found(other, text) for text in words]
    assert by_owner == [2, 1, 1, 1, 1, 0, 0]
    assert by_other == [[]] * len(words)  # they are drafts


async def test_a_package_is_offered_edited_and_withdrawn(app: FastAPI) -> None:
    async with console(app) as institute, console(app) as other:
        organization_id = await founded(institute, "institute@greenbridge.example", "INSTITUTE")
        await founded(other, "other@greenbridge.example", "ENTERPRISE")
        package = await offered(institute, organization_id, visibility="PARTIAL")
        changed = PACKAGE | {"maxAdopters": 5, "visibility": "PARTIAL"}
        key = package["id"]
        edited = await gesture(institute, EDIT_PACKAGE, technologyPackageId=key, version=2, technologyPackage=changed)
        [seen] = (await other.ask(PACKAGES))["technologyPackages"]["nodes"]
        denied = await gesture(other, EDIT_PACKAGE, technologyPackageId=key, version=3, technologyPackage=changed)
        withdrawn = await gesture(institute, WITHDRAW_PACKAGE, technologyPackageId=key, version=3)
        gone = (await other.ask(PACKAGES))["technologyPackages"]["totalCount"]
    assert edited["technologyPackage"] == {"version": 3, "maxAdopters": 5}
    assert (seen["maxAdopters"], seen["private"], seen["candidates"]["nodes"]) == (5, None, [])
    assert (denied["code"], withdrawn["technologyPackage"]["state"], gone) == ("NOT_A_MEMBER", "WITHDRAWN", 0)


async def test_candidates_follow_the_need(app: FastAPI) -> None:
    async with console(app) as enterprise, console(app) as institute:
        organization_id = await founded(enterprise, "enterprise@greenbridge.example", "ENTERPRISE")
        posted = (await gesture(enterprise, POST, organizationId=organization_id, need=NEED))["need"]
        early = await gesture(enterprise, FIND, needId=posted["id"])
        none = (await gesture(enterprise, PUBLISH_NEED, needId=posted["id"], version=1))["need"]["candidates"]
        await offered(institute, await founded(institute, "institute@greenbridge.example", "INSTITUTE"))
        found = (await gesture(enterprise, FIND, needId=posted["id"]))["need"]["candidates"]
        withdrawn = await gesture(enterprise, WITHDRAW_NEED, needId=posted["id"], version=2)
        left = (await enterprise.ask("{ candidates { totalCount } }"))["candidates"]["totalCount"]
    assert early == {"__typename": "RuleBroken", "code": "NEED_NOT_PUBLISHED"}
    assert (none["totalCount"], found["totalCount"], withdrawn["need"]["state"], left) == (0, 1, "WITHDRAWN", 0)


async def test_a_sheet_of_needs_is_refused_with_its_cells_or_taken(app: FastAPI) -> None:
    head = "需求编号,需求名称,需求描述,指标,需求类别,合作方式,截止日期,决策人,联系人,联系电话\n"
    row = "N1,脱色,印染废水色度高需要可回用的深度处理技术方案,色度≤10 倍,技术改造,开发,2099-12-31,总工,李工,1\n"
    async with console(app) as enterprise:
        organization_id = await founded(enterprise, "enterprise@greenbridge.example", "ENTERPRISE")
        answers = []
        for text in (head + row.replace("10 倍", "低"), head + row, head + row):
            sent = await enterprise.http.post("/files?name=needs.csv", content=text.encode("gbk"), headers=CLIENT)
            given = {"organizationId": organization_id, "fileId": sent.json()["id"], "publish": True}
            answers.append(await gesture(enterprise, importing("Needs"), **given))
        [need] = (await enterprise.ask(NEEDS))["needs"]["nodes"]
    refused, taken, again = answers
    assert {(fault["row"], fault["column"], fault["code"]) for fault in refused["faults"]} == {(2, "指标", "REQUIRED")}
    assert (taken["createdCount"], again["unchangedCount"], need["state"]) == (1, 1, "PUBLISHED")
