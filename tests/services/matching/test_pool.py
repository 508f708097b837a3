from collections.abc import Mapping
from uuid import UUID

import pytest
from sqlalchemy import func
from sqlmodel import select

from optimizer import verify
from services.catalog.models import PackageState, TechnologyPackage, Visibility
from services.kit.actor import NOBODY, SYSTEM, Actor
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotAllowed, RuleBroken, Stale
from services.matching.commands import (
    decide_recommendation,
    publish_pool_plan,
    start_pool_run,
)
from services.matching.decisions import Decision
from services.matching.explaining import HIDDEN, explain_pair
from services.matching.models import DeclineReason, PoolPlan, Recommendation, RecommendationState, UnmetNeed
from services.matching.settings import PoolSettings
from services.organizations.models import OrganizationKind
from services.solving.models import ProofWord, SolveRun
from services.solving.queries import get_run, get_solved
from services.solving.snapshots import read_problem, read_result
from tests.factories.catalog import make_need, make_package
from tests.factories.matching import WATER, Party, SmallPool, make_party, make_small_pool, run_pool


@pytest.fixture
async def pool(database: Database) -> SmallPool:
    async with database.transaction(SYSTEM) as tx:
        return await make_small_pool(tx)


async def publish(database: Database, pool: SmallPool, plan: PoolPlan) -> PoolPlan:
    async with database.transaction(pool.alliance.actor) as tx:
        return await publish_pool_plan(tx, pool.alliance.actor, plan.id, plan.version)


async def pairs_of(database: Database, actor: Actor, plan: PoolPlan) -> Mapping[tuple[UUID, UUID], Recommendation]:
    """What the actor sees recommended, by (need, package)."""
    async with database.transaction(actor) as tx:
        rows = await tx.scalars(select(Recommendation).where(Recommendation.pool_plan_id == plan.id))
        return {(row.need_id, row.package_id): row for row in rows}


async def test_a_pool_run_recommends_under_capacity_and_lists_what_lacks(database: Database, pool: SmallPool) -> None:
    plan = await run_pool(database, pool.alliance)
    pairs = await pairs_of(database, pool.alliance.actor, plan)
    async with database.transaction(pool.alliance.actor) as tx:
        unmet = (await tx.scalars(select(UnmetNeed))).all()
    served = {need_id for need_id, _ in pairs}
    by_package = [sum(package.id == each for _, each in pairs) for package in (pool.water_package, pool.heat_package)]
    assert (by_package[0], by_package[1] <= 2, pool.heat.id in served) == (1, True, True)
    assert (plan.need_count, plan.package_count, plan.recommendation_count) == (3, 2, len(pairs))
    assert plan.missing_count == sum(each.missing_count for each in unmet) == 3 - len(pairs)
    assert all(0 < pair.fit <= 1 and pair.components["text"] >= 0 for pair in pairs.values())


async def test_value_bound_and_proof_are_those_of_the_run(database: Database, pool: SmallPool) -> None:
    plan = await run_pool(database, pool.alliance, PoolSettings(per_need=1, seed=3, seconds=20))
    async with database.transaction(pool.alliance.actor) as tx:
        run, stored = await get_run(tx, plan.solve_run_id), await get_solved(tx, plan.solve_run_id)
    problem = read_problem(stored.snapshot.problem)
    checked = verify(problem, read_result(problem, stored.result))
    pairs = await pairs_of(database, pool.alliance.actor, plan)
    assert (plan.proof, checked.is_valid, checked.gap) == (ProofWord.VERIFIED, True, 0)
    assert (plan.value, plan.bound, plan.scale) == (checked.value, checked.bound, run.scale)
    assert plan.fit_total == pytest.approx(sum(pair.fit for pair in pairs.values()) * plan.scale, abs=len(pairs))
    assert (run.seed, run.limit_seconds, run.settings) == (
        3, 20, {"perNeed": 1, "elastic": True, "rules": [], "aims": []},
    )  # fmt: skip


async def test_a_draft_is_seen_by_its_pool_only(database: Database, pool: SmallPool) -> None:
    plan = await run_pool(database, pool.alliance)
    async with database.transaction(SYSTEM) as tx:
        stranger = await make_party(tx, OrganizationKind.ALLIANCE)
    people = [NOBODY, stranger.actor, pool.first.actor, pool.second.actor, pool.institute.actor]
    for actor in people:
        async with database.transaction(actor) as tx:
            seen = [await tx.scalar(select(func.count()).select_from(table)) for table in (PoolPlan, SolveRun)]
        assert (seen, await pairs_of(database, actor, plan)) == ([0, 0], {})


async def test_a_published_plan_reaches_those_it_concerns(database: Database, pool: SmallPool) -> None:
    plan = await run_pool(database, pool.alliance)
    await publish(database, pool, plan)
    pairs = await pairs_of(database, pool.alliance.actor, plan)
    of_first = {pair for pair in pairs if pair[0] == pool.water.id}
    assert set(await pairs_of(database, pool.first.actor, plan)) == of_first
    assert set(await pairs_of(database, pool.second.actor, plan)) == set(pairs) - of_first
    assert set(await pairs_of(database, pool.institute.actor, plan)) == set(pairs)
    assert await pairs_of(database, NOBODY, plan) == {}


async def test_publishing_again_replaces_what_was_proposed(database: Database, pool: SmallPool) -> None:
    first = await publish(database, pool, await run_pool(database, pool.alliance))
    second = await publish(database, pool, await run_pool(database, pool.alliance))
    async with database.transaction(SYSTEM) as tx:
        states = dict((await tx.execute(select(PoolPlan.number, PoolPlan.state))).all())
    assert states == {1: "REPLACED", 2: "PUBLISHED"}
    assert await pairs_of(database, pool.institute.actor, first) == {}
    assert await pairs_of(database, pool.institute.actor, second) != {}


async def test_publishing_needs_the_pool_and_the_version(database: Database, pool: SmallPool) -> None:
    plan = await run_pool(database, pool.alliance)
    with pytest.raises(Stale):
        async with database.transaction(pool.alliance.actor) as tx:
            await publish_pool_plan(tx, pool.alliance.actor, plan.id, 9)
    await publish(database, pool, plan)
    with pytest.raises(NotAllowed):
        async with database.transaction(pool.first.actor) as tx:
            await publish_pool_plan(tx, pool.first.actor, plan.id, 2)
    with pytest.raises(RuleBroken) as refused:
        async with database.transaction(pool.alliance.actor) as tx:
            await publish_pool_plan(tx, pool.alliance.actor, plan.id, 2)
    assert refused.value.code == "PLAN_NOT_DRAFT"


async def test_a_decision_is_made_once_by_the_enterprise(database: Database, pool: SmallPool) -> None:
    plan = await publish(database, pool, await run_pool(database, pool.alliance))
    [heat] = [row for (need, _), row in (await pairs_of(database, SYSTEM, plan)).items() if need == pool.heat.id]
    no = Decision(is_accepted=False, reason=DeclineReason.TOO_EXPENSIVE, note=" 超出预算 ")
    with pytest.raises(NotAllowed):
        async with database.transaction(pool.institute.actor) as tx:
            await decide_recommendation(tx, pool.institute.actor, heat.id, 1, no)
    async with database.transaction(pool.second.actor) as tx:
        decided = await decide_recommendation(tx, pool.second.actor, heat.id, 1, no)
    assert (decided.state, decided.decline_reason, decided.note, decided.version) == (
        RecommendationState.DECLINED,
        DeclineReason.TOO_EXPENSIVE,
        "超出预算",
        2,
    )
    with pytest.raises(RuleBroken) as refused:
        async with database.transaction(pool.second.actor) as tx:
            await decide_recommendation(tx, pool.second.actor, heat.id, 2, Decision(is_accepted=True))
    assert refused.value.code == "ALREADY_DECIDED"


async def test_two_pools_do_not_fill_a_package_beyond_its_capacity(database: Database, pool: SmallPool) -> None:
    async with database.transaction(SYSTEM) as tx:
        other = await make_party(tx, OrganizationKind.ALLIANCE)
        await make_need(tx, pool.first.organization, **WATER, code="again", wanted_count=1)
    codes = []
    for party in (pool.alliance, other):
        plan = await run_pool(database, party)
        async with database.transaction(party.actor) as tx:
            await publish_pool_plan(tx, party.actor, plan.id, plan.version)
    async with database.transaction(SYSTEM) as tx:
        query = select(Recommendation).where(Recommendation.package_id == pool.water_package.id)
        rows = (await tx.scalars(query)).all()
    owners = {pool.first.organization.id: pool.first.actor, pool.second.organization.id: pool.second.actor}
    for row in rows:
        actor = owners[row.need_organization_id]
        try:
            async with database.transaction(actor) as tx:
                codes.append(
                    (await decide_recommendation(tx, actor, row.id, 1, Decision(is_accepted=True))).state.value
                )
        except RuleBroken as refused:
            codes.append(refused.code)
    assert codes == ["ACCEPTED", "PACKAGE_FULL"]


async def test_nobody_accepts_a_package_that_was_withdrawn_meanwhile(database: Database, pool: SmallPool) -> None:
    plan = await publish(database, pool, await run_pool(database, pool.alliance))
    async with database.transaction(SYSTEM) as tx:
        query = select(Recommendation).where(Recommendation.pool_plan_id == plan.id)
        row = (await tx.scalars(query.where(Recommendation.package_id == pool.water_package.id))).one()
        package = await tx.get_one(TechnologyPackage, row.package_id)
        package.state = PackageState.WITHDRAWN
    owners = {pool.first.organization.id: pool.first.actor, pool.second.organization.id: pool.second.actor}
    actor = owners[row.need_organization_id]
    async with database.transaction(actor) as tx:
        with pytest.raises(RuleBroken, match="PACKAGE_NOT_OFFERED"):
            await decide_recommendation(tx, actor, row.id, 1, Decision(is_accepted=True))
        declined = Decision(is_accepted=False, reason=DeclineReason.OTHER, note="已下架")
        assert (await decide_recommendation(tx, actor, row.id, 1, declined)).state is RecommendationState.DECLINED


async def test_a_refusal_needs_its_reason(database: Database, pool: SmallPool) -> None:
    plan = await publish(database, pool, await run_pool(database, pool.alliance))
    row = next(iter((await pairs_of(database, pool.second.actor, plan)).values()))
    faults = []
    for decision in (Decision(is_accepted=False), Decision(is_accepted=False, reason=DeclineReason.OTHER)):
        with pytest.raises(InvalidInput) as refused:
            async with database.transaction(pool.second.actor) as tx:
                await decide_recommendation(tx, pool.second.actor, row.id, 1, decision)
        faults += [(fault.path, fault.code) for fault in refused.value.faults]
    assert faults == [("reason", "REQUIRED"), ("note", "REQUIRED")]


async def test_the_next_run_respects_what_was_decided(database: Database, pool: SmallPool) -> None:
    plan = await publish(database, pool, await run_pool(database, pool.alliance))
    pairs = await pairs_of(database, SYSTEM, plan)
    [served] = [need for need, package in pairs if package == pool.water_package.id]
    party = pool.first if served == pool.water.id else pool.second
    async with database.transaction(party.actor) as tx:
        yes = pairs[served, pool.water_package.id]
        await decide_recommendation(tx, party.actor, yes.id, 1, Decision(is_accepted=True))
    [heat] = [row for (need, _), row in pairs.items() if need == pool.heat.id]
    async with database.transaction(pool.second.actor) as tx:
        no = Decision(is_accepted=False, reason=DeclineReason.TERMS)
        await decide_recommendation(tx, pool.second.actor, heat.id, 1, no)
    again = await pairs_of(database, SYSTEM, await run_pool(database, pool.alliance))
    assert pool.water_package.id not in {package for _, package in again}, "its one place is taken"
    assert served not in {need for need, _ in again}, "it wanted one and has it"
    assert (heat.need_id, heat.package_id) not in again


async def test_only_pools_run_and_only_one_run_at_a_time(database: Database, pool: SmallPool) -> None:
    codes = []
    for party, organization in ((pool.first, pool.first), (pool.first, pool.alliance)):
        with pytest.raises(NotAllowed) as refused:
            async with database.transaction(party.actor) as tx:
                await start_pool_run(tx, party.actor, organization.organization.id, PoolSettings())
        codes.append(refused.value.code)
    async with database.transaction(pool.alliance.actor) as tx:
        await start_pool_run(tx, pool.alliance.actor, pool.alliance.organization.id, PoolSettings())
    with pytest.raises(RuleBroken) as broken:
        async with database.transaction(pool.alliance.actor) as tx:
            await start_pool_run(tx, pool.alliance.actor, pool.alliance.organization.id, PoolSettings())
    assert (codes, broken.value.code) == (["WRONG_KIND", "NOT_A_MEMBER"], "ALREADY_SOLVING")


async def test_a_pool_uses_what_is_shown_or_consented_to_it(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        alliance = await make_party(tx, OrganizationKind.ALLIANCE)
        other = await make_party(tx, OrganizationKind.ALLIANCE)
        enterprise = await make_party(tx, OrganizationKind.ENTERPRISE)
        institute = await make_party(tx, OrganizationKind.INSTITUTE)
        await make_package(tx, institute.organization, max_adopters=9)
        yes = {"consented_organization_ids": [alliance.organization.id]}
        for changes in ({}, yes, {"consented_organization_ids": [other.organization.id]}):
            await make_need(tx, enterprise.organization, visibility=Visibility.PRIVATE, **changes)
        await make_need(tx, enterprise.organization, publish=False)
        await make_need(tx, enterprise.organization, visibility=Visibility.PARTIAL)
    plan = await run_pool(database, alliance)
    assert plan.need_count == 2


async def test_why_not_is_told_to_those_concerned(database: Database, pool: SmallPool) -> None:
    plan = await publish(database, pool, await run_pool(database, pool.alliance))
    pairs = await pairs_of(database, SYSTEM, plan)
    [served] = [need for need, package in pairs if package == pool.water_package.id]
    unserved, party = (pool.more_water, pool.second) if served == pool.water.id else (pool.water, pool.first)
    async with database.transaction(party.actor) as tx:
        why_not = await explain_pair(tx, party.actor, plan.id, pool.water_package.id, unserved.id)
        assert await tx.scalar(select(func.count()).select_from(SolveRun)) == 0, "the run stays the pool's"
    async with database.transaction(pool.institute.actor) as tx:
        why = await explain_pair(tx, pool.institute.actor, plan.id, pool.water_package.id, served)
    titles = {pool.water.id: pool.water.title, pool.more_water.id: pool.more_water.title}
    full = {reason.code: reason.params for reason in why_not.reasons}["SUPPLY_FULL"]
    assert (why_not.is_recommended, why.is_recommended) == (False, True)
    assert full["busy_with"] == [titles[served]]
    assert why.reasons[0].code == "CHOSEN"
    assert why.fit == pytest.approx(pairs[served, pool.water_package.id].fit)


async def test_why_not_names_nothing_that_is_hidden(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        alliance = await make_party(tx, OrganizationKind.ALLIANCE)
        first, second = [await make_party(tx, OrganizationKind.ENTERPRISE) for _ in range(2)]
        institute = await make_party(tx, OrganizationKind.INSTITUTE)
        consent = {"visibility": Visibility.PRIVATE, "consented_organization_ids": [alliance.organization.id]}
        package = await make_package(tx, institute.organization, max_adopters=1)
        needs = {
            party.actor: await make_need(tx, party.organization, **WATER, **consent, wanted_count=1)
            for party in (first, second)
        }
    plan = await run_pool(database, alliance)
    async with database.transaction(alliance.actor) as tx:
        await publish_pool_plan(tx, alliance.actor, plan.id, plan.version)
    [(served, _)] = await pairs_of(database, SYSTEM, plan)
    [(actor, unserved)] = [(actor, need) for actor, need in needs.items() if need.id != served]
    async with database.transaction(actor) as tx:
        explained = await explain_pair(tx, actor, plan.id, package.id, unserved.id)
    full = {reason.code: reason.params for reason in explained.reasons}["SUPPLY_FULL"]
    assert full["busy_with"] == [HIDDEN]


async def test_strangers_get_no_explanation(database: Database, pool: SmallPool) -> None:
    plan = await publish(database, pool, await run_pool(database, pool.alliance))
    async with database.transaction(SYSTEM) as tx:
        stranger = await make_party(tx, OrganizationKind.ENTERPRISE)
    with pytest.raises(NotAllowed) as refused:
        async with database.transaction(stranger.actor) as tx:
            await explain_pair(tx, stranger.actor, plan.id, pool.water_package.id, pool.water.id)
    assert refused.value.code == "NOT_CONCERNED"


async def test_an_empty_pool_fails_with_its_code(database: Database) -> None:
    async with database.transaction(SYSTEM) as tx:
        alliance: Party = await make_party(tx, OrganizationKind.ALLIANCE)
    with pytest.raises(RuleBroken) as refused:
        async with database.transaction(alliance.actor) as tx:
            await start_pool_run(tx, alliance.actor, alliance.organization.id, PoolSettings())
    assert refused.value.code == "NO_NEEDS"
    async with database.transaction(alliance.actor) as tx:
        assert await tx.scalar(select(func.count()).select_from(SolveRun)) == 0


async def test_settings_out_of_range_are_named(database: Database, pool: SmallPool) -> None:
    bad = PoolSettings(per_need=0, seed=-1)
    with pytest.raises(InvalidInput) as refused:
        async with database.transaction(pool.alliance.actor) as tx:
            await start_pool_run(tx, pool.alliance.actor, pool.alliance.organization.id, bad)
    assert [fault.path for fault in refused.value.faults] == ["settings.perNeed", "settings.seed"]
