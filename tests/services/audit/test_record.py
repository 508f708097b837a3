"""What is put on record of a change: by whom, as what, before and after; and what never is."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import errors
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from services.catalog.models import Need, NeedIndicator
from services.identity.api_tokens import create_api_token
from services.identity.commands import NewAccount, create_account
from services.identity.models import TokenScope
from services.identity.portable import erase
from services.judging.conflicts import store_conflicts
from services.judging.models import ConflictSource
from services.judging.queries import ConflictRow
from services.judging.values import ConflictKind
from services.kit.actor import NOBODY, SYSTEM, Actor, Origin, Reach
from services.kit.audits import SUMMARY_ROWS
from services.kit.cause import Cause, because
from services.kit.database import Database, elevated
from services.organizations.models import Organization
from tests.factories.catalog import make_need
from tests.factories.competitions import make_event
from tests.factories.identity import actor_of, make_account
from tests.factories.organizations import make_invitation, make_organization

HERE = Origin("203.0.113.7", "Firefox/144")


async def entries(tx: AsyncSession, subject_id: UUID, table: str | None = None) -> Sequence[Any]:
    """The record of a subject, oldest first; as the system reads it."""
    rows = await tx.execute(
        text(
            "SELECT e.*, o.address, o.agent FROM audit_entry e LEFT JOIN audit_origin o ON o.id = e.origin_id"
            " WHERE subject_id = :subject AND (object_table = :table OR CAST(:table AS text) IS NULL)"
            " ORDER BY transaction_number, created_at, id"
        ),
        {"subject": subject_id, "table": table},
    )
    return rows.all()


@pytest.fixture
async def owner(database: Database) -> tuple[Actor, Organization]:
    async with database.transaction(SYSTEM) as tx:
        account = await make_account(tx)
        return actor_of(account), await make_organization(tx, admin=account)


async def test_a_change_says_who_by_which_gesture_from_where_and_what(
    database: Database, owner: tuple[Actor, Organization]
) -> None:
    actor, organization = owner
    with because(Cause("post_need", actor, HERE)):
        async with database.transaction(actor) as tx:
            need = Need(organization_id=organization.id, title="染整废水", wanted_count=2)
            tx.add(need)
    deputy = Actor(account_id=actor.account_id, deputy_id=UUID(int=5))
    with because(Cause("edit_need", deputy)):
        async with database.transaction(deputy) as tx:
            row = await tx.get_one(Need, need.id)
            row.title, row.version, row.chain_nodes = "高盐废水", 2, ["印染"]
    with because(Cause("withdraw", Actor(actor.account_id, reach=Reach.WRITE, token_id=UUID(int=6)))):
        async with database.transaction(SYSTEM) as tx:
            await tx.delete(await tx.get_one(Need, need.id))
    async with database.transaction(SYSTEM) as tx:
        made, edited, gone = await entries(tx, need.id)
    assert [(each.done_by, each.gesture, each.operation) for each in (made, edited, gone)] == [
        ("PERSON", "post_need", "INSERT"),
        ("PERSON", "edit_need", "UPDATE"),
        ("PROGRAM", "withdraw", "DELETE"),
    ]
    assert {each.actor_id for each in (made, edited, gone)} == {actor.account_id}
    assert [each.deputy_id for each in (made, edited, gone)] == [None, UUID(int=5), None]
    assert [each.token_id for each in (made, edited, gone)] == [None, None, UUID(int=6)]
    assert [(each.address, each.agent) for each in (made, edited)] == [(HERE.address, HERE.agent), (None, None)]
    assert {each.organization_id for each in (made, edited, gone)} == {organization.id}
    assert (made.before, made.after["title"], made.after["wanted_count"]) == (None, "染整废水", 2)
    assert edited.before == {"title": "染整废水", "chain_nodes": []}
    assert edited.after == {"title": "高盐废水", "chain_nodes": ["印染"]}
    assert (gone.before["title"], gone.after) == ("高盐废水", None)


async def test_what_changes_nothing_leaves_no_trace(database: Database, owner: tuple[Actor, Organization]) -> None:
    actor, organization = owner
    async with database.transaction(SYSTEM) as tx:
        issued = await create_api_token(tx, actor, "程序", TokenScope.READ, 5)
        before = await tx.scalar(text("SELECT count(*) FROM audit_entry"))
        await tx.execute(text("UPDATE organization SET name = name, version = version + 1"))
        await tx.execute(text("UPDATE api_token SET used_at = now()"))
        await tx.execute(text("DELETE FROM zone"))
        assert await tx.scalar(text("SELECT count(*) FROM audit_entry")) == before
        await tx.execute(text("UPDATE api_token SET used_at = now(), name = 'x'"))
        row = (await entries(tx, issued.row.id))[-1]
    assert (row.account_id, row.before["name"], row.after["name"]) == (actor.account_id, "程序", "x")
    assert organization.version == 1


async def test_who_acts_as_the_system_for_a_step_is_still_named(
    database: Database, owner: tuple[Actor, Organization]
) -> None:
    actor, organization = owner
    async with database.transaction(actor) as tx, elevated(tx, actor):
        await tx.execute(text("UPDATE organization SET province = '江苏'"))
    async with database.transaction(NOBODY) as tx, elevated(tx, NOBODY):
        await tx.execute(text("UPDATE organization SET province = '山东'"))
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("UPDATE organization SET province = '广东'"))
        found = (await entries(tx, organization.id, "organization"))[-3:]
    assert [(each.done_by, each.actor_id) for each in found] == [
        ("PERSON", actor.account_id),
        ("NOBODY", None),
        ("SYSTEM", None),
    ]


async def test_a_hand_in_the_database_itself_is_on_record(
    database: Database, database_url: str, owner: tuple[Actor, Organization]
) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("UPDATE organization SET name = 'anders'")
    async with database.transaction(SYSTEM) as tx:
        found = (await entries(tx, owner[1].id, "organization"))[-1]
    assert (found.done_by, found.actor_id, found.gesture, found.after) == ("OUTSIDE", None, "", {"name": "anders"})


async def test_parts_stand_in_the_history_of_their_whole_also_when_they_go_with_it(
    database: Database, owner: tuple[Actor, Organization]
) -> None:
    _, organization = owner
    async with database.transaction(SYSTEM) as tx:
        need = await make_need(tx, organization, publish=False)
        key, parts = need.id, await tx.scalar(text("SELECT count(*) FROM need_indicator"))
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("DELETE FROM need"))
        made = await entries(tx, key, NeedIndicator.__tablename__)
    operations = [each.operation for each in made]
    assert (operations.count("INSERT"), operations.count("DELETE")) == (parts, parts)
    assert {(each.organization_id, each.subject_table) for each in made} == {(organization.id, "need")}


async def test_many_rows_in_one_statement_are_one_entry_where_they_come_by_the_thousands(
    database: Database,
) -> None:
    count = SUMMARY_ROWS + 4
    async with database.transaction(SYSTEM) as tx:
        event = await make_event(tx, judges=4, entries=count // 4)
        await tx.execute(text("DELETE FROM conflict"))
        pairs = [(judge.id, entry.id) for judge in event.judges for entry in event.entries]
        rows = [ConflictRow(*pair, ConflictKind.KIN, ConflictSource.IMPORTED) for pair in pairs]
        await store_conflicts(tx, event.competition.id, rows[:3], ConflictSource.IMPORTED)
        await store_conflicts(tx, event.competition.id, rows[3:], ConflictSource.IMPORTED)
        digest = await tx.scalar(
            text(
                "SELECT encode(sha256(string_agg(sha256(convert_to(c::text, 'UTF8')), ''::bytea ORDER BY id)), 'hex')"
                " FROM conflict c WHERE (judge_id, entry_id) NOT IN"
                " (SELECT judge_id, entry_id FROM conflict ORDER BY id LIMIT 3)"
            )
        )
        recorded = await entries(tx, event.competition.id, "conflict")
    summary = recorded[-1]
    assert len([each for each in recorded if each.operation == "INSERT" and each.object_id is None]) == 1
    assert (summary.row_count, summary.object_id, summary.after) == (count - 3, None, {"sha256": digest})
    assert summary.organization_id == event.organization.id
    async with database.transaction(SYSTEM) as tx:
        await tx.execute(text("UPDATE conflict SET kind = 'ADVISOR'"))
        await tx.execute(text("DELETE FROM competition"))
        changed, removed = (await entries(tx, event.competition.id, "conflict"))[-2:]
    assert [(each.operation, each.row_count) for each in (changed, removed)] == [("UPDATE", count), ("DELETE", count)]
    assert removed.organization_id == event.organization.id


async def test_secrets_and_names_of_people_are_nowhere_in_the_record(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        new = NewAccount("li.ming@example.org", "李明")
        account = await create_account(tx, SYSTEM, new, "$argon2id$v=19$secret")
        organization = await make_organization(tx, admin=account)
        issued = await create_api_token(tx, actor_of(account), "程序", TokenScope.READ, 5)
        await make_invitation(tx, account, organization.id, email="zhang@example.org")
        need = await make_need(tx, organization)
        await tx.execute(text("UPDATE need_private SET contact_phone = '13800001111', contact_name = '赵六'"))
        await tx.execute(
            text("INSERT INTO second_factor VALUES (gen_random_uuid(), now(), :id, 'JBSWY3DP', 1)"), {"id": account.id}
        )
        said = str([tuple(row) for row in await tx.execute(text("SELECT * FROM audit_entry"))])
        password = (await entries(tx, account.id, "account_password"))[0]
        person = (await entries(tx, account.id, "account"))[0]
        contact = (await entries(tx, need.id, "need_private"))[-1]
    for secret in ("li.ming", "李明", "argon2id", "zhang@", "13800001111", "赵六", "JBSWY3DP"):
        assert secret not in said, secret
    assert issued.row.token_hash.hex() not in said
    assert password.after["password_hash"] == {"secret": True}
    assert set(person.after["email"]) == set(contact.after["contact_phone"]) == {"veiled"}


async def test_a_veil_tells_whether_a_value_is_the_same_but_not_whether_two_people_share_it(
    database: Database,
) -> None:
    async with database.transaction(SYSTEM) as tx:
        first, second = await make_account(tx, name="李明"), await make_account(tx, name="李明")
        await tx.execute(text("UPDATE account SET name = '李敏'"))
        await tx.execute(text("UPDATE account SET name = '李明'"))
        made, there, back = await entries(tx, first.id)
        other = (await entries(tx, second.id))[0]
    assert made.after["name"] == there.before["name"] == back.after["name"] != there.after["name"]
    assert other.after["name"] != made.after["name"]


async def test_an_erased_account_leaves_a_pseudonym_and_no_address(
    database: Database, owner: tuple[Actor, Organization]
) -> None:
    actor, organization = owner
    assert actor.account_id
    with because(Cause("edit_organization", actor, HERE)):
        async with database.transaction(actor) as tx:
            await tx.execute(text("UPDATE organization SET province = '江苏'"))
    async with database.transaction(SYSTEM) as tx:
        assert (await entries(tx, organization.id, "organization"))[-1].address == HERE.address
        await erase(tx, actor.account_id)
        found = (await entries(tx, organization.id, "organization"))[-1]
    assert (found.actor_id, found.address, found.origin_id is None) == (actor.account_id, None, False)


FORBIDDEN = [
    "INSERT INTO audit_link VALUES (gen_random_uuid(), now(), 1, 1, '')",
    "INSERT INTO audit_entry SELECT * FROM audit_entry",
    "UPDATE audit_entry SET gesture = ''",
    "DELETE FROM audit_entry",
    "DELETE FROM audit_link",
    "TRUNCATE audit_entry",
    "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
    "SELECT * FROM audit_key",
    "SELECT audit_veil('account.name', gen_random_uuid(), 'x')",
    "SELECT audit_origin(gen_random_uuid(), '', '')",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
async def test_no_process_writes_the_record_past_its_triggers(
    database: Database, owner: tuple[Actor, Organization], statement: str
) -> None:
    assert owner
    for actor in (SYSTEM, owner[0]):
        with pytest.raises(DBAPIError) as refused:
            async with database.transaction(actor) as tx:
                await tx.execute(text(statement))
        assert isinstance(refused.value.orig, errors.InsufficientPrivilege), actor


@pytest.mark.parametrize("table", ["audit_entry", "audit_link"])
def test_not_even_the_owner_changes_the_record_by_mistake(database_url: str, table: str) -> None:
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET created_at = now()", f"TRUNCATE {table}"):  # noqa: S608 - of ours
        with psycopg.connect(database_url) as connection, pytest.raises(errors.RestrictViolation):
            connection.execute(statement)
