"""What is asked, in the words of each server, and the requests of a round: the same rows in the same order for all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from random import Random
from typing import Any, Final
from uuid import UUID

from tables import COUNTS

from services.kit.ids import node_id

REQUEST_COUNT: Final = 500
STARTUP: Final = "name city field foundedOn employeeCount"
ENTRY: Final = "title state submittedAt"


@dataclass(frozen=True, slots=True)
class Scenario:
    """One thing that is asked."""

    name: str
    title: str
    ours: str
    dataloaders: str
    postgraphile: str


SCENARIOS: Final = (
    Scenario(
        "single",
        "single row",
        f"query ($id: ID!) {{ startup(id: $id) {{ id {STARTUP} }} }}",
        f"query ($id: UUID!) {{ startup(id: $id) {{ id {STARTUP} }} }}",
        f"query ($id: UUID!) {{ benchStartupByRowId(rowId: $id) {{ rowId {STARTUP} }} }}",
    ),
    Scenario(
        "list",
        "first 50 with total",
        f"{{ startups(first: 50) {{ totalCount nodes {{ id {STARTUP} }} }} }}",
        f"{{ startups(first: 50) {{ totalCount nodes {{ id {STARTUP} }} }} }}",
        f"{{ allBenchStartups(first: 50, orderBy: [NAME_ASC, ROW_ID_ASC])"
        f" {{ totalCount nodes {{ rowId {STARTUP} }} }} }}",
    ),
    Scenario(
        "nested",
        "three levels deep",
        f"""{{ incubators(first: 20) {{ nodes {{ id name city foundedOn startups(first: 20) {{ nodes {{ id {STARTUP}
            entries(first: 5) {{ nodes {{ id {ENTRY} }} }} }} }} }} }} }}""",
        f"""{{ incubators(first: 20) {{ nodes {{ id name city foundedOn startups(first: 20) {{ nodes {{ id {STARTUP}
            entries(first: 5) {{ nodes {{ id {ENTRY} }} }} }} }} }} }} }}""",
        f"""{{ allBenchIncubators(first: 20, orderBy: [NAME_ASC, ROW_ID_ASC]) {{ nodes {{ rowId name city foundedOn
            benchStartupsByIncubatorId(first: 20, orderBy: [NAME_ASC, ROW_ID_ASC]) {{ nodes {{ rowId {STARTUP}
            benchEntriesByStartupId(first: 5, orderBy: [TITLE_ASC, ROW_ID_ASC]) {{ nodes {{ rowId {ENTRY} }} }}
            }} }} }} }} }}""",
    ),
    Scenario(
        "mutation",
        "a mutation",
        """mutation ($id: ID!, $name: String!) { renameStartup(input: {startupId: $id, name: $name}) {
            ... on RenameStartupSuccess { startup { id name version } } } }""",
        "mutation ($id: UUID!, $name: String!) { renameStartup(id: $id, name: $name) { id name version } }",
        """mutation ($id: UUID!, $name: String!) { updateBenchStartupByRowId(
            input: {rowId: $id, benchStartupPatch: {name: $name}}) { benchStartup { rowId name version } } }""",
    ),
)


def bodies(scenario: Scenario, server: str, times: int) -> list[bytes]:
    """The bodies of a round of requests; startups are drawn evenly, of those that the actor owns."""
    draw = Random(scenario.name)  # noqa: S311 - the same draw for every server
    query: str = getattr(scenario, server)
    made = []
    for place in range(REQUEST_COUNT):
        number = 20 * draw.randrange(COUNTS["startup"] * times // 20)
        asked: dict[str, Any] = {"query": query}
        if "$id" in query:
            asked["variables"] = {"id": _key(server, number)}
        if "$name" in query:
            asked["variables"]["name"] = f"光伏 renamed {place}"
        made.append(json.dumps(asked, ensure_ascii=False).encode())
    return made


def _key(server: str, number: int) -> str:
    key = UUID(f"00000000-0000-4000-8002-{number:012x}")
    return node_id("Startup", key) if server == "ours" else str(key)
