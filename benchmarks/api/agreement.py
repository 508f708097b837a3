"""Before anything is timed: every server must give the same rows to the same question."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import httpx
from operations import SCENARIOS
from tables import ACTOR

if TYPE_CHECKING:
    from pathlib import Path

    from servers import Running

SAMPLE: Final = 5
_WORDS: Final = {"id", "rowId", "submittedAt"}
"""Each server writes keys, and moments in time, in its own way."""
_LISTS: Final = {
    "benchStartupsByIncubatorId": "startups",
    "benchEntriesByStartupId": "entries",
    "allBenchStartups": "startups",
    "allBenchIncubators": "incubators",
    "benchStartupByRowId": "startup",
    "updateBenchStartupByRowId": "renameStartup",
    "benchStartup": "startup",
}


def check_agreement(started: list[Running], written: dict[tuple[str, str], Path], token: str) -> None:
    """Raise when two servers that show the same actor the same rows differ."""
    for scenario in SCENARIOS:
        answers = {}
        for each in started:
            lines = written[scenario.name, each.server.words].read_bytes().splitlines()[:SAMPLE]
            answers[each.server.name] = [_plain(_asked(each, line, token)) for line in lines]
        for name, given in answers.items():
            _require_rows(scenario.name, name, given)
            is_comparable = name != "postgraphile-bare" and scenario.name != "mutation"
            if is_comparable and given != answers["ours"]:
                raise RuntimeError(f"{scenario.name}: {name} answers {given}, ours {answers['ours']}")


def _asked(each: Running, body: bytes, token: str) -> Any:
    headers = {"Content-Type": "application/json", "X-Actor": str(ACTOR)}
    if each.server.name == "ours":
        headers["Authorization"] = f"Bearer {token}"
    answer = httpx.post(f"http://127.0.0.1:{each.port}/graphql", content=body, headers=headers, timeout=60).json()
    if "errors" in answer:
        raise RuntimeError(f"{each.server.name}: {answer}")
    return answer["data"]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {_LISTS.get(name, name): _plain(member) for name, member in value.items() if name not in _WORDS}
    return [_plain(member) for member in value] if isinstance(value, list) else value


def _require_rows(scenario: str, server: str, given: list[Any]) -> None:
    shown = json.dumps(given)
    if '"name"' not in shown or (scenario == "nested" and shown.count('"title"') < 100):
        raise RuntimeError(f"{scenario}: {server} shows nothing: {shown[:300]}")
