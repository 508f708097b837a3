"""What people do comes out as events, with whom it concerns and who did it, and nothing else does."""

from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, select

from services.competitions.inviting import accept_invitation, invite_judge
from services.events.kinds import EventKind
from services.identity.delegating import NewDelegation, delegate, end_delegation
from services.incubation.agreeing import accept_residency, decline_residency
from services.incubation.models import Residency
from services.judging.commands import declare_conflict, publish_plan
from services.judging.values import ConflictKind
from services.kit.actor import SYSTEM
from services.kit.clock import today
from services.kit.database import Database
from services.matching.commands import decide_recommendation, find_candidates, publish_pool_plan
from services.matching.decisions import Decision
from services.matching.models import DeclineReason, Recommendation
from services.matching.queries import list_plan_pairs
from services.organizations.models import OrganizationKind, Verification
from services.organizations.requesting import accept_request, decline_request, request_membership, verify_organization
from services.organizations.restricting import AppealAnswer, appeal_restriction, decide_appeal, restrict
from services.organizations.rules import NewRestriction
from tests.factories.catalog import make_need
from tests.factories.competitions import make_event as make_competition_event
from tests.factories.events import list_events
from tests.factories.identity import actor_of, make_account
from tests.factories.incubation import make_incubator
from tests.factories.judging import make_plan
from tests.factories.matching import HEAT, SmallPool, make_small_pool, run_pool
from tests.factories.organizations import make_organization, make_zone

K = EventKind


async def test_who_asks_to_belong_is_let_in_or_not(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        admin, outsider = [await make_account(tx) for _ in range(2)]
        company = await make_organization(tx, admin=admin)
    for decide in (decline_request, accept_request):
        async with database.transaction(actor_of(outsider)) as tx:
            request = await request_membership(tx, actor_of(outsider), company.id)
        async with database.transaction(actor_of(admin)) as tx:
            await decide(tx, actor_of(admin), request.id)
    events = (await list_events(database))[1:]  # the first is the admin's own membership
    assert [(event.kind, event.account_id, event.actor_id) for event in events] == [
        (K.MEMBERSHIP_REQUESTED, None, outsider.id),
        (K.MEMBERSHIP_DECLINED, outsider.id, admin.id),
        (K.MEMBERSHIP_REQUESTED, None, outsider.id),
        (K.MEMBERSHIP_BEGAN, outsider.id, admin.id),
    ]
    assert {event.organization_id for event in events} == {company.id}
    assert events[0].params == {"person": outsider.name, "organization": company.name}


async def test_a_request_to_a_company_without_people_concerns_its_zone(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        official, outsider = [await make_account(tx) for _ in range(2)]
        zone = await make_zone(tx)
        office = await make_organization(tx, kind=OrganizationKind.ZONE_ADMIN, zone=zone, admin=official)
        ward = await make_organization(tx, kind=OrganizationKind.STARTUP, zone=zone)
    async with database.transaction(actor_of(outsider)) as tx:
        await request_membership(tx, actor_of(outsider), ward.id)
    found = await list_events(database, K.MEMBERSHIP_REQUESTED)
    assert {event.organization_id for event in found} == {ward.id, office.id}


async def test_the_zone_verifies_restricts_and_hears_appeals(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        official, admin = [await make_account(tx) for _ in range(2)]
        zone = await make_zone(tx)
        office = await make_organization(tx, kind=OrganizationKind.ZONE_ADMIN, zone=zone, admin=official)
        company = await make_organization(tx, zone=zone, admin=admin)
    zone_actor, actor = actor_of(official), actor_of(admin)
    async with database.transaction(zone_actor) as tx:
        await verify_organization(tx, zone_actor, company.id, Verification.REJECTED, "证照不清")
    async with database.transaction(zone_actor) as tx:
        await verify_organization(tx, zone_actor, company.id, Verification.VERIFIED)
        new = NewRestriction("重大环境事件", date(2026, 1, 1), name=company.name)
        restriction = await restrict(tx, zone_actor, office.id, new)
    async with database.transaction(actor) as tx:
        appeal = await appeal_restriction(tx, actor, restriction.id, company.id, "已整改")
    async with database.transaction(zone_actor) as tx:
        await decide_appeal(tx, zone_actor, appeal.id, appeal.version, AppealAnswer(is_granted=True, answer="已核实"))
    events = (await list_events(database))[2:]
    assert [(event.kind, event.organization_id) for event in events[:4]] == [
        (K.ORGANIZATION_REJECTED, company.id),
        (K.ORGANIZATION_VERIFIED, company.id),
        (K.RESTRICTION_SET, company.id),
        (K.APPEAL_MADE, office.id),
    ]
    assert {event.kind for event in events[4:]} == {K.APPEAL_GRANTED, K.RESTRICTION_LIFTED}
    assert events[2].params["reason"] == "重大环境事件"


async def test_a_proposed_stay_is_agreed_to_or_not(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        host, founder = [await make_account(tx) for _ in range(2)]
        incubator = await make_incubator(tx, admin=host)
        startup = await make_organization(tx, kind=OrganizationKind.STARTUP, admin=founder)
    for decide in (decline_residency, accept_residency):
        async with database.transaction(SYSTEM) as tx:
            stay = Residency(
                organization_id=incubator.organization_id, startup_organization_id=startup.id, entered_on=today()
            )
            tx.add(stay)
        async with database.transaction(actor_of(founder)) as tx:
            await decide(tx, actor_of(founder), stay.id, stay.version)
    found = await list_events(database, K.RESIDENCY_OFFERED, K.RESIDENCY_DECLINED, K.RESIDENCY_ACCEPTED)
    assert [(event.kind, event.organization_id) for event in found] == [
        (K.RESIDENCY_OFFERED, startup.id),
        (K.RESIDENCY_DECLINED, incubator.organization_id),
        (K.RESIDENCY_OFFERED, startup.id),
        (K.RESIDENCY_ACCEPTED, incubator.organization_id),
    ]


async def test_a_plan_is_one_event_per_judge_however_many_tasks(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        event = await make_competition_event(tx, judges=4, entries=8, per_entry=2)
        person = actor_of(await make_account(tx))
    async with database.transaction(event.actor) as tx:
        secret = await invite_judge(tx, event.actor, event.judges[0].id)
        await declare_conflict(tx, event.actor, event.judges[1].id, event.entries[1].id, ConflictKind.KIN)
    async with database.transaction(person) as tx:
        await accept_invitation(tx, person, secret)
    plan = await make_plan(database, event)
    async with database.transaction(event.actor) as tx:
        await publish_plan(tx, event.actor, plan.id, plan.version)
    events = (await list_events(database))[1:]
    kinds = [event.kind for event in events]
    assert kinds[:4] == [K.JUDGE_INVITED, K.CONFLICT_DECLARED, K.JUDGE_JOINED, K.SOLVE_RUN_FINISHED]
    assert sorted(kinds[4:6]) == [K.PLAN_PUBLISHED, K.ROUND_OPENED]
    given = events[6:]
    assert {each.kind for each in given} == {K.JUDGE_TASKS_GIVEN}
    assert sum(each.params["taskCount"] for each in given) == 16
    assert {each.subject_id for each in given} == {judge.id for judge in event.judges}
    assert [each.account_id for each in given if each.subject_id == event.judges[0].id] == [person.account_id]
    assert {each.organization_id for each in events[:-4]} == {event.organization.id}


async def test_candidates_found_again_are_no_news(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        pool = await make_small_pool(tx)
    for _ in range(2):
        async with database.transaction(pool.first.actor) as tx:
            await find_candidates(tx, pool.first.actor, pool.water.id)
    found = await list_events(database, K.CANDIDATES_FOUND)
    assert [(event.subject_id, event.params["newCount"]) for event in found] == [(pool.water.id, 2)]


async def test_recommendations_concern_each_side_and_no_side_learns_of_the_other(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        pool = await make_small_pool(tx)
    plan = await run_pool(database, pool.alliance)
    async with database.transaction(pool.alliance.actor) as tx:
        await publish_pool_plan(tx, pool.alliance.actor, plan.id, plan.version)
    async with database.transaction(pool.second.actor) as tx:
        mine = (await tx.scalars(select(Recommendation).where(col(Recommendation.need_id) == pool.heat.id))).one()
        decision = Decision(is_accepted=False, reason=DeclineReason.TOO_EXPENSIVE)
        await decide_recommendation(tx, pool.second.actor, mine.id, mine.version, decision)
    told = await list_events(database, K.RECOMMENDATIONS_PUBLISHED, K.PACKAGE_RECOMMENDED, K.RECOMMENDATION_DECLINED)
    needs = {event.organization_id: event.params for event in told if event.kind is K.RECOMMENDATIONS_PUBLISHED}
    assert needs.keys() <= {pool.first.organization.id, pool.second.organization.id}
    offered = [event for event in told if event.kind is K.PACKAGE_RECOMMENDED]
    assert {event.organization_id for event in offered} == {pool.institute.organization.id}
    assert {event.subject_id for event in offered} == {pool.water_package.id, pool.heat_package.id}
    assert not {pool.water.title, pool.heat.title} & {event.params["title"] for event in offered}
    declined = [event for event in told if event.kind is K.RECOMMENDATION_DECLINED]
    assert {event.organization_id for event in declined} == {
        pool.alliance.organization.id,
        pool.institute.organization.id,
    }
    assert {event.params["reason"] for event in declined} == {"TOO_EXPENSIVE"}


async def test_a_plan_that_replaces_another_is_news_only_to_whom_it_changes(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        pool = await make_small_pool(tx)
    kinds = K.RECOMMENDATIONS_PUBLISHED, K.PACKAGE_RECOMMENDED
    first = await _published(database, pool)
    before = await list_events(database, *kinds)
    async with database.transaction(pool.second.actor) as tx:
        mine = (await tx.scalars(select(Recommendation).where(col(Recommendation.need_id) == pool.heat.id))).one()
        decision = Decision(is_accepted=False, reason=DeclineReason.TOO_EXPENSIVE)
        await decide_recommendation(tx, pool.second.actor, mine.id, mine.version, decision)
    async with database.transaction(SYSTEM) as tx:
        await make_need(tx, pool.second.organization, title=HEAT["title"], problem=HEAT["problem"], wanted_count=1)
    second = await _published(database, pool)
    told = [event.subject_id for event in (await list_events(database, *kinds))[len(before) :]]
    await _published(database, pool)
    assert {event.subject_id for event in before} == {key for pair in first for key in pair}
    others = {key for pair in (first - {(mine.need_id, mine.package_id)}) ^ second for key in pair}
    assert sorted(told) == sorted(others & {key for pair in second for key in pair})
    assert {key for pair in second for key in pair} > set(told) > set()
    assert len(await list_events(database, *kinds)) == len(before) + len(told)


async def _published(database: Database, pool: SmallPool) -> set[tuple[UUID, UUID]]:
    """Need and package of each recommendation of a new plan of the pool, published."""
    plan = await run_pool(database, pool.alliance)
    async with database.transaction(pool.alliance.actor) as tx:
        await publish_pool_plan(tx, pool.alliance.actor, plan.id, plan.version)
        return {(row.need_id, row.package_id) for row in await list_plan_pairs(tx, plan.id)}


async def test_a_delegation_concerns_the_deputy_and_its_end_both(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        owner, deputy = [await make_account(tx) for _ in range(2)]
        await make_organization(tx, admin=owner)
        await tx.execute(
            text(
                "INSERT INTO membership (id, created_at, account_id, organization_id, role, version) "
                "SELECT gen_random_uuid(), now(), :deputy, organization_id, 'MEMBER', 1 FROM membership"
            ),
            {"deputy": deputy.id},
        )
    day = today()
    async with database.transaction(actor_of(owner)) as tx:
        delegation = await delegate(tx, actor_of(owner), NewDelegation(deputy.id, day, day))
    async with database.transaction(actor_of(owner)) as tx:
        await end_delegation(tx, actor_of(owner), delegation.id)
    found = await list_events(database, K.DELEGATION_BEGAN, K.DELEGATION_ENDED)
    assert [(event.kind, event.account_id) for event in found[:1]] == [(K.DELEGATION_BEGAN, deputy.id)]
    assert {event.account_id for event in found[1:]} == {owner.id, deputy.id}


async def test_what_rolls_back_did_not_happen(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        await make_organization(tx, admin=await make_account(tx))
        await tx.rollback()
    assert await list_events(database) == []
