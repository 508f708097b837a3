"""One actor throws generated operations: arguments are the actor's file, address, database, seconds, seed."""

from __future__ import annotations

import asyncio
import json
import random
import re
import sys
import time
import warnings
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import httpx
import schemathesis
from actors import come_in_again, hidden_still
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.errors import HypothesisException
from schemathesis import GenerationMode
from schemathesis.graphql import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EXAMPLES: Final = 4
"""Of one operation in a row."""

BROKEN: Final = ("Traceback", "psycopg", "sqlalchemy", "site-packages", 'File "', "asyncio", "SELECT ", "INTERNAL")


ASTRAY: Final = 0.15
"""Of the ids stay of whatever type they were."""
TARGETS: Final = {
    "file": "StoredFile",
    "import": "SheetImport",
    "target": "Competition",
    "session": "SignInSession",
    "deputy": "Account",
    "consentedOrganization": "Organization",
    "mergedOrganization": "Organization",
    "sourceRound": "Round",
    "otherPlan": "Plan",
    "package": "TechnologyPackage",
}
"""What arguments stand for whose names are not those of types."""

HANDS_OUT: Final = "Mutation.exportAccount"
"""Gives people every row that names them, also those of the works that no page shows."""


class Thrower:
    """Sends what is generated, and keeps what was wrong with the answers."""

    def __init__(self, actor: Mapping[str, Any], address: str, database_url: str) -> None:
        self.actor, self.database_url = actor, database_url
        self.hidden = set(actor["hidden"])
        self.counts: Counter[str] = Counter()
        self.operations: Counter[str] = Counter()
        self.found: dict[tuple[str, str], dict[str, str]] = {}
        headers = {"Authorization": f"Bearer {actor['token']}"}
        self.client = httpx.Client(base_url=address, headers=headers, timeout=120)

    def throw(self, operation: str, document: str) -> None:
        answer = self.client.post("/graphql", json={"query": document})
        self.operations[operation] += 1
        self.counts[self._outcome(answer)] += 1
        for what in self._wrongs(operation, document, answer):
            self.found.setdefault(
                (operation, what.split(":")[0]),
                {"operation": operation, "what": what, "document": document, "answer": answer.text[:1500]},
            )

    def _outcome(self, answer: httpx.Response) -> str:
        try:
            body = answer.json()
        except ValueError:
            return "no JSON"
        errors = body.get("errors")
        return str(errors[0].get("extensions", {}).get("code", "no code")) if errors else "answered"

    def _wrongs(self, operation: str, document: str, answer: httpx.Response) -> Iterator[str]:
        text = answer.text
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            yield f"status {answer.status_code}"
        if self._outcome(answer) in {"no JSON", "no code"}:
            yield self._outcome(answer)
        yield from (f"holds {word!r}" for word in BROKEN if word in text and word not in document)
        leaked = {each for each in self.hidden if each in text and each not in document}
        if leaked and operation != HANDS_OUT:
            still = asyncio.run(hidden_still(self.database_url, UUID(self.actor["account"]), leaked))
            self.hidden -= leaked - still
            if still:
                places = [text[max(0, text.index(each) - 60) : text.index(each) + 60] for each in sorted(still)[:5]]
                yield f"leaks: {len(still)} texts, among them {places}"

    def stay(self) -> None:
        """Come in again after a gesture that ended the session."""
        answer = self.client.post("/graphql", json={"query": "{ viewer { id } }"}).json()
        if not (answer.get("data") or {}).get("viewer"):
            self.counts["came in again"] += 1
            token = asyncio.run(come_in_again(self.database_url, UUID(self.actor["account"])))
            self.client.headers["Authorization"] = f"Bearer {token}"


def main() -> None:
    path, address, database_url, seconds, seed = sys.argv[1:]
    actor = json.loads(Path(path).read_text("utf-8"))
    _teach_scalars([each for ids in actor["ids"].values() for each in ids])
    warnings.simplefilter("ignore")  # of Hypothesis, about examples outside a test
    thrower, chance = Thrower(actor, address, database_url), random.Random(int(seed))  # noqa: S311 - no secret
    schema = schemathesis.graphql.from_url(f"{address}/graphql")
    operations = [found.ok() for found in schema.get_all_operations()]
    until = time.monotonic() + float(seconds)
    while time.monotonic() < until:
        chance.shuffle(operations)
        for operation in operations:
            if time.monotonic() < until:
                _throw_some(thrower, operation, chance)
    counts = dict(thrower.counts.most_common())
    counts |= {"thrown": thrower.operations.total(), "operations": len(thrower.operations), "of": len(operations)}
    counts["texts hidden"] = len(thrower.hidden)
    report = {"email": actor["email"], "seed": seed, "counts": counts, "found": list(thrower.found.values())}
    Path(path).with_suffix(".report").write_text(json.dumps(report), encoding="utf-8")


def _throw_some(thrower: Thrower, operation: Any, chance: random.Random) -> None:
    mode = GenerationMode.NEGATIVE if chance.random() < 0.2 else GenerationMode.POSITIVE

    @seeded(chance.getrandbits(32))
    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case: Any) -> None:
        thrower.throw(operation.label, aimed(case.body, operation.label, thrower.actor["ids"], chance))

    try:
        run()
    except HypothesisException as problem:
        thrower.counts[f"not made: {type(problem).__name__}"] += 1
    thrower.stay()


def aimed(document: str, operation: str, ids: Mapping[str, list[str]], chance: random.Random) -> str:
    """The document with most of its ids turned into ids of the type that their argument asks for."""
    kinds = {node: kind for kind, nodes in ids.items() for node in nodes}

    def turn(found: re.Match[str]) -> str:
        name, opening, value = found.groups()
        own = operation.partition(".")[2] if name == "id" else re.sub("Ids?$", "", name)
        kind = TARGETS.get(own, own[:1].upper() + own[1:])
        if value not in kinds or not ids.get(kind) or chance.random() < ASTRAY:
            return found[0]
        return f'{name}: {opening}"{chance.choice(ids[kind])}"'

    return re.sub(r'(\w+): (\[?)"([^"\\\n]*)"', turn, document)


def _teach_scalars(ids: list[str]) -> None:
    """What ids and the scalars of the API look like: mostly right, sometimes not."""
    words = st.one_of(st.sampled_from(["x", "污水", "%", "\\", "a b", "2026-01-01"]), st.text(max_size=20))
    schemathesis.graphql.scalar("ID", st.one_of(*[st.sampled_from(ids)] * 6, st.text(max_size=30)).map(nodes.String))
    whole = st.one_of(*[st.integers(1, 3)] * 4, st.integers(-(2**31), 2**31 - 1))  # most rows have low versions
    schemathesis.graphql.scalar("Int", whole.map(nodes.Int))
    schemathesis.graphql.scalar("String", words.map(nodes.String))
    schemathesis.graphql.scalar("Date", st.one_of(st.dates().map(str), words).map(nodes.String))
    moments = st.datetimes().map(lambda moment: f"{moment.isoformat()}Z")
    schemathesis.graphql.scalar("DateTime", st.one_of(moments, words).map(nodes.String))
    schemathesis.graphql.scalar("Long", st.integers(-(2**63), 2**63).map(nodes.Int))
    decimals = st.decimals(allow_nan=False, allow_infinity=False).map(str)
    schemathesis.graphql.scalar("Decimal", st.one_of(decimals, words).map(nodes.String))
    schemathesis.graphql.scalar("JSON", st.one_of(words.map(nodes.String), st.integers(-9, 9).map(nodes.Int)))


if __name__ == "__main__":
    main()
