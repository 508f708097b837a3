"""A real conference on a running platform, as an organizer would bring it there: imported, assigned, planned."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import httpx
import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

EMAIL: Final = "organizer@greenbridge.example"
PASSWORD: Final = "greenbridge-sample"  # noqa: S105 - of the sample
SOLVE_SECONDS: Final = 300
SIGN_IN: Final = """mutation ($email: String!, $password: String!) {
  signIn(input: {email: $email, password: $password}) { __typename } }"""
HOST: Final = "{ competitions(first: 1) { nodes { organization { id } } } }"
CREATE_COMPETITION: Final = """mutation ($input: CreateCompetitionInput!) { createCompetition(input: $input) {
  __typename ... on CreateCompetitionSuccess { competition { id } } } }"""
CREATE_ROUND: Final = """mutation ($input: CreateRoundInput!) { createRound(input: $input) {
  __typename ... on CreateRoundSuccess { round { id } } } }"""
START: Final = """mutation ($input: StartAssignmentInput!) { startAssignment(input: $input) {
  __typename ... on StartAssignmentSuccess { solveRun { id } } } }"""
PLANS: Final = "query ($id: ID!) { round(id: $id) { plans(first: 1) { nodes { id } } } }"
PLAN_MATRIX: Final = """query ($id: ID!) { planMatrix(planId: $id) {
  columnCount chosen judgeIds entryIds } }"""
EXPLAIN: Final = """query ($plan: ID!, $judge: ID!, $entry: ID!) {
  explainPair(planId: $plan, judgeId: $judge, entryId: $entry) { fit components reasons { code params } } }"""


@dataclass(frozen=True)
class Planned:
    """Where the plan is found."""

    round_id: str
    plan_id: str

    @property
    def path(self) -> str:
        """The plan's page, with its matrix."""
        return f"/rounds/{self.round_id}/plans/{self.plan_id}?view=matrix"


class Organizer:
    """The sample's organizer, as a program."""

    def __init__(self, address: str) -> None:
        self._http = httpx.Client(base_url=address, headers={"X-GreenBridge-Client": "benchmark"}, timeout=300)
        assert self.ask(SIGN_IN, email=EMAIL, password=PASSWORD)["signIn"]["__typename"] == "SignInSuccess"

    def ask(self, query: str, **variables: Any) -> Any:
        """The data of an answer without errors."""
        answer = self._http.post("/graphql", json={"query": query, "variables": variables}).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def gesture(self, query: str, **given: Any) -> Any:
        """What the one mutation of a document answered, which must be success."""
        [answer] = self.ask(query, input=given).values()
        assert answer["__typename"].endswith("Success"), answer
        return answer

    def explain(self, plan_id: str, pair: tuple[str, str]) -> float:
        """Ask why a pair is in the plan or not; returns the seconds it took."""
        began = time.perf_counter()
        answer = self.ask(EXPLAIN, plan=plan_id, judge=pair[0], entry=pair[1])
        assert answer["explainPair"]["reasons"]
        return time.perf_counter() - began

    def bring(self, path: Path) -> Planned:
        """Import an instance into a competition of its own, and assign."""
        [host] = self.ask(HOST)["competitions"]["nodes"]
        named = {"name": "ICLR", "kind": "COMPETITION", "editionYear": 2018}
        made = self.gesture(CREATE_COMPETITION, organizationId=host["organization"]["id"], **named)
        competition_id = made["competition"]["id"]
        fields = {"name": "Reviews", "ordinal": 1, "perEntry": 3, "maxLoad": 6}
        round_id = self.gesture(CREATE_ROUND, competitionId=competition_id, round=fields)["round"]["id"]
        with np.load(path) as instance:
            tables = _tables(instance)
        for what, content in tables.items():
            owner = {"roundId": round_id} if what == "Scores" else {"competitionId": competition_id}
            kind = "ImportScoresInput" if what == "Scores" else "ImportInput"
            document = f"mutation ($input: {kind}!) {{ import{what}(input: $input) {{ __typename }} }}"
            self.gesture(document, fileId=self._hand_in(f"{what}.csv", content), **owner)
        self.gesture(START, roundId=round_id, settings={"seed": 7})
        return Planned(round_id, self._wait_for_plan(round_id))

    def _hand_in(self, name: str, content: bytes) -> str:
        answer = self._http.post("/files", params={"name": name}, content=content)
        assert answer.status_code == httpx.codes.CREATED, answer.text
        return str(answer.json()["id"])

    def _wait_for_plan(self, round_id: str) -> str:
        give_up_at = time.monotonic() + SOLVE_SECONDS
        while time.monotonic() < give_up_at:
            if found := self.ask(PLANS, id=round_id)["round"]["plans"]["nodes"]:
                return str(found[0]["id"])
            time.sleep(0.5)
        raise TimeoutError("the assignment did not end")


def _tables(instance: Any) -> dict[str, bytes]:
    """The spreadsheets an organizer of this conference would have."""
    score, conflict = instance["score"], instance["conflict"]
    entries = [f"P{number:03}" for number in range(score.shape[0])]
    judges = [f"R{number:04}" for number in range(score.shape[1])]
    people = zip(judges, instance["judge_organization"], instance["judge_region"], strict=True)
    topics = zip(entries, instance["entry_topic"], strict=True)
    scored = zip(*_pairs(~conflict), score[~conflict].tolist(), strict=True)
    barred = zip(*_pairs(conflict), strict=True)
    return {
        "Judges": _csv("code,organization,region", [f"{code},org{o},region{r}" for code, o, r in people]),
        "Entries": _csv("code,title,track", [f"{code},Paper {code},topic{topic}" for code, topic in topics]),
        "Conflicts": _csv("judge,entry", [f"{judges[judge]},{entries[entry]}" for entry, judge in barred]),
        "Scores": _csv("entry,judge,score", [f"{entries[e]},{judges[j]},{value:.6f}" for e, j, value in scored]),
    }


def _pairs(wanted: NDArray[np.bool_]) -> tuple[list[int], list[int]]:
    entry, judge = np.nonzero(wanted)
    return entry.tolist(), judge.tolist()


def _csv(head: str, rows: list[str]) -> bytes:
    return "\n".join([head, *rows, ""]).encode()
