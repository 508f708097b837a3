"""What is kept of a person is handed out whole, and erased but for a pseudonym."""

import re
from typing import Any
from uuid import UUID

import orjson
import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

import services.migrations.rooms  # noqa: F401 - every table of every room
from services.identity.commands import NewAccount, create_account, sign_in
from services.identity.links import request_password_reset
from services.identity.models import Account
from services.identity.passwords import HASHER
from services.identity.portable import HANDED_OUT, KEPT_BACK
from services.identity.sessions import authenticate
from services.kit.actor import NOBODY, SYSTEM
from services.kit.database import Database
from services.kit.refusals import NotAllowed, RuleBroken
from services.organizations.leaving import erase_account, export_account
from services.organizations.models import MemberRole
from tests.factories.competitions import make_event
from tests.factories.files import make_file
from tests.factories.identity import actor_of, make_account, make_api_token
from tests.factories.organizations import make_invitation, make_membership, make_organization

EMAIL = "li@greenbridge.example"
PASSWORD = "correct horse battery"


@pytest.fixture
async def person(database: Database) -> Account:
    async with database.transaction(SYSTEM) as tx:
        return await create_account(tx, SYSTEM, NewAccount(EMAIL, "李小绿"), HASHER.hash(PASSWORD))


async def rows(database: Database, query: str, **given: Any) -> list[Any]:
    async with database.transaction(SYSTEM) as tx:
        return list(await tx.scalars(text(query), given))


async def live_a_little(database: Database, person: Account) -> None:
    """Leave something in several rooms."""
    await sign_in(database, EMAIL, PASSWORD)
    async with database.transaction(SYSTEM) as tx:
        await make_api_token(tx, person)
        organization = await make_organization(tx, name="青禾研究院")
        await make_membership(tx, person, organization)
        await make_invitation(tx, person, organization.id)
        event = await make_event(tx, judges=1, entries=1)
        await tx.execute(text("UPDATE judge SET account_id = :id"), {"id": person.id})
        assert event.judges
    async with database.transaction(actor_of(person)) as tx:
        await make_file(tx, actor_of(person), b"a,b\n")


async def test_all_that_names_a_person_is_handed_out_but_secrets(database: Database, person: Account) -> None:
    await live_a_little(database, person)
    document = orjson.loads(await export_account(database, actor_of(person)))
    assert document["account"][0]["email"] == EMAIL
    assert {
        "membership", "judge", "invitation", "api_token", "sign_in_session", "stored_file", "familiar_address",
    } <= document.keys()  # fmt: skip
    assert document["membership"][0]["organization"] == "青禾研究院"
    beside = {"created_at", "as", "organization", "competition"}
    parts = {table: {*columns} | beside for table, columns in HANDED_OUT.items()}
    assert [table for table, each in document.items() if any(row.keys() - parts[table] for row in each)] == []


async def test_nobody_else_and_no_key_is_handed_out(database: Database, person: Account) -> None:
    """What happened between rooms names others by their keys: none of it is in the document."""
    await live_a_little(database, person)
    async with database.transaction(SYSTEM) as tx:
        other = await make_account(tx, email="boss@example.org", name="王敏")
        await tx.execute(
            text("INSERT INTO delegation (id, created_at, account_id, deputy_id, reason, starts_on, ends_on)"
                 " VALUES (gen_random_uuid(), now(), :other, :person, '出差', now(), now())"),
            {"other": other.id, "person": person.id},
        )  # fmt: skip
    text_of = await export_account(database, actor_of(person))
    document = orjson.loads(text_of)
    assert document["delegation"][0]["as"] == "deputy"
    assert "event" not in document
    assert re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", text_of) == []
    assert "王敏" not in text_of


def test_every_table_that_names_people_says_what_is_handed_out() -> None:
    tables = {
        table.name: table
        for table in SQLModel.metadata.sorted_tables
        if any(key.target_fullname == "account.id" for each in table.c for key in each.foreign_keys)
    }
    assert {*HANDED_OUT, *KEPT_BACK} == {*tables, "account"}
    for name, table in tables.items():
        for column in HANDED_OUT.get(name, ()):
            assert column in table.c
            assert table.c[column].type.python_type is not bytes
            named = column in {"organization_id", "competition_id"}
            assert named or table.c[column].type.python_type is not UUID


async def test_leaving_needs_the_password(database: Database, person: Account) -> None:
    with pytest.raises(NotAllowed, match="WRONG_PASSWORD"):
        await erase_account(database, actor_of(person), "wrong horse battery")
    assert await rows(database, "SELECT email FROM account WHERE id = :id", id=person.id) == [EMAIL]


async def test_who_left_is_a_pseudonym_and_cannot_come_back_in(database: Database, person: Account) -> None:
    await live_a_little(database, person)
    signed = await sign_in(database, EMAIL, PASSWORD)
    await request_password_reset(database, EMAIL)
    await erase_account(database, actor_of(person), PASSWORD)
    assert await authenticate(database, signed.token) == NOBODY
    with pytest.raises(NotAllowed, match="WRONG_EMAIL_OR_PASSWORD"):
        await sign_in(database, EMAIL, PASSWORD)
    for table in ("account_password", "sign_in_session", "api_token", "membership", "stored_file", "familiar_address"):
        found = await rows(database, f"SELECT id FROM {table} WHERE account_id = :id", id=person.id)  # noqa: S608 - literals
        assert found == [], table
    assert await rows(database, "SELECT id FROM mailed_link") == []
    [name] = await rows(database, "SELECT name FROM account WHERE id = :id AND erased_at IS NOT NULL", id=person.id)
    assert name == f"已注销账号 {person.id.hex[-8:]}"
    assert await rows(database, "SELECT account_id FROM judge") == [person.id]
    everything = await rows(database, "SELECT a::text FROM account a")
    assert not any(EMAIL in row or "李小绿" in row for row in everything)


async def test_the_address_is_free_again(database: Database, person: Account) -> None:
    await erase_account(database, actor_of(person), PASSWORD)
    async with database.transaction(SYSTEM) as tx:
        again = await create_account(tx, SYSTEM, NewAccount(EMAIL, "李小绿"), None)
    assert again.id != person.id


async def test_who_alone_speaks_for_others_hands_over_first(database: Database, person: Account) -> None:
    async with database.transaction(SYSTEM) as tx:
        alone = await make_organization(tx, name="一人公司", admin=person)
        shared = await make_organization(tx, name="青禾研究院", admin=person)
        colleague = await make_account(tx)
        membership = await make_membership(tx, colleague, shared)
    with pytest.raises(RuleBroken, match=r"ONLY_ADMIN\(organization=青禾研究院\)"):
        await erase_account(database, actor_of(person), PASSWORD)
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(
            text("UPDATE membership SET role = :role WHERE id = :id"),
            {"role": MemberRole.ADMIN.value, "id": membership.id},
        )
    await erase_account(database, actor_of(person), PASSWORD)
    remaining = "SELECT account_id FROM membership WHERE organization_id = :id"
    assert await rows(database, remaining, id=shared.id) == [colleague.id]
    assert await rows(database, remaining, id=alone.id) == []
