"""A home says in one operation what waits for each kind of person, and nothing of anybody else's."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from graph.kit.node_ids import node_id
from services.judging.values import ConflictKind
from services.kit.actor import NOBODY, SYSTEM, Actor
from services.kit.database import Database
from services.matching.commands import decide_recommendation, publish_pool_plan, start_pool_run
from services.matching.decisions import Decision
from services.matching.models import DeclineReason, Recommendation
from services.matching.settings import PoolSettings
from services.organizations.models import OrganizationKind, RestrictionAppeal
from services.scoring.commands import recuse
from services.scoring.rubrics import reopen_sheet
from services.seed import seed
from services.seed.commands import sample_logins
from tests.factories.competitions import make_event
from tests.factories.identity import actor_of, make_account
from tests.factories.matching import make_small_pool, run_pool
from tests.factories.organizations import make_organization, make_request, make_restriction, make_zone
from tests.factories.scoring import make_panel, write_sheet
from tests.graph.kit.asking import ask_planned
from tests.graph.platform import Platform, make_platform

HOME = """{
  viewer {
    home {
      organizationCount membershipRequestCount sentRequestCount openInvitationCount
      judge { waitingCount returnedCount nextDueAt }
      organizer {
        roundsWithoutPlanCount roundsUnpublishedCount roundsWithoutRubricCount judgesNotLinkedCount
        recusalCount unfinishedSheetCount lateSheetCount
      }
      incubator { incubatorCount endingResidencyCount overdueResidencyCount proposedResidencyCount }
      enterprise {
        draftNeedCount returnedNeedCount publishedNeedCount recommendationCount candidateCount residencyProposalCount
      }
      institute { draftPackageCount publishedPackageCount recommendationCount candidateCount }
      pool { waitingNeedCount runningCount unansweredCount declinedCount }
      zone { unverifiedOrganizationCount openAppealCount endingRestrictionCount }
    }
  }
}"""


@pytest.fixture
def platform(database: Database) -> Platform:
    return make_platform(database)


async def home(platform: Platform, actor: Actor) -> dict[str, Any]:
    found: dict[str, Any] = (await ask_planned(platform.api, platform.database, HOME, actor))["viewer"]["home"]
    return found


async def test_judge_and_organizer_see_what_waits_while_a_round_is_judged(platform: Platform) -> None:
    panel, database = await make_panel(platform.database), platform.database
    async with database.transaction(SYSTEM) as tx:
        await make_event(tx, organizer=None)  # somebody else's competition counts for nobody here
    mine = [task for task in panel.tasks if task.judge_id == panel.tasks[0].judge_id]
    await write_sheet(database, panel, mine[0])
    sealed = await write_sheet(database, panel, mine[1], submit=True)
    assert (await home(platform, panel.judge))["judge"] == {
        "waitingCount": len(mine) - 1, "returnedCount": 0, "nextDueAt": None,
    }  # fmt: skip
    assert (await home(platform, panel.event.actor))["organizer"] == {
        "roundsWithoutPlanCount": 0, "roundsUnpublishedCount": 0, "roundsWithoutRubricCount": 0,
        "judgesNotLinkedCount": 2, "recusalCount": 0, "unfinishedSheetCount": 7, "lateSheetCount": 0,
    }  # fmt: skip
    async with database.transaction(panel.event.actor) as tx:
        await reopen_sheet(tx, panel.event.actor, sealed.id, sealed.version, "补充")
    async with database.transaction(panel.judge) as tx:
        await recuse(tx, panel.judge, mine[0].id, ConflictKind.KIN)
    assert (await home(platform, panel.judge))["judge"]["returnedCount"] == 1
    organizer = (await home(platform, panel.event.actor))["organizer"]
    assert (organizer["recusalCount"], organizer["unfinishedSheetCount"]) == (1, 7)
    assert (await home(platform, panel.judge))["organizer"] is None


async def test_a_round_without_plan_and_rubric_waits_for_its_organizer(platform: Platform) -> None:
    async with platform.database.transaction(SYSTEM) as tx:
        event = await make_event(tx)
    organizer = (await home(platform, event.actor))["organizer"]
    assert (organizer["roundsWithoutPlanCount"], organizer["roundsWithoutRubricCount"]) == (1, 1)
    assert organizer["judgesNotLinkedCount"] == 6


async def test_an_administration_sees_whom_to_look_at_and_who_appeals(platform: Platform) -> None:
    async with platform.database.transaction(SYSTEM) as tx:
        zone, admin, member = await make_zone(tx), await make_account(tx), await make_account(tx)
        ruling = await make_organization(tx, kind=OrganizationKind.ZONE_ADMIN, zone=zone, admin=admin)
        subject = await make_organization(tx, kind=OrganizationKind.ENTERPRISE, zone=zone, admin=member)
        await make_organization(tx, kind=OrganizationKind.ENTERPRISE, zone=await make_zone(tx))
        restriction = await make_restriction(tx, ruling, name=subject.name)
        tx.add(RestrictionAppeal(restriction_id=restriction.id, organization_id=subject.id, grounds="已整改"))
        asking = await make_account(tx)
        await make_request(tx, actor_of(asking), subject.id)
    zone_home = (await home(platform, actor_of(admin)))["zone"]
    assert (zone_home["unverifiedOrganizationCount"], zone_home["openAppealCount"]) == (1, 1)
    of_member = await home(platform, actor_of(member))
    assert (of_member["membershipRequestCount"], of_member["organizationCount"], of_member["zone"]) == (1, 1, None)
    of_asking = await home(platform, actor_of(asking))
    assert (of_asking["membershipRequestCount"], of_asking["sentRequestCount"]) == (0, 1)


async def test_the_sample_gives_everybody_a_home_with_something_to_do(platform: Platform) -> None:
    await seed(platform.database)
    seen = {}
    async with platform.database.transaction(SYSTEM) as tx:
        ids = {row.email: row.id for row in await tx.execute(text("SELECT email, id FROM account"))}
    for login in sample_logins():
        shown = await home(platform, Actor(account_id=ids[login.email]))
        parts = ("judge", "organizer", "incubator", "enterprise", "institute", "pool", "zone")
        seen[login.email.partition("@")[0]] = [name for name in parts if shown[name]]
    assert seen["organizer"] == ["organizer"]
    assert seen["judge"] == ["judge"]
    assert seen["incubator"] == ["incubator"]
    assert seen["enterprise"] == ["enterprise"]
    assert seen["institute"] == ["institute"]
    assert seen["alliance"] == ["institute", "pool"]
    assert seen["zone"] == ["pool", "zone"]


async def test_who_runs_a_pool_sees_what_waits_there(platform: Platform) -> None:
    database = platform.database
    async with database.transaction(SYSTEM) as tx:
        pool = await make_small_pool(tx)
    me = pool.alliance.actor
    assert (await home(platform, me))["pool"] == {
        "waitingNeedCount": 3, "runningCount": 0, "unansweredCount": 0, "declinedCount": 0,
    }  # fmt: skip
    plan = await run_pool(database, pool.alliance)
    drafted = (await home(platform, me))["pool"]
    async with database.transaction(me) as tx:
        await publish_pool_plan(tx, me, plan.id, plan.version)
    async with database.transaction(pool.second.actor) as tx:
        mine = (await tx.scalars(select(Recommendation).where(col(Recommendation.need_id) == pool.heat.id))).one()
        decision = Decision(is_accepted=False, reason=DeclineReason.TOO_EXPENSIVE)
        await decide_recommendation(tx, pool.second.actor, mine.id, mine.version, decision)
    async with database.transaction(me) as tx:
        await start_pool_run(tx, me, pool.alliance.organization.id, PoolSettings())
    open_count = plan.recommendation_count - 1
    assert (drafted["waitingNeedCount"], drafted["unansweredCount"]) == (3, 0)
    assert (await home(platform, me))["pool"] == {
        "waitingNeedCount": 3 - plan.recommendation_count, "runningCount": 1,
        "unansweredCount": open_count, "declinedCount": 1,
    }  # fmt: skip
    assert (await home(platform, pool.first.actor))["pool"] is None


async def test_a_colleagues_home_is_their_own(platform: Platform) -> None:
    async with platform.database.transaction(SYSTEM) as tx:
        boss, colleague = await make_account(tx), await make_account(tx)
        organization = await make_organization(tx, kind=OrganizationKind.ENTERPRISE, admin=boss)
        await make_request(tx, actor_of(colleague), organization.id)
    asked = "query ($id: ID!) { node(id: $id) { ... on Account { email home { organizationCount } } } }"
    found = (await platform.ask(actor_of(boss), asked, id=node_id("Account", colleague.id)))["node"]
    assert (found["email"], found["home"]) == (colleague.email, None)
    assert (await platform.ask(NOBODY, HOME))["viewer"] is None
