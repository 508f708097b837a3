import strawberry

from graph.competitions.types import Entry, Judge
from graph.judging.insight_answers import (
    shown_comparison,
    shown_insight,
    shown_limits,
    shown_matrix,
    shown_preview,
    shown_proof,
    shown_swaps,
)
from graph.judging.insight_types import (
    PlanBottleneck,
    PlanComparison,
    PlanInsight,
    PlanMatrix,
    PlanProof,
    PlanSwap,
    PublishPreview,
)
from graph.judging.types import Plan
from graph.kit.context import Context
from graph.kit.declare import bounded
from graph.kit.node_ids import uuid_of
from services.judging.comparing import compare_plans
from services.judging.edit_history import SWAP_LIMIT, suggest_swaps
from services.judging.insight import BOTTLENECK_LIMIT, list_limits, read_insight
from services.judging.matrix import read_matrix
from services.judging.previewing import preview_publication
from services.judging.proving import prove_plan

Info = strawberry.Info[Context, None]


@strawberry.type
class PlanBottlenecks:
    limits: list[PlanBottleneck] = bounded(BOTTLENECK_LIMIT)


@strawberry.type
class PlanSwaps:
    swaps: list[PlanSwap] = bounded(SWAP_LIMIT)


@strawberry.type
class InsightQuery:
    @strawberry.field(  # type: ignore[untyped-decorator]  # JSON and lazy types are untyped in Strawberry
        description="All fits, conflicts, chosen pairs and loads of a plan for a picture; four million cells at most."
    )
    async def plan_matrix(
        self, info: Info, plan_id: strawberry.ID, first_row: int = 0, row_count: int | None = None
    ) -> PlanMatrix | None:
        context, key = info.context, uuid_of(Plan, plan_id, "planId")
        async with context.database.transaction(context.actor) as tx:
            return shown_matrix(await read_matrix(tx, context.actor, key, first_row, row_count))

    @strawberry.field(  # type: ignore[untyped-decorator]  # as above
        description="Loads, quantiles, and the entries from the worst served on."
    )
    async def plan_insight(
        self, info: Info, plan_id: strawberry.ID, first: int = 20, offset: int = 0
    ) -> PlanInsight | None:
        context, key = info.context, uuid_of(Plan, plan_id, "planId")
        async with context.database.transaction(context.actor) as tx:
            return shown_insight(await read_insight(tx, context.actor, key, first, offset))

    @strawberry.field(  # type: ignore[untyped-decorator]  # as above
        description="What holds the machine's plan back and what one more unit brings, the dearest first."
    )
    async def plan_bottlenecks(self, info: Info, plan_id: strawberry.ID, first: int = 10) -> PlanBottlenecks | None:
        context, key = info.context, uuid_of(Plan, plan_id, "planId")
        async with context.database.transaction(context.actor) as tx:
            return PlanBottlenecks(limits=shown_limits(await list_limits(tx, context.actor, key, first)))

    @strawberry.field(  # type: ignore[untyped-decorator]  # as above
        description="Two plans of one competition side by side."
    )
    async def compare_plans(
        self, info: Info, plan_id: strawberry.ID, other_plan_id: strawberry.ID
    ) -> PlanComparison | None:
        context = info.context
        keys = uuid_of(Plan, plan_id, "planId"), uuid_of(Plan, other_plan_id, "otherPlanId")
        async with context.database.transaction(context.actor) as tx:
            return shown_comparison(await compare_plans(tx, context.actor, *keys))

    @strawberry.field(  # type: ignore[untyped-decorator]  # as above
        description="Ways to take a judge from an entry that break no further rule, the best first."
    )
    async def suggest_swaps(
        self, info: Info, plan_id: strawberry.ID, judge_id: strawberry.ID, entry_id: strawberry.ID, first: int = 10
    ) -> PlanSwaps | None:
        context = info.context
        key = uuid_of(Plan, plan_id, "planId")
        pair = uuid_of(Judge, judge_id, "judgeId"), uuid_of(Entry, entry_id, "entryId")
        async with context.database.transaction(context.actor) as tx:
            return PlanSwaps(swaps=shown_swaps(await suggest_swaps(tx, context.actor, key, pair, first)))

    @strawberry.field(  # type: ignore[untyped-decorator]  # as above
        description="What each judge would get if the plan were published now, and what speaks against it."
    )
    async def publish_preview(self, info: Info, plan_id: strawberry.ID) -> PublishPreview | None:
        context, key = info.context, uuid_of(Plan, plan_id, "planId")
        async with context.database.transaction(context.actor) as tx:
            return shown_preview(await preview_publication(tx, context.actor, key))

    @strawberry.field(  # type: ignore[untyped-decorator]  # as above
        description="The proof of a plan, verified again, in figures for a page."
    )
    async def plan_proof(self, info: Info, plan_id: strawberry.ID) -> PlanProof | None:
        context, key = info.context, uuid_of(Plan, plan_id, "planId")
        async with context.database.transaction(context.actor) as tx:
            return shown_proof(await prove_plan(tx, context.actor, key))
