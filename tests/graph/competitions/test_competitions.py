"""Competitions through GraphQL: every gesture once, and what each refuses."""

from typing import Any

from fastapi import FastAPI

from tests.graph.console import Console, console

ORGANIZATION = """
mutation ($input: CreateOrganizationInput!) {
  createOrganization(input: $input) { ... on CreateOrganizationSuccess { organization { id } } }
}
"""
CREATE = """
mutation ($input: CreateCompetitionInput!) {
  createCompetition(input: $input) {
    __typename
    ... on CreateCompetitionSuccess { competition { id name version } }
    ... on InvalidInput { faults { path code } }
  }
}
"""
EDIT = """
mutation ($input: EditCompetitionInput!) {
  editCompetition(input: $input) {
    __typename
    ... on EditCompetitionSuccess { competition { name version timeZone } }
    ... on Stale { currentVersion }
  }
}
"""
CREATE_ROUND = """
mutation ($input: CreateRoundInput!) {
  createRound(input: $input) {
    __typename
    ... on CreateRoundSuccess { round { id perEntry minLoad maxLoad isBlind state } }
    ... on InvalidInput { faults { path code } }
  }
}
"""
EDIT_ROUND = """
mutation ($input: EditRoundInput!) {
  editRound(input: $input) { __typename ... on EditRoundSuccess { round { name maxLoad isBlind version } } }
}
"""
ADD_ENTRIES = """
mutation ($input: AddEntriesInput!) {
  addEntries(input: $input) {
    __typename
    ... on AddEntriesSuccess {
      createdCount
      competition {
        entries(orderBy: CODE_ASC) {
          nodes { id code title fields version identity { organizationName contact advisors } }
        }
      }
    }
    ... on InvalidInput { faults { path code } }
  }
}
"""
EDIT_ENTRY = """
mutation ($input: EditEntryInput!) {
  editEntry(input: $input) {
    __typename
    ... on EditEntrySuccess { entry { title version identity { organizationName } } }
    ... on Stale { currentVersion }
  }
}
"""
REMOVE_ENTRY = """
mutation ($input: RemoveEntryInput!) {
  removeEntry(input: $input) { __typename ... on RemoveEntrySuccess { removedId } ... on NotFound { code } }
}
"""
ADD_JUDGES = """
mutation ($input: AddJudgesInput!) {
  addJudges(input: $input) {
    __typename
    ... on AddJudgesSuccess {
      createdCount
      competition { judges(orderBy: CODE_ASC) { nodes { id code kind maxLoad isLinked contact { email } } } }
    }
    ... on InvalidInput { faults { path code } }
  }
}
"""
EDIT_JUDGE = """
mutation ($input: EditJudgeInput!) {
  editJudge(input: $input) { __typename ... on EditJudgeSuccess { judge { name region version } } }
}
"""
REMOVE_JUDGE = """
mutation ($input: RemoveJudgeInput!) {
  removeJudge(input: $input) { __typename ... on RemoveJudgeSuccess { removedId } }
}
"""
DECLARE = """
mutation ($input: DeclareConflictInput!) {
  declareConflict(input: $input) {
    __typename
    ... on DeclareConflictSuccess { conflict { id kind source judge { code } entry { code } } }
    ... on NotFound { code }
  }
}
"""
WITHDRAW = """
mutation ($input: WithdrawConflictInput!) {
  withdrawConflict(input: $input) {
    __typename ... on WithdrawConflictSuccess { withdrawnId } ... on NotFound { code }
  }
}
"""
FILTERED = """
query ($id: ID!) {
  competition(id: $id) {
    judges(filter: {kind: [INVESTOR], name: "J"}) { totalCount nodes { code } }
    entries(filter: {title: "余热"}) { nodes { code } }
    conflicts(filter: {source: [DECLARED]}) { totalCount }
  }
}
"""


async def gesture(browser: Console, query: str, **given: Any) -> Any:
    [answer] = (await browser.ask(query, input=given)).values()
    return answer


async def open_competition(browser: Console, email: str) -> str:
    await browser.register(email)
    organization = (await gesture(browser, ORGANIZATION, kind="ORGANIZER", name=f"{email}组委会"))["organization"]
    edition = {"organizationId": organization["id"], "name": "大赛", "kind": "EXPRESS", "editionYear": 2026}
    competition_id: str = (await gesture(browser, CREATE, **edition))["competition"]["id"]
    again = await gesture(browser, CREATE, **edition)
    assert again == {"__typename": "InvalidInput", "faults": [{"path": "name", "code": "NOT_UNIQUE"}]}
    return competition_id


async def test_editions_and_rounds(app: FastAPI) -> None:
    async with console(app) as browser:
        key = await open_competition(browser, "o@greenbridge.example")
        changed = {"competitionId": key, "version": 1, "name": "新名", "kind": "EXPRESS", "editionYear": 2027}
        edited = await gesture(browser, EDIT, **changed)
        assert edited["competition"] == {"name": "新名", "version": 2, "timeZone": "Asia/Shanghai"}
        assert await gesture(browser, EDIT, **changed) == {"__typename": "Stale", "currentVersion": 2}
        made = await gesture(browser, CREATE_ROUND, competitionId=key, round={"name": "初", "ordinal": 1, "maxLoad": 9})
        assert {**made["round"], "id": ""} == {
            "id": "", "perEntry": 3, "minLoad": 0, "maxLoad": 9, "isBlind": False, "state": "PLANNING",
        }  # fmt: skip
        bad = await gesture(browser, CREATE_ROUND, competitionId=key, round={"name": "", "ordinal": 1, "maxLoad": 0})
        assert [fault["path"] for fault in bad["faults"]] == ["name", "maxLoad"]
        blind = {"name": "盲审", "ordinal": 1, "maxLoad": 5, "isBlind": True}
        edited = await gesture(browser, EDIT_ROUND, roundId=made["round"]["id"], version=1, round=blind)
        assert edited["round"] == {"name": "盲审", "maxLoad": 5, "isBlind": True, "version": 2}


async def test_entries(app: FastAPI) -> None:
    async with console(app) as browser:
        key = await open_competition(browser, "o@greenbridge.example")
        first = {
            "code": "E1",
            "title": "余热回收",
            "fields": ["节能环保"],
            "organizationName": "丙公司",
            "contact": "李",
        }
        tie = {"related": [{"name": "丁基金", "kind": "STAKE"}], "advisors": ["张评委"]}
        added = await gesture(browser, ADD_ENTRIES, competitionId=key, entries=[{**first, **tie}, {"code": "E2"}])
        entry, other = added["competition"]["entries"]["nodes"]
        assert (added["createdCount"], entry["fields"], entry["identity"]) == (
            2, ["节能环保"], {"organizationName": "丙公司", "contact": "李", "advisors": ["张评委"]},
        )  # fmt: skip
        taken = await gesture(browser, ADD_ENTRIES, competitionId=key, entries=[{"code": "E3"}, {"code": "E2"}])
        assert taken["faults"] == [{"path": "entries.1.code", "code": "NOT_UNIQUE"}]
        edit = {"entryId": entry["id"], "version": 1, "entry": {"code": "E1", "title": "新", "organizationName": "戊"}}
        edited = await gesture(browser, EDIT_ENTRY, **edit)
        assert edited["entry"] == {"title": "新", "version": 2, "identity": {"organizationName": "戊"}}
        assert (await gesture(browser, EDIT_ENTRY, **edit))["currentVersion"] == 2
        removed = await gesture(browser, REMOVE_ENTRY, entryId=other["id"], version=1)
        assert removed["removedId"] == other["id"]
        assert (await gesture(browser, REMOVE_ENTRY, entryId=other["id"], version=1))["code"] == "ENTRY_NOT_FOUND"


async def test_judges_and_conflicts(app: FastAPI) -> None:
    async with console(app) as browser, console(app) as stranger:
        key = await open_competition(browser, "o@greenbridge.example")
        await stranger.register("x@greenbridge.example")
        judges = [{"code": "J1", "kind": "INVESTOR", "maxLoad": 4, "email": "j@greenbridge.example"}, {"code": "J2"}]
        added = await gesture(browser, ADD_JUDGES, competitionId=key, judges=judges)
        judge, other = added["competition"]["judges"]["nodes"]
        assert {**judge, "id": ""} == {
            "id": "", "code": "J1", "kind": "INVESTOR", "maxLoad": 4, "isLinked": False,
            "contact": {"email": "j@greenbridge.example"},
        }  # fmt: skip
        edit = {"judgeId": judge["id"], "version": 1, "judge": {"code": "J1", "name": "J甲", "region": "浙江"}}
        edited = await gesture(browser, EDIT_JUDGE, **edit)
        assert edited["judge"] == {"name": "J甲", "region": "浙江", "version": 2}
        back = {"judgeId": judge["id"], "version": 2, "judge": {"code": "J1", "name": "J甲", "kind": "INVESTOR"}}
        await gesture(browser, EDIT_JUDGE, **back)
        removed = await gesture(browser, REMOVE_JUDGE, judgeId=other["id"], version=1)
        assert removed == {"__typename": "RemoveJudgeSuccess", "removedId": other["id"]}
        added = await gesture(browser, ADD_ENTRIES, competitionId=key, entries=[{"code": "E1", "title": "余热回收"}])
        pair = {"judgeId": judge["id"], "entryId": added["competition"]["entries"]["nodes"][0]["id"]}
        assert (await gesture(stranger, DECLARE, **pair, kind="KIN"))["__typename"] == "NotFound"
        conflict = (await gesture(browser, DECLARE, **pair, kind="KIN"))["conflict"]
        assert (conflict["kind"], conflict["source"], conflict["judge"], conflict["entry"]) == (
            "KIN", "DECLARED", {"code": "J1"}, {"code": "E1"},
        )  # fmt: skip
        assert (await browser.ask(FILTERED, id=key))["competition"] == {
            "judges": {"totalCount": 1, "nodes": [{"code": "J1"}]},
            "entries": {"nodes": [{"code": "E1"}]},
            "conflicts": {"totalCount": 1},
        }
        assert await stranger.ask(FILTERED, id=key) == {"competition": None}
        withdrawn = await gesture(browser, WITHDRAW, conflictId=conflict["id"])
        assert withdrawn["withdrawnId"] == conflict["id"]
        assert (await gesture(browser, WITHDRAW, conflictId=conflict["id"]))["code"] == "CONFLICT_NOT_FOUND"
