"""The record of changes of a world of people: nobody learns by it of a row that they could not read."""

from collections.abc import Sequence
from typing import Any, Final

import pytest
from sqlalchemy import text

from graph.schema import build_schema
from services.audit.commands import seal, verify_chain
from services.kit.actor import SYSTEM, Actor
from services.kit.audits import Audited
from services.kit.database import Database
from services.migrations.rooms import AUDITED, METADATA
from tests.journeys.world import World, make_world

NOTHING: Final = frozenset({"nobody"})
ADMINISTERS_NOTHING: Final = frozenset({"stranger", "judge", "blind_judge"})


@pytest.fixture
async def world(database: Database) -> World:
    return await make_world(database, build_schema(suggestions=True))


async def _recorded(world: World, actor: Actor) -> set[tuple[str, Any]]:
    async with world.database.transaction(actor) as tx:
        rows = await tx.execute(text("SELECT DISTINCT object_table, object_id FROM audit_entry"))
        return {(table, key) for table, key in rows if key is not None}


async def _existing(world: World, actor: Actor, objects: Sequence[tuple[str, Any]]) -> set[tuple[str, Any]]:
    """Those of the objects that the actor reads in their tables."""
    found = set()
    async with world.database.transaction(actor) as tx:
        for table in sorted({each[0] for each in objects}):
            keys = [key for name, key in objects if name == table]
            rows = await tx.scalars(text(f'SELECT id FROM "{table}" WHERE id = ANY(:keys)'), {"keys": keys})  # noqa: S608 - of ours
            found |= {(table, key) for key in rows}
    return found


async def test_nobody_reads_in_the_record_of_a_row_that_is_hidden_from_them(world: World) -> None:
    seen = {}
    for person, actor in world.people.items():
        objects = sorted(await _recorded(world, actor), key=str)
        there = await _existing(world, SYSTEM, objects)
        assert await _existing(world, actor, objects) == there, person
        seen[person] = {table for table, _ in objects}
    assert all(seen[person] == set() for person in NOTHING)
    assert all(seen[person] <= {"account"} for person in ADMINISTERS_NOTHING)
    assert {"competition", "round", "entry_identity", "judge_contact", "plan"} <= seen["organizer"]
    assert {"organization", "restriction", "membership"} <= seen["zone"]
    assert {"need", "need_private", "candidate"} <= seen["enterprise"]
    everything = {table for table, _ in await _recorded(world, SYSTEM)}
    assert everything <= {each.table for each in AUDITED}


async def test_summaries_belong_to_whom_their_rows_belong(world: World) -> None:
    async with world.database.transaction(SYSTEM) as tx:
        homeless = await tx.execute(
            text("SELECT DISTINCT object_table FROM audit_entry WHERE organization_id IS NULL AND account_id IS NULL")
        )
        tables = set(homeless.scalars())
    assert tables <= {each.table for each in AUDITED if _may_be_nobodys(each)}


def _may_be_nobodys(audited: Audited) -> bool:
    """Whether rows of the table need not belong to anybody who reads a record."""
    keys = [audited.organization, audited.account, *(audited.through or ())[1:]]
    columns = METADATA.tables[audited.table].c
    return all(columns[key].nullable for key in keys if key)


async def test_a_member_who_does_not_administer_reads_no_record(world: World) -> None:
    actor = world.people["organizer"]
    before = await _recorded(world, actor)
    async with world.database.transaction(SYSTEM) as tx:
        await tx.execute(
            text("UPDATE membership SET role = 'MEMBER' WHERE account_id = :account"), {"account": actor.account_id}
        )
    assert {table for table, _ in before} > {"competition"}
    assert {table for table, _ in await _recorded(world, actor)} <= {"account", "stored_file"}


async def test_the_record_of_a_whole_world_is_whole(world: World) -> None:
    await seal(world.database)
    report = await verify_chain(world.database)
    assert (report.bad, report.waiting_count, report.entry_count > 200) == (None, 0, True)
