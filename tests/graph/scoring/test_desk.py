"""The judge's desk, the organizer's rubric and progress: each in one operation, each showing no more than it may."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text

from graph.kit.node_ids import node_id
from services.kit.actor import SYSTEM, Actor, Reach
from services.kit.database import Database
from tests.factories.scoring import Panel, make_panel, write_sheet
from tests.graph.kit.asking import ask_planned
from tests.graph.platform import Platform, make_platform

DESK = """
query {
  judgeTasks(filter: {isMine: true}, orderBy: DUE_ASC, first: 50) {
    totalCount
    nodes {
      id state isWaiting dueAt
      round { name isBlind rubric { version isInUse criteria { id name help weight maxPoints step scaleWords } } }
      entry { code title summary track identity { organizationName } }
      scoreSheet {
        version state total runningTotal digest submittedAt returnReason
        marks { version points remark criterion { id } } comment { version toOrganizer toEntrant }
      }
    }
  }
  waiting: judgeTasks(filter: {isMine: true, isWaiting: true}, orderBy: DUE_ASC, first: 1) { totalCount nodes { id } }
}
"""
PROGRESS = """
query ($round: ID!) {
  round(id: $round) {
    scoringProgress { taskCount openCount draftCount submittedCount returnedCount recusedCount }
    rubric { isInUse criteria { name } }
    competition {
      judges { nodes { code scoringProgress { taskCount submittedCount } } }
      entries { nodes { code scoringProgress { taskCount submittedCount } } }
    }
  }
  scoreSheets(filter: {round: $round}) {
    totalCount nodes { state total runningTotal marks { points } comment { toOrganizer } judge { code } }
  }
}
"""
SAVE = """
mutation ($input: SaveScoreSheetInput!) {
  saveScoreSheet(input: $input) {
    __typename
    ... on SaveScoreSheetSuccess {
      judgeTask { state } scoreSheet { version runningTotal marks { version points } }
      keptMarks { version points } keptComment { version toOrganizer }
    }
    ... on Refused { code }
  }
}
"""
SUBMIT = """
mutation ($input: SubmitScoreSheetInput!) {
  submitScoreSheet(input: $input) {
    __typename
    ... on SubmitScoreSheetSuccess { judgeTask { state isWaiting } scoreSheet { total digest submittedAt } }
    ... on Refused { code }
  }
}
"""


@pytest.fixture
def platform(database: Database) -> Platform:
    return make_platform(database)


@pytest.fixture
async def panel(database: Database) -> Panel:
    return await make_panel(database, is_blind=True)


def save_of(panel: Panel, task: int, points: Mapping[int, str], **more: Any) -> dict[str, Any]:
    marks = [
        {"criterionId": node_id("RubricCriterion", panel.criteria[place].id), "points": given}
        for place, given in points.items()
    ]
    return {"judgeTaskId": node_id("JudgeTask", panel.tasks[task].id), "marks": marks, **more}


async def test_a_desk_is_one_operation_with_what_waits_and_how_to_score_it(platform: Platform, panel: Panel) -> None:
    await platform.ask(panel.judge, SAVE, input=save_of(panel, 0, {0: "7.5", 1: "6"}))
    await write_sheet(platform.database, panel, panel.tasks[1], submit=True)
    desk = await platform.ask(panel.judge, DESK)
    mine = [task for task in panel.tasks if task.judge_id == panel.tasks[0].judge_id]
    tasks = {task["id"]: task for task in desk["judgeTasks"]["nodes"]}
    assert set(tasks) == {node_id("JudgeTask", task.id) for task in mine}
    started, sealed = (tasks[node_id("JudgeTask", panel.tasks[place].id)] for place in (0, 1))
    assert (started["state"], started["isWaiting"], sealed["state"], sealed["isWaiting"]) == (
        "DRAFT", True, "SUBMITTED", False,
    )  # fmt: skip
    assert [each["points"] for each in started["scoreSheet"]["marks"]] == ["7.50", "6.00"]
    assert started["scoreSheet"]["runningTotal"] == "68.18"  # (30 x 0.75 + 25 x 0.6) / 55
    assert (sealed["scoreSheet"]["total"], len(sealed["scoreSheet"]["digest"])) == ("80.00", 64)
    assert started["entry"]["identity"] is None
    rubric = started["round"]["rubric"]
    assert [Decimal(each["weight"]) for each in rubric["criteria"]] == [30, 25, 20, 25]
    assert rubric["isInUse"] is True
    assert desk["waiting"]["totalCount"] == len(mine) - 1


async def test_desk_and_progress_are_one_statement_each(platform: Platform, panel: Panel) -> None:
    round_id = node_id("Round", panel.event.round.id)
    desk = await ask_planned(platform.api, platform.database, DESK, panel.judge)
    progress = await ask_planned(platform.api, platform.database, PROGRESS, panel.event.actor, round=round_id)
    assert desk == await platform.ask(panel.judge, DESK)
    assert progress == await platform.ask(panel.event.actor, PROGRESS, round=round_id)


async def test_the_organizer_sees_how_far_everybody_is_and_marks_only_of_sealed_sheets(
    platform: Platform, panel: Panel
) -> None:
    await platform.ask(panel.judge, SAVE, input=save_of(panel, 0, {0: "1"}, comment={"toOrganizer": "秘密"}))
    await write_sheet(platform.database, panel, panel.tasks[1], submit=True)
    seen = await platform.ask(panel.event.actor, PROGRESS, round=node_id("Round", panel.event.round.id))
    progress = seen["round"]["scoringProgress"]
    assert progress == {
        "taskCount": 8, "openCount": 6, "draftCount": 1, "submittedCount": 1, "returnedCount": 0, "recusedCount": 0,
    }  # fmt: skip
    judges = {judge["code"]: judge["scoringProgress"] for judge in seen["round"]["competition"]["judges"]["nodes"]}
    assert sum(each["taskCount"] for each in judges.values()) == 8
    assert judges["J001"]["submittedCount"] == 1
    assert (
        sum(entry["scoringProgress"]["submittedCount"] for entry in seen["round"]["competition"]["entries"]["nodes"])
        == 1
    )
    sheets = {sheet["state"]: sheet for sheet in seen["scoreSheets"]["nodes"]}
    assert (sheets["DRAFT"]["total"], sheets["DRAFT"]["runningTotal"], sheets["DRAFT"]["comment"]) == (None, None, None)
    assert sheets["DRAFT"]["marks"] == []
    assert (len(sheets["SUBMITTED"]["marks"]), sheets["SUBMITTED"]["comment"]["toOrganizer"]) == (4, "专家意见")


async def test_judges_see_no_sheets_of_others_and_strangers_none(platform: Platform, panel: Panel) -> None:
    await write_sheet(platform.database, panel, panel.tasks[0], submit=True)
    other = next(person for key, person in panel.people.items() if key != panel.tasks[0].judge_id)
    foreign = await make_panel(platform.database)
    round_id = node_id("Round", panel.event.round.id)
    for actor in (other, foreign.judge, foreign.event.actor):
        seen = await platform.ask(actor, PROGRESS, round=round_id)
        assert seen["scoreSheets"] == {"totalCount": 0, "nodes": []}
        assert (seen["round"] is None) == (actor is not other)
    sheet = node_id("ScoreSheet", (await write_sheet(platform.database, panel, panel.tasks[1])).id)
    assert (await platform.ask(other, "query ($id: ID!) { node(id: $id) { id } }", id=sheet))["node"] is None


async def test_a_token_that_reads_writes_no_sheet(platform: Platform, panel: Panel) -> None:
    program = Actor(account_id=panel.judge.account_id, reach=Reach.READ)
    done = await platform.ask(program, SAVE, input=save_of(panel, 0, {0: "7"}))
    assert done["saveScoreSheet"] == {"__typename": "NotAllowed", "code": "TOKEN_REACHES_LESS"}


async def test_a_desk_saves_from_two_devices_and_hands_in_what_it_saw(platform: Platform, panel: Panel) -> None:
    first = await platform.ask(panel.judge, SAVE, input=save_of(panel, 0, {0: "7"}, device="phone"))
    assert first["saveScoreSheet"]["scoreSheet"]["marks"] == [{"version": 1, "points": "7.00"}]
    given = save_of(panel, 0, {0: "9", 1: "5", 2: "5", 3: "5"}, device="laptop")
    second = (await platform.ask(panel.judge, SAVE, input=given))["saveScoreSheet"]
    assert (second["keptMarks"], second["judgeTask"]["state"]) == ([{"version": 1, "points": "7.00"}], "DRAFT")
    version = second["scoreSheet"]["version"]
    stale = {"judgeTaskId": given["judgeTaskId"], "version": version - 1}
    assert (await platform.ask(panel.judge, SUBMIT, input=stale))["submitScoreSheet"]["code"] == "SHEET_STALE"
    done = (await platform.ask(panel.judge, SUBMIT, input=stale | {"version": version}))["submitScoreSheet"]
    assert (done["scoreSheet"]["total"], done["judgeTask"]) == ("56.00", {"state": "SUBMITTED", "isWaiting": False})
    async with platform.database.transaction(SYSTEM) as tx:
        assert await tx.scalar(text("SELECT digest FROM score_seal")) == done["scoreSheet"]["digest"]


async def test_templates_come_in_both_languages_with_weights_of_100(platform: Platform) -> None:
    asked = "{ zh: rubricTemplates { title criteria { weight scaleWords } } en: rubricTemplates(locale: EN) { title } }"
    answer = await platform.ask(SYSTEM, asked)
    assert len(answer["zh"]) >= 3
    for template, english in zip(answer["zh"], answer["en"], strict=True):
        assert sum(Decimal(each["weight"]) for each in template["criteria"]) == 100
        assert english["title"].isascii()
