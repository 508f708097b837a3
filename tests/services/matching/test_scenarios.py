"""Rules, aims, flows, limits and proofs of pools."""

import io
import zipfile
from collections import Counter

import pytest
from sqlmodel import select

from services.catalog.models import Need
from services.kit.actor import SYSTEM
from services.kit.database import Database
from services.kit.refusals import InvalidInput, NotAllowed
from services.kit.settings import get_settings
from services.matching.commands import apply_pool_mends, save_pool_settings, start_pool_run
from services.matching.insight import (
    FlowGroup,
    describe_pool_columns,
    export_pool_proof,
    list_pool_limits,
    prove_pool_plan,
    read_flow,
)
from services.matching.models import Recommendation
from services.matching.queries import find_defaults
from services.matching.settings import PoolSettings
from services.solving.models import SolveState
from services.solving.queries import get_run
from services.solving.running import run_solve
from tests.factories.catalog import make_need, make_package
from tests.factories.matching import HEAT, HEAT_PACKAGE, SmallPool, make_small_pool, run_pool


@pytest.fixture
async def pool(database: Database) -> SmallPool:
    async with database.transaction(SYSTEM) as tx:
        return await make_small_pool(tx)


async def want_more(database: Database, pool: SmallPool) -> None:
    """More places than the packages have."""
    async with database.transaction(SYSTEM) as tx:
        await make_need(tx, pool.first.organization, **HEAT, wanted_count=2)


async def test_a_pool_run_keeps_rules_and_tells_its_aims(database: Database, pool: SmallPool) -> None:
    rules = [{"count": {"per": "ALL", "column": "organization", "atMost": 1}}]
    free = await run_pool(database, pool.alliance)
    kept = await run_pool(
        database, pool.alliance, PoolSettings(rules=rules, aims=[{"kind": "FEWEST_MISSING"}], name="甲")
    )
    assert (kept.recommendation_count, free.recommendation_count > 1) == (1, True)
    async with database.transaction(pool.alliance.actor) as tx:
        run = await get_run(tx, kept.solve_run_id)
    assert (run.name, run.settings["rules"], [stage["name"] for stage in run.stages]) == (
        "甲", rules, ["fewest_missing"],
    )  # fmt: skip


async def test_rules_that_cannot_stand_are_named_by_their_place(database: Database, pool: SmallPool) -> None:
    wrong = PoolSettings(rules=[{"sum": {"column": "price", "atMostColumn": "purse"}}])
    async with database.transaction(pool.alliance.actor) as tx:
        with pytest.raises(InvalidInput) as refused:
            await start_pool_run(tx, pool.alliance.actor, pool.alliance.organization.id, wrong)
    [fault] = refused.value.faults
    assert (fault.path, fault.code) == ("settings.rules.0.sum.at_most", "RULE_COLUMN_MISSING")
    assert "budget" in str(fault.params["known"])


async def test_a_strict_pool_that_cannot_be_met_is_mended(database: Database, pool: SmallPool) -> None:
    me, organization = pool.alliance.actor, pool.alliance.organization.id
    await want_more(database, pool)
    async with database.transaction(me) as tx:
        run = await start_pool_run(tx, me, organization, PoolSettings(elastic=False))
    await run_solve(database, get_settings(), run.id)
    async with database.transaction(me) as tx:
        ended = await get_run(tx, run.id)
        mended = await apply_pool_mends(tx, me, run.id, None, starts_run=True)
    assert (ended.state, mended.settings["elastic"]) == (SolveState.INFEASIBLE, True)
    assert mended.run is not None
    await run_solve(database, get_settings(), mended.run.id)
    async with database.transaction(me) as tx:
        assert (await get_run(tx, mended.run.id)).state is SolveState.PROVEN


async def test_a_flow_adds_up_to_the_plan(database: Database, pool: SmallPool) -> None:
    await want_more(database, pool)
    plan = await run_pool(database, pool.alliance)
    async with database.transaction(pool.alliance.actor) as tx:
        rows = (await tx.scalars(select(Recommendation).where(Recommendation.pool_plan_id == plan.id))).all()
        flow = await read_flow(tx, pool.alliance.actor, plan.id, FlowGroup.ORGANIZATION, 12)
        narrow = await read_flow(tx, pool.alliance.actor, plan.id, FlowGroup.ORGANIZATION, 1)
    names = {each.organization.id: each.organization.name for each in (pool.first, pool.second, pool.institute)}
    pairs = Counter((names[row.package_organization_id], names[row.need_organization_id]) for row in rows)
    assert {(link.package_group, link.need_group): link.count for link in flow.links} == dict(pairs)
    assert sum(count for _, count in flow.unmet) == plan.missing_count > 0
    assert sum(link.count for link in narrow.links) == len(rows)


async def test_limits_name_packages_and_proofs_can_be_taken_away(database: Database, pool: SmallPool) -> None:
    async with database.transaction(SYSTEM) as tx:
        await make_package(tx, pool.institute.organization, **HEAT_PACKAGE, max_adopters=1)
        await make_need(tx, pool.first.organization, **HEAT, wanted_count=2)
    plan = await run_pool(database, pool.alliance)
    async with database.transaction(pool.alliance.actor) as tx:
        limits = await list_pool_limits(tx, pool.alliance.actor, plan.id, 5)
        proof = await prove_pool_plan(tx, pool.alliance.actor, plan.id)
        content = await export_pool_proof(tx, pool.alliance.actor, plan.id)
    assert {each.code for each in limits} >= {"RAISE_CAPACITY"}
    assert pool.water_package.title in {each.params.get("package") for each in limits}
    assert (proof.proof.is_valid, proof.proof.gap, proof.proof.vouched_by) == (True, 0, "VERIFIED")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {"names.json", "problem", "result"} <= set(archive.namelist())


async def test_a_plans_value_is_told_as_fits_less_whatever_lacks(database: Database, pool: SmallPool) -> None:
    await want_more(database, pool)
    organization = pool.institute.organization.name
    rules = [{"count": {"per": "DEMAND", "column": "organization", "values": [organization], "atLeast": 2}}]
    plain, ruled = [await run_pool(database, pool.alliance, PoolSettings(rules=given)) for given in ([], rules)]
    async with database.transaction(pool.alliance.actor) as tx:
        met = await prove_pool_plan(tx, pool.alliance.actor, plain.id)
        proof = await prove_pool_plan(tx, pool.alliance.actor, ruled.id)
        served = Counter(
            (await tx.scalars(select(Recommendation.need_id).where(Recommendation.pool_plan_id == ruled.id))).all()
        )
        titles = {need.id: need.title for need in await tx.scalars(select(Need))}
    lacking = {need_id: 2 - served[need_id] for need_id in titles if served[need_id] < 2}
    assert met.tally is not None
    assert proof.tally is not None
    assert (met.tally.missed_count, met.tally.missed, met.tally.open_count) == (0, [], plain.missing_count)
    found = proof.tally
    assert (found.open_count, found.missed_count) == (ruled.missing_count, sum(lacking.values()))
    assert found.missed_minimum_count == len(found.missed) == len(lacking)
    assert sorted((str(each.params["need"]), each.wanted, each.given) for each in found.missed) == sorted(
        (titles[need_id], 2, 2 - units) for need_id, units in lacking.items()
    )
    assert {each.params["rule_at"] for each in found.missed} == {0}
    for plan, told in ((plain, met), (ruled, proof)):
        assert told.tally is not None
        taken_off = told.tally.price * (told.tally.open_count + told.tally.missed_count)
        assert told.tally.total_fit == plan.fit_total / plan.scale
        assert told.proof.value == pytest.approx(told.tally.total_fit - taken_off)
        assert taken_off > 0
    rule_checks = [(each.code, each.is_good, each.params) for each in proof.proof.checks if "RULES" in each.code]
    assert rule_checks == [("RULES_KEPT_BUT_MINIMUMS", True, {"rules": 1, "missed": len(lacking)})]


async def test_columns_and_saved_settings_are_the_pools_own(database: Database, pool: SmallPool) -> None:
    me, organization = pool.alliance.actor, pool.alliance.organization.id
    async with database.transaction(me) as tx:
        found = await describe_pool_columns(tx, me, organization)
        kept = await save_pool_settings(tx, me, organization, PoolSettings(per_need=2, name="乙"))
        again = await save_pool_settings(tx, me, organization, PoolSettings(per_need=1, name="丙"))
    assert {"price", "max_adopters", "organization"} <= {column.name for column in found.packages}
    assert {"budget", "wanted"} <= {column.name for column in found.needs}
    assert (kept.id, again.version, again.settings["name"]) == (again.id, 2, "丙")
    stranger = pool.first.actor
    plan = await run_pool(database, pool.alliance)
    async with database.transaction(stranger) as tx:
        assert await find_defaults(tx, organization) is None
        for ask in (
            lambda: describe_pool_columns(tx, stranger, organization),
            lambda: save_pool_settings(tx, stranger, organization, PoolSettings()),
        ):
            with pytest.raises(NotAllowed):
                await ask()
    async with database.transaction(stranger) as tx:
        for look in (read_flow(tx, stranger, plan.id, FlowGroup.FIELD, 5), prove_pool_plan(tx, stranger, plan.id)):
            with pytest.raises(Exception, match="POOL_PLAN_NOT_FOUND"):
                await look
