"""What a read may cost is known before it runs, and nobody reads more than their share."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.kit import budgets as rooms
from graph.kit.api import Api, PlannedSchema
from graph.kit.budgets import Budgets
from graph.kit.limits import BadRequest, Limits
from graph.kit.node_ids import node_id
from services.kit.actor import NOBODY, SYSTEM, Actor
from services.kit.database import Database
from tests.graph.kit.asking import ask_planned, execute
from tests.graph.kit.demo import OWNER, JudgeRow

PERSON = Actor(account_id=OWNER)


def _cost(api: Api, query: str, **variables: Any) -> int:
    operation = api.documents.get(query).find_operation(None)
    assert operation is not None
    coerced: Any = operation.coerce(variables)
    arguments = operation.arguments(coerced)
    return api.planner.plan_query(operation, arguments).cost(arguments, api.limits)


@pytest.mark.parametrize(
    ("query", "cost"),
    [
        ("{ __typename }", 1),
        ("{ judges(first: 7) { nodes { name } } }", 8),
        ("{ judges(first: 7) { totalCount } }", 208),
        ("{ judges(first: 7) { nodes { scores(first: 3) { nodes { points } } } } }", 1 + 7 + 21),
        ("{ judges(first: 7) { totalCount nodes { scores(first: 3) { totalCount } } } }", 1 + 7 + 21 + 200 + 7 * 200),
        ("{ topEntries { title scores(first: 2) { nodes { points } } } }", 1 + 5 + 10),
    ],
)
def test_a_plan_tells_its_cost_in_rows(api: Api, query: str, cost: int) -> None:
    assert _cost(api, query) == cost


async def test_who_is_over_the_budget_is_refused_with_numbers_and_nobody_else(
    demo_schema: PlannedSchema, read_database: Database
) -> None:
    api = Api(demo_schema, limits=Limits(cost_budget=30, cost_per_second=1))
    query = "{ judges(first: 19) { nodes { name } } }"
    await ask_planned(api, read_database, query, PERSON)
    with pytest.raises(BadRequest) as refused:
        await ask_planned(api, read_database, query, PERSON)
    wanted = {"asked": 20, "left": 10, "allowed": 30, "retryAfterSeconds": 10}
    assert refused.value.extensions == {"code": "TOO_COSTLY", "params": wanted}
    for other in (NOBODY, SYSTEM, SYSTEM):
        assert len((await ask_planned(api, read_database, query, other))["judges"]["nodes"]) == 19


async def test_a_read_beyond_any_budget_never_reaches_the_database(
    demo_schema: PlannedSchema, demo_database: Database
) -> None:
    api = Api(demo_schema, limits=Limits(cost_budget=30))
    async with demo_database.transaction(SYSTEM) as tx:  # whoever read a judge now would wait for ever
        await (await tx.connection()).exec_driver_sql(f"LOCK TABLE {JudgeRow.__tablename__} IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(BadRequest) as refused:
            await ask_planned(api, demo_database, "{ judges(first: 99) { nodes { name } } }", PERSON)
    assert refused.value.extensions == {"code": "TOO_COSTLY", "params": {"asked": 100, "left": 30, "allowed": 30}}


async def test_the_answer_to_a_gesture_is_never_refused(demo_schema: PlannedSchema, demo_database: Database) -> None:
    api = Api(demo_schema, limits=Limits(cost_budget=1, cost_per_second=1))
    mutation = """mutation ($id: ID!) { renameEntry(input: {entryId: $id, title: "x"}) {
        ... on RenameEntrySuccess { entry { title scores(first: 50) { nodes { points } } } } } }"""
    for entry in (301, 302):
        key = node_id("Entry", type(OWNER)(int=entry))
        data, errors = await execute(api, demo_database, mutation, PERSON, id=key)
        assert (data["renameEntry"]["entry"]["title"], errors) == ("x", [])
    with pytest.raises(BadRequest):
        await ask_planned(api, demo_database, "{ judges { nodes { name } } }", PERSON)


@given(st.lists(st.tuples(st.floats(0, 5), st.integers(1, 80)), max_size=40))
def test_nobody_reads_more_than_the_budget_and_what_came_back(asked: list[tuple[float, int]]) -> None:
    limits = Limits(cost_budget=100, cost_per_second=10)
    account, moment, spent = Budgets(limits), 0.0, 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rooms, "monotonic", lambda: moment)
        for pause, cost in asked:
            moment += pause
            try:
                account.spend("a", cost)
            except BadRequest as refusal:
                wait = (refusal.extensions or {})["params"]["retryAfterSeconds"]
                moment += wait
                account.spend("a", cost)  # after the wait it was told, it passes
            spent += cost
            assert spent <= limits.cost_budget + moment * limits.cost_per_second + 1e-6
