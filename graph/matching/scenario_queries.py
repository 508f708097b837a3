import strawberry
from strawberry.scalars import JSON

from graph.judging.insight_types import ProofCheck
from graph.kit.context import Context
from graph.kit.declare import Connection, listing
from graph.kit.node_ids import node_id, uuid_of
from graph.matching.scenario_answers import shown_comparison, shown_losses, shown_tally
from graph.matching.scenario_types import (
    FlowGap,
    FlowLink,
    PoolBottleneck,
    PoolBottlenecks,
    PoolColumns,
    PoolDefaults,
    PoolFlow,
    PoolLosses,
    PoolPlanComparison,
    PoolProof,
)
from graph.matching.types import PoolPlan
from graph.organizations.types import Organization
from graph.solving.columns import shown_columns
from services.matching.comparing import compare_pool_plans
from services.matching.insight import FlowGroup, describe_pool_columns, list_pool_limits, prove_pool_plan, read_flow
from services.matching.losses import list_losses

Info = strawberry.Info[Context, None]


@strawberry.type
class PoolScenarioQuery:
    pool_defaults: Connection[PoolDefaults] = listing(description="The settings that runs of your pools start from.")

    @strawberry.field(  # type: ignore[untyped-decorator]  # JSON and lazy types are untyped in Strawberry
        description="The columns of packages and needs with their values, for forms that state rules."
    )
    async def pool_columns(self, info: Info, organization_id: strawberry.ID) -> PoolColumns | None:
        context, key = info.context, uuid_of(Organization, organization_id, "organizationId")
        async with context.database.transaction(context.actor) as tx:
            found = await describe_pool_columns(tx, context.actor, key)
        return PoolColumns(packages=shown_columns(found.packages), needs=shown_columns(found.needs))

    @strawberry.field(  # type: ignore[untyped-decorator]  # as above
        description="From supply to need by groups, for a Sankey diagram."
    )
    async def pool_flow(
        self, info: Info, pool_plan_id: strawberry.ID, by: FlowGroup = FlowGroup.FIELD, groups: int = 12
    ) -> PoolFlow | None:
        context, key = info.context, uuid_of(PoolPlan, pool_plan_id, "poolPlanId")
        async with context.database.transaction(context.actor) as tx:
            found = await read_flow(tx, context.actor, key, by, groups)
        links = [
            FlowLink(package_group=each.package_group, need_group=each.need_group, count=each.count, fit=each.fit)
            for each in found.links
        ]
        return PoolFlow(links=links, gaps=[FlowGap(need_group=each[0], missing_count=each[1]) for each in found.unmet])

    @strawberry.field(  # type: ignore[untyped-decorator]  # as above
        description="What holds a pool's plan back and what one more unit brings, the dearest first."
    )
    async def pool_bottlenecks(
        self, info: Info, pool_plan_id: strawberry.ID, first: int = 10
    ) -> PoolBottlenecks | None:
        context, key = info.context, uuid_of(PoolPlan, pool_plan_id, "poolPlanId")
        async with context.database.transaction(context.actor) as tx:
            found = await list_pool_limits(tx, context.actor, key, first)
        limits = [
            PoolBottleneck(
                code=each.code, params=JSON(dict(each.params)), worth=each.worth, worth_at_most=each.worth_at_most
            )
            for each in found
        ]
        return PoolBottlenecks(limits=limits)

    @strawberry.field(  # type: ignore[untyped-decorator]  # as above
        description="The proof of a pool's plan, verified again, in figures for a page."
    )
    async def pool_proof(self, info: Info, pool_plan_id: strawberry.ID) -> PoolProof | None:
        context, key = info.context, uuid_of(PoolPlan, pool_plan_id, "poolPlanId")
        async with context.database.transaction(context.actor) as tx:
            found = await prove_pool_plan(tx, context.actor, key)
        proof, run = found.proof, found.run
        return PoolProof(
            is_valid=proof.is_valid,
            verified_at=proof.verified_at,
            value=proof.value,
            tally=shown_tally(found.tally),
            bound=proof.bound,
            gap=proof.gap,
            relative_gap=proof.relative_gap,
            vouched_by=proof.vouched_by,
            engine=proof.engine,
            seed=run.seed,
            seconds=run.seconds,
            stages=JSON(run.stages),
            problem_digest=proof.problem_digest,
            result_digest=proof.result_digest,
            checks=[
                ProofCheck(code=each.code, is_good=each.is_good, params=JSON(dict(each.params)))
                for each in proof.checks
            ],
            download_path=f"/proofs/{node_id('PoolPlan', found.plan.id)}",
        )

    @strawberry.field(  # type: ignore[untyped-decorator]  # as above
        description="Two plans of one pool side by side, for whoever runs it."
    )
    async def compare_pool_plans(
        self, info: Info, pool_plan_id: strawberry.ID, other_pool_plan_id: strawberry.ID
    ) -> PoolPlanComparison | None:
        context = info.context
        keys = uuid_of(PoolPlan, pool_plan_id, "poolPlanId"), uuid_of(PoolPlan, other_pool_plan_id, "otherPoolPlanId")
        async with context.database.transaction(context.actor) as tx:
            return shown_comparison(await compare_pool_plans(tx, context.actor, *keys))

    @strawberry.field(  # type: ignore[untyped-decorator]  # as above
        description="Which recommendations of a published plan stand no more; none of any other plan."
    )
    async def pool_losses(self, info: Info, pool_plan_id: strawberry.ID) -> PoolLosses | None:
        context, key = info.context, uuid_of(PoolPlan, pool_plan_id, "poolPlanId")
        async with context.database.transaction(context.actor) as tx:
            return shown_losses(await list_losses(tx, context.actor, key))
