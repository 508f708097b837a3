"""Show 4: a real conference imported, assigned, published and read back through GraphQL, with a subscription open."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi import FastAPI

from tests.factories.solving import worker_process
from tests.journeys.deployment import Person, served
from tests.journeys.judging import (
    CANCEL,
    CREATE_COMPETITION,
    CREATE_ORGANIZATION,
    CREATE_ROUND,
    EDIT,
    EXPLAIN,
    IMPORT_SCORES,
    PAIRS,
    PLANS,
    PUBLISH,
    START,
    TASKS,
    WATCH,
    importing,
)

INSTANCE = Path(os.environ.get("GREENBRIDGE_DATA", "../shared/data")) / "judging" / "iclr2018.npz"
OPTIMUM = 1_811_670_258
"""Total fit of the best assignment in millionths, as the optimizer proves it on the instance itself."""

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not INSTANCE.is_file(), reason=f"{INSTANCE} is not there; set GREENBRIDGE_DATA"),
]


@contextmanager
def timed(seconds: dict[str, float], step: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    seconds[step] = round(time.monotonic() - began, 2)


def tables(instance: Any) -> dict[str, bytes]:
    """The spreadsheets an organizer of this conference would have."""
    score, conflict = instance["score"], instance["conflict"]
    entry_count, judge_count = score.shape
    entries = [f"P{number:03}" for number in range(entry_count)]
    judges = [f"R{number:04}" for number in range(judge_count)]
    topics = [";".join(f"topic{topic}" for topic in np.flatnonzero(row)) for row in instance["judge_topics"]]
    rows = zip(judges, instance["judge_organization"], instance["judge_region"], topics, strict=True)
    at_entry, at_judge = np.nonzero(conflict)
    listed = [f"{judges[judge]},{entries[entry]}" for entry, judge in zip(at_entry, at_judge, strict=True)]
    free_entry, free_judge = np.nonzero(~conflict)
    cells = zip(free_entry.tolist(), free_judge.tolist(), score[free_entry, free_judge].tolist(), strict=True)
    scored = [f"{entries[entry]},{judges[judge]},{value:.6f}" for entry, judge, value in cells]
    return {
        "Judges": _csv("code,organization,region,fields", [f"{c},org{o},region{r},{t}" for c, o, r, t in rows]),
        "Entries": _csv(
            "code,title,track",
            [f"{code},Paper {code},topic{topic}" for code, topic in zip(entries, instance["entry_topic"], strict=True)],
        ),
        "Conflicts": _csv("judge,entry", listed),
        "Scores": _csv("entry,judge,score", scored),
    }


def _csv(head: str, rows: list[str]) -> bytes:
    return "\n".join([head, *rows, ""]).encode()


async def prepare(person: Person) -> tuple[str, str]:
    """An organizer with a competition and a round; returns their ids."""
    await person.register("organizer@greenbridge.example")
    founded = await person.gesture(CREATE_ORGANIZATION, input={"kind": "ORGANIZER", "name": "青石会议组委会"})
    organization_id = founded["organization"]["id"]
    given = {"organizationId": organization_id, "name": "ICLR", "kind": "COMPETITION", "editionYear": 2018}
    competition_id = (await person.gesture(CREATE_COMPETITION, input=given))["competition"]["id"]
    round_fields = {"name": "评审", "ordinal": 1, "perEntry": 3, "maxLoad": 6}
    made = await person.gesture(CREATE_ROUND, input={"competitionId": competition_id, "round": round_fields})
    return competition_id, made["round"]["id"]


async def import_all(
    person: Person, competition_id: str, round_id: str, contents: dict[str, bytes], seconds: dict[str, float]
) -> None:
    for what in ("Judges", "Entries", "Conflicts", "Scores"):
        with timed(seconds, f"hand in {what.lower()}"):
            file_id = await person.hand_in(f"{what}.csv", contents[what])
        with timed(seconds, f"import {what.lower()}"):
            if what == "Scores":
                given = {"roundId": round_id, "fileId": file_id}
                done = await person.gesture(IMPORT_SCORES, input=given)
            else:
                given = {"competitionId": competition_id, "fileId": file_id}
                done = await person.gesture(importing(what), input=given)
        assert done["__typename"] == f"Import{what}Success", done
        assert done["rowCount"] == contents[what].count(b"\n") - 1


async def solve(person: Person, round_id: str) -> list[Any]:
    """Every state that a subscription sent, from the start to the end of a run."""
    given = {"roundId": round_id, "settings": {"seed": 7}}
    started = await person.gesture(START, input=given)
    assert started["__typename"] == "StartAssignmentSuccess", started
    states = []
    async with person.watch(WATCH, id=started["solveRun"]["id"]) as watched:
        async for answer in watched:
            states.append(answer["solveRun"])
            if states[-1]["finishedAt"]:
                break
    return states


async def test_iclr2018_from_spreadsheets_to_published_tasks(app: FastAPI, database_url: str) -> None:
    seconds: dict[str, float] = {}
    with np.load(INSTANCE) as instance:
        contents, conflict = tables(instance), instance["conflict"]
    with worker_process(database_url):
        async with served(app) as url, Person(url) as person:
            competition_id, round_id = await prepare(person)
            await import_all(person, competition_id, round_id, contents, seconds)
            with timed(seconds, "assign"):
                states = await solve(person, round_id)
            last = states[-1]
            assert (last["state"], last["proof"], last["gap"], last["value"]) == ("PROVEN", "VERIFIED", 0, OPTIMUM)
            found = (await person.ask(PLANS, id=round_id))["round"]
            [plan] = found["plans"]["nodes"]
            assert (plan["value"], plan["gap"], plan["state"], found["state"]) == (OPTIMUM, 0, "DRAFT", "PLANNING")
            with timed(seconds, "read the plan"):
                pairs = await person.read_all(PAIRS, "plan", "pairs", id=plan["id"])
            await edit_and_explain(person, plan, pairs, seconds)
            with timed(seconds, "publish"):
                published = await person.gesture(PUBLISH, input={"planId": plan["id"], "version": 1})
            assert published["__typename"] == "PublishPlanSuccess", published
            with timed(seconds, "read the tasks"):
                tasks = await person.read_all(TASKS, "round", "tasks", id=round_id)
            await cancel(person, round_id, seconds)
    require_same(pairs, tasks, conflict)
    print({**seconds, "states heard": [(state["state"], state["phase"]) for state in states]})  # noqa: T201 - shown by pytest -s


async def cancel(person: Person, round_id: str, seconds: dict[str, float]) -> None:
    """A second assignment, taken back while the worker is at it."""
    started = await person.gesture(START, input={"roundId": round_id})
    run_id = started["solveRun"]["id"]
    async with person.watch(WATCH, id=run_id) as watched:
        async for answer in watched:
            state = answer["solveRun"]
            if state["state"] == "RUNNING":
                with timed(seconds, "cancel"):
                    await person.gesture(CANCEL, input={"solveRunId": run_id})
                    while not state["finishedAt"]:
                        state = (await anext(watched))["solveRun"]
                break
    assert (state["state"], seconds["cancel"] < 2) == ("CANCELED", True), seconds


async def edit_and_explain(person: Person, plan: Any, pairs: list[Any], seconds: dict[str, float]) -> None:
    """A dry run: somebody else for one judge of the first entry, and why the machine did not choose them."""
    chosen = pairs[0]
    taken = {pair["judge"]["id"] for pair in pairs if pair["entry"]["id"] == chosen["entry"]["id"]}
    other = next(pair["judge"] for pair in pairs if pair["judge"]["id"] not in taken)
    entry_id = chosen["entry"]["id"]
    add, remove = {"judgeId": other["id"], "entryId": entry_id}, {"judgeId": chosen["judge"]["id"], "entryId": entry_id}
    given = {"planId": plan["id"], "version": 1, "add": [add], "remove": [remove], "dryRun": True}
    with timed(seconds, "price an edit, cold"):
        tried = await person.gesture(EDIT, input=given)
    with timed(seconds, "price an edit, warm"):
        assert await person.gesture(EDIT, input=given) == tried
    assert (tried["isApplied"], tried["valueBefore"], tried["plan"]["version"]) == (False, OPTIMUM, 1)
    with timed(seconds, "explain a pair"):
        explained = await person.ask(EXPLAIN, plan=plan["id"], judge=chosen["judge"]["id"], entry=entry_id)
    assert (explained["explainPair"]["isInPlan"], explained["explainPair"]["reasons"][0]["code"]) == (True, "CHOSEN")


def require_same(pairs: list[Any], tasks: list[Any], conflict: Any) -> None:
    """The published tasks are the plan: complete, within loads, without a conflict, worth what was proven."""
    planned = sorted((pair["entry"]["code"], pair["judge"]["code"]) for pair in pairs)
    assert planned == sorted((task["entry"]["code"], task["judge"]["code"]) for task in tasks)
    entry = np.array([int(code[1:]) for code, _ in planned])
    judge = np.array([int(code[1:]) for _, code in planned])
    assert np.bincount(entry, minlength=conflict.shape[0]).tolist() == [3] * conflict.shape[0]
    assert np.bincount(judge).max() <= 6
    assert not conflict[entry, judge].any()
    assert round(sum(pair["fit"] for pair in pairs) * 1_000_000) == OPTIMUM
