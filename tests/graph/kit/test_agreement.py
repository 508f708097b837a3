"""The fast lane, Strawberry with every field resolved, and the oracle give the same answer to anything one may ask."""

import asyncio
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph.kit.api import Api
from graph.kit.limits import Limits
from services.kit.actor import NOBODY, Actor
from services.kit.database import Database
from tests.graph.kit.asking import ask_planned, ask_resolved
from tests.graph.kit.demo import OWNER
from tests.graph.kit.operations import operations
from tests.graph.kit.oracle import ask_oracle, load

ACTORS = [NOBODY, Actor(account_id=OWNER)]
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""Shrinking an operation through a database takes minutes and the drawn one is readable."""
LIMITS = Limits(rows=10**9, depth=30, aliases=1000, fields=10_000, cost_budget=10**15)


@pytest.mark.parametrize("allow_python", [False, True])
def test_every_way_gives_the_same_answer(read_demo_url: str, api: Api, *, allow_python: bool) -> None:
    generous = Api(api.schema, limits=LIMITS, is_development=True)
    with asyncio.Runner() as runner:
        database = runner.run(_opened(read_demo_url))
        oracles = {actor: runner.run(load(database, actor)) for actor in ACTORS}

        @settings(max_examples=150, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
        @given(operations(generous.documents.schema, allow_python=allow_python), st.sampled_from(ACTORS))
        def compare(drawn: tuple[str, dict[str, Any]], actor: Actor) -> None:
            query, variables = drawn
            assert generous.documents.get(query).errors == []
            expected = runner.run(ask_oracle(oracles[actor], generous, query, **variables))
            resolved = runner.run(ask_resolved(generous, database, query, actor, **variables))
            assert _ordered(resolved) == _ordered(expected)
            operation = generous.documents.get(query).find_operation(None)
            if operation is not None and operation.is_plannable:
                planned = runner.run(ask_planned(generous, database, query, actor, **variables))
                assert _ordered(planned) == _ordered(expected)

        compare()
        runner.run(database.close())


async def _opened(url: str) -> Database:
    database = Database(url, pool_size=2)
    await database.open()
    return database


def _ordered(answer: Any) -> Any:
    """The answer with its objects as lists of pairs, so that the order of the fields counts too."""
    if isinstance(answer, dict):
        return [(name, _ordered(value)) for name, value in answer.items()]
    return [_ordered(member) for member in answer] if isinstance(answer, list) else answer
