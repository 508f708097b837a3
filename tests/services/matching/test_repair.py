"""Plans side by side, and published plans that are repaired."""

from uuid import UUID

import pytest
from sqlmodel import select

from services.catalog.models import Need, TechnologyPackage
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotAllowed, NotFound, RuleBroken, Stale
from services.kit.settings import get_settings
from services.matching.commands import (
    decide_recommendation,
    publish_pool_plan,
    repair_pool_plan,
    withdraw_need,
    withdraw_package,
)
from services.matching.comparing import compare_pool_plans
from services.matching.decisions import Decision
from services.matching.losses import LostCause, list_losses
from services.matching.models import DeclineReason, PoolPlan, Recommendation
from services.matching.queries import PlanPair, list_plan_pairs
from services.matching.settings import PoolSettings
from services.organizations.models import OrganizationKind
from services.solving.queries import get_run
from services.solving.running import run_solve
from tests.factories.catalog import make_need, make_package
from tests.factories.matching import HEAT, WATER_PACKAGE, SmallPool, make_party, make_small_pool, plan_of, run_pool


@pytest.fixture
async def pool(database: Database) -> SmallPool:
    async with database.transaction(SYSTEM) as tx:
        return await make_small_pool(tx)


async def publish(database: Database, pool: SmallPool, plan: PoolPlan) -> PoolPlan:
    async with database.transaction(pool.alliance.actor) as tx:
        return await publish_pool_plan(tx, pool.alliance.actor, plan.id, plan.version)


async def pairs_of(database: Database, pool: SmallPool, plan: PoolPlan) -> dict[tuple[UUID, UUID], PlanPair]:
    async with database.transaction(pool.alliance.actor) as tx:
        return {(row.need_id, row.package_id): row for row in await list_plan_pairs(tx, plan.id)}


async def keys_of(database: Database, plan: PoolPlan) -> dict[UUID, UUID]:
    """The key of the recommendation of each need, where each gets one."""
    async with database.transaction(SYSTEM) as tx:
        rows = await tx.scalars(select(Recommendation).where(Recommendation.pool_plan_id == plan.id))
        return {row.need_id: row.id for row in rows}


async def repaired(database: Database, pool: SmallPool, plan: PoolPlan) -> PoolPlan:
    me = pool.alliance.actor
    async with database.transaction(me) as tx:
        run = await repair_pool_plan(tx, me, plan.id, plan.version, "补配")
    await run_solve(database, get_settings(), run.id)
    return await plan_of(database, run.id)


async def take_back(database: Database, pool: SmallPool, package: TechnologyPackage) -> None:
    async with database.transaction(pool.institute.actor) as tx:
        row = await tx.get_one(TechnologyPackage, package.id)
        await withdraw_package(tx, pool.institute.actor, package.id, row.version)


async def test_two_plans_side_by_side_add_up(database: Database, pool: SmallPool) -> None:
    first = await run_pool(database, pool.alliance)
    rules = [{"count": {"per": "ALL", "column": "organization", "atMost": 1}}]
    second = await run_pool(database, pool.alliance, PoolSettings(rules=rules, name="只一条"))
    before, after = await pairs_of(database, pool, first), await pairs_of(database, pool, second)
    async with database.transaction(pool.alliance.actor) as tx:
        found = await compare_pool_plans(tx, pool.alliance.actor, first.id, second.id)
        back = await compare_pool_plans(tx, pool.alliance.actor, second.id, first.id)
    assert (found.kept_count, found.added_count, found.removed_count) == (
        len(before.keys() & after.keys()), len(after.keys() - before.keys()), len(before.keys() - after.keys()),
    )  # fmt: skip
    assert {
        (each.need_id, each.package_id) for each in found.pairs if not each.is_added
    } == before.keys() - after.keys()
    assert found.changed_settings == ["rules"]
    assert found.first.total_fit == pytest.approx(sum(row.fit for row in before.values()), abs=1e-5)
    assert (found.first.served_count, found.second.used_count, found.second.highest_load) == (len(before), 1, 1)
    assert sum(each.after - each.before for each in found.needs) == pytest.approx(
        found.second.total_fit - found.first.total_fit, abs=1e-5
    )
    assert (found.worse_count, found.better_count) == (back.better_count, back.worse_count)
    assert all(each.title and each.before > each.after for each in found.packages)


async def test_plans_of_two_pools_are_not_compared(database: Database, pool: SmallPool) -> None:
    async with database.transaction(SYSTEM) as tx:
        other = await make_party(tx, OrganizationKind.ALLIANCE)
    mine, theirs = await run_pool(database, pool.alliance), await run_pool(database, other)
    async with database.transaction(SYSTEM) as tx:
        with pytest.raises(InvalidInput):
            await compare_pool_plans(tx, SYSTEM, mine.id, theirs.id)
    async with database.transaction(pool.alliance.actor) as tx:
        with pytest.raises(NotFound):
            await compare_pool_plans(tx, pool.alliance.actor, mine.id, theirs.id)


async def test_a_withdrawn_package_is_replaced_and_nothing_else_moves(database: Database, pool: SmallPool) -> None:
    plan = await publish(database, pool, await run_pool(database, pool.alliance))
    before = await pairs_of(database, pool, plan)
    [(water_need, _)] = [pair for pair in before if pair[1] == pool.water_package.id]
    async with database.transaction(SYSTEM) as tx:
        fresh = await make_package(tx, pool.institute.organization, **(WATER_PACKAGE | {"title": "印染废水膜法脱色"}))
        await make_need(tx, pool.first.organization, **HEAT, wanted_count=1)  # comes later, so it waits
    await take_back(database, pool, pool.water_package)
    async with database.transaction(pool.alliance.actor) as tx:
        losses = await list_losses(tx, pool.alliance.actor, plan.id)
    [lost] = losses.pairs
    assert (lost.need_id, lost.package_id, lost.cause) == (
        water_need, pool.water_package.id, LostCause.PACKAGE_WITHDRAWN,
    )  # fmt: skip
    assert (losses.lost_count, losses.open_count, lost.package_title) == (1, 1, pool.water_package.title)
    after = await repaired(database, pool, plan)
    async with database.transaction(pool.alliance.actor) as tx:
        run = await get_run(tx, after.solve_run_id)
    pairs = await pairs_of(database, pool, after)
    kept = {pair for pair in before if pair[1] != pool.water_package.id}
    assert kept <= pairs.keys()
    # Of the needs of the plan one that lacked a package may get the new one, too; the late one waits.
    assert {pair[1] for pair in pairs.keys() - kept} == {fresh.id}
    assert (water_need, fresh.id) in pairs
    assert after.need_count == plan.need_count
    assert (run.settings["repair"], run.stages[0]["name"]) == (
        {"plan": plan.number}, "fewest_missing",
    )  # fmt: skip


async def test_what_was_accepted_stands_and_what_was_declined_is_filled(database: Database, pool: SmallPool) -> None:
    plan = await publish(database, pool, await run_pool(database, pool.alliance, PoolSettings(per_need=1)))
    rows = await keys_of(database, plan)
    heat = rows[pool.heat.id]
    no = Decision(is_accepted=False, reason=DeclineReason.TERMS)
    async with database.transaction(pool.second.actor) as tx:
        await decide_recommendation(tx, pool.second.actor, heat, 1, no)
    async with database.transaction(pool.first.actor) as tx:
        await decide_recommendation(tx, pool.first.actor, rows[pool.water.id], 1, Decision(is_accepted=True))
    async with database.transaction(pool.alliance.actor) as tx:
        losses = await list_losses(tx, pool.alliance.actor, plan.id)
    after = await repaired(database, pool, plan)
    pairs = await pairs_of(database, pool, after)
    assert [each.cause for each in losses.pairs] == [LostCause.DECLINED]
    assert (pool.heat.id, pool.heat_package.id) not in pairs
    assert {need for need, _ in pairs} <= {pool.heat.id, pool.more_water.id}


async def test_a_withdrawn_need_moves_nobody_else(database: Database, pool: SmallPool) -> None:
    plan = await publish(database, pool, await run_pool(database, pool.alliance))
    before = await pairs_of(database, pool, plan)
    [(need_id, _)] = [pair for pair in before if pair[1] == pool.water_package.id]
    owner = pool.first if need_id == pool.water.id else pool.second
    async with database.transaction(owner.actor) as tx:
        need = await tx.get_one(Need, need_id)
        await withdraw_need(tx, owner.actor, need.id, need.version)
    async with database.transaction(pool.alliance.actor) as tx:
        losses = await list_losses(tx, pool.alliance.actor, plan.id)
    pairs = await pairs_of(database, pool, await repaired(database, pool, plan))
    assert ([each.cause for each in losses.pairs], losses.open_count) == ([LostCause.NEED_WITHDRAWN], 0)
    # The freed package would fit the other water need better, but that one has been told of another already.
    assert pairs.keys() == {pair for pair in before if pair[0] != need_id}


async def test_only_what_is_published_is_repaired(database: Database, pool: SmallPool) -> None:
    plan = await run_pool(database, pool.alliance)
    me = pool.alliance.actor
    async with database.transaction(me) as tx:
        assert (await list_losses(tx, me, plan.id)).lost_count == 0
        with pytest.raises(RuleBroken) as refused:
            await repair_pool_plan(tx, me, plan.id, plan.version, "")
    assert refused.value.code == "PLAN_NOT_PUBLISHED"
    published = await publish(database, pool, plan)
    with pytest.raises(Stale):
        async with database.transaction(me) as tx:
            await repair_pool_plan(tx, me, published.id, published.version + 1, "")
    with pytest.raises(NotAllowed):
        async with database.transaction(pool.first.actor) as tx:
            await repair_pool_plan(tx, pool.first.actor, published.id, published.version, "")
