"""Acting for somebody over HTTP: by a header, while it is agreed, never for what concerns the account itself."""

from typing import Any

import orjson
from fastapi import FastAPI

from services.kit.actor import SYSTEM
from services.kit.clock import today
from services.kit.database import Database
from tests.graph.console import CLIENT, PASSWORD, Console, console

FOUND = """
mutation ($name: String!) {
  createOrganization(input: {kind: ENTERPRISE, name: $name}) {
    __typename ... on CreateOrganizationSuccess { organization { id } } ... on InvalidInput { faults { code } }
  }
}
"""
DELEGATE = """
mutation ($input: DelegateInput!) {
  delegate(input: $input) {
    __typename ... on DelegateSuccess { delegation { id reason deputy { name } } } ... on NotAllowed { code }
  }
}
"""
EXPORT = "mutation { exportAccount { __typename ... on ExportAccountSuccess { document } ... on NotAllowed { code } } }"
ERASE = """
mutation ($password: String!) {
  eraseAccount(input: {password: $password}) { __typename ... on EraseAccountSuccess { isErased } }
}
"""
DONE = "{ viewer { name deputyGestures { nodes { gesture deputy { name } } } } }"


async def colleagues(database: Database, first: Console, second: Console) -> tuple[str, str]:
    """Two people of one organization; returns their node ids."""
    first_id = await first.register("li@greenbridge.example", "李小绿")
    second_id = await second.register("zhao@greenbridge.example", "赵")
    await first.ask(FOUND, name="青禾研究院")
    async with database.transaction(SYSTEM) as tx:
        connection = await tx.connection()
        await connection.exec_driver_sql(
            "INSERT INTO membership (id, created_at, account_id, organization_id, role, version) "
            "SELECT gen_random_uuid(), now(), a.id, o.id, 'MEMBER', 1 FROM account a, "
            "organization o WHERE a.name = '赵'"
        )
    return first_id, second_id


def agreed(deputy_id: str) -> dict[str, Any]:
    day = today().isoformat()
    return {"deputyId": deputy_id, "startsOn": day, "endsOn": day, "reason": "年假"}


async def test_a_deputy_acts_by_a_header_and_on_record(app: FastAPI, database: Database) -> None:
    async with console(app) as principal, console(app) as deputy:
        principal_id, deputy_id = await colleagues(database, principal, deputy)
        behalf = CLIENT | {"X-GreenBridge-On-Behalf-Of": principal_id}
        early = await deputy.post(FOUND, headers=behalf, name="绿源")
        assert (early.status_code, early.json()["errors"][0]["extensions"]["code"]) == (403, "NOT_A_DEPUTY")
        made = await principal.ask(DELEGATE, input=agreed(deputy_id))
        assert made["delegate"]["delegation"]["deputy"] == {"name": "赵"}
        assert (await deputy.ask("{ viewer { name } }", headers=behalf))["viewer"] == {"name": "李小绿"}
        founded = await deputy.ask(FOUND, headers=behalf, name="绿源")
        assert founded["createOrganization"]["__typename"] == "CreateOrganizationSuccess"
        refused = await deputy.ask(FOUND, headers=behalf, name="绿源")
        assert refused["createOrganization"]["faults"] == [{"code": "NOT_UNIQUE"}]
        done = (await principal.ask(DONE))["viewer"]["deputyGestures"]["nodes"]
        assert done == [{"gesture": "create_organization", "deputy": {"name": "赵"}}]


async def test_a_deputy_leaves_the_account_itself_alone(app: FastAPI, database: Database) -> None:
    async with console(app) as principal, console(app) as deputy:
        principal_id, deputy_id = await colleagues(database, principal, deputy)
        await principal.ask(DELEGATE, input=agreed(deputy_id))
        behalf = CLIENT | {"X-GreenBridge-On-Behalf-Of": principal_id}
        assert (await deputy.ask(EXPORT, headers=behalf))["exportAccount"]["code"] == "OWNER_REQUIRED"
        again = await deputy.ask(DELEGATE, headers=behalf, input=agreed(deputy_id))
        assert again["delegate"]["code"] == "OWNER_REQUIRED"


async def test_a_header_that_names_nobody_is_refused(app: FastAPI) -> None:
    async with console(app) as browser:
        await browser.register("li@greenbridge.example")
        for named in ("", "nonsense", "T3JnYW5pemF0aW9uOjE="):
            headers = CLIENT | {"X-GreenBridge-On-Behalf-Of": named}
            assert (await browser.post("{ viewer { name } }", headers=headers)).status_code == 403


async def test_a_deputy_follows_links_to_files_as_whom_they_act_for(app: FastAPI, database: Database) -> None:
    async with console(app) as principal, console(app) as deputy, console(app) as nobody:
        principal_id, deputy_id = await colleagues(database, principal, deputy)
        stored = await principal.http.post("/files?name=a.csv", content=b"n\n1\n", headers=CLIENT)
        link = f"/files/{stored.json()['id'].removeprefix('StoredFile_')}"
        behalf = f"{link}?onBehalfOf={principal_id}"
        early = await deputy.http.get(behalf)
        assert (early.status_code, early.json()["errors"][0]["extensions"]["code"]) == (403, "NOT_A_DEPUTY")
        await principal.ask(DELEGATE, input=agreed(deputy_id))
        found = await deputy.http.get(behalf)
        assert (found.status_code, found.content) == (200, b"n\n1\n")
        assert (await deputy.http.get(link)).status_code == 404
        assert (await nobody.http.get(behalf)).status_code == 403
        post = await deputy.http.post(
            f"/graphql?onBehalfOf={principal_id}", json={"query": "{ viewer { name } }"}, headers=CLIENT
        )
        assert post.json() == {"data": {"viewer": {"name": "赵"}}}  # what may change something wants the header


async def test_one_takes_ones_data_along_and_leaves(app: FastAPI) -> None:
    async with console(app) as browser:
        await browser.register("li@greenbridge.example")
        document = orjson.loads((await browser.ask(EXPORT))["exportAccount"]["document"])
        assert document["account"][0]["email"] == "li@greenbridge.example"
        assert (await browser.ask(ERASE, password=PASSWORD))["eraseAccount"] == {
            "__typename": "EraseAccountSuccess",
            "isErased": True,
        }
        assert await browser.ask("{ viewer { name } }") == {"viewer": None}
