from datetime import date
from typing import Any

from fastapi import FastAPI

from services.incubation.packs import get_residency_terms
from services.incubation.rules import residency_clock, whole_months
from services.kit import clock
from tests.graph.console import CLIENT, Console, console

REGISTER = """
mutation ($input: RegisterIncubatorInput!) {
  registerIncubator(input: $input) {
    __typename
    ... on RegisterIncubatorSuccess {
      incubator { id kind level version figures { areaM2 seedFundWan foundedOn } organization { name kind province } }
      selfCheck { packId level missedCount unknownCount criteria { code unit value threshold gap standing group } }
      warnings { path code }
    }
    ... on InvalidInput { faults { path code params { name value } } }
    ... on NotAllowed { code }
  }
}
"""
STARTUPS = """
mutation ($input: RegisterStartupsInput!) {
  registerStartups(input: $input) {
    __typename
    ... on RegisterStartupsSuccess {
      createdCount updatedCount unchangedCount warnings { path code }
      residencies { organization { name } monthsAllowed }
    }
    ... on InvalidInput { faults { path code } }
    ... on NotFound { code }
  }
}
"""
IMPORT = """
mutation ($input: ImportStartupsInput!) {
  importStartups(input: $input) {
    __typename
    ... on ImportStartupsSuccess { createdCount updatedCount unchangedCount warnings { path code } }
    ... on SheetRefused { sheet faultCount faults { row column code } }
    ... on NotFound { code }
  }
}
"""
MINE = """
query ($filter: ResidencyFilter, $order: ResidencyOrder) {
  incubators {
    totalCount
    nodes {
      organization { name }
      residencies(filter: $filter, orderBy: $order, first: 50) {
        totalCount
        nodes {
          enteredOn leftOn specialField monthsUsed monthsAllowed state
          startup { industry foundedOn } organization { name }
        }
      }
    }
  }
}
"""
PROFILE = {"kind": "COMPREHENSIVE", "figures": {"areaM2": 8000, "incubateeCount": 20, "seedFundWan": "499.5"}}
SHEET = """企业名称,成立日期,入驻日期,特殊领域,行业
青禾生物,2024-05-01,2025-03-01,生物医药,生物
碧水膜材,2023-06-01,2024-01-15,,水处理
老树科技,2018-06-01,2019-01-15,,节能
"""


async def registered(person: Console) -> str:
    await person.register("incubator@greenbridge.example")
    data = await person.ask(REGISTER, input={"name": "绿谷孵化器", "province": "浙江", "profile": PROFILE})
    return str(data["registerIncubator"]["incubator"]["id"])


async def upload(person: Console, text: str) -> str:
    answer = await person.http.post("/files?name=startups.csv", content=text.encode(), headers=CLIENT)
    return str(answer.json()["id"])


async def import_sheet(person: Console, incubator_id: str, text: str, *, dry_run: bool = False) -> Any:
    given = {"incubatorId": incubator_id, "fileId": await upload(person, text), "dryRun": dry_run}
    return (await person.ask(IMPORT, input=given))["importStartups"]


async def test_an_incubator_registers_itself_and_sees_what_it_misses(app: FastAPI) -> None:
    async with console(app) as person:
        await person.register("incubator@greenbridge.example")
        given = {"name": "绿谷孵化器", "province": "浙江", "uscc": "91330100MA27XYL57X", "profile": PROFILE}
        done = (await person.ask(REGISTER, input=given))["registerIncubator"]
    assert done["incubator"]["organization"] == {"name": "绿谷孵化器", "kind": "INCUBATOR", "province": "浙江"}
    assert done["incubator"]["figures"] == {"areaM2": 8000, "seedFundWan": "499.5000", "foundedOn": None}
    assert done["warnings"] == [{"path": "uscc", "code": "USCC_CHECK_CHARACTER"}]
    checked = done["selfCheck"]
    assert (checked["packId"], checked["level"], checked["missedCount"]) == ("incubator-2018", "NATIONAL", 4)
    assert {each["code"]: (each["gap"], each["unit"]) for each in checked["criteria"] if each["gap"]} == {
        "AREA": (2000.0, "M2"),
        "SEED_FUND": (0.5, "WAN_CNY"),
        "INCUBATEES": (30.0, "FIRM"),
        "INCUBATEES_PER_1000_M2": (0.5, "FIRM"),
    }


async def test_nobody_registers_and_wrong_figures_are_named(app: FastAPI) -> None:
    async with console(app) as person:
        bad = {"kind": "COMPREHENSIVE", "figures": {"areaM2": -1, "staffCount": 1, "professionalCount": 2}}
        refused = (await person.ask(REGISTER, input={"name": "绿谷", "profile": bad}))["registerIncubator"]
        assert refused["__typename"] == "NotAllowed"
        await person.register("incubator@greenbridge.example")
        named = (await person.ask(REGISTER, input={"name": "绿谷", "profile": bad}))["registerIncubator"]
    assert [(fault["path"], fault["code"]) for fault in named["faults"]] == [
        ("figures.areaM2", "OUT_OF_RANGE"),
        ("figures.professionalCount", "ABOVE_WHOLE"),
    ]


async def test_startups_are_registered_with_their_clocks(app: FastAPI) -> None:
    async with console(app) as person:
        incubator_id = await registered(person)
        startups = [
            {"name": "青禾生物", "enteredOn": "2025-03-01", "specialField": "BIOMEDICINE"},
            {"name": "碧水膜材", "enteredOn": "2025-01-15", "uscc": "X"},
        ]
        done = (await person.ask(STARTUPS, input={"incubatorId": incubator_id, "startups": startups}))[
            "registerStartups"
        ]
        twice = [startups[0], startups[0]]
        refused = (await person.ask(STARTUPS, input={"incubatorId": incubator_id, "startups": twice}))[
            "registerStartups"
        ]
    assert (done["createdCount"], done["warnings"]) == (2, [{"path": "startups.1.uscc", "code": "USCC_LENGTH"}])
    assert done["residencies"] == [
        {"organization": {"name": "青禾生物"}, "monthsAllowed": 60},
        {"organization": {"name": "碧水膜材"}, "monthsAllowed": 48},
    ]
    assert refused["faults"] == [{"path": "startups.1.name", "code": "NOT_UNIQUE"}]


async def test_a_sheet_is_tried_imported_and_imported_again(app: FastAPI) -> None:
    async with console(app) as person:
        incubator_id = await registered(person)
        tried = await import_sheet(person, incubator_id, SHEET, dry_run=True)
        before = (await person.ask(MINE))["incubators"]["nodes"][0]["residencies"]["totalCount"]
        first = await import_sheet(person, incubator_id, SHEET)
        again = await import_sheet(person, incubator_id, SHEET.replace("2025-03-01", "2025-04-01"))
        bad = await import_sheet(person, incubator_id, SHEET.replace("2025-03-01", "三月"))
    counts = [(each["createdCount"], each["updatedCount"], each["unchangedCount"]) for each in (tried, first, again)]
    assert (before, counts) == (0, [(3, 0, 0), (3, 0, 0), (0, 1, 2)])
    assert {each["code"] for each in first["warnings"]} >= {"STAY_OVERDUE"}
    assert bad["faults"] == [{"row": 2, "column": "入驻日期", "code": "NOT_A_DATE"}]


async def test_my_incubator_lists_its_startups_filtered_ordered_and_counted(app: FastAPI) -> None:
    async with console(app) as person, console(app) as stranger:
        await stranger.register("stranger@greenbridge.example")
        await import_sheet(person, await registered(person), SHEET)
        [mine] = (await person.ask(MINE, order="ENTERED_DESC"))["incubators"]["nodes"]
        [overdue] = (await person.ask(MINE, filter={"state": "OVERDUE"}))["incubators"]["nodes"]
        [named] = (await person.ask(MINE, filter={"name": "膜"}))["incubators"]["nodes"]
        [special] = (await person.ask(MINE, filter={"specialField": ["BIOMEDICINE"]}))["incubators"]["nodes"]
        nothing = (await stranger.ask(MINE))["incubators"]
    rows = mine["residencies"]["nodes"]
    assert mine["residencies"]["totalCount"] == 3
    assert [row["organization"]["name"] for row in rows] == ["青禾生物", "碧水膜材", "老树科技"]
    assert [row["startup"]["industry"] for row in rows] == ["生物", "水处理", "节能"]
    assert [row["organization"]["name"] for row in overdue["residencies"]["nodes"]] == ["老树科技"]
    assert [row["organization"]["name"] for row in named["residencies"]["nodes"]] == ["碧水膜材"]
    assert special["residencies"]["totalCount"] == 1
    assert nothing == {"totalCount": 0, "nodes": []}


async def test_the_database_and_the_rules_read_the_same_clock(app: FastAPI) -> None:
    """The clock is computed twice: by the database for lists, by the rules for warnings."""
    today = clock.today()
    days = [
        today.replace(year=today.year - years, day=min(day, 28)) for years in range(6) for day in (1, today.day, 28)
    ]
    rows = [f"企业{at},{day.isoformat()}," for at, day in enumerate(days)]
    rows += ["已离开,2020-01-31,2021-01-30"]
    async with console(app) as person:
        await import_sheet(person, await registered(person), "企业名称,入驻日期,出孵日期\n" + "\n".join(rows))
        [mine] = (await person.ask(MINE))["incubators"]["nodes"]
    terms = get_residency_terms(today)
    for row in mine["residencies"]["nodes"]:
        entered = date.fromisoformat(row["enteredOn"])
        left = date.fromisoformat(row["leftOn"]) if row["leftOn"] else None
        expected = residency_clock(entered, left, None, terms=terms, on=today)
        assert row["monthsUsed"] == whole_months(entered, left or today)
        assert (row["monthsUsed"], row["monthsAllowed"], row["state"]) == (
            expected.months_used,
            expected.months_allowed,
            expected.state.value,
        )
    assert len(mine["residencies"]["nodes"]) == len(rows)


async def test_the_self_check_can_be_asked_again(app: FastAPI) -> None:
    query = "query ($id: ID!) { selfCheck(incubatorId: $id) { packId missedCount criteria { code } } }"
    async with console(app) as person:
        incubator_id = await registered(person)
        checked = (await person.ask(query, id=incubator_id))["selfCheck"]
    assert (checked["packId"], checked["missedCount"], len(checked["criteria"])) == ("incubator-2018", 4, 15)


EDIT = """
mutation ($input: EditIncubatorInput!) {
  editIncubator(input: $input) {
    __typename
    ... on EditIncubatorSuccess { incubator { version mainIndustry } selfCheck { missedCount } }
    ... on Stale { currentVersion }
    ... on NotFound { code }
  }
}
"""


async def test_an_incubator_mends_its_figures(app: FastAPI) -> None:
    better = {"kind": "COMPREHENSIVE", "mainIndustry": "节能环保", "figures": {"areaM2": 12000, "incubateeCount": 60}}
    async with console(app) as person, console(app) as stranger:
        incubator_id = await registered(person)
        await stranger.register("stranger@greenbridge.example")
        given = {"incubatorId": incubator_id, "version": 1, "profile": better}
        edited = (await person.ask(EDIT, input=given))["editIncubator"]
        stale = (await person.ask(EDIT, input=given))["editIncubator"]
        hidden = (await stranger.ask(EDIT, input=given))["editIncubator"]
    assert edited["incubator"] == {"version": 2, "mainIndustry": "节能环保"}
    assert edited["selfCheck"] == {"missedCount": 0}
    assert stale == {"__typename": "Stale", "currentVersion": 2}
    assert hidden == {"__typename": "NotFound", "code": "INCUBATOR_NOT_FOUND"}
