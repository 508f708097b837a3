"""What programs are told every member of the organization may read: held against the row policies themselves."""

from sqlalchemy import text

from services.events.kinds import EventKind
from services.events.models import Event
from services.judging.commands import publish_plan
from services.kit.actor import SYSTEM, Actor
from services.kit.database import Database
from services.matching.commands import find_candidates, publish_pool_plan
from services.migrations.rooms import METADATA
from services.organizations.models import Organization
from services.webhooks.rules import TOLD, WITHHELD
from tests.factories.competitions import make_event
from tests.factories.events import list_events
from tests.factories.identity import actor_of, make_account
from tests.factories.judging import make_plan
from tests.factories.matching import make_small_pool, run_pool
from tests.factories.organizations import make_membership

TABLES = {
    "Plan": "plan", "Round": "round", "Judge": "judge", "SolveRun": "solve_run", "Need": "need",
    "TechnologyPackage": "technology_package", "PoolPlan": "pool_plan", "Membership": "membership",
    "Organization": "organization", "Recommendation": "recommendation",
}  # fmt: skip


async def _plain_member(database: Database, event: Event) -> Actor:
    async with database.transaction(SYSTEM) as tx:
        organization = await tx.get_one(Organization, event.organization_id)
        account = await make_account(tx)
        await make_membership(tx, account, organization)
    return actor_of(account)


async def _make_history(database: Database) -> None:
    """A plan and a pool plan, from their makings to their publication."""
    async with database.transaction(SYSTEM) as tx:
        held = await make_event(tx, judges=3, entries=4, per_entry=1)
        pool = await make_small_pool(tx)
    plan = await make_plan(database, held)
    async with database.transaction(held.actor) as tx:
        await publish_plan(tx, held.actor, plan.id, plan.version)
    async with database.transaction(pool.first.actor) as tx:
        await find_candidates(tx, pool.first.actor, pool.water.id)
    pool_plan = await run_pool(database, pool.alliance)
    async with database.transaction(pool.alliance.actor) as tx:
        await publish_pool_plan(tx, pool.alliance.actor, pool_plan.id, pool_plan.version)


async def test_a_member_who_is_no_admin_sees_what_programs_are_told_of(database: Database) -> None:
    await _make_history(database)
    told: dict[EventKind, Event] = {}
    for event in await list_events(database, *TOLD):
        if event.organization_id:
            told.setdefault(event.kind, event)
    assert len(told) >= 9
    for event in told.values():
        table = METADATA.tables[TABLES[event.subject_type]]
        member = await _plain_member(database, event)
        async with database.transaction(member) as tx:
            query = f"SELECT count(*) FROM {table.name} WHERE id = :id"  # noqa: S608 - a name of ours
            seen = await tx.scalar(text(query), {"id": event.subject_id})
        assert seen == 1, event.kind


def test_what_only_admins_read_is_withheld() -> None:
    assert {kind for kind in EventKind if kind not in TOLD} == WITHHELD
    assert {EventKind.MEMBERSHIP_REQUESTED, EventKind.INVITATION_SENT, EventKind.INVITATION_ACCEPTED} <= WITHHELD
