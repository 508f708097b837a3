from datetime import datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, and_
from strawberry.scalars import JSON

from graph.catalog.types import Need, TechnologyPackage
from graph.kit.abilities import my_organizations, viewer_can, working_organizations
from graph.kit.declare import Connection, Node, bounded, column, many, node, one, sql
from graph.kit.filters import any_of, at_least, filter_input, refers_to, same, where
from graph.kit.scalars import Long
from graph.organizations.types import Organization
from graph.solving.types import SolveRun, in_fit
from services.matching.models import Candidate as CandidateRow
from services.matching.models import DeclineReason, PoolPlanState, RecommendationState
from services.matching.models import PoolPlan as PoolPlanRow
from services.matching.models import Recommendation as RecommendationRow
from services.matching.models import UnmetNeed as UnmetNeedRow
from services.solving.models import ProofWord


def _gap(plan: Any) -> ColumnElement[Any]:
    gap: ColumnElement[Any] = plan.bound - plan.value
    return gap


def _can_decide(row: Any) -> ColumnElement[bool]:
    is_open = and_(row.is_published, row.state == RecommendationState.PROPOSED.value)
    return and_(row.need_organization_id == working_organizations(), is_open)


@filter_input
class CandidateFilter:
    need: strawberry.ID | None = refers_to("Need", "need_id")
    technology_package: strawberry.ID | None = refers_to("TechnologyPackage", "package_id")
    fit_from: float | None = at_least("fit")


@node(CandidateRow, filter_by=CandidateFilter, order_by={"RANK": "rank", "FIT": "fit"})
class Candidate(Node):
    rank: int
    fit: float
    components: JSON = column("components", description="What the fit is made of: name to share in [0, 1].")
    weights_version: str
    created_at: datetime
    need: Need | None = one(lambda candidate, need: need.id == candidate.need_id)
    technology_package: TechnologyPackage | None = one(lambda candidate, package: package.id == candidate.package_id)


@filter_input
class PoolPlanFilter:
    state: list[PoolPlanState] | None = any_of("state")
    organization: strawberry.ID | None = refers_to("Organization", "organization_id")
    solve_run: strawberry.ID | None = refers_to("SolveRun", "solve_run_id")


@node(PoolPlanRow, filter_by=PoolPlanFilter, order_by={"NUMBER": "number"}, default_order="NUMBER_DESC")
class PoolPlan(Node):
    number: int
    version: int
    state: PoolPlanState
    value: Long
    bound: Long | None
    scale: Long
    gap: Long | None = sql(_gap, description="Bound less value: 0 when nothing better exists.")
    total_fit: float = in_fit("fit_total", default=0.0)
    proof: ProofWord
    need_count: int
    package_count: int
    recommendation_count: int
    missing_count: int
    created_at: datetime
    published_at: datetime | None
    viewer_can_publish: bool = viewer_can(
        lambda plan: and_(plan.organization_id == working_organizations(), plan.state == PoolPlanState.DRAFT.value)
    )
    organization: Organization | None = one(lambda plan, organization: organization.id == plan.organization_id)
    solve_run: SolveRun | None = one(lambda plan, run: run.id == plan.solve_run_id)
    published: "PoolPlan | None" = one(
        lambda plan, other: and_(
            other.organization_id == plan.organization_id, other.state == PoolPlanState.PUBLISHED.value
        ),
        description="The plan of this pool that stands now.",
    )
    recommendations: "Connection[Recommendation]" = many(
        lambda plan, recommendation: recommendation.pool_plan_id == plan.id
    )
    unmet_needs: "Connection[UnmetNeed]" = many(lambda plan, unmet: unmet.pool_plan_id == plan.id)


@filter_input
class RecommendationFilter:
    is_for_my_needs: bool | None = where(lambda row, value: (row.need_organization_id == my_organizations()) == value)
    is_of_my_packages: bool | None = where(
        lambda row, value: (row.package_organization_id == my_organizations()) == value
    )
    is_published: bool | None = same("is_published")
    state: list[RecommendationState] | None = any_of("state")
    need: strawberry.ID | None = refers_to("Need", "need_id")
    technology_package: strawberry.ID | None = refers_to("TechnologyPackage", "package_id")
    pool_plan: strawberry.ID | None = refers_to("PoolPlan", "pool_plan_id")


@node(
    RecommendationRow,
    filter_by=RecommendationFilter,
    order_by={"FIT": "fit", "NEED": ["need_id", "fit"]},
    default_order="FIT_DESC",
)
class Recommendation(Node):
    fit: float
    components: JSON = column("components", description="What the fit is made of: name to share in [0, 1].")
    is_published: bool
    state: RecommendationState
    decline_reason: DeclineReason | None
    note: str
    decided_at: datetime | None
    version: int
    created_at: datetime
    viewer_can_decide: bool = viewer_can(_can_decide)
    need: Need | None = one(lambda recommendation, need: need.id == recommendation.need_id)
    technology_package: TechnologyPackage | None = one(
        lambda recommendation, package: package.id == recommendation.package_id
    )
    pool_plan: PoolPlan | None = one(lambda recommendation, plan: plan.id == recommendation.pool_plan_id)


@node(UnmetNeedRow, order_by={"MISSING": "missing_count"}, default_order="MISSING_DESC")
class UnmetNeed(Node):
    wanted_count: int
    missing_count: int
    candidate_count: int = column(
        "candidate_count",
        description="Packages that fit and may be recommended: with fewer than wanted, no capacity helps.",
    )
    need: Need | None = one(lambda unmet, need: need.id == unmet.need_id)


@strawberry.type(description="Why a pair is recommended, or why not: a code, and parameters for the sentence.")
class RecommendationReason:
    code: str
    params: JSON = strawberry.field(description="Name to texts; a need or package you may not see is `?`.")


@strawberry.type
class RecommendationExplanation:
    is_recommended: bool
    fit: float | None
    components: JSON
    reasons: list[RecommendationReason] = bounded(50, description="The answer first, then what it rests on.")
