"""The assignment studio over the wire: rules, mends, the whole picture, edits taken back, a proof checked elsewhere."""

import asyncio
import sys
from base64 import b64decode
from pathlib import Path
from typing import Any

import numpy as np
from fastapi import FastAPI

from tests.factories.solving import worker_process
from tests.graph.judging.test_assignment import assign, draft, organize
from tests.journeys.deployment import Person, served
from tests.journeys.judging import WATCH

MENDS = """
query ($id: ID!) { solveRun(id: $id) { state shortage { code isSmallest requirements mends } } }
"""
APPLY = """
mutation ($input: ApplyMendsInput!) {
  applyMends(input: $input) {
    __typename
    ... on ApplyMendsSuccess { settings solveRun { id } }
    ... on RuleBroken { code }
    ... on NotFound { code }
  }
}
"""
SAVE = """
mutation ($input: SaveAssignmentSettingsInput!) {
  saveAssignmentSettings(input: $input) {
    __typename
    ... on SaveAssignmentSettingsSuccess { defaults { version settings round { id } } }
    ... on InvalidInput { faults { path code } }
  }
}
"""
STUDIO = """
query ($round: ID!) {
  round(id: $round) {
    assignmentDefaults { settings }
    solveRuns(first: 20) { nodes { name state settings stages plan { id number worstFit highestLoad pairCount } } }
  }
  assignmentColumns(roundId: $round) { judges { name values { value count } } entries { name } }
}
"""
PICTURE = """
query ($plan: ID!) {
  planMatrix(planId: $plan) {
    rowCount columnCount levels chosen forbidden forbiddenReasons reasons entryCodes judgeCodes judgeLoads
  }
  planInsight(planId: $plan, first: 3) {
    worstFit loads { load judgeCount } entries { code totalFit judges { code fit } }
  }
  planBottlenecks(planId: $plan) { limits { code params worth worthAtMost } }
  publishPreview(planId: $plan) { taskCount newCount cautions { code params } }
  planProof(planId: $plan) { isValid vouchedBy gap downloadPath checks { code isGood } }
}
"""
UNDO = """
mutation ($input: UndoPlanEditInput!) {
  undoPlanEdit(input: $input) {
    __typename
    ... on PlanEdited { isApplied totalFit priceState plan { version canUndo canRedo edits { totalCount } } }
    ... on RuleBroken { code }
  }
}
"""
LOCK = """
mutation ($input: LockPlanPairsInput!) {
  lockPlanPairs(input: $input) {
    __typename
    ... on LockPlanPairsSuccess { plan { version canUndo pairs(filter: {isLocked: true}) { totalCount } } }
  }
}
"""
ONE_EACH = {"count": {"column": "fields", "atMost": 1}}


async def ended(person: Person, run_id: str) -> Any:
    async with person.watch(WATCH, id=run_id) as states:
        async for state in states:
            if state["solveRun"]["finishedAt"]:
                return state["solveRun"]
    raise AssertionError("the subscription ended early")


async def test_rules_that_clash_are_mended_by_one_gesture(app: FastAPI, database_url: str) -> None:
    rules = [{"count": {"column": "fields", "values": ["领域0"], "atLeast": 2}}, ONE_EACH]
    with worker_process(database_url):
        async with served(app) as url, Person(url) as organizer:
            _competition_id, round_id = await organize(organizer, "o@greenbridge.example")
            state = await assign(organizer, round_id, rules=rules)
            assert (state["state"], state["shortage"]["code"]) == ("INFEASIBLE", "LIMITS_CLASH")
            [run] = (await organizer.ask(STUDIO, round=round_id))["round"]["solveRuns"]["nodes"]
            runs = await organizer.ask("{ solveRuns { nodes { id } } }")
            run_id = runs["solveRuns"]["nodes"][0]["id"]
            told = (await organizer.ask(MENDS, id=run_id))["solveRun"]["shortage"]
            assert {mend["code"] for mend in told["mends"]} <= {"RAISE_RULE_MAXIMUM", "LOWER_RULE_MINIMUM"}
            assert all(mend["patch"]["rules"] for mend in told["mends"])
            assert "fields: 领域0 ≥ 2" in {limit["rule"] for limit in told["requirements"]}
            done = await organizer.gesture(APPLY, input={"solveRunId": run_id, "startsRun": True})
            assert done["settings"]["rules"] != run["settings"]["rules"] == rules_as_kept(rules)
            assert (await ended(organizer, done["solveRun"]["id"]))["state"] == "PROVEN"
            again = await organizer.gesture(APPLY, input={"solveRunId": done["solveRun"]["id"]})
            assert again == {"__typename": "RuleBroken", "code": "NOTHING_TO_MEND"}


def rules_as_kept(rules: list[Any]) -> list[Any]:
    """What a run keeps says what goes without saying, too."""
    return [{"count": {"per": "DEMAND", "values": [], **rule["count"]}} for rule in rules]


async def test_settings_are_saved_and_faults_name_their_place(app: FastAPI) -> None:
    async with served(app) as url, Person(url) as organizer:
        _competition_id, round_id = await organize(organizer, "o@greenbridge.example")
        wrong = {"rules": [{"sum": {"column": "fields", "atMostColumn": "budget"}}], "aims": [{"kind": "PRIORITY"}]}
        refused = await organizer.gesture(SAVE, input={"roundId": round_id, "settings": wrong})
        assert [(fault["path"], fault["code"]) for fault in refused["faults"]] == [
            ("settings.rules.0.sum.column", "RULE_CELL_BAD"),
            ("settings.rules.0.sum.atMost", "RULE_COLUMN_MISSING"),
        ]
        given = {"name": "甲", "rules": [ONE_EACH], "aims": [{"kind": "LEXIMIN"}, {"kind": "TOTAL_FIT"}]}
        saved = await organizer.gesture(SAVE, input={"roundId": round_id, "settings": given})
        settings = saved["defaults"]["settings"]
        assert (saved["defaults"]["version"], settings["aims"]) == (1, [{"kind": "LEXIMIN"}, {"kind": "TOTAL_FIT"}])
        sent_again = await organizer.gesture(SAVE, input={"roundId": round_id, "settings": settings})
        assert sent_again["defaults"] == {**saved["defaults"], "version": 2}


async def test_a_plan_is_shown_whole_edited_back_and_proven_elsewhere(
    app: FastAPI, database_url: str, tmp_path: Path
) -> None:
    with worker_process(database_url):
        async with served(app) as url, Person(url) as organizer, Person(url) as other, Person(url) as nobody:
            _competition_id, round_id = await organize(organizer, "o@greenbridge.example")
            await other.register("x@greenbridge.example")
            await assign(organizer, round_id, rules=[ONE_EACH], name="乙")
            plan = await draft(organizer, round_id)
            found = await organizer.ask(PICTURE, plan=plan["id"])
            require_picture(found)
            studio = await organizer.ask(STUDIO, round=round_id)
            [run] = studio["round"]["solveRuns"]["nodes"]
            assert (run["name"], run["plan"]["pairCount"]) == ("乙", 12)
            assert run["plan"]["worstFit"] == found["planInsight"]["worstFit"]
            given = {"planId": plan["id"], "version": 1, "isLocked": True}
            locked = await organizer.gesture(LOCK, input=given)
            assert locked["plan"] == {"version": 2, "canUndo": True, "pairs": {"totalCount": 12}}
            undone = await organizer.gesture(UNDO, input={"planId": plan["id"], "version": 2})
            assert undone["plan"] == {"version": 3, "canUndo": False, "canRedo": True, "edits": {"totalCount": 1}}
            path = found["planProof"]["downloadPath"]
            answers = [(await person.http.get(path)).status_code for person in (nobody, other)]
            assert answers == [401, 404]
            handed = await organizer.http.get(path)
            assert handed.status_code == 200
            (tmp_path / "plan.proof").write_bytes(handed.content)
    for content, code in ((handed.content, 0), (handed.content[:-200], 2)):
        (tmp_path / "plan.proof").write_bytes(content)
        assert await checked_elsewhere(tmp_path / "plan.proof") == code


async def checked_elsewhere(path: Path) -> int | None:
    command = (sys.executable, "-m", "services.cli", "check", str(path), "--quiet")
    return await (await asyncio.create_subprocess_exec(*command)).wait()


def require_picture(found: Any) -> None:
    matrix = found["planMatrix"]
    levels = np.frombuffer(b64decode(matrix["levels"]), np.uint8)
    chosen = np.frombuffer(b64decode(matrix["chosen"]), "<u4")
    forbidden = np.frombuffer(b64decode(matrix["forbidden"]), "<u4")
    assert (len(levels), matrix["rowCount"], matrix["columnCount"], len(chosen)) == (24, 6, 4, 12)
    assert np.bincount(chosen % 4, minlength=4).tolist() == matrix["judgeLoads"]
    assert sorted(forbidden.tolist()) == [0, 5, 10, 15]  # each judge meets the entry of the own institute
    assert not set(chosen.tolist()) & set(forbidden.tolist())
    assert found["planInsight"]["entries"][0]["totalFit"] == found["planInsight"]["worstFit"]
    assert {caution["code"] for caution in found["publishPreview"]["cautions"]} == {"JUDGES_WITHOUT_ACCOUNT"}
    proof = found["planProof"]
    assert (proof["isValid"], proof["gap"]) == (True, 0)
    assert "RULES_KEPT" in {check["code"] for check in proof["checks"]}


async def test_large_answers_travel_compressed_and_small_ones_as_they_are(app: FastAPI) -> None:
    async with served(app) as url, Person(url) as person:
        large = {"query": "{ __schema { types { name fields { name description } } } }"}
        answer = await person.http.post("/graphql", json=large)
        plain = await person.http.post("/graphql", json=large, headers={"Accept-Encoding": "gzip;q=0"})
        small = await person.http.post("/graphql", json={"query": "{ __typename }"})
        assert answer.headers["content-encoding"] == "gzip"
        assert int(answer.headers["content-length"]) < len(answer.content) / 3
        assert ("content-encoding" in plain.headers, plain.content) == (False, answer.content)
        assert "content-encoding" not in small.headers
        assert {each.headers["vary"] for each in (answer, plain, small)} == {"Accept-Encoding"}
