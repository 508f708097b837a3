from typing import Final

import strawberry
from strawberry.scalars import JSON

from graph.catalog.types import Need, TechnologyPackage
from graph.kit.context import Context
from graph.kit.declare import Connection, by_id, listing
from graph.kit.node_ids import uuid_of
from graph.matching.types import (
    Candidate,
    PoolPlan,
    Recommendation,
    RecommendationExplanation,
    RecommendationReason,
)
from services.matching.explaining import explain_pair

SHOWN_REASONS: Final = 50


@strawberry.type
class MatchingQuery:
    candidates: Connection[Candidate] = listing(description="Candidates of your needs, and needs your packages serve.")
    pool_plan: PoolPlan | None = by_id()
    pool_plans: Connection[PoolPlan] = listing(description="Plans of your pools, and what other pools published.")
    recommendation: Recommendation | None = by_id()
    recommendations: Connection[Recommendation] = listing(
        description="What pools recommend to your needs and of your packages; for a pool, what it recommends."
    )

    @strawberry.field(  # type: ignore[untyped-decorator]  # JSON is untyped in Strawberry
        description="Why this package, or why not that one: for the pool and the owners of need and package."
    )
    async def explain_recommendation(
        self,
        info: strawberry.Info[Context, None],
        pool_plan_id: strawberry.ID,
        technology_package_id: strawberry.ID,
        need_id: strawberry.ID,
    ) -> RecommendationExplanation | None:
        context = info.context
        keys = (
            uuid_of(PoolPlan, pool_plan_id, "poolPlanId"),
            uuid_of(TechnologyPackage, technology_package_id, "technologyPackageId"),
            uuid_of(Need, need_id, "needId"),
        )
        async with context.database.transaction(context.actor) as tx:
            found = await explain_pair(tx, context.actor, *keys)
        reasons = [
            RecommendationReason(
                code=each.code, params=JSON({name: list(value) for name, value in each.params.items()})
            )
            for each in found.reasons[:SHOWN_REASONS]
        ]
        return RecommendationExplanation(
            is_recommended=found.is_recommended,
            fit=found.fit,
            components=JSON(dict(found.components)),
            reasons=reasons,
        )
