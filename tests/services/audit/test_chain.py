"""The chain: in an order that commits cannot upset, and broken by whatever anybody does to the record."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from services.audit import commands
from services.audit.commands import seal, verify_chain
from services.audit.rules import BEGINNING, ChainFault, content_of
from services.kit.actor import NOBODY, SYSTEM, Origin
from services.kit.cause import Cause, because
from services.kit.database import Database
from tests.factories.identity import actor_of, make_account
from tests.factories.organizations import make_organization

CHANGES = 6


@pytest.fixture
async def record(database: Database) -> Database:
    """A sealed record of a few changes, one entry each, some of them from somewhere."""
    async with database.transaction(SYSTEM) as tx:
        account = await make_account(tx)
    with because(Cause("create_organization", actor_of(account), Origin("203.0.113.7", "Firefox"))):
        for number in range(CHANGES):
            async with database.transaction(SYSTEM) as tx:
                await make_organization(tx, name=f"绿源{number}")
    await seal(database)
    return database


@contextmanager
def unguarded(url: str) -> Iterator[psycopg.Connection[Any]]:
    """The owner's connection with everything switched off that keeps the record."""
    with psycopg.connect(url) as connection:
        for table in ("audit_entry", "audit_link", "audit_origin"):
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield connection


def entry_at(connection: psycopg.Connection[Any], number: int) -> UUID:
    [key] = connection.execute("SELECT id FROM audit_link WHERE number = %s", [number]).fetchone() or [None]
    return UUID(str(key))


async def found(database: Database, **options: Any) -> tuple[ChainFault, int, UUID | None] | None:
    bad = (await verify_chain(database, **options)).bad
    return (bad.fault, bad.number, bad.entry_id) if bad else None


async def test_a_record_nobody_touched_is_whole(record: Database) -> None:
    report = await verify_chain(record)
    assert (report.bad, report.entry_count, report.waiting_count) == (None, CHANGES + 1, 0)
    assert await found(record, head=report.head) is None
    assert await found(record, head=BEGINNING) is None


async def test_an_empty_record_is_whole(database: Database) -> None:
    assert await seal(database) == 0
    report = await verify_chain(database)
    assert (report.entry_count, report.head, report.bad) == (0, BEGINNING, None)


CONTENT = {
    "after": '\'{"name": "other"}\'',
    "before": "'{}'",
    "actor_id": "gen_random_uuid()",
    "gesture": "'x'",
    "done_by": "'NOBODY'",
    "created_at": "created_at + interval '1 microsecond'",
    "organization_id": "NULL",
    "operation": "'DELETE'",
    "object_table": "'zone'",
    "subject_id": "gen_random_uuid()",
    "origin_id": "NULL",
    "row_count": "2",
    "transaction_number": "transaction_number + 1",
    "is_overseen": "NOT is_overseen",
    "token_id": "gen_random_uuid()",
    "deputy_id": "gen_random_uuid()",
    "account_id": "gen_random_uuid()",
    "object_id": "NULL",
    "subject_table": "'zone'",
}


@pytest.mark.parametrize("column", CONTENT)
async def test_a_changed_entry_is_named(record: Database, database_url: str, column: str) -> None:
    with unguarded(database_url) as owner:
        key = entry_at(owner, 4)
        owner.execute(f"UPDATE audit_entry SET {column} = {CONTENT[column]} WHERE id = %s", [key])  # noqa: S608 - of ours
    assert await found(record) == (ChainFault.ENTRY_CHANGED, 4, key)


async def test_every_column_of_an_entry_is_in_its_hash(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        rows = connection.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = 'audit_entry'::regclass AND attnum > 0"
        ).fetchall()
    assert {name for (name,) in rows} == {*CONTENT, "id"}


async def test_an_entry_changed_together_with_its_hash_breaks_the_next_one(record: Database, database_url: str) -> None:
    with unguarded(database_url) as owner:
        owner.execute("UPDATE audit_entry SET gesture = 'x' WHERE id = %s", [entry_at(owner, 4)])
        owner.execute(
            "UPDATE audit_link l SET hash = audit_linked(NULL, b.hash, audit_content(e))"
            " FROM audit_link b, audit_entry e"
            " WHERE l.number = 4 AND b.number = 3 AND e.id = l.id"
        )
        following = entry_at(owner, 5)
    assert await found(record) == (ChainFault.ENTRY_CHANGED, 5, following)


async def test_a_record_written_anew_is_told_by_a_head_that_was_kept(record: Database, database_url: str) -> None:
    head = (await verify_chain(record)).head
    with unguarded(database_url) as owner:
        owner.execute("UPDATE audit_entry SET gesture = 'x' WHERE id = %s", [entry_at(owner, 2)])
        owner.execute("DELETE FROM audit_link")
    await seal(record)
    assert await found(record) is None
    assert await found(record, head=head) == (ChainFault.HEAD_MISSING, CHANGES + 1, None)


async def test_a_removed_entry_is_named(record: Database, database_url: str) -> None:
    with unguarded(database_url) as owner:
        key = entry_at(owner, 3)
        owner.execute("DELETE FROM audit_entry WHERE id = %s", [key])
    assert await found(record) == (ChainFault.ENTRY_REMOVED, 3, key)


@pytest.mark.parametrize("number", [1, 3])
async def test_an_entry_removed_with_its_link_is_missed(record: Database, database_url: str, number: int) -> None:
    with unguarded(database_url) as owner:
        owner.execute("DELETE FROM audit_entry WHERE id = %s", [entry_at(owner, number)])
        owner.execute("DELETE FROM audit_link WHERE number = %s", [number])
    assert await found(record) == (ChainFault.LINK_REMOVED, number, None)


async def test_a_gap_that_was_closed_is_found_at_its_place(record: Database, database_url: str) -> None:
    with unguarded(database_url) as owner:
        key = entry_at(owner, 4)
        owner.execute("DELETE FROM audit_entry WHERE id = %s", [entry_at(owner, 3)])
        owner.execute("DELETE FROM audit_link WHERE number = 3")
        for number in range(4, CHANGES + 2):
            owner.execute("UPDATE audit_link SET number = number - 1 WHERE number = %s", [number])
    assert await found(record) == (ChainFault.ENTRY_CHANGED, 3, key)


async def test_entries_that_changed_places_are_found(record: Database, database_url: str) -> None:
    with unguarded(database_url) as owner:
        later = entry_at(owner, 3)
        for before, after in ((2, 0), (3, 2), (0, 3)):
            owner.execute("UPDATE audit_link SET number = %s WHERE number = %s", [after, before])
    assert await found(record) == (ChainFault.ENTRY_CHANGED, 2, later)


COPIED = (
    "INSERT INTO audit_entry SELECT (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid()))).*"
    " FROM audit_entry e WHERE id = %s RETURNING id"
)


async def test_an_entry_slipped_into_the_past_is_named(record: Database, database_url: str) -> None:
    with unguarded(database_url) as owner:
        [key] = owner.execute(COPIED, [entry_at(owner, 3)]).fetchone() or [None]
    await seal(record)
    assert await found(record) == (ChainFault.ENTRY_INSERTED, 0, key)


async def test_an_entry_slipped_into_the_chain_is_named(record: Database, database_url: str) -> None:
    with unguarded(database_url) as owner:
        [key] = owner.execute(COPIED, [entry_at(owner, 3)]).fetchone() or [None]
        for number in range(CHANGES + 1, 3, -1):
            owner.execute("UPDATE audit_link SET number = number + 1 WHERE number = %s", [number])
        owner.execute(
            "INSERT INTO audit_link SELECT e.id, now(), 4, e.transaction_number,"
            " audit_linked(NULL, b.hash, audit_content(e)) FROM audit_entry e, audit_link b"
            " WHERE e.id = %s AND b.number = 3",
            [key],
        )
        following = entry_at(owner, 5)
    assert await found(record) == (ChainFault.ENTRY_CHANGED, 5, following)


async def test_a_cut_tail_is_told_by_a_head_that_was_kept(record: Database, database_url: str) -> None:
    head = (await verify_chain(record)).head
    with unguarded(database_url) as owner:
        owner.execute("DELETE FROM audit_entry WHERE id = %s", [entry_at(owner, CHANGES + 1)])
        owner.execute("DELETE FROM audit_link WHERE number = %s", [CHANGES + 1])
    assert await found(record) is None
    assert await found(record, head=head) == (ChainFault.HEAD_MISSING, CHANGES, None)


async def test_links_that_were_cut_off_alone_come_back_as_they_were(record: Database, database_url: str) -> None:
    head = (await verify_chain(record)).head
    with unguarded(database_url) as owner:
        owner.execute("DELETE FROM audit_link WHERE number > 3")
    await seal(record)
    assert (await verify_chain(record, head=head)).head == head


async def test_an_origin_may_be_erased_but_not_changed(record: Database, database_url: str) -> None:
    with unguarded(database_url) as owner:
        key = entry_at(owner, 2)
        owner.execute("UPDATE audit_origin SET address = '198.51.100.1'")
    assert await found(record) == (ChainFault.ORIGIN_CHANGED, 2, key)
    async with record.transaction(SYSTEM) as tx:
        await tx.execute(text("DELETE FROM audit_origin"))
    assert await found(record) is None


async def test_transactions_that_end_out_of_order_leave_no_gap(database: Database) -> None:
    """The first to begin writing ends last: what came after it waits, and both get their places."""
    async with database.transaction(SYSTEM) as slow:
        await make_organization(slow, name="slow")
        async with database.transaction(SYSTEM) as quick:
            await make_organization(quick, name="quick")
        sealed_before = await seal(database)
    assert (await verify_chain(database)).waiting_count == 2
    assert (sealed_before, await seal(database)) == (0, 2)
    async with database.transaction(SYSTEM) as tx:
        names = await tx.scalars(
            text("SELECT after ->> 'name' FROM audit_link l JOIN audit_entry e ON e.id = l.id ORDER BY number")
        )
        assert names.all() == ["slow", "quick"]
    assert await found(database) is None


async def test_another_database_of_the_server_keeps_nobody_waiting(database: Database, server_url: str) -> None:
    with psycopg.connect(server_url) as elsewhere:
        elsewhere.execute("SELECT pg_current_xact_id()")
        async with database.transaction(SYSTEM) as tx:
            await make_organization(tx)
        assert await seal(database) == 1


async def test_many_seal_at_once_and_while_others_write(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "SEALED_AT_ONCE", 4)
    monkeypatch.setattr(commands, "READ_AT_ONCE", 5)

    async def write(number: int) -> None:
        async with database.transaction(SYSTEM) as tx:
            for part in range(3):
                await make_organization(tx, name=f"{number}/{part}")
                await asyncio.sleep(0)

    await asyncio.gather(*(write(number) for number in range(9)), *(seal(database, waits=False) for _ in range(5)))
    await asyncio.gather(*(seal(database) for _ in range(3)))
    report = await verify_chain(database)
    assert (report.entry_count, report.waiting_count, report.bad) == (27, 0, None)


async def test_anybody_may_ask_for_sealing_and_sees_nothing_of_the_chain(record: Database) -> None:
    async with record.transaction(NOBODY) as tx:
        assert await tx.scalar(text("SELECT audit_seal(10, true)")) == 0
        assert await tx.scalar(text("SELECT count(*) FROM audit_link")) == 0


LETTERS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"))


@given(values=st.lists(st.none() | LETTERS, max_size=6))
def test_python_writes_what_postgresql_hashes(server_url: str, values: list[str | None]) -> None:
    with psycopg.connect(server_url) as connection:
        [written] = connection.execute("SELECT to_jsonb(%s::text[])::text", [values]).fetchone() or [""]
    assert written.encode() == content_of(values)
