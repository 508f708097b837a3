"""The path of an assignment as people walk it: import, assign, watch, edit, publish, judge. And who may not."""

from typing import Any

import pytest
from fastapi import FastAPI

from tests.factories.solving import worker_process
from tests.journeys.deployment import Person, served
from tests.journeys.judging import (
    ACCEPT,
    CANCEL,
    CREATE_COMPETITION,
    CREATE_ORGANIZATION,
    CREATE_ROUND,
    EDIT,
    EXPLAIN,
    INVITE,
    MY_TASKS,
    PAIRS,
    PLANS,
    PUBLISH,
    START,
    WATCH,
    importing,
)

JUDGES = "编号,姓名,单位,领域\n" + "".join(f"J{n},评委{n},第{n}研究院,领域{n % 2}\n" for n in range(4))
ENTRIES = "编号,名称,参赛单位,领域\n" + "".join(f"E{n},项目{n},第{n}研究院,领域{n % 2}\n" for n in range(6))
JUDGE_IDS = "query ($id: ID!) { competition(id: $id) { judges(orderBy: CODE_ASC) { nodes { id code } } } }"
ENTRY_IDS = "query ($id: ID!) { competition(id: $id) { entries(orderBy: CODE_ASC) { nodes { id code } } } }"
NODE = "query ($id: ID!) { node(id: $id) { __typename id } }"


async def organize(person: Person, email: str, **round_changes: Any) -> tuple[str, str]:
    """A competition with four judges, six entries and a round; returns the ids of competition and round."""
    await person.register(email)
    founded = await person.gesture(CREATE_ORGANIZATION, input={"kind": "ORGANIZER", "name": f"{email}组委会"})
    given = {
        "organizationId": founded["organization"]["id"],
        "name": "大赛",
        "kind": "COMPETITION",
        "editionYear": 2026,
    }
    competition = (await person.gesture(CREATE_COMPETITION, input=given))["competition"]
    assert (competition["timeZone"], competition["organization"]["name"]) == ("Asia/Shanghai", f"{email}组委会")
    fields = {"name": "初赛", "ordinal": 1, "perEntry": 2, "maxLoad": 4} | round_changes
    made = await person.gesture(CREATE_ROUND, input={"competitionId": competition["id"], "round": fields})
    for what, content in (("Judges", JUDGES), ("Entries", ENTRIES)):
        file_id = await person.hand_in(f"{what}.csv", content.encode("gbk"))
        done = await person.gesture(importing(what), input={"competitionId": competition["id"], "fileId": file_id})
        assert done["createdCount"] == content.count("\n") - 1, done
    return competition["id"], made["round"]["id"]


async def assign(person: Person, round_id: str, **settings: Any) -> Any:
    """The last state a subscription sent of a new run."""
    started = await person.gesture(START, input={"roundId": round_id, "settings": settings})
    async with person.watch(WATCH, id=started["solveRun"]["id"]) as states:
        async for state in states:
            if state["solveRun"]["finishedAt"]:
                return state["solveRun"]
    raise AssertionError("the subscription ended early")


async def draft(person: Person, round_id: str) -> Any:
    return (await person.ask(PLANS, id=round_id))["round"]["plans"]["nodes"][0]


async def test_from_spreadsheets_to_a_judges_own_page(app: FastAPI, database_url: str) -> None:
    with worker_process(database_url):
        async with served(app) as url, Person(url) as organizer, Person(url) as judge, Person(url) as other:
            competition_id, round_id = await organize(organizer, "o@greenbridge.example", isBlind=True)
            state = await assign(organizer, round_id, seed=3)
            assert (state["state"], state["proof"], state["gap"]) == ("PROVEN", "VERIFIED", 0)
            assert (state["shortage"], state["failureCode"]) == (None, None)
            plan = await draft(organizer, round_id)
            assert (plan["value"], plan["totalFit"]) == (state["value"], state["totalFit"])
            pairs = await organizer.read_all(PAIRS, "plan", "pairs", id=plan["id"])
            assert len(pairs) == 12
            assert all(pair["judge"]["code"][1:] != pair["entry"]["code"][1:] for pair in pairs)
            await edit(organizer, competition_id, plan)
            published = await organizer.gesture(PUBLISH, input={"planId": plan["id"], "version": 2})
            assert published == {"__typename": "RuleBroken", "code": "PLAN_BREAKS_RULES", "params": [
                {"name": "violationCount", "value": "2"}, {"name": "codes", "value": "ENTRY_OVER PAIR_FORBIDDEN"},
            ]}  # fmt: skip
            given = {"planId": plan["id"], "version": 2, "acceptsViolations": True}
            published = await organizer.gesture(PUBLISH, input=given)
            assert published["plan"]["round"] == {"state": "JUDGING", "tasks": {"totalCount": 13}}
            await judge_in(organizer, judge, other, competition_id, plan)


async def edit(organizer: Person, competition_id: str, plan: Any) -> None:
    """Put a judge on the entry of their own organization: told, priced as impossible, explained."""
    judges = (await organizer.ask(JUDGE_IDS, id=competition_id))["competition"]["judges"]["nodes"]
    entries = (await organizer.ask(ENTRY_IDS, id=competition_id))["competition"]["entries"]["nodes"]
    pair = {"judgeId": judges[0]["id"], "entryId": entries[0]["id"]}
    explained = await organizer.ask(EXPLAIN, plan=plan["id"], judge=pair["judgeId"], entry=pair["entryId"])
    assert explained["explainPair"]["reasons"][0] == {
        "code": "FORBIDDEN",
        "params": {"judge": "J0", "entry": "E0", "reason": "SAME_ORG"},
    }
    done = await organizer.gesture(EDIT, input={"planId": plan["id"], "version": 1, "add": [pair], "lock": [pair]})
    assert [(each["code"], each["judgeCode"], each["entryCode"]) for each in done["violations"]] == [
        ("PAIR_FORBIDDEN", "J0", "E0"),
        ("ENTRY_OVER", None, "E0"),
    ]
    assert (done["loss"], done["price"], done["plan"]["editCount"], done["plan"]["version"]) == (None, None, 1, 2)
    stale = await organizer.gesture(EDIT, input={"planId": plan["id"], "version": 1, "remove": [pair]})
    assert stale == {"__typename": "Stale", "currentVersion": 2}


async def judge_in(organizer: Person, judge: Person, other: Person, competition_id: str, plan: Any) -> None:
    """A judge sees the own tasks without names, a signed-in stranger nothing."""
    judges = (await organizer.ask(JUDGE_IDS, id=competition_id))["competition"]["judges"]["nodes"]
    invited = await organizer.gesture(INVITE, input={"judgeId": judges[1]["id"]})
    await judge.register("j@greenbridge.example")
    await other.register("x@greenbridge.example")
    accepted = await judge.gesture(ACCEPT, input={"secret": invited["secret"]})
    assert accepted["judge"] == {"code": "J1", "isLinked": True, "competition": {"name": "大赛"}}
    mine = (await judge.ask(MY_TASKS))["judgeTasks"]
    assert 0 < mine["totalCount"] == len(mine["nodes"]) <= 4
    assert {task["judge"]["code"] for task in mine["nodes"]} == {"J1"}
    assert [task["entry"]["identity"] for task in mine["nodes"]] == [None] * len(mine["nodes"])
    assert (await judge.ask(JUDGE_IDS, id=competition_id))["competition"]["judges"]["nodes"] == [judges[1]]
    assert await judge.ask(NODE, id=plan["id"]) == {"node": None}
    for node_id in (plan["id"], competition_id, judges[1]["id"]):
        assert await other.ask(NODE, id=node_id) == {"node": None}
    assert await other.ask(MY_TASKS) == {"judgeTasks": {"totalCount": 0, "nodes": []}}


async def test_what_cannot_be_done_is_said_with_names(app: FastAPI, database_url: str) -> None:
    with worker_process(database_url):
        async with served(app) as url, Person(url) as organizer:
            _competition_id, round_id = await organize(organizer, "o@greenbridge.example", maxLoad=2)
            state = await assign(organizer, round_id)
            shortage = state["shortage"]
            assert (state["state"], state["value"]) == ("INFEASIBLE", None)
            # Five entries are the fewest that show it: ten judgings wanted, eight to be had.
            assert (shortage["code"], shortage["unitsRequired"]) == ("DEMANDS_LACK_SUPPLIES", 10)
            assert (shortage["unitsAvailable"], shortage["missingUnits"], len(shortage["demands"])) == (8, 4, 5)
            assert set(shortage["demands"]) < {f"E{number}" for number in range(6)}
            assert sorted(shortage["supplies"]) == [f"J{number}" for number in range(4)]
            assert sum(mend["units"] for mend in shortage["mends"]) == 4
            assert (await person_plans(organizer, round_id)) == []
            elastic = await assign(organizer, round_id, elastic=True)
            assert (elastic["state"], (await draft(organizer, round_id))["missingCount"]) == ("PROVEN", 4)


async def person_plans(person: Person, round_id: str) -> Any:
    return (await person.ask(PLANS, id=round_id))["round"]["plans"]["nodes"]


async def test_a_read_with_a_wrong_id_names_the_argument(app: FastAPI) -> None:
    async with served(app) as url, Person(url) as organizer:
        _competition_id, round_id = await organize(organizer, "o@greenbridge.example")
        variables = {"plan": round_id, "judge": round_id, "entry": round_id}
        answer = await organizer.http.post("/graphql", json={"query": EXPLAIN, "variables": variables})
        [error] = answer.json()["errors"]
        faults = [{"path": "planId", "code": "NOT_AN_ID", "params": {"expected": "Plan"}}]
        assert error["extensions"] == {"code": "INVALID_INPUT", "params": {"faultCount": 1}, "faults": faults}


async def test_a_waiting_run_is_canceled_and_not_twice(app: FastAPI) -> None:
    async with served(app) as url, Person(url) as organizer, Person(url) as other:
        _competition_id, round_id = await organize(organizer, "o@greenbridge.example")
        await other.register("x@greenbridge.example")
        run = (await organizer.gesture(START, input={"roundId": round_id}))["solveRun"]
        assert (run["state"], run["settings"]["elastic"]) == ("QUEUED", False)
        busy = await organizer.gesture(START, input={"roundId": round_id})
        assert (busy["code"], busy["params"]) == ("ALREADY_SOLVING", [{"name": "solveRunId", "value": run["id"]}])
        assert await other.gesture(CANCEL, input={"solveRunId": run["id"]}) == {
            "__typename": "NotFound", "code": "SOLVE_RUN_NOT_FOUND",
        }  # fmt: skip
        canceled = await organizer.gesture(CANCEL, input={"solveRunId": run["id"]})
        assert canceled["solveRun"]["state"] == "CANCELED"
        assert (await organizer.gesture(CANCEL, input={"solveRunId": run["id"]}))["code"] == "SOLVE_RUN_FINISHED"
        async with other.watch(WATCH, id=run["id"]) as states:
            assert [state async for state in states] == [{"solveRun": None}]
        async with organizer.watch(WATCH, id=run["id"]) as states:
            assert [state["solveRun"]["state"] async for state in states] == ["CANCELED"]


async def test_a_bad_sheet_is_refused_with_every_cell_and_nothing_is_written(app: FastAPI) -> None:
    async with served(app) as url, Person(url) as organizer:
        competition_id, _round_id = await organize(organizer, "o@greenbridge.example")
        file_id = await organizer.hand_in("judges.csv", "编号,姓名,上限\nJ9,甲,多\n,乙,3\n".encode())
        given = {"competitionId": competition_id, "fileId": file_id}
        for dry_run in (True, False):
            refused = await organizer.gesture(importing("Judges"), input={**given, "dryRun": dry_run})
            assert (refused["__typename"], refused["sheet"], refused["faultCount"]) == (
                "SheetRefused", "judges.csv", 2,
            )  # fmt: skip
            assert [(cell["row"], cell["column"], cell["code"]) for cell in refused["faults"]] == [
                (2, "上限", "NOT_A_NUMBER"),
                (3, "编号", "CELL_EMPTY"),
            ]
        assert len((await organizer.ask(JUDGE_IDS, id=competition_id))["competition"]["judges"]["nodes"]) == 4
        file_id = await organizer.hand_in("judges.csv", "编号,姓名\nJ0,新名\nJ7,庚\n".encode())
        given = {"competitionId": competition_id, "fileId": file_id, "dryRun": True}
        tried = await organizer.gesture(importing("Judges"), input=given)
        assert (tried["createdCount"], tried["updatedCount"], tried["competition"]["judges"]["totalCount"]) == (1, 1, 4)


@pytest.mark.parametrize("kind", ["ENTERPRISE", "INCUBATOR"])
async def test_only_organizers_open_competitions(app: FastAPI, kind: str) -> None:
    async with served(app) as url, Person(url) as person:
        await person.register("o@greenbridge.example")
        founded = await person.gesture(CREATE_ORGANIZATION, input={"kind": kind, "name": "青禾"})
        given = {"organizationId": founded["organization"]["id"], "name": "大赛", "kind": "CHALLENGE", "editionYear": 1}
        refused = await person.gesture(CREATE_COMPETITION, input=given)
        assert refused == {"__typename": "NotAllowed", "code": "WRONG_KIND"}
