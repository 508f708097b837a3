"""Who only looks is kept from every table that people write, by a limit of the database or for a stated reason."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from services.competitions.models import CompetitionRole, EventRole
from services.kit.actor import SYSTEM, Actor
from services.kit.database import Database
from services.migrations.limits import LIMITS, UNLIMITED
from services.migrations.rooms import METADATA, ROOM_POLICIES, ROOMS
from services.organizations.models import MemberRole, OrganizationKind
from tests.factories.competitions import make_event
from tests.factories.identity import actor_of, make_account
from tests.factories.organizations import make_membership, make_organization

WRITTEN = {policy.table for room in ROOMS for policy in room.policies if policy.command != "SELECT"}


def test_every_table_that_people_write_is_limited_or_says_why_not() -> None:
    owned = {table.name for table in METADATA.sorted_tables if LIMITS.keys() & set(table.c.keys())}
    limited = {policy.table for room in ROOM_POLICIES for policy in room.policies if policy.is_limit}
    assert limited == (owned & WRITTEN) - UNLIMITED.keys()
    assert UNLIMITED.keys() <= owned & WRITTEN, "no such table any more"


CHANGES = {
    "round": "UPDATE round SET name = 'x'",
    "entry": "DELETE FROM entry",
    "judge": "UPDATE judge SET name = 'x'",
    "conflict": "DELETE FROM conflict",
    "competition": "UPDATE competition SET name = 'x'",
}


async def changed(database: Database, actor: Actor, statement: str) -> int:
    async with database.transaction(actor) as tx:
        result = await tx.execute(text(statement))
        count: int = result.rowcount  # type: ignore[attr-defined]  # of a change
        await tx.rollback()
    return count


@pytest.mark.parametrize("table", CHANGES)
async def test_what_a_role_may_change_is_decided_by_the_database(database: Database, table: str) -> None:
    async with database.transaction(SYSTEM) as tx:
        event = await make_event(tx)
        people = {role: await make_account(tx) for role in (*EventRole, MemberRole.VIEWER, None)}
        for role in EventRole:
            tx.add(CompetitionRole(competition_id=event.competition.id, account_id=people[role].id, role=role))
        await make_membership(tx, people[MemberRole.VIEWER], event.organization, role=MemberRole.VIEWER)
        await tx.execute(
            text(
                "INSERT INTO conflict (id, created_at, competition_id, judge_id, entry_id, kind, source)"
                " VALUES (gen_random_uuid(), now(), :competition, :judge, :entry, 'KIN', 'DECLARED')"
            ),
            {"competition": event.competition.id, "judge": event.judges[0].id, "entry": event.entries[0].id},
        )
    seen = {}
    for role, account in people.items():
        async with database.transaction(actor_of(account)) as tx:
            rows = await tx.scalar(text(f"SELECT count(*) FROM {table}"))  # noqa: S608 - names of ours
        seen[role] = (bool(rows), bool(await changed(database, actor_of(account), CHANGES[table])))
    runs = table != "competition"
    assert seen == {
        EventRole.ORGANIZER: (True, True),
        EventRole.STAFF: (True, runs),
        EventRole.OBSERVER: (True, False),
        MemberRole.VIEWER: (True, False),
        None: (False, False),
    }


async def test_a_viewer_adds_nothing_for_an_organization(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        organization = await make_organization(tx, kind=OrganizationKind.ORGANIZER)
        viewer, member = [await make_account(tx) for _ in range(2)]
        await make_membership(tx, viewer, organization, role=MemberRole.VIEWER)
        await make_membership(tx, member, organization)
    statement = text(
        "INSERT INTO competition (id, created_at, version, organization_id, name, kind, edition_year, time_zone)"
        " VALUES (gen_random_uuid(), now(), 1, :organization, :name, 'COMPETITION', 2026, 'Asia/Shanghai')"
    )
    async with database.transaction(actor_of(member)) as tx:
        await tx.execute(statement, {"organization": organization.id, "name": "一"})
    with pytest.raises(ProgrammingError, match="row-level security"):
        async with database.transaction(actor_of(viewer)) as tx:
            await tx.execute(statement, {"organization": organization.id, "name": "二"})
