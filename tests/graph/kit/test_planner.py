from uuid import UUID

import pytest
from graphql.execution.values import VariableValues

from graph.kit.api import Api
from graph.kit.node_ids import node_id
from services.kit.actor import NOBODY, Actor
from services.kit.database import Database
from tests.graph.kit.asking import ask_planned, ask_resolved
from tests.graph.kit.demo import OWNER


async def test_a_row_with_every_kind_of_column(api: Api, read_database: Database) -> None:
    answer = await ask_planned(
        api,
        read_database,
        """query ($id: ID!) { judge(id: $id) {
            __typename id name kind fee seen seniority settings fields isActive scoreCount
            organization { name foundedOn }
        } }""",
        id=node_id("Judge", UUID(int=201)),
    )
    assert answer == {
        "judge": {
            "__typename": "Judge",
            "id": node_id("Judge", UUID(int=201)),
            "name": "评委 1\n",
            "kind": "TECHNICAL",
            "fee": "12.50",
            "seen": 2147483649,
            "seniority": 0.25,
            "settings": {"zh": "中文", "n": [1, None, {"deep": True}]},
            "fields": ["储能"],
            "isActive": True,
            "scoreCount": 4,
            "organization": {"name": "100% Solar_Lab", "foundedOn": "2001-02-04"},
        }
    }


async def test_what_row_security_hides_is_null_or_absent(api: Api, read_database: Database) -> None:
    query = """{
        organizations { totalCount }
        judges(filter: {name: "评委 2"}) { nodes { organization { name } } }
    }"""
    hidden = await ask_planned(api, read_database, query, NOBODY)
    shown = await ask_planned(api, read_database, query, Actor(account_id=OWNER))
    assert hidden["organizations"]["totalCount"] == 3
    assert shown["organizations"]["totalCount"] == 4
    assert [node["organization"] for node in hidden["judges"]["nodes"]].count(None) == 2
    assert [node["organization"] for node in shown["judges"]["nodes"]].count(None) == 1


@pytest.mark.parametrize(
    "bad", ["", "x", node_id("Entry", UUID(int=201)), node_id("Nothing", UUID(int=1)), "SnVkZ2U6eA=="]
)
async def test_an_id_of_something_else_finds_nothing(api: Api, read_database: Database, bad: str) -> None:
    query = "query ($id: ID!) { judge(id: $id) { name } }"
    assert await ask_planned(api, read_database, query, id=bad) == {"judge": None}
    assert await ask_resolved(api, read_database, query, id=bad) == {"judge": None}


@pytest.mark.parametrize("few", [0, 1, 2])
async def test_sizes_of_the_document_are_constants_and_others_parameters(
    api: Api, read_database: Database, few: int
) -> None:
    query = """query ($few: Int) {
        judges(first: 3) { nodes { name } }
        last: judges(last: 2) { nodes { name } }
        few: judges(first: $few) { nodes { name } }
    }"""
    answer = await ask_planned(api, read_database, query, few=few)
    assert [len(answer[name]["nodes"]) for name in ("judges", "last", "few")] == [3, 2, few]
    operation = api.documents.get(query).find_operation(None)
    assert operation is not None
    coerced = operation.coerce({"few": few})
    assert isinstance(coerced, VariableValues)
    arguments = operation.arguments(coerced)
    sizes = [value for value in api.planner.plan_query(operation, arguments).bind(arguments) if isinstance(value, int)]
    assert sizes == [few]
